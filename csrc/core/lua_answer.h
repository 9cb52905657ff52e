/* What an answer's head and body are. */
#ifndef PB_LUA_ANSWER_H
#define PB_LUA_ANSWER_H

#include "shared/compat.h"

/* is_file(status, content_type, disposition) -> by the headers alone: is the body a file? */
int answer_is_file(lua_State *L);
/* may_be_fault(text) -> whether a body that begins so may turn out to be a fault */
int answer_may_be_fault(lua_State *L);
/* content(body) -> what of an answer's body there is to decode; nil when it is empty or blank. A byte order mark, which
 * JSON has not but some servers send, is left out. */
int answer_content(lua_State *L);

#endif
