/* What the plain-C tests share: one line for each named check, and answers to judge. */
#ifndef PB_CHECK_H
#define PB_CHECK_H

#include "shared/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int check_failures;

static inline void check(const char *name, int good)
{
    printf("%sok %s\n", good ? "" : "not ", name);
    check_failures += !good;
}

/* A check made for each row of a table says which row it is, on one line. */
static inline void check_row(const char *name, const char *row, int good)
{
    printf("%sok %s: ", good ? "" : "not ", name);
    for (; *row; row++)
        putchar(*row < ' ' || *row > '~' ? '?' : *row);
    putchar('\n');
    check_failures += !good;
}

static inline int buf_is(const struct buf *b, const char *text)
{
    return b->len == strlen(text) && (b->len == 0 || memcmp(b->data, text, b->len) == 0);
}

/* Is it empty, and is nothing left of the `len` bytes that it held in its memory, which may be kept for later? */
static inline int buf_is_wiped(const struct buf *b, size_t len)
{
    for (size_t i = 0; i < len && i < b->cap; i++)
        if (b->data[i] != 0)
            return 0;
    return b->len == 0;
}

/* A copy that ends where the text ends, so that a sanitizer sees a read beyond it. */
static inline char *exact_copy(const char *text, size_t len)
{
    char *copy = malloc(len ? len : 1);
    if (!copy)
        abort();
    if (len)
        memcpy(copy, text, len);
    return copy;
}

#endif
