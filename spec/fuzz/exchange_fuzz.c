/* One call of the exchange under any sequence of events, beside a model of what may have happened to it:
 *   - a change goes out again only after attempts that never reached the server, or whose answer was that the
 *     session is lost (which means: not executed);
 *   - a token of our own making is renewed once; however tokens come and go, the call comes to an end;
 *   - `sent` is what the attempts together say, never "no" once one of them is in doubt;
 *   - after the end nothing changes any more, and no credential is kept, though the memory is, for the next call;
 *   - a second call through the same exchange is as good as the first.
 * Input: bytes for the settings, then one or more for each event. */
#include "protocol/exchange.h"

#include "fuzz.h"

#include <math.h>

#define LOSSES_MOST 5

static const char *const lost_codes[] = {
    "Server.Session.check_auth.auth_failed",
    "Client.Session.check_auth.failed_to_process_access_token",
    "Client.Session.check_auth.failed_to_process_jwt",
    "Client.check_auth.envelope_missed",
};
static const char *const other_codes[] = {
    "Server.Session.auth_failed",  "Server.Session.cannot_login_brute_force_activity",
    "Server.Account.duplicate_id", "Client.Account.missing.account_info.id",
    "Server.Session.check_auth",
};

static struct ses_session session;
static struct rty_budget budget;
static struct xch_exchange x;
static double now;

/* The model. */
static struct {
    int flying, over;
    int reached;  /* an attempt may have been executed: a change must not go out again */
    int closed;   /* nor may a read: the last word was spoken */
    int answered; /* by PortaBilling, and that is what the call ends with if it ends now */
    unsigned sends, renewals, losses;
    enum xch_sent expected; /* when the call ends now */
} model;

#define PICK(list, n) ((list)[(n) % (sizeof(list) / sizeof *(list))])

static void doubt(void)
{
    model.reached = 1;
    model.expected = XCH_SENT_UNKNOWN;
}

/* Whether the exchange tries again is its own choice (policy, budget, deadline). What it must not do is checked
 * when it sends, and what it says, when it ends. */
static void answer(struct input *in)
{
    static const char file[] = "%PDF-1.4";
    static const int statuses[] = {200, 500, 502, 503, 504, 404, 302};
    static const char *const types[] = {"application/json", "text/html", "application/pdf", NULL};
    char body[256];
    struct xch_attempt a;
    struct flt_judgement j;
    unsigned choice = take_byte(in);

    memset(&a, 0, sizeof a);
    a.answered = 1;
    a.retry_after = choice & 0x80 ? (double)(take_byte(in) * take_byte(in)) : -1;
    a.answer = (struct flt_answer){500, "application/json", NULL, body, 0};
    switch (choice % 6) {
    case 0:
        a.answer.status = 200;
        a.answer.len = (size_t)snprintf(body, sizeof body, "{\"i_account\":1}");
        break;
    case 1:
        a.answer = (struct flt_answer){200, "application/pdf", NULL, file, sizeof file - 1};
        break;
    case 2:
    case 3:
        a.answer.len = (size_t)snprintf(body, sizeof body, "{\"faultcode\":\"%s\"}",
                                        choice % 6 == 2 ? PICK(lost_codes, take_byte(in))
                                                        : PICK(other_codes, take_byte(in)));
        break;
    case 4:
        a.answer.status = 502 + (int)(take_byte(in) % 3);
        a.answer.content_type = "text/html";
        a.answer.len = (size_t)snprintf(body, sizeof body, "<html>Bad Gateway</html>");
        break;
    default:
        a.answer.status = PICK(statuses, take_byte(in));
        a.answer.content_type = PICK(types, take_byte(in));
        a.answer.len = take_byte(in) % sizeof body;
        a.answer.len = a.answer.len < in->left ? a.answer.len : in->left;
        memcpy(body, in->left ? (const char *)in->at : "", a.answer.len);
        in->at += a.answer.len;
        in->left -= a.answer.len;
    }
    flt_init(&j);
    PROMISE(flt_judge(&j, &a.answer, "Account", "add_account") == 0);
    if (model.flying) {
        switch (j.verdict) {
        case FLT_SESSION_LOST:
            if (!session.borrowed && session.generation == x.generation)
                model.renewals++;
            model.losses++;
            model.answered = 1; /* if it ends with this, PortaBilling has spoken */
            break;
        case FLT_HTTP:
            model.closed = 1; /* fall through */
        case FLT_GATEWAY:
            doubt();
            break;
        default:
            model.reached = model.closed = model.answered = 1;
        }
    }
    flt_free(&j);
    xch_feed(&x, &a, now);
    model.flying = 0;
}

