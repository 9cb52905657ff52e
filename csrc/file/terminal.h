/* What a command line asks of its own standard files. */
#ifndef PB_TERMINAL_H
#define PB_TERMINAL_H

#include "shared/compat.h"

/* Adds terminal() and outlive_readers() to the table on top of the stack. */
void terminal_open(lua_State *L);

#endif
