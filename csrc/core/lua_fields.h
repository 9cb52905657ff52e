/* Fields of the tables that Lua gives and gets. */
#ifndef PB_LUA_FIELDS_H
#define PB_LUA_FIELDS_H

#include "shared/buffer.h"
#include "shared/compat.h"

/* Field `name` of the table at `index` as a string, pushed (and so anchored) until the caller pops it.
 * Absent: NULL. Raises for anything else. */
const char *field_push(lua_State *L, int index, const char *name, size_t *len);
/* As a number; `absent` for anything else. */
double field_number(lua_State *L, int index, const char *name, double absent);
/* The same, cut to what fits between low and high (converting a double beyond an integer type's range
 * is undefined). */
double field_range(lua_State *L, int index, const char *name, double absent, double low,
                   double high);
int field_boolean(lua_State *L, int index, const char *name);
/* Sets a field of the table on top of the stack to what the buffer holds, unless it is empty. */
void field_set(lua_State *L, const char *name, const struct buf *b);

#endif
