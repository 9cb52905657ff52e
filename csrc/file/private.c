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

/* What is there is no file: pushes nil, message, error name and returns 3. */
static int refuse_kind(lua_State *L, const char *path, mode_t mode, int e)
{
    lua_pushnil(L);
    lua_pushfstring(L, "%s: it is %s, %s", path, file_kind(mode),
                    S_ISLNK(mode)   ? "which is not followed; name the file itself"
                    : S_ISDIR(mode) ? "not a regular file; name a file in it"
                                    : "not a regular file; name another one");
    lua_pushstring(L, file_error_name(e));
    return 3;
}

int private_unopened(lua_State *L, const char *path, int e)
{
    struct stat st;
    if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return refuse_kind(L, path, st.st_mode, e);
    return file_failed(L, "open", path, e);
}

int private_refuse(lua_State *L, const char *path, int fd, struct stat *st)
{
    if (fstat(fd, st) != 0)
        return file_failed(L, "stat", path, errno);
    if (!S_ISREG(st->st_mode))
        return refuse_kind(L, path, st->st_mode, EINVAL);
    char mode[8];
    lua_pushnil(L);
    if (st->st_uid != geteuid()) {
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
    lua_pushliteral(L, "EPERM");
    return 3;
}
