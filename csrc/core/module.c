#include "codec/compare.h"
#include "codec/decode.h"
#include "codec/encode.h"
#include "codec/mend.h"
#include "codec/plain.h"
#include "codec/projection.h"
#include "codec/sentinels.h"
#include "codec/split.h"
#include "digest.h"
#include "interrupt.h"
#include "lua_answer.h"
#include "lua_exchange.h"
#include "lua_session.h"
#include "secret.h"
#include "shared/bytes.h"
#include "shared/compat.h"
#include "shared/stay_loaded.h"

PB_EXPORT int luaopen_portabilling_core(lua_State *L);

int luaopen_portabilling_core(lua_State *L)
{
    static const luaL_Reg functions[] = {{"encode", att_encode},
                                         {"decode", rec_decode},
                                         {"holds_proxy", plain_holds_proxy},
                                         {"fields", fields_new},
                                         {"same_secret", sec_same},
                                         {"split", split_borders},
                                         {"mend", mend_text},
                                         {"copy", cmp_copy},
                                         {"same", cmp_same},
                                         {"sha256", dig_sha256},
                                         {"hmac", dig_hmac},
                                         {"random", dig_random},
                                         {"is_file", answer_is_file},
                                         {"may_be_fault", answer_may_be_fault},
                                         {"content", answer_content},
                                         {"interruptible", int_interruptible},
                                         {NULL, NULL}};
    stay_loaded();
    lua_createtable(L, 0, 23);
    luaL_setfuncs(L, functions, 0);
    codec_push_null(L);
    lua_setfield(L, -2, "null");
    codec_push_empty_array(L);
    lua_setfield(L, -2, "empty_array");
    codec_push_array_mt(L);
    lua_setfield(L, -2, "array_mt");
    bytes_open(L);
    fields_open(L);
    session_open(L);
    exchange_open(L);
    return 1;
}
