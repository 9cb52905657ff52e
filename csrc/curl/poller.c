/* Waiting for libcurl's sockets by an epoll set: libcurl tells which sockets it waits for (on_socket), and
 * is then told which of them are ready, instead of looking at all of them whenever one is.
 *
 * For other people's event loops the set is also the one descriptor that is readable whenever pool_step has
 * work: then it has a timer as well, for libcurl's time-outs and the owner's alarms.
 *
 * Between two requests on a kept connection libcurl gives its socket up and asks for it again.
 * Changes are therefore noted and compared with the set once per step, and a socket that is only
 * given up stays in the set until something arrives on it: a request costs no epoll_ctl at all. That
 * needs to know when a socket is closed (on_close): a child process may hold a copy, and then the
 * kernel would go on reporting it. The timer, too, is only set when it has to ring earlier. */
#define CURL_DISABLE_DEPRECATION /* curl_multi_socket_all, see run_timers */
#include "transfer.h"

#include <errno.h>

#ifdef __linux__

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define READY_MAX 64
#define ALARM_MAX 1e9 /* seconds; later is never */
/* libcurl gives its timeouts in whole milliseconds, rounded up: this much later is the same time. */
#define TIMER_SLACK 0.002

/* One socket. The masks are CURL_POLL_IN and CURL_POLL_OUT; 0: nothing. */
struct watch {
    unsigned char wanted;  /* by libcurl */
    unsigned char watched; /* in the epoll set */
    bool known;            /* a connection's: on_close will be called, once it is connected */
    bool changed;          /* listed in `changes` */
    bool spent;            /* told once already, see watch */
    bool unheard;          /* made, and not asked for yet: see on_close */
};

struct loop {
    int epoll, timer; /* timer: -1 until somebody else waits for the set */
    /* libcurl, or a watch: going on would be waiting for ever, or worse; see give_up. */
    bool failed;
    /* An attempt to connect ended: libcurl 7.88 begins the next one only when it is asked to go on. */
    bool again;
    struct watch *watches; /* by descriptor */
    int *changes;          /* descriptors to look at; as large as `watches` */
    size_t size, change_count;
    double armed; /* when the timer rings; INFINITY: not */
    double alarm; /* when the owner wants it to; INFINITY: not */
};

static bool grow(struct loop *loop, size_t fd)
{
    size_t size = loop->size ? loop->size : 64;
    while (size <= fd)
        size *= 2;
    struct watch *watches = realloc(loop->watches, size * sizeof *watches);
    if (!watches)
        return false;
    loop->watches = watches;
    int *changes = realloc(loop->changes, size * sizeof *changes);
    if (!changes)
        return false;
    loop->changes = changes;
    memset(watches + loop->size, 0, (size - loop->size) * sizeof *watches);
    loop->size = size;
    return true;
}

static void watch(struct loop *loop, int fd, unsigned char mask)
{
    struct watch *w = &loop->watches[fd];
    int op = mask == 0 ? EPOLL_CTL_DEL : w->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    struct epoll_event event = {.data.fd = fd};
    if (mask & CURL_POLL_IN)
        event.events |= EPOLLIN;
    if (mask & CURL_POLL_OUT)
        event.events |= EPOLLOUT;
    /* libcurl closes a socket that is being connected before it says so: if a child process holds a copy, nothing can take
     * it out of the set any more. So it is told of once each time. */
    if (mask == CURL_POLL_OUT)
        event.events |= EPOLLONESHOT;
    w->watched = mask;
    w->spent = false;
    if (epoll_ctl(loop->epoll, op, fd, &event) != 0 && op != EPOLL_CTL_DEL)
        loop->failed = true;
}

static void look_at(struct loop *loop, int fd)
{
    struct watch *w = &loop->watches[fd];
    if (!w->changed) {
        w->changed = true;
        loop->changes[loop->change_count++] = fd;
    }
}

/* ---- callbacks ---- */

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *data, void *unused)
{
    struct loop *loop = data;
    (void)easy, (void)unused;
    if ((size_t)fd >= loop->size && !grow(loop, (size_t)fd)) {
        loop->failed = true;
        return 0;
    }
    struct watch *w = &loop->watches[fd];
    if (what == CURL_POLL_REMOVE && w->wanted == CURL_POLL_OUT) {
        w->known = false; /* it was being connected: closed already, and on_close not called */
        loop->again = true;
    }
    w->unheard = false;
    w->wanted = what == CURL_POLL_REMOVE ? 0 : (unsigned char)what;
    if (w->wanted == 0 && w->watched && !w->known)
        watch(loop, fd, 0); /* or a resolver's: closed next, without a word */
    look_at(loop, fd);
    return 0;
}

