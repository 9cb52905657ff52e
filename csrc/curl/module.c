/* The Lua binding of the pool and its transfers.
 *
 * ---@class curl.multi              a pool of connections; also the driver's clock and sleep
 * ---@class curl.transfer           one POST
 * curl.multi() -> multi             or nil, message
 * curl.now(), curl.time(), curl.version()
 *                                   monotonic and wall clock in seconds; libcurl's own version line
 * multi:profile{...} -> profile     what many requests have in common, read once; a wrong option raises. Options:
 *     headers = { "Name: value", ... }, user_agent
 *     stall_timeout                 seconds (whole ones) with less than a byte a second
 *     idle_limit                    seconds: no connection that was idle for longer is used
 *     max_age                       seconds: no connection that was made longer ago is used
 *     ca_file, verify (true), http (false: https only), proxy ("": none; nil: environment)
 *     max_header                    bytes; 128 KiB
 * profile:send(transfer, owner, url, body, content_type, header, timeout, connect_timeout, once, max_body,
 *              stream, compress) -> transfer   or nil, message (memory). All but url may be nil:
 *     transfer                      one of this profile's that has ended and is not needed any more, to be used again
 *     owner                         a table that keeps the transfer: it gets it as its field "transfer" before anything
 *                                   is sent, and step gives it instead
 *     header                        one more "Name: value"
 *     timeout, connect_timeout      seconds; the first one covers the whole transfer
 *     once (false)                  the request reaches a server at most once
 *     max_body                      bytes, after decompression; unlimited
 *     stream (false)                hand the body over in pieces: "data" events, take()
 *     compress (true)               false: asks for an answer that is not compressed
 * multi:step([seconds [, into]]) -> { transfer, "done" | "data", transfer, ... }   or nil, message
 *                                   waits for events at most that long (0); may return none early,
 *                                   for instance after a signal: call again until the time is up.
 *                                   With a table `into` they are written there, and their count is returned, and how many
 *                                   run still. An owner has the event as a field, too (owner.done = true): it is there as
 *                                   soon as the pool has forgotten the event, whatever becomes of this list
 * multi:running() -> integer        transfers whose "done" was not handed over yet
 * multi:pollfd() -> integer         for an event loop: a descriptor that is readable whenever step has
 *                                   something to do, timeouts included; or nil, message. It stays the same
 * multi:events() -> "r"             what of it to wait for; with multi:timeout() -> nil this makes the
 *                                   multi what cqueues calls pollable
 * multi:alarm(seconds)              it becomes readable in so many seconds, too; the earliest one counts. Closed: nothing
 * multi:ours() -> boolean           may it be used? false once it is closed, and in a process forked after it was made
 * multi:close()                     cancels what runs; also when collected or closed by scope
 * transfer:result() -> table        nil before "done" was handed over; the same table every time:
 *     code ("OK", libcurl's names such as "COULDNT_CONNECT", "CANCELLED"; "CONNECTION_LOST" and "ANSWER_CUT" when
 *         the connection ended before and within the answer; "PROXY" when that refused to connect), number (libcurl's; -1), message
 *     proxy_status                  with which a proxy refused to connect, or nil
 *     certificate                   why it was refused, by OpenSSL's numbers (X509_V_ERR_...), where they are known
 *     sent                          a request was handed to an established connection
 *     resent_refused                `once` stopped libcurl from sending it again
 *     got_bytes, headers_complete   how far the answer came
 *     limit                         "body" or "header" when that limit stopped it
 *     status, content_type, disposition, retry_after, date, location    of the final answer, or nil
 *     body                          string; nil unless complete, and in streams
 *     framed, packed                by the headers: where the body ends (so not with the connection); compressed
 *     doubtful                      the answer is empty, and may have been cut to that
 *     body_bytes, elapsed (seconds), reused (the connection)
 * transfer:answer() -> table        the same for a whole answer that was not streamed, briefly: status, content_type,
 *                                   disposition, retry_after and then date, body, framed (if false). Once only; nil when result has to be asked. A
 *                                   large body comes as bytes (core/bytes.h), which are not a string
 * transfer:head() -> status, content_type, disposition     nil before the headers are complete
 * transfer:take() -> string         what waits of a stream; it pauses while 256 KiB wait. One "data"
 *                                   event is given per take; after "done", take once more
 * transfer:cancel()                 its connection is closed; no event follows
 *
 * Who keeps whom: a running transfer (or its owner) is anchored in its multi's table (multi's user value 1) until
 * its "done" event is handed over, and has the multi or its profile as its own user value 1; a profile keeps the
 * multi. A finished transfer needs none of them; after result() its user value is that table. Either may be
 * collected first. */
