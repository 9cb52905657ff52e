#include "lua_exchange.h"

#include "lua_fields.h"
#include "lua_session.h"
#include "protocol/date.h"
#include "protocol/exchange.h"
#include "shared/bytes.h"
#include "shared/class.h"

#include <string.h>
#include <time.h>

#define BUDGET "portabilling.budget"
#define EXCHANGE "portabilling.exchange"

/* ---- budget ---- */

static int budget_new(lua_State *L)
{
    double seed = luaL_checknumber(L, 1);
    struct rty_budget *b = lua_newuserdatauv(L, sizeof *b, 0);
    uint64_t bits;
    memcpy(&bits, &seed, sizeof bits);
    rty_init(b, bits);
    luaL_setmetatable(L, BUDGET);
    return 1;
}

/* ---- exchange ---- */

struct exchange {
    struct xch_exchange x; /* must be first: see check_exchange */
    struct ses_session *session;
    struct rty_budget *budget;
    enum xch_wire wire;
};

static struct xch_exchange *check_exchange(lua_State *L)
{
    return luaL_checkudata(L, 1, EXCHANGE);
}

/* exchange(session, budget, wire) -> one that makes calls, one after the other */
static int exchange_new(lua_State *L)
{
    struct ses_session *session = session_check(L, 1);
    struct rty_budget *budget = luaL_checkudata(L, 2, BUDGET);
    enum xch_wire wire = strcmp(luaL_optstring(L, 3, "json"), "form") == 0 ? XCH_FORM : XCH_JSON;
    lua_settop(L, 2); /* the name may be collected from here on */
    struct exchange *e = lua_newuserdatauv(L, sizeof *e, 1);
    xch_init(&e->x);
    luaL_setmetatable(L, EXCHANGE);
    e->session = session;
    e->budget = budget;
    e->wire = wire;
    lua_createtable(L, 2, 0); /* keeps both alive as long as the exchange */
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, 1);
    lua_pushvalue(L, 2);
    lua_rawseti(L, -2, 2);
    lua_setiuservalue(L, 3, 1);
    return 1;
}

/* The string at index without a NUL, which would cut it short; else "", which xch_call refuses. */
static const char *plain_argument(lua_State *L, int index)
{
    size_t len;
    const char *text = luaL_checklstring(L, index, &len);
    return strlen(text) == len ? text : "";
}

/* is_name(value) -> whether it may be the name of a service or method */
static int is_name(lua_State *L)
{
    lua_pushboolean(L, lua_type(L, 1) == LUA_TSTRING && xch_is_name(plain_argument(L, 1)));
    return 1;
}

/* Makes it ready for the call that the arguments 2 to 4 name; raises when that cannot be made. */
static void name_call(lua_State *L, struct xch_exchange *x)
{
    size_t len;
    const char *service = plain_argument(L, 2), *method = plain_argument(L, 3);
    const char *params = luaL_checklstring(L, 4, &len);
    xch_reset(x);
    int rc = xch_call(x, service, method, params, len);
    if (rc == 0)
        return;
    xch_fail(x, XCH_CANCELLED, NULL, NULL); /* what is half made must not be sent */
    luaL_error(L, rc == -2 ? "service and method must be plain names (letters, digits, _)"
                           : NO_MEMORY);
}

/* begin(service, method, params, safe, attempts, deadline, open [, get [, paced]]): the next call. params: JSON text; deadline
 * by the clock of next, 0 = none; open: carries no authorization; get: there is no body to carry it, whatever the wire; paced:
 * next says "turn" before each "send". */
