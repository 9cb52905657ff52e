#include "plain.h"

#include "sentinels.h"

/* A few tables are looked at without remembering which: nearly always there are no more. */
#define FEW_TABLES 32
#define FEW_LEVELS 16

static int has_field(lua_State *L, int index, const char *name)
{
    lua_pushstring(L, name);
    lua_rawget(L, index);
    int has = !lua_isnil(L, -1);
    lua_pop(L, 1);
    return has;
}

/* Does the table at index show fields that it does not hold? */
static int is_proxy(lua_State *L, int index)
{
    if (!lua_getmetatable(L, index))
        return 0;
    int metatable = lua_gettop(L);
    int proxy = has_field(L, metatable, "__pairs") || has_field(L, metatable, "__index");
    lua_pop(L, 1);
    return proxy;
}

/* 1, 0, or -1: there are more than a few tables. left: of those, how many may be looked at yet. */
static int few_hold_proxy(lua_State *L, int index, int depth, int *left)
{
    if (depth == FEW_LEVELS || (*left)-- == 0)
        return -1;
    luaL_checkstack(L, 8, CODEC_NO_STACK);
    if (is_proxy(L, index))
        return 1;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        int found = lua_istable(L, -1) ? few_hold_proxy(L, lua_gettop(L), depth + 1, left) : 0;
        if (found != 0) {
            lua_pop(L, 2);
            return found;
        }
        lua_pop(L, 1);
    }
    return 0;
}

/* Notes the table on the top of the stack among those to be looked at, unless it was there before. */
static void note(lua_State *L, int seen, int waiting, int *count)
{
    lua_pushvalue(L, -1);
    lua_rawget(L, seen);
    int known = !lua_isnil(L, -1);
    lua_pop(L, 1);
    if (known)
        return;
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, seen);
    lua_pushvalue(L, -1);
    lua_rawseti(L, waiting, ++*count);
}

/* Looks at each table once, however many, however often and in whatever circles they stand in each other. */
static int any_is_proxy(lua_State *L, int index)
{
    int count = 0, found = 0;
    luaL_checkstack(L, 16, CODEC_NO_STACK);
    lua_newtable(L);
    int seen = lua_gettop(L);
    lua_newtable(L);
    int waiting = seen + 1, table = seen + 2;
    lua_pushvalue(L, index);
    note(L, seen, waiting, &count);
    lua_pop(L, 1);
    while (count > 0 && !found) {
        lua_rawgeti(L, waiting, count);
        lua_pushnil(L);
        lua_rawseti(L, waiting, count--);
        found = is_proxy(L, table);
        lua_pushnil(L);
        while (!found && lua_next(L, table)) {
            if (lua_istable(L, -1))
                note(L, seen, waiting, &count);
            lua_pop(L, 1);
        }
        lua_settop(L, waiting);
    }
    lua_settop(L, seen - 1);
    return found;
}

int plain_holds_proxy(lua_State *L)
{
    int left = FEW_TABLES;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    int found = few_hold_proxy(L, 1, 0, &left);
    lua_pushboolean(L, found >= 0 ? found : any_is_proxy(L, 1));
    return 1;
}
