/* Bytes that one C module hands to another through Lua without making a Lua string of them: a page of records is
 * large, and is only read once. To Lua they are a userdata with #, tostring() and release(). */
#ifndef PB_BYTES_H
#define PB_BYTES_H

#include "buffer.h"

#include <lua.h>

/* Once in a Lua state, before bytes_push. */
void bytes_open(lua_State *L);
/* Pushes an empty one. Whatever is put into it is wiped and freed with it. */
struct buf *bytes_push(lua_State *L);
/* The bytes at index, or NULL when that is something else. */
const struct buf *bytes_test(lua_State *L, int index);
/* The text at index: bytes or a string. NULL when it is neither. */
const char *bytes_text(lua_State *L, int index, size_t *len);

#endif
