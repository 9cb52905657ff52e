/* Short cuts through well-formed text, inline: what most of a page of records consists of, for the scanner and for
 * the decoder. Each takes where the text goes on and returns where it goes on behind a part, or NULL: this is no
 * such part, or it is wrong, or too near to the end to look a few bytes ahead. Then nothing has happened yet and js_next
 * is to look, which alone knows all of the grammar and tells what is wrong. */
#ifndef PB_JSON_FAST_H
#define PB_JSON_FAST_H

#include "scan.h"
#include "text.h"

/* jt_string_end, quick for strings of plain characters. */
static inline const char *jf_string_end(const char *p, const char *end, int *escaped,
                                        struct jt_fault *fault)
{
    for (; end - p >= JB_SIZE; p += JB_SIZE) {
        jb_mask odd = jb_not_plain(jb_load(p));
        if (odd) {
            p += jb_first(odd);
            if (*p == '"')
                return p + 1;
            break;
        }
    }
    return jt_string_end(p, end, escaped, fault);
}

/* p is behind the opening quote. Sets *escaped when there is a backslash. */
static inline const char *jf_string(const char *p, const char *end, int *escaped)
{
    struct jt_fault fault; /* js_next will find it again */
    return jf_string_end(p, end, escaped, &fault);
}

/* A number without an exponent and with fewer than JB_SIZE digits on either side of the point. */
static inline const char *jf_number(const char *p, const char *end, int *fraction)
{
    if (end - p < 2 * JB_SIZE + 2)
        return NULL;
    p += *p == '-';
    jb_mask rest = jb_not_digit(jb_load(p));
    if (!rest)
        return NULL;
    size_t digits = jb_first(rest);
    if (digits == 0 || (digits > 1 && *p == '0'))
        return NULL;
    p += digits;
    *fraction = *p == '.';
    if (*fraction) {
        p++;
        rest = jb_not_digit(jb_load(p));
        if (!rest || jb_first(rest) == 0)
            return NULL;
        p += jb_first(rest);
    }
    return (*p | 0x20) == 'e' ? NULL : p;
}

static inline const char *jf_word(const char *p, const char *end, const char *word, size_t len)
{
    return (size_t)(end - p) >= len && memcmp(p, word, len) == 0 ? p + len : NULL;
}

/* Any value but an object or an array. */
static inline const char *jf_scalar(const char *p, const char *end)
{
    int ignored;
    if (p == end)
        return NULL;
    switch (*p) {
    case '"':
        return jf_string(p + 1, end, &ignored);
    case 'n':
        return jf_word(p, end, "null", 4);
    case 't':
        return jf_word(p, end, "true", 4);
    case 'f':
        return jf_word(p, end, "false", 5);
    default:
        return jf_number(p, end, &ignored);
    }
}

/* A member whose value is no object and no array; p is where the key begins. */
static inline const char *jf_member(const char *p, const char *end)
{
    int ignored;
    if (p == end || *p != '"' || !(p = jf_string(p + 1, end, &ignored)))
        return NULL;
    return p < end && *p == ':' ? jf_scalar(p + 1, end) : NULL;
}

/* The head of a member, if it is written just so: see js_head. Behind it JB_SIZE + 1 bytes are readable. */
static inline const char *jf_head(const char *p, const char *end, const char *head, size_t len)
{
    return (size_t)(end - p) > len + JB_SIZE && jb_same(p, head, len) ? p + len : NULL;
}

/* What js_next is to find next: the same with another head. 1 when the head was there: then a value follows. */
static inline int jf_take_head(struct js_scan *s, const char *head, size_t len)
{
    const char *p = s->text + s->pos, *end = s->text + s->len;
    if (s->state == JS_NEXT_MEMBER && p < end && *p == ',')
        p++;
    else if (s->state != JS_FIRST_MEMBER)
        return 0;
    p = jf_head(p, end, head, len);
    if (!p)
        return 0;
    s->pos = (size_t)(p - s->text);
    s->state = JS_VALUE;
    return 1;
}

#endif