static void failure(struct input *in)
{
    unsigned flags = take_byte(in);
    struct xch_attempt a;
    memset(&a, 0, sizeof a);
    a.handed_over = flags & 1;
    a.timed_out = flags >> 1 & 1;
    a.permanent = flags >> 2 & 1;
    a.code = flags & 8 ? "RECV_ERROR" : NULL;
    a.message = flags & 16 ? "it failed" : NULL;
    if (model.flying && a.handed_over)
        doubt();
    model.closed |= model.flying && a.permanent;
    xch_feed(&x, &a, now);
    model.flying = 0;
}

/* What others do meanwhile, and what whoever renews the session does. */
static void tokens(struct input *in)
{
    static const double lifetimes[] = {0, 900, 1, -1, 1e-20};
    unsigned choice = take_byte(in);
    double lifetime = PICK(lifetimes, take_byte(in));
    switch (choice % 4) {
    case 0:
    case 1:
        PROMISE(ses_adopt(&session, "tok", choice & 8 ? 0 : 3, "ref", choice & 16 ? 3 : 0, "sid",
                          choice & 8 || choice & 32 ? 3 : 0, lifetime, lifetime, now) == 0);
        session.borrowed = choice % 4;
        break;
    case 2:
        ses_lost(&session, session.generation - (choice >> 2 & 1));
        break;
    default:
        ses_forget(&session);
    }
}

static void give_up(struct input *in)
{
    enum xch_kind kind = (enum xch_kind)(XCH_AUTH + take_byte(in) % 7);
    if (model.flying)
        doubt();
    else if (!model.over)
        model.answered = 0;
    model.flying = 0;
    xch_fail(&x, kind, "GIVEN_UP", "given up");
    PROMISE(xch_next(&x, now) == XCH_DONE);
    PROMISE(model.over || x.outcome.kind == kind);
}

static void sent_again(void)
{
    PROMISE(x.path.len && x.body.len && x.content_type);
    if (model.flying)
        return; /* the same request, asked for once more */
    int in_body = session.session_id.len && (x.wire == XCH_FORM || !session.access_token.len);
    PROMISE((x.header.len != 0) == (x.session && !in_body));
    PROMISE(!model.reached || x.safe);
    PROMISE(!model.closed);
    PROMISE(model.renewals <= 1 && model.losses <= LOSSES_MOST);
    PROMISE(!x.session || ses_usable(&session));
    PROMISE(x.deadline <= 0 || now < x.deadline);
    model.sends++;
    model.answered = 0;
    model.flying = 1;
    PROMISE(x.outcome.attempts == model.sends - model.losses);
    PROMISE(x.outcome.attempts <= x.max_attempts);
}

/* Memory that is kept holds nothing of the call. Behind its end it may never have been written to. */
static int is_wiped(const struct buf *b)
{
    return b->len == 0 &&
           (!b->data || (b->data[0] == '\0' && !memmem(b->data, b->cap, "Bearer", 6)));
}

static void check_end(void)
{
    const struct xch_outcome *o = &x.outcome;
    PROMISE(is_wiped(&x.header) && is_wiped(&x.body) && is_wiped(&x.params));
    PROMISE(!o->retryable || x.safe || o->sent == XCH_SENT_NO);
    PROMISE(o->sent != XCH_SENT_YES || model.answered);
    PROMISE(o->sent == XCH_SENT_YES || !model.closed || !model.answered);
    PROMISE(o->sent == XCH_SENT_YES || o->sent == model.expected);
    PROMISE(!model.reached || o->sent != XCH_SENT_NO);
    switch (o->kind) {
    case XCH_OK:
    case XCH_FILE:
        PROMISE(o->sent == XCH_SENT_YES);
        /* fall through */
    case XCH_AUTH:
    case XCH_FAULT:
        PROMISE(!o->retryable);
        break;
    default:
        break;
    }
}

