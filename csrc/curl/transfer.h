/* One POST on an easy handle: what is sent, and what comes of the answer. Callbacks of libcurl only fill buffers and take
 * notes: no Lua here, so nothing can be thrown through libcurl. Who starts and ends transfers is the pool. */
#ifndef PB_TRANSFER_H
#define PB_TRANSFER_H

#include "http_request.h"
#include "shared/buffer.h"

/* A streamed transfer is paused while this many bytes wait to be taken. */
#define TRANSFER_HIGH_WATER ((size_t)256 * 1024)

enum transfer_state {
    TRANSFER_NEW,       /* nothing acquired */
    TRANSFER_RUNNING,   /* its easy handle is in the multi handle */
    TRANSFER_DONE,      /* the outcome is complete */
    TRANSFER_CANCELLED, /* stopped by its owner */
};

/* Response headers that are kept. */
enum transfer_header {
    HEADER_CONTENT_TYPE,
    HEADER_DISPOSITION,
    HEADER_RETRY_AFTER,
    HEADER_DATE,
    HEADER_LOCATION,
    HEADER_COUNT
};

struct transfer {
    enum transfer_state state;
    CURL *easy;            /* lent by the pool while it runs */
    unsigned long profile; /* whose lasting options the handle has; 0: unknown */

    /* The pool's own. */
    struct pool *pool; /* NULL unless the pool lists it */
    struct transfer *prev, *next;
    bool event; /* there is something to tell: it is done, or bytes of a stream wait */
    bool late;  /* its time was over, and it was allowed to go on for a moment */
    /* The "data" event was delivered; the next one comes after the bytes were taken. */
    bool data_delivered;

    /* What is sent. */
    /* The content type, what the request adds, what keeps libcurl from adding more. */
    struct curl_slist line[4];
    struct buf sent; /* the bytes of those lines, and of the body; wiped: they carry credentials */
    bool once, stream;
    size_t max_body, max_header;
    long timeout_ms;
    double deadline; /* of shared/clock.h */

    /* What is received. */
    struct buf received; /* the body, or what of a stream waits to be taken */
    struct buf header[HEADER_COUNT];
    size_t header_bytes, body_bytes;
    void (*on_data)(struct transfer *t); /* bytes of a stream wait; called by libcurl's callback */
    bool paused;                         /* too many of them wait */
    /* They are being made a Lua string, in which a finalizer may move this transfer on: nothing may be added. */
    bool taking;
    bool answered; /* the body was given away */

    /* The outcome. */
    CURLcode rc;
    long status;         /* of HTTP; 0: none seen */
    const char *limit;   /* "body" or "header" when a limit stopped it */
    unsigned handed;     /* how often a request was handed to an established connection */
    bool resend_refused; /* `once` kept libcurl from sending it again */
    bool got_bytes, headers_complete;
    bool reused;        /* no connection was made for it */
    bool out_of_memory; /* in a callback */
    bool framed;        /* the headers say where the body ends */
    bool packed;        /* ... and that it is compressed */
    bool doubtful;      /* the answer is empty, but may have been cut to that */
    bool broken_off;    /* the connection ended too early, however libcurl calls that */
    long proxy_status;  /* with which a proxy refused to connect; 0: it did not */
    /* Why the certificate was refused: OpenSSL's X509_V_ERR_...; 0: not known, or it was not. */
    long certificate;
    double elapsed;
    char message[CURL_ERROR_SIZE];
};

/* Sets up the transfer's easy handle for the request, all but its sockets: a transfer that is zeroed, or was reset. */
CURLcode transfer_prepare(struct transfer *t, const struct http_request *request);
/* Lets a running transfer go on past its time-out, or not any more. */
void transfer_allow_late(struct transfer *t, bool allowed);
/* The request is not needed any more. */
void transfer_drop_request(struct transfer *t);
/* The waiting bytes of a stream were taken: empties the buffer, lets the transfer go on. What is returned is libcurl's word
 * on the bytes that it had held back; it is told in no other way. */
CURLcode transfer_taken(struct transfer *t);
/* Makes a transfer that ended as good as new, memory for its buffers included. */
void transfer_reset(struct transfer *t);
/* Frees what an ended transfer holds; idempotent. */
void transfer_free(struct transfer *t);
/* Takes away from an easy handle what belongs to the transfer that had it. */
void transfer_unset(CURL *easy);

#endif
