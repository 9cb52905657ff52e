#include "place.h"

#include "failure.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Makes the directories that are missing; `path` is changed and restored meanwhile. 0, or -1 with errno. */
static int make_all(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int rc = mkdir(path, 0700), e = errno;
        *slash = '/';
        if (rc != 0 && e != EEXIST && e != EACCES && e != EROFS) { /* also said of what is there */
            errno = e;
            return -1;
        }
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST ? 0 : -1;
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
    if (lstat(path, &st) != 0 && (errno != ENOENT || make_all(path) != 0 || lstat(path, &st) != 0))
        return file_failed(L, "make", path, errno);
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
    if (access(path, R_OK) != 0)
        return file_failed(L, "open", path, errno);
    snprintf(text, sizeof text, "%llx:%llx:%lld:%lld.%09ld", (unsigned long long)st.st_dev,
             (unsigned long long)st.st_ino, (long long)st.st_size, (long long)st.st_mtim.tv_sec,
             (long)st.st_mtim.tv_nsec);
    lua_pushstring(L, text);
    return 1;
}

void place_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"private_directory", private_directory}, {"stamp", stamp}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
