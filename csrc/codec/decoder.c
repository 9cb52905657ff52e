#include "decoder.h"

#include "repeat.h"
#include "scalar.h"
#include "sentinels.h"
#include "shared/clock.h"
#include "shared/compat.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define CLOCK_EVERY 65536 /* bytes: about a tenth of a millisecond's work */
#define COUNTED_MOST 256  /* members of an object whose size is not known from one before it */

static int read_value(struct decoder *d, const struct path *path, enum js_type type,
                      const struct js_token *token, struct key *owner, const struct field *wanted);

/* Leaves the message on the top of the stack. Always -1. */
static int fail(struct decoder *d, const struct path *path, const char *reason, size_t offset)
{
    lua_State *L = d->L;
    luaL_checkstack(L, 8, CODEC_NO_STACK);
    d->scan.error_offset = offset;
    path_push(L, path);
    char where[48];
    snprintf(where, sizeof where, " at byte offset %zu", offset);
    lua_pushfstring(L, "%s%s%s%s", lua_tostring(L, -1), path->up ? ": " : "", reason, where);
    return -1;
}

static int scan_failed(struct decoder *d, const struct path *path)
{
    return fail(d, path, d->scan.reason, d->scan.error_offset);
}

void dec_limit(struct decoder *d, ptrdiff_t values, double seconds)
{
    d->left = values;
    d->clock_at = CLOCK_EVERY;
    d->deadline = clock_seconds() + seconds;
}

static int check_now(struct decoder *d, const struct path *path)
{
    if (d->left < 0) {
        d->limit = DEC_VALUES;
        return fail(d, path, "too many keys and values", d->scan.pos);
    }
    if (clock_seconds() >= d->deadline) {
        d->limit = DEC_TIME;
        return fail(d, path, "out of time", d->scan.pos);
    }
    d->clock_at = d->scan.pos + CLOCK_EVERY;
    return 0;
}

static inline int check(struct decoder *d, const struct path *path)
{
    return d->left < 0 || d->scan.pos >= d->clock_at ? check_now(d, path) : 0;
}

static void push_key(struct decoder *d, struct key *key, const struct js_token *token)
{
    if (key == &d->keys.other)
        scalar_push_string(d->L, token);
    else
        keys_push(&d->keys, key);
}

/* The part of wanted that a key leads to; NULL: none. */
static const struct field *part_wanted(struct decoder *d, const struct field *wanted,
                                       struct key *key, const struct js_token *token)
{
    if (key == &d->keys.other) {
        size_t len;
        scalar_push_string(d->L, token);
        const char *name = lua_tolstring(d->L, -1, &len);
        const struct field *field = fields_find(wanted, name, len);
        lua_pop(d->L, 1);
        return field;
    }
    if (key->of != wanted) {
        key->of = wanted;
        key->field = fields_find(wanted, key->text, key->len);
    }
    return key->field;
}

/* ---- values ---- */

/* How large to make a table: as large as its predecessor. That counts once, or tables nested under one
 * key would each take the memory that only the first has paid for with its text. */
static int take_size(int *size)
{
    int n = *size;
    *size = 0;
    return n;
}

/* The size to try next. One that is a little less is passed over: the optional fields of records come and go. */
static int next_size(int size, int n)
{
    return n >= size ? n : size - (size - n) / 4;
}

static int read_integer(struct decoder *d, const struct path *path, const struct js_token *token)
{
    if (scalar_push_integer(d->L, token))
        return 0;
    if (d->refuse_big)
        return fail(d, path, "an integer that this Lua cannot hold exactly",
                    (size_t)(token->text - d->scan.text));
    lua_pushlstring(d->L, token->text, token->len);
    return 0;
}

static int read_number(struct decoder *d, const struct path *path, const struct js_token *token)
{
    if (scalar_push_number(d->L, token, d->decimal_texts))
        return 0;
    return fail(d, path, "a number out of range", (size_t)(token->text - d->scan.text));
}

static int read_array(struct decoder *d, const struct path *path, struct key *owner,
                      const struct field *wanted)
{
    lua_State *L = d->L;
    luaL_checkstack(L, 8, CODEC_NO_STACK);
    struct js_token token;
    enum js_type type = js_next(&d->scan, &token);
    int is_empty = type == JS_ARRAY_END, n = 0;
    lua_createtable(L, is_empty ? 0 : take_size(&owner->elements), 0);
    if (is_empty || d->mark_arrays) {
        lua_pushvalue(L, d->array_mt);
        lua_setmetatable(L, -2);
    }
    for (; type != JS_ARRAY_END; type = js_next(&d->scan, &token)) {
        if (n == INT_MAX)
            return fail(d, path, "too long an array", d->scan.pos);
        struct path element = {path, NULL, 0, n + 1};
        if (read_value(d, &element, type, &token, owner, type == JS_OBJECT ? wanted : NULL) != 0)
            return -1;
        lua_rawseti(L, -2, ++n);
        d->left--;
        if (check(d, path) != 0)
            return -1;
        n = dec_take_scalars(d, n);
    }
    owner->elements = n;
    return 0;
}

