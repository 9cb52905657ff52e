/* One call: how it is framed, what its answer makes of it, how it ends from outside. */
#include "call.h"

/* ---- framing ---- */

static int framed(const char *token, const char *id, enum xch_wire wire, const char *header,
                  const char *type, const char *body)
{
    start(0);
    ses_wipe(&session);
    start_session(token, id);
    x.wire = wire;
    int good = sends() && buf_is(&x.path, "/rest/Customer/add_customer") &&
               buf_is(&x.header, header) && strcmp(x.content_type, type) == 0 &&
               buf_is(&x.body, body) && x.generation == 1;
    stop();
    return good;
}

static void test_framing(void)
{
    static const char json[] = "application/json", form[] = "application/x-www-form-urlencoded";
    check("JSON with a bearer token", framed("tok", "", XCH_JSON, "Authorization: Bearer tok", json,
                                             "{\"params\":{\"a\":1}}") &&
                                          framed("tok", "id", XCH_JSON, "Authorization: Bearer tok",
                                                 json, "{\"params\":{\"a\":1}}"));
    check("JSON with a session id where there is no token",
          framed("", "id", XCH_JSON, "", json,
                 "{\"auth_info\":{\"session_id\":\"id\"},\"params\":{\"a\":1}}"));
    check("a form with a session id",
          framed("tok", "id", XCH_FORM, "", form,
                 "auth_info=%7B%22session_id%22%3A%22id%22%7D&params=%7B%22a%22%3A1%7D"));
    check(
        "a form with a bearer token where there is no session id",
        framed("tok", "", XCH_FORM, "Authorization: Bearer tok", form, "params=%7B%22a%22%3A1%7D"));

    start(1);
    x.session = NULL;
    int good = sends() && x.header.len == 0 && buf_is(&x.body, "{\"params\":{\"a\":1}}");
    check("a call without a session carries no authorization", good);
    stop();
    start(1);
    x.session = NULL;
    x.wire = XCH_FORM;
    check("neither as a form",
          sends() && x.header.len == 0 && buf_is(&x.body, "params=%7B%22a%22%3A1%7D"));
    stop();

    char all[256];
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (char)i;
    start(0);
    x.session = NULL;
    x.wire = XCH_FORM;
    good = xch_call(&x, "A", "b", all, sizeof all) == 0 && sends() && x.body.len > 7;
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    const char *p = good ? x.body.data + 7 : "", *end = good ? x.body.data + x.body.len : p;
    for (size_t i = 0; good && i < sizeof all; i++) {
        char escape[4];
        snprintf(escape, sizeof escape, "%%%02X", (unsigned)i);
        size_t n = i && strchr(plain, (int)i) ? 1 : 3;
        good = (size_t)(end - p) >= n && memcmp(p, n == 1 ? &all[i] : escape, n) == 0;
        p += n;
    }
    check("every byte of a form is escaped or plain, as it must be", good && p == end);
    stop();
}

static void test_names(void)
{
    static const char *const odd[] = {"",     "a b", "a/b",      "a.b", "../x", "a\r\nb", "a?b",
                                      "a%2e", "a-b", "\xC3\xA9", "a#",  " a",   "a\n"};
    start(0);
    int good = 1;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        good &=
            xch_call(&x, odd[i], "m", "{}", 2) == -2 && xch_call(&x, "S", odd[i], "{}", 2) == -2;
    check("only plain names get into a URL", good);
    char name[129];
    memset(name, 'a', 128);
    name[128] = 0;
    good = xch_call(&x, name, "m", "{}", 2) == -2 && xch_call(&x, name + 1, "m", "{}", 2) == 0;
    check("of up to 127 characters", good);
    check("a refused name changes nothing", xch_call(&x, "DID", "add_number", "{}", 2) == 0 &&
                                                xch_call(&x, "a/b", "m", "{}", 2) == -2 &&
                                                sends() && buf_is(&x.path, "/rest/DID/add_number"));
    stop();
}

/* ---- answers ---- */

