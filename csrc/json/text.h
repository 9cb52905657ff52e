/* The characters of JSON texts, for the reader and the writer of them. */
#ifndef PB_JSON_TEXT_H
#define PB_JSON_TEXT_H

#include "block.h"

#include <stddef.h>
#include <string.h>

/* The length (1 to 4) of the UTF-8 character that begins at p, or 0 when it is not valid. */
size_t jt_utf8(const char *p, size_t n);
/* The value of the four hexadecimal digits at p, or -1. */
int jt_hex4(const char *p, const char *end);

/* A byte order mark, which JSON has not, but some servers begin with it. */
#define JT_MARK "\xEF\xBB\xBF"
#define JT_MARK_LEN (sizeof JT_MARK - 1)

/* How long the mark is that a text begins with, or 0. */
static inline size_t jt_mark(const char *text, size_t len)
{
    return len >= JT_MARK_LEN && memcmp(text, JT_MARK, JT_MARK_LEN) == 0 ? JT_MARK_LEN : 0;
}

static inline int jt_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline int jt_is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* The first byte from p on that is not plain (a control character, a quote, a backslash, not ASCII),
 * or end. */
static inline const char *jt_plain_end(const char *p, const char *end)
{
    for (; end - p >= JB_SIZE; p += JB_SIZE) {
        jb_mask odd = jb_not_plain(jb_load(p));
        if (odd)
            return p + jb_first(odd);
    }
    if (end - p >= 8) {
        uint64_t odd = jb_word_not_plain(jb_load_word(p));
        if (odd)
            return p + (__builtin_ctzll(odd) >> 3);
        p += 8;
    }
    while (p < end && jt_is_plain((unsigned char)*p))
        p++;
    return p;
}

/* ---- strings ---- */

/* Where and why a text is wrong. */
struct jt_fault {
    const char *at, *reason;
};

/* p is behind a string's opening quote: returns what follows the closing one, or NULL when the string is wrong
 * or does not end. Sets *escaped when it has a backslash. */
const char *jt_string_end(const char *p, const char *end, int *escaped, struct jt_fault *fault);

#endif
