#include "compare.h"

#include "sentinels.h"
#include "shared/compat.h"

#define DEPTH_MAX 1001

/* Replaces the table on the top of the stack by a copy. */
static void copy(lua_State *L, int depth)
{
    if (depth == DEPTH_MAX)
        luaL_error(L, CODEC_NO_STACK);
    int from = lua_gettop(L), fields = 0;
    luaL_checkstack(L, 8, CODEC_NO_STACK);
    for (lua_pushnil(L); lua_next(L, from); lua_pop(L, 1))
        fields++;
    size_t elements = lua_rawlen(L, from); /* with gaps it may be any number */
    int array = elements <= (size_t)fields ? (int)elements : 0;
    lua_createtable(L, array, fields - array);
    lua_pushnil(L);
    while (lua_next(L, from)) {
        if (lua_type(L, -1) == LUA_TTABLE)
            copy(L, depth + 1);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, from + 1);
    }
    if (lua_getmetatable(L, from))
        lua_setmetatable(L, -2);
    lua_replace(L, from);
}

/* Are the two values on the top of the stack the same? Leaves them there. */
static int same(lua_State *L, int depth)
{
    int a = lua_gettop(L) - 1, b = a + 1, left = 0;
    if (lua_rawequal(L, a, b))
        return 1;
    if (lua_type(L, a) != LUA_TTABLE || lua_type(L, b) != LUA_TTABLE)
        return 0;
    if (depth == DEPTH_MAX)
        luaL_error(L, CODEC_NO_STACK);
    luaL_checkstack(L, 8, CODEC_NO_STACK);
    lua_pushnil(L);
    while (lua_next(L, a)) {
        lua_pushvalue(L, -2);
        lua_rawget(L, b);
        int equal = same(L, depth + 1);
        lua_pop(L, 2);
        if (!equal) {
            lua_settop(L, b);
            return 0;
        }
        left++;
    }
    for (lua_pushnil(L); lua_next(L, b); lua_pop(L, 1))
        left--;
    return left == 0;
}

int cmp_copy(lua_State *L)
{
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TTABLE)
        copy(L, 0);
    return 1;
}

int cmp_same(lua_State *L)
{
    lua_settop(L, 2);
    lua_pushboolean(L, same(L, 0));
    return 1;
}
