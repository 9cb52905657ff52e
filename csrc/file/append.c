/* file.append(path) -> appender: makes or opens a private file (mode 0600, no symbolic link) of which only one
 * appender at a time may exist, in any process.
 *     appender:write(bytes)  appends; what is not written whole is an error
 *     appender:sync()        returns when everything written is on the disk
 *     appender:cut(bytes)    keeps so many bytes of the file
 *     appender:named()       true while the path still names the file; else false: it was moved, removed or replaced
 *     appender:close()       idempotent; also at the end of its scope and at collection
 * Failures: nil, message, error name ("EWOULDBLOCK": another process has it open for appending). */
#include "append.h"

#include "descriptor.h"
#include "directory.h"
#include "failure.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
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

static int failed(lua_State *L, const char *what, int code)
{
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", what, strerror(code));
    lua_pushstring(L, code == EWOULDBLOCK ? "EWOULDBLOCK" : file_error_name(code));
    return 3;
}

static struct appender *check(lua_State *L)
{
    struct appender *a = luaL_checkudata(L, 1, APPENDER);
    if (a->fd < 0)
        luaL_error(L, "the appender is closed");
    return a;
}

static int append_close(lua_State *L)
{
    struct appender *a = luaL_checkudata(L, 1, APPENDER);
    if (a->fd >= 0)
        close(a->fd);
    a->fd = -1;
    return 0;
}

/* What is there is no file that we could append to. */
static int refused(lua_State *L, const char *path, mode_t mode)
{
    lua_pushnil(L);
    lua_pushfstring(L,
                    S_ISLNK(mode)   ? "%s: it is %s, which is not followed; name the file itself"
                    : S_ISDIR(mode) ? "%s: it is %s; name a file in it"
                                    : "%s: it is %s; name a regular file, or a new one",
                    path, file_kind(mode));
    lua_pushliteral(L, "EPERM");
    return 3;
}

/* A file of our own that nobody else can read. */
static const char *unfit(const struct stat *st)
{
    if (st->st_uid != geteuid())
        return "belongs to somebody else; name another one";
    if (st->st_mode & 077)
        return "others have access to it (chmod 600 makes it private)";
    return NULL;
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
    size_t n;
    const char *path = luaL_checklstring(L, 1, &n), *why;
    struct stat st;
    luaL_argcheck(L, n > 0 && strlen(path) == n, 1,
                  "a path (not empty, without NUL bytes) expected");
    struct appender *a = new_appender(L, path);
    /* O_NONBLOCK: a FIFO must not make us wait */
    a->fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (a->fd < 0) {
        int e = errno;
        if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
            return refused(L, path, st.st_mode);
        return failed(L, path, e);
    }
    if (fstat(a->fd, &st) != 0)
        return failed(L, path, errno);
    if (!S_ISREG(st.st_mode))
        return refused(L, path, st.st_mode);
    why = unfit(&st);
    if (why) {
        lua_pushnil(L);
        lua_pushfstring(L, "%s: %s", path, why);
        lua_pushliteral(L, "EPERM");
        return 3;
    }
    if (flock(a->fd, LOCK_EX | LOCK_NB) != 0)
        return failed(L, path, errno);
    /* Empty: it may be new, also when it was somebody else who made it a moment ago. */
    if (st.st_size == 0 && directory_sync(path) != 0) {
        int e = errno;
        close(a->fd); /* with it goes the lock */
        a->fd = -1;
        return failed(L, path, e);
    }
    return 1;
}

static int append_write(lua_State *L)
{
    struct appender *a = check(L);
    size_t size;
    const char *bytes = luaL_checklstring(L, 2, &size);
    if (descriptor_write(a->fd, bytes, size) != 0)
        return failed(L, "write", errno);
    lua_pushboolean(L, 1);
    return 1;
}

static int append_sync(lua_State *L)
{
    if (fdatasync(check(L)->fd) != 0)
        return failed(L, "sync", errno);
    lua_pushboolean(L, 1);
    return 1;
}

static int append_named(lua_State *L)
{
    struct appender *a = check(L);
    lua_pushboolean(L, descriptor_is_named(a->fd, a->path));
    return 1;
}

static int append_cut(lua_State *L)
{
    struct appender *a = check(L);
    lua_Number size = luaL_checknumber(L, 2);
    luaL_argcheck(L, size >= 0 && size < 9007199254740992.0, 2, "a number of bytes");
    if (ftruncate(a->fd, (off_t)size) != 0)
        return failed(L, "cut", errno);
    lua_pushboolean(L, 1);
    return 1;
}

void append_open(lua_State *L)
{
    static const luaL_Reg methods[] = {{"write", append_write}, {"sync", append_sync},
                                       {"cut", append_cut},     {"named", append_named},
                                       {"close", append_close}, {NULL, NULL}};
    luaL_newmetatable(L, APPENDER);
    lua_createtable(L, 0, 5);
    luaL_setfuncs(L, methods, 0);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, append_close);
    lua_setfield(L, -2, "__gc");
    lua_pushcfunction(L, append_close);
    lua_setfield(L, -2, "__close");
    lua_pushliteral(L, "locked");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
    lua_pushcfunction(L, append_new);
    lua_setfield(L, -2, "append");
}
