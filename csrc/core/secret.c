#include "secret.h"

#include "shared/compat.h"

int sec_same(lua_State *L)
{
    size_t given_len, expected_len;
    luaL_checktype(L, 1, LUA_TSTRING);
    luaL_checktype(L, 2, LUA_TSTRING);
    const char *given = lua_tolstring(L, 1, &given_len);
    const char *expected = lua_tolstring(L, 2, &expected_len);

    /* volatile keeps the compiler from leaving the loop as soon as the result is certain. */
    volatile unsigned char difference = given_len != expected_len;
    size_t at = 0;
    for (size_t i = 0; i < given_len; i++) {
        /* A Lua string has a NUL behind it, so expected[0] is there even when it is empty. */
        difference |= (unsigned char)(given[i] ^ expected[at]);
        at++;
        at &= (size_t)0 - (size_t)(at < expected_len); /* starts over, without a branch */
    }
    lua_pushboolean(L, difference == 0);
    return 1;
}
