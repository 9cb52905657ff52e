#include "lua_class.h"

void class_new(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction gc,
               lua_CFunction tostring)
{
    luaL_newmetatable(L, name);
    if (methods) {
        lua_newtable(L);
        luaL_setfuncs(L, methods, 0);
        lua_setfield(L, -2, "__index");
    }
    if (gc) {
        lua_pushcfunction(L, gc);
        lua_setfield(L, -2, "__gc");
    }
    if (tostring) {
        lua_pushcfunction(L, tostring);
        lua_setfield(L, -2, "__tostring");
    }
    lua_pushliteral(L, "locked"); /* scripts cannot reach __gc and the rest */
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}
