/* measure SECONDS PROGRAM ARGUMENT...
 *
 * Runs a program, passes on what it prints, and says at the end, in one line, what it took:
 *   measured wall=S first=S user=S system=S rss_kb=N status=N
 * first is when its first output came (or the end, if none came); user, system and rss_kb (peak) are
 * those of that process alone, as wait4 reports them. A program that takes longer than SECONDS is
 * killed (status 137).
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t child;

static double now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static double seconds(struct timeval tv)
{
    return (double)tv.tv_sec + (double)tv.tv_usec / 1e6;
}

static void on_alarm(int number)
{
    (void)number;
    kill(child, SIGKILL);
}

static void pass_on(int from, double began, double *first)
{
    char bytes[4096];
    for (;;) {
        ssize_t n = read(from, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        if (*first < 0)
            *first = now() - began;
        fwrite(bytes, 1, (size_t)n, stdout);
    }
}

int main(int argc, char **argv)
{
    int ends[2], status = 0;
    struct rusage usage;
    double first = -1;
    if (argc < 3 || atoi(argv[1]) <= 0) {
        fputs("usage: measure SECONDS PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    if (pipe(ends) != 0) {
        perror("measure: pipe");
        return 1;
    }
    double began = now();
    child = fork();
    if (child < 0) {
        perror("measure: fork");
        return 1;
    }
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execvp(argv[2], argv + 2);
        fprintf(stderr, "measure: %s: %s\n", argv[2], strerror(errno));
        _exit(127);
    }
    close(ends[1]);
    signal(SIGALRM, on_alarm);
    alarm((unsigned)atoi(argv[1]));
    pass_on(ends[0], began, &first);
    while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR)
        ;
    double wall = now() - began;
    printf("\nmeasured wall=%.6f first=%.6f user=%.6f system=%.6f rss_kb=%ld status=%d\n", wall,
           first < 0 ? wall : first, seconds(usage.ru_utime), seconds(usage.ru_stime),
           usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
