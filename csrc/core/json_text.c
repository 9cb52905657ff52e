#include "json_text.h"

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
