#include "path.h"

#include "json/text.h"
#include "sentinels.h"
#include "shared/compat.h"

#include <stdio.h>
#include <string.h>

#define KEY_SHOWN 64

static int is_plain_name(const char *key, size_t len)
{
    if (len == 0 || len > KEY_SHOWN)
        return 0;
    for (size_t i = 0; i < len; i++) {
        char c = key[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '-'))
            return 0;
    }
    return 1;
}

static void add_quoted(luaL_Buffer *b, const char *key, size_t len)
{
    luaL_addstring(b, "[\"");
    for (size_t i = 0; i < len;) {
        if (i >= KEY_SHOWN) {
            luaL_addstring(b, "...");
            break;
        }
        size_t n = jt_utf8(key + i, len - i);
        if (n == 0 || (unsigned char)key[i] < 0x20) {
            char escape[8];
            snprintf(escape, sizeof escape, "\\%03d", (unsigned char)key[i]);
            luaL_addstring(b, escape);
            n = 1;
        } else {
            if (key[i] == '"' || key[i] == '\\')
                luaL_addchar(b, '\\');
            luaL_addlstring(b, key + i, n);
        }
        i += n;
    }
    luaL_addstring(b, "\"]");
}

static void add(luaL_Buffer *b, const struct path *path)
{
    if (!path || !path->up)
        return;
    add(b, path->up);
    if (!path->key) {
        char index[32];
        snprintf(index, sizeof index, "[%lld]", (long long)path->index);
        luaL_addstring(b, index);
    } else if (is_plain_name(path->key, path->len)) {
        if (path->up->up)
            luaL_addchar(b, '.');
        luaL_addlstring(b, path->key, path->len);
    } else {
        add_quoted(b, path->key, path->len);
    }
}

void path_push(lua_State *L, const struct path *path)
{
    luaL_Buffer b;
    luaL_checkstack(L, LUA_MINSTACK, CODEC_NO_STACK); /* the buffer's */
    luaL_buffinit(L, &b);
    add(&b, path);
    luaL_pushresult(&b);
}
