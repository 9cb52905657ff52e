#include "failure.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

const char *file_error_name(int e)
{
    switch (e) {
#define NAME(name)                                                                                 \
    case name:                                                                                     \
        return #name;
        NAME(EACCES)
        NAME(EBADF)
        NAME(EBUSY)
        NAME(EDQUOT)
        NAME(EEXIST)
        NAME(EFBIG)
        NAME(EINTR)
        NAME(EINVAL)
        NAME(EIO)
        NAME(EISDIR)
        NAME(ELOOP)
        NAME(EMFILE)
        NAME(ENAMETOOLONG)
        NAME(ENFILE)
        NAME(ENODEV)
        NAME(ENOENT)
        NAME(ENOLCK)
        NAME(ENOMEM)
        NAME(ENOSPC)
        NAME(ENOTDIR)
        NAME(ENXIO)
        NAME(EPERM)
        NAME(EROFS)
        NAME(ETIMEDOUT)
        NAME(ETXTBSY)
        NAME(EWOULDBLOCK)
#undef NAME
    default:
        return "EOTHER";
    }
}

const char *file_kind(mode_t mode)
{
    return S_ISDIR(mode)    ? "a directory"
           : S_ISLNK(mode)  ? "a symbolic link"
           : S_ISFIFO(mode) ? "a FIFO"
           : S_ISSOCK(mode) ? "a socket"
           : S_ISREG(mode)  ? "a file"
                            : "a device";
}

int file_failed(lua_State *L, const char *what, const char *path, int e)
{
    lua_pushnil(L);
    lua_pushfstring(L, "%s %s: %s", what, path, strerror(e));
    lua_pushstring(L, file_error_name(e));
    return 3;
}

const char *file_path(lua_State *L, int arg)
{
    size_t n;
    const char *path = luaL_checklstring(L, arg, &n);
    luaL_argcheck(L, n > 0 && strlen(path) == n, arg,
                  "a path (not empty, without NUL bytes) expected");
    return path;
}
