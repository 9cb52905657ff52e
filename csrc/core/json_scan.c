#include "json_scan.h"

#include "json_text.h"

#include <string.h>

/* What may come next. */
enum {
    VALUE,         /* a value: the whole text, or after a key's colon */
    FIRST_ELEMENT, /* after [ */
    NEXT_ELEMENT,  /* after an element */
    FIRST_MEMBER,  /* after { */
    NEXT_MEMBER,   /* after a member */
    DONE,          /* after the whole value */
    FAILED
};

static inline const char *skip_space(const char *p, const char *end)
{
    while (p < end && (unsigned char)*p <= ' ' &&
           (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    return p;
}

static enum js_type fail(struct js_scan *s, const char *at, const char *reason)
{
    s->state = FAILED;
    s->error_offset = (size_t)(at - s->text);
    s->reason = at == s->text + s->len ? "the text ends too early" : reason;
    return JS_ERROR;
}

/* Checks the escape at p (a backslash); returns what follows it, or NULL after fail(). */
static const char *check_escape(struct js_scan *s, const char *p, const char *end)
{
    const char *start = p++;
    if (p == end) {
        fail(s, p, "");
        return NULL;
    }
    char letter = *p++;
    if (letter != 'u') {
        if (letter != '\0' && strchr("\"\\/bfnrt", letter))
            return p;
        fail(s, start, "unknown escape in a string");
        return NULL;
    }
    int unit = jt_hex4(p, end);
    if (unit < 0) {
        fail(s, start, "\\u without four hexadecimal digits");
        return NULL;
    }
    p += 4;
    if (unit < 0xD800 || unit > 0xDFFF)
        return p;
    int second =
        unit < 0xDC00 && end - p >= 2 && p[0] == '\\' && p[1] == 'u' ? jt_hex4(p + 2, end) : -1;
    if (second < 0xDC00 || second > 0xDFFF) {
        fail(s, start, "half of a surrogate pair");
        return NULL;
    }
    return p + 6;
}

/* p is behind the opening quote; returns what follows the closing one, or NULL after fail(). */
static inline const char *scan_string(struct js_scan *s, const char *p, const char *end,
                                      struct js_token *token)
{
    token->text = p;
    token->escaped = 0;
    for (;;) {
        p = jt_plain_end(p, end);
        if (p == end) {
            fail(s, p, "");
            return NULL;
        }
        unsigned char c = (unsigned char)*p;
        if (c == '"') {
            token->len = (size_t)(p - token->text);
            return p + 1;
        }
        if (c == '\\') {
            token->escaped = 1;
            p = check_escape(s, p, end);
            if (!p)
                return NULL;
        } else if (c < 0x20) {
            fail(s, p, "control character in a string");
            return NULL;
        } else {
            size_t n = jt_utf8(p, (size_t)(end - p));
            if (n == 0) {
                fail(s, p, "invalid UTF-8");
                return NULL;
            }
            p += n;
        }
    }
}

static inline enum js_type finish(struct js_scan *s, const char *p, enum js_type type)
{
    s->pos = (size_t)(p - s->text);
    s->state = s->after;
    return type;
}

static inline enum js_type scan_number(struct js_scan *s, const char *p, const char *end,
                                       struct js_token *token)
{
    enum js_type type = JS_INTEGER;
    token->text = p;
    token->escaped = 0;
    if (*p == '-')
        p++;
    if (p == end || !jt_is_digit(*p))
        return fail(s, p, "a minus sign without digits");
    if (*p == '0') {
        p++;
        if (p < end && jt_is_digit(*p))
            return fail(s, p - 1, "a number with a leading zero");
    } else {
        while (p < end && jt_is_digit(*p))
            p++;
    }
    if (p < end && *p == '.') {
        type = JS_NUMBER;
        p++;
        if (p == end || !jt_is_digit(*p))
            return fail(s, p, "a decimal point without digits after it");
        while (p < end && jt_is_digit(*p))
            p++;
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        type = JS_NUMBER;
        p++;
        if (p < end && (*p == '+' || *p == '-'))
            p++;
        if (p == end || !jt_is_digit(*p))
            return fail(s, p, "an exponent without digits");
        while (p < end && jt_is_digit(*p))
            p++;
    }
    token->len = (size_t)(p - token->text);
    return finish(s, p, type);
}

static enum js_type scan_word(struct js_scan *s, const char *p, const char *end, const char *word,
                              enum js_type type)
{
    const char *start = p;
    for (; *word; word++, p++) {
        if (p == end)
            return fail(s, p, "");
        if (*p != *word)
            return fail(s, start, "expected a value");
    }
    return finish(s, p, type);
}

static enum js_type open_bracket(struct js_scan *s, const char *p, int is_object)
{
    if (s->depth >= s->max_depth)
        return fail(s, p, "nested too deeply");
    uint64_t bit = (uint64_t)1 << (s->depth % 64), *word = &s->kinds[s->depth / 64];
    *word = is_object ? *word | bit : *word & ~bit;
    s->depth++;
    s->pos = (size_t)(p + 1 - s->text);
    s->state = is_object ? FIRST_MEMBER : FIRST_ELEMENT;
    s->after = is_object ? NEXT_MEMBER : NEXT_ELEMENT;
    return is_object ? JS_OBJECT : JS_ARRAY;
}

static enum js_type close_bracket(struct js_scan *s, const char *p, enum js_type type)
{
    s->depth--;
    if (s->depth == 0)
        s->after = DONE;
    else if (s->kinds[(s->depth - 1) / 64] >> ((s->depth - 1) % 64) & 1)
        s->after = NEXT_MEMBER;
    else
        s->after = NEXT_ELEMENT;
    return finish(s, p + 1, type);
}

static inline enum js_type scan_value(struct js_scan *s, const char *p, const char *end,
                                      struct js_token *token)
{
    if (p == end)
        return fail(s, p, "");
    if (jt_is_digit(*p) || *p == '-')
        return scan_number(s, p, end, token);
    switch (*p) {
    case '"':
        p = scan_string(s, p + 1, end, token);
        return p ? finish(s, p, JS_STRING) : JS_ERROR;
    case '{':
        return open_bracket(s, p, 1);
    case '[':
        return open_bracket(s, p, 0);
    case 't':
        return scan_word(s, p, end, "true", JS_TRUE);
    case 'f':
        return scan_word(s, p, end, "false", JS_FALSE);
    case 'n':
        return scan_word(s, p, end, "null", JS_NULL);
    default:
        if (p == s->text && s->len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
            return fail(s, p, "the text begins with a byte order mark");
        return fail(s, p, "expected a value");
    }
}

static inline enum js_type scan_key(struct js_scan *s, const char *p, const char *end,
                                    struct js_token *token)
{
    if (p == end || *p != '"')
        return fail(s, p, "expected a key in double quotes");
    p = scan_string(s, p + 1, end, token);
    if (!p)
        return JS_ERROR;
    p = skip_space(p, end);
    if (p == end || *p != ':')
        return fail(s, p, "expected a colon after the key");
    s->pos = (size_t)(p + 1 - s->text);
    s->state = VALUE;
    return JS_KEY;
}

static inline enum js_type scan(struct js_scan *s, struct js_token *token)
{
    const char *end = s->text + s->len, *p = skip_space(s->text + s->pos, end);
    switch (s->state) {
    case VALUE:
        return scan_value(s, p, end, token);
    case FIRST_MEMBER:
        if (p < end && *p == '}')
            return close_bracket(s, p, JS_OBJECT_END);
        return scan_key(s, p, end, token);
    case NEXT_MEMBER:
        if (p < end && *p == ',')
            return scan_key(s, skip_space(p + 1, end), end, token);
        if (p < end && *p == '}')
            return close_bracket(s, p, JS_OBJECT_END);
        return fail(s, p, "expected a comma or }");
    case FIRST_ELEMENT:
        if (p < end && *p == ']')
            return close_bracket(s, p, JS_ARRAY_END);
        return scan_value(s, p, end, token);
    case NEXT_ELEMENT:
        if (p < end && *p == ',')
            return scan_value(s, skip_space(p + 1, end), end, token);
        if (p < end && *p == ']')
            return close_bracket(s, p, JS_ARRAY_END);
        return fail(s, p, "expected a comma or ]");
    case DONE:
        if (p == end)
            return JS_END;
        return fail(s, p, "the text goes on after its value");
    default:
        return JS_ERROR;
    }
}

void js_init(struct js_scan *s, const char *text, size_t len, unsigned max_depth)
{
    s->text = text ? text : "";
    s->len = text ? len : 0;
    s->pos = 0;
    s->depth = 0;
    s->max_depth = max_depth < JS_DEPTH_LIMIT ? max_depth : JS_DEPTH_LIMIT;
    s->state = VALUE;
    s->after = DONE;
    s->reason = NULL;
    s->error_offset = 0;
}

enum js_type js_next(struct js_scan *s, struct js_token *token)
{
    return token->type = scan(s, token);
}

/* memcmp, inline: keys are short. */
static inline int same_bytes(const char *a, const char *b, size_t n)
{
    uint64_t x, y;
    if (n < 8) {
        while (n > 0 && a[n - 1] == b[n - 1])
            n--;
        return n == 0;
    }
    for (size_t i = 0; i < n - 8; i += 8) {
        memcpy(&x, a + i, 8);
        memcpy(&y, b + i, 8);
        if (x != y)
            return 0;
    }
    memcpy(&x, a + n - 8, 8);
    memcpy(&y, b + n - 8, 8);
    return x == y;
}

int js_take_key(struct js_scan *s, const char *guess, size_t len)
{
    const char *end = s->text + s->len, *p = skip_space(s->text + s->pos, end);
    if (s->state == NEXT_MEMBER && p < end && *p == ',')
        p = skip_space(p + 1, end);
    else if (s->state != FIRST_MEMBER)
        return 0;
    if ((size_t)(end - p) < len + 3 || *p != '"' || p[len + 1] != '"' ||
        !same_bytes(p + 1, guess, len))
        return 0;
    p = skip_space(p + len + 2, end);
    if (p == end || *p != ':')
        return 0;
    s->pos = (size_t)(p + 1 - s->text);
    s->state = VALUE;
    return 1;
}

int js_skip(struct js_scan *s)
{
    /* VALUE is the state behind a key (or before the whole text): then one value is passed over. */
    unsigned depth = s->state == VALUE || s->depth == 0 ? s->depth : s->depth - 1;
    struct js_token token;
    do {
        if (scan(s, &token) == JS_ERROR)
            return -1;
    } while (s->depth > depth);
    return 0;
}
