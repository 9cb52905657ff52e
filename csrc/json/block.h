/* Several bytes of a text at a time: 16 where the processor has instructions for that (SSE2, NEON), else 8. Chosen when
 * compiled (JB_WORDS: 8 in any case); the results are the same. A mask has JB_BITS bits for each byte of a block, the
 * first byte's lowest. */
#ifndef PB_JSON_BLOCK_H
#define PB_JSON_BLOCK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && !defined(JB_WORDS)
#define JB_SSE2
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__) && !defined(JB_WORDS) &&                         \
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define JB_NEON
#include <arm_neon.h>
#endif

/* ---- 8 bytes in a word, everywhere ---- */

#define JB_EACH_BYTE(c) (0x0101010101010101u * (uint64_t)(c))

static inline uint64_t jb_load_word(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

/* The high bit of each byte that does not stand for itself in a string. Only the first one counts: bytes above it
 * may be marked wrongly (borrows). */
static inline uint64_t jb_word_not_plain(uint64_t x)
{
    uint64_t quote = x ^ JB_EACH_BYTE('"'), backslash = x ^ JB_EACH_BYTE('\\');
    uint64_t control = (x - JB_EACH_BYTE(0x20)) & ~x;
    quote = (quote - JB_EACH_BYTE(1)) & ~quote;
    backslash = (backslash - JB_EACH_BYTE(1)) & ~backslash;
    return (control | quote | backslash | x) & JB_EACH_BYTE(0x80);
}

/* ---- blocks ---- */

#if defined(JB_SSE2)

#define JB_SIZE 16
#define JB_BITS 1
typedef __m128i jb_block;
typedef unsigned jb_mask;
#define jb_first_bit __builtin_ctz

static inline jb_block jb_load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* The bytes that do not stand for themselves in a string: controls, quotes, backslashes, all beyond ASCII. */
static inline jb_mask jb_not_plain(jb_block x)
{
    /* Signed: the bytes from 0x80 on count as less than 0x20 as well. */
    __m128i odd = _mm_or_si128(_mm_cmplt_epi8(x, _mm_set1_epi8(0x20)),
                               _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')),
                                            _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'))));
    return (jb_mask)_mm_movemask_epi8(odd);
}

static inline jb_mask jb_not_digit(jb_block x)
{
    /* To the lower end of the signed range, where one comparison tells. */
    x = _mm_sub_epi8(x, _mm_set1_epi8((char)('0' - 128)));
    return (jb_mask)_mm_movemask_epi8(_mm_cmpgt_epi8(x, _mm_set1_epi8(9 - 128)));
}

static inline jb_mask jb_differ(jb_block a, jb_block b)
{
    return (jb_mask)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b)) ^ 0xFFFFu;
}

#elif defined(JB_NEON)

#define JB_SIZE 16
#define JB_BITS 4
typedef uint8x16_t jb_block;
typedef uint64_t jb_mask;
#define jb_first_bit __builtin_ctzll

static inline jb_block jb_load(const char *p)
{
    return vld1q_u8((const uint8_t *)p);
}

/* All-ones bytes to four bits each. */
static inline jb_mask jb_narrow(uint8x16_t bytes)
{
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(bytes), 4)), 0);
}

static inline jb_mask jb_not_plain(jb_block x)
{
    uint8x16_t beyond = vcgtq_u8(vsubq_u8(x, vdupq_n_u8(0x20)), vdupq_n_u8(0x7F - 0x20));
    return jb_narrow(
        vorrq_u8(beyond, vorrq_u8(vceqq_u8(x, vdupq_n_u8('"')), vceqq_u8(x, vdupq_n_u8('\\')))));
}

static inline jb_mask jb_not_digit(jb_block x)
{
    return jb_narrow(vcgtq_u8(vsubq_u8(x, vdupq_n_u8('0')), vdupq_n_u8(9)));
}

static inline jb_mask jb_differ(jb_block a, jb_block b)
{
    return ~jb_narrow(vceqq_u8(a, b));
}

#else

#define JB_SIZE 8
#define JB_BITS 8
typedef uint64_t jb_block;
typedef uint64_t jb_mask;
#define jb_first_bit __builtin_ctzll

static inline jb_block jb_load(const char *p)
{
    return jb_load_word(p);
}

static inline jb_mask jb_not_plain(jb_block x)
{
    return jb_word_not_plain(x);
}

/* As with strings, only the first byte that is marked counts (carries). */
static inline jb_mask jb_not_digit(jb_block x)
{
    uint64_t high = JB_EACH_BYTE(0xF0), digits = JB_EACH_BYTE(0x30);
    return ((x & high) ^ digits) | (((x + JB_EACH_BYTE(6)) & high) ^ digits);
}

static inline jb_mask jb_differ(jb_block a, jb_block b)
{
    return a ^ b;
}

#endif

/* The place of the first byte in a mask that is not 0. */
static inline size_t jb_first(jb_mask mask)
{
    return (size_t)(unsigned)jb_first_bit(mask) / JB_BITS;
}

/* Are n bytes the same? JB_SIZE bytes must be readable at both, even if n is less. */
static inline int jb_same(const char *a, const char *b, size_t n)
{
    if (n < JB_SIZE)
        return (jb_differ(jb_load(a), jb_load(b)) & (((jb_mask)1 << n * JB_BITS) - 1)) == 0;
    n -= JB_SIZE;
    for (size_t i = 0; i < n; i += JB_SIZE)
        if (jb_differ(jb_load(a + i), jb_load(b + i)))
            return 0;
    return jb_differ(jb_load(a + n), jb_load(b + n)) == 0; /* overlaps with the last of those */
}

/* How many bytes are the same: at least that many. Looks at no more than n, and at whole blocks only. */
static inline size_t jb_same_for(const char *a, const char *b, size_t n)
{
    size_t i = 0, whole = n / JB_SIZE * JB_SIZE;
    for (; i < whole; i += JB_SIZE) {
        jb_mask differ = jb_differ(jb_load(a + i), jb_load(b + i));
        if (differ)
            return i + jb_first(differ);
    }
    return i;
}

#endif
