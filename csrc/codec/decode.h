/* JSON -> Lua: exact integers, the null policy, only the wanted fields. */
#ifndef PB_DECODE_H
#define PB_DECODE_H

#include <lua.h>

/* decode(text [, options]) -> value | nil, message, offset (in bytes, counted from 0)
 *
 * options, all optional:
 *   keep_null     true: a JSON null in an object becomes null; else its key is absent. In arrays, and
 *                 as the whole text, null is always null.
 *   max_depth     nesting allowed, 1 to 1000; default 64
 *   big_integers  what becomes of an integer that this Lua cannot hold exactly (Lua 5.4: beyond 64 bits;
 *                 LuaJIT: beyond 2^53 either way): "string" (default), its digits, which the server
 *                 accepts wherever it accepts a number; or "error"
 *   decimals      what a number with a point or an exponent becomes: "number" (default), or "string", its text as it came:
 *                 money, which a double may not hold exactly
 *   max_values    how many keys and values may be kept. With this option: value, nil, how many there are
 *   timeout       seconds that this may take; the clock is looked at every 64 KiB, so what is small is always decoded
 *   array_mt      true: every decoded array carries array_mt; else only the empty ones do, so that they
 *                 are written as [] again
 *   fields        a projection made by fields{} (projection.h): objects that are elements of the text's array, or of an
 *                 array directly in the text's object, keep only these fields
 *   record        with fields: only the member of this name of the text's object keeps only these: an object, or the
 *                 objects of an array
 *
 * Past one of these two: nil, message, offset, "TOO_LARGE" or "DEADLINE", and whether the text is JSON to its end.
 *
 * Raises only when called wrongly (and when memory runs out). */
int rec_decode(lua_State *L);

#endif
