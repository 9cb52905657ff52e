/* What the file functions have in common: the path that they are given, and how they fail. */
#ifndef PB_FAILURE_H
#define PB_FAILURE_H

#include "shared/compat.h"

#include <sys/types.h>

/* The path at arg; raises when it is none. */
const char *file_path(lua_State *L, int arg);
/* Its name, such as "ENOENT". */
const char *file_error_name(int e);
/* What is at a path, as "a directory". */
const char *file_kind(mode_t mode);
/* Pushes nil, "what path: reason", "ENAME" for an errno; returns 3. */
int file_failed(lua_State *L, const char *what, const char *path, int e);

#endif
