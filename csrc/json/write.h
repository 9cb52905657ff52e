/* Scalars as JSON text, independent of the locale. Plain C: no Lua. */
#ifndef PB_JSON_WRITE_H
#define PB_JSON_WRITE_H

#include "shared/buffer.h"

#include <stdint.h>

enum { JW_OK = 0, JW_MEMORY = -1, JW_UTF8 = -2 };

/* Appends the string in quotes, escaped as little as possible. JW_UTF8: it is not UTF-8 from offset *bad
 * on, and part of it may have been appended. With bad NULL such bytes are appended as they are. */
int jw_string(struct buf *out, const char *s, size_t len, size_t *bad);
int jw_integer(struct buf *out, int64_t value);
/* Appends a finite number with as many digits as reading the same number back takes. Integral ones of
 * less than 2^63 are written like integers. */
int jw_double(struct buf *out, double value);

#endif
