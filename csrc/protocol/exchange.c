#include "exchange.h"

#include <stdint.h>
#include <string.h>

#define KEPT_MAX 16384 /* bytes of a buffer that the next call may use again */
#define MAX_LOSSES 5   /* tokens refused for one call, whoever made them */

enum { READY, AUTHORIZING, IN_FLIGHT, WAITING, FINISHED };

void xch_init(struct xch_exchange *x)
{
    memset(x, 0, sizeof *x);
    x->max_attempts = 1;
    x->state = READY;
}

enum { BUFFERS = 9 };

static void list_buffers(struct xch_exchange *x, struct buf *buffers[BUFFERS])
{
    struct buf *const all[BUFFERS] = {&x->path,         &x->header,          &x->body,
                                      &x->service,      &x->method,          &x->params,
                                      &x->outcome.code, &x->outcome.message, &x->outcome.path};
    for (int i = 0; i < BUFFERS; i++)
        buffers[i] = all[i];
}

void xch_free(struct xch_exchange *x)
{
    struct buf *buffers[BUFFERS];
    list_buffers(x, buffers);
    for (int i = 0; i < BUFFERS; i++)
        buf_wipe(buffers[i]);
    x->state = FINISHED; /* nothing more is sent or taken in */
}

void xch_reset(struct xch_exchange *x)
{
    struct xch_exchange fresh;
    struct buf *old[BUFFERS], *kept[BUFFERS];
    xch_init(&fresh);
    list_buffers(x, old);
    list_buffers(&fresh, kept);
    for (int i = 0; i < BUFFERS; i++) {
        buf_clear(old[i], KEPT_MAX);
        *kept[i] = *old[i];
    }
    *x = fresh;
}

/* Names go into the URL as they are: letters, digits and underscores, as all of PortaBilling's are. */
int xch_is_name(const char *s)
{
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    return n > 0 && n < 128 && s[n] == 0;
}

int xch_call(struct xch_exchange *x, const char *service, const char *method, const char *params,
             size_t len)
{
    if (!xch_is_name(service) || !xch_is_name(method))
        return -2;
    struct buf *const buffers[] = {&x->path, &x->service, &x->method, &x->params};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        buf_clear(buffers[i], KEPT_MAX);
    if (buf_add(&x->service, service, strlen(service) + 1) ||
        buf_add(&x->method, method, strlen(method) + 1) || buf_add(&x->params, params, len) ||
        buf_adds(&x->path, "/rest/") || buf_adds(&x->path, service) || buf_addc(&x->path, '/') ||
        buf_adds(&x->path, method))
        return -1;
    return 0;
}

/* ---- framing ---- */

static int add_form_value(struct buf *b, const char *text, size_t len)
{
    static const char hex[] = "0123456789ABCDEF";
    if (len > SIZE_MAX / 3 || buf_reserve(b, len * 3) != 0)
        return -1;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        int letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || (c >= '0' && c <= '9') || (c && strchr("-._~", c))) {
            b->data[b->len++] = (char)c;
        } else {
            b->data[b->len++] = '%';
            b->data[b->len++] = hex[c >> 4];
            b->data[b->len++] = hex[c & 15];
        }
    }
    return 0;
}

/* {"session_id":"..."}: in the form encoding, and for sessions that have no access token. */
static int add_auth_info(struct buf *b, const struct ses_session *s)
{
    return buf_adds(b, "{\"session_id\":\"") || buf_add(b, s->session_id.data, s->session_id.len) ||
           buf_adds(b, "\"}");
}

static int frame(struct xch_exchange *x)
{
    const struct ses_session *s = x->session;
    int in_body = s && s->session_id.len && (x->wire == XCH_FORM || !s->access_token.len);
    struct buf *b = &x->body;
    int failed = 0;

    buf_clear(&x->header, KEPT_MAX);
    buf_clear(b, KEPT_MAX);
    if (s && !in_body)
        failed |= buf_adds(&x->header, "Authorization: Bearer ") ||
                  buf_add(&x->header, s->access_token.data, s->access_token.len);
    if (x->wire == XCH_FORM) {
        x->content_type = "application/x-www-form-urlencoded";
        if (in_body) {
            struct buf auth;
            buf_init(&auth);
            failed |= add_auth_info(&auth, s) || buf_adds(b, "auth_info=") ||
                      add_form_value(b, auth.data, auth.len) || buf_addc(b, '&');
            buf_wipe(&auth);
        }
        failed |= buf_adds(b, "params=") || add_form_value(b, x->params.data, x->params.len);
    } else {
        x->content_type = "application/json";
        failed |= buf_addc(b, '{');
        if (in_body)
            failed |= buf_adds(b, "\"auth_info\":") || add_auth_info(b, s) || buf_addc(b, ',');
        failed |= buf_adds(b, "\"params\":") || buf_add(b, x->params.data, x->params.len) ||
                  buf_addc(b, '}');
    }
    x->generation = s ? s->generation : 0;
    return failed ? -1 : 0;
}

