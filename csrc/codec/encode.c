#include "encode.h"

#include "json/write.h"
#include "path.h"
#include "sentinels.h"
#include "shape.h"
#include "shared/bytes.h"
#include "shared/compat.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- the state of one encoding ---- */

/* Stack slots of att_encode; absent options are nil. */
enum { ARG_VALUE = 1, ARG_OPTIONS, SLOT_BOOLEAN, SLOT_MTS, SLOT_EMPTIES, SLOT_ARRAY_MT, SLOT_OUT };

struct encoder {
    lua_State *L;
    struct buf *out; /* in a userdata at SLOT_OUT, so that errors raised by Lua lose nothing */
    unsigned depth, max_depth;
    double left, max_values; /* how many values may yet be written, and how many in all */
};

struct level {
    struct path path;  /* must be first: path.up is a level as well */
    const void *table; /* the table this level stands for, when it is one */
};

static void check(struct encoder *e, int result)
{
    if (result != 0)
        luaL_error(e->L, NO_MEMORY);
}

static void put(struct encoder *e, const char *bytes, size_t n)
{
    check(e, buf_add(e->out, bytes, n));
}

static void put_char(struct encoder *e, char c)
{
    check(e, buf_addc(e->out, c));
}

/* Leaves nil, message, path on the stack for att_encode to return. Always -1. */
static int refuse_as(struct encoder *e, const struct level *level, const char *reason)
{
    lua_State *L = e->L;
    luaL_checkstack(L, 8, CODEC_NO_STACK);
    lua_pushnil(L);
    if (level->path.up) {
        path_push(L, &level->path);
        lua_pushfstring(L, "%s: %s", lua_tostring(L, -1), reason);
        lua_insert(L, -2);
    } else {
        lua_pushstring(L, reason);
        lua_pushnil(L);
    }
    return -1;
}

__attribute__((format(printf, 3, 4))) static int
refuse(struct encoder *e, const struct level *level, const char *format, ...)
{
    char reason[256];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    return refuse_as(e, level, reason);
}

/* ---- scalars ---- */

static int put_string(struct encoder *e, const struct level *level, const char *s, size_t len)
{
    size_t bad;
    int result = jw_string(e->out, s, len, &bad);
    if (result == JW_UTF8)
        return refuse(e, level, "invalid UTF-8 at byte offset %zu of the text", bad);
    check(e, result);
    return 0;
}

static int put_number(struct encoder *e, const struct level *level, int index)
{
#if LUA_VERSION_NUM >= 503
    if (lua_isinteger(e->L, index)) {
        check(e, jw_integer(e->out, lua_tointeger(e->L, index)));
        return 0;
    }
#endif
    double value = lua_tonumber(e->L, index);
    if (isnan(value))
        return refuse(e, level, "not a number (NaN) cannot be sent");
    if (isinf(value))
        return refuse(e, level, "infinity cannot be sent");
    check(e, jw_double(e->out, value));
    return 0;
}

/* The names of the fields that lead to the value, from the outermost on. Returns how many were pushed. */
static int push_names(struct encoder *e, const struct path *path)
{
    if (!path || !path->up)
        return 0;
    int count = push_names(e, path->up);
    if (!path->key)
        return count;
    luaL_checkstack(e->L, 4, CODEC_NO_STACK);
    lua_pushlstring(e->L, path->key, path->len);
    return count + 1;
}

/* As the program says; 1 and 0 where it says nothing. */
static int put_boolean(struct encoder *e, const struct level *level, int value)
{
    lua_State *L = e->L;
    const char *form = "01";
    int top = lua_gettop(L);
    if (!lua_isnil(L, SLOT_BOOLEAN)) {
        luaL_checkstack(L, 4, CODEC_NO_STACK);
        lua_pushvalue(L, SLOT_BOOLEAN);
        lua_call(L, push_names(e, &level->path), 2);
        form = lua_tostring(L, -2);
        if (!form)
            return refuse_as(
                e, level, lua_isstring(L, -1) ? lua_tostring(L, -1) : "a boolean cannot be sent");
    }
    if (strcmp(form, "yn") == 0)
        put(e, value ? "\"Y\"" : "\"N\"", 3);
    else if (strcmp(form, "bool") == 0)
        put(e, value ? "true" : "false", value ? 4 : 5);
    else
        put_char(e, value ? '1' : '0');
    lua_settop(L, top);
    return 0;
}

