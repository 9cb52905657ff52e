#include "lua_fields.h"

#include "shared/bytes.h"

const char *field_push(lua_State *L, int index, const char *name, size_t *len)
{
    lua_getfield(L, index, name);
    if (lua_isnil(L, -1)) {
        *len = 0;
        return NULL;
    }
    if (lua_type(L, -1) != LUA_TSTRING)
        luaL_error(L, "%s: string expected, got %s", name, luaL_typename(L, -1));
    return lua_tolstring(L, -1, len);
}

double field_number(lua_State *L, int index, const char *name, double absent)
{
    lua_getfield(L, index, name);
    double n = lua_isnumber(L, -1) ? lua_tonumber(L, -1) : absent;
    lua_pop(L, 1);
    return n;
}

double field_range(lua_State *L, int index, const char *name, double absent, double low,
                   double high)
{
    double n = field_number(L, index, name, absent);
    return n > low ? (n < high ? n : high) : low; /* NaN: low */
}

int field_boolean(lua_State *L, int index, const char *name)
{
    lua_getfield(L, index, name);
    int b = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return b;
}

void field_set(lua_State *L, const char *name, const struct buf *b)
{
    if (b->len) {
        bytes_push_string(L, b);
        lua_setfield(L, -2, name);
    }
}
