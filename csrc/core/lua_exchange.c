#include "lua_exchange.h"

#include "protocol/date.h"
#include "protocol/exchange.h"
#include "shared/bytes.h"

#include <string.h>
#include <time.h>

#define SESSION "portabilling.session"
#define BUDGET "portabilling.budget"
#define EXCHANGE "portabilling.exchange"

static int out_of_memory(lua_State *L)
{
    return luaL_error(L, "not enough memory");
}

/* Field `name` of the table at `index` as a string, pushed (and so anchored) until the caller pops it.
 * Absent: NULL. */
static const char *push_field(lua_State *L, int index, const char *name, size_t *len)
{
    lua_getfield(L, index, name);
    if (lua_isnil(L, -1)) {
        *len = 0;
        return NULL;
    }
    if (lua_type(L, -1) != LUA_TSTRING)
        luaL_error(L, "%s: string expected, got %s", name, luaL_typename(L, -1));
    return lua_tolstring(L, -1, len);
}

static double number_field(lua_State *L, int index, const char *name, double absent)
{
    lua_getfield(L, index, name);
    double n = lua_isnumber(L, -1) ? lua_tonumber(L, -1) : absent;
    lua_pop(L, 1);
    return n;
}

/* The same, cut to what fits between low and high (converting a double beyond an integer type's range
 * is undefined). */
static double range_field(lua_State *L, int index, const char *name, double absent, double low,
                          double high)
{
    double n = number_field(L, index, name, absent);
    return n > low ? (n < high ? n : high) : low; /* NaN: low */
}

static int boolean_field(lua_State *L, int index, const char *name)
{
    lua_getfield(L, index, name);
    int b = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return b;
}

static void set_buf(lua_State *L, const char *name, const struct buf *b)
{
    if (b->len) {
        bytes_push_string(L, b);
        lua_setfield(L, -2, name);
    }
}

/* ---- session ---- */

static struct ses_session *check_session(lua_State *L)
{
    return luaL_checkudata(L, 1, SESSION);
}

static void take_credential(lua_State *L, const char *name, struct buf *into)
{
    size_t len;
    const char *text = push_field(L, 1, name, &len);
    if (text && buf_set(into, text, len) != 0)
        out_of_memory(L);
    lua_pop(L, 1);
}

/* session{login=, password= or token=, prefer_login=} */
static int session_new(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    struct ses_session *s = lua_newuserdatauv(L, sizeof *s, 0);
    ses_init(s);
    luaL_setmetatable(L, SESSION);
    take_credential(L, "login", &s->login);
    take_credential(L, "password", &s->password);
    take_credential(L, "token", &s->api_token);
    s->prefer_login = boolean_field(L, 1, "prefer_login");
    return 1;
}

static int session_gc(lua_State *L)
{
    ses_wipe(check_session(L));
    return 0;
}

/* plan(now) -> "ready" | "refresh" | "login" | "nothing" */
static int session_plan(lua_State *L)
{
    static const char *const names[] = {"ready", "refresh", "login", "nothing"};
    lua_pushstring(L, names[ses_plan(check_session(L), luaL_checknumber(L, 2))]);
    return 1;
}

/* params("refresh" | "login") -> JSON text */
static int session_params(lua_State *L)
{
    struct ses_session *s = check_session(L);
    const char *plan = luaL_checkstring(L, 2);
    struct buf *b = bytes_push(L);
    if (ses_params(s, strcmp(plan, "refresh") == 0 ? SES_REFRESH : SES_LOGIN, b) != 0)
        return out_of_memory(L);
    lua_pushlstring(L, b->data, b->len);
    buf_wipe(b);
    return 1;
}

