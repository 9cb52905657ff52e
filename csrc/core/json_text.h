/* The characters of JSON texts, for the reader and the writer of them. */
#ifndef PB_JSON_TEXT_H
#define PB_JSON_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The length (1 to 4) of the UTF-8 character that begins at p, or 0 when it is not valid. */
size_t jt_utf8(const char *p, size_t n);
/* The value of the four hexadecimal digits at p, or -1. */
int jt_hex4(const char *p, const char *end);

static inline int jt_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

#define JT_EACH_BYTE(c) (0x0101010101010101u * (uint64_t)(c))

/* The high bit of each byte of x that does not stand for itself in a string. Bytes above the first
 * such byte may be marked wrongly (borrows), hence only the first counts. */
static inline uint64_t jt_special_bytes(uint64_t x)
{
    uint64_t quote = x ^ JT_EACH_BYTE('"'), backslash = x ^ JT_EACH_BYTE('\\');
    uint64_t control = (x - JT_EACH_BYTE(0x20)) & ~x;
    quote = (quote - JT_EACH_BYTE(1)) & ~quote;
    backslash = (backslash - JT_EACH_BYTE(1)) & ~backslash;
    return (control | quote | backslash | x) & JT_EACH_BYTE(0x80);
}

static inline int jt_is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* The first byte from p on that is not plain (a control character, a quote, a backslash, not ASCII),
 * or end. */
static inline const char *jt_plain_end(const char *p, const char *end)
{
#ifdef __SSE2__
    while (end - p >= 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
        /* Signed: the bytes from 0x80 on count as less than 0x20 as well. */
        __m128i odd = _mm_or_si128(_mm_cmplt_epi8(x, _mm_set1_epi8(0x20)),
                                   _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')),
                                                _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'))));
        int mask = _mm_movemask_epi8(odd);
        if (mask)
            return p + __builtin_ctz((unsigned)mask);
        p += 16;
    }
#endif
    while (end - p >= 8) {
        uint64_t x;
        memcpy(&x, p, 8);
        x = jt_special_bytes(x);
        if (x) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
            return p + (__builtin_ctzll(x) >> 3);
#else
            break;
#endif
        }
        p += 8;
    }
    while (p < end && jt_is_plain((unsigned char)*p))
        p++;
    return p;
}

#endif
