/* Lua value -> JSON, with PortaBilling's conversions, naming the path of what cannot be sent. */
#ifndef PB_ENCODE_H
#define PB_ENCODE_H

#include <lua.h>

#define ATT_VALUES 2000000

/* encode(value [, options]) -> string | nil, message, path (nil when it is the value itself)
 *
 * options, all optional:
 *   boolean       function that tells what a boolean is written as: called with the names of the fields that
 *                 lead to it, from the outermost on, it returns "yn" ("Y"/"N"), "01", "bool" (true/false), or
 *                 nil and why there can be none; without it they are 1/0
 *   max_depth     nesting allowed, 1 to 1000; default 64
 *   max_values    values allowed, tables and what is in them, each wherever it stands; default ATT_VALUES
 *   array_mts     list of further metatables that mean "an array" besides array_mt
 *   empty_arrays  list of further light userdata that mean [] besides empty_array
 *
 * Metamethods are never called. Object keys come out in byte order: equal values give equal texts.
 * Raises only when called wrongly (and when memory runs out), and what `boolean` raises, which cannot yield. */
int att_encode(lua_State *L);

#endif
