/* Memory that runs out on order. This library is preloaded, so that what our modules and libcurl ask of malloc comes
 * through here, and then loaded as a Lua module, to stand in front of Lua's allocator. Of glibc; one thread.
 *
 * memory.arm("lua" | "c", n [, all_after])  the n-th request from now on is refused, alone or with all that follow
 * memory.pause(), memory.go_on()            requests in between are neither counted nor refused
 * memory.disarm() -> seen, refused          how many requests there were since, and how many of them failed
 * memory.blocks() -> n                      blocks of our modules and of libcurl that are not freed
 * memory.fresh(code, where, n, all_after) -> seen, refused, message | nil
 *                                           runs code in a Lua state of its own, which is then closed */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <execinfo.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);
__attribute__((visibility("default"))) int luaopen_failing(lua_State *L);

/* ---- when to refuse ---- */

struct plan {
    int armed, all_after;
    long at, seen, refused;
    void *block; /* of the refused request */
    size_t size;
};
static struct plan lua_plan, c_plan;

static int refuse(struct plan *plan)
{
    if (!plan->armed)
        return 0;
    long n = ++plan->seen;
    int refused = n == plan->at || (plan->all_after && n > plan->at);
    plan->refused += refused;
    return refused;
}

/* ---- malloc ---- */

#define FRAMES 16
#define OURS_MOST 16
#define SLOTS (1u << 16)

struct range {
    uintptr_t from, to;
};
static struct range ours[OURS_MOST], libssl;
static unsigned ours_count;
static const void *blocks[SLOTS]; /* a hash table with open addressing */
static long block_count;

static int within(const struct range *range, const void *at)
{
    return (uintptr_t)at >= range->from && (uintptr_t)at < range->to;
}

static int is_ours(const void *caller)
{
    for (unsigned i = 0; i < ours_count; i++)
        if (within(&ours[i], caller))
            return 1;
    return 0;
}

/* What libcurl does when OpenSSL calls it back is to keep a TLS session. If memory fails there, libcurl 7.88 frees
 * the host name twice (Curl_ssl_addsessionid), which is not ours to prove. */
static int refuse_malloc(void)
{
    void *frames[FRAMES];
    if (!c_plan.armed)
        return 0;
    for (int i = backtrace(frames, FRAMES); i > 0; i--)
        if (within(&libssl, frames[i - 1]))
            return 0;
    return refuse(&c_plan);
}

static unsigned slot_of(const void *block)
{
    return (unsigned)(((uintptr_t)block >> 4) * 0x9e3779b1u) % SLOTS;
}

static void *note(void *block)
{
    unsigned slot = slot_of(block);
    if (!block)
        return block;
    if (++block_count == SLOTS)
        abort();
    while (blocks[slot])
        slot = (slot + 1) % SLOTS;
    blocks[slot] = block;
    return block;
}

static void forget(const void *block)
{
    unsigned slot = slot_of(block);
    while (blocks[slot] && blocks[slot] != block)
        slot = (slot + 1) % SLOTS;
    if (!blocks[slot])
        return;
    block_count--;
    blocks[slot] = NULL;
    /* Those that were put behind it, for want of its place, move up. */
    for (unsigned next = (slot + 1) % SLOTS; blocks[next]; next = (next + 1) % SLOTS) {
        unsigned home = slot_of(blocks[next]);
        if ((next - home) % SLOTS >= (next - slot) % SLOTS) {
            blocks[slot] = blocks[next];
            blocks[next] = NULL;
            slot = next;
        }
    }
}

/* The address sanitizer has a malloc of its own: then only Lua's allocator is stood in front of. */
#ifdef __SANITIZE_ADDRESS__
#define SHIM __attribute__((unused)) static
#define malloc not_malloc
#define calloc not_calloc
#define realloc not_realloc
#define strdup not_strdup
#define free not_free
#else
#define SHIM __attribute__((visibility("default")))
#endif

SHIM void *malloc(size_t size)
{
    if (!is_ours(__builtin_return_address(0)))
        return __libc_malloc(size);
    return refuse_malloc() ? NULL : note(__libc_malloc(size));
}

SHIM void *calloc(size_t count, size_t size)
{
    if (!is_ours(__builtin_return_address(0)))
        return __libc_calloc(count, size);
    return refuse_malloc() ? NULL : note(__libc_calloc(count, size));
}

SHIM void *realloc(void *block, size_t size)
{
    if (!is_ours(__builtin_return_address(0)) || size == 0) {
        forget(block);
        return __libc_realloc(block, size);
    }
    if (refuse_malloc())
        return NULL;
    void *moved = __libc_realloc(block, size);
    if (moved) {
        forget(block);
        note(moved);
    }
    return moved;
}

SHIM char *strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    int counted = is_ours(__builtin_return_address(0));
    char *copy = counted && refuse_malloc() ? NULL : __libc_malloc(size);
    if (counted)
        note(copy);
    return copy ? memcpy(copy, text, size) : NULL;
}

