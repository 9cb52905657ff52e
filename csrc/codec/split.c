/* Splits a long answer into pieces that can be decoded one after the other. Checks nothing: the decoder does, for every
 * byte of the answer is in one of the pieces, and what is split wrongly cannot be decoded. */
#include "split.h"

#include "shared/compat.h"

#include <string.h>

/* The offset after a string whose opening quote is at `at`; len when it does not end. */
static size_t after_string(const char *text, size_t at, size_t len)
{
    for (at++; at < len; at++) {
        const char *quote = memchr(text + at, '"', len - at);
        if (!quote)
            return len;
        at = (size_t)(quote - text);
        size_t escapes = 0;
        while (text[at - 1 - escapes] == '\\') /* ends at the opening quote */
            escapes++;
        if (escapes % 2 == 0)
            return at + 1;
    }
    return len;
}

struct splitter {
    lua_State *L; /* a table for the borders is on top of the stack */
    const char *text;
    size_t len, least;
    size_t key, key_end; /* of the latest member of the outermost object, with its quotes */
    size_t piece;        /* where the current one begins */
    int borders;
};

/* Notes a border by Lua's count: the position of the byte at offset `end`. */
static void add_border(struct splitter *c, size_t end)
{
    lua_pushinteger(c->L, (lua_Integer)end + 1);
    lua_rawseti(c->L, -2, ++c->borders);
    c->piece = end + 1;
}

/* 1 once an array was split, from its beginning to its end. */
static int find(struct splitter *c)
{
    unsigned depth = 0;
    int in_array = 0; /* in one that is a member of the outermost object */
    for (size_t i = 0; i < c->len; i++) {
        switch (c->text[i]) {
        case '"': {
            size_t end = after_string(c->text, i, c->len);
            if (depth == 1) {
                c->key = i;
                c->key_end = end;
            }
            i = end - 1;
            break;
        }
        case '{':
        case '[':
            if (depth == 0 && c->text[i] == '[')
                return 0;
            if (depth == 1 && c->text[i] == '[') {
                in_array = 1;
                c->piece = i + 1;
            }
            depth++;
            break;
        case '}':
        case ']':
            if (depth == 0)
                return 0;
            depth--;
            if (depth == 1 && in_array) {
                if (c->borders > 0) {
                    add_border(c, i);
                    return 1;
                }
                in_array = 0;
            }
            break;
        case ',':
            if (depth == 2 && in_array && i - c->piece >= c->least)
                add_border(c, i);
            break;
        default:
            break;
        }
    }
    return 0;
}

/* Is there another member of that name, perhaps? The last one would count. */
static int named_again(const struct splitter *c)
{
    const char *key = c->text + c->key;
    size_t len = c->key_end - c->key;
    return memmem(c->text, c->key, key, len) ||
           memmem(c->text + c->piece, c->len - c->piece, key, len);
}

int split_borders(lua_State *L)
{
    struct splitter c = {.L = L};
    c.text = luaL_checklstring(L, 1, &c.len);
    c.least = (size_t)luaL_checkinteger(L, 2);
    lua_settop(L, 2);
    lua_newtable(L);
    if (!find(&c) || c.key_end <= c.key || named_again(&c))
        return 0;
    lua_pushlstring(L, c.text + c.key, c.key_end - c.key);
    return 2;
}
