#include "lua_answer.h"

#include "json/text.h"
#include "protocol/fault.h"
#include "shared/blank.h"
#include "shared/bytes.h"

int answer_is_file(lua_State *L)
{
    lua_pushboolean(L, flt_is_file((int)luaL_checkinteger(L, 1), luaL_optstring(L, 2, NULL),
                                   luaL_optstring(L, 3, NULL)));
    return 1;
}

int answer_may_be_fault(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    lua_pushboolean(L, flt_may_begin(text, len));
    return 1;
}

int answer_content(lua_State *L)
{
    size_t len;
    lua_settop(L, 1);
    const char *text = bytes_pin(L, 1, &len);
    int blank = is_blank(text, len);
    size_t mark = jt_mark(text, len);
    if (mark > 0)
        lua_pushlstring(L, text + mark, len - mark);
    else
        lua_pushvalue(L, 1);
    bytes_unpin(L, 1);
    return !blank;
}
