#include "sentinels.h"

#include "json/scan.h"
#include "shared/compat.h"

/* Only their addresses count: the value of empty_array, and the registry's key of array_mt. */
static char empty_array, array_mt_key;

void codec_push_null(lua_State *L)
{
    lua_pushlightuserdata(L, NULL);
}

void codec_push_empty_array(lua_State *L)
{
    lua_pushlightuserdata(L, &empty_array);
}

int codec_is_empty_array(const void *light_userdata)
{
    return light_userdata == &empty_array;
}

void codec_push_array_mt(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &array_mt_key);
    if (!lua_isnil(L, -1))
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &array_mt_key);
}

unsigned codec_check_depth(lua_State *L, int index)
{
    lua_Integer depth = lua_type(L, index) == LUA_TNUMBER && compat_isinteger(L, index)
                            ? lua_tointeger(L, index)
                            : 0;
    if (depth < 1 || depth > JS_DEPTH_LIMIT)
        luaL_error(L, "option 'max_depth': expected a whole number from 1 to %d", JS_DEPTH_LIMIT);
    return (unsigned)depth;
}
