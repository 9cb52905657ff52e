#include "digest.h"

#include <stdint.h>
#include <string.h>

/* MurmurHash3's 128-bit variant for 64-bit machines (Austin Appleby's public-domain algorithm), seed 0:
 * well distributed, so that two rows of a spreadsheet never look the same. */

#define C1 0x87c37b91114253d5u
#define C2 0x4cf5ad432745937fu

static uint64_t rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

static uint64_t final_mix(uint64_t k)
{
    k = (k ^ k >> 33) * 0xff51afd7ed558ccdu;
    k = (k ^ k >> 33) * 0xc4ceb9fe1a85ec53u;
    return k ^ k >> 33;
}

/* Up to 8 bytes, the first one lowest whatever the machine's byte order. */
static uint64_t little(const unsigned char *p, size_t n)
{
    uint64_t k = 0;
    while (n-- > 0)
        k = k << 8 | p[n];
    return k;
}

void dig_hex(const char *text, size_t len, char out[33])
{
    static const char hex[] = "0123456789abcdef";
    const unsigned char *p = (const unsigned char *)text;
    uint64_t h1 = 0, h2 = 0;
    size_t left = len;

    for (; left >= 16; left -= 16, p += 16) {
        h1 ^= rotate(little(p, 8) * C1, 31) * C2;
        h1 = (rotate(h1, 27) + h2) * 5 + 0x52dce729;
        h2 ^= rotate(little(p + 8, 8) * C2, 33) * C1;
        h2 = (rotate(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    if (left > 8)
        h2 ^= rotate(little(p + 8, left - 8) * C2, 33) * C1;
    if (left > 0)
        h1 ^= rotate(little(p, left < 8 ? left : 8) * C1, 31) * C2;
    h1 ^= len;
    h2 ^= len;
    h1 += h2;
    h2 += h1;
    h1 = final_mix(h1);
    h2 = final_mix(h2);
    h1 += h2;
    h2 += h1;
    for (int i = 0; i < 16; i++) {
        out[i] = hex[h1 >> (60 - 4 * i) & 15];
        out[16 + i] = hex[h2 >> (60 - 4 * i) & 15];
    }
    out[32] = 0;
}
