/* A pool of connections (one multi handle) and the transfers that run on it. */
#ifndef PB_POOL_H
#define PB_POOL_H

#include "transfer.h"

#include <sys/types.h>

enum { POOL_IDLE_MAX = 32 };

struct pool {
    CURLM *multi;          /* NULL: closed */
    struct poller *poller; /* NULL: the system has none, or had no room for it */
    int poller_problem;    /* then: why, an errno */
    double alarm;          /* see pool_alarm; INFINITY: none */
    /* Transfers whose time is over may go on until then, at most; 0: there are none. */
    double late_until;
    pid_t owner;    /* the process that made it */
    unsigned forks; /* a forked child must not touch the parent's connections: see pool_ours */
    struct transfer *first, *last;
    size_t count;  /* transfers listed: they run, or have an event that was not delivered */
    size_t events; /* how many of them have an event */
    /* Easy handles are kept because each carries the TLS sessions it has seen. */
    struct idle {
        CURL *easy;
        unsigned long profile; /* whose lasting options it has; 0: unknown */
    } idle[POOL_IDLE_MAX];
    unsigned idle_count;
    unsigned long last_profile; /* numbers are the pool's own, as its easy handles are */
};

/* Once in a process, before anything else here: 0, or -1 when memory ran out. */
int pool_watch_forks(void);
/* Was the pool made in this process, and not before it was forked? Asks nothing of the kernel, as getpid
 * would. */
bool pool_ours(const struct pool *pool);
/* 0, or -1 when libcurl could not make a handle. The pool must be zeroed. */
int pool_open(struct pool *pool);
/* Cancels what runs and closes all connections; idempotent. In a forked child libcurl's handles are
 * abandoned instead, because closing them would say good-bye on the parent's connections. */
void pool_close(struct pool *pool);

/* Starts a zeroed transfer, or one that was reset. CURLE_OK, or why not; the transfer is then TRANSFER_NEW
 * still and holds nothing. */
CURLcode pool_start(struct pool *pool, struct transfer *t, const struct http_request *request);
/* Moves bytes until there is an event, `seconds` have passed, or a signal arrived. */
CURLMcode pool_step(struct pool *pool, double seconds);
/* The event of this transfer was delivered. One that is done is forgotten. */
void pool_delivered(struct transfer *t);
/* The waiting bytes of a stream were taken: the transfer goes on. */
void pool_taken(struct transfer *t);
/* Stops it if it runs, and forgets it; idempotent. What was received stays until transfer_free. */
void pool_cancel(struct transfer *t);

/* From now on *fd is readable whenever pool_step has something to do: 0, or an errno. */
int pool_share(struct pool *pool, int *fd);
bool pool_shared(const struct pool *pool);
/* A shared pool's descriptor becomes readable in so many seconds, too; the earliest of several alarms counts. */
void pool_alarm(struct pool *pool, double seconds);

#endif
