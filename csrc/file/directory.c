#include "directory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define ABANDONED_SECONDS 60

/* Opens the directory that holds the path; -1 with errno. */
static int open_directory(const char *path)
{
    char directory[PATH_MAX] = ".";
    const char *slash = strrchr(path, '/');
    size_t n = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;

    if (n >= sizeof directory) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (n > 0) {
        memcpy(directory, path, n);
        directory[n] = 0;
    }
    return open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* File systems that cannot sync directories say EINVAL; a directory that may be written but not read says EACCES. */
int directory_sync(const char *path)
{
    int fd = open_directory(path);
    if (fd < 0)
        return errno == EACCES ? 0 : -1;
    int rc = fsync(fd), e = errno;
    close(fd);
    errno = e;
    return rc == 0 || e == EINVAL || e == ENOTSUP ? 0 : -1;
}

static int is_temporary(const char *name, const char *base, size_t n)
{
    if (strncmp(name, base, n) != 0 || name[n] != '.')
        return 0;
    name += n + 1;
    size_t pid = strspn(name, "0123456789");
    if (pid == 0 || name[pid] != '.')
        return 0;
    name += pid + 1;
    size_t unique = strspn(name, "0123456789abcdef");
    return unique > 0 && strcmp(name + unique, ".tmp") == 0;
}

void directory_sweep(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    int fd = open_directory(path);
    DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
    const time_t now = time(NULL);
    struct dirent *entry;
    struct stat st;

    if (!directory) {
        if (fd >= 0)
            close(fd);
        return;
    }
    while ((entry = readdir(directory)))
        if (is_temporary(entry->d_name, base, strlen(base)) &&
            fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
            st.st_uid == geteuid() && now - st.st_mtime > ABANDONED_SECONDS)
            unlinkat(fd, entry->d_name, 0);
    closedir(directory);
}
