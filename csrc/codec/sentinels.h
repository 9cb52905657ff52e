/* What the codec's functions share: the values that plain Lua tables cannot say, and the limit of nesting. */
#ifndef PB_SENTINELS_H
#define PB_SENTINELS_H

#include "shared/buffer.h"

#include <lua.h>

#define CODEC_DEPTH 64                                    /* the default of the option max_depth */
#define CODEC_NO_STACK "nested too deeply, or " NO_MEMORY /* for luaL_checkstack */

/* The light userdata NULL, which is lua-cjson's and nginx's null as well. */
void codec_push_null(lua_State *L);
void codec_push_empty_array(lua_State *L);
int codec_is_empty_array(const void *light_userdata);
/* The metatable that marks a table as an array: one per Lua state. */
void codec_push_array_mt(lua_State *L);
/* The value of the option max_depth, at index; raises when it is none. */
unsigned codec_check_depth(lua_State *L, int index);

#endif
