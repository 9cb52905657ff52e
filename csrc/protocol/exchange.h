/* One API call as a state machine. It frames the request, judges what came back, and decides whether to
 * renew the session, wait and try again, or stop. It moves no bytes itself:
 *
 *     for (;;) switch (xch_next(x, now)) {
 *     case XCH_AUTHORIZE: renew the session, then go on (xch_fail when that is impossible);
 *     case XCH_TURN:      wait for the call's turn, where calls are paced (xch_fail when it comes too late);
 *     case XCH_SEND:      send path, headers and body; hand what came back to xch_feed();
 *     case XCH_WAIT:      let x->delay seconds pass;
 *     case XCH_DONE:      read x->outcome;
 *     }
 *
 * Plain C, no Lua. `now` is monotonic seconds. */
#ifndef PB_EXCHANGE_H
#define PB_EXCHANGE_H

#include "fault.h"
#include "retry.h"
#include "session.h"
#include "shared/buffer.h"

enum xch_action { XCH_SEND, XCH_WAIT, XCH_TURN, XCH_AUTHORIZE, XCH_DONE };
enum xch_wire { XCH_JSON, XCH_FORM }; /* form: for releases before MR101 */

enum xch_kind {
    XCH_OK,
    XCH_FILE,
    XCH_AUTH,
    XCH_FAULT,
    XCH_TRANSPORT,
    XCH_TIMEOUT,
    XCH_HTTP,
    XCH_BUSY, /* too much is asked at once: by the client's own rules */
    XCH_CANCELLED
};
/* Was the call executed? no: certainly not. yes: PortaBilling answered. unknown: it may have been. */
enum xch_sent { XCH_SENT_NO, XCH_SENT_UNKNOWN, XCH_SENT_YES };

/* How one attempt ended, as a driver saw it. */
struct xch_attempt {
    int answered; /* a whole HTTP answer came back: the fields of `answer` hold */
    struct flt_answer answer;
    double retry_after; /* seconds the answer asked to wait, or < 0 */
    /* not answered: */
    int handed_over; /* at least one byte may have reached the server */
    int timed_out;
    int permanent; /* trying again will not help: TLS verification, a limit, a bad URL */
    const char *code, *message;
};

struct xch_outcome {
    enum xch_kind kind;
    enum xch_sent sent;
    int retryable;   /* the same call may safely be made again later */
    int http_status; /* of the last answer; 0 = none */
    unsigned attempts;
    struct buf code, message, path;
};

struct xch_exchange {
    /* set by the owner before the first xch_next */
    struct ses_session *session; /* NULL: the call carries no authorization (log-in, refresh) */
    struct rty_budget *budget;
    enum xch_wire wire;
    int safe;              /* a read: may be repeated whatever became of it */
    unsigned max_attempts; /* at least 1 */
    int paced;             /* each request has to wait for its turn */
    double deadline;       /* of the whole call; 0 = none */

    /* what to send, valid after XCH_SEND */
    struct buf path, header, body; /* header: "Authorization: Bearer ..." or empty */
    const char *content_type;
    int renewal_due; /* the token works, but is to be renewed beside this call */
    double delay;    /* after XCH_WAIT */
    /* Of the token that was sent, or that needs renewal after XCH_AUTHORIZE. */
    unsigned long generation;

    struct xch_outcome outcome;

    /* private */
    struct buf service, method, params;
    int state, renewals, losses, ever_unknown, has_turn;
};

void xch_init(struct xch_exchange *x);
void xch_free(struct xch_exchange *x);
/* Makes it ready for another call: like xch_init, but keeps memory, wiped. The owner's settings are as after xch_init. */
void xch_reset(struct xch_exchange *x);
/* Is it a plain name, as a service and a method must have? */
int xch_is_name(const char *s);
/* Names the call; params is a JSON text ("{}" when there are none). 0; -1 out of memory;
 * -2 service or method is not a plain name. */
int xch_call(struct xch_exchange *x, const char *service, const char *method, const char *params,
             size_t len);
enum xch_action xch_next(struct xch_exchange *x, double now);
/* Frames the request as it would be sent with the session's tokens (session NULL: an open call), but with `mask` in their
 * place: path, header, body and content_type are then valid. Nothing may be sent: the exchange is at its end. 0; -1 out of
 * memory. */
int xch_show(struct xch_exchange *x, const struct ses_session *session, const char *mask);
/* Returns whether the call is over: xch_next would say XCH_DONE. */
int xch_feed(struct xch_exchange *x, const struct xch_attempt *attempt, double now);
/* Ends the call: the session could not be renewed, or the owner gave up. Keeps what is known of `sent`. */
void xch_fail(struct xch_exchange *x, enum xch_kind kind, const char *code, const char *message);

#endif
