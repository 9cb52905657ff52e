/* Memory: each allocation fails in turn, and no freed block still holds a secret.
 * Linked with --wrap=malloc and --wrap=free, so that the core's allocations come through here. */
#include "protocol/exchange.h"

#include "support/check.h"

#include <malloc.h>

#define SECRET "sEcReT"
#define TOKEN SECRET "." SECRET "." SECRET
#define NOW 1000.0

void *__real_malloc(size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void __wrap_free(void *block);

static long failing = -1; /* which allocation fails, counted from 0; -1 = none */
static int all_after;     /* so do all after it */
static long allocations, refused, live, secrets_freed;

void *__wrap_malloc(size_t size)
{
    long n = allocations++;
    if (failing >= 0 && (n == failing || (all_after && n > failing))) {
        refused++;
        return NULL;
    }
    live++;
    return __real_malloc(size);
}

void __wrap_free(void *block)
{
    if (block) {
        live--;
        secrets_freed += memmem(block, malloc_usable_size(block), SECRET, strlen(SECRET)) != NULL;
    }
    __real_free(block);
}

/* Runs it with every allocation failing in turn, alone and with all that follow, until none fails. */
static void with_failures(const char *name, long at_least, int (*program)(void))
{
    int good = 1;
    secrets_freed = 0;
    for (all_after = 0; all_after < 2; all_after++) {
        failing = -1;
        do {
            failing++;
            allocations = refused = live = 0;
            if (!program() || live != 0) {
                printf("# allocation %ld%s\n", failing, all_after ? " and all after it" : "");
                good = 0;
            }
        } while (refused);
        good &= failing >= at_least; /* else it was not the program that was meant */
    }
    failing = -1;
    check(name, good);
    check_row("no secret is left in freed memory", name, secrets_freed == 0);
}

/* ---- sessions ---- */

/* 0 taken in, 1 failed for want of memory, -1 anything else. */
static int take_answer(struct ses_session *s, const char *body)
{
    const char *reason = "";
    int rc = ses_answer(s, body, strlen(body), NOW, 0, &reason);
    return rc == 0 ? 0 : rc == -2 && strcmp(reason, "not enough memory") == 0 ? 1 : -1;
}

static int log_in(void)
{
    static const char first[] = "{\"access_token\":\"" TOKEN "\",\"refresh_token\":\"" SECRET "1\","
                                "\"session_id\":\"" SECRET "2\",\"expires_in\":900}";
    static const char second[] = "{\"access_token\":\"" SECRET "3.e30.x\",\"refresh_token\":\"r\"}";
    struct ses_session s;
    struct buf params;
    ses_init(&s);
    buf_init(&params);
    int good = 1;
    if (buf_set(&s.login, "api", 3) == 0 && buf_set(&s.password, SECRET, strlen(SECRET)) == 0 &&
        ses_params(&s, SES_LOGIN, &params) == 0) {
        good &= buf_is(&params, "{\"login\":\"api\",\"password\":\"" SECRET "\"}");
        int failed = take_answer(&s, first);
        good &= failed >= 0 && ses_plan(&s, NOW) == (failed ? SES_LOGIN : SES_READY);
        good &= s.generation == (failed ? 0 : 1);
        if (!failed) {
            failed = take_answer(&s, second);
            /* All or nothing: never the token of one answer with the refresh token of another. */
            good &= failed >= 0 && buf_is(&s.access_token, failed ? TOKEN : SECRET "3.e30.x");
            good &= buf_is(&s.refresh_token, failed ? SECRET "1" : "r");
            good &= s.session_id.len == (failed ? strlen(SECRET) + 1 : 0);
            good &= s.generation == (failed ? 1 : 2) && ses_plan(&s, NOW) == SES_READY;
        }
    } else {
        good &= refused > 0 && ses_plan(&s, NOW) != SES_READY;
    }
    ses_wipe(&s);
    buf_wipe(&params);
    return good;
}

static int growth(void)
{
    /* Large enough that the buffer grows several times: each old block is wiped. */
    struct buf b;
    buf_init(&b);
    int good = 1;
    for (int i = 0; i < 500 && good; i++) {
        size_t before = b.len;
        int rc = i % 2 ? buf_adds(&b, SECRET) : buf_addf(&b, "%s%d", SECRET, i);
        good &= rc == 0 ? b.len > before : rc == -1 && b.len == before && refused;
    }
    struct buf kept = b;
    if (buf_set(&b, "new", 3) != 0)
        good &= refused && b.data == kept.data && b.len == kept.len;
    else
        good &= buf_is(&b, "new");
    buf_wipe(&b);
    return good && !b.data && !b.cap;
}

/* ---- calls ---- */

static enum xch_wire wire;
static const char *token, *id;
static struct flt_answer reply;
static enum xch_kind kind;
static enum xch_sent sent;

/* One change that gets `reply`; with enough memory it ends as `kind` and `sent`. */
static int change(void)
{
    struct ses_session s;
    struct rty_budget budget;
    struct xch_exchange x;
    static const char params[] = "{\"h323_password\":\"" SECRET "\"}";
    int good = 1, went_out = 0;
    size_t header = 0, body = 0;
    ses_init(&s);
    rty_init(&budget, 1);
    xch_init(&x);
    x.session = &s;
    x.budget = &budget;
    x.wire = wire;
    if (ses_adopt(&s, token, strlen(token), NULL, 0, id, strlen(id), 0, 0, NOW) == 0 &&
        xch_call(&x, "Account", "add_account", params, strlen(params)) == 0) {
        if (xch_next(&x, NOW) == XCH_SEND) {
            struct xch_attempt a;
            memset(&a, 0, sizeof a);
            a.answered = reply.status != 0;
            a.answer = reply;
            a.handed_over = 1;
            a.code = "RECV_ERROR";
            a.message = "connection reset";
            went_out = 1;
            good &= memmem(x.body.data, x.body.len, SECRET, strlen(SECRET)) != NULL;
            header = x.header.len;
            body = x.body.len;
            xch_feed(&x, &a, NOW);
        }
        good &= xch_next(&x, NOW) == XCH_DONE && !x.outcome.retryable;
        good &= buf_is_wiped(&x.body, body) && buf_is_wiped(&x.header, header) &&
                buf_is_wiped(&x.params, strlen(params));
        if (!went_out)
            good &= refused && x.outcome.kind == XCH_TRANSPORT && x.outcome.sent == XCH_SENT_NO;
        else if (x.outcome.kind != kind || x.outcome.sent != sent)
            good &=
                refused && x.outcome.kind == XCH_TRANSPORT && x.outcome.sent == XCH_SENT_UNKNOWN;
    } else {
        good &= refused > 0;
    }
    xch_free(&x);
    ses_wipe(&s);
    return good;
}

static void try_changes(void)
{
    static const char type[] = "application/json";
#define REPLY(status, type, text)                                                                  \
    (struct flt_answer)                                                                            \
    {                                                                                              \
        status, type, NULL, text, strlen(text)                                                     \
    }
    static const struct {
        const char *name, *token, *id;
        enum xch_wire wire;
    } framings[] = {
        {"JSON, token", TOKEN, "", XCH_JSON},
        {"JSON, session id", "", SECRET, XCH_JSON},
        {"form, session id", TOKEN, SECRET, XCH_FORM},
    };
    const struct {
        const char *name;
        struct flt_answer reply;
        enum xch_kind kind;
        enum xch_sent sent;
    } replies[] = {
        {"success", REPLY(200, type, "{}"), XCH_OK, XCH_SENT_YES},
        {"fault",
         REPLY(
             500, type,
             "{\"faultcode\":\"Client.Account.too_short.account_info.id\",\"faultstring\":\"" SECRET
             "\"}"),
         XCH_FAULT, XCH_SENT_YES},
        {"page", REPLY(200, "text/html", "<b>" SECRET), XCH_HTTP, XCH_SENT_UNKNOWN},
        {"gateway", REPLY(502, "text/html", "<b>" SECRET), XCH_HTTP, XCH_SENT_UNKNOWN},
        {"broken connection", REPLY(0, NULL, ""), XCH_TRANSPORT, XCH_SENT_UNKNOWN},
    };
    for (size_t f = 0; f < sizeof framings / sizeof *framings; f++) {
        for (size_t r = 0; r < sizeof replies / sizeof *replies; r++) {
            char name[100];
            snprintf(name, sizeof name, "without memory a change is not misjudged (%s; %s)",
                     framings[f].name, replies[r].name);
            wire = framings[f].wire;
            token = framings[f].token;
            id = framings[f].id;
            reply = replies[r].reply;
            kind = replies[r].kind;
            sent = replies[r].sent;
            with_failures(name, 6, change);
        }
    }
}

static void test_sizes(void)
{
    struct buf b;
    buf_init(&b);
    int good = buf_adds(&b, "abc") == 0;
    good &= buf_reserve(&b, (size_t)-1) == -1 && buf_reserve(&b, (size_t)-1 / 2) == -1;
    good &= buf_reserve(&b, (size_t)-1 - 2) == -1;
    check("sizes beyond all memory are refused, not wrapped around", good && buf_is(&b, "abc"));
    good = buf_add(&b, NULL, 0) == 0 && buf_is(&b, "abc") && buf_set(&b, NULL, 0) == 0;
    check("nothing can be added, and set", good && b.len == 0);
    buf_wipe(&b);
    good = buf_add(&b, NULL, 0) == 0 && buf_reserve(&b, 0) == 0 && !b.data;
    check("an empty buffer owns no memory", good);

    /* A length that, times three, is more than a size_t holds: refused before the text is read. */
    struct xch_exchange x;
    xch_init(&x);
    x.wire = XCH_FORM;
    good = xch_call(&x, "A", "b", "{}", 2) == 0;
    size_t len = x.params.len;
    x.params.len = (size_t)-1 / 3 + 2;
    good &= xch_next(&x, NOW) == XCH_DONE && x.outcome.kind == XCH_TRANSPORT &&
            x.outcome.sent == XCH_SENT_NO;
    x.params.len = x.params.data ? len : 0;
    check("a form too large for any memory is not sent", good);
    xch_free(&x);
}

int main(void)
{
    check("this test sees what the core allocates", (allocations = 0, growth()) && allocations > 3);
    with_failures("without memory a log-in changes all of the session or nothing", 8, log_in);
    with_failures("a buffer that cannot grow keeps what it holds", 5, growth);
    try_changes();
    test_sizes();
    return check_failures > 0;
}
