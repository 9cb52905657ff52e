#include "interrupt.h"

#include <lauxlib.h>
#include <signal.h>
#include <string.h>

/* A signal handler is told nothing but the signal's number. */
static lua_State *running;

static void raise_error(lua_State *L, lua_Debug *ar)
{
    (void)ar;
    lua_sethook(L, NULL, 0, 0);
    luaL_error(L, "interrupted!");
}

static void on_signal(int number)
{
    (void)number;
    lua_sethook(running, raise_error, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
}

int int_interruptible(lua_State *L)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    /* Without SA_RESTART: who waits for a line is interrupted, too. */
    action.sa_handler = lua_toboolean(L, 1) ? on_signal : SIG_DFL;
    running = L;
    if (sigaction(SIGINT, &action, NULL) != 0)
        return luaL_error(L, "Ctrl-C cannot be caught");
    return 0;
}
