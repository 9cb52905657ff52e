#include "lua_profile.h"

#include "lua_multi.h"
#include "lua_request.h"
#include "lua_transfer.h"

#include <stdlib.h>
#include <string.h>

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

static void wipe_headers(struct curl_slist *headers)
{
    for (struct curl_slist *h = headers; h; h = h->next)
        explicit_bzero(h->data, strlen(h->data));
    curl_slist_free_all(headers);
}

/* Copies the headers of a table that request_options has checked; `key` is the index of the string "headers". Cannot
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

/* ---- its life ---- */

int profile_new(lua_State *L)
{
    class_self(L, MULTI);
    struct pool *pool = multi_check(L, 1, "profile");
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
    request_options(L, 3, &p->options);
    bool ok;
    p->options.headers = copy_headers(L, 3, 5, &ok);
    if (!ok)
        return luaL_error(L, NO_MEMORY);
    pool->last_profile += 2; /* the odd one is for streams, whose options differ */
    p->number = pool->last_profile;
    lua_pop(L, 1);
    lua_pushvalue(L, 1);
    lua_rawseti(L, 3, 1);
    lua_pushvalue(L, 3);
    lua_setiuservalue(L, 4, 1);
    return 1;
}

static int profile_gc(lua_State *L)
{
    struct profile *p = class_self(L, PROFILE);
    wipe_headers(p->options.headers);
    p->options.headers = NULL;
    for (size_t i = 0; i < p->known_count; i++) {
        free(p->known[i].url);
        curl_url_cleanup(p->known[i].parsed);
    }
    p->known_count = 0;
    return 0;
}

/* ---- send ---- */

/* Upvalues: the metatables of profile and of transfer, "transfer", and the names of a request's fields. */
enum {
    TRANSFER_CLASS = 2,
    OWNERS_FIELD = 3,
    FIRST_NAME = 4,
    UPVALUES = FIRST_NAME + REQUEST_FIELDS - 1
};

/* Pushes the owner's transfer, or a new one, which becomes the owner's. Index 0: there is no owner. */
static struct transfer *own_transfer(lua_State *L, int profile, int owner)
{
    const int class = lua_upvalueindex(TRANSFER_CLASS);
    if (owner == 0)
        return transfer_push(L, class, profile);
    lua_pushvalue(L, lua_upvalueindex(OWNERS_FIELD));
    lua_rawget(L, owner);
    if (lua_toboolean(L, -1))
        return transfer_again(L, class, profile);
    lua_pop(L, 1);
    struct transfer *t = transfer_push(L, class, profile);
    lua_pushvalue(L, lua_upvalueindex(OWNERS_FIELD));
    lua_pushvalue(L, -2);
    lua_rawset(L, owner);
    return t;
}

static int profile_send(lua_State *L)
{
    enum { SELF = 1, REQUEST, OWNER, STREAM, COMPRESS, FIELDS };
    enum { AT_MULTI = FIELDS + REQUEST_FIELDS, AT_TRANSFER };
    struct http_request request;
    struct profile *p = class_self(L, PROFILE);
    luaL_checkstack(L, AT_TRANSFER + LUA_MINSTACK, NO_MEMORY);
    lua_settop(L, COMPRESS);
    luaL_checktype(L, REQUEST, LUA_TTABLE);
    bool owned = !lua_isnil(L, OWNER);
    if (owned)
        luaL_checktype(L, OWNER, LUA_TTABLE);
    request_fields(L, REQUEST, FIRST_NAME);
    request_read(L, FIELDS, &request);
    request.stream = lua_toboolean(L, STREAM);
    request.identity = lua_isboolean(L, COMPRESS) && !lua_toboolean(L, COMPRESS);
    request.options = &p->options;
    request.profile = p->number + request.stream;
    request.parsed = parsed_url(p, request.url);

    lua_getiuservalue(L, SELF, 1);
    lua_rawgeti(L, AT_MULTI, 1);
    lua_replace(L, AT_MULTI);
    struct transfer *t = own_transfer(L, SELF, owned ? OWNER : 0);
    /* Only now: a new transfer asks Lua for memory, and a finalizer that runs then may close the multi. */
    struct pool *pool = multi_check(L, AT_MULTI, "send");
    transfer_reset(t);
    lua_pushvalue(L, owned ? OWNER : AT_TRANSFER);
    multi_keep(L, AT_MULTI, t);
    CURLcode rc = pool_start(pool, t, &request);
    if (rc == CURLE_OK)
        return 1;
    multi_drop(L, AT_MULTI, t);
    lua_pushnil(L);
    lua_pushfstring(L, "libcurl could not start the transfer: %s", curl_easy_strerror(rc));
    return 2;
}

void profile_class(lua_State *L, int index, int transfer)
{
    static const luaL_Reg functions[] = {{"__gc", profile_gc}, {NULL, NULL}};
    class_fill(L, index, functions);
    lua_pushvalue(L, index);
    lua_pushvalue(L, transfer);
    lua_pushliteral(L, "transfer");
    request_names(L);
    lua_pushcclosure(L, profile_send, UPVALUES);
    class_add(L, index, "send");
}
