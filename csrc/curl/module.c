/* portabilling.curl: HTTP on libcurl. Many requests may be in flight on one thread; nothing here calls back into Lua.
 *
 * curl.multi() -> multi         a pool of connections (lua_multi.h), which has
 *     multi:profile -> profile  what many requests have in common (lua_profile.h), which has
 *     profile:send -> transfer  one POST, or GET (lua_transfer.h)
 * curl.now(), curl.time()       monotonic and wall clock in seconds */
#include "lua_multi.h"
#include "lua_profile.h"
#include "lua_transfer.h"
#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/stay_loaded.h"

PB_EXPORT int luaopen_portabilling_curl(lua_State *L);

static int curl_now(lua_State *L)
{
    lua_pushnumber(L, clock_seconds());
    return 1;
}

static int curl_time(lua_State *L)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    lua_pushnumber(L, (lua_Number)ts.tv_sec + (lua_Number)ts.tv_nsec / 1e9);
    return 1;
}

int luaopen_portabilling_curl(lua_State *L)
{
    static const luaL_Reg functions[] = {{"now", curl_now}, {"time", curl_time}, {NULL, NULL}};

    stay_loaded();
    /* Never undone: other users of libcurl in this process may outlive this Lua state. */
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || pool_watch_forks() != 0)
        return luaL_error(L, "libcurl could not be initialised (out of memory?)");

    lua_settop(L, 0);
    bytes_open(L);
    const int multi = 1, transfer = 2, profile = 3, module = 4;
    for (int i = multi; i < module; i++)
        lua_createtable(L, 0, 8);
    multi_class(L, multi);
    transfer_class(L, transfer);
    profile_class(L, profile, transfer);

    lua_pushvalue(L, multi);
    lua_pushvalue(L, profile);
    lua_pushcclosure(L, profile_new, 2);
    class_add(L, multi, "profile");

    lua_createtable(L, 0, 3);
    luaL_setfuncs(L, functions, 0);
    lua_pushvalue(L, multi);
    lua_pushcclosure(L, multi_new, 1);
    lua_setfield(L, module, "multi");
    return 1;
}
