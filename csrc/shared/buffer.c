#include "buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *b)
{
    b->data = NULL;
    b->len = b->cap = 0;
}

int buf_grow(struct buf *b, size_t more)
{
    if (more > SIZE_MAX / 2 - b->len)
        return -1;
    size_t cap = b->cap ? b->cap : 128;
    while (cap < b->len + more)
        cap *= 2;
    /* Not realloc: the old block may hold a credential and must be wiped before it is freed. */
    char *data = malloc(cap);
    if (!data)
        return -1;
    size_t len = b->len;
    if (len)
        memcpy(data, b->data, len);
    buf_wipe(b);
    b->data = data;
    b->len = len;
    b->cap = cap;
    return 0;
}

int buf_adds(struct buf *b, const char *text)
{
    return buf_add(b, text, strlen(text));
}

int buf_addf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0 || buf_reserve(b, (size_t)n + 1) != 0)
        return -1;
    va_start(args, format);
    vsnprintf(b->data + b->len, (size_t)n + 1, format, args);
    va_end(args);
    b->len += (size_t)n;
    return 0;
}

void buf_wipe(struct buf *b)
{
    if (b->data) {
        explicit_bzero(b->data, b->cap);
        free(b->data);
    }
    buf_init(b);
}

void buf_clear(struct buf *b, size_t keep)
{
    if (b->cap > keep) {
        buf_wipe(b);
    } else if (b->len) {
        explicit_bzero(b->data, b->len < b->cap ? b->len : b->cap); /* never more than it owns */
        b->len = 0;
    }
}

int buf_set(struct buf *b, const void *bytes, size_t n)
{
    struct buf fresh;
    buf_init(&fresh);
    if (buf_add(&fresh, bytes, n) != 0)
        return -1;
    buf_wipe(b);
    *b = fresh;
    return 0;
}