#include "compat.h"
#include "core/bytes.h"
#include "request.h"
#include "stay_loaded.h"
#include "transfer.h"

#include <string.h>
#include <time.h>

#define MULTI "curl multi"
#define TRANSFER "curl transfer"
#define PROFILE "curl profile"

/* A body up to this size is made a Lua string at once: that costs less than a userdata. */
#define STRING_MAX 4096

PB_EXPORT int luaopen_portabilling_curl(lua_State *L);

/* Upvalue 1 of every method is the metatable its self must have. */
static void *self(lua_State *L, const char *what)
{
    void *p = lua_touserdata(L, 1);
    if (!p || !lua_getmetatable(L, 1) || !lua_rawequal(L, -1, lua_upvalueindex(1)))
        luaL_error(L, "%s expected, got %s (call the method with ':')", what, luaL_typename(L, 1));
    lua_pop(L, 1);
    return p;
}

static struct pool *check_pool(lua_State *L, int index, const char *method)
{
    struct pool *pool = lua_touserdata(L, index);
    if (!pool->multi)
        luaL_error(L, "%s: the curl multi is closed", method);
    if (!pool_ours(pool))
        luaL_error(L,
                   "%s: this curl multi belongs to process %d; after a fork the child must make "
                   "its own with curl.multi()",
                   method, (int)pool->owner);
    return pool;
}

static struct pool *open_pool(lua_State *L, const char *method)
{
    self(L, MULTI);
    return check_pool(L, 1, method);
}

/* ---- multi ---- */

static int multi_new(lua_State *L)
{
    struct pool *pool = lua_newuserdatauv(L, sizeof *pool, 1);
    memset(pool, 0, sizeof *pool);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_setmetatable(L, -2);
    lua_createtable(L, 0, 0);
    lua_setiuservalue(L, -2, 1);
    if (pool_open(pool) != 0) {
        lua_pushnil(L);
        lua_pushliteral(L, "out of memory: libcurl could not make a multi handle");
        return 2;
    }
    return 1;
}

/* Pushes a zeroed transfer; metatable: index of its metatable. */
static struct transfer *push_transfer(lua_State *L, int metatable)
{
    struct transfer *t = lua_newuserdatauv(L, sizeof *t, 1);
    memset(t, 0, sizeof *t);
    lua_pushvalue(L, metatable);
    lua_setmetatable(L, -2);
    return t;
}

/* Starts t, which is anchored in the table on the top of the stack. Cannot raise before libcurl has it. */
static int start(lua_State *L, struct pool *pool, struct transfer *t, const struct request *request)
{
    CURLcode rc = transfer_start(pool, t, request);
    if (rc == CURLE_OK)
        return 0;
    lua_pushnil(L);
    lua_rawsetp(L, -2, t);
    lua_pushnil(L);
    lua_pushfstring(L, "libcurl could not start the transfer: %s", curl_easy_strerror(rc));
    return -1;
}

/* Upvalues: multi's metatable, profile's metatable. */
static int multi_profile(lua_State *L)
{
    open_pool(L, "profile");
    return profile_new(L);
}

static int profile_collect(lua_State *L)
{
    profile_release(self(L, PROFILE));
    return 0;
}

/* send's own arguments after these two. */
enum { ARG_TRANSFER = 2, ARG_OWNER = 3, ARG_REQUEST = 4, ARGS_END = 13 };