/* Is the value on the top of the stack an element of the list at slot (nil: no list)? Pops it. */
static int pop_is_listed(lua_State *L, int slot)
{
    int found = 0;
    if (lua_istable(L, slot)) {
        size_t n = lua_rawlen(L, slot);
        for (size_t i = 1; i <= n && !found; i++) {
            lua_rawgeti(L, slot, (int)i);
            found = lua_rawequal(L, -1, -2);
            lua_pop(L, 1);
        }
    }
    lua_pop(L, 1);
    return found;
}

static int put_light_userdata(struct encoder *e, const struct level *level, int index)
{
    lua_State *L = e->L;
    const void *p = lua_touserdata(L, index);
    lua_pushvalue(L, index);
    int listed = pop_is_listed(L, SLOT_EMPTIES);
    if (p == NULL)
        put(e, "null", 4);
    else if (codec_is_empty_array(p) || listed)
        put(e, "[]", 2);
    else
        return refuse(e, level, "a light userdata other than null and empty_array cannot be sent");
    return 0;
}

/* ---- tables ---- */

static int put_value(struct encoder *e, struct level *level, int index);

static int has_array_mt(lua_State *L, int index)
{
    if (!lua_getmetatable(L, index))
        return 0;
    if (lua_rawequal(L, -1, SLOT_ARRAY_MT)) {
        lua_pop(L, 1);
        return 1;
    }
    return pop_is_listed(L, SLOT_MTS);
}

static int put_array(struct encoder *e, const struct level *level, int index, size_t count)
{
    lua_State *L = e->L;
    put_char(e, '[');
    for (size_t i = 1; i <= count; i++) {
        struct level element = {{&level->path, NULL, 0, (lua_Integer)i}, NULL};
        if (i > 1)
            put_char(e, ',');
        lua_rawgeti(L, index, (int)i);
        if (put_value(e, &element, lua_gettop(L)) != 0)
            return -1;
        lua_pop(L, 1);
    }
    put_char(e, ']');
    return 0;
}

/* The member with the name at this stack index. */
static int put_member(struct encoder *e, const struct level *level, int index,
                      const struct shape_name *name, int slot)
{
    lua_State *L = e->L;
    struct level member = {{&level->path, name->text, name->len, 0}, NULL};
    if (put_string(e, &member, name->text, name->len) != 0)
        return -1;
    put_char(e, ':');
    lua_pushvalue(L, slot);
    lua_rawget(L, index);
    if (put_value(e, &member, lua_gettop(L)) != 0)
        return -1;
    lua_pop(L, 1);
    return 0;
}

static int put_small_object(struct encoder *e, const struct level *level, int index,
                            const struct shape_name *names, size_t count)
{
    put_char(e, '{');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            put_char(e, ',');
        if (put_member(e, level, index, &names[i], names[i].number) != 0)
            return -1;
    }
    put_char(e, '}');
    lua_pop(e->L, (int)count);
    return 0;
}

static int put_object(struct encoder *e, const struct level *level, int index, size_t count)
{
    lua_State *L = e->L;
    if (count == 0) {
        put(e, "{}", 2);
        return 0;
    }
    struct shape_name *names = shape_names(L, index, &count);
    int anchor = lua_gettop(L) - 1;
    put_char(e, '{');
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, anchor, names[i].number);
        if (i > 0)
            put_char(e, ',');
        if (put_member(e, level, index, &names[i], lua_gettop(L)) != 0)
            return -1;
        lua_pop(L, 1);
    }
    put_char(e, '}');
    lua_pop(L, 2);
    return 0;
}

enum { NOT_SMALL = 1 };

/* In a frame of its own, so that only the levels that need the names have room for them. */
static int put_if_small(struct encoder *e, const struct level *level, int index)
{
    struct shape_name names[SHAPE_SMALL];
    size_t count = shape_small(e->L, index, names);
    return count > 0 ? put_small_object(e, level, index, names, count) : NOT_SMALL;
}

