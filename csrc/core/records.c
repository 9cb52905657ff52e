#include "records.h"

#include "bytes.h"
#include "codec.h"
#include "compat.h"
#include "decoder.h"
#include "fields.h"

#include <stddef.h>
#include <string.h>

/* Stack slots of rec_decode. SLOT_FIELDS keeps the projection alive. */
enum { ARG_TEXT = 1, ARG_OPTIONS, SLOT_FIELDS };

static unsigned read_options(struct decoder *d)
{
    lua_State *L = d->L;
    unsigned max_depth = CODEC_DEPTH;
    if (lua_isnil(L, ARG_OPTIONS))
        return max_depth;
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
        } else if (strcmp(name, "max_depth") == 0) {
            max_depth = codec_check_depth(L, -1);
        } else if (strcmp(name, "fields") == 0) {
            d->fields = fields_test(L, -1);
            if (!d->fields)
                luaL_error(L, "option 'fields': expected what fields{...} returns, got %s",
                           luaL_typename(L, -1));
            lua_pushvalue(L, -1);
            lua_replace(L, SLOT_FIELDS);
        } else {
            luaL_error(L, "unknown option '%s'", name);
        }
        lua_pop(L, 1);
    }
    return max_depth;
}

/* The options are read, into the cleared part of d. The text stays where it is while this runs. */
static int decode(struct decoder *d, const char *text, size_t len, unsigned max_depth)
{
    lua_State *L = d->L;
    codec_push_array_mt(L);
    d->array_mt = lua_gettop(L);
    keys_init(&d->keys, L, len);
    luaL_checkstack(L, 8, "or not enough memory to decode");
    js_init(&d->scan, text, len, max_depth);
    if (dec_read(d) == 0)
        return 1;
    lua_pushnil(L);
    lua_insert(L, -2);
    lua_pushinteger(L, (lua_Integer)d->scan.error_offset);
    return 3;
}

int rec_decode(lua_State *L)
{
    struct decoder d;
    size_t len;
    lua_settop(L, ARG_OPTIONS);
    lua_pushnil(L); /* SLOT_FIELDS */
    const char *text = bytes_text(L, ARG_TEXT, &len);
    if (!text)
        return luaL_argerror(L, ARG_TEXT, "string or bytes expected");
    memset(&d, 0, offsetof(struct decoder, scan));
    d.L = L;
    unsigned max_depth = read_options(&d);
    return decode(&d, text, len, max_depth);
}
