/* Preloaded into a process: looks into every block that our modules free. Blocks that still hold MARKER are counted,
 * and so are all, which shows that something was looked at. The count goes to the file that FREED_REPORT names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARKER "marker-"

extern void __libc_free(void *); /* glibc's own name for it: looking one up would need free */

static long blocks, dirty;

static int ours(void *caller)
{
    Dl_info where;
    return dladdr(caller, &where) && where.dli_fname && strstr(where.dli_fname, "/portabilling/");
}

void free(void *block)
{
    if (block && ours(__builtin_return_address(0))) {
        blocks++;
        dirty += memmem(block, malloc_usable_size(block), MARKER, strlen(MARKER)) != NULL;
    }
    __libc_free(block);
}

__attribute__((destructor)) static void report(void)
{
    const char *path = getenv("FREED_REPORT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld freed, %ld with a secret\n", blocks, dirty);
        fclose(file);
    }
}
