/* mend(text) -> text, count: a JSON text with U+FFFD for what no string may hold (json/mend.h). count: how many; 0: the text is
 * not a new one. */
#ifndef PB_MEND_H
#define PB_MEND_H

#include <lua.h>

int mend_text(lua_State *L);

#endif
