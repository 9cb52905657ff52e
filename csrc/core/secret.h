/* Comparing secrets without telling by the time it takes how much of a guess was right. */
#ifndef PB_SECRET_H
#define PB_SECRET_H

#include <lua.h>

/* core.same_secret(given, expected) -> boolean. The time depends on the length of `given` alone, which is known to
 * whoever sent it. In Lua it could not be promised: what a JIT compiler makes of a loop is its own business. */
int sec_same(lua_State *L);

#endif
