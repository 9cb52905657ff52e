#include "plain.h"

/* The tables on the way to the one that is looked at: one that comes again is a circle, for the encoder to refuse. */
struct ancestor {
    const struct ancestor *up;
    const void *table;
};

#define DEPTH_MAX 1000
/* Tables that are shared are looked at again wherever they stand: past so many the encoder says what is wrong. */
#define TABLES_MAX 1000000

static int has_field(lua_State *L, int index, const char *name)
{
    lua_pushstring(L, name);
    lua_rawget(L, index);
    int has = !lua_isnil(L, -1);
    lua_pop(L, 1);
    return has;
}

static int is_empty(lua_State *L, int index)
{
    lua_pushnil(L);
    if (!lua_next(L, index))
        return 1;
    lua_pop(L, 2);
    return 0;
}

/* Does the table at index hold its fields elsewhere? */
static int is_proxy(lua_State *L, int index)
{
    if (!lua_getmetatable(L, index))
        return 0;
    int metatable = lua_gettop(L);
    int proxy = has_field(L, metatable, "__pairs") ||
                (has_field(L, metatable, "__index") && is_empty(L, index));
    lua_pop(L, 1);
    return proxy;
}

static int holds_proxy(lua_State *L, int index, const struct ancestor *up, int depth, int *left)
{
    struct ancestor self = {up, lua_topointer(L, index)};
    for (const struct ancestor *a = up; a; a = a->up)
        if (a->table == self.table)
            return 0;
    if (depth == DEPTH_MAX || (*left)-- <= 0)
        return 0;
    luaL_checkstack(L, 8, "nested too deeply, or not enough memory");
    if (is_proxy(L, index))
        return 1;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_istable(L, -1) && holds_proxy(L, lua_gettop(L), &self, depth + 1, left)) {
            lua_pop(L, 2);
            return 1;
        }
        lua_pop(L, 1);
    }
    return 0;
}

int plain_holds_proxy(lua_State *L)
{
    int left = TABLES_MAX;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushboolean(L, holds_proxy(L, 1, NULL, 0, &left));
    return 1;
}
