#include "lua_multi.h"

#include <string.h>

struct pool *multi_check(lua_State *L, int index, const char *method)
{
    struct pool *pool = lua_touserdata(L, index);
    if (!pool->multi)
        luaL_error(L, "%s: the curl multi is closed", method);
    if (!pool_ours(pool))
        luaL_error(L,
                   "%s: this curl multi belongs to process %d; after a fork the child must make "
                   "its own with curl.multi()",
                   method, (int)pool->owner);
    return pool;
}

static struct pool *open_pool(lua_State *L, const char *method)
{
    class_self(L, MULTI);
    return multi_check(L, 1, method);
}

/* ---- what runs ---- */

void multi_keep(lua_State *L, int index, const struct transfer *t)
{
    lua_getiuservalue(L, index, 1);
    lua_insert(L, -2);
    lua_rawsetp(L, -2, t);
    lua_pop(L, 1);
}

void multi_drop(lua_State *L, int index, const struct transfer *t)
{
    lua_pushnil(L);
    multi_keep(L, index, t);
}

/* ---- methods ---- */

int multi_new(lua_State *L)
{
    struct pool *pool = lua_newuserdatauv(L, sizeof *pool, 1);
    memset(pool, 0, sizeof *pool);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_setmetatable(L, -2);
    lua_createtable(L, 0, 0);
    lua_setiuservalue(L, -2, 1);
    if (pool_open(pool) != 0) {
        lua_pushnil(L);
        lua_pushliteral(L, "out of memory: libcurl could not make a multi handle");
        return 2;
    }
    return 1;
}

/* Writes the events into the table at index 3 and forgets them; `known` is the index of multi's table. An event is noted at
 * its owner before it is forgotten, in one go: between two instructions of a Lua program an error may be raised (Ctrl-C). */
static int deliver_events(lua_State *L, struct pool *pool, int known)
{
    int n = 0;
    for (struct transfer *t = pool->first, *next; t && pool->events > 0; t = next) {
        next = t->next;
        if (!t->event)
            continue;
        bool done = t->state == TRANSFER_DONE;
        lua_rawgetp(L, known, t);
        lua_pushvalue(L, -1);
        lua_rawseti(L, 3, n + 1);
        lua_pushvalue(L, lua_upvalueindex(done ? 2 : 3));
        lua_rawseti(L, 3, n + 2);
        if (lua_istable(L, -1)) {
            lua_pushvalue(L, lua_upvalueindex(done ? 2 : 3));
            lua_pushboolean(L, 1);
            lua_rawset(L, -3);
        }
        lua_pop(L, 1);
        n += 2; /* only now, for a table that has to grow may raise: the event is told again then */
        pool_delivered(t);
        if (done) {
            lua_pushnil(L);
            lua_rawsetp(L, known, t);
        }
    }
    return n;
}

static lua_Number check_seconds(lua_State *L, lua_Number seconds)
{
    luaL_argcheck(L, seconds == seconds, 2, "a number of seconds expected, got nan");
    return seconds;
}

/* Upvalues: metatable, "done", "data" (so that pushing them cannot fail). */
static int multi_step(lua_State *L)
{
    struct pool *pool = open_pool(L, "step");
    lua_Number seconds = check_seconds(L, luaL_optnumber(L, 2, 0));
    lua_settop(L, 3);
    bool given = !lua_isnil(L, 3);
    if (given)
        luaL_checktype(L, 3, LUA_TTABLE);
    CURLMcode rc = pool_step(pool, seconds);
    if (rc != CURLM_OK) {
        lua_pushnil(L);
        lua_pushfstring(L, "libcurl could not go on: %s", curl_multi_strerror(rc));
        return 2;
    }
    if (!given) {
        /* May raise for want of memory: the events are still in the pool then, for the next step. */
        lua_createtable(L, (int)pool->events * 2, 0);
        lua_replace(L, 3);
    }
    int n = 0;
    if (pool->events > 0) {
        lua_getiuservalue(L, 1, 1);
        n = deliver_events(L, pool, 4);
    }
    lua_settop(L, 3);
    if (!given)
        return 1;
    lua_pushinteger(L, n);
    lua_pushinteger(L, (lua_Integer)pool->count);
    return 2;
}

static int multi_pollfd(lua_State *L)
{
    int fd, problem = pool_share(open_pool(L, "pollfd"), &fd);
    if (problem != 0) {
        lua_pushnil(L);
        lua_pushfstring(L, "no descriptor for event loops: %s", strerror(problem));
        return 2;
    }
    lua_pushinteger(L, fd);
    return 1;
}

static int multi_events(lua_State *L)
{
    class_self(L, MULTI);
    lua_pushliteral(L, "r");
    return 1;
}

static int multi_timeout(lua_State *L)
{
    class_self(L, MULTI);
    lua_pushnil(L); /* the descriptor tells of libcurl's timers, too */
    return 1;
}

static int multi_alarm(lua_State *L)
{
    struct pool *pool = class_self(L, MULTI);
    if (!pool->multi) /* collected, it may be, before a list that has something to wake yet */
        return 0;
    multi_check(L, 1, "alarm");
    lua_Number seconds = luaL_checknumber(L, 2);
    if (!pool_shared(pool))
        return luaL_error(L, "alarm: nobody can hear it before pollfd was called");
    pool_alarm(pool, check_seconds(L, seconds));
    return 0;
}

static int multi_running(lua_State *L)
{
    struct pool *pool = class_self(L, MULTI);
    lua_pushinteger(L, (lua_Integer)pool->count);
    return 1;
}

static int multi_ours(lua_State *L)
{
    struct pool *pool = class_self(L, MULTI);
    lua_pushboolean(L, pool->multi && pool_ours(pool));
    return 1;
}

static int multi_close(lua_State *L)
{
    struct pool *pool = class_self(L, MULTI);
    if (pool->first) {
        lua_getiuservalue(L, 1, 1);
        for (struct transfer *t = pool->first; t; t = t->next) {
            lua_pushnil(L);
            lua_rawsetp(L, -2, t);
        }
    }
    pool_close(pool);
    return 0;
}

static int multi_tostring(lua_State *L)
{
    struct pool *pool = class_self(L, MULTI);
    if (pool->multi)
        lua_pushfstring(L, MULTI " (%d running)", (int)pool->count);
    else
        lua_pushliteral(L, MULTI " (closed)");
    return 1;
}

void multi_class(lua_State *L, int index)
{
    static const luaL_Reg functions[] = {{"running", multi_running},
                                         {"ours", multi_ours},
                                         {"pollfd", multi_pollfd},
                                         {"events", multi_events},
                                         {"timeout", multi_timeout},
                                         {"alarm", multi_alarm},
                                         {"close", multi_close},
                                         {"__close", multi_close},
                                         {"__tostring", multi_tostring},
                                         {"__gc", multi_close},
                                         {NULL, NULL}};
    class_fill(L, index, functions);
    lua_pushvalue(L, index);
    lua_pushliteral(L, "done");
    lua_pushliteral(L, "data");
    lua_pushcclosure(L, multi_step, 3);
    class_add(L, index, "step");
}
