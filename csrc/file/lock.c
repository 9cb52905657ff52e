#include "lock.h"

#include "descriptor.h"
#include "failure.h"
#include "private.h"
#include "shared/class.h"
#include "shared/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK "file lock"
#define LOCK_SECONDS_DEFAULT 10
#define PAUSE_MAX_NS 50000000L

void handle_release(struct handle *h)
{
    /* Closing is enough, and after a fork it keeps the other process's lock, unlike LOCK_UN. */
    if (h->fd >= 0)
        close(h->fd);
    h->fd = -1;
}

struct handle *handle_new(lua_State *L)
{
    struct handle *h = lua_newuserdatauv(L, sizeof *h, 0);
    h->fd = -1;
    luaL_setmetatable(L, LOCK);
    return h;
}

/* Returns 1 with the handle on top, or the three results of a failure. */
static int take_lock(lua_State *L, struct handle *h, const char *path, lua_Number seconds)
{
    const double deadline = clock_seconds() + seconds;
    struct timespec pause = {0, 1000000};

    for (;;) {
        if (h->fd < 0) {
            struct stat st;
            int refused = private_take(L, path, O_RDWR | O_CREAT, &h->fd, &st);
            if (refused)
                return refused;
        }
        if (flock(h->fd, LOCK_EX | LOCK_NB) == 0) {
            if (descriptor_is_named(h->fd, path))
                return 1;
            handle_release(h);
        } else if (errno != EWOULDBLOCK && errno != EINTR) {
            return file_failed(L, "lock", path, errno);
        }
        /* Tries instead of one blocking call, so that a holder that hangs cannot hang us as well. */
        if (clock_seconds() >= deadline)
            return seconds > 0
                       ? file_refused(L, ETIMEDOUT,
                                      "lock %s: still held by another process after %f s", path,
                                      seconds)
                       : file_refused(L, ETIMEDOUT, "lock %s: held by another process", path);
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
    struct handle *h = handle_new(L);
    int results = take_lock(L, h, path, seconds);
    if (results != 1)
        handle_release(h);
    return results;
}

static struct handle *self(lua_State *L)
{
    return luaL_checkudata(L, 1, LOCK);
}

static int lock_release(lua_State *L)
{
    handle_release(self(L));
    return 0;
}

static int lock_tostring(lua_State *L)
{
    lua_pushstring(L, self(L)->fd >= 0 ? LOCK " (held)" : LOCK " (released)");
    return 1;
}

void lock_open(lua_State *L)
{
    static const luaL_Reg functions[] = {{"release", lock_release},
                                         {"__gc", lock_release},
                                         {"__close", lock_release},
                                         {"__tostring", lock_tostring},
                                         {NULL, NULL}};
    class_new(L, LOCK, functions);
    lua_pushcfunction(L, file_lock);
    lua_setfield(L, -2, "lock");
}
