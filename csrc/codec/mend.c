#include "mend.h"

#include "json/mend.h"
#include "shared/bytes.h"
#include "shared/compat.h"

int mend_text(lua_State *L)
{
    size_t len, count;
    lua_settop(L, 1);
    const char *text = bytes_pin(L, 1, &len);
    if (!text)
        return luaL_argerror(L, 1, "string or bytes expected");
    struct buf *out = bytes_push(L);
    if (jm_mend(out, text, len, &count) != 0)
        return luaL_error(L, NO_MEMORY);
    bytes_unpin(L, 1);
    if (count > 0)
        bytes_to_string(L, out);
    else
        lua_pushvalue(L, 1);
    lua_pushinteger(L, (lua_Integer)count);
    return 2;
}