/* Without a token yet: what the wire uses as a rule. */
static int mask_session(const struct xch_exchange *x, const struct ses_session *session,
                        const char *mask, struct ses_session *masked)
{
    size_t len = strlen(mask);
    int by_id = session->session_id.len || (x->wire == XCH_FORM && !session->access_token.len);
    return (by_id && buf_set(&masked->session_id, mask, len) != 0) ||
           ((session->access_token.len || !by_id) &&
            buf_set(&masked->access_token, mask, len) != 0);
}

int xch_show(struct xch_exchange *x, const struct ses_session *session, const char *mask)
{
    struct ses_session masked;
    ses_init(&masked);
    int failed = session && mask_session(x, session, mask, &masked);
    if (!failed) {
        x->session = session ? &masked : NULL;
        failed = frame(x) != 0;
    }
    x->session = NULL;
    ses_wipe(&masked);
    x->state = FINISHED;
    return failed ? -1 : 0;
}

/* ---- ending ---- */

static void finish(struct xch_exchange *x, enum xch_kind kind, enum xch_sent sent, int retryable)
{
    struct xch_outcome *o = &x->outcome;
    o->kind = kind;
    /* An earlier attempt's doubt outlives a later one that surely was not sent. */
    o->sent = sent == XCH_SENT_NO && x->ever_unknown ? XCH_SENT_UNKNOWN : sent;
    o->retryable = retryable && (x->safe || o->sent == XCH_SENT_NO);
    x->state = FINISHED;
    buf_clear(&x->header, KEPT_MAX);
    buf_clear(&x->body, KEPT_MAX);
    buf_clear(&x->params, KEPT_MAX);
}

/* Best effort: an error text lost to a full memory must not hide the error itself. */
static void describe(struct xch_exchange *x, const char *code, const char *message)
{
    struct xch_outcome *o = &x->outcome;
    buf_clear(&o->code, KEPT_MAX);
    buf_clear(&o->message, KEPT_MAX);
    buf_clear(&o->path, KEPT_MAX);
    if (code)
        (void)buf_adds(&o->code, code);
    if (message)
        (void)buf_adds(&o->message, message);
}

void xch_fail(struct xch_exchange *x, enum xch_kind kind, const char *code, const char *message)
{
    if (x->state == FINISHED)
        return;
    enum xch_sent sent = x->state == IN_FLIGHT ? XCH_SENT_UNKNOWN : XCH_SENT_NO;
    describe(x, code, message);
    finish(x, kind, sent,
           kind == XCH_TRANSPORT || kind == XCH_TIMEOUT || kind == XCH_HTTP || kind == XCH_BUSY);
}

static void out_of_memory(struct xch_exchange *x, enum xch_sent sent)
{
    describe(x, "OUT_OF_MEMORY", NO_MEMORY);
    finish(x, XCH_TRANSPORT, sent, 0);
}

/* Tries again if policy, budget and deadline allow it; otherwise ends with what `describe` holds. */
static void retry_or_finish(struct xch_exchange *x, enum xch_kind kind, enum xch_sent sent,
                            double wait_at_least, double now)
{
    double cost = kind == XCH_TIMEOUT ? RTY_COST_TIMEOUT : RTY_COST;
    int allowed = (x->safe || sent == XCH_SENT_NO) && x->outcome.attempts < x->max_attempts;

    x->ever_unknown |= sent == XCH_SENT_UNKNOWN;
    if (allowed) {
        x->delay = rty_delay(x->budget, (int)x->outcome.attempts);
        if (x->delay < wait_at_least)
            x->delay = wait_at_least;
        int in_time = x->delay <= RTY_LONGEST && (x->deadline <= 0 || now + x->delay < x->deadline);
        if (in_time && rty_take(x->budget, cost)) {
            x->state = WAITING;
            return;
        }
    }
    finish(x, kind, sent, 1);
}

/* ---- the machine ---- */

/* A token just obtained is tried even if it claims to be stale: a server that hands out lifetimes of
 * next to nothing must not be asked for the next one in a loop. */
static int authorized(const struct xch_exchange *x, double now)
{
    const struct ses_session *s = x->session;
    int renewed = x->state == AUTHORIZING && s->generation != x->generation;
    return renewed ? ses_usable(s) : ses_valid(s, now);
}

/* A token that still works is used while the next one is got; with one just obtained there is time. */
static int renewal_due(const struct xch_exchange *x, double now)
{
    if (!x->session || x->state == AUTHORIZING)
        return 0;
    enum ses_plan plan = ses_plan(x->session, now);
    return plan == SES_REFRESH || plan == SES_LOGIN;
}

