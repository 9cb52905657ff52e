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

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode)    ? "a directory"
           : S_ISLNK(mode)  ? "a symbolic link"
           : S_ISFIFO(mode) ? "a FIFO"
           : S_ISSOCK(mode) ? "a socket"
           : S_ISREG(mode)  ? "a file"
                            : "a device";
}

static int refuse_kind(lua_State *L, const char *path, mode_t mode, int e)
{
    return file_refused(L, e, "%s: it is %s, %s", path, kind_of(mode),
                        S_ISLNK(mode)   ? "which is not followed; name the file itself"
                        : S_ISDIR(mode) ? "not a regular file; name a file in it"
                                        : "not a regular file; name another one");
}

/* Is the open file a private one? */
static int check(lua_State *L, const char *path, const struct stat *st)
{
    char mode[8];
    if (!S_ISREG(st->st_mode))
        return refuse_kind(L, path, st->st_mode, EINVAL);
    if (st->st_uid != geteuid())
        return file_refused(L, EPERM,
                            "%s: owned by user %d, not by the current user %d; use another file",
                            path, (int)st->st_uid, (int)geteuid());
    if (st->st_mode & 077) {
        snprintf(mode, sizeof mode, "%04o", (unsigned)(st->st_mode & 07777));
        return file_refused(
            L, EPERM, "%s: accessible to others (mode %s); chmod 600 it or remove it", path, mode);
    }
    return 0;
}

int private_take(lua_State *L, const char *path, int flags, int *fd, struct stat *st)
{
    *fd = private_open(path, flags);
    if (*fd < 0) {
        int e = errno;
        if (lstat(path, st) == 0 && !S_ISREG(st->st_mode))
            return refuse_kind(L, path, st->st_mode, e);
        return file_failed(L, "open", path, e);
    }
    if (fstat(*fd, st) != 0)
        return file_failed(L, "stat", path, errno);
    return check(L, path, st);
}
