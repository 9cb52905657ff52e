/* Waits for libcurl's sockets. Knows one multi handle and descriptors; the transfers are its owner's, and so is the decision
 * what to do about a failure. */
#ifndef PB_POLLER_H
#define PB_POLLER_H

#include <curl/curl.h>
#include <stdbool.h>

struct poller;

/* NULL: there is none, and *problem says why, an errno (ENOSYS: not on this system). */
struct poller *poller_new(int *problem);
/* After libcurl's handles are gone. In a forked child, where they are abandoned, the descriptors are not `ours` to close. */
void poller_free(struct poller *p, bool ours);
/* Has libcurl tell of the sockets of this multi handle: the first one, or one that replaces another after a failure, which
 * is forgotten. */
void poller_attach(struct poller *p, CURLM *multi);
/* Has libcurl tell of the sockets that it opens and closes for this easy handle. NULL: only keeps the programs that this one
 * starts from inheriting them. */
CURLcode poller_configure(struct poller *p, CURL *easy);

/* libcurl, or what is noted of a socket, had no memory: waiting would be for ever, or worse. The multi handle has to be
 * replaced. */
bool poller_failed(const struct poller *p);
void poller_fail(struct poller *p); /* libcurl said so outside this file */

/* One round is: act, sync, wait, dispatch, and act and sync again, for libcurl may have done what it waited for. */

/* Lets libcurl do what it can without news from a socket. */
void poller_act(struct poller *p);
/* Has libcurl look at all transfers the next time, whether it has a timeout for them or not. */
void poller_look_at_all(struct poller *p);
/* Waits for what libcurl waits for by now. */
void poller_sync(struct poller *p);
/* Waits at most so long. The number of events; -1: a signal, say. */
int poller_wait(struct poller *p, int ms);
/* Lets libcurl act on what came: so many sockets. */
int poller_dispatch(struct poller *p);

/* From now on *fd is readable whenever a round has something to do: 0, or an errno. */
int poller_share(struct poller *p, int *fd);
bool poller_shared(const struct poller *p);
/* A shared one: the descriptor becomes readable at this time (of shared/clock.h), or when libcurl has a timeout. */
void poller_arm(struct poller *p, double time);

#endif
