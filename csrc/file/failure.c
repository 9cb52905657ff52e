#include "failure.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

static const char *error_name(int e)
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

int file_refused(lua_State *L, int e, const char *format, ...)
{
    va_list args;
    lua_pushnil(L);
    va_start(args, format);
    lua_pushvfstring(L, format, args);
    va_end(args);
    lua_pushstring(L, error_name(e));
    return 3;
}

int file_failed(lua_State *L, const char *what, const char *path, int e)
{
    return file_refused(L, e, "%s %s: %s", what, path, strerror(e));
}

const char *file_path(lua_State *L, int arg)
{
    size_t n;
    const char *path = luaL_checklstring(L, arg, &n);
    luaL_argcheck(L, n > 0 && strlen(path) == n, arg,
                  "a path (not empty, without NUL bytes) expected");
    return path;
}
