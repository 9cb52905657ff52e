/* SHA-256 and HMAC-SHA-256 (FIPS 180-4, RFC 2104), for the journal of a batch, and random bytes for its key. */
#ifndef PB_DIGEST_H
#define PB_DIGEST_H

#include <lua.h>

/* sha256(text) -> 64 hexadecimal digits */
int dig_sha256(lua_State *L);

/* hmac(key, text) -> 64 hexadecimal digits: without the key nobody can tell what the text was by trying */
int dig_hmac(lua_State *L);

/* random() -> 64 hexadecimal digits from the system's random numbers; or nil and why there are none */
int dig_random(lua_State *L);

#endif
