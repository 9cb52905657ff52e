/* By an epoll set: libcurl tells which sockets it waits for (on_socket), and is then told which of them are ready, instead
 * of looking at all of them whenever one is. For other people's event loops the set is also the one descriptor to watch: then
 * it has a timer as well.
 *
 * Between two requests on a kept connection libcurl gives its socket up and asks for it again. Changes are therefore noted
 * and compared with the set once per round (poller_sync), and a socket that is only given up stays in the set until something
 * arrives on it: a request costs no epoll_ctl at all. That needs to know when a socket is closed (on_close): a child process
 * may hold a copy, and then the kernel would go on reporting it. The timer, too, is only set when it has to ring earlier. */
#define CURL_DISABLE_DEPRECATION /* curl_multi_socket_all, see poller_act */
#include "poller.h"

#include <errno.h>

#ifdef __linux__

#include "shared/clock.h"

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define READY_MAX 64
/* libcurl gives its timeouts in whole milliseconds, rounded up: this much later is the same time. */
#define TIMER_SLACK 0.002

/* What is known of one socket. The masks are CURL_POLL_IN and CURL_POLL_OUT; 0: nothing. */
struct watch {
    unsigned char wanted;  /* what libcurl waits for */
    unsigned char watched; /* what the epoll set waits for */
    bool disarmed;         /* a one-shot event came: the set reports nothing more, see set_watch */
    bool changed;          /* listed in `changes` */
    bool announced; /* libcurl will call on_close for it: a connection's, once that is made */
    bool unused;    /* opened, and libcurl has not waited for it yet */
};

struct poller {
    struct epoll_event ready[READY_MAX]; /* what the last wait brought */
    int ready_count;
    CURLM *multi;
    int epoll, timer; /* timer: -1 unless shared */
    bool failed;
    /* An attempt to connect ended: libcurl 7.88 begins the next one only when it is asked to go on. */
    bool attempt_ended;
    struct watch *watches; /* by descriptor */
    int *changes;          /* descriptors to look at; as large as `watches` */
    size_t size, change_count;
    double armed; /* when the timer rings; INFINITY: not */
};

static bool grow(struct poller *p, size_t fd)
{
    size_t size = p->size ? p->size : 64;
    while (size <= fd)
        size *= 2;
    struct watch *watches = realloc(p->watches, size * sizeof *watches);
    if (!watches)
        return false;
    p->watches = watches;
    int *changes = realloc(p->changes, size * sizeof *changes);
    if (!changes)
        return false;
    p->changes = changes;
    memset(watches + p->size, 0, (size - p->size) * sizeof *watches);
    p->size = size;
    return true;
}

static void set_watch(struct poller *p, int fd, unsigned char mask)
{
    struct watch *w = &p->watches[fd];
    int op = mask == 0 ? EPOLL_CTL_DEL : w->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    struct epoll_event event = {.data.fd = fd};
    if (mask & CURL_POLL_IN)
        event.events |= EPOLLIN;
    if (mask & CURL_POLL_OUT)
        event.events |= EPOLLOUT;
    /* libcurl closes a socket that is being connected before it says so: if a child process holds a copy, nothing can take
     * it out of the set any more. So each of its events disarms it. */
    if (mask == CURL_POLL_OUT)
        event.events |= EPOLLONESHOT;
    w->watched = mask;
    w->disarmed = false;
    if (epoll_ctl(p->epoll, op, fd, &event) != 0 && op != EPOLL_CTL_DEL)
        p->failed = true;
}

static void note_change(struct poller *p, int fd)
{
    struct watch *w = &p->watches[fd];
    if (!w->changed) {
        w->changed = true;
        p->changes[p->change_count++] = fd;
    }
}

/* ---- callbacks ---- */

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *data, void *unused)
{
    struct poller *p = data;
    (void)easy, (void)unused;
    if ((size_t)fd >= p->size && !grow(p, (size_t)fd)) {
        p->failed = true;
        return 0;
    }
    struct watch *w = &p->watches[fd];
    if (what == CURL_POLL_REMOVE && w->wanted == CURL_POLL_OUT) {
        w->announced = false; /* it was being connected: closed already, and on_close not called */
        p->attempt_ended = true;
    }
    w->unused = false;
    w->wanted = what == CURL_POLL_REMOVE ? 0 : (unsigned char)what;
    if (w->wanted == 0 && w->watched && !w->announced)
        set_watch(p, fd, 0); /* or a resolver's: closed next, without a word */
    note_change(p, fd);
    return 0;
}

