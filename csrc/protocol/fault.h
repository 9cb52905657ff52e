/* What an HTTP answer from PortaBilling means. Plain C, no Lua, no I/O. */
#ifndef PB_FAULT_H
#define PB_FAULT_H

#include "shared/buffer.h"

#include <stddef.h>

enum flt_verdict {
    FLT_OK,           /* the method's own answer: JSON, or nothing at all */
    FLT_FILE,         /* the body is a file */
    FLT_SESSION_LOST, /* the session is gone; the call was not executed */
    FLT_REFUSED,      /* log-in refused: trying again could lock the login out */
    FLT_FAULT,        /* any other fault */
    FLT_OUTAGE,       /* a fault that says that the server cannot do it just now */
    FLT_GATEWAY,      /* 408, 429, 502, 503, 504: a proxy speaks; nothing is known of the call */
    FLT_HTTP          /* anything else that is not PortaBilling's own JSON */
};

struct flt_answer {
    int status;
    const char *content_type, *disposition; /* header values, or NULL */
    const char *body;                       /* NULL: a file that was handed on already */
    size_t len;
};

struct flt_judgement {
    enum flt_verdict verdict;
    struct buf code; /* faultcode */
    struct buf text; /* faultstring; for the last two verdicts it quotes the body */
    struct buf path; /* the field path inside the fault code, or empty */
};

void flt_init(struct flt_judgement *j);
void flt_free(struct flt_judgement *j);
/* Judges a complete answer to service/method. 0, or -1 when out of memory. */
int flt_judge(struct flt_judgement *j, const struct flt_answer *answer, const char *service,
              const char *method);
/* May a body that begins with this text turn out to be a fault? Then it is not to be handed on as a file yet. */
int flt_may_begin(const char *text, size_t len);
/* By the headers alone: is the body that follows a file (to be streamed) rather than JSON? */
int flt_is_file(int status, const char *content_type, const char *disposition);

#endif
