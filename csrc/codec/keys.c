#include "keys.h"

#include "shared/buffer.h"
#include "shared/compat.h"

#include <stddef.h>
#include <string.h>

#define PROBES 8 /* few: a text made to collide only loses the short cut */

/* As many as a text of that length is likely to need; the keys beyond lose the short cut. */
static int likely(size_t len, size_t each, int most)
{
    return len / each < (size_t)most - 8 ? (int)(len / each) + 8 : most;
}

void keys_init(struct keys *keys, lua_State *L, size_t len)
{
    memset(keys, 0, offsetof(struct keys, kept));
    memset(keys->buckets, 0, sizeof keys->buckets);
    keys->L = L;
    keys->last = &keys->root;
    keys->slots = lua_gettop(L) + 1;
    keys->max = likely(len, 16, KEYS_MOST);
    keys->values_max = likely(len, 64, KEYS_MOST / 2);
    luaL_checkstack(L, keys->max + keys->values_max, "or " NO_MEMORY " to decode");
    lua_settop(L, keys->slots - 1 + keys->max + keys->values_max);
}

static unsigned hash_key(const char *text, size_t len)
{
    uint64_t hash = len;
    if (len < 8) {
        for (size_t i = 0; i < len; i++)
            hash = hash << 8 ^ (unsigned char)text[i];
    } else {
        hash ^= jb_load_word(text) ^ jb_load_word(text + len - 8) * 31;
    }
    return (unsigned)(hash * 0x9E3779B97F4A7C15u >> 32);
}

/* The key of this token, kept from now on if possible. */
static struct key *find_key(struct keys *keys, const struct js_token *token)
{
    if (token->escaped || token->len == 0)
        return &keys->other;
    unsigned hash = hash_key(token->text, token->len);
    for (unsigned probe = 0; probe < PROBES; probe++) {
        unsigned char *bucket = &keys->buckets[(hash + probe) % KEYS_BUCKETS];
        if (*bucket == 0) {
            if (keys->n == keys->max)
                break;
            struct key *fresh = &keys->kept[keys->n++];
            *fresh = (struct key){.text = token->text, .len = token->len};
            *bucket = (unsigned char)keys->n;
            return fresh;
        }
        struct key *key = &keys->kept[*bucket - 1];
        if (key->len == token->len && memcmp(key->text, token->text, token->len) == 0)
            return key;
    }
    return &keys->other;
}

enum js_type keys_next(struct keys *keys, struct js_scan *scan, struct js_token *token,
                       struct key **key)
{
    enum js_type type = js_next(scan, token);
    if (type == JS_KEY) {
        struct key *found = *key = find_key(keys, token);
        if (found != &keys->other) {
            found->head_len = js_head(scan, token, &found->head);
            found->member_len = KEYS_UNKNOWN;
            found->value_kept = 0;
            keys->last->next = found;
            keys->last = found;
        }
    }
    return type;
}

void keys_push_new(struct keys *keys, struct key *key)
{
    lua_State *L = keys->L;
    lua_pushlstring(L, key->text, key->len);
    key->slot = keys->slots + (int)(key - keys->kept);
    lua_pushvalue(L, -1);
    lua_replace(L, key->slot);
}

void keys_keep_value(struct keys *keys, struct key *key)
{
    lua_State *L = keys->L;
    if (!key->value_slot) {
        if (keys->values == keys->values_max)
            return;
        key->value_slot = keys->slots + keys->max + keys->values++;
    }
    key->value_kept = 1;
    lua_pushvalue(L, -1);
    lua_replace(L, key->value_slot);
}
