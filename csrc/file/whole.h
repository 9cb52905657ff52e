/* Private files that are read and written whole, such as token files. */
#ifndef PB_WHOLE_H
#define PB_WHOLE_H

#include "shared/compat.h"

/* Adds read_private() and write_private() to the table on top of the stack. */
void whole_open(lua_State *L);

#endif
