/* mend(text) -> text, count: a JSON text whose strings hold what no string may, with U+FFFD in those places: for bytes that
 * are no UTF-8 (as many as Unicode recommends: one for each longest beginning of a character), half surrogate pairs and
 * control characters. count: how many; 0: the text is not a new one. What is wrong outside of strings stays as it is. */
#ifndef PB_MEND_H
#define PB_MEND_H

#include <lua.h>

int mend_text(lua_State *L);

#endif