static void test_answers(void)
{
    start(0);
    int good = sends() && x.header.len;
    size_t header = x.header.len, body = x.body.len, params = x.params.len;
    feed(200, "{\"i_customer\":1}");
    check("an answer ends the call as sent",
          good && ended(XCH_OK, XCH_SENT_YES, 0, 1) && x.outcome.http_status == 200);
    check("nothing is kept of request and token",
          buf_is_wiped(&x.header, header) && buf_is_wiped(&x.body, body) &&
              buf_is_wiped(&x.params, params) && x.outcome.code.len == 0);
    feed(500, "{}");
    feed_failure(0, "LATE");
    xch_fail(&x, XCH_CANCELLED, NULL, NULL);
    check("what comes after the end changes nothing", ended(XCH_OK, XCH_SENT_YES, 0, 1));
    stop();

    start(0);
    sends();
    feed(200, "");
    check("an empty answer is success", ended(XCH_OK, XCH_SENT_YES, 0, 1));
    stop();

    start(1);
    struct xch_attempt a;
    memset(&a, 0, sizeof a);
    a.answered = 1;
    a.answer = (struct flt_answer){200, "application/pdf", NULL, NULL, 12345};
    sends();
    xch_feed(&x, &a, NOW);
    check("a file is an answer of its own kind", ended(XCH_FILE, XCH_SENT_YES, 0, 1));
    stop();

    start(1);
    struct xch_attempt lost;
    memset(&lost, 0, sizeof lost);
    lost.code = "CONNECTION_LOST";
    good = sends() && !xch_feed(&x, &lost, NOW) && waits() && sends() && xch_feed(&x, &a, NOW);
    check("feeding tells whether the call is over", good && xch_feed(&x, &lost, NOW));
    stop();

    start(0);
    sends();
    feed(500, "{\"faultcode\":\"Client.Customer.too_short.customer_info.login\","
              "\"faultstring\":\"Login is too short\"}");
    check("a fault names code, text and path",
          ended(XCH_FAULT, XCH_SENT_YES, 0, 1) && x.outcome.http_status == 500 &&
              buf_is(&x.outcome.code, "Client.Customer.too_short.customer_info.login") &&
              buf_is(&x.outcome.message, "Login is too short") &&
              buf_is(&x.outcome.path, "customer_info.login"));
    stop();

    start(1);
    sends();
    feed(500, "{\"faultcode\":\"Server.Session.auth_failed\",\"faultstring\":\"no\"}");
    check("a refused log-in is never tried again, not even as a read",
          ended(XCH_AUTH, XCH_SENT_YES, 0, 1));
    stop();

    start(0);
    sends();
    feed(200, "<html>hello</html>");
    check("a page in place of the answer to a change leaves its outcome unknown",
          ended(XCH_HTTP, XCH_SENT_UNKNOWN, 0, 1) &&
              buf_is(&x.outcome.message, "<html>hello</html>"));
    stop();

    start(1);
    sends();
    feed(500, "<html>oops</html>");
    check("such a page is not asked for twice", ended(XCH_HTTP, XCH_SENT_UNKNOWN, 0, 1));
    stop();

    start(0);
    sends();
    feed(500, "{\"faultcode\":\"Server.Account.duplicate_id\"");
    check("a fault cut short proves nothing", ended(XCH_HTTP, XCH_SENT_UNKNOWN, 0, 1));
    stop();
}

/* ---- ending from outside ---- */

static void test_fail_everywhere(void)
{
    start(0);
    xch_fail(&x, XCH_CANCELLED, "CANCELLED", "given up");
    check("given up before it began", ended(XCH_CANCELLED, XCH_SENT_NO, 0, 0) &&
                                          buf_is_wiped(&x.params, 2) &&
                                          buf_is(&x.outcome.message, "given up"));
    stop();

    start(0);
    sends();
    size_t header = x.header.len, body = x.body.len;
    xch_fail(&x, XCH_CANCELLED, NULL, NULL);
    check("given up in flight, the outcome is unknown",
          ended(XCH_CANCELLED, XCH_SENT_UNKNOWN, 0, 1) && buf_is_wiped(&x.header, header) &&
              buf_is_wiped(&x.body, body));
    stop();

    start(1);
    sends();
    feed_failure(0, "COULDNT_CONNECT");
    xch_fail(&x, XCH_CANCELLED, NULL, NULL);
    check("given up before the wait", ended(XCH_CANCELLED, XCH_SENT_NO, 0, 1));
    stop();

    start(1);
    sends();
    feed_failure(HANDED_OVER, "RECV_ERROR");
    waits();
    xch_fail(&x, XCH_CANCELLED, NULL, NULL);
    check("given up after the wait, with the doubt it had",
          ended(XCH_CANCELLED, XCH_SENT_UNKNOWN, 0, 1));
    stop();

    start(0);
    sends();
    feed_failure(HANDED_OVER, "RECV_ERROR");
    xch_fail(&x, XCH_CANCELLED, "CANCELLED", "given up");
    check("given up after the end changes nothing",
          ended(XCH_TRANSPORT, XCH_SENT_UNKNOWN, 0, 1) && buf_is(&x.outcome.code, "RECV_ERROR"));
    stop();

    start(1);
    xch_fail(&x, XCH_TRANSPORT, NULL, NULL);
    check("failed by its owner on the way, it may be made again",
          ended(XCH_TRANSPORT, XCH_SENT_NO, 1, 0));
    stop();
}

static void test_order(void)
{
    start(0);
    feed(200, "{}");
    feed_failure(HANDED_OVER, "RECV_ERROR");
    check("an answer to nothing is not taken in", sends() && x.outcome.attempts == 1);
    check("asked again, the same request is still in flight",
          sends() && x.outcome.attempts == 1 && x.header.len);
    feed_failure(0, "COULDNT_CONNECT");
    feed(200, "{}");
    check("nor is a second answer to one request", waits() && sends() && x.outcome.attempts == 2);
    stop();
    check("a freed call is over: it sends nothing", xch_next(&x, NOW) == XCH_DONE);
    feed(200, "{}");
    xch_fail(&x, XCH_CANCELLED, "CANCELLED", "given up");
    check("and takes nothing in", !x.outcome.code.data && !x.body.data);
    xch_free(&x);
    check("freeing it twice does no harm", !x.path.data);
}

