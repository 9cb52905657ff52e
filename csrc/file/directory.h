/* The directories that files are in. */
#ifndef PB_DIRECTORY_H
#define PB_DIRECTORY_H

/* A new name is on the disk only once its directory is. Syncs the directory that holds the path; 0, or -1 with errno. */
int directory_sync(const char *path);

/* Removes this user's files "<path>.<digits>.<hex digits>.tmp" that nobody has written to for a minute: their writers were
 * killed. Best effort. */
void directory_sweep(const char *path);

#endif
