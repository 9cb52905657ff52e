/* The Lua face of the session (protocol/session.h): core.session. */
#ifndef PB_LUA_SESSION_H
#define PB_LUA_SESSION_H

#include "protocol/session.h"
#include "shared/compat.h"

/* Adds session() to the table on top of the stack. */
void session_open(lua_State *L);
/* The session at index; raises when it is none. */
struct ses_session *session_check(lua_State *L, int index);

#endif
