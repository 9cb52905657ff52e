/* Where in a nested value something is: account_info.service_features[2].attributes */
#ifndef PB_PATH_H
#define PB_PATH_H

#include <lua.h>
#include <stddef.h>

/* One step of a path, kept in the C frame of the level it belongs to. */
struct path {
    const struct path *up; /* NULL: the whole value */
    const char *key;       /* NULL: a list element */
    size_t len;
    lua_Integer index; /* of the element, counted from 1 */
};

/* Pushes it as a string; "" for the whole value. Odd keys are quoted, long ones cut short. */
void path_push(lua_State *L, const struct path *path);

#endif