/* Upvalues: profile's metatable, transfer's metatable, "transfer". */
static int profile_send(lua_State *L)
{
    struct request request;
    self(L, PROFILE);
    luaL_checkstack(L, ARGS_END + LUA_MINSTACK, "not enough memory");
    lua_settop(L, ARGS_END);
    if (!lua_isnil(L, ARG_OWNER))
        luaL_checktype(L, ARG_OWNER, LUA_TTABLE);
    profile_request(L, ARG_REQUEST, &request);
    lua_getiuservalue(L, 1, 1);
    lua_rawgeti(L, -1, 1);
    int multi = lua_gettop(L);
    struct transfer *t;
    if (lua_isnil(L, ARG_TRANSFER)) {
        t = push_transfer(L, lua_upvalueindex(2));
        lua_pushvalue(L, 1);
        lua_setiuservalue(L, -2, 1);
    } else {
        t = lua_touserdata(L, ARG_TRANSFER);
        if (!t || !lua_getmetatable(L, ARG_TRANSFER) || !lua_rawequal(L, -1, lua_upvalueindex(2)))
            return luaL_argerror(L, ARG_TRANSFER, TRANSFER " or nil expected");
        lua_getiuservalue(L, ARG_TRANSFER, 1);
        if (t->pool || t->state == TRANSFER_RUNNING || !lua_rawequal(L, -1, 1))
            return luaL_argerror(L, ARG_TRANSFER, "this transfer cannot be used again");
        lua_pushvalue(L, ARG_TRANSFER);
    }
    int transfer = lua_gettop(L);
    bool owned = !lua_isnil(L, ARG_OWNER);
    if (owned) {
        lua_pushvalue(L, lua_upvalueindex(3));
        lua_pushvalue(L, transfer);
        lua_rawset(L, ARG_OWNER);
    }
    /* Only now: a new transfer asks Lua for memory, and a finalizer that runs then may close the multi. */
    struct pool *pool = check_pool(L, multi, "send");
    transfer_reset(t);
    lua_getiuservalue(L, multi, 1);
    lua_pushvalue(L, owned ? ARG_OWNER : transfer);
    lua_rawsetp(L, -2, t);
    if (start(L, pool, t, &request) != 0)
        return 2;
    lua_settop(L, transfer);
    return 1;
}

/* Writes the events into the table at index 3 and forgets them; `known` is the index of multi's table. An event is noted at
 * its owner before it is forgotten, in one go: between two instructions of a Lua program an error may be raised (Ctrl-C). */
static int tell_events(lua_State *L, struct pool *pool, int known)
{
    int n = 0;
    for (struct transfer *t = pool->first, *next; t && pool->events > 0; t = next) {
        next = t->next;
        if (!t->event)
            continue;
        bool done = t->state == TRANSFER_DONE;
        lua_rawgetp(L, known, t);
        lua_pushvalue(L, -1);
        lua_rawseti(L, 3, n + 1);
        lua_pushvalue(L, lua_upvalueindex(done ? 2 : 3));
        lua_rawseti(L, 3, n + 2);
        if (lua_istable(L, -1)) {
            lua_pushvalue(L, lua_upvalueindex(done ? 2 : 3));
            lua_pushboolean(L, 1);
            lua_rawset(L, -3);
        }
        lua_pop(L, 1);
        n += 2; /* only now, for a table that has to grow may raise: the event is told again then */
        if (done) {
            pool_unlist(t);
            lua_pushnil(L);
            lua_rawsetp(L, known, t);
        } else {
            pool_told(t);
        }
    }
    return n;
}

/* Upvalues: metatable, "done", "data" (so that pushing them cannot fail). */
static int multi_step(lua_State *L)
{
    struct pool *pool = open_pool(L, "step");
    lua_Number seconds = luaL_optnumber(L, 2, 0);
    if (seconds != seconds)
        return luaL_argerror(L, 2, "a number of seconds expected, got nan");
    lua_settop(L, 3);
    bool given = !lua_isnil(L, 3);
    if (given)
        luaL_checktype(L, 3, LUA_TTABLE);
    CURLMcode rc = pool_step(pool, seconds);
    if (rc != CURLM_OK) {
        lua_pushnil(L);
        lua_pushfstring(L, "libcurl could not go on: %s", curl_multi_strerror(rc));
        return 2;
    }
    if (!given) {
        /* May raise for want of memory: the events are still in the pool then, for the next step. */
        lua_createtable(L, (int)pool->events * 2, 0);
        lua_replace(L, 3);
    }
    int n = 0;
    if (pool->events > 0) {
        lua_getiuservalue(L, 1, 1);
        n = tell_events(L, pool, 4);
    }
    lua_settop(L, 3);
    if (!given)
        return 1;
    lua_pushinteger(L, n);
    lua_pushinteger(L, (lua_Integer)pool->count);
    return 2;
}

