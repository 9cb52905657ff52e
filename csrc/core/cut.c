/* Cuts a long answer into pieces that can be decoded one after the other. Checks nothing: the decoder does, for every
 * byte of the answer is in one of the pieces, and what is cut wrongly cannot be decoded. */
#include "cut.h"

#include "compat.h"

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

struct cutter {
    lua_State *L;
    const char *text;
    size_t len, least;
    size_t key, key_end;     /* of the latest member of the outermost object, with its quotes */
    size_t piece;            /* where the current one begins */
    size_t array, array_end; /* first element of the array that was cut, and its closing bracket */
    size_t first_end;        /* of the first piece */
    int pieces;              /* after the first one */
};

/* Pushes the text of a piece, as an array, into the table on top of the stack. */
static void add_piece(struct cutter *c, size_t end)
{
    luaL_Buffer b;
    luaL_buffinit(c->L, &b);
    luaL_addchar(&b, '[');
    luaL_addlstring(&b, c->text + c->piece, end - c->piece);
    luaL_addchar(&b, ']');
    luaL_pushresult(&b);
    lua_rawseti(c->L, -2, ++c->pieces);
}

static void end_piece(struct cutter *c, size_t end)
{
    if (c->first_end == 0)
        c->first_end = end;
    else
        add_piece(c, end);
    c->piece = end + 1;
}

/* 1 once an array was cut, from its beginning to its end. */
static int find(struct cutter *c)
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
                c->array = c->piece = i + 1;
            }
            depth++;
            break;
        case '}':
        case ']':
            if (depth == 0)
                return 0;
            depth--;
            if (depth == 1 && in_array) {
                if (c->first_end > 0) {
                    end_piece(c, i);
                    c->array_end = i;
                    return 1;
                }
                in_array = 0;
            }
            break;
        case ',':
            if (depth == 2 && in_array && i - c->piece >= c->least)
                end_piece(c, i);
            break;
        default:
            break;
        }
    }
    return 0;
}

/* Is there another member of that name, perhaps? The last one would count. */
static int named_again(const struct cutter *c)
{
    const char *key = c->text + c->key;
    size_t len = c->key_end - c->key;
    return memmem(c->text, c->key, key, len) ||
           memmem(c->text + c->array_end, c->len - c->array_end, key, len);
}

int cut_pieces(lua_State *L)
{
    struct cutter c = {.L = L};
    c.text = luaL_checklstring(L, 1, &c.len);
    c.least = (size_t)luaL_checkinteger(L, 2);
    lua_settop(L, 2);
    lua_newtable(L);
    if (!find(&c) || c.key_end <= c.key || named_again(&c))
        return 0;
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    luaL_addlstring(&b, c.text, c.first_end);
    luaL_addlstring(&b, c.text + c.array_end, c.len - c.array_end);
    luaL_pushresult(&b);
    lua_pushlstring(L, c.text + c.key, c.key_end - c.key);
    lua_pushvalue(L, 3);
    return 3;
}
