#include "projection.h"

#include "shared/class.h"

#include <string.h>

#define TYPE "portabilling.core.fields"
#define MOST 10000

void fields_open(lua_State *L)
{
    static const luaL_Reg none[] = {{NULL, NULL}};
    class_new(L, TYPE, none);
}

const struct field *fields_test(lua_State *L, int index)
{
    return luaL_testudata(L, index, TYPE);
}

const struct field *fields_find(const struct field *field, const char *name, size_t len)
{
    const struct field *child = field->child;
    while (child && !(child->len == len && memcmp(child->name, name, len) == 0))
        child = child->sibling;
    return child;
}

/* Adds one path below root; the fields from root[*used] on and the path's bytes are its to use. */
static void add_path(struct field *root, size_t *used, const char *path, size_t len)
{
    struct field *field = root;
    for (;;) {
        const char *dot = memchr(path, '.', len);
        size_t n = dot ? (size_t)(dot - path) : len;
        struct field **link = &field->child;
        while (*link && !((*link)->len == n && memcmp((*link)->name, path, n) == 0))
            link = &(*link)->sibling;
        if (!*link) {
            *link = &root[(*used)++];
            **link = (struct field){path, n, NULL, NULL};
        } else if (!(*link)->child) {
            return; /* wanted whole already */
        }
        field = *link;
        if (!dot)
            break;
        path += n + 1;
        len -= n + 1;
    }
    field->child = NULL; /* wanted whole, whatever was asked of it before */
}

/* How many names the path has; raises when one is empty. */
static size_t count_names(lua_State *L, const char *path, size_t len)
{
    size_t names = 0, start = 0;
    for (size_t at = 0; at <= len; at++) {
        if (at < len && path[at] != '.')
            continue;
        if (at == start)
            luaL_error(L, "fields: '%s' has an empty part", path);
        start = at + 1;
        names++;
    }
    return names;
}

int fields_new(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    size_t count = lua_rawlen(L, 1), total = 1, bytes = 0, len;
    if (count == 0)
        return luaL_error(L, "fields: expected a list of field names, got an empty table");
    if (count > MOST)
        return luaL_error(L, "fields: more than %d field names", MOST);
    /* A list of our own: allocating below may run finalizers, and those may change the caller's. */
    lua_createtable(L, (int)count, 0);
    for (int i = 1; i <= (int)count; i++) {
        lua_rawgeti(L, 1, i);
        if (lua_type(L, -1) != LUA_TSTRING)
            return luaL_error(L, "fields: expected a field name at %d, got %s", i,
                              luaL_typename(L, -1));
        const char *path = lua_tolstring(L, -1, &len);
        total += count_names(L, path, len);
        bytes += len;
        lua_rawseti(L, 2, i);
    }
    /* One userdata: the fields, then their names' bytes. */
    struct field *root = lua_newuserdatauv(L, total * sizeof *root + bytes, 0);
    memset(root, 0, sizeof *root);
    luaL_setmetatable(L, TYPE);
    char *copy = (char *)(root + total);
    size_t used = 1;
    for (int i = 1; i <= (int)count; i++) {
        lua_rawgeti(L, 2, i);
        const char *path = lua_tolstring(L, -1, &len);
        memcpy(copy, path, len);
        add_path(root, &used, copy, len);
        copy += len;
        lua_pop(L, 1);
    }
    return 1;
}