static int multi_pollfd(lua_State *L)
{
    int fd, problem = loop_share(open_pool(L, "pollfd"), &fd);
    if (problem != 0) {
        lua_pushnil(L);
        lua_pushfstring(L, "no descriptor for event loops: %s", strerror(problem));
        return 2;
    }
    lua_pushinteger(L, fd);
    return 1;
}

static int multi_events(lua_State *L)
{
    self(L, MULTI);
    lua_pushliteral(L, "r");
    return 1;
}

static int multi_timeout(lua_State *L)
{
    self(L, MULTI);
    lua_pushnil(L); /* the descriptor tells of libcurl's timers, too */
    return 1;
}

static int multi_alarm(lua_State *L)
{
    struct pool *pool = self(L, MULTI);
    if (!pool->multi) /* collected, it may be, before a list that has something to wake yet */
        return 0;
    check_pool(L, 1, "alarm");
    lua_Number seconds = luaL_checknumber(L, 2);
    if (!loop_shared(pool))
        return luaL_error(L, "alarm: nobody can hear it before pollfd was called");
    if (seconds != seconds)
        return luaL_argerror(L, 2, "a number of seconds expected, got nan");
    loop_alarm(pool, seconds);
    return 0;
}

static int multi_running(lua_State *L)
{
    struct pool *pool = self(L, MULTI);
    lua_pushinteger(L, (lua_Integer)pool->count);
    return 1;
}

static int multi_ours(lua_State *L)
{
    struct pool *pool = self(L, MULTI);
    lua_pushboolean(L, pool->multi && pool_ours(pool));
    return 1;
}

static int multi_close(lua_State *L)
{
    struct pool *pool = self(L, MULTI);
    if (pool->first) {
        lua_getiuservalue(L, 1, 1);
        for (struct transfer *t = pool->first; t; t = t->next) {
            lua_pushnil(L);
            lua_rawsetp(L, -2, t);
        }
    }
    pool_close(pool);
    return 0;
}

static int multi_tostring(lua_State *L)
{
    struct pool *pool = self(L, MULTI);
    if (pool->multi)
        lua_pushfstring(L, MULTI " (%d running)", (int)pool->count);
    else
        lua_pushliteral(L, MULTI " (closed)");
    return 1;
}

/* ---- transfer ---- */

static void set_string(lua_State *L, const char *key, const struct buf *value)
{
    if (value->len == 0)
        return;
    lua_pushlstring(L, value->data, value->len);
    lua_setfield(L, -2, key);
}

static void set_bool(lua_State *L, const char *key, bool value)
{
    lua_pushboolean(L, value);
    lua_setfield(L, -2, key);
}

static void set_number(lua_State *L, const char *key, lua_Number value)
{
    lua_pushnumber(L, value);
    lua_setfield(L, -2, key);
}

static void set_integer(lua_State *L, const char *key, lua_Integer value)
{
    lua_pushinteger(L, value);
    lua_setfield(L, -2, key);
}

static void push_result(lua_State *L, struct transfer *t)
{
    bool cancelled = t->state == TRANSFER_CANCELLED;
    lua_createtable(L, 0, 22);
    lua_pushstring(L, transfer_outcome(t));
    lua_setfield(L, -2, "code");
    set_integer(L, "number", cancelled ? -1 : (lua_Integer)t->rc);
    if (t->message[0]) {
        lua_pushstring(L, t->message);
        lua_setfield(L, -2, "message");
    }
    set_bool(L, "sent", t->handed > 0);
    set_bool(L, "resent_refused", t->resend_refused);
    set_bool(L, "got_bytes", t->got_bytes);
    set_bool(L, "headers_complete", t->headers_complete);
    set_bool(L, "reused", t->reused);
    set_bool(L, "framed", t->framed);
    set_bool(L, "packed", t->packed);
    set_bool(L, "doubtful", t->doubtful);
    if (t->proxy_status != 0)
        set_integer(L, "proxy_status", t->proxy_status);
    if (t->certificate != 0)
        set_integer(L, "certificate", t->certificate);
    set_number(L, "elapsed", t->elapsed);
    set_integer(L, "body_bytes", (lua_Integer)t->body_bytes);
    if (t->status != 0)
        set_integer(L, "status", t->status);
    if (t->limit) {
        lua_pushstring(L, t->limit);
        lua_setfield(L, -2, "limit");
    }
    set_string(L, "content_type", &t->header[HEADER_CONTENT_TYPE]);
    set_string(L, "disposition", &t->header[HEADER_DISPOSITION]);
    set_string(L, "retry_after", &t->header[HEADER_RETRY_AFTER]);
    set_string(L, "date", &t->header[HEADER_DATE]);
    set_string(L, "location", &t->header[HEADER_LOCATION]);
    /* A body that may be cut short is not handed out at all. */
    if (!t->stream && !cancelled && !t->answered && t->rc == CURLE_OK) {
        lua_pushlstring(L, t->received.data ? t->received.data : "", t->received.len);
        lua_setfield(L, -2, "body");
    }
}

