/* What a Lua table is as JSON: an object or an array. Metamethods are never called. */
#ifndef PB_SHAPE_H
#define PB_SHAPE_H

#include <lua.h>
#include <stddef.h>

enum shape { SHAPE_NEITHER, SHAPE_OBJECT, SHAPE_ARRAY };

#define SHAPE_REASON 128

/* Looks at all keys of the table at index (an absolute one). marked: it carries a metatable that says
 * "an array". Sets *count to the number of fields or elements; for SHAPE_NEITHER writes why. */
enum shape shape_take(lua_State *L, int index, int marked, size_t *count,
                      char reason[SHAPE_REASON]);

struct shape_name {
    const char *text;
    size_t len;
    int number; /* its place in what anchors the names */
};

#define SHAPE_SMALL 32

/* A short cut for an object of a few fields: pushes their names, writes them to names in byte order (with their
 * stack indices as numbers) and returns how many there are. 0, and nothing is pushed, for anything else, and
 * where much of the stack is taken already. */
size_t shape_small(lua_State *L, int index, struct shape_name names[SHAPE_SMALL]);

/* The field names of an object in byte order. Pushes a list that keeps the names alive, then the userdata
 * that is returned; *count becomes smaller when the table has lost fields since shape_take. */
struct shape_name *shape_names(lua_State *L, int index, size_t *count);

#endif
