#include "bytes.h"

#include "class.h"

#define TYPE "portabilling.bytes"

/* Only its address counts: where this module finds the metatable more quickly than by its name. */
static char metatable_key;

struct bytes {
    struct buf buf; /* must be first: see bytes_push */
    unsigned pins;  /* how many read it now */
    int released;   /* it was meanwhile */
};

static struct bytes *check(lua_State *L)
{
    return luaL_checkudata(L, 1, TYPE);
}

/* The collector's: nobody holds the bytes, pinned or not. */
static int bytes_gc(lua_State *L)
{
    struct bytes *b = lua_touserdata(L, 1);
    buf_wipe(&b->buf);
    return 0;
}

static int bytes_release(lua_State *L)
{
    struct bytes *b = check(L);
    if (b->pins)
        b->released = 1;
    else
        buf_wipe(&b->buf);
    return 0;
}

static int bytes_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check(L)->buf.len);
    return 1;
}

static int bytes_tostring(lua_State *L)
{
    size_t len;
    check(L);
    lua_settop(L, 1);
    const char *text = bytes_pin(L, 1, &len);
    lua_pushlstring(L, text, len);
    bytes_unpin(L, 1);
    return 1;
}

void bytes_open(lua_State *L)
{
    static const luaL_Reg functions[] = {{"release", bytes_release},
                                         {"__len", bytes_len},
                                         {"__tostring", bytes_tostring},
                                         {"__gc", bytes_gc},
                                         {NULL, NULL}};
    class_new(L, TYPE, functions);
    lua_getfield(L, LUA_REGISTRYINDEX, TYPE);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &metatable_key);
}

struct buf *bytes_push(lua_State *L)
{
    struct bytes *b = lua_newuserdatauv(L, sizeof *b, 0);
    buf_init(&b->buf);
    b->pins = 0;
    b->released = 0;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
    lua_setmetatable(L, -2);
    return &b->buf;
}

void bytes_to_string(lua_State *L, struct buf *bytes)
{
    lua_pushlstring(L, bytes->data, bytes->len);
    buf_wipe(bytes);
}

const char *bytes_pin(lua_State *L, int index, size_t *len)
{
    if (lua_type(L, index) == LUA_TSTRING)
        return lua_tolstring(L, index, len);
    struct bytes *b = luaL_testudata(L, index, TYPE);
    *len = 0;
    if (!b)
        return NULL;
    b->pins++;
    *len = b->buf.len;
    return *len ? b->buf.data : "";
}

void bytes_unpin(lua_State *L, int index)
{
    struct bytes *b = lua_type(L, index) == LUA_TUSERDATA ? luaL_testudata(L, index, TYPE) : NULL;
    if (b && --b->pins == 0 && b->released)
        buf_wipe(&b->buf);
}

void bytes_push_string(lua_State *L, const struct buf *b)
{
    char small[1024];
    size_t len = b->len;
    if (len <= sizeof small) {
        if (len)
            memcpy(small, b->data, len);
        lua_pushlstring(L, small, len);
        explicit_bzero(small, len);
        return;
    }
    struct buf *aside = bytes_push(L);
    if (buf_add(aside, b->data, b->len) != 0)
        luaL_error(L, NO_MEMORY);
    bytes_to_string(L, aside);
    lua_remove(L, -2);
}
