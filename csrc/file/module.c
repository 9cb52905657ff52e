/* Private files and locks on files, for secrets shared by the processes of one user.
 *
 * file.read_private(path [, max_bytes = 1 MiB]) -> string
 *     refuses symbolic links and whatever is not a regular file of this user with mode 0600 or less
 * file.write_private(path, bytes) -> true
 *     replaces the file atomically, mode 0600: after a crash there are the old or the new contents
 *     (and perhaps a "<path>.<unique>.tmp", just as private, which a later write removes)
 * file.lock(path [, seconds = 10]) -> lock
 *     makes and locks the file, waiting at most that long (the whole process waits: pass 0 where
 *     that must not be). The lock ends with lock:release(), the lock's collection, the end of its
 *     scope, or the process; within one process, too, only one lock is given at a time.
 * file.append(path) -> appender: see append.c
 * file.part(temporary, path), file.replaceable(path): see part.c
 * Failures: nil, message, error name such as "ENOENT" ("ETIMEDOUT" for a lock held by another,
 *     "EPERM" for a file that is not private, "EINVAL" for no regular file, "EFBIG" for too large). */
#include "append.h"
#include "compat.h"
#include "descriptor.h"
#include "directory.h"
#include "failure.h"
#include "part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK "file lock"
#define READ_MAX_DEFAULT (1024 * 1024)
#define LOCK_SECONDS_DEFAULT 10
#define PAUSE_MAX_NS 50000000L

PB_EXPORT int luaopen_portabilling_file(lua_State *L);

/* An open descriptor that a Lua error cannot leak. It is what file.lock returns. */
struct handle {
    int fd; /* -1: none */
};

static void release(struct handle *h)
{
    /* Closing is enough, and after a fork it keeps the other process's lock, unlike LOCK_UN. */
    if (h->fd >= 0)
        close(h->fd);
    h->fd = -1;
}

static struct handle *new_handle(lua_State *L)
{
    struct handle *h = lua_newuserdatauv(L, sizeof *h, 0);
    h->fd = -1;
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_setmetatable(L, -2);
    return h;
}

static int open_again(const char *path, int flags)
{
    int fd;
    do
        fd = open(path, flags | O_NOFOLLOW | O_CLOEXEC, 0600);
    while (fd < 0 && errno == EINTR);
    return fd;
}

