/* ---@class curl.profile          what many requests have in common, read once
 *
 * multi:profile{...} -> profile   a wrong option raises. Options:
 *     headers = { "Name: value", ... }, user_agent
 *     stall_timeout               seconds (whole ones) with less than a byte a second
 *     idle_limit                  seconds: no connection that was idle for longer is used
 *     max_age                     seconds: no connection that was made longer ago is used
 *     ca_file, verify (true), http (false: https only), proxy ("": none; nil: environment)
 *     max_header                  bytes of header lines; unlimited
 * profile:send(request [, owner [, stream [, compress]]]) -> transfer   or nil, message (memory)
 *     request                     a table, whose metatable is not asked. Its fields:
 *         url, body (""), content_type
 *         get (false)             a GET instead of a POST: the body is not sent
 *         authorization           a whole header line
 *         timeout, connect_timeout    seconds; the first one covers the whole transfer
 *         once (false)            the request reaches a server at most once
 *         max_body                bytes, after decompression; unlimited
 *     owner                       a table that keeps the transfer, and that step gives instead: its field "transfer", set
 *                                 before anything is sent. One that is there already is used again: it must be this profile's
 *                                 and have ended, and its result must not have been asked for
 *     stream (false)              hand the body over in pieces: "data" events, take()
 *     compress (true)             false: asks for an answer that is not compressed */
#ifndef PB_LUA_PROFILE_H
#define PB_LUA_PROFILE_H

#include "shared/compat.h"

#define PROFILE "curl profile"

/* Fills the class's metatable at `index`; `transfer` is the index of the transfers' metatable. */
void profile_class(lua_State *L, int index, int transfer);
/* multi:profile. Upvalues: the metatables of multi and of profile. */
int profile_new(lua_State *L);

#endif
