/* Waiting for who types. */
#ifndef PB_WAIT_H
#define PB_WAIT_H

#include <lua.h>

/* Adds to the module's table: wait. */
void wait_open(lua_State *L);

#endif