/* A renewal that brought a token is enough, however stale the token says it is. */
static void authorize(struct input *in)
{
    unsigned long before = session.generation;
    tokens(in);
    if (session.generation != before && ses_usable(&session)) {
        enum xch_action next = xch_next(&x, now);
        if (next == XCH_TURN)
            next = xch_next(&x, now);
        PROMISE(next == XCH_SEND || next == XCH_DONE);
        if (next == XCH_SEND)
            sent_again();
    }
}

static void start(struct input *in)
{
    unsigned settings = take_byte(in), more = take_byte(in);
    memset(&model, 0, sizeof model);
    now = 1000;
    ses_init(&session);
    PROMISE(buf_set(&session.login, "api", 3) == 0 && buf_set(&session.password, "pw", 2) == 0);
    if (settings & 1)
        tokens(in);
    rty_init(&budget, more);
    if (settings & 2)
        budget.tokens = (double)(more % 32);
    xch_reset(&x);
    x.session = settings & 4 ? NULL : &session;
    x.budget = &budget;
    x.safe = settings >> 3 & 1;
    x.wire = settings & 16 ? XCH_FORM : XCH_JSON;
    x.paced = settings >> 6 & 1;
    x.max_attempts = (more & 7) + 1;
    x.deadline = settings & 32 ? now + (double)take_byte(in) : 0;
    PROMISE(xch_call(&x, "Account", "add_account", "{\"a\":\"\xC3\xA9\"}", 10) == 0);
}

static void one_call(struct input *in)
{
    start(in);
    while (in->left > 0 && !model.over) {
        enum xch_action action = xch_next(&x, now);
        if (action == XCH_SEND) {
            sent_again();
        } else if (action == XCH_WAIT) {
            PROMISE(isfinite(x.delay) && x.delay >= 0 && x.delay <= 255.0 * 255.0);
            PROMISE(x.deadline <= 0 || now + x.delay < x.deadline);
            now += x.delay * (take_byte(in) & 1);
            continue;
        } else if (action == XCH_TURN) {
            PROMISE(x.paced && !model.flying && x.outcome.attempts == model.sends - model.losses);
        } else if (action == XCH_AUTHORIZE) {
            PROMISE(x.session && x.generation == session.generation);
            authorize(in);
        } else {
            model.over = 1;
            check_end();
            break;
        }
        unsigned event = take_byte(in);
        if (event % 8 < 3)
            answer(in);
        else if (event % 8 < 5)
            failure(in);
        else if (event % 8 == 5)
            tokens(in);
        else if (event % 8 == 6)
            now += (double)take_byte(in) * 4;
        else if (event & 0x80)
            give_up(in);
    }
    /* An owner that always gets a good token and never an answer comes to the end, however it stands now. */
    for (unsigned i = 0; !model.over; i++) {
        struct xch_attempt none = {.handed_over = 1};
        PROMISE(i < 100);
        switch (xch_next(&x, now)) {
        case XCH_SEND:
            sent_again();
            doubt();
            xch_feed(&x, &none, now);
            model.flying = 0;
            break;
        case XCH_WAIT:
        case XCH_TURN:
            break;
        case XCH_AUTHORIZE:
            PROMISE(ses_adopt(&session, "new", 3, NULL, 0, NULL, 0, 900, 900, now) == 0);
            break;
        case XCH_DONE:
            model.over = 1;
            check_end();
        }
    }
    enum xch_sent sent = x.outcome.sent;
    enum xch_kind kind = x.outcome.kind;
    answer(in);
    failure(in);
    give_up(in);
    PROMISE(xch_next(&x, now) == XCH_DONE && x.outcome.sent == sent && x.outcome.kind == kind);
    ses_wipe(&session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {data, size};
    xch_init(&x);
    one_call(&in);
    one_call(&in);
    xch_free(&x);
    return 0;
}