/* A connection's socket was made. */
static int on_open(void *data, curl_socket_t fd, curlsocktype purpose)
{
    struct loop *loop = data;
    (void)purpose;
    (void)fcntl(fd, F_SETFD,
                FD_CLOEXEC); /* see on_socket in transfer.c, in whose place this is called */
    if ((size_t)fd >= loop->size && !grow(loop, (size_t)fd))
        return CURL_SOCKOPT_OK; /* on_socket tries once more */
    if (loop->watches[fd].watched)
        watch(loop, fd, 0); /* left over from another socket of this number */
    loop->watches[fd].known = loop->watches[fd].unheard = true;
    /* libcurl tries the next address, and says nothing: it takes both for one socket. */
    if (loop->watches[fd].wanted)
        look_at(loop, fd);
    return CURL_SOCKOPT_OK;
}

static int on_close(void *data, curl_socket_t fd)
{
    struct loop *loop = data;
    if ((size_t)fd < loop->size) {
        struct watch *w = &loop->watches[fd];
        if (w->watched)
            watch(loop, fd, 0);
        loop->again |= w->unheard; /* an attempt that failed at once */
        w->wanted = 0;
        w->known = w->unheard = false;
    }
    return close(fd);
}

/* ---- steps ---- */

/* Makes the epoll set what libcurl wants, as far as it must be. */
static void apply(struct loop *loop)
{
    for (size_t i = 0; i < loop->change_count; i++) {
        int fd = loop->changes[i];
        struct watch *w = &loop->watches[fd];
        w->changed = false;
        if ((w->wanted != w->watched || w->spent) && (w->wanted != 0 || w->watched != CURL_POLL_IN))
            watch(loop, fd, w->wanted);
    }
    loop->change_count = 0;
}

/* Lets the timer ring for whatever comes first. */
static void arm(struct pool *pool)
{
    struct loop *loop = pool->loop;
    if (loop->timer < 0)
        return;
    double now = pool_now(), next = loop->alarm;
    long ms = -1;
    curl_multi_timeout(pool->multi, &ms);
    if (ms >= 0 && now + (double)ms / 1000 < next)
        next = now + (double)ms / 1000;
    if (next < loop->armed - TIMER_SLACK) {
        struct itimerspec time = {{0, 0}, {(time_t)next, (long)((next - floor(next)) * 1e9)}};
        loop->armed = next;
        if (timerfd_settime(loop->timer, TFD_TIMER_ABSTIME, &time, NULL) != 0)
            loop->failed = true;
    }
}

static void rung(struct loop *loop)
{
    uint64_t times;
    if (read(loop->timer, &times, sizeof times) < 0 && errno == EAGAIN)
        return;
    loop->armed = INFINITY;
}

static void act(struct pool *pool, int fd, int mask)
{
    int running;
    if (curl_multi_socket_action(pool->multi, fd, mask, &running) != CURLM_OK)
        pool->loop->failed = true;
}

