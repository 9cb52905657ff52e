/* What an access token that is a JWT (RFC 7519) says about itself. Its signature is not checked: what it says only decides
 * when it is renewed. Plain C, no Lua. */
#ifndef PB_JWT_H
#define PB_JWT_H

#include <stddef.h>

/* The lifetime in seconds that a token states, both ends by the server's own clock. 0: it states none, or is no JWT. */
double jwt_lifetime(const char *jwt, size_t len);

#endif
