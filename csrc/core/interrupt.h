/* Ctrl-C for a program that goes on after it. */
#ifndef PB_INTERRUPT_H
#define PB_INTERRUPT_H

#include <lua.h>

/* core.interruptible(on): from here on each SIGINT raises "interrupted!" in the Lua program, until it is called with false.
 * By themselves lua and luajit do so for the first one, and the second ends the process. To be called in the main thread
 * (coroutine) of the program. */
int int_interruptible(lua_State *L);

#endif
