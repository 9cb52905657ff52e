/* Tables that show fields which they do not hold. Metamethods are never called from here. */
#ifndef PB_PLAIN_H
#define PB_PLAIN_H

#include "shared/compat.h"

/* holds_proxy(table) -> boolean: is it, or is a table in it, one with __pairs or __index? */
int plain_holds_proxy(lua_State *L);

#endif
