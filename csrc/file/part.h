/* Files that appear when they are whole, such as downloads. */
#ifndef PB_PART_H
#define PB_PART_H

#include "shared/compat.h"

/* Adds part() and replaceable() to the table on top of the stack. */
void part_open(lua_State *L);

#endif
