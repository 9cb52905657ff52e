/* One decoding at work: what the decoder and its short cut (repeat.h) share. */
#ifndef PB_DECODING_H
#define PB_DECODING_H

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
    int keep_null, refuse_big, decimal_texts, mark_arrays;
    const struct field *fields; /* what is wanted of records, or NULL */
    const char *record;         /* the name of the one record; NULL: arrays hold them */
    size_t record_len;
    size_t objects;       /* how many have been opened: each one's number */
    ptrdiff_t left;       /* keys and values that may still be kept; negative: too many were */
    size_t clock_at;      /* from this offset on the clock is to be asked again */
    double deadline;      /* by clock_seconds */
    enum dec_limit limit; /* after a failure: was it one of these? */
    struct js_scan scan;  /* this and what follows: not cleared, for they are large */
    struct keys keys;
};

/* Has this key perhaps come before in the object of that number? Objects opened later have higher numbers. */
static inline int dec_maybe_repeated(const struct decoder *d, const struct key *key, size_t object)
{
    const struct key *other = &d->keys.other;
    return key == other || key->object >= object || other->object >= object;
}

#endif
