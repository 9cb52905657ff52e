/* Keeps a module in memory when the Lua state is closed. Libcurl's resolver threads may still run then, and its global
 * state is never freed; and LuaJIT finalizes what a finalizer made when it has unloaded the modules already. */
#ifndef PB_STAY_LOADED_H
#define PB_STAY_LOADED_H

#include <dlfcn.h>

static inline void stay_loaded(void)
{
    static const char here = 0;
    Dl_info info;
    if (dladdr(&here, &info) && info.dli_fname)
        dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}

#endif
