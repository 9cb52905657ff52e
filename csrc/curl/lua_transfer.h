/* ---@class curl.transfer          one POST, or GET
 *
 * transfer:result() -> table       nil before "done" was handed over; the same table every time:
 *     code ("OK", libcurl's names such as "COULDNT_CONNECT", "CANCELLED"; "CONNECTION_LOST" and "ANSWER_CUT" when
 *         the connection ended before and within the answer; "PROXY" when that refused to connect), number (libcurl's; -1), message
 *     proxy_status                 with which a proxy refused to connect, or nil
 *     certificate                  why it was refused, by OpenSSL's numbers (X509_V_ERR_...), where they are known
 *     sent                         a request was handed to an established connection
 *     resent_refused               `once` stopped libcurl from sending it again
 *     got_bytes, headers_complete  how far the answer came
 *     limit                        "body" or "header" when that limit stopped it
 *     status, content_type, disposition, retry_after, date, location    of the final answer, or nil
 *     body                         string; nil unless complete, and in streams
 *     framed, packed               by the headers: where the body ends (so not with the connection); compressed
 *     doubtful                     the answer is empty, and may have been cut to that
 *     body_bytes, elapsed (seconds), reused (the connection)
 * transfer:answer() -> table       the same for a whole answer that was not streamed, briefly: status, content_type,
 *                                  disposition, retry_after and then date, body, framed (if false). Once only; nil when result
 *                                  has to be asked. A large body comes as bytes (shared/bytes.h), which are not a string
 * transfer:head() -> status, content_type, disposition     nil before the headers are complete
 * transfer:take() -> string        what waits of a stream; it pauses while 256 KiB wait. One "data"
 *                                  event is given per take; after "done", take once more
 * transfer:cancel()                its connection is closed; no event follows */
#ifndef PB_LUA_TRANSFER_H
#define PB_LUA_TRANSFER_H

#include "shared/class.h"
#include "transfer.h"

#define TRANSFER "curl transfer"

/* Fills the class's metatable at `index`. */
void transfer_class(lua_State *L, int index);
/* Pushes a new transfer of the profile at `profile`; `class` is the index of the class's metatable. */
struct transfer *transfer_push(lua_State *L, int class, int profile);
/* The value on top: one of that profile that has ended, to be used again. Raises for anything else. */
struct transfer *transfer_again(lua_State *L, int class, int profile);

#endif