SHIM void free(void *block)
{
    forget(block);
    __libc_free(block);
}

static int find_ours(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    const char *name = info->dlpi_name;
    int is_libssl = strstr(name, "libssl") != NULL;
    if (!is_libssl && !strstr(name, "/portabilling/") && !strstr(name, "libcurl"))
        return 0;
    for (int i = 0; i < info->dlpi_phnum && ours_count < OURS_MOST; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && part->p_flags & PF_X) {
            struct range *range = is_libssl ? &libssl : &ours[ours_count++];
            range->from = info->dlpi_addr + part->p_vaddr;
            range->to = range->from + part->p_memsz;
        }
    }
    return 0;
}

/* ---- Lua's allocator ---- */

struct behind {
    lua_Alloc alloc;
    void *data;
};

/* Lua 5.4 collects and asks once more when a request fails: that one fails as well. */
static int is_again(struct plan *plan, void *block, size_t size)
{
    int again = plan->armed && plan->seen == plan->at && plan->block == block && plan->size == size;
    plan->block = NULL;
    plan->size = 0;
    return again;
}

static void *lua_alloc(void *data, void *block, size_t old, size_t size)
{
    const struct behind *behind = data;
    if (size > 0 && (!block || size > old)) {
        if (is_again(&lua_plan, block, size))
            return NULL;
        if (refuse(&lua_plan)) {
            lua_plan.block = block;
            lua_plan.size = size;
            return NULL;
        }
    }
    return behind->alloc(behind->data, block, old, size);
}

static void stand_before(lua_State *L, struct behind *behind)
{
    behind->alloc = lua_getallocf(L, &behind->data);
    lua_setallocf(L, lua_alloc, behind);
}

/* ---- the module ---- */

static void arm(struct plan *plan, long at, int all_after)
{
    *plan = (struct plan){1, all_after, at, 0, 0, NULL, 0};
    ours_count = 0; /* modules may have been loaded since */
    dl_iterate_phdr(find_ours, NULL);
}

static struct plan *plan_of(lua_State *L, int index)
{
    static const char *const names[] = {"lua", "c", NULL};
    return luaL_checkoption(L, index, NULL, names) ? &c_plan : &lua_plan;
}

static struct plan *current = &lua_plan;
static int armed_before; /* the pause */

static int memory_pause(lua_State *L)
{
    (void)L;
    armed_before = current->armed;
    current->armed = 0;
    return 0;
}

static int memory_go_on(lua_State *L)
{
    (void)L;
    current->armed = armed_before;
    return 0;
}

static struct plan disarm(void)
{
    current->armed = 0;
    return *current;
}

static int memory_arm(lua_State *L)
{
    current = plan_of(L, 1);
    arm(current, (long)luaL_checkinteger(L, 2), lua_toboolean(L, 3));
    return 0;
}

static int memory_disarm(lua_State *L)
{
    struct plan ended = disarm();
    lua_pushinteger(L, ended.seen);
    lua_pushinteger(L, ended.refused);
    return 2;
}

static int memory_blocks(lua_State *L)
{
    lua_pushinteger(L, block_count);
    return 1;
}

static int memory_fresh(lua_State *L)
{
    struct behind behind;
    const char *code = luaL_checkstring(L, 1);
    current = plan_of(L, 2);
    long at = (long)luaL_checkinteger(L, 3);
    lua_State *fresh = luaL_newstate();
    if (!fresh)
        return luaL_error(L, "no memory for a Lua state");
    luaL_openlibs(fresh);
    stand_before(fresh, &behind);
    int failed = luaL_loadstring(fresh, code);
    if (!failed) {
        arm(current, at, lua_toboolean(L, 4));
        failed = lua_pcall(fresh, 0, 0, 0);
    }
    struct plan ended = disarm();
    if (failed)
        lua_pushfstring(L, "%s", lua_tostring(fresh, -1));
    else
        lua_pushnil(L);
    lua_close(fresh);
    lua_pushinteger(L, ended.seen);
    lua_insert(L, -2);
    lua_pushinteger(L, ended.refused);
    lua_insert(L, -2);
    return 3;
}

int luaopen_failing(lua_State *L)
{
    static struct behind behind;
    static const luaL_Reg functions[] = {{"arm", memory_arm},
                                         {"pause", memory_pause},
                                         {"go_on", memory_go_on},
                                         {"disarm", memory_disarm},
                                         {"blocks", memory_blocks},
                                         {"fresh", memory_fresh},
                                         {NULL, NULL}};
    lua_createtable(L, 0, 6);
    for (const luaL_Reg *f = functions; f->name; f++) {
        lua_pushcfunction(L, f->func);
        lua_setfield(L, -2, f->name);
    }
    void *frames[FRAMES];
    backtrace(frames, FRAMES); /* takes what memory it needs the first time */
    arm(&c_plan, 0, 0);
    c_plan.armed = 0;
    stand_before(L, &behind);
    return 1;
}
