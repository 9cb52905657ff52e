/* The Lua face of retry budget and exchange (protocol/exchange.h): core.budget, core.exchange, core.is_name. */
#ifndef PB_LUA_EXCHANGE_H
#define PB_LUA_EXCHANGE_H

#include "shared/compat.h"

/* Adds budget(), exchange() and is_name() to the table on top of the stack. */
void exchange_open(lua_State *L);

#endif
