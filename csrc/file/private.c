#include "private.h"

#include "failure.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int private_open(const char *path, int flags)
{
    int fd;
    do
        fd = open(path, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    while (fd < 0 && errno == EINTR);
    return fd;
}

int private_refuse(lua_State *L, const char *path, int fd, struct stat *st)
{
    if (fstat(fd, st) != 0)
        return file_failed(L, "stat", path, errno);
    const char *name = "EPERM";
    char mode[8];
    lua_pushnil(L);
    if (!S_ISREG(st->st_mode)) {
        name = "EINVAL";
        lua_pushfstring(L, "%s: not a regular file", path);
    } else if (st->st_uid != geteuid()) {
        lua_pushfstring(L, "%s: owned by user %d, not by the current user %d; use another file",
                        path, (int)st->st_uid, (int)geteuid());
    } else if (st->st_mode & 077) {
        snprintf(mode, sizeof mode, "%04o", (unsigned)(st->st_mode & 07777));
        lua_pushfstring(L, "%s: accessible to others (mode %s); chmod 600 it or remove it", path,
                        mode);
    } else {
        lua_pop(L, 1);
        return 0;
    }
    lua_pushstring(L, name);
    return 3;
}
