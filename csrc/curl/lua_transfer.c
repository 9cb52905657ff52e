#include "lua_transfer.h"

#include "lua_multi.h"
#include "outcome.h"
#include "shared/bytes.h"

#include <string.h>

/* A body up to this size is made a Lua string at once: that costs less than a userdata. */
#define STRING_MAX 4096

struct transfer *transfer_push(lua_State *L, int class, int profile)
{
    struct transfer *t = lua_newuserdatauv(L, sizeof *t, 1);
    memset(t, 0, sizeof *t);
    lua_pushvalue(L, class);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, profile);
    lua_setiuservalue(L, -2, 1);
    return t;
}

struct transfer *transfer_again(lua_State *L, int class, int profile)
{
    const int index = lua_gettop(L);
    struct transfer *t = lua_touserdata(L, index);
    if (!t || !lua_getmetatable(L, index) || !lua_rawequal(L, -1, class)) {
        luaL_error(L, "send: owner.transfer must be a " TRANSFER ", got %s",
                   luaL_typename(L, index));
        return NULL;
    }
    lua_getiuservalue(L, index, 1); /* the profile, or a result that was asked for */
    if (t->pool || !lua_rawequal(L, -1, profile))
        luaL_error(L, "send: this transfer cannot be used again");
    lua_settop(L, index);
    return t;
}

/* ---- the outcome ---- */

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
    lua_pushstring(L, outcome_name(t));
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
    struct transfer *t = class_self(L, TRANSFER);
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
    struct transfer *t = class_self(L, TRANSFER);
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
    struct transfer *t = class_self(L, TRANSFER);
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
    struct transfer *t = class_self(L, TRANSFER);
    if (!t->stream)
        return luaL_error(L, "take: the transfer was not started with stream = true");
    if (t->pool && !pool_ours(t->pool))
        return luaL_error(L, "take: this transfer belongs to process %d", (int)t->pool->owner);
    t->taking = true;
    lua_pushlstring(L, t->received.data ? t->received.data : "", t->received.len);
    pool_taken(t);
    return 1;
}

static int transfer_stop(lua_State *L)
{
    struct transfer *t = class_self(L, TRANSFER);
    if (t->pool) {
        lua_getiuservalue(L, 1, 1); /* the profile */
        lua_getiuservalue(L, -1, 1);
        lua_rawgeti(L, -1, 1);
        multi_drop(L, lua_gettop(L), t);
        pool_cancel(t);
    }
    return 0;
}

static int transfer_gc(lua_State *L)
{
    struct transfer *t = class_self(L, TRANSFER);
    pool_cancel(t);
    transfer_free(t);
    return 0;
}

static int transfer_tostring(lua_State *L)
{
    struct transfer *t = class_self(L, TRANSFER);
    if (t->state == TRANSFER_RUNNING)
        lua_pushliteral(L, TRANSFER " (running)");
    else
        lua_pushfstring(L, TRANSFER " (%s)", outcome_name(t));
    return 1;
}

void transfer_class(lua_State *L, int index)
{
    static const luaL_Reg functions[] = {
        {"result", transfer_result}, {"answer", transfer_answer},       {"head", transfer_head},
        {"take", transfer_take},     {"cancel", transfer_stop},         {"__close", transfer_stop},
        {"__gc", transfer_gc},       {"__tostring", transfer_tostring}, {NULL, NULL}};
    class_fill(L, index, functions);
}
