/* A collector that never rests: while one of our C functions asks Lua for memory, Lua is told at first that there is
 * none. It then collects all that nobody holds, in the middle of that function, and asks again. What the function uses
 * without holding is gone by then: freed blocks are overwritten, and the address sanitizer watches over them.
 *
 * To be loaded as a Lua module (of Lua 5.4) before all else. A place in our code that asks for memory does so up to
 * ALWAYS times with a collection each time, and then with one in EVERY: a collection takes milliseconds.
 * collecting.count() -> how many collections were asked for, at how many places */
#include <lauxlib.h>
#include <lua.h>

#include <dlfcn.h>
#include <execinfo.h>
#include <link.h>
#include <stdint.h>
#include <string.h>

#define ALWAYS 40
#define EVERY 512
#define FRAMES 16
#define WORDS_SCANNED 384
#define MODULES_MOST 16
#define PLACES 4096
/* Lua 5.4.5 and later do not ask again for a larger stack, which cannot be told from other blocks that grow. */
#define GROWTH_IS_ASKED_AGAIN (LUA_VERSION_RELEASE_NUM < 50405)

__attribute__((visibility("default"))) int luaopen_collecting(lua_State *L);

static struct {
    uintptr_t from, to;
} modules[MODULES_MOST];
static unsigned module_count;
static unsigned long long libraries; /* loaded in all, when modules[] was made: came and went */

static struct place {
    const void *at;
    unsigned long asked;
} places[PLACES];
static unsigned long collections, place_count;

static lua_Alloc behind;
static void *behind_data;
static void *refused;
static size_t refused_size;

static int find_modules(struct dl_phdr_info *info, size_t size, void *begun)
{
    (void)size;
    if (*(int *)begun == 0) {
        if (info->dlpi_adds + info->dlpi_subs == libraries)
            return 1; /* none came or went */
        libraries = info->dlpi_adds + info->dlpi_subs;
        module_count = 0;
        *(int *)begun = 1;
    }
    if (!strstr(info->dlpi_name, "/portabilling/"))
        return 0;
    for (int i = 0; i < info->dlpi_phnum && module_count < MODULES_MOST; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && part->p_flags & PF_X) {
            modules[module_count].from = info->dlpi_addr + part->p_vaddr;
            modules[module_count++].to = info->dlpi_addr + part->p_vaddr + part->p_memsz;
        }
    }
    return 0;
}

static int in_module(uintptr_t at)
{
    for (unsigned i = 0; i < module_count; i++)
        if (at >= modules[i].from && at < modules[i].to)
            return 1;
    return 0;
}

/* glibc's: where the main thread's stack ends. */
extern void *__libc_stack_end;

/* Does anything on the stack look like an address in our code? Quick, and sure when it says no. */
__attribute__((noinline, no_sanitize("address", "undefined"))) static int may_be_ours(void)
{
    const volatile uintptr_t *word = __builtin_frame_address(0);
    const volatile uintptr_t *end = __libc_stack_end;
    for (int i = 0; i < WORDS_SCANNED && word + i < end; i++)
        if (in_module(word[i]))
            return 1;
    return 0;
}

/* Lua's string buffers do not ask again: they fail. */
static int is_for_a_buffer(const void *caller)
{
    Dl_info info;
    return dladdr(caller, &info) && info.dli_sname &&
           (strncmp(info.dli_sname, "luaL_add", 8) == 0 ||
            strcmp(info.dli_sname, "luaL_prepbuffsize") == 0);
}

/* The place in our code that asks for memory now, or NULL. */
static struct place *find_place(void)
{
    void *frames[FRAMES];
    int begun = 0;
    dl_iterate_phdr(find_modules, &begun);
    if (!may_be_ours())
        return NULL;
    int n = backtrace(frames, FRAMES);
    for (int i = 0; i < n; i++) {
        if (!in_module((uintptr_t)frames[i]))
            continue;
        if (i > 0 && is_for_a_buffer(frames[i - 1]))
            return NULL;
        unsigned slot = (unsigned)((uintptr_t)frames[i] * 0x9e3779b1u >> 8) % PLACES;
        while (places[slot].at && places[slot].at != frames[i])
            slot = (slot + 1) % PLACES;
        if (!places[slot].at && ++place_count < PLACES)
            places[slot].at = frames[i];
        return &places[slot];
    }
    return NULL;
}

static int is_due(void)
{
    struct place *place = find_place();
    if (!place)
        return 0;
    unsigned long n = place->asked++;
    return n < ALWAYS || n % EVERY == 0;
}

static void *alloc(void *data, void *block, size_t old, size_t size)
{
    (void)data;
    if (size > 0 && (!block || (GROWTH_IS_ASKED_AGAIN && size > old))) {
        int again = refused_size == size && refused == block;
        refused_size = 0;
        if (!again && is_due()) {
            refused = block;
            refused_size = size;
            collections++;
            return NULL;
        }
    } else if (size == 0 && block) {
        memset(block, 0x5a, old);
    }
    return behind(behind_data, block, old, size);
}

static int count(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)collections);
    lua_pushinteger(L, (lua_Integer)place_count);
    return 2;
}

int luaopen_collecting(lua_State *L)
{
    static const luaL_Reg functions[] = {{"count", count}, {NULL, NULL}};
    void *frames[FRAMES];
    backtrace(frames, FRAMES); /* takes what memory it needs the first time */
    behind = lua_getallocf(L, &behind_data);
    lua_setallocf(L, alloc, NULL);
    luaL_newlib(L, functions);
    return 1;
}
