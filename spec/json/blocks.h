/* The blocks of json/block.h against the plain meaning of each, byte by byte: for the tests that choose which. */
#ifndef PB_JSON_BLOCKS_H
#define PB_JSON_BLOCKS_H

#include "json/block.h"

#include "support/check.h"

#include <stdlib.h>

/* Texts that are mostly plain, so that the first odd byte is anywhere. */
static unsigned char some_byte(uint64_t *seed, int digits)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    unsigned x = (unsigned)(*seed >> 33);
    if (x % 16 == 0)
        return (unsigned char)(x >> 8);
    return (unsigned char)(digits ? '0' + (x >> 8) % 10 : 'a' + (x >> 8) % 26);
}

static int is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static int is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* Does the mask mark the first byte that is not so, or none if all are? */
static int marks_first(jb_mask mask, const unsigned char *bytes, int (*is_so)(unsigned char))
{
    size_t i = 0;
    while (i < JB_SIZE && is_so(bytes[i]))
        i++;
    return i == JB_SIZE ? mask == 0 : mask != 0 && jb_first(mask) == i;
}

static int classes_agree(void)
{
    uint64_t seed = 42;
    int good = 1;
    for (int round = 0; round < 200000; round++) {
        unsigned char bytes[JB_SIZE];
        for (size_t i = 0; i < JB_SIZE; i++)
            bytes[i] = some_byte(&seed, round % 2);
        jb_block block = jb_load((const char *)bytes);
        good &= marks_first(jb_not_plain(block), bytes, is_plain);
        good &= marks_first(jb_not_digit(block), bytes, is_digit);
    }
    /* Every byte at every place, among others that are what is looked for. */
    for (unsigned c = 0; c < 256; c++) {
        for (size_t at = 0; at < JB_SIZE; at++) {
            unsigned char bytes[JB_SIZE];
            memset(bytes, '7', JB_SIZE);
            bytes[at] = (unsigned char)c;
            jb_block block = jb_load((const char *)bytes);
            good &= marks_first(jb_not_plain(block), bytes, is_plain);
            good &= marks_first(jb_not_digit(block), bytes, is_digit);
        }
    }
    return good;
}

static int comparisons_agree(void)
{
    int good = 1;
    for (size_t len = 0; len <= 5 * JB_SIZE; len++) {
        size_t room = len < JB_SIZE ? JB_SIZE : len;
        char *a = malloc(room),
             *b = malloc(room); /* no longer, so that a sanitizer sees a read beyond */
        if (!a || !b)
            abort();
        for (size_t at = 0; at < room; at++) {
            memset(a, 'x', room);
            memset(b, 'x', room);
            good &= jb_same(a, b, len) && jb_same_for(a, b, room) == room / JB_SIZE * JB_SIZE;
            b[at] ^= (char)(1 << at % 8);
            good &= jb_same(a, b, len) == (at >= len);
            size_t same = jb_same_for(a, b, room), whole = room / JB_SIZE * JB_SIZE;
            good &= same == (at < whole ? at : whole);
        }
        free(a);
        free(b);
    }
    return good;
}

static int check_blocks(void)
{
    check("the first byte that is not plain or no digit is found", classes_agree());
    check("bytes are compared up to the last one, and no further", comparisons_agree());
    return check_failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
