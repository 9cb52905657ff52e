/* The keys met in one decoding. The records of a page repeat the same keys in the same order, so each key
 * is kept on the Lua stack and found again by "what followed the last key before", without hashing or
 * interning. With it is kept how large its value was, so that the next table is made to measure, and what string it
 * was, which is often the next record's as well. */
#ifndef PB_KEYS_H
#define PB_KEYS_H

#include "json/fast.h"
#include "projection.h"

#include <lua.h>

#define KEYS_MOST 192
#define KEYS_BUCKETS 512

struct key {
    const char *text; /* in the JSON text, as written there */
    size_t len;
    const char *head; /* its member as last written, see js_head ... */
    size_t head_len;
    size_t member_len;     /* ... to the end of the value; KEYS_UNKNOWN: not known to be a scalar */
    struct key *next;      /* the key that came after it the last time */
    size_t object;         /* the number of the object that it was met in the last time */
    int slot;              /* stack index of the Lua string, 0: not made yet */
    int value_slot;        /* stack index for the value's Lua value, 0: none yet */
    int value_kept;        /* is that the value in the member as last written? */
    int members, elements; /* how many its last object or array had */
    const struct field *of;    /* the field whose part ... */
    const struct field *field; /* ... this key is, as looked up the last time */
};

#define KEYS_UNKNOWN SIZE_MAX

struct keys {
    lua_State *L;
    int slots; /* stack index of the first key's slot; those of the values follow */
    int n, max, values, values_max;
    struct key *last;
    struct key root;  /* the whole text's */
    struct key other; /* for all keys that are not kept */
    struct key kept[KEYS_MOST];
    unsigned char buckets[KEYS_BUCKETS]; /* 0: none, else 1 + the place in kept */
};

/* Pushes the slots, as many as keys can be kept of a text of len bytes; they must stay. */
void keys_init(struct keys *keys, lua_State *L, size_t len);
/* js_next where a key or the end of the object is due; *key is set when it was a key. */
enum js_type keys_next(struct keys *keys, struct js_scan *scan, struct js_token *token,
                       struct key **key);
/* Pushes a key that is kept (not keys->other) and has no slot yet. */
void keys_push_new(struct keys *keys, struct key *key);
/* Keeps the Lua value on the top of the stack as that of a key's member, if there is a slot left for it. */
void keys_keep_value(struct keys *keys, struct key *key);

/* Pushes a key that is kept (not keys->other). */
static inline void keys_push(struct keys *keys, struct key *key)
{
    if (key->slot)
        lua_pushvalue(keys->L, key->slot);
    else
        keys_push_new(keys, key);
}

/* The short cut of keys_next: the key that came next the last time comes next again, written in the same way. Else NULL,
 * and nothing has moved. */
static inline struct key *keys_guess(struct keys *keys, struct js_scan *scan)
{
    struct key *guess = keys->last->next;
    if (!guess || !jf_take_head(scan, guess->head, guess->head_len))
        return NULL;
    return keys->last = guess;
}

#endif
