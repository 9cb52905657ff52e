#include "buffer.h"

#include <stdint.h>
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
