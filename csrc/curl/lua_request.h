/* Profiles: what the requests to one server have in common, read once. */
#ifndef PB_LUA_REQUEST_H
#define PB_LUA_REQUEST_H

#include "compat.h"
#include "http_request.h"

struct profile;

/* multi:profile{...}, of a multi that was checked. Upvalue 2: profile's metatable. */
int profile_new(lua_State *L);
/* Frees what it holds; idempotent. */
void profile_release(struct profile *p);
/* The request that starts from the profile at index 1 and takes its own part from the arguments that begin at
 * `first`: url, body, content_type, header, timeout, connect_timeout, once, max_body, stream, compress. Raises
 * for a wrong one; nothing is acquired. */
void profile_request(lua_State *L, int first, struct http_request *r);

#endif