/* answer(body, now, wall) -> true | nil, reason, code */
static int session_answer(lua_State *L)
{
    struct ses_session *s = check_session(L);
    size_t len;
    double now = luaL_checknumber(L, 3), wall = luaL_checknumber(L, 4);
    const char *body = bytes_pin(L, 2, &len), *reason;
    int rc = ses_answer(s, body ? body : "", len, now, wall, &reason);
    bytes_unpin(L, 2);
    if (rc != 0) {
        lua_pushnil(L);
        lua_pushstring(L, reason);
        lua_pushstring(L, rc == -2 ? "OUT_OF_MEMORY" : "UNEXPECTED_ANSWER");
        return 3;
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* Tokens come from a server or a file: one of another type is none, not a mistake of the program. */
static const char *push_token(lua_State *L, int index, const char *name, size_t *len)
{
    lua_getfield(L, index, name);
    *len = 0;
    return lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, len) : NULL;
}

/* adopt({access_token=, refresh_token=, session_id=, expires_in=, lifetime=}, now [, fresh])
 * -> true | nil, reason. fresh: the server just gave them, they are not from a store. */
static int session_adopt(lua_State *L)
{
    struct ses_session *s = check_session(L);
    size_t access_len, refresh_len, id_len;
    luaL_checktype(L, 2, LUA_TTABLE);
    double now = luaL_checknumber(L, 3);
    lua_settop(L, 4);
    const char *access = push_token(L, 2, "access_token", &access_len);
    const char *refresh = push_token(L, 2, "refresh_token", &refresh_len);
    const char *id = push_token(L, 2, "session_id", &id_len);
    const char *reason = ses_unusable(access, access_len, refresh_len, id, id_len);
    if (reason) {
        lua_pushnil(L);
        lua_pushstring(L, reason);
        return 2;
    }
    if (ses_adopt(s, access, access_len, refresh, refresh_len, id, id_len,
                  number_field(L, 2, "expires_in", 0), number_field(L, 2, "lifetime", 0), now) != 0)
        return out_of_memory(L);
    s->borrowed = !lua_toboolean(L, 4);
    lua_pushboolean(L, 1);
    return 1;
}

/* export(now) -> what adopt takes; nil without tokens. These are secrets: only a token store may have them. */
static int session_export(lua_State *L)
{
    struct ses_session *s = check_session(L);
    double now = luaL_checknumber(L, 2);
    if (!s->access_token.len && !s->session_id.len)
        return 0;
    lua_createtable(L, 0, 5);
    set_buf(L, "access_token", &s->access_token);
    set_buf(L, "refresh_token", &s->refresh_token);
    set_buf(L, "session_id", &s->session_id);
    if (s->expires > 0) {
        lua_pushnumber(L, s->expires - now);
        lua_setfield(L, -2, "expires_in");
        lua_pushnumber(L, s->lifetime);
        lua_setfield(L, -2, "lifetime");
    }
    return 1;
}

static int session_generation(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_session(L)->generation);
    return 1;
}

static int session_lost(lua_State *L)
{
    struct ses_session *s = check_session(L);
    ses_lost(s, (unsigned long)luaL_checkinteger(L, 2));
    return 0;
}

static int session_drop_refresh(lua_State *L)
{
    ses_drop_refresh(check_session(L));
    return 0;
}

static int session_forget(lua_State *L)
{
    ses_forget(check_session(L));
    return 0;
}

static int session_tostring(lua_State *L)
{
    struct ses_session *s = check_session(L);
    int token = s->access_token.len || s->session_id.len;
    lua_pushfstring(L, "portabilling session (%s)",
                    s->lost ? "lost"
                    : token ? "logged in"
                            : "not logged in");
    return 1;
}

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
    struct ses_session *session = luaL_checkudata(L, 1, SESSION);
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

static int bad_name(lua_State *L)
{
    return luaL_error(L, "service and method must be plain names (letters, digits, _)");
}

/* begin(service, method, params, safe, attempts, deadline, open): the next call. params: JSON text; deadline by the
 * clock of next, 0 = none; open: carries no authorization. */
static int exchange_begin(lua_State *L)
{
    struct xch_exchange *x = check_exchange(L);
    const struct exchange *e = (const struct exchange *)x;
    size_t len;
    const char *service = plain_argument(L, 2), *method = plain_argument(L, 3);
    const char *params = luaL_checklstring(L, 4, &len);
    double attempts = luaL_checknumber(L, 6), deadline = luaL_checknumber(L, 7);
    xch_reset(x);
    x->session = lua_toboolean(L, 8) ? NULL : e->session;
    x->budget = e->budget;
    x->wire = e->wire;
    x->safe = lua_toboolean(L, 5);
    x->max_attempts = attempts > 1 ? (attempts < 1e6 ? (unsigned)attempts : 1000000U) : 1;
    x->deadline = deadline;
    int rc = xch_call(x, service, method, params, len);
    if (rc != 0)
        xch_fail(x, XCH_CANCELLED, NULL, NULL); /* what is half made must not be sent */
    if (rc == -2)
        return bad_name(L);
    if (rc != 0)
        return out_of_memory(L);
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
    size_t len;
    const char *service = plain_argument(L, 2), *method = plain_argument(L, 3);
    const char *params = luaL_checklstring(L, 4, &len), *mask = luaL_checkstring(L, 5);
    xch_reset(x);
    x->wire = e->wire;
    int rc = xch_call(x, service, method, params, len);
    if (rc == 0)
        rc = xch_show(x, lua_toboolean(L, 6) ? NULL : e->session, mask);
    else
        xch_fail(x, XCH_CANCELLED, NULL, NULL);
    if (rc == -2)
        return bad_name(L);
    if (rc != 0)
        return out_of_memory(L);
    return push_request(L, x);
}

static int exchange_gc(lua_State *L)
{
    xch_free(check_exchange(L));
    return 0;
}

/* next(now) -> "send", path, body, content_type, authorization header or nil, true when a new token should be
 *              got beside it
 *            | "wait", seconds | "authorize", generation | "done" */
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
    case XCH_AUTHORIZE:
        lua_pushliteral(L, "authorize");
        lua_pushinteger(L, (lua_Integer)x->generation);
        return 2;
    default:
        lua_pushliteral(L, "done");
        return 1;
    }
}

