/* White space as JSON has it (RFC 8259): what a body that says nothing may consist of. */
#ifndef PB_BLANK_H
#define PB_BLANK_H

#include <stddef.h>

/* The first byte from p on that is none, or end. */
static inline const char *blank_end(const char *p, const char *end)
{
    /* One comparison for what is nearly always there: no white space. */
    while (p < end && (unsigned char)*p <= ' ' &&
           (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    return p;
}

static inline int is_blank(const char *text, size_t len)
{
    return len == 0 || blank_end(text, text + len) == text + len;
}

#endif
