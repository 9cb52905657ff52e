/* file.append(path) -> appender: makes or opens a private file (mode 0600, no symbolic link) of which only one
 * appender at a time may exist, in any process.
 *     appender:write(bytes)     appends; what is not written whole is an error
 *     appender:sync()           returns when everything written is on the disk
 *     appender:truncate(bytes)  keeps so many bytes of the file, which must have them ("EINVAL")
 *     appender:named()          true while the path still names the file; else false: it was moved, removed or replaced
 *     appender:move(path)       syncs it, moves it there, with the mode that a new file there would have, and closes it. A
 *                               symbolic link there is replaced, never followed. Killed in between, the file is at one of the
 *                               two paths, and perhaps still private
 *     appender:close()          idempotent; also at the end of its scope and at collection
 * Failures: nil, message, error name ("EWOULDBLOCK": another process has it open for appending). */
#include "append.h"

#include "descriptor.h"
#include "directory.h"
#include "failure.h"
#include "private.h"
#include "shared/class.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPENDER "file appender"

struct appender {
    int fd;      /* -1: closed */
    char path[]; /* absolute: the program may change its directory */
};

static struct appender *check(lua_State *L)
{
    struct appender *a = luaL_checkudata(L, 1, APPENDER);
    if (a->fd < 0)
        luaL_error(L, "the appender is closed");
    return a;
}

static void release(struct appender *a)
{
    if (a->fd >= 0)
        close(a->fd); /* with it goes the lock */
    a->fd = -1;
}

static int append_close(lua_State *L)
{
    release(luaL_checkudata(L, 1, APPENDER));
    return 0;
}

/* 1, or the three results of a failure. */
static int begin(lua_State *L, struct appender *a)
{
    struct stat st;
    int refused = private_take(L, a->path, O_WRONLY | O_APPEND | O_CREAT, &a->fd, &st);
    if (refused)
        return refused;
    if (flock(a->fd, LOCK_EX | LOCK_NB) != 0)
        return file_failed(L, "lock", a->path, errno);
    /* Empty: it may be new, also when it was somebody else who made it a moment ago. */
    if (st.st_size == 0 && directory_sync(a->path) != 0)
        return file_failed(L, "sync the directory of", a->path, errno);
    return 1;
}

/* With room for the path, made absolute. */
static struct appender *new_appender(lua_State *L, const char *path)
{
    char directory[PATH_MAX] = "";
    if (path[0] != '/' && !getcwd(directory, sizeof directory))
        directory[0] = '\0'; /* then it is taken from where the program is */
    const char *slash = directory[0] ? "/" : "";
    size_t size = strlen(directory) + strlen(slash) + strlen(path) + 1;
    struct appender *a = lua_newuserdatauv(L, sizeof *a + size, 0);
    a->fd = -1;
    snprintf(a->path, size, "%s%s%s", directory, slash, path);
    luaL_setmetatable(L, APPENDER);
    return a;
}

static int append_new(lua_State *L)
{
    struct appender *a = new_appender(L, file_path(L, 1));
    int results = begin(L, a);
    if (results != 1)
        release(a);
    return results;
}

static int append_write(lua_State *L)
{
    struct appender *a = check(L);
    size_t size;
    const char *bytes = luaL_checklstring(L, 2, &size);
    if (descriptor_write(a->fd, bytes, size) != 0)
        return file_failed(L, "write", a->path, errno);
    lua_pushboolean(L, 1);
    return 1;
}

static int append_sync(lua_State *L)
{
    struct appender *a = check(L);
    if (fdatasync(a->fd) != 0)
        return file_failed(L, "sync", a->path, errno);
    lua_pushboolean(L, 1);
    return 1;
}

static int append_named(lua_State *L)
{
    struct appender *a = check(L);
    lua_pushboolean(L, descriptor_is_named(a->fd, a->path));
    return 1;
}

static int append_truncate(lua_State *L)
{
    struct appender *a = check(L);
    lua_Number size = luaL_checknumber(L, 2);
    luaL_argcheck(L, size >= 0 && size < 9007199254740992.0 && size == floor(size), 2,
                  "a number of bytes");
    struct stat st;
    if (fstat(a->fd, &st) != 0)
        return file_failed(L, "stat", a->path, errno);
    if ((off_t)size > st.st_size) { /* NULs would be put in the place of what is lost */
        char has[32];
        snprintf(has, sizeof has, "%lld", (long long)st.st_size);
        return file_refused(L, EINVAL, "truncate %s: it has only %s bytes", a->path, has);
    }
    if (ftruncate(a->fd, (off_t)size) != 0)
        return file_failed(L, "truncate", a->path, errno);
    lua_pushboolean(L, 1);
    return 1;
}

static int append_move(lua_State *L)
{
    struct appender *a = check(L);
    const char *path = file_path(L, 2);
    mode_t mode = descriptor_final_mode(path);
    if (fdatasync(a->fd) != 0)
        return file_failed(L, "sync", a->path, errno);
    if (rename(a->path, path) != 0)
        return file_failed(L, "cannot write", path, errno);
    /* Where there are no modes the file is as good without. */
    (void)fchmod(a->fd, mode);
    release(a);
    lua_pushboolean(L, 1);
    return 1;
}

void append_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"write", append_write},   {"sync", append_sync},  {"truncate", append_truncate},
        {"named", append_named},   {"move", append_move},  {"close", append_close},
        {"__close", append_close}, {"__gc", append_close}, {NULL, NULL}};
    class_new(L, APPENDER, functions);
    lua_pushcfunction(L, append_new);
    lua_setfield(L, -2, "append");
}
