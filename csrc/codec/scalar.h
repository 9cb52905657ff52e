/* Scalars of a JSON text as Lua values. */
#ifndef PB_SCALAR_H
#define PB_SCALAR_H

#include "json/scan.h"

#include <lua.h>

/* Pushes what a string or key token means. */
void scalar_push_string(lua_State *L, const struct js_token *token);
/* Pushes a JS_INTEGER if this Lua can hold it exactly. Else 0, and nothing is pushed. */
int scalar_push_integer(lua_State *L, const struct js_token *token);
/* Pushes a JS_NUMBER, or its text, if it is within a double's range. Else 0, and nothing is pushed. */
int scalar_push_number(lua_State *L, const struct js_token *token, int as_text);

#endif
