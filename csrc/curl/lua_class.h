/* What the classes of this module have in common. */
#ifndef PB_LUA_CLASS_H
#define PB_LUA_CLASS_H

#include "shared/compat.h"

/* Self, a userdata of the class whose metatable is the running method's first upvalue; raises for anything else. */
void *class_self(lua_State *L, const char *what);
/* Fills the metatable at `index` with functions whose upvalue 1 is that metatable. A script reaches those that are no
 * metamethods, through __index, and nothing else of it. */
void class_fill(lua_State *L, int index, const luaL_Reg *functions);
/* Pops a function, which becomes a method. */
void class_add(lua_State *L, int index, const char *name);

#endif