static int transfer_result(lua_State *L)
{
    struct transfer *t = self(L, TRANSFER);
    if (t->pool || t->state == TRANSFER_NEW) {
        lua_pushnil(L);
        return 1;
    }
    lua_settop(L, 1);
    lua_getiuservalue(L, 1, 1);
    if (!lua_istable(L, 2)) {
        push_result(L, t);
        lua_pushvalue(L, -1);
        lua_setiuservalue(L, 1, 1);
        if (!t->stream)
            buf_wipe(&t->received); /* Lua's collector does not see this memory */
    }
    return 1;
}

static int transfer_answer(lua_State *L)
{
    struct transfer *t = self(L, TRANSFER);
    bool whole = !t->pool && t->state == TRANSFER_DONE && t->rc == CURLE_OK && !t->stream;
    lua_settop(L, 1);
    lua_getiuservalue(L, 1, 1);
    if (!whole || t->answered || lua_istable(L, 2)) {
        lua_pushnil(L);
        return 1;
    }
    lua_createtable(L, 0, 8); /* room for all: nothing below raises for want of it */
    set_integer(L, "status", t->status);
    set_string(L, "content_type", &t->header[HEADER_CONTENT_TYPE]);
    set_string(L, "disposition", &t->header[HEADER_DISPOSITION]);
    if (t->header[HEADER_RETRY_AFTER].len) {
        set_string(L, "retry_after", &t->header[HEADER_RETRY_AFTER]);
        set_string(L, "date", &t->header[HEADER_DATE]);
    }
    if (!t->framed)
        set_bool(L, "framed", false);
    if (t->received.len <= STRING_MAX) {
        lua_pushlstring(L, t->received.len ? t->received.data : "", t->received.len);
    } else {
        struct buf *bytes = bytes_push(L);
        *bytes = t->received;
        buf_init(&t->received);
    }
    t->answered = true;
    lua_setfield(L, -2, "body");
    buf_clear(&t->received, t->received.cap); /* it may be the answer to a log-in */
    return 1;
}

static int transfer_head(lua_State *L)
{
    struct transfer *t = self(L, TRANSFER);
    if (!t->headers_complete) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, t->status);
    for (int i = HEADER_CONTENT_TYPE; i <= HEADER_DISPOSITION; i++) {
        if (t->header[i].len > 0)
            lua_pushlstring(L, t->header[i].data, t->header[i].len);
        else
            lua_pushnil(L);
    }
    return 3;
}

static int transfer_take(lua_State *L)
{
    struct transfer *t = self(L, TRANSFER);
    if (!t->stream)
        return luaL_error(L, "take: the transfer was not started with stream = true");
    if (t->pool && !pool_ours(t->pool))
        return luaL_error(L, "take: this transfer belongs to process %d", (int)t->pool->owner);
    t->taking = true;
    lua_pushlstring(L, t->received.data ? t->received.data : "", t->received.len);
    transfer_taken(t);
    return 1;
}

static int transfer_stop(lua_State *L)
{
    struct transfer *t = self(L, TRANSFER);
    if (t->pool) {
        lua_getiuservalue(L, 1, 1); /* the multi, or the profile that keeps it */
        lua_getiuservalue(L, -1, 1);
        if (lua_touserdata(L, -2) != t->pool) {
            lua_rawgeti(L, -1, 1);
            lua_getiuservalue(L, -1, 1);
        }
        lua_pushnil(L);
        lua_rawsetp(L, -2, t);
        transfer_cancel(t);
    }
    return 0;
}

static int transfer_gc(lua_State *L)
{
    transfer_release(self(L, TRANSFER));
    return 0;
}

