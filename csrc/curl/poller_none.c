/* Where there is no epoll: poller_new says so, and what is left has nothing to do. */
#include "poller.h"

#ifndef __linux__

#include <errno.h>
#include <fcntl.h>

struct poller *poller_new(int *problem)
{
    *problem = ENOSYS;
    return NULL;
}

void poller_free(struct poller *p, bool ours)
{
    (void)p, (void)ours;
}

void poller_attach(struct poller *p, CURLM *multi)
{
    (void)p, (void)multi;
}

/* See the one in poller.c. */
static int on_open(void *unused, curl_socket_t fd, curlsocktype purpose)
{
    (void)unused, (void)purpose;
    (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    return CURL_SOCKOPT_OK;
}

CURLcode poller_configure(struct poller *p, CURL *easy)
{
    (void)p;
    return curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_open);
}

bool poller_failed(const struct poller *p)
{
    (void)p;
    return false;
}

void poller_fail(struct poller *p)
{
    (void)p;
}

void poller_act(struct poller *p)
{
    (void)p;
}

void poller_look_at_all(struct poller *p)
{
    (void)p;
}

void poller_sync(struct poller *p)
{
    (void)p;
}

int poller_wait(struct poller *p, int ms)
{
    (void)p, (void)ms;
    return -1;
}

int poller_dispatch(struct poller *p)
{
    (void)p;
    return 0;
}

int poller_share(struct poller *p, int *fd)
{
    (void)p, (void)fd;
    return ENOSYS;
}

bool poller_shared(const struct poller *p)
{
    (void)p;
    return false;
}

void poller_arm(struct poller *p, double time)
{
    (void)p, (void)time;
}

#endif /* no epoll */
