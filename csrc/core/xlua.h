/* Lua faces of session, retry budget and exchange. */
#ifndef PB_XLUA_H
#define PB_XLUA_H

#include "shared/compat.h"

/* Adds session, budget, exchange, is_file and digest to the table on top of the stack. */
void xlua_open(lua_State *L);

#endif
