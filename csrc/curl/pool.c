/* A transfer's way: pool_start lists it and gives it to libcurl; when libcurl has done with it (finish), or it is cancelled, its
 * easy handle becomes idle; it stays listed until its last event is delivered (pool_delivered), or it is cancelled. */
#include "pool.h"

#include "outcome.h"
#include "poller.h"
#include "shared/clock.h"

#include <math.h>
#include <pthread.h>
#include <unistd.h>

/* Idle connections kept. libcurl's own default follows the number of transfers in progress, which
 * would close warm connections at the end of every burst. */
#define KEPT_CONNECTIONS 128L
/* Rounds of one step before Lua gets its turn, so that Ctrl-C works during a long transfer. */
#define ROUNDS_MAX 64
#define ALARM_MAX 1e9 /* seconds; later is never */
/* How long what has come is read past the time-out, when the program was elsewhere. */
#define LATE_SECONDS 0.25

/* ---- the list ---- */

static void list(struct pool *pool, struct transfer *t)
{
    t->pool = pool;
    t->prev = pool->last;
    t->next = NULL;
    if (pool->last)
        pool->last->next = t;
    else
        pool->first = t;
    pool->last = t;
    pool->count++;
}

static void set_event(struct transfer *t, bool event)
{
    if (event && !t->event)
        t->pool->events++;
    else if (!event && t->event)
        t->pool->events--;
    t->event = event;
}

static void unlist(struct transfer *t)
{
    struct pool *pool = t->pool;
    set_event(t, false);
    if (t->prev)
        t->prev->next = t->next;
    else
        pool->first = t->next;
    if (t->next)
        t->next->prev = t->prev;
    else
        pool->last = t->prev;
    pool->count--;
    t->pool = NULL;
    t->prev = t->next = NULL;
}

static void on_data(struct transfer *t)
{
    if (!t->data_delivered)
        set_event(t, true);
}

void pool_delivered(struct transfer *t)
{
    if (t->state == TRANSFER_DONE) {
        unlist(t);
    } else {
        set_event(t, false);
        t->data_delivered = true;
    }
}

/* ---- easy handles ---- */

static CURL *new_easy(struct pool *pool)
{
    CURL *easy = curl_easy_init();
    if (!easy)
        return NULL;
    if (poller_configure(pool->poller, easy) == CURLE_OK)
        return easy;
    curl_easy_cleanup(easy);
    return NULL;
}

/* With an idle one comes the profile it was configured for. */
static CURL *take_easy(struct pool *pool, unsigned long *profile)
{
    *profile = 0;
    if (pool->idle_count == 0)
        return new_easy(pool);
    *profile = pool->idle[--pool->idle_count].profile;
    return pool->idle[pool->idle_count].easy;
}

/* One whose name was not found is not used again: libcurl 8.14 forgets to free that name then. */
static void give_easy(struct pool *pool, CURL *easy, unsigned long profile, CURLcode rc)
{
    bool sound = rc != CURLE_COULDNT_RESOLVE_HOST && rc != CURLE_COULDNT_RESOLVE_PROXY;
    if (sound && pool->idle_count < POOL_IDLE_MAX) {
        transfer_unset(easy);
        pool->idle[pool->idle_count++] = (struct idle){easy, profile};
    } else {
        curl_easy_cleanup(easy);
    }
}

/* ---- ends ---- */

/* Takes the transfer back from libcurl. */
static void detach(struct transfer *t)
{
    struct pool *pool = t->pool;
    if (pool_ours(pool)) {
        curl_multi_remove_handle(pool->multi, t->easy);
        give_easy(pool, t->easy, t->profile, t->rc);
    }
    t->easy = NULL;
    transfer_drop_request(t);
}

static void finish(struct transfer *t, CURLcode rc)
{
    outcome_note(t, rc);
    detach(t);
    set_event(t, true);
}

/* Takes note of the transfers that libcurl has ended. */
static void collect(struct pool *pool)
{
    int left;
    CURLMsg *msg;
    while ((msg = curl_multi_info_read(pool->multi, &left)) != NULL) {
        CURLcode result = msg->data.result;
        struct transfer *t = NULL;
        if (msg->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &t);
        finish(t, result); /* msg is gone after this */
    }
}

void pool_cancel(struct transfer *t)
{
    if (!t->pool)
        return; /* it does not run */
    if (t->state == TRANSFER_RUNNING) {
        outcome_cancelled(t, pool_ours(t->pool));
        detach(t);
    }
    unlist(t); /* what was done already keeps its result */
}

/* ---- rounds ---- */

