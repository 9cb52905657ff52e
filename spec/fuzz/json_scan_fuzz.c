/* The scanner on arbitrary bytes. Whichever way a text is gone through (token by token, with values skipped,
 * with keys guessed), the verdict, the place of the first error and the tokens are the same; and numbers mean what
 * the C library says. Input: a byte that chooses the depth limit, a byte that chooses what is skipped, the text. */
#include "json/fast.h"

#include "fuzz.h"

#include <math.h>

#define GUESSES 4

struct walk {
    struct js_scan scan;
    uint64_t tokens; /* a hash of them */
};

static void note(struct walk *w, const struct js_token *token)
{
    int spelt = token->type >= JS_KEY && token->type <= JS_NUMBER;
    uint64_t parts[] = {token->type, spelt ? (uint64_t)(token->text - w->scan.text) : 0,
                        spelt ? token->len : 0, spelt ? (uint64_t)token->escaped : 0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        w->tokens = (w->tokens ^ parts[i]) * 0x100000001b3u;
}

static void check_text(const struct js_token *token)
{
    char *meaning = malloc(token->len + 1);
    PROMISE(meaning);
    size_t n = js_unescape(token, meaning);
    PROMISE(n <= token->len && (token->escaped ? n < token->len : n == token->len));
    meaning[n] = 0;
    for (size_t i = 0, step; i < n; i += step)
        PROMISE((step = jt_utf8(meaning + i, n - i)) > 0);
    if (strlen(meaning) == n) {
        PROMISE(js_equals(token, meaning));
        if (n > 0) {
            meaning[n - 1] = 0;
            PROMISE(!js_equals(token, meaning));
        }
    }
    free(meaning);
}

static void check_number(const struct js_token *token)
{
    char *copy = malloc(token->len + 1);
    PROMISE(copy);
    memcpy(copy, token->text, token->len);
    copy[token->len] = 0;
    double expected = strtod(copy, NULL), value = 0;
    int fits = js_double(token, &value) == 0;
    PROMISE(fits == !isinf(expected));
    PROMISE(!fits || (value == expected && !signbit(value) == !signbit(expected)));
    if (token->type == JS_INTEGER) {
        char again[24];
        int64_t integer = 0;
        if (js_integer(token, &integer) == 0) {
            snprintf(again, sizeof again, "%lld", (long long)integer);
            PROMISE(strcmp(again, copy) == 0 || strcmp(copy, "-0") == 0);
        } else {
            PROMISE(fabs(expected) >= 9223372036854775808.0);
        }
    }
    free(copy);
}

static void check_token(const struct js_scan *s, const struct js_token *token)
{
    if (token->type < JS_KEY || token->type > JS_NUMBER)
        return;
    PROMISE(token->text >= s->text && token->len <= s->len - (size_t)(token->text - s->text));
    if (token->type == JS_KEY || token->type == JS_STRING)
        check_text(token);
    else
        check_number(token);
}

/* Token by token; with guesses, keys that were met before are tried first. */
static void go_through(struct walk *w, const char *text, size_t len, unsigned depth, int guess)
{
    struct js_token token;
    struct {
        const char *head;
        size_t len, name, name_len; /* name: where in the head */
    } seen[GUESSES];
    unsigned keys = 0;
    memset(w, 0, sizeof *w);
    js_init(&w->scan, text, len, depth);
    do {
        size_t before = w->scan.pos;
        token.type = JS_ERROR;
        for (unsigned i = 0; guess && i < GUESSES && i < keys && token.type == JS_ERROR; i++) {
            if (jf_take_head(&w->scan, seen[i].head, seen[i].len)) {
                const char *head = text + w->scan.pos - seen[i].len;
                token = (struct js_token){JS_KEY, head + seen[i].name, seen[i].name_len, 0};
            }
        }
        if (token.type == JS_ERROR)
            js_next(&w->scan, &token);
        PROMISE(w->scan.pos <= len && w->scan.depth <= w->scan.max_depth);
        PROMISE(token.type == JS_ERROR || token.type == JS_END || w->scan.pos > before);
        check_token(&w->scan, &token);
        note(w, &token);
        if (token.type == JS_KEY && !token.escaped) {
            const char *head;
            size_t n = js_head(&w->scan, &token, &head);
            PROMISE(head > text && head < token.text && head + n <= text + len);
            seen[keys % GUESSES].head = head;
            seen[keys % GUESSES].len = n;
            seen[keys % GUESSES].name = (size_t)(token.text - head);
            seen[keys++ % GUESSES].name_len = token.len;
        }
    } while (token.type != JS_ERROR && token.type != JS_END);
    PROMISE((token.type == JS_ERROR) == (w->scan.reason != NULL));
    PROMISE(w->scan.error_offset <= len);
    js_next(&w->scan, &token);
    PROMISE((token.type == JS_ERROR) == (w->scan.reason != NULL)); /* an end stays an end */
}

/* Skips at the keys and brackets that `choice` picks; the whole text when it is 0. */
static void skip_through(struct walk *w, const char *text, size_t len, unsigned depth,
                         unsigned choice)
{
    struct js_token token = {JS_KEY, NULL, 0, 0};
    memset(w, 0, sizeof *w);
    js_init(&w->scan, text, len, depth);
    if (choice == 0 && js_skip(&w->scan) != 0)
        return;
    for (unsigned n = 0; token.type != JS_ERROR && token.type != JS_END; n++) {
        js_next(&w->scan, &token);
        int opens = token.type == JS_OBJECT || token.type == JS_ARRAY;
        if ((opens || token.type == JS_KEY) && choice >> n % 8 & 1) {
            unsigned level = w->scan.depth;
            if (js_skip(&w->scan) != 0)
                return;
            PROMISE(w->scan.depth == level - (unsigned)opens);
        }
    }
}

static void same_end(const struct walk *a, const struct walk *b)
{
    PROMISE(!a->scan.reason == !b->scan.reason);
    PROMISE(!a->scan.reason || strcmp(a->scan.reason, b->scan.reason) == 0);
    PROMISE(a->scan.error_offset == b->scan.error_offset);
    PROMISE(a->scan.reason || (a->scan.pos == b->scan.pos && b->scan.depth == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {data, size};
    unsigned depth = take_byte(&in), choice = take_byte(&in);
    const char *text = in.left ? (const char *)in.at : "";
    struct walk plain, other;

    depth = depth < 200 ? depth % 70 + 1 : JS_DEPTH_LIMIT;
    go_through(&plain, text, in.left, depth, 0);
    go_through(&other, text, in.left, depth, 1);
    same_end(&plain, &other);
    PROMISE(plain.tokens == other.tokens);
    skip_through(&other, text, in.left, depth, 0);
    same_end(&plain, &other);
    skip_through(&other, text, in.left, depth, choice);
    same_end(&plain, &other);
    return 0;
}
