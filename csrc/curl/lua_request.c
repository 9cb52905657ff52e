#include "lua_request.h"

#include "pool.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MAX_HEADER_DEFAULT ((size_t)128 * 1024)

static int bad_option(lua_State *L, const char *name, const char *expected)
{
    return luaL_error(L, "curl: option '%s' must be %s, got %s", name, expected,
                      luaL_typename(L, -1));
}

static bool has_controls(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
            return true;
    return false;
}

/* The value on top as a string without control bytes: what would split a header or end a C string
 * early is refused. The string stays valid while its table holds it. */
static const char *text_option(lua_State *L, const char *name)
{
    size_t n;
    if (lua_type(L, -1) != LUA_TSTRING)
        bad_option(L, name, "a string");
    const char *s = lua_tolstring(L, -1, &n);
    if (has_controls(s, n))
        luaL_error(L, "curl: option '%s' contains a control character", name);
    return s;
}

static bool flag_option(lua_State *L, const char *name)
{
    if (lua_type(L, -1) != LUA_TBOOLEAN)
        bad_option(L, name, "a boolean");
    return lua_toboolean(L, -1);
}

/* Seconds -> units of 1/scale s. To libcurl 0 means "no limit", so what is due already (zero or
 * less) becomes the shortest time instead. */
static long time_option(lua_State *L, const char *name, double scale)
{
    if (lua_type(L, -1) != LUA_TNUMBER)
        bad_option(L, name, "a number of seconds");
    double value = ceil(lua_tonumber(L, -1) * scale);
    if (value != value)
        luaL_error(L, "curl: option '%s' is not a number of seconds (nan)", name);
    return value < 1 ? 1 : value > 2e9 ? 2000000000L : (long)value;
}

static size_t size_option(lua_State *L, const char *name)
{
    double value = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : -1;
    if (!(value >= 0))
        bad_option(L, name, "a number of bytes, zero or more");
    return value >= (double)(SIZE_MAX / 2) ? SIZE_MAX / 2 : (size_t)value;
}

