/* Private files and locks on files, for secrets shared by the processes of one user.
 *
 * file.read_private(path [, max_bytes = 1 MiB]) -> string
 *     refuses symbolic links and whatever is not a regular file of this user with mode 0600 or less
 * file.write_private(path, bytes) -> true
 *     replaces the file atomically, mode 0600: after a crash there are the old or the new contents
 *     (and perhaps a "<path>.<pid>.<random>.tmp", just as private, which a later write removes)
 * file.lock(path [, seconds = 10]) -> lock
 *     makes and locks the file, waiting at most that long (the whole process waits: pass 0 where
 *     that must not be). The lock ends with lock:release(), the lock's collection, the end of its
 *     scope, or the process; within one process, too, only one lock is given at a time.
 * file.append(path) -> appender: see append.c
 * file.private_directory(path) -> true: makes it, mode 0700, and the directories above it, where they are missing
 *     refuses one that others may write to, or that is somebody else's, or a symbolic link
 * file.stamp(path) -> a text that is another one once the file was replaced or changed; of a regular file (links are
 *     followed) that can be read
 * file.part(temporary, path), file.replaceable(path): see part.c
 * file.terminal(descriptor) -> its columns, 0 where it does not tell them; nil: it is no terminal
 * file.outlive_readers(): for programs whose output is a pipe: from now on, writing to one that nobody reads any more is an
 *     error (EPIPE) and does not end the program
 * file.wait(descriptor): see wait.c
 * Failures: nil, message, error name such as "ENOENT" ("ETIMEDOUT" for a lock held by another,
 *     "EPERM" for a file that is not private, "EINVAL" for no regular file, "EFBIG" for too large). */
#include "append.h"
#include "lock.h"
#include "part.h"
#include "place.h"
#include "shared/bytes.h"
#include "shared/stay_loaded.h"
#include "terminal.h"
#include "wait.h"
#include "whole.h"

PB_EXPORT int luaopen_portabilling_file(lua_State *L);

int luaopen_portabilling_file(lua_State *L)
{
    stay_loaded();
    bytes_open(L);
    lua_createtable(L, 0, 12);
    lock_open(L);
    whole_open(L);
    append_open(L);
    part_open(L);
    place_open(L);
    terminal_open(L);
    wait_open(L);
    return 1;
}
