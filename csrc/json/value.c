/* What the scanner's tokens mean: the second half of scan.h. */
#include "scan.h"
#include "text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes the character that the (checked) escape at *p stands for, moves *p behind it; its length. */
static size_t unescape(const char **p, const char *end, char out[4])
{
    char c = (*p)[1];
    *p += 2;
    if (c != 'u') {
        static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
        const char *letter = strchr(letters, c);
        out[0] = letter ? meanings[letter - letters] : c; /* quote, backslash, slash: themselves */
        return 1;
    }
    unsigned code = (unsigned)jt_hex4(*p, end);
    *p += 4;
    if (code >= 0xD800 && code <= 0xDFFF) {
        code = 0x10000 + ((code - 0xD800) << 10) + ((unsigned)jt_hex4(*p + 2, end) - 0xDC00);
        *p += 6;
    }
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

size_t js_unescape(const struct js_token *token, char *out)
{
    const char *p = token->text, *end = p + token->len;
    char *to = out;
    while (p < end) {
        const char *escape = memchr(p, '\\', (size_t)(end - p));
        size_t n = (size_t)((escape ? escape : end) - p);
        memmove(to, p, n);
        to += n;
        p += n;
        if (escape) {
            char bytes[4];
            n = unescape(&p, end, bytes);
            memcpy(to, bytes, n);
            to += n;
        }
    }
    return (size_t)(to - out);
}

int js_equals(const struct js_token *token, const char *text)
{
    size_t left = strlen(text);
    if (!token->escaped)
        return token->len == left && memcmp(token->text, text, left) == 0;
    const char *p = token->text, *end = p + token->len;
    while (p < end) {
        char bytes[4];
        size_t n = 1;
        if (*p == '\\')
            n = unescape(&p, end, bytes);
        else
            bytes[0] = *p++;
        if (n > left || memcmp(bytes, text, n) != 0)
            return 0;
        text += n;
        left -= n;
    }
    return left == 0;
}

int js_integer(const struct js_token *token, int64_t *value)
{
    const char *p = token->text, *end = p + token->len;
    int negative = *p == '-';
    p += negative;
    if (end - p > 19)
        return -1;
    uint64_t n = 0; /* 19 digits always fit */
    for (; p < end; p++)
        n = n * 10 + (uint64_t)(*p - '0');
    if (n > (uint64_t)INT64_MAX + (uint64_t)negative)
        return -1;
    *value = negative ? -(int64_t)(n - (n > 0)) - (n > 0) : (int64_t)n;
    return 0;
}

/* The slow, always correct way. The decimal point depends on strtod's locale, so the number is put to
 * it without one: digits, then an exponent. Beyond SIGNIFICANT digits only "some digit is not zero"
 * can still matter: no midpoint of two doubles has more than 768 digits. */
#define SIGNIFICANT 780

static int slow_double(const struct js_token *token, double *value)
{
    char digits[SIGNIFICANT + 32];
    size_t n = 0;
    const char *p = token->text, *end = p + token->len;
    int64_t exponent = 0;
    int after_point = 0, more = 0;
    if (*p == '-')
        digits[n++] = *p++;
    size_t first = n;
    for (; p < end && *p != 'e' && *p != 'E'; p++) {
        if (*p == '.') {
            after_point = 1;
        } else if (n - first < SIGNIFICANT) {
            if (n > first || *p != '0')
                digits[n++] = *p;
            exponent -= after_point;
        } else {
            more |= *p != '0';
            exponent += !after_point;
        }
    }
    if (n == first)
        digits[n++] = '0';
    if (more) {
        digits[n++] = '1';
        exponent--;
    }
    if (p < end) {
        int64_t written = 0;
        int negative = p[1] == '-';
        for (p += 1 + (p[1] == '-' || p[1] == '+'); p < end; p++)
            if (written < INT64_MAX / 100)
                written = written * 10 + (*p - '0');
        exponent += negative ? -written : written;
    }
    snprintf(digits + n, sizeof digits - n, "e%lld", (long long)exponent);
    *value = strtod(digits, NULL);
    return isinf(*value) ? -1 : 0;
}

int js_double(const struct js_token *token, double *value)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const char *p = token->text, *end = p + token->len;
    uint64_t digits = 0;
    int exponent = 0, after_point = 0, negative = *p == '-';
    p += negative;
    if (FLT_EVAL_METHOD != 0 || token->len > 19)
        return slow_double(token, value);
    for (; p < end && *p != 'e' && *p != 'E'; p++) {
        if (*p == '.') {
            after_point = 1;
        } else {
            digits = digits * 10 + (uint64_t)(*p - '0');
            exponent -= after_point;
        }
    }
    if (p < end) {
        int written = 0, down = p[1] == '-';
        for (p += 1 + (down || p[1] == '+'); p < end; p++) {
            written = written * 10 + (*p - '0');
            if (written > 1000)
                return slow_double(token, value);
        }
        exponent += down ? -written : written;
    }
    /* Both operands are exact, so the one operation rounds correctly (Clinger). */
    if (digits > (uint64_t)1 << 53 || exponent < -22 || exponent > 22)
        return slow_double(token, value);
    double d = (double)digits;
    d = exponent < 0 ? d / powers[-exponent] : d * powers[exponent];
    *value = negative ? -d : d;
    return 0;
}
