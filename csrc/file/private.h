/* What a private file is, for all that opens one: a regular file of this user's that nobody else has access to, and not
 * behind a symbolic link. */
#ifndef PB_PRIVATE_H
#define PB_PRIVATE_H

#include "shared/compat.h"

#include <sys/stat.h>

/* open() that makes files with mode 0600, follows no link, waits for nobody at a FIFO, and is not interrupted. */
int private_open(const char *path, int flags);
/* Opens one that is there, or may be made. 0, and its state is in *st; else pushes nil, message, error name and returns 3.
 * *fd is to be closed in any case, unless it is -1. */
int private_take(lua_State *L, const char *path, int flags, int *fd, struct stat *st);

#endif