/* A connection's socket was made. */
static int on_open(void *data, curl_socket_t fd, curlsocktype purpose)
{
    struct poller *p = data;
    (void)purpose;
    /* Programs that this one starts must not inherit it: they would keep it open, and could use it. */
    (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    if (!p)
        return CURL_SOCKOPT_OK;
    if ((size_t)fd >= p->size && !grow(p, (size_t)fd))
        return CURL_SOCKOPT_OK; /* on_socket tries once more */
    if (p->watches[fd].watched)
        set_watch(p, fd, 0); /* left over from another socket of this number */
    p->watches[fd].announced = p->watches[fd].unused = true;
    /* libcurl tries the next address, and says nothing: it takes both for one socket. */
    if (p->watches[fd].wanted)
        note_change(p, fd);
    return CURL_SOCKOPT_OK;
}

static int on_close(void *data, curl_socket_t fd)
{
    struct poller *p = data;
    if ((size_t)fd < p->size) {
        struct watch *w = &p->watches[fd];
        if (w->watched)
            set_watch(p, fd, 0);
        p->attempt_ended |= w->unused; /* an attempt that failed at once */
        w->wanted = 0;
        w->announced = w->unused = false;
    }
    return close(fd);
}

/* ---- a round ---- */

static void act(struct poller *p, int fd, int mask)
{
    int running;
    if (curl_multi_socket_action(p->multi, fd, mask, &running) != CURLM_OK)
        p->failed = true;
}

void poller_act(struct poller *p)
{
    long ms = -1;
    if (p->failed)
        return;
    curl_multi_timeout(p->multi, &ms);
    if (ms == 0)
        act(p, CURL_SOCKET_TIMEOUT, 0);
    /* Again and again, for in this, too, attempts end: each time there is one less. */
    while (p->attempt_ended && !p->failed) {
        int running;
        p->attempt_ended = false;
        if (curl_multi_socket_all(p->multi, &running) != CURLM_OK)
            p->failed = true;
    }
}

void poller_look_at_all(struct poller *p)
{
    p->attempt_ended = true;
}

void poller_sync(struct poller *p)
{
    for (size_t i = 0; i < p->change_count; i++) {
        int fd = p->changes[i];
        struct watch *w = &p->watches[fd];
        w->changed = false;
        if ((w->wanted != w->watched || w->disarmed) &&
            (w->wanted != 0 || w->watched != CURL_POLL_IN))
            set_watch(p, fd, w->wanted);
    }
    p->change_count = 0;
}

static void on_timer(struct poller *p)
{
    uint64_t times;
    if (read(p->timer, &times, sizeof times) < 0 && errno == EAGAIN)
        return;
    p->armed = INFINITY;
}

static void dispatch(struct poller *p, const struct epoll_event *event)
{
    int fd = event->data.fd, mask = 0;
    if (fd == p->timer) {
        on_timer(p);
        return;
    }
    struct watch *w = &p->watches[fd];
    if (w->watched == CURL_POLL_OUT) {
        w->disarmed = true;
        note_change(p, fd);
    }
    if (w->wanted == 0) {
        if (w->watched)
            set_watch(p, fd, 0);
        return;
    }
    if (event->events & EPOLLIN)
        mask |= CURL_CSELECT_IN;
    if (event->events & EPOLLOUT)
        mask |= CURL_CSELECT_OUT;
    act(p, fd, mask); /* 0 (an error, say) makes libcurl look for itself */
}

int poller_wait(struct poller *p, int ms)
{
    if (ms > 0 && p->timer < 0) {
        long due = -1;
        curl_multi_timeout(p->multi, &due);
        if (due >= 0 && due < ms)
            ms = (int)due;
    }
    return p->ready_count = epoll_wait(p->epoll, p->ready, READY_MAX, ms);
}

int poller_dispatch(struct poller *p)
{
    int sockets = 0;
    for (int i = 0; i < p->ready_count && !p->failed; i++) {
        sockets += p->ready[i].data.fd != p->timer;
        dispatch(p, &p->ready[i]);
    }
    p->ready_count = 0;
    return sockets;
}

/* ---- for other event loops ---- */

int poller_share(struct poller *p, int *fd)
{
    *fd = p->epoll;
    if (p->timer >= 0)
        return 0;
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = timer};
    if (timer < 0)
        return errno;
    if (epoll_ctl(p->epoll, EPOLL_CTL_ADD, timer, &event) != 0) {
        int problem = errno;
        close(timer);
        return problem;
    }
    p->timer = timer;
    return 0;
}

bool poller_shared(const struct poller *p)
{
    return p->timer >= 0;
}

void poller_arm(struct poller *p, double time)
{
    if (p->timer < 0)
        return;
    double now = clock_seconds();
    long ms = -1;
    curl_multi_timeout(p->multi, &ms);
    if (ms >= 0 && now + (double)ms / 1000 < time)
        time = now + (double)ms / 1000;
    if (time < p->armed - TIMER_SLACK) {
        struct itimerspec setting = {{0, 0}, {(time_t)time, (long)((time - floor(time)) * 1e9)}};
        p->armed = time;
        if (timerfd_settime(p->timer, TFD_TIMER_ABSTIME, &setting, NULL) != 0)
            p->failed = true;
    }
}

/* ---- its life ---- */

struct poller *poller_new(int *problem)
{
    struct poller *p = calloc(1, sizeof *p);
    *problem = ENOMEM;
    if (!p)
        return NULL;
    p->armed = INFINITY;
    p->timer = -1;
    p->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (p->epoll < 0) {
        *problem = errno;
        free(p);
        return NULL;
    }
    *problem = 0;
    return p;
}

void poller_free(struct poller *p, bool ours)
{
    if (!p)
        return;
    if (ours) { /* else there may be other files under these numbers */
        if (p->timer >= 0)
            close(p->timer);
        close(p->epoll);
    }
    free(p->watches);
    free(p->changes);
    free(p);
}

void poller_attach(struct poller *p, CURLM *multi)
{
    p->multi = multi;
    p->failed = false;
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, p);
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
}

CURLcode poller_configure(struct poller *p, CURL *easy)
{
    CURLcode rc = curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, p);
    if (rc == CURLE_OK)
        rc = curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_open);
    if (rc == CURLE_OK && p)
        rc = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, p);
    if (rc == CURLE_OK && p)
        rc = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
    return rc;
}

bool poller_failed(const struct poller *p)
{
    return p->failed;
}

void poller_fail(struct poller *p)
{
    p->failed = true;
}

#endif /* __linux__ */
