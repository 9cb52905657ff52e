#include "shape.h"

#include "sentinels.h"
#include "shared/compat.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first list index without an element. */
static lua_Integer first_hole(lua_State *L, int index)
{
    lua_Integer hole = 0;
    int missing;
    do {
        lua_rawgeti(L, index, (int)++hole);
        missing = lua_isnil(L, -1);
        lua_pop(L, 1);
    } while (!missing);
    return hole;
}

enum shape shape_take(lua_State *L, int index, int marked, size_t *count, char reason[SHAPE_REASON])
{
    size_t names = 0;
    lua_Integer elements = 0, last = 0;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        int type = lua_type(L, -1);
        if (type == LUA_TSTRING) {
            names++;
        } else if (type == LUA_TNUMBER && compat_isinteger(L, -1)) {
            lua_Integer i = lua_tointeger(L, -1);
            if (i < 1) {
                snprintf(reason, SHAPE_REASON,
                         "the key %lld: list indices begin at 1, and field names are strings",
                         (long long)i);
                return SHAPE_NEITHER;
            }
            last = i > last ? i : last;
            elements++;
        } else {
            snprintf(reason, SHAPE_REASON, "a key of type %s%s: field names are strings",
                     lua_typename(L, type),
                     type == LUA_TNUMBER ? " that is not a whole number" : "");
            return SHAPE_NEITHER;
        }
    }
    if (names > 0 && elements > 0)
        snprintf(reason, SHAPE_REASON, "the table mixes list elements and named fields");
    else if (names > 0 && marked)
        snprintf(reason, SHAPE_REASON, "the table is marked as an array but has named fields");
    else if (last != elements)
        snprintf(reason, SHAPE_REASON, "the list has %lld elements but none at %lld",
                 (long long)elements, (long long)first_hole(L, index));
    else {
        *count = names + (size_t)elements;
        return elements > 0 || marked ? SHAPE_ARRAY : SHAPE_OBJECT;
    }
    return SHAPE_NEITHER;
}

static int compare_names(const void *a, const void *b)
{
    const struct shape_name *x = a, *y = b;
    int order = memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);
    return order ? order : (x->len > y->len) - (x->len < y->len);
}

/* LuaJIT gives a C function no more than 8000 stack slots. Beyond these, each level of nesting takes but a few. */
#define SHAPE_SLOTS 2000

size_t shape_small(lua_State *L, int index, struct shape_name names[SHAPE_SMALL])
{
    int base = lua_gettop(L);
    size_t n = 0;
    if (base > SHAPE_SLOTS)
        return 0;
    luaL_checkstack(L, SHAPE_SMALL + 8, CODEC_NO_STACK);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        if (n == SHAPE_SMALL || lua_type(L, -1) != LUA_TSTRING) {
            lua_settop(L, base);
            return 0;
        }
        struct shape_name name = {NULL, 0, lua_gettop(L)};
        name.text = lua_tolstring(L, -1, &name.len);
        size_t at = n++;
        for (; at > 0 && compare_names(&name, &names[at - 1]) < 0; at--)
            names[at] = names[at - 1];
        names[at] = name;
        lua_pushvalue(L, -1); /* one stays, one is for lua_next */
    }
    return n;
}

struct shape_name *shape_names(lua_State *L, int index, size_t *count)
{
    if (*count > INT32_MAX / sizeof(struct shape_name))
        luaL_error(L, "a table has too many fields");
    lua_createtable(L, (int)*count, 0);
    int anchor = lua_gettop(L);
    struct shape_name *names = lua_newuserdatauv(L, *count * sizeof *names, 0);
    size_t n = 0;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        /* Only a finalizer that meddles with the table can make these differ from the first look. */
        if (n == *count || lua_type(L, -1) != LUA_TSTRING) {
            lua_pop(L, 1);
            break;
        }
        names[n].text = lua_tolstring(L, -1, &names[n].len);
        names[n].number = (int)n + 1;
        lua_pushvalue(L, -1);
        lua_rawseti(L, anchor, names[n].number);
        n++;
    }
    *count = n;
    qsort(names, n, sizeof *names, compare_names);
    return names;
}
