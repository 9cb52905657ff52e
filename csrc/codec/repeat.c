#include "repeat.h"

#include "json/fast.h"
#include "scalar.h"
#include "shared/compat.h"

#include <limits.h>

/* Bytes in a row: an object may repeat its keys for ever, and the clock wants to be looked at. */
#define RUN_MOST 65536
#define COMPARED_MOST 256 /* bytes at a time: what was compared in vain must stay little */

static const struct field whole_field; /* no child: wanted whole */

static inline const char *end_of_run(const struct js_scan *s)
{
    return s->text + (s->len - s->pos > RUN_MOST ? s->pos + RUN_MOST : s->len);
}

/* Pushes the number or string at p; returns what follows it, or NULL when that takes more than a look: then nothing
 * has happened. */
static inline const char *push_scalar(const struct decoder *d, const char *p, const char *end)
{
    lua_State *L = d->L;
    struct js_token token = {JS_STRING, p, 0, 0};
    const char *next;
    int fraction;
    if (*p == '"') {
        next = jf_string(++token.text, end, &token.escaped);
        if (!next)
            return NULL;
        token.len = (size_t)(next - 1 - token.text);
        scalar_push_string(L, &token);
        return next;
    }
    next = jf_number(p, end, &fraction);
    if (!next)
        return NULL;
    token.len = (size_t)(next - p);
    int pushed =
        fraction ? scalar_push_number(L, &token, d->decimal_texts) : scalar_push_integer(L, &token);
    return pushed ? next : NULL;
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
    p = push_scalar(d, p, end);
    if (p && same)
        keys_keep_value(&d->keys, key);
    return p;
}

int dec_take_repeated(struct decoder *d, size_t object, const struct field *wanted)
{
    lua_State *L = d->L;
    struct js_scan *s = &d->scan;
    struct key *key, *last = d->keys.last;
    const char *at = s->text + s->pos, *end = end_of_run(s), *p = at;
    /* The earlier text that was compared with the text from p on, and is the same for so many bytes: it may reach over
     * several members. NULL: nothing is known of what is at p. */
    const char *compared = NULL;
    size_t same_for = 0;
    int may_go_on = 0; /* comparing ended there, not the likeness */
    int n = 0;
    if (s->state == JS_NEXT_MEMBER && (p == end || *p++ != ','))
        return 0;
    while ((key = last->next) != NULL) {
        if (compared != key->head || (same_for <= key->member_len && may_go_on)) {
            size_t room = (size_t)(end - p);
            room = room < COMPARED_MOST ? room : COMPARED_MOST;
            same_for = jb_same_for(p, key->head, room);
            may_go_on = same_for + JB_SIZE > room;
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
            if (!next || d->keep_null || dec_maybe_repeated(d, key, object))
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
            compared = key->head + key->member_len + 1;
            same_for -= key->member_len + 1;
        } else {
            compared = NULL;
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

int dec_take_scalars(struct decoder *d, int n)
{
    struct js_scan *s = &d->scan;
    const char *p = s->text + s->pos, *end = end_of_run(s);
    if (s->state != JS_NEXT_ELEMENT)
        return n;
    int before = n, most = d->left < INT_MAX - n ? n + (int)d->left : INT_MAX;
    while (end - p >= 2 && *p == ',' && n < most) {
        const char *next = push_scalar(d, p + 1, end);
        if (!next)
            break;
        lua_rawseti(d->L, -2, ++n);
        p = next;
    }
    s->pos = (size_t)(p - s->text);
    d->left -= n - before;
    return n;
}
