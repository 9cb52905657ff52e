/* A call and its session: renewed once, resent whole, given up with the truth about `sent`. */
#include "call.h"

static void test_renewal(void)
{
    start(0);
    ses_forget(&session);
    check("without a token the call asks for one first",
          asks_for_renewal() && asks_for_renewal() && x.outcome.attempts == 0);
    check("and goes out with it", renew("new") == 0 && sends() &&
                                      buf_is(&x.header, "Authorization: Bearer new") &&
                                      x.generation == session.generation);
    stop();

    start(0);
    check("a token is used", xch_next(&x, NOW + 839.9) == XCH_SEND && !x.renewal_due);
    stop();
    start(0);
    check("and one that nears its end too, while the next is got",
          xch_next(&x, NOW + 840) == XCH_SEND && x.renewal_due);
    stop();
    start(0);
    check("until it is over", xch_next(&x, NOW + 900) == XCH_AUTHORIZE);
    stop();

    start(0);
    ses_forget(&session);
    int good = asks_for_renewal() &&
               ses_adopt(&session, "brief", 5, "r", 1, NULL, 0, 0.001, 0.001, NOW) == 0;
    check("a new token that is stale at once is tried, not renewed in a loop",
          good && xch_next(&x, NOW + 1) == XCH_SEND && !x.renewal_due);
    feed(200, "{}");
    check("and may work", ended(XCH_OK, XCH_SENT_YES, 0, 1));
    stop();
    start(0);
    ses_forget(&session);
    good = asks_for_renewal() && ses_adopt(&session, "old", 3, "r", 1, NULL, 0, -1, 900, NOW) == 0;
    check("one known to be over is renewed", good && asks_for_renewal());
    stop();

    /* Exactly one renewal for each call, a change included. */
    start(0);
    sends();
    feed(500, LOST);
    check("a lost session asks for renewal",
          asks_for_renewal() && x.generation == 1 && session.lost);
    check("and the call goes out again, whole",
          renew("new") == 0 && sends() && buf_is(&x.header, "Authorization: Bearer new") &&
              buf_is(&x.body, "{\"params\":{\"a\":1}}"));
    feed(200, "{\"i_customer\":1}");
    check("the renewal does not count as an attempt and leaves no trace of the fault",
          ended(XCH_OK, XCH_SENT_YES, 0, 1) && !x.outcome.code.len && !x.outcome.message.len &&
              x.outcome.http_status == 200);
    stop();

    start(0);
    sends();
    feed(500, LOST);
    asks_for_renewal();
    renew("new");
    sends();
    feed(500, LOST);
    check("a session lost twice ends the call",
          ended(XCH_AUTH, XCH_SENT_YES, 0, 1) &&
              buf_is(&x.outcome.code, "Server.Session.check_auth.auth_failed") &&
              buf_is(&x.outcome.message, "gone"));
    stop();

    /* A read between two failures still renews only once. */
    start(1);
    sends();
    feed(500, LOST);
    asks_for_renewal();
    renew("new");
    sends();
    feed(502, "<html>");
    good = waits() && sends();
    feed(500, LOST);
    check("retries between do not earn another renewal",
          good && ended(XCH_AUTH, XCH_SENT_YES, 0, 2));
    stop();

    start(0);
    sends();
    good = renew("newer") == 0;
    feed(500, LOST);
    check("a token that was renewed meanwhile is used without renewing again",
          good && !session.lost && sends() && buf_is(&x.header, "Authorization: Bearer newer"));
    stop();

    start(0);
    sends();
    feed(500, LOST);
    good = asks_for_renewal() && borrow("stored") == 0 && sends();
    feed(500, LOST);
    check("a stored token that died as well does not use up the renewal",
          good && asks_for_renewal() && renew("new") == 0 && sends());
    feed(500, LOST);
    check("which still happens only once", ended(XCH_AUTH, XCH_SENT_YES, 0, 1));
    stop();

    start(0);
    good = 1;
    for (int i = 0; i < 5; i++) {
        good &= sends();
        feed(500, LOST);
        good &= asks_for_renewal() && borrow("stored") == 0;
    }
    good &= sends();
    feed(500, LOST);
    check("a store that supplies nothing but dead tokens is not asked for ever",
          good && ended(XCH_AUTH, XCH_SENT_YES, 0, 1));
    stop();

    start(1);
    x.session = NULL;
    sends();
    feed(500, LOST);
    check("a call without a session has none to renew", ended(XCH_AUTH, XCH_SENT_YES, 0, 1));
    stop();
}

static void test_renewal_impossible(void)
{
    start(0);
    ses_forget(&session);
    asks_for_renewal();
    xch_fail(&x, XCH_AUTH, "Server.Session.auth_failed", "wrong password");
    check("a call that could not be authorized was not sent",
          ended(XCH_AUTH, XCH_SENT_NO, 0, 0) &&
              buf_is(&x.outcome.code, "Server.Session.auth_failed") &&
              buf_is(&x.outcome.message, "wrong password"));
    stop();

    start(0);
    sends();
    feed(500, LOST);
    asks_for_renewal();
    xch_fail(&x, XCH_TIMEOUT, "OPERATION_TIMEDOUT", "log-in took too long");
    check("a change refused for its session was not executed, and may be made again",
          ended(XCH_TIMEOUT, XCH_SENT_NO, 1, 0) && buf_is(&x.outcome.code, "OPERATION_TIMEDOUT"));
    stop();

    start(0);
    ses_forget(&session);
    asks_for_renewal();
    xch_fail(&x, XCH_FAULT, "Server.Session.standalone_mode", "no log-in here");
    check("a fault at log-in is as little retryable as any other",
          ended(XCH_FAULT, XCH_SENT_NO, 0, 0));
    stop();

    start(1);
    sends();
    feed_failure(HANDED_OVER, "RECV_ERROR");
    int good = waits();
    ses_lost(&session, session.generation);
    good &= asks_for_renewal();
    xch_fail(&x, XCH_AUTH, NULL, NULL);
    check("the doubt of an earlier attempt stays when renewal fails",
          good && ended(XCH_AUTH, XCH_SENT_UNKNOWN, 0, 1) && !x.outcome.code.len &&
              !x.outcome.message.len);
    stop();
}

int main(void)
{
    test_renewal();
    test_renewal_impossible();
    return check_failures > 0;
}
