/* JSON -> Lua, behind the Lua face (decode.h): reads a whole text. */
#ifndef PB_DECODER_H
#define PB_DECODER_H

#include "decoding.h"

/* Says how many keys and values may be kept, and how many seconds it may take; the clock is looked at every so many
 * bytes. */
void dec_limit(struct decoder *d, ptrdiff_t values, double seconds);
/* Reads the whole text that d->scan is at the beginning of. Pushes the value: 0, or the message: -1, and then
 * d->scan.error_offset tells where. */
int dec_read(struct decoder *d);
/* After a limit ended it: is the text JSON to its end? Quick, for nothing is made of it. */
int dec_is_json(struct decoder *d);

#endif
