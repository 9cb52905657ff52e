#include "terminal.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int terminal(lua_State *L)
{
    struct winsize size = {0};
    int fd = (int)luaL_checkinteger(L, 1);
    if (!isatty(fd)) {
        lua_pushnil(L);
        return 1;
    }
    if (ioctl(fd, TIOCGWINSZ, &size) != 0)
        size.ws_col = 0;
    lua_pushinteger(L, size.ws_col);
    return 1;
}

static int outlive_readers(lua_State *L)
{
    (void)L;
    signal(SIGPIPE, SIG_IGN);
    return 0;
}

void terminal_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"terminal", terminal}, {"outlive_readers", outlive_readers}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
