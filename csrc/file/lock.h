/* Locks between processes, and the handle that keeps a descriptor. */
#ifndef PB_LOCK_H
#define PB_LOCK_H

#include "shared/compat.h"

/* An open descriptor that a Lua error cannot leak. It is what lock() returns. */
struct handle {
    int fd; /* -1: none */
};

/* Pushes one without a descriptor. */
struct handle *handle_new(lua_State *L);
/* Closes the descriptor, if there is one. */
void handle_release(struct handle *h);
/* Once, before handle_new: adds lock() to the table on top of the stack. */
void lock_open(lua_State *L);

#endif
