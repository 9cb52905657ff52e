/* What a private file is, for all that opens one: a regular file of this user's that nobody else has access to, and not
 * behind a symbolic link. */
#ifndef PB_PRIVATE_H
#define PB_PRIVATE_H

#include "shared/compat.h"

#include <sys/stat.h>

/* open() that makes files with mode 0600, follows no link, waits for nobody at a FIFO, and is not interrupted. */
int private_open(const char *path, int flags);
/* Why it could not be opened, after e: pushes nil, message, error name and returns 3. */
int private_unopened(lua_State *L, const char *path, int e);
/* Is the open file one? 0, and its state is in *st; else pushes nil, message, error name and returns 3. */
int private_refuse(lua_State *L, const char *path, int fd, struct stat *st);

#endif
