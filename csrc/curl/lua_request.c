#include "lua_request.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define UNLIMITED (SIZE_MAX / 2)

static int bad_option(lua_State *L, int index, const char *name, const char *expected)
{
    return luaL_error(L, "curl: option '%s' must be %s, got %s", name, expected,
                      luaL_typename(L, index));
}

static bool has_controls(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
            return true;
    return false;
}

/* The value as a string without control bytes: what would split a header or end a C string
 * early is refused. The string stays valid while its table holds it. */
static const char *text_option(lua_State *L, int index, const char *name)
{
    size_t n;
    if (lua_type(L, index) != LUA_TSTRING)
        bad_option(L, index, name, "a string");
    const char *s = lua_tolstring(L, index, &n);
    if (has_controls(s, n))
        luaL_error(L, "curl: option '%s' contains a control character", name);
    return s;
}

static bool flag_option(lua_State *L, int index, const char *name)
{
    if (lua_type(L, index) != LUA_TBOOLEAN)
        bad_option(L, index, name, "a boolean");
    return lua_toboolean(L, index);
}

/* Seconds -> units of 1/scale s. To libcurl 0 means "no limit", so what is due already (zero or
 * less) becomes the shortest time instead. */
static long time_option(lua_State *L, int index, const char *name, double scale)
{
    if (lua_type(L, index) != LUA_TNUMBER)
        bad_option(L, index, name, "a number of seconds");
    double value = ceil(lua_tonumber(L, index) * scale);
    if (value != value)
        luaL_error(L, "curl: option '%s' is not a number of seconds (nan)", name);
    return value < 1 ? 1 : value > 2e9 ? 2000000000L : (long)value;
}

static size_t size_option(lua_State *L, int index, const char *name)
{
    double value = lua_type(L, index) == LUA_TNUMBER ? lua_tonumber(L, index) : -1;
    if (!(value >= 0))
        bad_option(L, index, name, "a number of bytes, zero or more");
    return value >= (double)UNLIMITED ? UNLIMITED : (size_t)value;
}

static const char *body_option(lua_State *L, int index, size_t *len)
{
    if (lua_type(L, index) != LUA_TSTRING)
        bad_option(L, index, "body", "a string");
    return lua_tolstring(L, index, len);
}

static void check_url(lua_State *L, const char *url)
{
    for (const char *p = url; *p; p++)
        if (*p == ' ')
            luaL_error(L, "curl: option 'url' contains a space");
}

static void check_headers(lua_State *L)
{
    if (lua_type(L, -1) != LUA_TTABLE)
        bad_option(L, -1, "headers", "an array of 'Name: value' strings");
    for (int i = 1, count = (int)lua_rawlen(L, -1); i <= count; i++) {
        size_t n = 0;
        lua_rawgeti(L, -1, i);
        const char *s = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &n) : NULL;
        const char *colon = s ? memchr(s, ':', n) : NULL;
        /* libcurl reads "Name:" as "remove this header", hence a value is required. */
        if (!colon || colon == s || memchr(s, ' ', (size_t)(colon - s)) ||
            strspn(colon + 1, " ") == n - (size_t)(colon + 1 - s))
            luaL_error(L, "curl: headers[%d] must be a string of the form 'Name: value'", i);
        if (has_controls(s, n))
            luaL_error(L, "curl: headers[%d] contains a control character", i);
        lua_pop(L, 1);
    }
}

/* Name and value are at -2 and -1. */
static void read_option(lua_State *L, struct http_options *o)
{
    const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
    if (strcmp(name, "headers") == 0)
        check_headers(L);
    else if (strcmp(name, "user_agent") == 0)
        o->user_agent = text_option(L, -1, name);
    else if (strcmp(name, "ca_file") == 0)
        o->ca_file = text_option(L, -1, name);
    else if (strcmp(name, "proxy") == 0)
        o->proxy = text_option(L, -1, name);
    else if (strcmp(name, "verify") == 0)
        o->insecure = !flag_option(L, -1, name);
    else if (strcmp(name, "http") == 0)
        o->http = flag_option(L, -1, name);
    else if (strcmp(name, "stall_timeout") == 0)
        o->stall_timeout_s = time_option(L, -1, name, 1);
    else if (strcmp(name, "idle_limit") == 0)
        o->idle_limit_s = time_option(L, -1, name, 1);
    else if (strcmp(name, "max_age") == 0)
        o->max_age_s = time_option(L, -1, name, 1);
    else if (strcmp(name, "max_header") == 0)
        o->max_header = size_option(L, -1, name);
    else
        luaL_error(L, "curl: unknown option '%s'", name);
}

void request_options(lua_State *L, int index, struct http_options *o)
{
    memset(o, 0, sizeof *o);
    o->max_header = UNLIMITED;
    luaL_checktype(L, index, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
        read_option(L, o);
}

/* ---- one request ---- */

void request_names(lua_State *L)
{
    static const char *const names[REQUEST_FIELDS] = {
        [REQUEST_URL] = "url",
        [REQUEST_BODY] = "body",
        [REQUEST_CONTENT_TYPE] = "content_type",
        [REQUEST_AUTHORIZATION] = "authorization",
        [REQUEST_TIMEOUT] = "timeout",
        [REQUEST_CONNECT_TIMEOUT] = "connect_timeout",
        [REQUEST_ONCE] = "once",
        [REQUEST_MAX_BODY] = "max_body",
        [REQUEST_GET] = "get",
    };
    for (int i = 0; i < REQUEST_FIELDS; i++)
        lua_pushstring(L, names[i]);
}

void request_fields(lua_State *L, int index, int first)
{
    for (int i = 0; i < REQUEST_FIELDS; i++) {
        lua_pushvalue(L, lua_upvalueindex(first + i));
        lua_rawget(L, index);
    }
}

void request_read(lua_State *L, int first, struct http_request *r)
{
    *r = (struct http_request){.body = "", .max_body = UNLIMITED};
    if (lua_isnil(L, first + REQUEST_URL))
        luaL_error(L, "curl: option 'url' is missing");
    r->url = text_option(L, first + REQUEST_URL, "url");
    check_url(L, r->url);
    if (!lua_isnil(L, first + REQUEST_BODY))
        r->body = body_option(L, first + REQUEST_BODY, &r->body_len);
    if (!lua_isnil(L, first + REQUEST_CONTENT_TYPE))
        r->content_type = text_option(L, first + REQUEST_CONTENT_TYPE, "content_type");
    if (!lua_isnil(L, first + REQUEST_AUTHORIZATION))
        r->authorization = text_option(L, first + REQUEST_AUTHORIZATION, "authorization");
    if (!lua_isnil(L, first + REQUEST_TIMEOUT))
        r->timeout_ms = time_option(L, first + REQUEST_TIMEOUT, "timeout", 1000);
    if (!lua_isnil(L, first + REQUEST_CONNECT_TIMEOUT))
        r->connect_timeout_ms =
            time_option(L, first + REQUEST_CONNECT_TIMEOUT, "connect_timeout", 1000);
    if (!lua_isnil(L, first + REQUEST_MAX_BODY))
        r->max_body = size_option(L, first + REQUEST_MAX_BODY, "max_body");
    r->once = lua_toboolean(L, first + REQUEST_ONCE);
    r->get = lua_toboolean(L, first + REQUEST_GET);
}
