#include "digest.h"

#include "shared/bytes.h"
#include "shared/compat.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 64
#define SIZE 32

struct sha {
    uint32_t h[8];
    uint64_t len;
    unsigned char block[BLOCK];
};

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, int by)
{
    return x >> by | x << (32 - by);
}

static void take_block(struct sha *s, const unsigned char *p)
{
    uint32_t w[64], v[8];

    for (int i = 0; i < 16; i++, p += 4)
        w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[i - 7] +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
    memcpy(v, s->h, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t t = v[7] + (rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)) +
                     ((v[4] & v[5]) ^ (~v[4] & v[6])) + round_constants[i] + w[i];
        uint32_t u = (rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)) +
                     ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t;
        v[0] = t + u;
    }
    for (int i = 0; i < 8; i++)
        s->h[i] += v[i];
    explicit_bzero(w, sizeof w);
    explicit_bzero(v, sizeof v);
}

static void begin(struct sha *s)
{
    static const uint32_t first[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(s->h, first, sizeof first);
    s->len = 0;
}

static void add(struct sha *s, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    size_t held = (size_t)(s->len % BLOCK);

    s->len += n;
    if (held > 0) {
        size_t part = n < BLOCK - held ? n : BLOCK - held;
        memcpy(s->block + held, p, part);
        if (held + part < BLOCK)
            return;
        take_block(s, s->block);
        p += part;
        n -= part;
    }
    for (; n >= BLOCK; n -= BLOCK, p += BLOCK)
        take_block(s, p);
    if (n > 0)
        memcpy(s->block, p, n);
}

/* Leaves nothing of the text in s. */
static void end(struct sha *s, unsigned char out[SIZE])
{
    static const unsigned char padding[BLOCK] = {0x80};
    unsigned char bits[8];

    for (int i = 0; i < 8; i++)
        bits[i] = (unsigned char)(s->len * 8 >> (56 - 8 * i));
    add(s, padding, (119 - s->len % BLOCK) % BLOCK + 1);
    add(s, bits, sizeof bits);
    for (int i = 0; i < SIZE; i++)
        out[i] = (unsigned char)(s->h[i / 4] >> (24 - i % 4 * 8));
    explicit_bzero(s, sizeof *s);
}

static void hash(const void *bytes, size_t n, unsigned char out[SIZE])
{
    struct sha s;
    begin(&s);
    add(&s, bytes, n);
    end(&s, out);
}

/* Wipes the bytes. */
static int push_hex(lua_State *L, unsigned char bytes[SIZE])
{
    static const char digits[] = "0123456789abcdef";
    struct buf *hex = bytes_push(L);
    if (buf_reserve(hex, 2 * (size_t)SIZE) != 0) {
        explicit_bzero(bytes, SIZE);
        return luaL_error(L, NO_MEMORY);
    }
    for (size_t i = 0; i < SIZE; i++) {
        hex->data[hex->len++] = digits[bytes[i] >> 4];
        hex->data[hex->len++] = digits[bytes[i] & 15];
    }
    explicit_bzero(bytes, SIZE);
    bytes_to_string(L, hex);
    return 1;
}

int dig_sha256(lua_State *L)
{
    size_t n;
    const char *text = luaL_checklstring(L, 1, &n);
    unsigned char out[SIZE];

    hash(text, n, out);
    return push_hex(L, out);
}

int dig_hmac(lua_State *L)
{
    size_t key_len, n;
    const char *key = luaL_checklstring(L, 1, &key_len);
    const char *text = luaL_checklstring(L, 2, &n);
    unsigned char pad[BLOCK] = {0}, out[SIZE];
    struct sha s;

    if (key_len > BLOCK)
        hash(key, key_len, pad);
    else
        memcpy(pad, key, key_len);
    for (int i = 0; i < BLOCK; i++)
        pad[i] ^= 0x36;
    begin(&s);
    add(&s, pad, BLOCK);
    add(&s, text, n);
    end(&s, out);
    for (int i = 0; i < BLOCK; i++)
        pad[i] ^= 0x36 ^ 0x5c;
    begin(&s);
    add(&s, pad, BLOCK);
    add(&s, out, SIZE);
    end(&s, out);
    explicit_bzero(pad, sizeof pad);
    return push_hex(L, out);
}

int dig_random(lua_State *L)
{
    unsigned char bytes[SIZE];

    if (getentropy(bytes, sizeof bytes) != 0) {
        lua_pushnil(L);
        lua_pushfstring(L, "no random numbers: %s", strerror(errno));
        return 2;
    }
    return push_hex(L, bytes);
}
