/* file.replaceable(path) -> true: a file can be put there, as far as can be told without making one
 * file.part(temporary, path) -> part: makes the temporary file, which must be new and in the same directory
 *     part:write(bytes)  appends to it
 *     part:finish()      moves it to the path
 *     part:close()       removes it, unless it was moved; idempotent; also at the end of its scope and at collection
 * Failures: nil, message, error name.
 *
 * The temporary file is its owner's alone until it is whole. Then it gets the mode that the umask gives, or that of this
 * user's own file which it replaces. A symbolic link at the path is replaced, never followed: what it points to stays as
 * it is. What is there and no file (a directory, a device, also behind a link) is refused.
 *
 * Each step is one call from Lua, so an error raised between two finds either a part, whose collection removes it, or the
 * whole file. Only a process that is killed leaves its temporary file. */
#include "part.h"

#include "descriptor.h"
#include "failure.h"
#include "private.h"
#include "shared/class.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART "partial file"

/* Behind it are two strings: the temporary file's path, and the path. */
struct part {
    int fd; /* -1: closed */
    /* Who made the file; 0: there is none (any more). A forked child must not remove it. */
    pid_t pid;
    const char *path;
    char temporary[];
};

static void discard(struct part *p)
{
    if (p->fd >= 0)
        close(p->fd);
    p->fd = -1;
    if (p->pid == getpid())
        unlink(p->temporary);
    p->pid = 0;
}

static struct part *check(lua_State *L)
{
    struct part *p = luaL_checkudata(L, 1, PART);
    if (p->fd < 0)
        luaL_error(L, "the partial file is closed");
    return p;
}

static int part_close(lua_State *L)
{
    discard(luaL_checkudata(L, 1, PART));
    return 0;
}

static int failed(lua_State *L, struct part *p, int e)
{
    discard(p);
    return file_failed(L, "cannot write", p->path, e);
}

static int part_write(lua_State *L)
{
    struct part *p = check(L);
    size_t size;
    const char *bytes = luaL_checklstring(L, 2, &size);
    if (descriptor_write(p->fd, bytes, size) != 0)
        return failed(L, p, errno);
    lua_pushboolean(L, 1);
    return 1;
}

static int part_finish(lua_State *L)
{
    struct part *p = check(L);
    /* Where there are no modes the file is as good without. */
    (void)fchmod(p->fd, descriptor_final_mode(p->path));
    int fd = p->fd;
    p->fd = -1;
    if (close(fd) != 0 || rename(p->temporary, p->path) != 0)
        return failed(L, p, errno);
    p->pid = 0;
    lua_pushboolean(L, 1);
    return 1;
}

static int part_new(lua_State *L)
{
    const char *temporary = file_path(L, 1), *path = file_path(L, 2);
    size_t temporary_size = strlen(temporary) + 1, path_size = strlen(path) + 1;
    struct part *p = lua_newuserdatauv(L, sizeof *p + temporary_size + path_size, 0);
    p->fd = -1;
    p->pid = 0;
    memcpy(p->temporary, temporary, temporary_size);
    p->path = memcpy(p->temporary + temporary_size, path, path_size);
    luaL_setmetatable(L, PART);
    p->fd = private_open(temporary, O_WRONLY | O_CREAT | O_EXCL);
    if (p->fd < 0)
        return file_failed(L, "cannot write", path, errno);
    p->pid = getpid();
    return 1;
}

/* In a sticky directory, such as /tmp, a file is replaced by its owner, by that of the directory, or by root. */
static bool is_anothers(const char *path, const char *directory)
{
    const uid_t us = geteuid();
    struct stat file, in;
    return us != 0 && lstat(path, &file) == 0 && file.st_uid != us && stat(directory, &in) == 0 &&
           (in.st_mode & S_ISVTX) && in.st_uid != us;
}

/* A file that is mounted there, as into a container, can be written but not replaced. */
static bool is_mounted(const char *path)
{
#ifdef STATX_ATTR_MOUNT_ROOT
    struct statx st;
    return statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, 0, &st) == 0 &&
           (st.stx_attributes & STATX_ATTR_MOUNT_ROOT);
#else
    (void)path;
    return false;
#endif
}

static int part_replaceable(lua_State *L)
{
    const char *path = file_path(L, 1), *slash = strrchr(path, '/');
    struct stat st;
    if (stat(path, &st) == 0) {
        if (S_ISDIR(st.st_mode))
            return file_refused(L, EISDIR, "cannot write %s: it is a directory; name a file in it",
                                path);
        if (!S_ISREG(st.st_mode))
            return file_refused(
                L, EINVAL, "cannot write %s: it is no regular file; open it and give the open file",
                path);
    } else if (errno == ENAMETOOLONG || (slash && !slash[1])) {
        return file_failed(L, "cannot write", path, errno);
    }
    lua_pushlstring(L, slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1);
    const char *directory = lua_tostring(L, -1);
    if (faccessat(AT_FDCWD, directory, W_OK | X_OK, AT_EACCESS) != 0)
        return file_failed(L, "cannot write", path, errno);
    if (is_anothers(path, directory))
        return file_refused(
            L, EPERM,
            "cannot write %s: it is somebody else's, and its directory (sticky) lets "
            "only the owner replace it; name another file",
            path);
    if (is_mounted(path))
        return file_failed(L, "cannot write", path, EBUSY);
    lua_pushboolean(L, 1);
    return 1;
}

void part_open(lua_State *L)
{
    static const luaL_Reg part[] = {{"write", part_write},   {"finish", part_finish},
                                    {"close", part_close},   {"__gc", part_close},
                                    {"__close", part_close}, {NULL, NULL}};
    static const luaL_Reg functions[] = {
        {"part", part_new}, {"replaceable", part_replaceable}, {NULL, NULL}};
    class_new(L, PART, part);
    luaL_setfuncs(L, functions, 0);
}