static void attach(struct pool *pool)
{
    curl_multi_setopt(pool->multi, CURLMOPT_SOCKETDATA, pool->loop);
    curl_multi_setopt(pool->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
}

/* Memory ran out inside libcurl, or for what is noted here. libcurl 7.88 may then have emptied its table of those who use
 * a socket, and divides by its size, 0, when it meets a socket of that number again, though the first may be closed long
 * since. So what runs is ended, and the multi handle, with all that it knows of sockets, replaced by a new one: as long as
 * there is no memory for that, `failed` remains, and nothing can be started. */
static void give_up(struct pool *pool)
{
    for (struct transfer *t = pool->first; t; t = t->next) {
        if (t->state == TRANSFER_RUNNING) {
            t->out_of_memory = true;
            transfer_finish(t, CURLE_OUT_OF_MEMORY);
        }
    }
    CURLM *multi = pool_new_multi();
    if (!multi)
        return;
    curl_multi_cleanup(pool->multi);
    pool->multi = multi;
    attach(pool);
    pool->loop->failed = false;
}

/* Lets libcurl do what it wants to do now, whatever the sockets are like. */
static void run_timers(struct pool *pool)
{
    long ms = -1;
    if (pool->loop->failed)
        return;
    curl_multi_timeout(pool->multi, &ms);
    if (ms == 0)
        act(pool, CURL_SOCKET_TIMEOUT, 0);
    /* Again and again, for in this, too, attempts end: each time there is one less. */
    while (pool->loop->again && !pool->loop->failed) {
        int running;
        pool->loop->again = false;
        if (curl_multi_socket_all(pool->multi, &running) != CURLM_OK)
            pool->loop->failed = true;
    }
}

static void dispatch(struct pool *pool, const struct epoll_event *event)
{
    struct loop *loop = pool->loop;
    int fd = event->data.fd, mask = 0;
    if (fd == loop->timer) {
        rung(loop);
        return;
    }
    struct watch *w = &loop->watches[fd];
    if (w->watched == CURL_POLL_OUT) {
        w->spent = true;
        look_at(loop, fd);
    }
    if (w->wanted == 0) {
        if (w->watched)
            watch(loop, fd, 0);
        return;
    }
    if (event->events & EPOLLIN)
        mask |= CURL_CSELECT_IN;
    if (event->events & EPOLLOUT)
        mask |= CURL_CSELECT_OUT;
    act(pool, fd, mask); /* 0 (an error, say) makes libcurl look for itself */
}

bool loop_usable(struct pool *pool)
{
    if (pool->loop->failed)
        give_up(pool);
    return !pool->loop->failed;
}

/* Lets libcurl do what it can without news from a socket. False: there is no memory, see loop_usable. */
static bool proceed(struct pool *pool)
{
    run_timers(pool);
    pool_collect(pool);
    apply(pool->loop);
    return loop_usable(pool);
}

CURLMcode loop_turn(struct pool *pool, int ms, int *woken)
{
    struct loop *loop = pool->loop;
    struct epoll_event ready[READY_MAX];
    if (!proceed(pool) || pool->events > 0)
        ms = 0;
    if (loop->timer < 0 && ms > 0) {
        long due = -1;
        curl_multi_timeout(pool->multi, &due);
        if (due >= 0 && due < ms)
            ms = (int)due;
    } else if (ms > 0) {
        arm(pool);
    }
    int n = epoll_wait(loop->epoll, ready, READY_MAX, ms);
    for (int i = 0; i < n && !loop->failed; i++)
        dispatch(pool, &ready[i]);
    *woken = proceed(pool) && n > 0; /* else nothing will come of another round */
    if (loop->timer >= 0) {
        if (loop->alarm <= pool_now())
            loop->alarm = INFINITY;
        arm(pool);
    }
    return CURLM_OK;
}

void loop_kick(struct pool *pool)
{
    /* The next turn sends what was started, all in one go: a server that is woken for each request is slower. */
    if (pool->loop->timer < 0)
        return;
    (void)proceed(pool);
    if (pool->events > 0)
        loop_alarm(pool, 0);
    arm(pool); /* loop_alarm does so for an alarm only */
}

void loop_alarm(struct pool *pool, double seconds)
{
    double time = pool_now() + fmax(seconds, 0);
    if (pool->loop->timer >= 0 && seconds < ALARM_MAX && time < pool->loop->alarm) {
        pool->loop->alarm = time;
        arm(pool);
    }
}

/* ---- its life ---- */

int loop_open(struct pool *pool)
{
    struct loop *loop = calloc(1, sizeof *loop);
    if (!loop)
        return ENOMEM;
    loop->armed = loop->alarm = INFINITY;
    loop->timer = -1;
    loop->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (loop->epoll < 0) {
        int problem = errno;
        free(loop);
        return problem;
    }
    pool->loop = loop;
    attach(pool);
    return 0;
}

void loop_close(struct pool *pool)
{
    struct loop *loop = pool->loop;
    if (!loop)
        return;
    pool->loop = NULL;
    if (pool_ours(pool)) { /* a child may have other files under these numbers */
        if (loop->timer >= 0)
            close(loop->timer);
        if (loop->epoll >= 0)
            close(loop->epoll);
    }
    free(loop->watches);
    free(loop->changes);
    free(loop);
}

int loop_share(struct pool *pool, int *fd)
{
    struct loop *loop = pool->loop;
    *fd = loop ? loop->epoll : -1;
    if (!loop)
        return pool->loop_problem;
    if (loop->timer >= 0)
        return 0;
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = timer};
    if (timer < 0)
        return errno;
    if (epoll_ctl(loop->epoll, EPOLL_CTL_ADD, timer, &event) != 0) {
        int problem = errno;
        close(timer);
        return problem;
    }
    loop->timer = timer;
    loop_kick(pool); /* what runs already may have time-outs */
    return 0;
}

void loop_fail(struct pool *pool)
{
    pool->loop->failed = true;
}

bool loop_shared(const struct pool *pool)
{
    return pool->loop && pool->loop->timer >= 0;
}

CURLcode loop_configure(struct pool *pool, CURL *easy)
{
    CURLcode rc = curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, pool->loop);
    if (rc == CURLE_OK)
        rc = curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_open);
    if (rc == CURLE_OK)
        rc = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, pool->loop);
    if (rc == CURLE_OK)
        rc = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
    return rc;
}

#else /* no epoll */

int loop_open(struct pool *pool)
{
    (void)pool;
    return ENOSYS;
}

/* Without loop_open there is nothing for the others to do; they are never called. */
void loop_close(struct pool *pool)
{
    (void)pool;
}

int loop_share(struct pool *pool, int *fd)
{
    (void)pool;
    *fd = -1;
    return ENOSYS;
}

bool loop_shared(const struct pool *pool)
{
    (void)pool;
    return false;
}

bool loop_usable(struct pool *pool)
{
    (void)pool;
    return true;
}

void loop_fail(struct pool *pool)
{
    (void)pool;
}

CURLMcode loop_turn(struct pool *pool, int ms, int *woken)
{
    (void)pool, (void)ms;
    *woken = 0;
    return CURLM_INTERNAL_ERROR;
}

void loop_kick(struct pool *pool)
{
    (void)pool;
}

void loop_alarm(struct pool *pool, double seconds)
{
    (void)pool, (void)seconds;
}

CURLcode loop_configure(struct pool *pool, CURL *easy)
{
    (void)pool, (void)easy;
    return CURLE_OK;
}

#endif
