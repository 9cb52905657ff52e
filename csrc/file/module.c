/* Private files and locks on files, for secrets shared by the processes of one user.
 *
 * file.read_private(path [, max_bytes = 1 MiB]) -> string
 *     refuses symbolic links and whatever is not a regular file of this user with mode 0600 or less
 * file.write_private(path, bytes) -> true
 *     replaces the file atomically, mode 0600: after a crash there are the old or the new contents
 *     (and perhaps a "<path>.<pid>.<random>.tmp", just as private, which a later write removes)
 * file.lock(path [, seconds = 10]) -> lock
 *     makes and locks the file, waiting at most that long (the whole process waits: pass 0 where
 *     that must not be). The lock ends with lock:release(), the lock's collection, the end of its
 *     scope, or the process; within one process, too, only one lock is given at a time.
 * file.append(path) -> appender: see append.c
 * file.part(temporary, path), file.replaceable(path): see part.c
 * Failures: nil, message, error name such as "ENOENT" ("ETIMEDOUT" for a lock held by another,
 *     "EPERM" for a file that is not private, "EINVAL" for no regular file, "EFBIG" for too large). */
#include "append.h"
#include "descriptor.h"
#include "directory.h"
#include "failure.h"
#include "part.h"
#include "private.h"
#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/compat.h"
#include "shared/stay_loaded.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
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
    luaL_setmetatable(L, LOCK);
    return h;
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
    h->fd = private_open(path, O_RDONLY);
    if (h->fd < 0)
        return private_unopened(L, path, errno);
    int refused = private_refuse(L, path, h->fd, &st);
    if (refused)
        return refused;
    /* One byte more than expected, to notice a file that is larger or grows. */
    size_t room = (size_t)(st.st_size < (off_t)max ? st.st_size : (off_t)max) + 1;
    struct buf *bytes = bytes_push(L);
    if (buf_reserve(bytes, room) != 0)
        return file_failed(L, "read", path, ENOMEM);
    ssize_t got = read_all(h->fd, bytes->data, room);
    if (got < 0)
        return file_failed(L, "read", path, errno);
    if ((size_t)got == room) {
        lua_pushnil(L);
        lua_pushfstring(L, "read %s: larger than %d bytes", path, (int)(room - 1));
        lua_pushliteral(L, "EFBIG");
        return 3;
    }
    lua_pushlstring(L, bytes->data, (size_t)got);
    buf_wipe(bytes);
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
    int fd = private_open(temporary, O_WRONLY | O_CREAT | O_EXCL);
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
    const char *step;
    char unique[64];
    uint64_t noise[2];

    /* A name that nobody can guess, so that nobody can have taken it. */
    if (getentropy(noise, sizeof noise) != 0)
        return file_failed(L, "name a new file for", path, errno);
    snprintf(unique, sizeof unique, "%ld.%016" PRIx64 "%016" PRIx64, (long)getpid(), noise[0],
             noise[1]);
    step = replace(lua_pushfstring(L, "%s.%s.tmp", path, unique), path, bytes, n);
    if (step)
        return file_failed(L, step, path, errno);
    directory_sweep(path);
    if (directory_sync(path) != 0)
        return file_failed(L, "sync the directory of", path, errno);
    lua_pushboolean(L, 1);
    return 1;
}

/* ---- locks ---- */

/* Returns 1 with the handle on top, or the three results of a failure. */
static int take_lock(lua_State *L, struct handle *h, const char *path, lua_Number seconds)
{
    const double deadline = clock_seconds() + seconds;
    struct timespec pause = {0, 1000000};

    for (;;) {
        if (h->fd < 0) {
            struct stat st;
            h->fd = private_open(path, O_RDWR | O_CREAT);
            if (h->fd < 0)
                return private_unopened(L, path, errno);
            int refused = private_refuse(L, path, h->fd, &st);
            if (refused)
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
        if (clock_seconds() >= deadline) {
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
    return luaL_checkudata(L, 1, LOCK);
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

int luaopen_portabilling_file(lua_State *L)
{
    static const luaL_Reg methods[] = {{"release", lock_release}, {NULL, NULL}};
    static const luaL_Reg functions[] = {{"read_private", file_read_private},
                                         {"write_private", file_write_private},
                                         {"lock", file_lock},
                                         {NULL, NULL}};
    static const luaL_Reg metamethods[] = {{"__gc", lock_release},
                                           {"__close", lock_release},
                                           {"__tostring", lock_tostring},
                                           {NULL, NULL}};
    stay_loaded();
    bytes_open(L);
    file_class(L, LOCK, methods, metamethods);
    lua_createtable(L, 0, 6);
    luaL_setfuncs(L, functions, 0);
    append_open(L);
    part_open(L);
    return 1;
}
