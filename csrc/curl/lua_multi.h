/* ---@class curl.multi             a pool of connections; also the driver's clock and sleep
 *
 * curl.multi() -> multi            or nil, message
 * multi:profile{...} -> profile    see lua_profile.h
 * multi:step([seconds [, into]]) -> { transfer, "done" | "data", transfer, ... }   or nil, message
 *                                  waits for events at most that long (0); may return none early,
 *                                  for instance after a signal: call again until the time is up.
 *                                  With a table `into` they are written there, and their count is returned, and how many
 *                                  run still. A transfer's owner stands in its place, and has the event as a field, too
 *                                  (owner.done = true): it is there as soon as the pool has forgotten the event, whatever
 *                                  becomes of this list
 * multi:running() -> integer       transfers whose "done" was not handed over yet
 * multi:pollfd() -> integer        for an event loop: a descriptor that is readable whenever step has
 *                                  something to do, timeouts included; or nil, message. It stays the same
 * multi:events() -> "r"            what of it to wait for; with multi:timeout() -> nil this makes the
 *                                  multi what cqueues calls pollable
 * multi:alarm(seconds)             it becomes readable in so many seconds, too; the earliest one counts. Closed: nothing
 * multi:ours() -> boolean          may it be used? false once it is closed, and in a process forked after it was made
 * multi:close()                    cancels what runs; also when collected or closed by scope
 *
 * Who keeps whom, by user values: a multi has a table of what runs on it, by the transfer's address: the transfer, or its
 * owner, until its "done" event is handed over. A transfer has its profile (later its result, once that was asked for), and
 * a profile a table whose first element is the multi. They may be collected in any order. */
#ifndef PB_LUA_MULTI_H
#define PB_LUA_MULTI_H

#include "pool.h"
#include "shared/class.h"

#define MULTI "curl multi"

/* Fills the class's metatable at `index`. */
void multi_class(lua_State *L, int index);
/* curl.multi; its upvalue is that metatable. */
int multi_new(lua_State *L);
/* The pool of the multi at `index`; raises, in the name of `method`, when it cannot be used. */
struct pool *multi_check(lua_State *L, int index, const char *method);
/* Has the multi at `index` keep the value on top, which is popped, as long as t runs. */
void multi_keep(lua_State *L, int index, const struct transfer *t);
/* Has it keep nothing for t any more. Cannot raise. */
void multi_drop(lua_State *L, int index, const struct transfer *t);

#endif
