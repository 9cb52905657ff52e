/* file.wait(descriptor): returns when there is something to read, or when a signal came. */
#include "wait.h"

#include <lauxlib.h>
#include <poll.h>

static int wait_readable(lua_State *L)
{
    struct pollfd watched = {.fd = (int)luaL_checkinteger(L, 1), .events = POLLIN};
    poll(&watched, 1, -1);
    return 0;
}

void wait_open(lua_State *L)
{
    lua_pushcfunction(L, wait_readable);
    lua_setfield(L, -2, "wait");
}
