/* What is at a path: directories for private files, and whether a file is still the same. */
#ifndef PB_PLACE_H
#define PB_PLACE_H

#include "shared/compat.h"

/* Adds private_directory() and stamp() to the table on top of the stack. */
void place_open(lua_State *L);

#endif
