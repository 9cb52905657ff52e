/* The decoder's short cut. The records of a page have the same members in the same order, so each key's last member is
 * compared with the text to come, and on from there: often several members in a row are the same to the letter, values
 * included, and what is the same need not be looked at again. */
#ifndef PB_REPEAT_H
#define PB_REPEAT_H

#include "decoding.h"

/* In an object: takes the members that come next as long as they have the keys that followed each other the last time,
 * written in the same way, and values that are neither objects nor arrays. Stops before the first one that differs.
 * object: its number; wanted: the fields wanted of it, or NULL. The object's table is on the top of the stack. Returns how
 * many fields it has set. */
int dec_take_repeated(struct decoder *d, size_t object, const struct field *wanted);

/* In an array: takes the numbers and strings that come next. The array's table, of n elements so far, is on the top of the
 * stack. Returns how many it has now. */
int dec_take_scalars(struct decoder *d, int n);

#endif
