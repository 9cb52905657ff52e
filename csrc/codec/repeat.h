/* The decoder's short cut. The records of a page have the same members in the same order, so each key's last member is
 * compared with the text to come, and on from there: often several members in a row are the same to the letter, values
 * included, and what is the same need not be looked at again. */
#ifndef PB_REPEAT_H
#define PB_REPEAT_H

#include "decoding.h"

/* Through an object: takes members as long as they are those that came the last time, written in the same way, with
 * values that are neither objects nor arrays. What is different comes next then.
 * object: its number; wanted: the fields wanted of it, or NULL. The object's table is on the top of the stack. Returns how
 * many fields it has set. */
int dec_take_expected(struct decoder *d, size_t object, const struct field *wanted);

/* Through an array, for numbers and strings; the array, of n elements so far, is on the top of the stack. Returns
 * how many it has now. */
int dec_take_scalars(struct decoder *d, int n);

#endif
