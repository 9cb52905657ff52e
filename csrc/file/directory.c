#include "directory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/* File systems that cannot sync directories say EINVAL; a directory that may be written but not read says EACCES. */
int directory_sync(const char *path)
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
    int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno == EACCES ? 0 : -1;
    int rc = fsync(fd), e = errno;
    close(fd);
    errno = e;
    return rc == 0 || e == EINVAL || e == ENOTSUP ? 0 : -1;
}
