/* Reads the table given to multi:start. */
#ifndef PB_REQUEST_H
#define PB_REQUEST_H

#include "compat.h"
#include "transfer.h"

/* Checks every option; raises a Lua error that names the wrong one. The strings belong to the table
 * at `index`, which must stay where it is while the request is used. Nothing is acquired. */
void request_read(lua_State *L, int index, struct request *r);
/* Copies the headers of a table that request_read has checked; `key` is the index of the string
 * "headers". Cannot raise. *ok is false when memory ran out. */
struct curl_slist *request_headers(lua_State *L, int index, int key, bool *ok);

/* ---- profiles: what the requests to one server have in common, read once ---- */

struct profile;

/* multi:profile{...}, of a multi that was checked. Upvalue 2: profile's metatable. */
int profile_new(lua_State *L);
/* Frees what it holds; idempotent. */
void profile_release(struct profile *p);
/* The request that starts from the profile at index 1 and takes its own part from the arguments that begin at
 * `first`: url, body, content_type, header, timeout, connect_timeout, once, max_body, stream, compress. Raises
 * for a wrong one; nothing is acquired. */
void profile_request(lua_State *L, int first, struct request *r);

#endif
