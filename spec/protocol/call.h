/* A logged-in call to try things on, for the tests of exchange. */
#ifndef PB_CALL_H
#define PB_CALL_H

#include "protocol/exchange.h"

#include "support/check.h"

#define LOST "{\"faultcode\":\"Server.Session.check_auth.auth_failed\",\"faultstring\":\"gone\"}"
#define NOW 1000.0

static struct ses_session session;
static struct rty_budget budget;
static struct xch_exchange x;

static inline void start_session(const char *token, const char *id)
{
    ses_init(&session);
    buf_set(&session.login, "api", 3);
    buf_set(&session.password, "secret", 6);
    if (ses_adopt(&session, token, strlen(token), "r1", 2, id, strlen(id), 900, 900, NOW) != 0)
        abort();
    session.borrowed = 0;
}

/* A logged-in call with up to three attempts and no deadline. */
static inline void start(int safe)
{
    start_session("tok", "");
    rty_init(&budget, 42);
    xch_init(&x);
    x.session = &session;
    x.budget = &budget;
    x.safe = safe;
    x.max_attempts = 3;
    static const char params[] = "{\"a\":1}";
    if (xch_call(&x, "Customer", safe ? "get_customer_info" : "add_customer", params, 7) != 0)
        abort();
}

static inline void stop(void)
{
    xch_free(&x);
    ses_wipe(&session);
}

static inline void feed_at(int status, const char *body, double retry_after, double now)
{
    struct xch_attempt a;
    memset(&a, 0, sizeof a);
    a.answered = 1;
    a.answer.status = status;
    a.answer.content_type = *body == '<' ? "text/html" : "application/json";
    a.answer.body = body;
    a.answer.len = strlen(body);
    a.retry_after = retry_after;
    xch_feed(&x, &a, now);
}

static inline void feed(int status, const char *body)
{
    feed_at(status, body, -1, NOW);
}

enum { HANDED_OVER = 1, TIMED_OUT = 2, PERMANENT = 4 };

static inline void feed_failure(int flags, const char *code)
{
    struct xch_attempt a;
    memset(&a, 0, sizeof a);
    a.handed_over = (flags & HANDED_OVER) != 0;
    a.timed_out = (flags & TIMED_OUT) != 0;
    a.permanent = (flags & PERMANENT) != 0;
    a.code = code;
    a.message = "it failed";
    xch_feed(&x, &a, NOW);
}

static inline int sends(void)
{
    return xch_next(&x, NOW) == XCH_SEND;
}

static inline int waits(void)
{
    return xch_next(&x, NOW) == XCH_WAIT;
}

static inline int asks_for_renewal(void)
{
    return xch_next(&x, NOW) == XCH_AUTHORIZE;
}

/* A token from a store: somebody else obtained it. */
static inline int borrow(const char *token)
{
    return ses_adopt(&session, token, strlen(token), "r2", 2, NULL, 0, 900, 900, NOW);
}
/* A token just given by the server. */
static inline int renew(const char *token)
{
    int rc = borrow(token);
    session.borrowed = 0;
    return rc;
}

static inline int ended(enum xch_kind kind, enum xch_sent sent, int retryable, unsigned attempts)
{
    return xch_next(&x, NOW) == XCH_DONE && x.outcome.kind == kind && x.outcome.sent == sent &&
           x.outcome.retryable == retryable && x.outcome.attempts == attempts;
}

#endif
