#include "transfer.h"

#include <math.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

/* Idle connections kept. libcurl's own default follows the number of transfers in progress, which
 * would close warm connections at the end of every burst. */
#define KEPT_CONNECTIONS 128L
/* Rounds of one step before Lua gets its turn, so that Ctrl-C works during a long transfer. */
#define ROUNDS_MAX 64

void pool_list(struct pool *pool, struct transfer *t)
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

void pool_unlist(struct transfer *t)
{
    struct pool *pool = t->pool;
    if (!pool)
        return;
    if (t->prev)
        t->prev->next = t->next;
    else
        pool->first = t->next;
    if (t->next)
        t->next->prev = t->prev;
    else
        pool->last = t->prev;
    pool->count--;
    if (t->event)
        pool->events--;
    t->event = false;
    t->pool = NULL;
    t->prev = t->next = NULL;
}

CURL *pool_take_easy(struct pool *pool, unsigned long *profile)
{
    *profile = 0;
    if (pool->idle_count == 0)
        return curl_easy_init();
    *profile = pool->idle[--pool->idle_count].profile;
    return pool->idle[pool->idle_count].easy;
}

void pool_give_easy(struct pool *pool, CURL *easy, unsigned long profile)
{
    if (pool->idle_count < POOL_IDLE_MAX) {
        transfer_unset(easy);
        pool->idle[pool->idle_count++] = (struct idle){easy, profile};
    } else {
        curl_easy_cleanup(easy);
    }
}

void pool_note(struct transfer *t)
{
    if (!t->event && t->pool) {
        t->event = true;
        t->pool->events++;
    }
}

void pool_told(struct transfer *t)
{
    if (t->event) {
        t->event = false;
        t->pool->events--;
    }
    t->told = true;
}

double pool_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

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

CURLM *pool_new_multi(void)
{
    CURLM *multi = curl_multi_init();
    if (multi) {
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, KEPT_CONNECTIONS);
        curl_multi_setopt(multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
    }
    return multi;
}

int pool_open(struct pool *pool)
{
    pool->owner = getpid();
    pool->forks = forks;
    pool->multi = pool_new_multi();
    if (!pool->multi)
        return -1;
    pool->loop_problem = loop_open(pool);
    return 0;
}

void pool_close(struct pool *pool)
{
    if (!pool->multi)
        return;
    while (pool->first)
        transfer_cancel(pool->first);
    if (pool_ours(pool)) {
        while (pool->idle_count > 0)
            curl_easy_cleanup(pool->idle[--pool->idle_count].easy);
        curl_multi_cleanup(pool->multi);
    }
    loop_close(pool);
    pool->multi = NULL;
}

void pool_collect(struct pool *pool)
{
    int left;
    CURLMsg *msg;
    while ((msg = curl_multi_info_read(pool->multi, &left)) != NULL) {
        CURLcode result = msg->data.result;
        struct transfer *t = NULL;
        if (msg->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &t);
        transfer_finish(t, result); /* msg is gone after this */
    }
}

/* Waits for something to happen to libcurl's sockets, and lets libcurl act on it. *woken: it did. */
static CURLMcode advance(struct pool *pool, int ms, int *woken)
{
    int running;
    CURLMcode rc = CURLM_OK;
    if (pool->loop)
        return loop_turn(pool, ms, woken);
    if (ms > 0)
        rc = curl_multi_poll(pool->multi, NULL, 0, ms, woken);
    if (rc == CURLM_OK)
        rc = curl_multi_perform(pool->multi, &running);
    if (rc == CURLM_OK)
        pool_collect(pool);
    return rc;
}

CURLMcode pool_step(struct pool *pool, double seconds)
{
    double deadline = seconds > 0 ? pool_now() + seconds : 0;
    int woken = 0;
    /* A loop's turn begins with what can be done at once. Where events wait already, the others get their turn all the same:
     * a stream may have bytes each time. */
    CURLMcode rc =
        pool->loop && seconds > 0 && pool->events == 0 ? CURLM_OK : advance(pool, 0, &woken);
    for (int round = 0; rc == CURLM_OK && pool->events == 0 && seconds > 0; round++) {
        double left = ceil((deadline - pool_now()) * 1000);
        if ((left <= 0 && round > 0) || round >= ROUNDS_MAX)
            break; /* not before the first round: it sends what was started */
        rc = advance(pool, left > 3.6e6 ? 3600000 : (int)fmax(left, 0), &woken);
        if (woken == 0)
            break; /* the time is up, libcurl had a timer, or a signal came */
    }
    return rc;
}
