/* A 128-bit digest that tells equal texts from different ones. Not cryptographic: no secret may go in. */
#ifndef PB_DIGEST_H
#define PB_DIGEST_H

#include <stddef.h>

/* Writes 32 hexadecimal digits and a NUL. The same on every machine. */
void dig_hex(const char *text, size_t len, char out[33]);

#endif
