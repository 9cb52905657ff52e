/* What the file functions have in common: the path that they are given, and how they fail. */
#ifndef PB_FAILURE_H
#define PB_FAILURE_H

#include "shared/compat.h"

/* The path at arg; raises when it is none. */
const char *file_path(lua_State *L, int arg);
/* Pushes nil, "what path: reason", "ENAME" for an errno; returns 3. */
int file_failed(lua_State *L, const char *what, const char *path, int e);
/* The same in words of the caller's: format as of lua_pushfstring. */
int file_refused(lua_State *L, int e, const char *format, ...);

#endif
