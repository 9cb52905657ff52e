/* One source for Lua 5.4 and LuaJIT (the Lua 5.1 ABI): the few calls that differ. */
#ifndef PB_COMPAT_H
#define PB_COMPAT_H

#include <lauxlib.h>
#include <lua.h>

#if LUA_VERSION_NUM < 502

#define lua_rawlen(L, i) lua_objlen(L, (i))
#define lua_newuserdatauv(L, size, values) lua_newuserdata(L, (size))

static inline int compat_absindex(lua_State *L, int index)
{
    return index > 0 || index <= LUA_REGISTRYINDEX ? index : lua_gettop(L) + index + 1;
}
#define lua_absindex compat_absindex

/* A 5.1 userdata has one user value, and it must be a table: slot 1 of that table stands for it.
 * The table handed out by lua_newuserdata is shared (the environment), hence a fresh one. */
static inline int compat_setiuservalue(lua_State *L, int index, int n)
{
    index = lua_absindex(L, index);
    lua_createtable(L, 1, 0);
    lua_insert(L, -2);
    lua_rawseti(L, -2, n);
    lua_setfenv(L, index);
    return 1;
}
#define lua_setiuservalue compat_setiuservalue

static inline int compat_getiuservalue(lua_State *L, int index, int n)
{
    lua_getfenv(L, index);
    lua_rawgeti(L, -1, n);
    lua_remove(L, -2);
    return lua_type(L, -1);
}
#define lua_getiuservalue compat_getiuservalue

static inline void compat_rawgetp(lua_State *L, int index, const void *key)
{
    index = lua_absindex(L, index);
    lua_pushlightuserdata(L, (void *)key);
    lua_rawget(L, index);
}
#define lua_rawgetp compat_rawgetp

static inline void compat_rawsetp(lua_State *L, int index, const void *key)
{
    index = lua_absindex(L, index);
    lua_pushlightuserdata(L, (void *)key);
    lua_insert(L, -2);
    lua_rawset(L, index);
}
#define lua_rawsetp compat_rawsetp

#endif /* Lua 5.1 */

/* Is the number at `index` an integer by type (5.4) or by value (LuaJIT, where all are doubles)? */
static inline int compat_isinteger(lua_State *L, int index)
{
#if LUA_VERSION_NUM >= 503
    return lua_isinteger(L, index);
#else
    lua_Number n = lua_tonumber(L, index);
    return lua_type(L, index) == LUA_TNUMBER && n >= -9007199254740992.0 &&
           n <= 9007199254740992.0 && n == (lua_Number)(lua_Integer)n;
#endif
}

#define PB_EXPORT __attribute__((visibility("default")))

#endif
