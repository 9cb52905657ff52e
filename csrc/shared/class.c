#include "class.h"

#include <string.h>

void class_fill(lua_State *L, int index, const luaL_Reg *functions)
{
    index = lua_absindex(L, index);
    lua_createtable(L, 0, 8);
    for (; functions->name; functions++) {
        int metamethod = strncmp(functions->name, "__", 2) == 0;
        lua_pushvalue(L, index);
        lua_pushcclosure(L, functions->func, 1);
        lua_setfield(L, metamethod ? index : lua_gettop(L) - 1, functions->name);
    }
    lua_setfield(L, index, "__index");
    lua_pushliteral(L, "locked"); /* scripts cannot reach __gc and the rest */
    lua_setfield(L, index, "__metatable");
}

void class_new(lua_State *L, const char *name, const luaL_Reg *functions)
{
    luaL_newmetatable(L, name);
    class_fill(L, -1, functions);
    lua_pop(L, 1);
}

void class_add(lua_State *L, int index, const char *name)
{
    lua_getfield(L, index, "__index");
    lua_insert(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

void *class_self(lua_State *L, const char *what)
{
    void *p = lua_touserdata(L, 1);
    if (!p || !lua_getmetatable(L, 1) || !lua_rawequal(L, -1, lua_upvalueindex(1)))
        luaL_error(L, "%s expected, got %s (call the method with ':')", what, luaL_typename(L, 1));
    lua_pop(L, 1);
    return p;
}
