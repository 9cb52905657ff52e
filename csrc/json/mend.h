/* Texts whose strings hold what no string may. */
#ifndef PB_JSON_MEND_H
#define PB_JSON_MEND_H

#include "shared/buffer.h"

/* Appends the JSON text to out with U+FFFD wherever a string holds what it may not: bytes that are no UTF-8 (as many as
 * Unicode recommends: one for each longest beginning of a character), half surrogate pairs and control characters. What is
 * wrong outside of strings stays as it is. *count: how many; with 0 nothing was appended. 0, or -1 when memory ran out. */
int jm_mend(struct buf *out, const char *text, size_t len, size_t *count);

#endif