static int exchange_begin(lua_State *L)
{
    struct xch_exchange *x = check_exchange(L);
    const struct exchange *e = (const struct exchange *)x;
    double attempts = luaL_checknumber(L, 6), deadline = luaL_checknumber(L, 7);
    name_call(L, x);
    x->session = lua_toboolean(L, 8) ? NULL : e->session;
    x->budget = e->budget;
    x->wire = lua_toboolean(L, 9) ? XCH_JSON : e->wire;
    x->safe = lua_toboolean(L, 5);
    x->paced = lua_toboolean(L, 10);
    x->max_attempts = attempts > 1 ? (attempts < 1e6 ? (unsigned)attempts : 1000000U) : 1;
    x->deadline = deadline;
    return 0;
}

/* path, body, content_type, authorization header or nil */
static int push_request(lua_State *L, const struct xch_exchange *x)
{
    bytes_push_string(L, &x->path);
    bytes_push_string(L, &x->body);
    lua_pushstring(L, x->content_type);
    if (x->header.len)
        bytes_push_string(L, &x->header);
    else
        lua_pushnil(L);
    return 4;
}

/* show(service, method, params, mask [, open]) -> what next would return after "send", but with mask for the session's
 * tokens, of which an open call has none. Ends the call: nothing is sent. */
static int exchange_show(lua_State *L)
{
    struct xch_exchange *x = check_exchange(L);
    const struct exchange *e = (const struct exchange *)x;
    const char *mask = luaL_checkstring(L, 5);
    name_call(L, x);
    x->wire = e->wire;
    if (xch_show(x, lua_toboolean(L, 6) ? NULL : e->session, mask) != 0)
        return luaL_error(L, NO_MEMORY);
    return push_request(L, x);
}

static int exchange_gc(lua_State *L)
{
    xch_free(check_exchange(L));
    return 0;
}

static const char *const kind_names[] = {"ok",      "file", "auth", "fault",    "transport",
                                         "timeout", "http", "busy", "cancelled"};
static const char *const sent_names[] = {"no", "unknown", "yes"};

static void push_kind(lua_State *L, const struct xch_exchange *x)
{
    lua_pushstring(L, kind_names[x->outcome.kind]);
}

/* next(now) -> "send", path, body, content_type, authorization header or nil, true when a new token should be
 *              got beside it
 *            | "wait", seconds | "turn" | "authorize" | "done", the outcome's kind */
static int exchange_next(lua_State *L)
{
    struct xch_exchange *x = check_exchange(L);
    switch (xch_next(x, luaL_checknumber(L, 2))) {
    case XCH_SEND:
        lua_pushliteral(L, "send");
        (void)push_request(L, x);
        if (!x->renewal_due)
            return 5;
        lua_pushboolean(L, 1);
        return 6;
    case XCH_WAIT:
        lua_pushliteral(L, "wait");
        lua_pushnumber(L, x->delay);
        return 2;
    case XCH_TURN:
        lua_pushliteral(L, "turn");
        return 1;
    case XCH_AUTHORIZE:
        lua_pushliteral(L, "authorize");
        return 1;
    default:
        lua_pushliteral(L, "done");
        push_kind(L, x);
        return 2;
    }
}

static void read_failure(lua_State *L, struct xch_attempt *a)
{
    size_t n;
    a->message = field_push(L, 3, "message", &n);
    a->handed_over = field_boolean(L, 3, "handed_over");
    a->timed_out = field_boolean(L, 3, "timed_out");
    a->permanent = field_boolean(L, 3, "permanent");
}

/* The body comes last, and is pinned. */
static void read_answer(lua_State *L, struct xch_attempt *a)
{
    size_t n;
    a->answered = 1;
    a->answer.status = (int)field_range(L, 3, "status", 0, 0, 999);
    a->answer.content_type = field_push(L, 3, "content_type", &n);
    a->answer.disposition = field_push(L, 3, "disposition", &n);
    const char *after = field_push(L, 3, "retry_after", &n), *date = field_push(L, 3, "date", &n);
    double now = date ? date_http(date) : 0;
    a->retry_after = after ? date_retry_after(after, now > 0 ? now : (double)time(NULL)) : -1;
    double streamed = field_range(L, 3, "streamed", -1, -1, 1e15);
    lua_getfield(L, 3, "body");
    a->answer.body = bytes_pin(L, -1, &a->answer.len);
    if (!a->answer.body && !lua_isnil(L, -1))
        luaL_error(L, "body: string or bytes expected, got %s", luaL_typename(L, -1));
    if (!a->answer.body)
        a->answer.body = "";
    /* A file that went straight to its sink: only its size is left to judge by. */
    if (streamed >= 0 && a->answer.len == 0 &&
        flt_is_file(a->answer.status, a->answer.content_type, a->answer.disposition)) {
        a->answer.body = NULL;
        a->answer.len = (size_t)streamed;
    }
}

