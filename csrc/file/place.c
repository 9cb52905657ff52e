#include "place.h"

#include "failure.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Makes one directory, whatever the umask takes away; `above` is what was said of the one above it. 0, or the error. */
static int make(const char *path, int above)
{
    if (mkdir(path, 0700) == 0) {
        int rc = fchmodat(AT_FDCWD, path, 0700, AT_SYMLINK_NOFOLLOW);
        /* Where there are no modes it is as good without. */
        return rc == 0 || errno == EPERM || errno == ENOTSUP ? 0 : errno;
    }
    if (errno == ENOENT && above != 0)
        return above; /* which is why it is not there */
    return errno == EEXIST ? 0 : errno;
}

/* Makes the directories that are missing; `path` is changed and restored meanwhile. 0, or the error. */
static int make_all(char *path)
{
    int e = 0;
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        e = make(path, e);
        *slash = '/';
        if (e != 0 && e != EACCES && e != EROFS) /* also said of what is there */
            return e;
    }
    return make(path, e);
}

static int private_directory(lua_State *L)
{
    const char *given = file_path(L, 1);
    char path[PATH_MAX];
    struct stat st;
    size_t n = strlen(given);
    if (n >= sizeof path)
        return file_failed(L, "make", given, ENAMETOOLONG);
    memcpy(path, given, n + 1);
    while (n > 1 && path[n - 1] == '/') /* behind which a symbolic link would be followed */
        path[--n] = '\0';
    int e = lstat(path, &st) == 0 ? 0 : errno;
    if (e == ENOENT) {
        e = make_all(path);
        if (e == 0 && lstat(path, &st) != 0)
            e = errno;
    }
    if (e != 0)
        return file_failed(L, "make", path, e);
    if (!S_ISDIR(st.st_mode))
        return file_refused(L, ENOTDIR, "%s: it is no directory (nor may it be a symbolic link)",
                            path);
    if (st.st_uid != geteuid())
        return file_refused(L, EPERM, "%s: owned by user %d, not by the current user %d", path,
                            (int)st.st_uid, (int)geteuid());
    if (st.st_mode & 022)
        return file_refused(L, EPERM, "%s: others may write to it; chmod 700 it", path);
    lua_pushboolean(L, 1);
    return 1;
}

static int stamp(lua_State *L)
{
    const char *path = file_path(L, 1);
    struct stat st;
    char text[160];
    if (stat(path, &st) != 0)
        return file_failed(L, "open", path, errno);
    if (!S_ISREG(st.st_mode))
        return file_refused(L, EINVAL, "%s: it is no regular file", path);
    if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
        return file_failed(L, "open", path, errno);
    /* With the time of the last change of any kind: the other one can be set back, and an inode be used again. */
    snprintf(text, sizeof text, "%llx:%llx:%lld:%lld.%09ld:%lld.%09ld",
             (unsigned long long)st.st_dev, (unsigned long long)st.st_ino, (long long)st.st_size,
             (long long)st.st_mtim.tv_sec, (long)st.st_mtim.tv_nsec, (long long)st.st_ctim.tv_sec,
             (long)st.st_ctim.tv_nsec);
    lua_pushstring(L, text);
    return 1;
}

void place_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"private_directory", private_directory}, {"stamp", stamp}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
