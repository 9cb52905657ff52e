/* JSON -> Lua, behind the Lua face (decode.h): one decoding at work. */
#ifndef PB_DECODER_H
#define PB_DECODER_H

#include "json/scan.h"
#include "keys.h"
#include "path.h"
#include "projection.h"

#include <lua.h>
#include <stddef.h>

/* Why a decoding was ended that might have gone on. */
enum dec_limit { DEC_NO_LIMIT, DEC_VALUES, DEC_TIME };

struct decoder {
    lua_State *L;
    int array_mt; /* stack index of the metatable that marks arrays */
    int keep_null, refuse_big, mark_arrays;
    const struct field *fields; /* what is wanted of records, or NULL */
    const char *record;         /* the name of the one record; NULL: arrays hold them */
    size_t record_len;
    size_t objects;       /* how many have been opened: each one's number */
    ptrdiff_t left;       /* keys and values that may still be kept; negative: too many were */
    size_t look_at;       /* from this offset on the clock is to be looked at again */
    double deadline;      /* by clock_seconds */
    enum dec_limit limit; /* after a failure: was it one of these? */
    struct js_scan scan;  /* this and what follows: not cleared, for they are large */
    struct keys keys;
};

/* Says how many keys and values may be kept, and how many seconds it may take; the clock is looked at every so many
 * bytes. */
void dec_limit(struct decoder *d, ptrdiff_t values, double seconds);
/* Reads the whole text that d->scan is at the beginning of. Pushes the value: 0, or the message: -1, and then
 * d->scan.error_offset tells where. */
int dec_read(struct decoder *d);
/* After a limit ended it: is the text JSON to its end? Quick, for nothing is made of it. */
int dec_is_json(struct decoder *d);

/* The short cut through an object (repeat.c): takes members as long as they are those that came the last time,
 * written in the same way, with values that are neither objects nor arrays. What is different comes next then.
 * object: its number; wanted: the fields wanted of it, or NULL. The object's table is on the top of the stack. Returns how
 * many fields it has set. */
int dec_take_expected(struct decoder *d, size_t object, const struct field *wanted);

/* The same through an array, for numbers and strings; the array, of n elements so far, is on the top of the stack. Returns
 * how many it has now. */
int dec_take_scalars(struct decoder *d, int n);

/* Has this key perhaps come before in the object of that number? Objects opened later have higher numbers. */
static inline int dec_maybe_repeated(const struct decoder *d, const struct key *key, size_t object)
{
    const struct key *other = &d->keys.other;
    return key == other || key->object >= object || other->object >= object;
}

#endif