/* feed(now, attempt): attempt = {status=, content_type=, disposition=, retry_after=, date=, body=} for an answer, whose body
 * is a string or bytes; {failed=code, message=, handed_over=, timed_out=, permanent=} for none; streamed= bytes of a
 * file that were handed on already, all or (body is they) none. -> the outcome's kind; nothing: next tells how to go on */
static int exchange_feed(lua_State *L)
{
    struct xch_exchange *x = check_exchange(L);
    struct xch_attempt a;
    size_t n;
    double now = luaL_checknumber(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 3);
    memset(&a, 0, sizeof a);
    a.code = field_push(L, 3, "failed", &n);
    if (a.code)
        read_failure(L, &a);
    else
        read_answer(L, &a);
    int over = xch_feed(x, &a, now);
    if (a.answered)
        bytes_unpin(L, -1);
    if (over)
        push_kind(L, x);
    return over;
}

/* fail(kind, code, message): ends the call from outside. */
static int exchange_fail(lua_State *L)
{
    struct xch_exchange *x = check_exchange(L);
    const char *kind = luaL_checkstring(L, 2);
    enum xch_kind k = XCH_AUTH;
    while (k < XCH_CANCELLED && strcmp(kind_names[k], kind) != 0)
        k++;
    xch_fail(x, k, luaL_optstring(L, 3, NULL), luaL_optstring(L, 4, NULL));
    return 0;
}

/* kind() -> the outcome's kind */
static int exchange_kind(lua_State *L)
{
    push_kind(L, check_exchange(L));
    return 1;
}

/* outcome() -> {kind=, sent=, retryable=, http_status=, attempts=, code=, message=, path=} */
static int exchange_outcome(lua_State *L)
{
    const struct xch_outcome *o = &check_exchange(L)->outcome;
    lua_createtable(L, 0, 8);
    lua_pushstring(L, kind_names[o->kind]);
    lua_setfield(L, -2, "kind");
    lua_pushstring(L, sent_names[o->sent]);
    lua_setfield(L, -2, "sent");
    lua_pushboolean(L, o->retryable);
    lua_setfield(L, -2, "retryable");
    if (o->http_status) {
        lua_pushinteger(L, o->http_status);
        lua_setfield(L, -2, "http_status");
    }
    lua_pushinteger(L, (lua_Integer)o->attempts);
    lua_setfield(L, -2, "attempts");
    field_set(L, "code", &o->code);
    field_set(L, "message", &o->message);
    field_set(L, "path", &o->path);
    return 1;
}

/* ---- registration ---- */

void exchange_open(lua_State *L)
{
    static const luaL_Reg budget[] = {{NULL, NULL}};
    static const luaL_Reg exchange[] = {
        {"begin", exchange_begin},     {"next", exchange_next}, {"show", exchange_show},
        {"feed", exchange_feed},       {"fail", exchange_fail}, {"kind", exchange_kind},
        {"outcome", exchange_outcome}, {"__gc", exchange_gc},   {NULL, NULL}};
    static const luaL_Reg functions[] = {
        {"budget", budget_new}, {"exchange", exchange_new}, {"is_name", is_name}, {NULL, NULL}};
    class_new(L, BUDGET, budget);
    class_new(L, EXCHANGE, exchange);
    luaL_setfuncs(L, functions, 0);
}
