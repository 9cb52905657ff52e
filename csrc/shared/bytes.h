/* A buffer that Lua's collector looks after: what is in it is wiped and freed with it, also when an error is raised. So two
 * C modules can hand bytes to each other through Lua without making a Lua string of them: a page of records is large, and is
 * only read once. To Lua they are a userdata with #, tostring() and release(). */
#ifndef PB_BYTES_H
#define PB_BYTES_H

#include "buffer.h"

#include <lua.h>

/* Once in a Lua state, before bytes_push. */
void bytes_open(lua_State *L);
/* Pushes an empty one. */
struct buf *bytes_push(lua_State *L);
/* Pushes what they hold as a string, and wipes them. */
void bytes_to_string(lua_State *L, struct buf *bytes);
/* The text at index, bytes or a string; NULL when it is neither. Until bytes_unpin it stays where it is as long as it is on
 * the stack: whatever asks Lua for memory may run a finalizer, and that may release the bytes, which then waits. After an
 * error in between they are released when they are collected. */
const char *bytes_pin(lua_State *L, int index, size_t *len);
void bytes_unpin(lua_State *L, int index);
/* Pushes what any buffer holds as a string. Puts it aside first: asked for a string, LuaJIT collects garbage before it copies
 * the bytes, and a finalizer may change or free them. */
void bytes_push_string(lua_State *L, const struct buf *b);

#endif