/* ---- objects ---- */

/* Pops a key and takes back what the table below has under it: the last of equal keys counts, and this one's value
 * leaves no trace. */
static void erase(lua_State *L)
{
    lua_pushvalue(L, -1);
    lua_rawget(L, -3);
    int came_before = !lua_isnil(L, -1);
    lua_pop(L, 1);
    if (came_before) {
        lua_pushnil(L);
        lua_rawset(L, -3);
    } else {
        lua_pop(L, 1);
    }
}

/* Does the whole value's member whose name is on the top of the stack hold records? They are the objects of an array, or
 * what has the one record's name. */
static int holds_records(struct decoder *d, enum js_type type)
{
    if (!d->record)
        return type == JS_ARRAY;
    size_t len;
    const char *name = lua_tolstring(d->L, -1, &len);
    return len == d->record_len && memcmp(name, d->record, len) == 0;
}

/* Pops a key and sets its field to the value that comes next. Returns how many fields it has set, or -1. */
static int read_member(struct decoder *d, const struct path *path, struct key *key,
                       const struct js_token *name, const struct field *part)
{
    struct path member = {path, name->text, name->len, 0};
    struct js_token token;
    enum js_type type = js_next(&d->scan, &token);
    int wanted = !part || type == JS_OBJECT || type == JS_ARRAY || type == JS_ERROR;
    if (type == JS_NULL ? !d->keep_null : !wanted) {
        erase(d->L);
        return 0;
    }
    if (d->fields && !path->up && holds_records(d, type))
        part = d->fields;
    if (read_value(d, &member, type, &token, key, part) != 0)
        return -1;
    lua_rawset(d->L, -3);
    return 1;
}

static int read_object(struct decoder *d, const struct path *path, struct key *owner,
                       const struct field *wanted)
{
    lua_State *L = d->L;
    struct js_scan *s = &d->scan;
    struct js_token name;
    size_t object = ++d->objects;
    int is_empty = s->pos < s->len && s->text[s->pos] == '}', n = 0;
    int size = is_empty ? 0 : take_size(&owner->members);
    if (size == 0 && !is_empty)
        size = wanted ? 0 : js_count_members(s, COUNTED_MOST);
    luaL_checkstack(L, 8, CODEC_NO_STACK);
    lua_createtable(L, 0, size);
    for (;;) {
        int taken = dec_take_repeated(d, object, wanted);
        n += taken;
        d->left -= 2 * (ptrdiff_t)taken;
        if (check(d, path) != 0)
            return -1;
        struct key *key = keys_guess(&d->keys, s);
        if (key) {
            name.text = key->text;
            name.len = key->len;
        } else {
            enum js_type type = keys_next(&d->keys, s, &name, &key);
            if (type == JS_OBJECT_END)
                break;
            if (type != JS_KEY)
                return scan_failed(d, path);
        }
        const struct field *part = NULL;
        if (wanted) {
            part = part_wanted(d, wanted, key, &name);
            if (!part) {
                struct path member = {path, name.text, name.len, 0};
                if (js_skip(s) != 0)
                    return scan_failed(d, &member);
                continue;
            }
            if (!part->child)
                part = NULL;
        }
        key->object = object;
        push_key(d, key, &name);
        int set = read_member(d, path, key, &name, part);
        if (set < 0)
            return -1;
        n += set;
        d->left -= 2L * set;
    }
    if (!is_empty)
        owner->members = next_size(size, n);
    return 0;
}

static int read_value(struct decoder *d, const struct path *path, enum js_type type,
                      const struct js_token *token, struct key *owner, const struct field *wanted)
{
    switch (type) {
    case JS_STRING:
        scalar_push_string(d->L, token);
        return 0;
    case JS_INTEGER:
        return read_integer(d, path, token);
    case JS_NUMBER:
        return read_number(d, path, token);
    case JS_TRUE:
    case JS_FALSE:
        lua_pushboolean(d->L, type == JS_TRUE);
        return 0;
    case JS_NULL:
        codec_push_null(d->L);
        return 0;
    case JS_OBJECT:
        return read_object(d, path, owner, wanted);
    case JS_ARRAY:
        return read_array(d, path, owner, wanted);
    default:
        return scan_failed(d, path);
    }
}

int dec_read(struct decoder *d)
{
    struct path whole = {NULL, NULL, 0, 0};
    struct js_token token;
    enum js_type type = js_next(&d->scan, &token);
    const struct field *wanted = type == JS_ARRAY && !d->record ? d->fields : NULL;
    if (read_value(d, &whole, type, &token, &d->keys.root, wanted) != 0)
        return -1;
    if (js_next(&d->scan, &token) != JS_END)
        return scan_failed(d, &whole);
    return 0;
}

int dec_is_json(struct decoder *d)
{
    struct js_token token;
    do
        if (js_skip(&d->scan) != 0)
            return 0;
    while (d->scan.depth > 0);
    return js_next(&d->scan, &token) == JS_END;
}
