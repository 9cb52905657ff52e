#include "bytes.h"

#include "compat.h"

#define TYPE "portabilling.bytes"

static struct buf *check(lua_State *L)
{
    return luaL_checkudata(L, 1, TYPE);
}

static int bytes_gc(lua_State *L)
{
    buf_wipe(check(L));
    return 0;
}

static int bytes_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check(L)->len);
    return 1;
}

static int bytes_tostring(lua_State *L)
{
    const struct buf *b = check(L);
    lua_pushlstring(L, b->len ? b->data : "", b->len);
    return 1;
}

void bytes_open(lua_State *L)
{
    static const luaL_Reg methods[] = {{"release", bytes_gc},
                                       {"__gc", bytes_gc},
                                       {"__len", bytes_len},
                                       {"__tostring", bytes_tostring},
                                       {NULL, NULL}};
    /* Filled even if it is there: memory may have run out in this once before. */
    luaL_newmetatable(L, TYPE);
    luaL_setfuncs(L, methods, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

struct buf *bytes_push(lua_State *L)
{
    struct buf *b = lua_newuserdatauv(L, sizeof *b, 0);
    buf_init(b);
    luaL_setmetatable(L, TYPE);
    return b;
}

const struct buf *bytes_test(lua_State *L, int index)
{
    return luaL_testudata(L, index, TYPE);
}

const char *bytes_text(lua_State *L, int index, size_t *len)
{
    if (lua_type(L, index) == LUA_TSTRING)
        return lua_tolstring(L, index, len);
    const struct buf *b = bytes_test(L, index);
    *len = b ? b->len : 0;
    return b && b->len ? b->data : b ? "" : NULL;
}
