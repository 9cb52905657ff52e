#include "scan.h"

#include "fast.h"
#include "shared/blank.h"
#include "text.h"

#include <string.h>

static enum js_type fail(struct js_scan *s, const char *at, const char *reason)
{
    s->state = JS_FAILED;
    s->error_offset = (size_t)(at - s->text);
    s->reason = at == s->text + s->len ? "the text ends too early" : reason;
    return JS_ERROR;
}

/* p is behind the opening quote; returns what follows the closing one, or NULL after fail(). */
static inline const char *scan_string(struct js_scan *s, const char *p, const char *end,
                                      struct js_token *token)
{
    struct jt_fault fault;
    token->text = p;
    token->escaped = 0;
    p = jf_string_end(p, end, &token->escaped, &fault);
    if (!p) {
        fail(s, fault.at, fault.reason);
        return NULL;
    }
    token->len = (size_t)(p - 1 - token->text);
    return p;
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
    s->state = is_object ? JS_FIRST_MEMBER : JS_FIRST_ELEMENT;
    s->after = is_object ? JS_NEXT_MEMBER : JS_NEXT_ELEMENT;
    return is_object ? JS_OBJECT : JS_ARRAY;
}

static enum js_type close_bracket(struct js_scan *s, const char *p, enum js_type type)
{
    s->depth--;
    if (s->depth == 0)
        s->after = JS_DONE;
    else if (s->kinds[(s->depth - 1) / 64] >> ((s->depth - 1) % 64) & 1)
        s->after = JS_NEXT_MEMBER;
    else
        s->after = JS_NEXT_ELEMENT;
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
        if (p == s->text && jt_mark(p, s->len) > 0)
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
    p = blank_end(p, end);
    if (p == end || *p != ':')
        return fail(s, p, "expected a colon after the key");
    s->pos = (size_t)(p + 1 - s->text);
    s->state = JS_VALUE;
    return JS_KEY;
}

static inline enum js_type scan(struct js_scan *s, struct js_token *token)
{
    const char *end = s->text + s->len, *p = blank_end(s->text + s->pos, end);
    switch (s->state) {
    case JS_VALUE:
        return scan_value(s, p, end, token);
    case JS_FIRST_MEMBER:
        if (p < end && *p == '}')
            return close_bracket(s, p, JS_OBJECT_END);
        return scan_key(s, p, end, token);
    case JS_NEXT_MEMBER:
        if (p < end && *p == ',')
            return scan_key(s, blank_end(p + 1, end), end, token);
        if (p < end && *p == '}')
            return close_bracket(s, p, JS_OBJECT_END);
        return fail(s, p, "expected a comma or }");
    case JS_FIRST_ELEMENT:
        if (p < end && *p == ']')
            return close_bracket(s, p, JS_ARRAY_END);
        return scan_value(s, p, end, token);
    case JS_NEXT_ELEMENT:
        if (p < end && *p == ',')
            return scan_value(s, blank_end(p + 1, end), end, token);
        if (p < end && *p == ']')
            return close_bracket(s, p, JS_ARRAY_END);
        return fail(s, p, "expected a comma or ]");
    case JS_DONE:
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
    s->state = JS_VALUE;
    s->after = JS_DONE;
    s->reason = NULL;
    s->error_offset = 0;
}

enum js_type js_next(struct js_scan *s, struct js_token *token)
{
    return token->type = scan(s, token);
}

size_t js_head(const struct js_scan *s, const struct js_token *key, const char **head)
{
    const char *start = key->text - 1;
    while (start[-1] != ',' && start[-1] != '{')
        start--;
    *head = start;
    return (size_t)(blank_end(s->text + s->pos, s->text + s->len) - start);
}

/* Passes over the members or elements to come as long as they are scalars, in the usual way of writing. */
static void skip_scalars(struct js_scan *s)
{
    const char *p = s->text + s->pos, *end = s->text + s->len, *next;
    if (s->state != JS_NEXT_MEMBER && s->state != JS_NEXT_ELEMENT)
        return;
    for (; p < end && *p == ','; p = next) {
        next = s->state == JS_NEXT_MEMBER ? jf_member(p + 1, end) : jf_scalar(p + 1, end);
        if (!next)
            break;
    }
    s->pos = (size_t)(p - s->text);
}

int js_count_members(const struct js_scan *s, int most)
{
    const char *p = s->text + s->pos, *end = s->text + s->len;
    int n = 0;
    while (n < most && (p = jf_member(p, end)) != NULL) {
        n++;
        if (p == end || *p++ != ',')
            break;
    }
    return n;
}

int js_skip(struct js_scan *s)
{
    const char *p = s->text + s->pos, *end = s->text + s->len;
    unsigned depth = s->depth;
    struct js_token token;
    if (s->state == JS_VALUE) {
        p = jf_scalar(p, end);
        if (p) {
            finish(s, p, JS_NULL);
            return 0;
        }
    } else if (depth > 0) {
        depth--; /* the rest of this object or array */
    }
    do {
        if (scan(s, &token) == JS_ERROR)
            return -1;
        if (s->depth > depth)
            skip_scalars(s);
    } while (s->depth > depth);
    return 0;
}

int js_next_member(struct js_scan *s, struct js_token *key, struct js_token *value)
{
    if (js_next(s, key) != JS_KEY)
        return key->type == JS_OBJECT_END ? 0 : -1;
    switch (js_next(s, value)) {
    case JS_ERROR:
        return -1;
    case JS_OBJECT:
    case JS_ARRAY:
        return js_skip(s) == 0 ? 1 : -1;
    default:
        return 1;
    }
}
