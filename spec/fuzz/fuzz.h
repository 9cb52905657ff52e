/* What the fuzz targets share: a promise that stops the run when it is broken, and the input in pieces. */
#ifndef PB_FUZZ_H
#define PB_FUZZ_H

#include "json/scan.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROMISE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition);        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* A complete JSON object, and nothing else but blanks? */
static inline int is_object(const char *text, size_t len)
{
    struct js_scan scan;
    struct js_token token;
    js_init(&scan, text, len, 64);
    return js_next(&scan, &token) == JS_OBJECT && js_skip(&scan) == 0 &&
           js_next(&scan, &token) == JS_END;
}

struct input {
    const uint8_t *at;
    size_t left;
};

/* The next byte; 0 when there is none left. */
static inline unsigned take_byte(struct input *in)
{
    if (in->left == 0)
        return 0;
    in->left--;
    return *in->at++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
