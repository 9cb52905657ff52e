/* The codec's Lua face on arbitrary texts: spec/fuzz/records.lua says what must hold. Input: a byte of options, a
 * byte that chooses fields, the text. The whole module is linked in, so that the sanitizers see it. */
#include "shared/compat.h"

#include "fuzz.h"

#include <lualib.h>

PB_EXPORT int luaopen_portabilling_core(lua_State *L);

static lua_State *open_state(void)
{
    lua_State *L = luaL_newstate();
    PROMISE(L);
    luaL_openlibs(L);
    luaL_requiref(L, "portabilling.core", luaopen_portabilling_core, 0);
    lua_settop(L, 0);
    if (luaL_dofile(L, "spec/fuzz/records.lua") != LUA_OK) {
        fprintf(stderr, "%s (is this the project's directory?)\n", lua_tostring(L, -1));
        exit(EXIT_FAILURE);
    }
    return L; /* with the function that checks a text on its stack */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lua_State *L;
    struct input in = {data, size};
    if (!L)
        L = open_state();
    lua_pushvalue(L, 1);
    lua_pushinteger(L, (lua_Integer)take_byte(&in));
    lua_pushinteger(L, (lua_Integer)take_byte(&in));
    lua_pushlstring(L, in.left ? (const char *)in.at : "", in.left);
    if (lua_pcall(L, 3, 0, 0) != LUA_OK) {
        fprintf(stderr, "broken promise: %s\n", lua_tostring(L, -1));
        abort();
    }
    return 0;
}
