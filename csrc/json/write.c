#include "write.h"

#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TWO_TO_63 9223372036854775808.0

/* Appends the escape for an ASCII character that does not stand for itself. */
static int put_escape(struct buf *out, unsigned char c)
{
    static const char letters[] = "btn\0fr"; /* for the characters from \b to \r */
    char escape[8] = {'\\', (char)c};
    size_t n = 2;
    if (c >= '\b' && c <= '\r' && letters[c - '\b'])
        escape[1] = letters[c - '\b'];
    else if (c < 0x20)
        n = (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c);
    return buf_add(out, escape, n);
}

int jw_string(struct buf *out, const char *s, size_t len, size_t *bad)
{
    const char *p = s, *end = s + len;
    if (buf_reserve(out, len + 2) != 0)
        return JW_MEMORY;
    out->data[out->len++] = '"';
    while (p < end) {
        size_t n = (size_t)(jt_plain_end(p, end) - p);
        if (n == 0 && (unsigned char)*p >= 0x80) {
            n = jt_utf8(p, (size_t)(end - p));
            if (n == 0 && bad) {
                *bad = (size_t)(p - s);
                return JW_UTF8;
            }
            n += n == 0;
        }
        if (n > 0 ? buf_add(out, p, n) != 0 : put_escape(out, (unsigned char)*p) != 0)
            return JW_MEMORY;
        p += n > 0 ? n : 1;
    }
    return buf_addc(out, '"') == 0 ? JW_OK : JW_MEMORY;
}

int jw_integer(struct buf *out, int64_t value)
{
    char digits[24], *p = digits + sizeof digits;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        *--p = '-';
    return buf_add(out, p, (size_t)(digits + sizeof digits - p));
}

int jw_double(struct buf *out, double value)
{
    if (value > -TWO_TO_63 && value < TWO_TO_63 && value == (double)(int64_t)value)
        return jw_integer(out, (int64_t)value);
    char text[40], plain[40] = "";
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(text, sizeof text, "%.*g", precision, value);
        if (strtod(text, NULL) == value)
            break;
    }
    /* Whatever the locale puts for the decimal point, however many bytes, becomes one point. */
    size_t n = 0;
    for (const char *p = text; *p; p++) {
        if (strchr("+-0123456789e", *p))
            plain[n++] = *p;
        else if (n > 0 && plain[n - 1] != '.')
            plain[n++] = '.';
    }
    return buf_add(out, plain, n);
}
