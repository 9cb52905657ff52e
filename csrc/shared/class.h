/* Classes of userdata. A script reaches the methods of a class, and nothing else of its metatable. */
#ifndef PB_CLASS_H
#define PB_CLASS_H

#include "compat.h"

/* Fills the metatable at `index` with functions whose upvalue 1 is that metatable. Those named "__..." are metamethods, the
 * others methods. May be done again: memory may have run out in this once before. */
void class_fill(lua_State *L, int index, const luaL_Reg *functions);
/* The same for the metatable of that name in the registry, as luaL_checkudata wants it. */
void class_new(lua_State *L, const char *name, const luaL_Reg *functions);
/* Pops a function, which becomes a method of the class whose filled metatable is at `index`. */
void class_add(lua_State *L, int index, const char *name);
/* Self, a userdata of the class whose metatable is the running method's upvalue 1; raises for anything else. Quicker than
 * luaL_checkudata. */
void *class_self(lua_State *L, const char *what);

#endif