static CURLM *new_multi(void)
{
    CURLM *multi = curl_multi_init();
    if (multi) {
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, KEPT_CONNECTIONS);
        curl_multi_setopt(multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
    }
    return multi;
}

/* The poller failed for want of memory. libcurl 7.88 may then have emptied its table of those who use a socket, and divides
 * by its size, 0, when it meets a socket of that number again, though the first may be closed long since. So what runs is
 * ended, and the multi handle, with all that it knows of sockets, replaced by a new one: as long as there is no memory for
 * that, the poller remains failed, and nothing can be started. */
static void replace_multi(struct pool *pool)
{
    for (struct transfer *t = pool->first; t; t = t->next) {
        if (t->state == TRANSFER_RUNNING) {
            t->out_of_memory = true;
            finish(t, CURLE_OUT_OF_MEMORY);
        }
    }
    CURLM *multi = new_multi();
    if (!multi)
        return;
    curl_multi_cleanup(pool->multi);
    pool->multi = multi;
    poller_attach(pool->poller, multi);
}

/* Did libcurl have all the memory it wanted, or could it be set up anew? What ran then has ended. */
static bool is_usable(struct pool *pool)
{
    if (!pool->poller)
        return true;
    if (poller_failed(pool->poller))
        replace_multi(pool);
    return !poller_failed(pool->poller);
}

/* Transfers whose time is over go on for a moment if their request was handed over: the program, or the machine, may have
 * been busy elsewhere while the answers came, and libcurl looks at the clock before it looks at a socket. */
static void allow_late(struct pool *pool)
{
    double now = clock_seconds();
    for (struct transfer *t = pool->first; t; t = t->next) {
        if (t->state == TRANSFER_RUNNING && t->handed > 0 && !t->late && t->deadline <= now) {
            t->late = true;
            transfer_allow_late(t, true);
            pool->late_until = now + LATE_SECONDS;
        }
    }
}

/* Lets libcurl do what it can without news from a socket. False: it cannot be used. */
static bool proceed(struct pool *pool)
{
    allow_late(pool);
    poller_act(pool->poller);
    collect(pool);
    poller_sync(pool->poller);
    return is_usable(pool);
}

/* Ends that once all has been read that had come. */
static void end_late(struct pool *pool, bool nothing_came)
{
    if (pool->late_until == 0 || (!nothing_came && clock_seconds() < pool->late_until))
        return;
    pool->late_until = 0;
    for (struct transfer *t = pool->first; t; t = t->next)
        if (t->state == TRANSFER_RUNNING && t->late)
            transfer_allow_late(t, false);
    if (pool->poller)
        poller_look_at_all(pool->poller);
}

static double next_alarm(const struct pool *pool)
{
    return pool->late_until > 0 ? clock_seconds() : pool->alarm;
}

/* Waits at most so long, then moves bytes. *woken: there was something. */
static void round_with_poller(struct pool *pool, int ms, int *woken)
{
    if (!proceed(pool) || pool->events > 0 || pool->late_until > 0)
        ms = 0;
    if (ms > 0)
        poller_arm(pool->poller, next_alarm(pool));
    int ready = poller_wait(pool->poller, ms);
    allow_late(pool);
    int came = poller_dispatch(pool->poller);
    *woken = proceed(pool) && ready > 0; /* else nothing will come of another round */
    if (pool->late_until > 0) {
        end_late(pool, came == 0);
        (void)proceed(pool);
    }
    if (pool->alarm < INFINITY && pool->alarm <= clock_seconds())
        pool->alarm = INFINITY;
    poller_arm(pool->poller, next_alarm(pool));
}

static CURLMcode run_round(struct pool *pool, int ms, int *woken)
{
    int running;
    CURLMcode rc = CURLM_OK;
    if (pool->poller) {
        round_with_poller(pool, ms, woken);
        return CURLM_OK;
    }
    if (ms > 0)
        rc = curl_multi_poll(pool->multi, NULL, 0, ms, woken);
    allow_late(pool);
    if (rc == CURLM_OK)
        rc = curl_multi_perform(pool->multi, &running);
    if (rc == CURLM_OK)
        collect(pool);
    end_late(pool, true);
    return rc;
}