enum xch_action xch_next(struct xch_exchange *x, double now)
{
    switch (x->state) {
    case WAITING:
        x->state = READY;
        return XCH_WAIT;
    case READY:
    case AUTHORIZING:
        break;
    case IN_FLIGHT: /* not fed yet: the owner asks again for the same request */
        return XCH_SEND;
    default:
        return XCH_DONE;
    }
    if (x->deadline > 0 && now >= x->deadline) {
        if (!x->outcome.attempts)
            describe(x, "DEADLINE", "the time for this call was over before it could be sent");
        finish(x, XCH_TIMEOUT, XCH_SENT_NO, 1);
        return XCH_DONE;
    }
    if (x->session && !authorized(x, now)) {
        x->generation = x->session->generation;
        x->state = AUTHORIZING;
        x->has_turn = 0; /* the renewal may take long */
        return XCH_AUTHORIZE;
    }
    if (x->paced && !x->has_turn) { /* only now, and before it counts as sent */
        x->has_turn = 1;
        return XCH_TURN;
    }
    x->has_turn = 0;
    if (frame(x) != 0) {
        out_of_memory(x, XCH_SENT_NO);
        return XCH_DONE;
    }
    x->renewal_due = renewal_due(x, now);
    x->outcome.attempts++;
    x->state = IN_FLIGHT;
    return XCH_SEND;
}

static void feed_failure(struct xch_exchange *x, const struct xch_attempt *a, double now)
{
    enum xch_kind kind = a->timed_out ? XCH_TIMEOUT : XCH_TRANSPORT;
    enum xch_sent sent = a->handed_over ? XCH_SENT_UNKNOWN : XCH_SENT_NO;

    describe(x, a->code, a->message);
    if (a->permanent)
        finish(x, kind, sent, 0);
    else
        retry_or_finish(x, kind, sent, 0, now);
}

static void take_judgement(struct xch_outcome *o, struct flt_judgement *j)
{
    buf_wipe(&o->code);
    buf_wipe(&o->message);
    buf_wipe(&o->path);
    o->code = j->code;
    o->message = j->text;
    o->path = j->path;
    flt_init(j);
}

/* Renewing once must do - once a token of our own making. One that a store or another call supplied
 * meanwhile may have died as well, which says nothing of the next log-in. */
static int may_renew(struct xch_exchange *x)
{
    int ours = x->generation == x->session->generation && !x->session->borrowed;
    if (++x->losses > MAX_LOSSES || (ours && x->renewals))
        return 0;
    x->renewals |= ours;
    return 1;
}

static void feed_answer(struct xch_exchange *x, const struct xch_attempt *a, double now)
{
    struct flt_judgement j;
    flt_init(&j);
    x->outcome.http_status = a->answer.status;
    if (flt_judge(&j, &a->answer, x->service.data, x->method.data) != 0) {
        flt_free(&j);
        out_of_memory(x, XCH_SENT_UNKNOWN); /* who answered was not found out */
        return;
    }
    enum flt_verdict verdict = j.verdict;
    take_judgement(&x->outcome, &j);
    switch (verdict) {
    case FLT_OK:
    case FLT_FILE:
        rty_success(x->budget);
        finish(x, verdict == FLT_OK ? XCH_OK : XCH_FILE, XCH_SENT_YES, 0);
        break;
    case FLT_SESSION_LOST:
        /* The call was not executed, so a change may go out again. */
        if (x->session && may_renew(x)) {
            x->outcome.attempts--; /* a renewal is not a retry */
            ses_lost(x->session, x->generation);
            x->state = READY;
        } else {
            finish(x, XCH_AUTH, XCH_SENT_YES, 0);
        }
        break;
    case FLT_REFUSED:
        finish(x, XCH_AUTH, XCH_SENT_YES, 0);
        break;
    case FLT_FAULT:
        finish(x, XCH_FAULT, XCH_SENT_YES, 0);
        break;
    case FLT_OUTAGE:
        retry_or_finish(x, XCH_FAULT, XCH_SENT_YES, a->retry_after, now);
        break;
    case FLT_GATEWAY:
        retry_or_finish(x, XCH_HTTP, XCH_SENT_UNKNOWN, a->retry_after, now);
        break;
    case FLT_HTTP:
        finish(x, XCH_HTTP, XCH_SENT_UNKNOWN, 0);
        break;
    }
}

int xch_feed(struct xch_exchange *x, const struct xch_attempt *a, double now)
{
    if (x->state == IN_FLIGHT && a->answered)
        feed_answer(x, a, now);
    else if (x->state == IN_FLIGHT)
        feed_failure(x, a, now);
    return x->state == FINISHED;
}
