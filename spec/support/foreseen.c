/* Preloaded into a process: its number and the time of day are known beforehand. */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

pid_t getpid(void)
{
    return 4242;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    if (clock != CLOCK_REALTIME)
        return (int)syscall(SYS_clock_gettime, clock, now);
    now->tv_sec = 1000000000;
    now->tv_nsec = 0;
    return 0;
}