CURLMcode pool_step(struct pool *pool, double seconds)
{
    double deadline = seconds > 0 ? clock_seconds() + seconds : 0;
    int woken = 0;
    CURLMcode rc = CURLM_OK;
    /* A poller's round begins with what can be done at once. Where events wait already, the others get their turn all the
     * same: a stream may have bytes each time. */
    if (!pool->poller || seconds <= 0 || pool->events > 0)
        rc = run_round(pool, 0, &woken);
    for (int round = 0; rc == CURLM_OK && pool->events == 0 && seconds > 0; round++) {
        double left = ceil((deadline - clock_seconds()) * 1000);
        if ((left <= 0 && round > 0) || round >= ROUNDS_MAX)
            break; /* not before the first round: it sends what was started */
        rc = run_round(pool, left > 3.6e6 ? 3600000 : (int)fmax(left, 0), &woken);
        if (woken == 0 && pool->late_until == 0)
            break; /* the time is up, libcurl had a timer, or a signal came */
    }
    return rc;
}

/* ---- for other event loops ---- */

bool pool_shared(const struct pool *pool)
{
    return pool->poller && poller_shared(pool->poller);
}

void pool_alarm(struct pool *pool, double seconds)
{
    double time = clock_seconds() + fmax(seconds, 0);
    if (pool_shared(pool) && seconds < ALARM_MAX && time < pool->alarm) {
        pool->alarm = time;
        poller_arm(pool->poller, time);
    }
}

/* Follows every change of a transfer outside pool_step. Where nobody watches the descriptor, the next step sends what was
 * started, all in one go: a server that is woken for each request is slower. */
static void follow_change(struct pool *pool)
{
    if (!pool_shared(pool))
        return;
    (void)proceed(pool);
    if (pool->events > 0)
        pool_alarm(pool, 0);
    poller_arm(pool->poller, next_alarm(pool)); /* pool_alarm does so for an alarm only */
}

int pool_share(struct pool *pool, int *fd)
{
    if (!pool->poller)
        return pool->poller_problem;
    bool first = !pool_shared(pool);
    int problem = poller_share(pool->poller, fd);
    if (problem == 0 && first)
        follow_change(pool); /* what runs already may have time-outs */
    return problem;
}

/* ---- what moves a transfer ---- */

CURLcode pool_start(struct pool *pool, struct transfer *t, const struct http_request *request)
{
    CURLcode rc = CURLE_OUT_OF_MEMORY;
    if (is_usable(pool) && (t->easy = take_easy(pool, &t->profile)) != NULL) {
        rc = transfer_prepare(t, request);
        if (rc == CURLE_OK && curl_multi_add_handle(pool->multi, t->easy) != CURLM_OK)
            rc = CURLE_OUT_OF_MEMORY;
    }
    if (rc != CURLE_OK) {
        if (t->easy)
            give_easy(pool, t->easy, 0, CURLE_OK);
        t->easy = NULL;
        transfer_drop_request(t);
        return rc;
    }
    t->state = TRANSFER_RUNNING;
    t->on_data = on_data;
    list(pool, t);
    follow_change(pool);
    return CURLE_OK;
}

void pool_taken(struct transfer *t)
{
    struct pool *pool = t->pool;
    bool running = t->state == TRANSFER_RUNNING;
    if (running) { /* else the event is that it is done */
        set_event(t, false);
        t->data_delivered = false;
    }
    CURLcode rc = transfer_taken(t);
    if (!running)
        return;
    /* That is what libcurl says when it has no memory to note the socket. */
    if (rc == CURLE_ABORTED_BY_CALLBACK) {
        t->out_of_memory = true;
        if (pool->poller)
            poller_fail(pool->poller);
    }
    if (rc != CURLE_OK)
        finish(t, rc);
    follow_change(pool);
}

/* ---- its life ---- */

/* How often this process was forked from another one. */
static unsigned forks;

static void on_fork(void)
{
    forks++;
}

int pool_watch_forks(void)
{
    static bool watching;
    if (!watching && pthread_atfork(NULL, NULL, on_fork) != 0)
        return -1;
    watching = true;
    return 0;
}

bool pool_ours(const struct pool *pool)
{
    return pool->forks == forks;
}

int pool_open(struct pool *pool)
{
    pool->owner = getpid();
    pool->forks = forks;
    pool->alarm = INFINITY;
    pool->multi = new_multi();
    if (!pool->multi)
        return -1;
    pool->poller = poller_new(&pool->poller_problem);
    if (pool->poller)
        poller_attach(pool->poller, pool->multi);
    return 0;
}

void pool_close(struct pool *pool)
{
    if (!pool->multi)
        return;
    while (pool->first)
        pool_cancel(pool->first);
    if (pool_ours(pool)) {
        while (pool->idle_count > 0)
            curl_easy_cleanup(pool->idle[--pool->idle_count].easy);
        curl_multi_cleanup(pool->multi);
    }
    poller_free(pool->poller, pool_ours(pool));
    pool->poller = NULL;
    pool->multi = NULL;
}