static void read_failure(lua_State *L, struct xch_attempt *a)
{
    size_t n;
    a->message = push_field(L, 3, "message", &n);
    a->handed_over = boolean_field(L, 3, "handed_over");
    a->timed_out = boolean_field(L, 3, "timed_out");
    a->permanent = boolean_field(L, 3, "permanent");
}

/* The body comes last, and is pinned. */
static void read_answer(lua_State *L, struct xch_attempt *a)
{
    size_t n;
    a->answered = 1;
    a->answer.status = (int)range_field(L, 3, "status", 0, 0, 999);
    a->answer.content_type = push_field(L, 3, "content_type", &n);
    a->answer.disposition = push_field(L, 3, "disposition", &n);
    const char *after = push_field(L, 3, "retry_after", &n), *date = push_field(L, 3, "date", &n);
    double now = date ? date_http(date) : 0;
    a->retry_after = after ? date_retry_after(after, now > 0 ? now : (double)time(NULL)) : -1;
    double streamed = range_field(L, 3, "streamed", -1, -1, 1e15);
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
 * file that were handed on already, all or (body is they) none. */
static int exchange_feed(lua_State *L)
{
    struct xch_exchange *x = check_exchange(L);
    struct xch_attempt a;
    size_t n;
    double now = luaL_checknumber(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 3);
    memset(&a, 0, sizeof a);
    a.code = push_field(L, 3, "failed", &n);
    if (a.code)
        read_failure(L, &a);
    else
        read_answer(L, &a);
    xch_feed(x, &a, now);
    if (a.answered)
        bytes_unpin(L, -1);
    return 0;
}

static const char *const kind_names[] = {"ok",        "file",    "auth", "fault",
                                         "transport", "timeout", "http", "cancelled"};
static const char *const sent_names[] = {"no", "unknown", "yes"};

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
    lua_pushstring(L, kind_names[check_exchange(L)->outcome.kind]);
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
    set_buf(L, "code", &o->code);
    set_buf(L, "message", &o->message);
    set_buf(L, "path", &o->path);
    return 1;
}

static int is_file(lua_State *L)
{
    lua_pushboolean(L, flt_is_file((int)luaL_checkinteger(L, 1), luaL_optstring(L, 2, NULL),
                                   luaL_optstring(L, 3, NULL)));
    return 1;
}

/* may_be_fault(text) -> whether a body that begins so may turn out to be a fault */
static int may_be_fault(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    lua_pushboolean(L, flt_may_begin(text, len));
    return 1;
}

/* content(body) -> what of an answer's body there is to decode; nil when it is empty or blank. A byte order mark, which
 * JSON has not but some servers send, is left out. */
static int content(lua_State *L)
{
    size_t len, i = 0;
    lua_settop(L, 1);
    const char *text = bytes_pin(L, 1, &len);
    while (i < len && strchr(" \t\r\n\f\v", text[i]) && text[i])
        i++;
    if (i < len && len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        lua_pushlstring(L, text + 3, len - 3);
    else
        lua_pushvalue(L, 1);
    bytes_unpin(L, 1);
    return i < len;
}

/* ---- registration ---- */

static void new_class(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction gc,
                      lua_CFunction tostring)
{
    luaL_newmetatable(L, name);
    if (methods) {
        lua_newtable(L);
        luaL_setfuncs(L, methods, 0);
        lua_setfield(L, -2, "__index");
    }
    if (gc) {
        lua_pushcfunction(L, gc);
        lua_setfield(L, -2, "__gc");
    }
    if (tostring) {
        lua_pushcfunction(L, tostring);
        lua_setfield(L, -2, "__tostring");
    }
    lua_pushliteral(L, "locked"); /* scripts cannot reach __gc and the rest */
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}

void exchange_open(lua_State *L)
{
    static const luaL_Reg session[] = {{"plan", session_plan},
                                       {"params", session_params},
                                       {"answer", session_answer},
                                       {"adopt", session_adopt},
                                       {"export", session_export},
                                       {"generation", session_generation},
                                       {"lost", session_lost},
                                       {"forget", session_forget},
                                       {"drop_refresh", session_drop_refresh},
                                       {NULL, NULL}};
    static const luaL_Reg exchange[] = {{"begin", exchange_begin},     {"next", exchange_next},
                                        {"show", exchange_show},       {"feed", exchange_feed},
                                        {"fail", exchange_fail},       {"kind", exchange_kind},
                                        {"outcome", exchange_outcome}, {NULL, NULL}};
    static const luaL_Reg functions[] = {{"session", session_new},       {"budget", budget_new},
                                         {"exchange", exchange_new},     {"is_file", is_file},
                                         {"may_be_fault", may_be_fault}, {"content", content},
                                         {"is_name", is_name},           {NULL, NULL}};
    new_class(L, SESSION, session, session_gc, session_tostring);
    new_class(L, BUDGET, NULL, NULL, NULL);
    new_class(L, EXCHANGE, exchange, exchange_gc, NULL);
    bytes_open(L);
    luaL_setfuncs(L, functions, 0);
}
