#include "records.h"

#include "bytes.h"
#include "codec.h"
#include "compat.h"
#include "fields.h"
#include "json_scan.h"
#include "keys.h"
#include "path.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Stack slots of rec_decode; then come those of the keys. SLOT_FIELDS keeps the projection alive. */
enum { ARG_TEXT = 1, ARG_OPTIONS, SLOT_FIELDS, SLOT_ARRAY_MT };

#define FIRST_LOOK 256 /* members that are counted ahead when nothing is known of an object yet */

#define COMPARED_MOST 256 /* bytes of a text compared at a time with what came before */

struct decoder {
    lua_State *L;
    int keep_null, refuse_big, mark_arrays;
    const struct field *fields;
    size_t objects;      /* how many have been opened: each one's number */
    struct js_scan scan; /* this and what follows: not cleared, for they are large */
    struct keys keys;
};

static const struct field whole_field; /* no child: wanted whole */

static int read_value(struct decoder *d, const struct path *path, enum js_type type,
                      const struct js_token *token, struct key *owner, const struct field *wanted);

/* Leaves the message on the top of the stack. Always -1. */
static int fail(struct decoder *d, const struct path *path, const char *reason, size_t offset)
{
    lua_State *L = d->L;
    luaL_checkstack(L, 8, "nested too deeply, or not enough memory");
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

static void push_key(struct decoder *d, struct key *key, const struct js_token *token)
{
    if (key == &d->keys.other)
        keys_push_string(d->L, token);
    else
        keys_push(&d->keys, key);
}

/* The part of wanted that a key leads to; NULL: none. */
static const struct field *part_wanted(struct decoder *d, const struct field *wanted,
                                       struct key *key, const struct js_token *token)
{
    if (key == &d->keys.other) {
        size_t len;
        keys_push_string(d->L, token);
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

/* Pushes an integer if this Lua can hold it exactly. */
static int push_integer(lua_State *L, const struct js_token *token)
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

static int push_number(lua_State *L, const struct js_token *token)
{
    double value;
    if (js_double(token, &value) != 0)
        return 0;
    lua_pushnumber(L, value);
    return 1;
}

static int read_integer(struct decoder *d, const struct path *path, const struct js_token *token)
{
    if (push_integer(d->L, token))
        return 0;
    if (d->refuse_big)
        return fail(d, path, "an integer that this Lua cannot hold exactly",
                    (size_t)(token->text - d->scan.text));
    lua_pushlstring(d->L, token->text, token->len);
    return 0;
}

static int read_number(struct decoder *d, const struct path *path, const struct js_token *token)
{
    if (push_number(d->L, token))
        return 0;
    return fail(d, path, "a number out of range", (size_t)(token->text - d->scan.text));
}

static int read_array(struct decoder *d, const struct path *path, struct key *owner,
                      const struct field *wanted)
{
    lua_State *L = d->L;
    luaL_checkstack(L, 8, "nested too deeply, or not enough memory");
    struct js_token token;
    enum js_type type = js_next(&d->scan, &token);
    int is_empty = type == JS_ARRAY_END, n = 0;
    lua_createtable(L, is_empty ? 0 : take_size(&owner->elements), 0);
    if (is_empty || d->mark_arrays) {
        lua_pushvalue(L, SLOT_ARRAY_MT);
        lua_setmetatable(L, -2);
    }
    for (; type != JS_ARRAY_END; type = js_next(&d->scan, &token)) {
        struct path element = {path, NULL, 0, n + 1};
        if (n == INT_MAX)
            return fail(d, path, "too long an array", d->scan.pos);
        if (read_value(d, &element, type, &token, owner, type == JS_OBJECT ? wanted : NULL) != 0)
            return -1;
        lua_rawseti(L, -2, ++n);
    }
    owner->elements = n;
    return 0;
}

/* ---- members ---- */

/* Has this key perhaps come before in the object of that number? Objects opened later have higher numbers. */
static inline int maybe_repeated(const struct decoder *d, const struct key *key, size_t object)
{
    const struct key *other = &d->keys.other;
    return key == other || key->object >= object || other->object >= object;
}

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

/* Pushes the number or string at p; returns what follows it, or NULL when that takes more than a look: then nothing
 * has happened. */
static inline const char *push_scalar(lua_State *L, const char *p, const char *end)
{
    struct js_token token = {JS_STRING, p, 0, 0};
    const char *next;
    int fraction;
    if (*p == '"') {
        next = jf_string(++token.text, end, &token.escaped);
        if (!next)
            return NULL;
        token.len = (size_t)(next - 1 - token.text);
        keys_push_string(L, &token);
        return next;
    }
    next = jf_number(p, end, &fraction);
    if (!next)
        return NULL;
    token.len = (size_t)(next - p);
    return (fraction ? push_number(L, &token) : push_integer(L, &token)) ? next : NULL;
}

/* Pushes the value at p of a key's member, which is the same as the last time or not. It is kept only when it comes a
 * second time: what differs from record to record is not worth it. */
static inline const char *push_member(struct decoder *d, struct key *key, const char *p,
                                      const char *end, int same)
{
    if (same && key->value_kept) {
        lua_pushvalue(d->L, key->value_slot);
        return p - key->head_len + key->member_len;
    }
    p = push_scalar(d->L, p, end);
    if (p && same)
        keys_keep_value(&d->keys, key);
    return p;
}

/* The short cut through an object: takes members as long as they are those that came the last time, written in the
 * same way, with values that are neither objects nor arrays. Whatever is different is left to read_member. Returns how
 * many fields it has set.
 * The text is compared with that of each key's last member, and on from there: often several members in a row are the
 * same to the letter, values included, and what is the same need not be looked at again. */
static int take_expected(struct decoder *d, size_t object, const struct field *wanted)
{
    lua_State *L = d->L;
    struct js_scan *s = &d->scan;
    struct key *key, *last = d->keys.last;
    const char *at = s->text + s->pos, *end = s->text + s->len, *p = at;
    const char *like = NULL; /* from p on, the text is the same as from here on ... */
    size_t same_for = 0;     /* ... for so many bytes, ... */
    int is_more = 0;         /* ... or longer: it was not compared any further */
    int n = 0;
    if (s->state == JS_NEXT_MEMBER && (p == end || *p++ != ','))
        return 0;
    while ((key = last->next) != NULL) {
        if (like != key->head || (same_for <= key->member_len && is_more)) {
            size_t room = (size_t)(end - p);
            room = room < COMPARED_MOST ? room : COMPARED_MOST;
            same_for = jb_same_for(p, key->head, room);
            is_more = same_for + JB_SIZE > room;
        }
        const char *value = p + key->head_len, *next;
        if (same_for < key->head_len || value == end || (wanted && key->of != wanted))
            break;
        int same = key->member_len != KEYS_UNKNOWN && same_for > key->member_len;
        const struct field *field = wanted ? key->field : &whole_field;
        if (!field) {
            next = same ? p + key->member_len : jf_scalar(value, end);
            if (!next)
                break;
        } else if (field->child) {
            break;
        } else if (*value == 'n') {
            next = jf_word(value, end, "null", 4);
            if (!next || d->keep_null || maybe_repeated(d, key, object))
                break;
            key->object = object;
        } else {
            keys_push(&d->keys, key);
            next = push_member(d, key, value, end, same);
            if (!next) {
                lua_pop(L, 1);
                break;
            }
            lua_rawset(L, -3);
            key->object = object;
            n++;
        }
        if (same) {
            like = key->head + key->member_len + 1;
            same_for -= key->member_len + 1;
        } else {
            like = NULL;
            key->head = p;
            key->member_len = (size_t)(next - p);
            key->value_kept = 0;
        }
        last = key;
        at = p = next;
        if (p == end || *p++ != ',')
            break;
    }
    if (at > s->text + s->pos) {
        s->pos = (size_t)(at - s->text);
        s->state = JS_NEXT_MEMBER;
        d->keys.last = last;
    }
    return n;
}

/* Pops a key and sets its field to the value that comes next. */
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
    /* Records are the objects of an array that is, or is directly in, the whole value. */
    if (type == JS_ARRAY && !path->up)
        part = d->fields;
    if (read_value(d, &member, type, &token, key, part) != 0)
        return -1;
    lua_rawset(d->L, -3);
    return 0;
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
        size = wanted ? 0 : js_count_members(s, FIRST_LOOK);
    luaL_checkstack(L, 8, "nested too deeply, or not enough memory");
    lua_createtable(L, 0, size);
    for (;;) {
        n += take_expected(d, object, wanted);
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
        if (read_member(d, path, key, &name, part) != 0)
            return -1;
        n++;
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
        keys_push_string(d->L, token);
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

/* ---- the Lua function ---- */

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

int rec_decode(lua_State *L)
{
    struct decoder d;
    struct js_token token;
    struct path whole = {NULL, NULL, 0, 0};
    size_t len;
    lua_settop(L, ARG_OPTIONS);
    lua_pushnil(L); /* SLOT_FIELDS */
    const char *text = bytes_text(L, ARG_TEXT, &len);
    if (!text)
        return luaL_argerror(L, ARG_TEXT, "string or bytes expected");
    memset(&d, 0, offsetof(struct decoder, scan));
    d.L = L;
    unsigned max_depth = read_options(&d);
    codec_push_array_mt(L);
    keys_init(&d.keys, L, len);
    luaL_checkstack(L, 8, "or not enough memory to decode");
    js_init(&d.scan, text, len, max_depth);
    enum js_type type = js_next(&d.scan, &token);
    int result =
        read_value(&d, &whole, type, &token, &d.keys.root, type == JS_ARRAY ? d.fields : NULL);
    if (result == 0 && js_next(&d.scan, &token) != JS_END)
        result = scan_failed(&d, &whole);
    if (result == 0)
        return 1;
    lua_pushnil(L);
    lua_insert(L, -2);
    lua_pushinteger(L, (lua_Integer)d.scan.error_offset);
    return 3;
}
