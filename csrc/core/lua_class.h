/* Classes of userdata. */
#ifndef PB_CORE_CLASS_H
#define PB_CORE_CLASS_H

#include "shared/compat.h"

/* Makes the metatable `name` of the registry, locked; methods, gc and tostring may be NULL. */
void class_new(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction gc,
               lua_CFunction tostring);

#endif
