/* HTTP POST exchanges on libcurl: a pool (one multi handle) and the transfers that run on it.
 * No Lua here: callbacks only fill buffers, so nothing can be thrown through libcurl. */
#ifndef PB_TRANSFER_H
#define PB_TRANSFER_H

#include "core/buffer.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#if LIBCURL_VERSION_NUM < 0x075500
#error "libcurl 7.85.0 or newer is needed (CURLOPT_PROTOCOLS_STR)"
#endif

/* A streamed transfer is paused while this many bytes wait to be taken. */
#define TRANSFER_HIGH_WATER ((size_t)256 * 1024)

enum { POOL_IDLE_MAX = 32 };

enum transfer_state {
    TRANSFER_NEW,       /* nothing acquired */
    TRANSFER_RUNNING,   /* its easy handle is in the multi handle */
    TRANSFER_DONE,      /* result complete; the pool still lists it until the event is delivered */
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

/* What to send. The pointers are borrowed for the call of transfer_start only, but for what is the profile's. */
struct request {
    unsigned long profile; /* requests of one profile differ in no lasting option (see configure) */
    struct curl_slist *more_headers; /* the profile's */
    const char *url;
    CURLU *parsed;            /* the same, or NULL; the profile's */
    const char *header;       /* one more header line; NULL: none */
    const char *content_type; /* NULL: the header is not sent */
    const char *user_agent;
    const char *ca_file; /* NULL: libcurl's default bundle */
    const char *proxy;   /* NULL: from the environment; "": none */
    const char *body;
    size_t body_len;
    long timeout_ms, connect_timeout_ms, stall_timeout_s, idle_limit_s,
        max_age_s; /* 0: libcurl's default */
    size_t max_body, max_header;
    bool insecure, http, once, stream, identity; /* identity: asks for no compression */
};

struct pool;
struct loop;

struct transfer {
    struct pool *pool; /* NULL unless the pool lists it */
    struct transfer *prev, *next;
    CURL *easy;
    unsigned long profile;
    struct curl_slist
        line[4]; /* the content type, what the request adds, what keeps libcurl from adding more */
    struct buf sent; /* the bytes of those lines, and of the body; wiped: they carry credentials */
    enum transfer_state state;
    bool once, stream;
    bool event;  /* something to tell: done, or streamed bytes that wait */
    bool told;   /* the "data" event was delivered; no second one until the bytes are taken */
    bool paused; /* by the write callback */
    /* What waits is being made a string, in which a finalizer may step: nothing may be added. */
    bool taking;
    bool answered;      /* the body was given away */
    bool out_of_memory; /* in a callback */
    /* the outcome */
    CURLcode rc;
    unsigned handed; /* how often a request was handed to an established connection */
    bool resend_refused, got_bytes, headers_complete, reused;
    bool framed;       /* the headers say where the body ends */
    bool packed;       /* ... and that it is compressed */
    bool doubtful;     /* the answer is empty, but may have been cut to that */
    bool broken_off;   /* the connection ended too early, however libcurl calls that */
    long proxy_status; /* with which a proxy refused to connect; 0: it did not */
    long
        certificate; /* why it was refused: OpenSSL's X509_V_ERR_...; 0: not known, or it was not */
    const char *limit; /* "body" or "header" when a limit stopped it */
    long status;       /* 0: none seen */
    double elapsed;
    size_t max_body, max_header, header_bytes, body_bytes;
    struct buf received; /* the body, or what waits to be taken */
    struct buf header[HEADER_COUNT];
    char message[CURL_ERROR_SIZE];
};

struct pool {
    CURLM *multi;      /* NULL: closed */
    struct loop *loop; /* NULL: the system has none, or had no room for it */
    int loop_problem;  /* then: why, an errno */
    pid_t owner;       /* the process that made it */
    unsigned forks;    /* a forked child must not touch the parent's connections: see pool_ours */
    struct transfer *first, *last;
    size_t count;  /* transfers listed: running, or done and not yet delivered */
    size_t events; /* how many of them have an event */
    struct idle {
        CURL *easy;
        unsigned long profile; /* whose lasting options it has; 0: unknown */
    } idle[POOL_IDLE_MAX];
    unsigned idle_count;
    unsigned long last_profile; /* numbers are the pool's own, as its easy handles are */
};

/* ---- pool.c ---- */

/* Once in a process, before anything else here: 0, or -1 when memory ran out. */
int pool_watch_forks(void);
/* Was the pool made in this process, and not before it was forked? Asks nothing of the kernel, as getpid
 * would. */
bool pool_ours(const struct pool *pool);
/* 0, or -1 when libcurl could not make a handle. The pool must be zeroed. */
int pool_open(struct pool *pool);
/* NULL: no memory. */
CURLM *pool_new_multi(void);
/* Cancels what runs and closes all connections; idempotent. In a forked child libcurl's handles are
 * abandoned instead, because closing them would say good-bye on the parent's connections. */
void pool_close(struct pool *pool);
/* The monotonic clock, in seconds. */
double pool_now(void);
/* Takes note of the transfers that libcurl has ended. */
void pool_collect(struct pool *pool);
/* Moves bytes until there is an event, `seconds` have passed, or a signal arrived. */
CURLMcode pool_step(struct pool *pool, double seconds);

void pool_list(struct pool *pool, struct transfer *t);
/* Forgets a transfer whose last event was delivered, or that was cancelled. */
void pool_unlist(struct transfer *t);
/* There is something to tell about this transfer; and: its "data" event was delivered. */
void pool_note(struct transfer *t);
void pool_told(struct transfer *t);
/* Idle easy handles are kept because each carries the TLS sessions it has seen. With one comes the profile
 * it was configured for. */
CURL *pool_take_easy(struct pool *pool, unsigned long *profile);
void pool_give_easy(struct pool *pool, CURL *easy, unsigned long profile);

/* ---- transfer.c ---- */

/* Starts a zeroed transfer, or one that was reset. CURLE_OK, or why not; the transfer is then TRANSFER_NEW
 * still and holds nothing. */
CURLcode transfer_start(struct pool *pool, struct transfer *t, const struct request *request);
/* Makes a transfer that ended as good as new, memory for its buffers included. */
void transfer_reset(struct transfer *t);
/* libcurl has ended it: records the outcome and gives the easy handle back. */
void transfer_finish(struct transfer *t, CURLcode rc);
/* Stops it if it runs; idempotent. What was received stays until transfer_release. */
void transfer_cancel(struct transfer *t);
/* Cancels, and frees everything. */
void transfer_release(struct transfer *t);
/* The waiting bytes of a stream were taken: empties the buffer, lets the transfer go on. */
void transfer_taken(struct transfer *t);
void transfer_wipe_headers(struct curl_slist *headers);
/* Takes away from an idle easy handle what belongs to the transfer that had it. */
void transfer_unset(CURL *easy);

/* ---- poller.c ---- */

/* Has pool_step wait in loop_turn: 0, or an errno (then it waits in libcurl's own poll). Nothing may be running. */
int loop_open(struct pool *pool);
/* From now on *fd is readable whenever pool_step has something to do: 0, or an errno. */
int loop_share(struct pool *pool, int *fd);
bool loop_shared(const struct pool *pool);
/* Did libcurl have all the memory it wanted, or could it be set up anew? What ran then has ended. */
bool loop_usable(struct pool *pool);
/* libcurl said outside the loop that it had not. */
void loop_fail(struct pool *pool);
/* After libcurl's handles are gone (or abandoned); idempotent. */
void loop_close(struct pool *pool);
/* Has libcurl tell of the sockets it opens and closes for this easy handle. */
CURLcode loop_configure(struct pool *pool, CURL *easy);
/* Waits at most so long, then moves bytes. *woken: there was something. */
CURLMcode loop_turn(struct pool *pool, int ms, int *woken);
/* Follows every call that changes a transfer outside pool_step. */
void loop_kick(struct pool *pool);
/* loop_fd becomes readable in so many seconds; the earliest of several alarms counts. */
void loop_alarm(struct pool *pool, double seconds);

/* ---- codes.c ---- */

/* The libcurl code's name without "CURLE_", such as "COULDNT_CONNECT". */
const char *transfer_code_name(CURLcode rc);
/* The same of what became of a transfer, CONNECTION_LOST or ANSWER_CUT where it broke off. */
const char *transfer_outcome(const struct transfer *t);

#endif
