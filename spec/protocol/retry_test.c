/* Trying again: what may go out twice, when, how often, and what is said about `sent` in the end. */
#include "call.h"

#include <math.h>

static void test_delays(void)
{
    struct rty_budget b;
    int good = 1;
    rty_init(&b, 1);
    for (int n = 1; n <= 40; n++) {
        double top = n < 7 ? 0.25 * (1 << n) : 20.0, low = top, high = 0, sum = 0;
        for (int i = 0; i < 1000; i++) {
            double delay = rty_delay(&b, n);
            good &= delay >= 0 && delay < top;
            low = delay < low ? delay : low;
            high = delay > high ? delay : high;
            sum += delay;
        }
        /* Deterministic: the seed is fixed. */
        good &= low < 0.05 * top && high > 0.95 * top && sum > 450 * top && sum < 550 * top;
    }
    check("delays fill the whole range that doubles with each attempt, up to 20 s", good);
    check("a huge attempt number is no trouble", rty_delay(&b, 2147483647) < 20.0);

    struct rty_budget same, other;
    rty_init(&b, 7), rty_init(&same, 7), rty_init(&other, 8);
    double delay = rty_delay(&b, 3);
    check("the seed decides", delay == rty_delay(&same, 3) && delay != rty_delay(&other, 3) &&
                                  delay != rty_delay(&b, 3));
}

static void test_shared_budget(void)
{
    struct rty_budget b;
    int taken = 0;
    rty_init(&b, 1);
    while (taken < 1000 && rty_take(&b, RTY_COST))
        taken++;
    check("a full budget pays for 100 retries", taken == 100);
    rty_init(&b, 1);
    taken = 0;
    while (taken < 1000 && rty_take(&b, RTY_COST_TIMEOUT))
        taken++;
    check("or for 50 after time-outs", taken == 50);
    for (int i = 0; i < 4; i++)
        rty_success(&b);
    check("a retry that cannot be paid takes nothing", !rty_take(&b, RTY_COST) && b.tokens == 4);
    rty_success(&b);
    check("five successes pay for one retry", rty_take(&b, RTY_COST) && !rty_take(&b, RTY_COST));
    for (int i = 0; i < 10000; i++)
        rty_success(&b);
    check("success does not pile up beyond the capacity", b.tokens == RTY_CAPACITY);
}

/* ---- failures on the way ---- */

static void test_changes(void)
{
    start(0);
    sends();
    feed_failure(HANDED_OVER, "RECV_ERROR");
    check("a change that may have arrived is never sent again",
          ended(XCH_TRANSPORT, XCH_SENT_UNKNOWN, 0, 1) && buf_is(&x.outcome.code, "RECV_ERROR") &&
              buf_is(&x.outcome.message, "it failed"));
    stop();

    start(0);
    sends();
    feed_failure(HANDED_OVER | TIMED_OUT, "OPERATION_TIMEDOUT");
    check("nor one that timed out", ended(XCH_TIMEOUT, XCH_SENT_UNKNOWN, 0, 1));
    stop();

    static const int statuses[] = {408, 429, 502, 503, 504};
    int good = 1;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        start(0);
        sends();
        feed_at(statuses[i], "<html>", 0, NOW);
        good &= ended(XCH_HTTP, XCH_SENT_UNKNOWN, 0, 1) && x.outcome.http_status == statuses[i];
        stop();
    }
    check("nor one that a gateway answered, whatever it asks for", good);

    start(0);
    sends();
    feed_failure(0, "COULDNT_CONNECT");
    good = waits() && sends() && buf_is(&x.body, "{\"params\":{\"a\":1}}");
    feed_failure(0, "COULDNT_CONNECT");
    good &= waits() && sends();
    feed_failure(TIMED_OUT, "OPERATION_TIMEDOUT");
    check("a change that was not sent is tried again, and may be later",
          good && ended(XCH_TIMEOUT, XCH_SENT_NO, 1, 3));
    stop();

    start(0);
    sends();
    feed_failure(0, "COULDNT_CONNECT");
    good = waits() && sends();
    feed_failure(HANDED_OVER, "RECV_ERROR");
    check("a change not sent at first but perhaps then is in doubt",
          good && ended(XCH_TRANSPORT, XCH_SENT_UNKNOWN, 0, 2) &&
              buf_is(&x.outcome.code, "RECV_ERROR"));
    stop();

    start(0);
    sends();
    feed_failure(0, "COULDNT_CONNECT");
    good = waits() && sends();
    feed(200, "{}");
    check("an error that was overcome leaves no trace",
          good && ended(XCH_OK, XCH_SENT_YES, 0, 2) && !x.outcome.code.len);
    stop();
}

