/* Decoded values, deeply. Metamethods are never called. */
#ifndef PB_COMPARE_H
#define PB_COMPARE_H

#include <lua.h>

/* copy(value) -> a value that is the same, without a table in common; metatables (that of arrays) are. */
int cmp_copy(lua_State *L);
/* same(a, b) -> are they the same in every field? */
int cmp_same(lua_State *L);

#endif
