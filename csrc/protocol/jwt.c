#include "jwt.h"

#include "json/scan.h"
#include "shared/buffer.h"

#include <string.h>

#define CLAIMS_DEPTH 64

/* Undoes base64url of the JWT's middle part. 0 or -1. */
static int decode_claims(const char *jwt, size_t len, struct buf *out)
{
    const char *first = len ? memchr(jwt, '.', len) : NULL;
    if (!first)
        return -1;
    const char *end = jwt + len;
    const char *p = first + 1, *last = memchr(p, '.', (size_t)(end - p));
    unsigned bits = 0;
    int have = 0;
    if (!last || buf_reserve(out, (size_t)(last - p)) != 0)
        return -1;
    for (; p < last && *p != '='; p++) {
        static const char alphabet[] =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const char *at = *p ? strchr(alphabet, *p) : NULL;
        if (!at)
            return -1;
        bits = (bits << 6 | (unsigned)(at - alphabet)) & 0xffff;
        have += 6;
        if (have >= 8)
            out->data[out->len++] = (char)(bits >> (have -= 8));
    }
    return 0;
}

double jwt_lifetime(const char *jwt, size_t len)
{
    struct buf claims;
    struct js_scan scan;
    struct js_token key, value;
    double issued = 0, expires = 0;

    buf_init(&claims);
    if (decode_claims(jwt, len, &claims) == 0) {
        js_init(&scan, claims.data, claims.len, CLAIMS_DEPTH);
        if (js_next(&scan, &key) == JS_OBJECT) {
            while (js_next_member(&scan, &key, &value) > 0) {
                double *into = js_equals(&key, "iat")   ? &issued
                               : js_equals(&key, "exp") ? &expires
                                                        : NULL;
                if (!into)
                    continue;
                if (value.type != JS_INTEGER && value.type != JS_NUMBER)
                    break;
                if (js_double(&value, into) != 0)
                    *into = 0;
            }
        }
    }
    buf_wipe(&claims);
    return issued > 0 && expires > issued ? expires - issued : 0;
}