static int put_table(struct encoder *e, struct level *level, int index)
{
    lua_State *L = e->L;
    luaL_checkstack(L, 16, CODEC_NO_STACK);
    level->table = lua_topointer(L, index);
    for (const struct path *up = level->path.up; up; up = up->up)
        if (((const struct level *)up)->table == level->table)
            return refuse(e, level, "the table refers to itself");
    if (e->depth >= e->max_depth)
        return refuse(e, level, "nested deeper than %u levels", e->max_depth);
    int marked = has_array_mt(L, index), result;
    size_t count;
    e->depth++;
    if (marked || (result = put_if_small(e, level, index)) == NOT_SMALL) {
        char reason[SHAPE_REASON];
        enum shape shape = shape_take(L, index, marked, &count, reason);
        if (shape == SHAPE_NEITHER)
            return refuse(e, level, "%s", reason);
        result = shape == SHAPE_ARRAY ? put_array(e, level, index, count)
                                      : put_object(e, level, index, count);
    }
    e->depth--;
    return result;
}

/* Tables that stand in several places are written in each: a few of them may come to more than there is time for. */
static int too_many(struct encoder *e)
{
    const struct level whole = {{NULL, NULL, 0, 0}, NULL};
    return refuse(e, &whole,
                  "it holds more than %.0f values (what stands in several places counts in each): "
                  "give fewer at once",
                  e->max_values);
}

static int put_value(struct encoder *e, struct level *level, int index)
{
    lua_State *L = e->L;
    int type = lua_type(L, index);
    if (--e->left < 0)
        return too_many(e);
    switch (type) {
    case LUA_TBOOLEAN:
        return put_boolean(e, level, lua_toboolean(L, index));
    case LUA_TNUMBER:
        return put_number(e, level, index);
    case LUA_TSTRING: {
        size_t len;
        const char *s = lua_tolstring(L, index, &len);
        return put_string(e, level, s, len);
    }
    case LUA_TTABLE:
        return put_table(e, level, index);
    case LUA_TLIGHTUSERDATA:
        return put_light_userdata(e, level, index);
    case LUA_TFUNCTION:
    case LUA_TUSERDATA:
    case LUA_TTHREAD:
    case LUA_TNIL:
        return refuse(e, level, "a %s cannot be sent", lua_typename(L, type));
    default: /* LuaJIT's cdata, such as 64-bit integers */
        return refuse(e, level, "a %s cannot be sent; give a 64-bit integer as a string of digits",
                      lua_typename(L, type));
    }
}

/* ---- the Lua function ---- */

static void read_options(struct encoder *e)
{
    lua_State *L = e->L;
    e->max_depth = CODEC_DEPTH;
    e->max_values = ATT_VALUES;
    if (lua_isnil(L, ARG_OPTIONS))
        return;
    luaL_checktype(L, ARG_OPTIONS, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, ARG_OPTIONS)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        int slot = strcmp(name, "boolean") == 0        ? SLOT_BOOLEAN
                   : strcmp(name, "array_mts") == 0    ? SLOT_MTS
                   : strcmp(name, "empty_arrays") == 0 ? SLOT_EMPTIES
                                                       : 0;
        if (slot) {
            int expected = slot == SLOT_BOOLEAN ? LUA_TFUNCTION : LUA_TTABLE;
            if (lua_type(L, -1) != expected)
                luaL_error(L, "option '%s': expected a %s, got %s", name, lua_typename(L, expected),
                           luaL_typename(L, -1));
            lua_replace(L, slot);
            continue;
        }
        if (strcmp(name, "max_depth") == 0)
            e->max_depth = codec_check_depth(L, -1);
        else if (strcmp(name, "max_values") != 0)
            luaL_error(L, "unknown option '%s'", name);
        else if (lua_type(L, -1) != LUA_TNUMBER || !((e->max_values = lua_tonumber(L, -1)) >= 1))
            luaL_error(L, "option 'max_values': expected a number from 1");
        lua_pop(L, 1);
    }
}

int att_encode(lua_State *L)
{
    luaL_checkany(L, ARG_VALUE);
    lua_settop(L, SLOT_EMPTIES);
    for (int slot = SLOT_BOOLEAN; slot <= SLOT_EMPTIES; slot++) {
        lua_pushnil(L);
        lua_replace(L, slot);
    }
    struct encoder e = {.L = L};
    read_options(&e);
    e.left = e.max_values;
    codec_push_array_mt(L);
    e.out = bytes_push(L);
    struct level root = {{NULL, NULL, 0, 0}, NULL};
    int refused = put_value(&e, &root, ARG_VALUE);
    if (refused) {
        buf_wipe(e.out);
        return 3;
    }
    bytes_to_string(L, e.out);
    return 1;
}
