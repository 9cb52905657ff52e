/* A validating, depth-limited pull tokenizer for RFC 8259. Plain C: no Lua, no allocation.
 * Strings are checked as UTF-8; what comes out can be trusted. */
#ifndef PB_JSON_SCAN_H
#define PB_JSON_SCAN_H

#include <stddef.h>
#include <stdint.h>

#define JS_DEPTH_LIMIT 1000 /* the most that max_depth can be set to */

enum js_type {
    JS_ERROR,
    JS_END, /* the one value is complete and nothing follows */
    JS_OBJECT,
    JS_OBJECT_END,
    JS_ARRAY,
    JS_ARRAY_END,
    JS_KEY,
    JS_STRING,
    JS_INTEGER, /* neither fraction nor exponent; of any length */
    JS_NUMBER,
    JS_TRUE,
    JS_FALSE,
    JS_NULL
};

/* What may come next: for fast.h. */
enum js_state {
    JS_VALUE,         /* a value: the whole text, or after a key's colon */
    JS_FIRST_ELEMENT, /* after [ */
    JS_NEXT_ELEMENT,  /* after an element */
    JS_FIRST_MEMBER,  /* after { */
    JS_NEXT_MEMBER,   /* after a member */
    JS_DONE,          /* after the whole value */
    JS_FAILED
};

struct js_token {
    enum js_type type;
    const char *text; /* strings and keys: between the quotes, still escaped; numbers: as written */
    size_t len;
    int escaped; /* string or key with at least one backslash: js_unescape it */
};

struct js_scan {
    const char *text;
    size_t len, pos;
    unsigned depth, max_depth;
    enum js_state state, after;                 /* what may come next, now and after a value */
    const char *reason;                         /* after JS_ERROR: why, a static text */
    size_t error_offset;                        /* after JS_ERROR: where, counted from 0 */
    uint64_t kinds[(JS_DEPTH_LIMIT + 63) / 64]; /* private: which open brackets are objects */
};

void js_init(struct js_scan *s, const char *text, size_t len, unsigned max_depth);
enum js_type js_next(struct js_scan *s, struct js_token *token);
/* Call after JS_KEY, with its token: the head of this member, as it is written. It begins behind the comma or the
 * bracket and ends where the value begins, white space included. Returns its length. */
size_t js_head(const struct js_scan *s, const struct js_token *key, const char **head);
/* Call after JS_OBJECT: how many members it has, as far as that is seen at a glance; 0 to most. Moves nothing. */
int js_count_members(const struct js_scan *s, int most);
/* Call after JS_KEY: passes over its value. After JS_OBJECT or JS_ARRAY: passes over the rest of it,
 * closing bracket included. Validates like js_next. 0, or -1 (then reason and error_offset tell). */
int js_skip(struct js_scan *s);

/* After JS_OBJECT: its next member. 1: *key and *value are set, and what a value that is an object or array holds was passed
 * over; 0: the object is closed; -1: js_next or js_skip failed. */
int js_next_member(struct js_scan *s, struct js_token *key, struct js_token *value);

/* What tokens mean (value.c). */

/* Writes the meaning of a string or key to out, which has room for token->len bytes (it never grows);
 * returns its length. */
size_t js_unescape(const struct js_token *token, char *out);
/* Is a string or key token equal to text (escapes resolved)? */
int js_equals(const struct js_token *token, const char *text);
/* JS_INTEGER to 64 bits: 0, or -1 when it does not fit. */
int js_integer(const struct js_token *token, int64_t *value);
/* JS_INTEGER or JS_NUMBER to the nearest double: 0, or -1 when out of range. */
int js_double(const struct js_token *token, double *value);

#endif
