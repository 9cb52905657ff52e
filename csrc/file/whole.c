#include "whole.h"

#include "descriptor.h"
#include "directory.h"
#include "failure.h"
#include "lock.h"
#include "private.h"
#include "shared/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_MAX_DEFAULT (1024 * 1024)

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
    int refused = private_take(L, path, O_RDONLY, &h->fd, &st);
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
    if ((size_t)got == room)
        return file_refused(L, EFBIG, "read %s: larger than %d bytes", path, (int)(room - 1));
    bytes->len = (size_t)got;
    bytes_to_string(L, bytes);
    return 1;
}

static int file_read_private(lua_State *L)
{
    const char *path = file_path(L, 1);
    lua_Number max = luaL_optnumber(L, 2, READ_MAX_DEFAULT);
    luaL_argcheck(L, max >= 0 && max <= 2147483647.0, 2, "a number of bytes, at most 2^31 - 1");
    struct handle *h = handle_new(L);
    int results = read_private(L, h, path, max);
    handle_release(h);
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

void whole_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"read_private", file_read_private}, {"write_private", file_write_private}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
