/* Lua faces of session, retry budget and exchange. */
#ifndef PB_LUA_EXCHANGE_H
#define PB_LUA_EXCHANGE_H

#include "shared/compat.h"

/* Adds session, budget, exchange, is_file and digest to the table on top of the stack. */
void exchange_open(lua_State *L);

#endif
