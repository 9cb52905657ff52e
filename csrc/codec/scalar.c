#include "scalar.h"

#include "shared/bytes.h"
#include "shared/compat.h"

/* What is put aside may be a secret of a record. */
static void push_escaped(lua_State *L, const struct js_token *token)
{
    char small[512];
    if (token->len <= sizeof small) {
        size_t n = js_unescape(token, small);
        lua_pushlstring(L, small, n);
        explicit_bzero(small, n);
        return;
    }
    struct buf *aside = bytes_push(L);
    if (buf_reserve(aside, token->len) != 0)
        luaL_error(L, NO_MEMORY);
    aside->len = js_unescape(token, aside->data);
    bytes_to_string(L, aside);
    lua_remove(L, -2);
}

void scalar_push_string(lua_State *L, const struct js_token *token)
{
    if (token->escaped)
        push_escaped(L, token);
    else
        lua_pushlstring(L, token->text, token->len);
}

int scalar_push_integer(lua_State *L, const struct js_token *token)
{
    int64_t value;
    if (js_integer(token, &value) != 0)
        return 0;
#if LUA_VERSION_NUM >= 503
    lua_pushinteger(L, value);
#else
    if (value < -((int64_t)1 << 53) || value > (int64_t)1 << 53)
        return 0;
    lua_pushnumber(L, (lua_Number)value);
#endif
    return 1;
}

int scalar_push_number(lua_State *L, const struct js_token *token, int as_text)
{
    double value;
    if (js_double(token, &value) != 0)
        return 0;
    if (as_text)
        lua_pushlstring(L, token->text, token->len);
    else
        lua_pushnumber(L, value);
    return 1;
}
