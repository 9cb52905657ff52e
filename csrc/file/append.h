/* Files that are only appended to, such as journals. */
#ifndef PB_APPEND_H
#define PB_APPEND_H

#include "shared/compat.h"

/* Adds append() to the table on top of the stack. */
void append_open(lua_State *L);

#endif