/* Is nothing left behind the end of what it holds now? */
static int nothing_behind(const struct buf *b, size_t len)
{
    for (size_t i = b->len; i < len; i++)
        if (b->data[i] != 0)
            return 0;
    return b->cap >= len;
}

/* What is shorter than its predecessor leaves nothing of it in memory that is kept. */
static void test_shorter(void)
{
    start(1);
    static const char params[] = "{\"password\":\"a long one, and more than the next call has\"}";
    check("of a call's attributes",
          xch_call(&x, "Customer", "get_it", params, strlen(params)) == 0 &&
              xch_call(&x, "Customer", "get_it", "{}", 2) == 0 &&
              nothing_behind(&x.params, strlen(params)));
    sends();
    feed_failure(HANDED_OVER, "RECV_ERROR_OF_SOME_LENGTH");
    size_t code = x.outcome.code.len, message = x.outcome.message.len;
    xch_fail(&x, XCH_CANCELLED, "C", "m");
    check("of a failure",
          nothing_behind(&x.outcome.code, code) && nothing_behind(&x.outcome.message, message));
    stop();
}

/* The next call on the same exchange knows nothing of the one before. */
static void test_reset(void)
{
    start(1);
    sends();
    feed_failure(HANDED_OVER, "RECV_ERROR");
    xch_fail(&x, XCH_FAULT, "CODE", "a message");
    size_t code = x.outcome.code.len, path = x.path.len;
    xch_reset(&x);
    check("what was set is forgotten", !x.session && !x.budget && !x.safe && x.max_attempts == 1 &&
                                           x.outcome.attempts == 0 && x.outcome.http_status == 0);
    check("and so is what was learnt", buf_is_wiped(&x.outcome.code, code) &&
                                           buf_is_wiped(&x.path, path) && x.outcome.kind == XCH_OK);
    x.session = &session;
    x.budget = &budget;
    check("the next call is made as if it were the first",
          xch_call(&x, "DID", "add_number", "{}", 2) == 0 && sends() &&
              buf_is(&x.path, "/rest/DID/add_number") && buf_is(&x.body, "{\"params\":{}}"));
    feed_failure(0, "COULDNT_CONNECT");
    check("an earlier doubt is not its own", ended(XCH_TRANSPORT, XCH_SENT_NO, 1, 1));
    stop();
}

/* A call that is paced asks for its turn before each request, and is not sent while it waits. */
static int asks_for_turn(void)
{
    return xch_next(&x, NOW) == XCH_TURN;
}

static void test_turns(void)
{
    start(1);
    x.paced = 1;
    check("a turn comes before the request", asks_for_turn() && sends());
    feed_failure(0, "COULDNT_CONNECT");
    check("and before that of each further attempt", waits() && asks_for_turn() && sends());
    feed(500, LOST);
    check("a renewal comes before the turn",
          asks_for_renewal() && renew("t2") == 0 && asks_for_turn() && sends());
    stop();

    start(1);
    x.paced = 1;
    int asked = asks_for_turn();
    ses_lost(&session, session.generation);
    check("a session that is lost meanwhile is renewed, and another turn waited for",
          asked && asks_for_renewal() && renew("t2") == 0 && asks_for_turn() && sends() &&
              buf_is(&x.header, "Authorization: Bearer t2"));
    stop();

    start(0);
    x.paced = 1;
    asked = asks_for_turn();
    xch_fail(&x, XCH_BUSY, "RATE", "too late");
    check("a turn that comes too late: not sent, and it may be tried again",
          asked && ended(XCH_BUSY, XCH_SENT_NO, 1, 0));
    xch_reset(&x);
    check("the next call is paced only if that is said", !x.paced && !x.has_turn);
    stop();

    start(1);
    x.paced = 1;
    asked = asks_for_turn() && sends();
    feed_failure(HANDED_OVER, "RECV_ERROR");
    asked = asked && waits() && asks_for_turn();
    xch_fail(&x, XCH_BUSY, "RATE", "too late");
    check("what an earlier attempt left in doubt stays so",
          asked && ended(XCH_BUSY, XCH_SENT_UNKNOWN, 1, 1));
    stop();

    start(1);
    x.paced = 1;
    x.deadline = NOW + 1;
    check("the deadline holds after the wait",
          asks_for_turn() && xch_next(&x, NOW + 2) == XCH_DONE && x.outcome.kind == XCH_TIMEOUT &&
              x.outcome.sent == XCH_SENT_NO);
    stop();
}

int main(void)
{
    test_turns();
    test_reset();
    test_shorter();
    test_framing();
    test_names();
    test_answers();
    test_fail_everywhere();
    test_order();
    return check_failures > 0;
}
