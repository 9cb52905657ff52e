#include "lua_session.h"

#include "lua_fields.h"
#include "shared/bytes.h"
#include "shared/class.h"

#include <string.h>

#define SESSION "portabilling.session"

struct ses_session *session_check(lua_State *L, int index)
{
    return luaL_checkudata(L, index, SESSION);
}

static void take_credential(lua_State *L, const char *name, struct buf *into)
{
    size_t len;
    const char *text = field_push(L, 1, name, &len);
    if (text && buf_set(into, text, len) != 0)
        luaL_error(L, NO_MEMORY);
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
    s->prefer_login = field_boolean(L, 1, "prefer_login");
    return 1;
}

/* use_token(text): the API token for the next log-in */
static int session_use_token(lua_State *L)
{
    struct ses_session *s = session_check(L, 1);
    size_t len;
    const char *text = luaL_checklstring(L, 2, &len);
    if (buf_set(&s->api_token, text, len) != 0)
        return luaL_error(L, NO_MEMORY);
    return 0;
}

static int session_gc(lua_State *L)
{
    ses_wipe(session_check(L, 1));
    return 0;
}

/* plan(now) -> "ready" | "refresh" | "login" | "nothing" */
static int session_plan(lua_State *L)
{
    static const char *const names[] = {"ready", "refresh", "login", "nothing"};
    lua_pushstring(L, names[ses_plan(session_check(L, 1), luaL_checknumber(L, 2))]);
    return 1;
}

/* params("refresh" | "login") -> JSON text */
static int session_params(lua_State *L)
{
    struct ses_session *s = session_check(L, 1);
    const char *plan = luaL_checkstring(L, 2);
    struct buf *b = bytes_push(L);
    if (ses_params(s, strcmp(plan, "refresh") == 0 ? SES_REFRESH : SES_LOGIN, b) != 0)
        return luaL_error(L, NO_MEMORY);
    bytes_to_string(L, b);
    return 1;
}

/* answer(body, now, wall) -> true | nil, reason, code */
static int session_answer(lua_State *L)
{
    struct ses_session *s = session_check(L, 1);
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
    struct ses_session *s = session_check(L, 1);
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
                  field_number(L, 2, "expires_in", 0), field_number(L, 2, "lifetime", 0), now) != 0)
        return luaL_error(L, NO_MEMORY);
    s->borrowed = !lua_toboolean(L, 4);
    lua_pushboolean(L, 1);
    return 1;
}

/* export(now) -> what adopt takes; nil without tokens. These are secrets: only a token store may have them. */
static int session_export(lua_State *L)
{
    struct ses_session *s = session_check(L, 1);
    double now = luaL_checknumber(L, 2);
    if (!s->access_token.len && !s->session_id.len)
        return 0;
    lua_createtable(L, 0, 5);
    field_set(L, "access_token", &s->access_token);
    field_set(L, "refresh_token", &s->refresh_token);
    field_set(L, "session_id", &s->session_id);
    if (s->expires > 0) {
        lua_pushnumber(L, s->expires - now);
        lua_setfield(L, -2, "expires_in");
        lua_pushnumber(L, s->lifetime);
        lua_setfield(L, -2, "lifetime");
    }
    return 1;
}

static int session_drop_refresh(lua_State *L)
{
    ses_drop_refresh(session_check(L, 1));
    return 0;
}

static int session_forget(lua_State *L)
{
    ses_forget(session_check(L, 1));
    return 0;
}

static int session_tostring(lua_State *L)
{
    struct ses_session *s = session_check(L, 1);
    int token = s->access_token.len || s->session_id.len;
    lua_pushfstring(L, "portabilling session (%s)",
                    s->lost ? "lost"
                    : token ? "logged in"
                            : "not logged in");
    return 1;
}

void session_open(lua_State *L)
{
    static const luaL_Reg functions[] = {{"use_token", session_use_token},
                                         {"plan", session_plan},
                                         {"params", session_params},
                                         {"answer", session_answer},
                                         {"adopt", session_adopt},
                                         {"export", session_export},
                                         {"forget", session_forget},
                                         {"drop_refresh", session_drop_refresh},
                                         {"__gc", session_gc},
                                         {"__tostring", session_tostring},
                                         {NULL, NULL}};
    class_new(L, SESSION, functions);
    lua_pushcfunction(L, session_new);
    lua_setfield(L, -2, "session");
}
