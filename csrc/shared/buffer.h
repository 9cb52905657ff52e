/* Growable bytes. Failure to grow is reported, never fatal, and leaves the contents as they were. */
#ifndef PB_BUFFER_H
#define PB_BUFFER_H

#include <stddef.h>
#include <string.h>

#define NO_MEMORY "not enough memory" /* how a failure to grow is told */

struct buf {
    char *data; /* not terminated; NULL while cap is 0 */
    size_t len, cap;
};

void buf_init(struct buf *b);
/* What buf_reserve does when there is no room. */
int buf_grow(struct buf *b, size_t more);

/* Makes room for `more` bytes beyond len. 0, or -1 when memory (or size_t) ran out. */
static inline int buf_reserve(struct buf *b, size_t more)
{
    return more <= b->cap - b->len ? 0 : buf_grow(b, more);
}

static inline int buf_add(struct buf *b, const void *bytes, size_t n)
{
    if (buf_reserve(b, n) != 0)
        return -1;
    if (n)
        memcpy(b->data + b->len, bytes, n);
    b->len += n;
    return 0;
}

static inline int buf_addc(struct buf *b, char c)
{
    if (buf_reserve(b, 1) != 0)
        return -1;
    b->data[b->len++] = c;
    return 0;
}

int buf_adds(struct buf *b, const char *text);
/* Overwrites what it holds, then frees: for credentials. Also the ordinary release. */
void buf_wipe(struct buf *b);
/* Overwrites what it holds and empties it, but keeps its memory for the next use unless that is more than
 * `keep` bytes. */
void buf_clear(struct buf *b, size_t keep);
/* Replaces the contents; 0 or -1 (contents then unchanged). */
int buf_set(struct buf *b, const void *bytes, size_t n);

#endif
