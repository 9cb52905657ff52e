/* A bare Lua interpreter for the sanitizer run of `make check`: lua5.4 [-e CODE]... [SCRIPT [ARGUMENT]...].
 * Debian's own is not built with the sanitizers, and preloading their library would reach every
 * program that the specs start. */
#define _GNU_SOURCE
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

static int count_threads(void)
{
    int count = 0;
    DIR *tasks = opendir("/proc/self/task");
    while (tasks && readdir(tasks))
        count++;
    if (tasks)
        closedir(tasks);
    return count - 2; /* . and .. */
}

/* The search for leaks, which comes next, fails now and then when a thread is just ending: libcurl's resolver. */
static void wait_for_threads(void)
{
    for (int i = 0; i < 5000 && count_threads() > 1; i++)
        nanosleep(&(struct timespec){0, 1000000}, NULL);
}

/* It takes what lies before a block of thread-local storage for a header of glibc 2.19 where the block's address ends in
 * 010, and reads at random ("Tracer caught signal 11"): one run in 128. Such blocks are known to it otherwise. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "intercept_tls_get_addr=0";
}

static int traceback(lua_State *L)
{
    luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
    return 1;
}

/* Ctrl-C, as lua.c has it: an error, at the next thing that the main thread's code does. */
static lua_State *interrupted;

static void stop(lua_State *L, lua_Debug *ar)
{
    (void)ar;
    lua_sethook(L, NULL, 0, 0);
    luaL_error(L, "interrupted!");
}

static void on_signal(int number)
{
    signal(number, SIG_DFL);
    lua_sethook(interrupted, stop, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

/* Calls the chunk that a luaL_load function left, with the strings as its arguments. */
static int run(lua_State *L, int failed, int n, char **strings)
{
    if (!failed) {
        lua_pushcfunction(L, traceback);
        lua_insert(L, -2);
        luaL_checkstack(L, n, "arguments");
        for (int i = 0; i < n; i++)
            lua_pushstring(L, strings[i]);
        interrupted = L;
        signal(SIGINT, on_signal);
        failed = lua_pcall(L, n, 0, -n - 2);
        signal(SIGINT, SIG_DFL);
    }
    if (failed)
        fprintf(stderr, "lua5.4: %s\n", lua_tostring(L, -1));
    lua_settop(L, 0);
    return failed;
}

int main(int argc, char **argv)
{
    lua_State *L = luaL_newstate();
    if (!L || atexit(wait_for_threads) != 0)
        return EXIT_FAILURE;
    luaL_openlibs(L);
    int script = 1, failed = 0;
    while (script + 1 < argc && strcmp(argv[script], "-e") == 0)
        script += 2;
    lua_createtable(L, argc, 1);
    for (int i = 0; i < argc; i++) {
        lua_pushstring(L, argv[i]);
        lua_rawseti(L, -2, i - script);
    }
    lua_setglobal(L, "arg");

    for (int i = 2; i < script && !failed; i += 2)
        failed = run(L, luaL_loadbuffer(L, argv[i], strlen(argv[i]), "=(command line)"), 0, NULL);
    if (script < argc && !failed)
        failed = run(L, luaL_loadfile(L, argv[script]), argc - script - 1, argv + script + 1);
    lua_close(L);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