static const char *body_option(lua_State *L, size_t *len)
{
    if (lua_type(L, -1) != LUA_TSTRING)
        bad_option(L, "body", "a string");
    return lua_tolstring(L, -1, len);
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
        bad_option(L, "headers", "an array of 'Name: value' strings");
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

/* Name and value are at -2 and -1. Values are only looked at: nothing is acquired yet. */
static void read_option(lua_State *L, struct http_options *o)
{
    const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
    if (strcmp(name, "headers") == 0)
        check_headers(L);
    else if (strcmp(name, "user_agent") == 0)
        o->user_agent = text_option(L, name);
    else if (strcmp(name, "ca_file") == 0)
        o->ca_file = text_option(L, name);
    else if (strcmp(name, "proxy") == 0)
        o->proxy = text_option(L, name);
    else if (strcmp(name, "verify") == 0)
        o->insecure = !flag_option(L, name);
    else if (strcmp(name, "http") == 0)
        o->http = flag_option(L, name);
    else if (strcmp(name, "stall_timeout") == 0)
        o->stall_timeout_s = time_option(L, name, 1);
    else if (strcmp(name, "idle_limit") == 0)
        o->idle_limit_s = time_option(L, name, 1);
    else if (strcmp(name, "max_age") == 0)
        o->max_age_s = time_option(L, name, 1);
    else if (strcmp(name, "max_header") == 0)
        o->max_header = size_option(L, name);
    else
        luaL_error(L, "curl: unknown option '%s'", name);
}

static void read_options(lua_State *L, int index, struct http_options *o)
{
    memset(o, 0, sizeof *o);
    o->max_header = MAX_HEADER_DEFAULT;
    luaL_checktype(L, index, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
        read_option(L, o);
}

static void wipe_headers(struct curl_slist *headers)
{
    for (struct curl_slist *h = headers; h; h = h->next)
        explicit_bzero(h->data, strlen(h->data));
    curl_slist_free_all(headers);
}

/* Copies the headers of a table that read_options has checked; `key` is the index of the string "headers". Cannot
 * raise. *ok is false when memory ran out. */
static struct curl_slist *copy_headers(lua_State *L, int index, int key, bool *ok)
{
    struct curl_slist *list = NULL;
    *ok = true;
    lua_pushvalue(L, key);
    lua_rawget(L, index);
    int count = lua_istable(L, -1) ? (int)lua_rawlen(L, -1) : 0;
    for (int i = 1; i <= count && *ok; i++) {
        lua_rawgeti(L, -1, i);
        struct curl_slist *longer = curl_slist_append(list, lua_tostring(L, -1));
        lua_pop(L, 1);
        *ok = longer != NULL;
        if (!*ok)
            wipe_headers(list);
        list = longer;
    }
    lua_pop(L, 1);
    return list;
}

/* ---- profiles ---- */

/* A program calls few methods: this many URLs are parsed once. They stay, because transfers refer to them. */
#define PARSED_MOST 16

struct profile {
    struct http_options options; /* its strings are the user value's, the headers its own */
    unsigned long number;
    struct {
        char *url;
        CURLU *parsed;
    } known[PARSED_MOST];
    size_t known_count;
};

/* The URL as libcurl has parsed it; NULL: it shall parse it itself, and say what is wrong with it. */
static CURLU *parsed_url(struct profile *p, const char *url)
{
    for (size_t i = 0; i < p->known_count; i++)
        if (strcmp(p->known[i].url, url) == 0)
            return p->known[i].parsed;
    if (p->known_count == PARSED_MOST)
        return NULL;
    CURLU *parsed = curl_url();
    char *copy = strdup(url);
    if (!parsed || !copy ||
        curl_url_set(parsed, CURLUPART_URL, url, CURLU_DISALLOW_USER) != CURLUE_OK) {
        curl_url_cleanup(parsed);
        free(copy);
        return NULL;
    }
    p->known[p->known_count].url = copy;
    p->known[p->known_count++].parsed = parsed;
    return parsed;
}

int profile_new(lua_State *L)
{
    lua_settop(L, 2);
    luaL_checktype(L, 2, LUA_TTABLE);
    /* A copy of our own keeps the strings, whatever becomes of the caller's table; [1] is the multi. */
    lua_createtable(L, 1, 12);
    for (lua_pushnil(L); lua_next(L, 2);) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, 3);
    }
    struct profile *p = lua_newuserdatauv(L, sizeof *p, 1);
    memset(p, 0, sizeof *p);
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_setmetatable(L, 4);
    /* Before the check: it may run finalizers, which could change the headers. */
    lua_pushliteral(L, "headers");
    read_options(L, 3, &p->options);
    bool ok;
    p->options.headers = copy_headers(L, 3, 5, &ok);
    if (!ok)
        return luaL_error(L, "not enough memory");
    struct pool *pool = lua_touserdata(L, 1);
    pool->last_profile += 2; /* the odd one is for streams: see profile_request */
    p->number = pool->last_profile;
    lua_pop(L, 1);
    lua_pushvalue(L, 1);
    lua_rawseti(L, 3, 1);
    lua_pushvalue(L, 3);
    lua_setiuservalue(L, 4, 1);
    return 1;
}

void profile_release(struct profile *p)
{
    wipe_headers(p->options.headers);
    p->options.headers = NULL;
    for (size_t i = 0; i < p->known_count; i++) {
        free(p->known[i].url);
        curl_url_cleanup(p->known[i].parsed);
    }
    p->known_count = 0;
}

/* An argument, brought to the top for the check of the option of this name; false: it is nil. */
static bool argument(lua_State *L, int index)
{
    if (lua_isnoneornil(L, index))
        return false;
    lua_pushvalue(L, index);
    return true;
}

void profile_request(lua_State *L, int first, struct http_request *r)
{
    struct profile *p = lua_touserdata(L, 1);
    *r = (struct http_request){.options = &p->options, .body = "", .max_body = SIZE_MAX / 2};
    if (argument(L, first))
        check_url(L, r->url = text_option(L, "url"));
    else
        luaL_error(L, "curl: option 'url' is missing");
    if (argument(L, first + 1))
        r->body = body_option(L, &r->body_len);
    if (argument(L, first + 2))
        r->content_type = text_option(L, "content_type");
    if (argument(L, first + 3))
        r->header = text_option(L, "header");
    if (argument(L, first + 4))
        r->timeout_ms = time_option(L, "timeout", 1000);
    if (argument(L, first + 5))
        r->connect_timeout_ms = time_option(L, "connect_timeout", 1000);
    r->once = lua_toboolean(L, first + 6);
    if (argument(L, first + 7))
        r->max_body = size_option(L, "max_body");
    r->stream = lua_toboolean(L, first + 8);
    r->identity = lua_isboolean(L, first + 9) && !lua_toboolean(L, first + 9);
    r->profile = p->number + r->stream;
    r->parsed = parsed_url(p, r->url); /* last: nothing raises after it */
}