static void test_outage(void)
{
    static const char outage[] =
        "{\"faultcode\":\"pb_delta.connection_failed\",\"faultstring\":\"later\"}";
    start(1);
    sends();
    feed(500, outage);
    int good = waits() && sends();
    feed(200, "{}");
    check("a read that met an outage is tried again", good && ended(XCH_OK, XCH_SENT_YES, 0, 2));
    stop();

    start(0);
    sends();
    feed(500, outage);
    check("a change is not", ended(XCH_FAULT, XCH_SENT_YES, 0, 1) &&
                                 buf_is(&x.outcome.code, "pb_delta.connection_failed"));
    stop();
}

static void test_reads(void)
{
    start(1);
    sends();
    feed_failure(HANDED_OVER, "RECV_ERROR");
    int good = waits() && x.delay >= 0 && x.delay < 0.5 && sends();
    feed(504, "<html>");
    good &= waits() && x.delay < 1.0 && sends();
    feed_failure(HANDED_OVER | TIMED_OUT, "OPERATION_TIMEDOUT");
    check("a read is tried again through broken connections and gateways, three times in all",
          good && ended(XCH_TIMEOUT, XCH_SENT_UNKNOWN, 1, 3) && x.outcome.http_status == 504 &&
              buf_is(&x.outcome.code, "OPERATION_TIMEDOUT"));
    stop();

    start(1);
    sends();
    feed_failure(HANDED_OVER, "RECV_ERROR");
    good = waits() && sends();
    feed_failure(0, "COULDNT_CONNECT");
    good &= waits() && sends();
    feed_failure(0, "COULDNT_CONNECT");
    check("an earlier attempt's doubt outlives later ones that were not sent",
          good && ended(XCH_TRANSPORT, XCH_SENT_UNKNOWN, 1, 3));
    stop();

    start(1);
    sends();
    feed(502, "<html>");
    good = waits() && sends();
    feed_failure(PERMANENT, "PEER_FAILED_VERIFICATION");
    check("a gateway's doubt as well", good && ended(XCH_TRANSPORT, XCH_SENT_UNKNOWN, 0, 2));
    stop();

    start(1);
    x.max_attempts = 1;
    sends();
    feed_failure(0, "COULDNT_CONNECT");
    check("with one attempt there is no second", ended(XCH_TRANSPORT, XCH_SENT_NO, 1, 1));
    stop();
}

static void test_permanent(void)
{
    static const struct {
        int safe, flags;
        enum xch_kind kind;
        enum xch_sent sent;
    } rows[] = {
        {0, PERMANENT, XCH_TRANSPORT, XCH_SENT_NO},
        {1, PERMANENT, XCH_TRANSPORT, XCH_SENT_NO},
        {0, PERMANENT | HANDED_OVER, XCH_TRANSPORT, XCH_SENT_UNKNOWN},
        {1, PERMANENT | HANDED_OVER, XCH_TRANSPORT, XCH_SENT_UNKNOWN},
        {1, PERMANENT | HANDED_OVER | TIMED_OUT, XCH_TIMEOUT, XCH_SENT_UNKNOWN},
    };
    int good = 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        start(rows[i].safe);
        sends();
        feed_failure(rows[i].flags, "PERMANENT");
        good &= ended(rows[i].kind, rows[i].sent, 0, 1) && budget.tokens == RTY_CAPACITY;
        stop();
    }
    check("what will fail again is not tried again, nor called retryable", good);
}

/* ---- budget, deadline, Retry-After ---- */

