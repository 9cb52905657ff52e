#include "mend.h"

#include "text.h"

#define REPLACEMENT "\xEF\xBF\xBD"

struct mender {
    const char *text;
    size_t len, done, written; /* up to where it was copied, and to where that went */
    char *out;                 /* NULL: nothing is written, only counted */
    size_t count;
};

static void copy(struct mender *m, const char *from, size_t n)
{
    if (m->out)
        memcpy(m->out + m->written, from, n);
    m->written += n;
}

/* Replaces n bytes at `at`. */
static void replace(struct mender *m, size_t at, size_t n)
{
    copy(m, m->text + m->done, at - m->done);
    copy(m, REPLACEMENT, sizeof REPLACEMENT - 1);
    m->done = at + n;
    m->count++;
}

/* How many of the bytes at p, which begin no character, are the beginning of one: at least 1. */
static size_t broken_length(const char *p, size_t n)
{
    char whole[4];
    size_t length = 0;
    /* The rest is made up of 80, then of BF: whatever bytes may come next in a character, one of these is among them. */
    for (size_t have = n < 3 ? n : 3; have > 1 && length < have; have--) {
        for (int filler = 0; filler < 2; filler++) {
            memset(whole, filler ? 0xBF : 0x80, sizeof whole);
            memcpy(whole, p, have);
            if (jt_utf8(whole, sizeof whole) > have)
                length = have;
        }
    }
    return length > 1 ? length : 1;
}

/* The escape at i: returns where the text goes on. */
static size_t pass_escape(struct mender *m, size_t i)
{
    const char *p = m->text + i, *end = m->text + m->len;
    if (end - p < 2 || p[1] != 'u')
        return i + 2;
    int unit = jt_hex4(p + 2, end);
    if (unit < 0xD800 || unit > 0xDFFF)
        return i + 2;
    if (unit < 0xDC00 && end - p >= 8 && p[6] == '\\' && p[7] == 'u') {
        int second = jt_hex4(p + 8, end);
        if (second >= 0xDC00 && second <= 0xDFFF)
            return i + 12;
    }
    replace(m, i, 6);
    return i + 6;
}

/* An escape at the very end goes past it, and a string that does not end is the decoder's business. */
static void mend(struct mender *m)
{
    int in_string = 0;
    size_t i = 0;
    while (i < m->len) {
        unsigned char c = (unsigned char)m->text[i];
        if (!in_string) {
            in_string = c == '"';
            i++;
        } else if (c == '"') {
            in_string = 0;
            i++;
        } else if (c == '\\') {
            i = pass_escape(m, i);
        } else if (c < 0x20) {
            replace(m, i++, 1);
        } else if (c < 0x80) {
            i = (size_t)(jt_plain_end(m->text + i, m->text + m->len) - m->text);
        } else {
            size_t n = jt_utf8(m->text + i, m->len - i);
            if (n == 0) {
                n = broken_length(m->text + i, m->len - i);
                replace(m, i, n);
            }
            i += n;
        }
    }
    copy(m, m->text + m->done, m->len - m->done);
}

int jm_mend(struct buf *out, const char *text, size_t len, size_t *count)
{
    struct mender counted = {.text = text, .len = len}, m = counted;
    mend(&counted);
    *count = counted.count;
    if (counted.count == 0)
        return 0;
    if (buf_reserve(out, counted.written) != 0)
        return -1;
    m.out = out->data + out->len;
    mend(&m);
    out->len += m.written;
    return 0;
}