/* Pushes nil, message, name and returns 3 when the open file is not this user's alone; else 0. */
static int refuse_shared(lua_State *L, const char *path, const struct stat *st)
{
    const char *name = "EPERM";
    char mode[8];
    lua_pushnil(L);
    if (!S_ISREG(st->st_mode)) {
        name = "EINVAL";
        lua_pushfstring(L, "%s: not a regular file but %s; name another one", path,
                        file_kind(st->st_mode));
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

static ssize_t read_all(int fd, char *to, size_t n)
{
    size_t got = 0;
    while (got < n) {
        ssize_t r = read(fd, to + got, n - got);
        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return -1;
        if (r == 0)
            break;
        got += (size_t)r;
    }
    return (ssize_t)got;
}

static int read_private(lua_State *L, struct handle *h, const char *path, lua_Number max)
{
    struct stat st;
    int refused;

    h->fd = open_again(path, O_RDONLY | O_NONBLOCK); /* a FIFO must not make us wait */
    if (h->fd < 0)
        return file_failed(L, "open", path, errno);
    if (fstat(h->fd, &st) != 0)
        return file_failed(L, "stat", path, errno);
    if ((refused = refuse_shared(L, path, &st)) != 0)
        return refused;
    /* One byte more than expected, to notice a file that is larger or grows. */
    size_t room = (size_t)(st.st_size < (off_t)max ? st.st_size : (off_t)max) + 1;
    char *bytes = lua_newuserdatauv(L, room, 0);
    ssize_t got = read_all(h->fd, bytes, room);
    if (got < 0)
        return file_failed(L, "read", path, errno);
    if ((size_t)got == room) {
        explicit_bzero(bytes, room);
        lua_pushnil(L);
        lua_pushfstring(L, "read %s: larger than %d bytes", path, (int)(room - 1));
        lua_pushliteral(L, "EFBIG");
        return 3;
    }
    lua_pushlstring(L, bytes, (size_t)got);
    explicit_bzero(bytes, room);
    return 1;
}

static int file_read_private(lua_State *L)
{
    const char *path = file_path(L, 1);
    lua_Number max = luaL_optnumber(L, 2, READ_MAX_DEFAULT);
    luaL_argcheck(L, max >= 0 && max <= 2147483647.0, 2, "a number of bytes, at most 2^31 - 1");
    struct handle *h = new_handle(L);
    int results = read_private(L, h, path, max);
    release(h);
    return results;
}

/* Writes the temporary file and puts it in place. NULL, or the step that failed with errno set; the
 * temporary file is gone then. */
static const char *replace(const char *temporary, const char *path, const char *bytes, size_t n)
{
    const char *step = "create";
    int fd = open_again(temporary, O_WRONLY | O_CREAT | O_EXCL);
    if (fd < 0)
        return step;
    step = "write";
    int rc = fchmod(fd, 0600); /* whatever the umask took away */
    if (rc == 0)
        rc = descriptor_write(fd, bytes, n);
    if (rc == 0)
        rc = fsync(fd);
    int e = errno;
    if (close(fd) != 0 && rc == 0) {
        rc = -1;
        e = errno;
    }
    if (rc == 0) {
        step = "rename";
        rc = rename(temporary, path);
        e = errno;
    }
    if (rc == 0)
        return NULL;
    unlink(temporary);
    errno = e;
    return step;
}

static int file_write_private(lua_State *L)
{
    size_t n;
    const char *path = file_path(L, 1);
    const char *bytes = luaL_checklstring(L, 2, &n);
    const char *step = NULL;
    char unique[64];
    struct timespec now;

    for (int attempt = 0; attempt < 8; attempt++) {
        clock_gettime(CLOCK_REALTIME, &now);
        snprintf(unique, sizeof unique, "%ld.%lx%lx%x", (long)getpid(), (unsigned long)now.tv_sec,
                 (unsigned long)now.tv_nsec, (unsigned)attempt);
        const char *temporary = lua_pushfstring(L, "%s.%s.tmp", path, unique);
        step = replace(temporary, path, bytes, n);
        if (!step || errno != EEXIST)
            break;
        lua_pop(L, 1);
    }
    if (step)
        return file_failed(L, step, path, errno);
    directory_sweep(path);
    if (directory_sync(path) != 0)
        return file_failed(L, "sync the directory of", path, errno);
    lua_pushboolean(L, 1);
    return 1;
}

/* ---- locks ---- */

static double seconds_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* Returns 1 with the handle on top, or the three results of a failure. */
static int take_lock(lua_State *L, struct handle *h, const char *path, lua_Number seconds)
{
    const double deadline = seconds_now() + seconds;
    struct timespec pause = {0, 1000000};

    for (;;) {
        struct stat st;
        int refused;
        if (h->fd < 0) {
            h->fd = open_again(path, O_RDWR | O_CREAT | O_NONBLOCK);
            if (h->fd < 0)
                return file_failed(L, "open", path, errno);
            if (fstat(h->fd, &st) != 0)
                return file_failed(L, "stat", path, errno);
            if ((refused = refuse_shared(L, path, &st)) != 0)
                return refused;
        }
        if (flock(h->fd, LOCK_EX | LOCK_NB) == 0) {
            if (descriptor_is_named(h->fd, path))
                return 1;
            release(h);
        } else if (errno != EWOULDBLOCK && errno != EINTR) {
            return file_failed(L, "lock", path, errno);
        }
        /* Tries instead of one blocking call, so that a holder that hangs cannot hang us as well. */
        if (seconds_now() >= deadline) {
            lua_pushnil(L);
            if (seconds > 0)
                lua_pushfstring(L, "lock %s: still held by another process after %f s", path,
                                seconds);
            else
                lua_pushfstring(L, "lock %s: held by another process", path);
            lua_pushliteral(L, "ETIMEDOUT");
            return 3;
        }
        nanosleep(&pause, NULL);
        if (pause.tv_nsec < PAUSE_MAX_NS)
            pause.tv_nsec *= 2;
    }
}

static int file_lock(lua_State *L)
{
    const char *path = file_path(L, 1);
    lua_Number seconds = luaL_optnumber(L, 2, LOCK_SECONDS_DEFAULT);
    luaL_argcheck(L, seconds >= 0, 2, "a number of seconds, zero or more");
    struct handle *h = new_handle(L);
    int results = take_lock(L, h, path, seconds);
    if (results != 1)
        release(h);
    return results;
}

static struct handle *self(lua_State *L)
{
    struct handle *h = lua_touserdata(L, 1);
    if (!h || !lua_getmetatable(L, 1) || !lua_rawequal(L, -1, lua_upvalueindex(1)))
        luaL_error(L, LOCK " expected, got %s (call the method with ':')", luaL_typename(L, 1));
    lua_pop(L, 1);
    return h;
}

static int lock_release(lua_State *L)
{
    release(self(L));
    return 0;
}

static int lock_tostring(lua_State *L)
{
    lua_pushstring(L, self(L)->fd >= 0 ? LOCK " (held)" : LOCK " (released)");
    return 1;
}

/* Adds functions to the table at `into`, with the value at `upvalue` as their upvalue 1. */
static void add(lua_State *L, int into, int upvalue, const luaL_Reg *functions)
{
    for (; functions->name; functions++) {
        lua_pushvalue(L, upvalue);
        lua_pushcclosure(L, functions->func, 1);
        lua_setfield(L, into, functions->name);
    }
}

int luaopen_portabilling_file(lua_State *L)
{
    static const luaL_Reg methods[] = {{"release", lock_release},
                                       {"__close", lock_release},
                                       {"__gc", lock_release},
                                       {"__tostring", lock_tostring},
                                       {NULL, NULL}};
    static const luaL_Reg functions[] = {{"read_private", file_read_private},
                                         {"write_private", file_write_private},
                                         {"lock", file_lock},
                                         {NULL, NULL}};
    lua_settop(L, 0);
    lua_createtable(L, 0, 6);
    lua_createtable(L, 0, 4);
    add(L, 1, 1, methods);
    lua_pushvalue(L, 1);
    lua_setfield(L, 1, "__index");
    add(L, 2, 1, functions);
    append_open(L);
    part_open(L);
    return 1;
}
