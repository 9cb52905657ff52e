#include "text.h"

#include <string.h>

size_t jt_utf8(const char *p, size_t n)
{
    const unsigned char *c = (const unsigned char *)p;
    if (n < 1)
        return 0;
    if (c[0] < 0x80)
        return 1;
    /* The second byte's range shuts out overlong forms, surrogates and all above U+10FFFF. */
    unsigned low = 0x80, high = 0xBF;
    size_t length;
    if (c[0] >= 0xC2 && c[0] <= 0xDF) {
        length = 2;
    } else if (c[0] >= 0xE0 && c[0] <= 0xEF) {
        length = 3;
        if (c[0] == 0xE0)
            low = 0xA0;
        else if (c[0] == 0xED)
            high = 0x9F;
    } else if (c[0] >= 0xF0 && c[0] <= 0xF4) {
        length = 4;
        if (c[0] == 0xF0)
            low = 0x90;
        else if (c[0] == 0xF4)
            high = 0x8F;
    } else {
        return 0;
    }
    if (n < length || c[1] < low || c[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (c[i] < 0x80 || c[i] > 0xBF)
            return 0;
    return length;
}

int jt_hex4(const char *p, const char *end)
{
    if (end - p < 4)
        return -1;
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int digit;
        if (jt_is_digit(c))
            digit = c - '0';
        else if (c >= 'a' && c <= 'f')
            digit = c - 'a' + 10;
        else if (c >= 'A' && c <= 'F')
            digit = c - 'A' + 10;
        else
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static const char *wrong(struct jt_fault *fault, const char *at, const char *reason)
{
    fault->at = at;
    fault->reason = reason;
    return NULL;
}

/* Checks the escape at p (a backslash); returns what follows it, or NULL. */
static const char *check_escape(const char *p, const char *end, struct jt_fault *fault)
{
    const char *start = p++;
    if (p == end)
        return wrong(fault, p, "");
    char letter = *p++;
    if (letter != 'u') {
        if (letter != '\0' && strchr("\"\\/bfnrt", letter))
            return p;
        return wrong(fault, start, "unknown escape in a string");
    }
    int unit = jt_hex4(p, end);
    if (unit < 0)
        return wrong(fault, start, "\\u without four hexadecimal digits");
    p += 4;
    if (unit < 0xD800 || unit > 0xDFFF)
        return p;
    int second =
        unit < 0xDC00 && end - p >= 2 && p[0] == '\\' && p[1] == 'u' ? jt_hex4(p + 2, end) : -1;
    if (second < 0xDC00 || second > 0xDFFF)
        return wrong(fault, start, "half of a surrogate pair");
    return p + 6;
}

const char *jt_string_end(const char *p, const char *end, int *escaped, struct jt_fault *fault)
{
    for (;;) {
        p = jt_plain_end(p, end);
        if (p == end)
            return wrong(fault, p, "");
        unsigned char c = (unsigned char)*p;
        if (c == '"')
            return p + 1;
        if (c == '\\') {
            *escaped = 1;
            p = check_escape(p, end, fault);
            if (!p)
                return NULL;
        } else if (c < 0x20) {
            return wrong(fault, p, "control character in a string");
        } else {
            do { /* one seldom comes alone */
                size_t n = jt_utf8(p, (size_t)(end - p));
                if (n == 0)
                    return wrong(fault, p, "invalid UTF-8");
                p += n;
            } while (p < end && (unsigned char)*p >= 0x80);
        }
    }
}