static int transfer_tostring(lua_State *L)
{
    struct transfer *t = self(L, TRANSFER);
    if (t->state == TRANSFER_RUNNING)
        lua_pushliteral(L, TRANSFER " (running)");
    else
        lua_pushfstring(L, TRANSFER " (%s)", transfer_outcome(t));
    return 1;
}

/* ---- the module ---- */

static int push_clock(lua_State *L, clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    lua_pushnumber(L, (lua_Number)ts.tv_sec + (lua_Number)ts.tv_nsec / 1e9);
    return 1;
}

static int curl_now(lua_State *L)
{
    return push_clock(L, CLOCK_MONOTONIC);
}

static int curl_time(lua_State *L)
{
    return push_clock(L, CLOCK_REALTIME);
}

static int curl_about(lua_State *L)
{
    lua_pushstring(L, curl_version());
    return 1;
}

/* Fills the metatable at `index` with functions whose upvalue 1 is that metatable. A script reaches those that are no
 * metamethods, through __index, and nothing else of it. */
static void set_methods(lua_State *L, int index, const luaL_Reg *functions)
{
    lua_createtable(L, 0, 8);
    for (; functions->name; functions++) {
        int metamethod = strncmp(functions->name, "__", 2) == 0;
        lua_pushvalue(L, index);
        lua_pushcclosure(L, functions->func, 1);
        lua_setfield(L, metamethod ? index : lua_gettop(L) - 1, functions->name);
    }
    lua_setfield(L, index, "__index");
    lua_pushliteral(L, "locked");
    lua_setfield(L, index, "__metatable");
}

/* Pops a function, which becomes a method. */
static void add_method(lua_State *L, int index, const char *name)
{
    lua_getfield(L, index, "__index");
    lua_insert(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

int luaopen_portabilling_curl(lua_State *L)
{
    static const luaL_Reg multi_methods[] = {{"running", multi_running},
                                             {"ours", multi_ours},
                                             {"pollfd", multi_pollfd},
                                             {"events", multi_events},
                                             {"timeout", multi_timeout},
                                             {"alarm", multi_alarm},
                                             {"close", multi_close},
                                             {"__close", multi_close},
                                             {"__tostring", multi_tostring},
                                             {"__gc", multi_close},
                                             {NULL, NULL}};
    static const luaL_Reg transfer_methods[] = {
        {"result", transfer_result}, {"answer", transfer_answer},       {"head", transfer_head},
        {"take", transfer_take},     {"cancel", transfer_stop},         {"__close", transfer_stop},
        {"__gc", transfer_gc},       {"__tostring", transfer_tostring}, {NULL, NULL}};
    static const luaL_Reg functions[] = {
        {"now", curl_now}, {"time", curl_time}, {"version", curl_about}, {NULL, NULL}};

    stay_loaded();
    /* Never undone: other users of libcurl in this process may outlive this Lua state. */
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || pool_watch_forks() != 0)
        return luaL_error(L, "libcurl could not be initialised (out of memory?)");

    lua_settop(L, 0);
    bytes_open(L);
    const int multi = 1, transfer = 2, profile = 3, module = 4;
    for (int i = multi; i < module; i++)
        lua_createtable(L, 0, 8);
    set_methods(L, multi, multi_methods);
    set_methods(L, transfer, transfer_methods);

    lua_pushvalue(L, multi);
    lua_pushvalue(L, profile);
    lua_pushcclosure(L, multi_profile, 2);
    add_method(L, multi, "profile");
    /* Out of a script's reach: transfers use what it frees. */
    lua_pushvalue(L, profile);
    lua_pushcclosure(L, profile_collect, 1);
    lua_setfield(L, profile, "__gc");
    lua_pushliteral(L, "locked");
    lua_setfield(L, profile, "__metatable");
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, profile);
    lua_pushvalue(L, transfer);
    lua_pushliteral(L, "transfer");
    lua_pushcclosure(L, profile_send, 3);
    lua_setfield(L, -2, "send");
    lua_setfield(L, profile, "__index");

    lua_pushvalue(L, multi);
    lua_pushliteral(L, "done");
    lua_pushliteral(L, "data");
    lua_pushcclosure(L, multi_step, 3);
    add_method(L, multi, "step");

    lua_createtable(L, 0, 4);
    luaL_setfuncs(L, functions, 0);
    lua_pushvalue(L, multi);
    lua_pushcclosure(L, multi_new, 1);
    lua_setfield(L, module, "multi");
    return 1;
}
