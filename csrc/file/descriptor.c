#include "descriptor.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The kernel sends SIGXFSZ to the thread that writes. It is blocked there meanwhile, and taken away if it came; one that
 * was pending before is the program's own. Nothing that the program set for signals is touched. */
static ssize_t write_quietly(int fd, const char *bytes, size_t n)
{
    static const struct timespec at_once = {0, 0};
    sigset_t too_large, before, pending;
    sigemptyset(&too_large);
    sigaddset(&too_large, SIGXFSZ);
    int blocked = pthread_sigmask(SIG_BLOCK, &too_large, &before) == 0;
    int was_pending = !blocked || sigpending(&pending) != 0 || sigismember(&pending, SIGXFSZ);
    ssize_t written = write(fd, bytes, n);
    int e = errno;
    if (written < 0 && e == EFBIG && !was_pending)
        while (sigtimedwait(&too_large, NULL, &at_once) < 0 && errno == EINTR)
            ;
    if (blocked)
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = e;
    return written;
}

int descriptor_write(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write_quietly(fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        bytes += written;
        n -= (size_t)written;
    }
    return 0;
}

mode_t descriptor_final_mode(const char *path)
{
    struct stat st;
    if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid())
        return st.st_mode & 0777;
    /* It can only be read by being set: what another thread makes meanwhile is private. */
    mode_t mask = umask(077);
    umask(mask);
    return 0666 & ~mask;
}

bool descriptor_is_named(int fd, const char *path)
{
    struct stat ours, named;
    return fstat(fd, &ours) == 0 && lstat(path, &named) == 0 && ours.st_dev == named.st_dev &&
           ours.st_ino == named.st_ino;
}
