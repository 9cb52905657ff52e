/* What is done with an open file. */
#ifndef PB_DESCRIPTOR_H
#define PB_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Writes all of it; 0, or -1 with errno. Past the limit for files (ulimit -f) that is EFBIG: the signal that goes with it,
 * SIGXFSZ, would end the program. */
int descriptor_write(int fd, const char *bytes, size_t n);

/* The mode of a file that is about to be put at the path: that of this user's own file which it replaces, or the one that the
 * umask gives. */
mode_t descriptor_final_mode(const char *path);

/* Is the file we have open still the one the path names? Somebody may have moved, removed or replaced it. */
bool descriptor_is_named(int fd, const char *path);

#endif
