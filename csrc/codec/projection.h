/* Projections: which fields of each record are wanted. */
#ifndef PB_PROJECTION_H
#define PB_PROJECTION_H

#include <lua.h>
#include <stddef.h>

/* A name, and what of its value is wanted. The root has no name: it is the record itself. */
struct field {
    const char *name;
    size_t len;
    struct field *child, *sibling; /* no child: the whole value is wanted */
};

/* Once in a Lua state, before fields_new. */
void fields_open(lua_State *L);
/* fields{ "i_customer", "customer_class.name", ... } -> projection. A dot leads into an object, or into
 * each object of an array. Raises for what is no list of names. */
int fields_new(lua_State *L);
/* The root of the projection at index, or NULL when it is none. Lives as long as that value. */
const struct field *fields_test(lua_State *L, int index);
/* The part of a field that a name leads to, or NULL. */
const struct field *fields_find(const struct field *field, const char *name, size_t len);

#endif