static void test_payment(void)
{
    start(1);
    sends();
    feed_failure(0, "COULDNT_CONNECT");
    int good = waits() && budget.tokens == RTY_CAPACITY - RTY_COST && sends();
    feed_failure(HANDED_OVER | TIMED_OUT, "OPERATION_TIMEDOUT");
    good &= waits() && budget.tokens == RTY_CAPACITY - RTY_COST - RTY_COST_TIMEOUT && sends();
    feed(200, "{}");
    check("retries are paid for, time-outs twice over, and success gives back",
          good && budget.tokens == RTY_CAPACITY - RTY_COST - RTY_COST_TIMEOUT + 1);
    stop();

    start(1);
    budget.tokens = RTY_COST;
    sends();
    feed(503, "<html>");
    good = waits() && sends();
    feed(503, "<html>");
    check("an empty budget ends the call at once, as retryable",
          good && ended(XCH_HTTP, XCH_SENT_UNKNOWN, 1, 2) && budget.tokens == 0);
    stop();

    start(1);
    budget.tokens = 0;
    sends();
    feed(500, LOST);
    check("a renewal is no retry and costs nothing",
          asks_for_renewal() && renew("new") == 0 && sends() && budget.tokens == 0);
    stop();
}

static void test_deadline(void)
{
    start(1);
    x.deadline = NOW;
    check("a call that comes too late is not sent",
          ended(XCH_TIMEOUT, XCH_SENT_NO, 1, 0) && buf_is(&x.outcome.code, "DEADLINE"));
    stop();

    start(0);
    x.deadline = NOW + 10;
    ses_forget(&session);
    int good = asks_for_renewal() && renew("new") == 0;
    check("nor one whose renewal took all the time",
          good && xch_next(&x, NOW + 10) == XCH_DONE && ended(XCH_TIMEOUT, XCH_SENT_NO, 1, 0));
    stop();

    start(1);
    x.deadline = NOW + 10;
    sends();
    feed_at(503, "<html>", 10, NOW);
    check("a wait beyond the deadline is not begun",
          ended(XCH_HTTP, XCH_SENT_UNKNOWN, 1, 1) && budget.tokens == RTY_CAPACITY);
    stop();

    start(1);
    x.deadline = NOW + 10;
    sends();
    feed_at(503, "<html>", 9.9, NOW);
    good = waits() && x.delay == 9.9;
    check("one that ends before it is",
          good && xch_next(&x, NOW + 9.95) == XCH_SEND && x.outcome.attempts == 2);
    stop();

    start(1);
    x.deadline = NOW + 10;
    sends();
    feed_at(503, "<html>", 9.9, NOW);
    waits();
    good = xch_next(&x, NOW + 10.1) == XCH_DONE;
    check("a wait that took longer ends the call with the doubt it had",
          good && ended(XCH_TIMEOUT, XCH_SENT_UNKNOWN, 1, 1) && x.outcome.http_status == 503);
    stop();

    start(1);
    sends();
    feed_at(503, "<html>", 3600, NOW);
    check("without a deadline a Retry-After of up to an hour is honoured",
          waits() && x.delay == 3600);
    stop();
    static const double longer[] = {3600.5, 1e6, 1.8e19, HUGE_VAL};
    static const double deadlines[] = {0, NOW + 1e9, HUGE_VAL};
    good = 1;
    for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 3; k++) {
            start(1);
            x.deadline = deadlines[k];
            sends();
            feed_at(503, "<html>", longer[i], NOW);
            good &= ended(XCH_HTTP, XCH_SENT_UNKNOWN, 1, 1) && budget.tokens == RTY_CAPACITY;
            stop();
        }
    }
    check("a longer one ends the call, however much time it has", good);
    start(1);
    sends();
    feed_at(503, "<html>", 0.0, NOW);
    check("a Retry-After of no time does not shorten the back-off", waits() && x.delay > 0);
    stop();
}

int main(void)
{
    test_delays();
    test_shared_budget();
    test_changes();
    test_outage();
    test_reads();
    test_permanent();
    test_payment();
    test_deadline();
    return check_failures > 0;
}
