#include "decode.h"

#include "decoder.h"
#include "projection.h"
#include "sentinels.h"
#include "shared/bytes.h"
#include "shared/compat.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define VALUES_MOST 9007199254740992.0 /* 2^53 */

/* Stack slots of rec_decode. The last two keep the projection and the record's name alive. */
enum { ARG_TEXT = 1, ARG_OPTIONS, SLOT_FIELDS, SLOT_RECORD };

struct limits {
    unsigned depth;
    lua_Number values; /* negative: any number */
    double seconds;
};

static lua_Number check_values(lua_State *L, int index)
{
    lua_Number values = lua_type(L, index) == LUA_TNUMBER ? lua_tonumber(L, index) : -1;
    if (!(values >= 0))
        luaL_error(L, "option 'max_values': expected a number from 0 on");
    return values < VALUES_MOST ? values : VALUES_MOST;
}

static void read_options(struct decoder *d, struct limits *limits)
{
    lua_State *L = d->L;
    *limits = (struct limits){CODEC_DEPTH, -1, HUGE_VAL};
    if (lua_isnil(L, ARG_OPTIONS))
        return;
    luaL_checktype(L, ARG_OPTIONS, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, ARG_OPTIONS)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        if (strcmp(name, "keep_null") == 0) {
            d->keep_null = lua_toboolean(L, -1);
        } else if (strcmp(name, "array_mt") == 0) {
            d->mark_arrays = lua_toboolean(L, -1);
        } else if (strcmp(name, "big_integers") == 0) {
            const char *value = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
            d->refuse_big = strcmp(value, "error") == 0;
            if (!d->refuse_big && strcmp(value, "string") != 0)
                luaL_error(L, "option 'big_integers': expected \"string\" or \"error\"");
        } else if (strcmp(name, "decimals") == 0) {
            const char *value = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
            d->decimal_texts = strcmp(value, "string") == 0;
            if (!d->decimal_texts && strcmp(value, "number") != 0)
                luaL_error(L, "option 'decimals': expected \"number\" or \"string\"");
        } else if (strcmp(name, "max_depth") == 0) {
            limits->depth = codec_check_depth(L, -1);
        } else if (strcmp(name, "max_values") == 0) {
            limits->values = check_values(L, -1);
        } else if (strcmp(name, "timeout") == 0) {
            if (lua_type(L, -1) != LUA_TNUMBER)
                luaL_error(L, "option 'timeout': expected a number of seconds");
            limits->seconds = lua_tonumber(L, -1);
        } else if (strcmp(name, "fields") == 0) {
            d->fields = fields_test(L, -1);
            if (!d->fields)
                luaL_error(L, "option 'fields': expected what fields{...} returns, got %s",
                           luaL_typename(L, -1));
            lua_pushvalue(L, -1);
            lua_replace(L, SLOT_FIELDS);
        } else if (strcmp(name, "record") == 0) {
            if (lua_type(L, -1) != LUA_TSTRING)
                luaL_error(L, "option 'record': expected a name, got %s", luaL_typename(L, -1));
            d->record = lua_tolstring(L, -1, &d->record_len);
            lua_pushvalue(L, -1);
            lua_replace(L, SLOT_RECORD);
        } else {
            luaL_error(L, "unknown option '%s'", name);
        }
        lua_pop(L, 1);
    }
}

/* The options are read, into the cleared part of d. */
static int decode(struct decoder *d, const char *text, size_t len, const struct limits *limits)
{
    static const char *const codes[] = {[DEC_VALUES] = "TOO_LARGE", [DEC_TIME] = "DEADLINE"};
    lua_State *L = d->L;
    lua_Number values = limits->values >= 0 ? limits->values : VALUES_MOST;
    codec_push_array_mt(L);
    d->array_mt = lua_gettop(L);
    keys_init(&d->keys, L, len);
    luaL_checkstack(L, 8, "or " NO_MEMORY " to decode");
    js_init(&d->scan, text, len, limits->depth);
    dec_limit(d, (ptrdiff_t)values, limits->seconds);
    if (dec_read(d) == 0) {
        if (limits->values < 0)
            return 1;
        lua_pushnil(L);
        lua_pushnumber(L, values - (lua_Number)d->left);
        return 3;
    }
    lua_pushnil(L);
    lua_insert(L, -2);
    lua_pushinteger(L, (lua_Integer)d->scan.error_offset);
    if (d->limit == DEC_NO_LIMIT)
        return 3;
    lua_pushstring(L, codes[d->limit]);
    lua_pushboolean(L, dec_is_json(d));
    return 5;
}

int rec_decode(lua_State *L)
{
    struct decoder d;
    struct limits limits;
    size_t len;
    lua_settop(L, ARG_OPTIONS);
    lua_settop(L, SLOT_RECORD);
    memset(&d, 0, offsetof(struct decoder, scan));
    d.L = L;
    read_options(&d, &limits);
    const char *text = bytes_pin(L, ARG_TEXT, &len);
    if (!text)
        return luaL_argerror(L, ARG_TEXT, "string or bytes expected");
    int results = decode(&d, text, len, &limits);
    bytes_unpin(L, ARG_TEXT);
    return results;
}
