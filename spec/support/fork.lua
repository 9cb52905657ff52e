--- fork() for specs. Lua has none: LuaJIT calls it by ffi, Lua 5.4 through a module compiled when it is first needed.
---
---     local fork = require "support.fork"
---     local code = fork(function() ... end)   -- runs it in a child; returns its exit code: what the function
---                                             -- returned, 99 if it raised (the message goes to stderr)
---     fork(function() ... end, 65534)         -- as that user; only root can do that

local SOURCE = [[
#include <lua.h>
#include <sys/wait.h>
#include <unistd.h>
static int l_fork(lua_State *L) { lua_pushinteger(L, fork()); return 1; }
static int l_setuid(lua_State *L) { lua_pushinteger(L, setuid((uid_t)lua_tointeger(L, 1))); return 1; }
static int l_become(lua_State *L)
{
    execl("/bin/sh", "sh", "-c", lua_tostring(L, 1), (char *)0);
    _exit(98);
}
static int l_wait(lua_State *L)
{
    int status = 0;
    waitpid((pid_t)lua_tointeger(L, 1), &status, 0);
    lua_pushinteger(L, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return 1;
}
int luaopen_fork(lua_State *L)
{
    lua_newtable(L);
    lua_pushcfunction(L, l_fork), lua_setfield(L, -2, "fork");
    lua_pushcfunction(L, l_setuid), lua_setfield(L, -2, "setuid");
    lua_pushcfunction(L, l_become), lua_setfield(L, -2, "become");
    lua_pushcfunction(L, l_wait), lua_setfield(L, -2, "wait");
    return 1;
}
]]

local function by_ffi()
  local ffi = require "ffi"
  ffi.cdef "int fork(void); int setuid(unsigned); int waitpid(int, int *, int);"
  ffi.cdef "int execl(const char *, const char *, ...);"
  return {
    fork = function() return ffi.C.fork() end,
    setuid = function(user) return ffi.C.setuid(user) end,
    become = function(command) ffi.C.execl("/bin/sh", "sh", "-c", command, ffi.cast("char *", nil)) end,
    wait = function(pid)
      local status = ffi.new "int[1]"
      ffi.C.waitpid(pid, status, 0)
      return math.floor(status[0] / 256)
    end,
  }
end

local function compiled()
  local shell = require "support.shell"
  local directory = shell.output "mktemp -d"
  local file = assert(io.open(directory .. "/fork.c", "w"))
  file:write(SOURCE)
  file:close()
  shell.output(("cd %s && for p in lua5.4 lua-5.4 lua54; do pkg-config --exists $p && break; done && "
    .. "cc -shared -fPIC $(pkg-config --cflags $p) -o fork.so fork.c"):format(directory))
  local open = assert(package.loadlib(directory .. "/fork.so", "luaopen_fork"))
  local process = open()
  -- Not before the end: valgrind reads of it when it has something to tell, and complains where there is nothing to read.
  process.files = setmetatable({}, { __gc = function() os.execute("rm -rf " .. directory) end })
  return process
end

local process = rawget(_G, "jit") and by_ffi() or compiled()

return function(run, user)
  io.stdout:flush()
  local child = process.fork()
  if child == 0 then
    local ok, code = pcall(function()
      assert(not user or process.setuid(user) == 0, "setuid")
      return run()
    end)
    if not ok then
      io.stderr:write("in the forked child: ", tostring(code), "\n")
    end
    -- Not os.exit: the parent's buffers and child processes are not ours; nor _exit: what is the parent's and was left
    -- alone on purpose would look like a leak to valgrind.
    process.become(("exit %d"):format(ok and code or 99))
  end
  return process.wait(child)
end
