/* Reads what a script wants to have sent. Values are looked at only: whoever asks keeps the strings alive. What is wrong
 * raises. */
#ifndef PB_LUA_REQUEST_H
#define PB_LUA_REQUEST_H

#include "http_request.h"
#include "shared/compat.h"

/* The options of a profile, from the table at `index`; all but its headers, which are only checked. */
void request_options(lua_State *L, int index, struct http_options *o);

/* The fields of a request, in the order in which request_fields pushes them. */
enum request_field {
    REQUEST_URL,
    REQUEST_BODY,
    REQUEST_CONTENT_TYPE,
    REQUEST_AUTHORIZATION,
    REQUEST_TIMEOUT,
    REQUEST_CONNECT_TIMEOUT,
    REQUEST_ONCE,
    REQUEST_MAX_BODY,
    REQUEST_GET,
    REQUEST_FIELDS
};
/* Pushes their names. */
void request_names(lua_State *L);
/* Pushes the fields of the table at `index`; the names are the running function's upvalues from `first` on. */
void request_fields(lua_State *L, int index, int first);
/* Reads them; `first` is the stack index of the first one. */
void request_read(lua_State *L, int first, struct http_request *r);

#endif
