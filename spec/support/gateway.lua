--- The gateway of examples/openresty as a process of its own, started as a user starts it.
local sandbox_shell = require "portabilling.sandbox.shell"
local server = require "support.server"
local shell = require "support.shell"
local socket = require "socket"
local world = require "support.world"

local M = {}

local LONGEST = 120 -- seconds; it may have to be compiled on a busy machine

--- A port that is free now.
function M.free_port()
  local probe = assert(socket.bind("127.0.0.1", 0))
  local _, port = probe:getsockname()
  probe:close()
  return ("%d"):format(port)
end

-- What has not been stopped yet, for M.stop_all. (Collecting such a pipe would wait for the end of its process.)
local started = {}

--- Stops what a spec that failed has left.
function M.stop_all()
  for running in pairs(started) do
    running.stop()
  end
end

--- What `make sandbox` tells to set, and where LuaJIT finds what this Lua finds.
function M.environment(sandbox)
  return {
    PORTABILLING_URL = sandbox.url.admin, PORTABILLING_LOGIN = sandbox.login, PORTABILLING_TOKEN = sandbox.token,
    PORTABILLING_CA_FILE = sandbox.ca_file, LUA_PATH = server.luajit_paths(package.path),
    LUA_CPATH = server.luajit_paths(package.cpath),
  }
end

--- Starts a command that runs the gateway in the foreground and waits until it says that it can be used.
---@param command string for the shell
---@param environment table
---@return table running pid, log() what it has printed, ended(), await(pattern) until that is in the log, kill(signal)
function M.run(command, environment)
  local words = {}
  for name, value in pairs(environment) do
    words[#words + 1] = name .. "=" .. shell.quote(value)
  end
  local path = world.path()
  -- A session of its own: what is sent to its process group, as a terminal does at Ctrl-C, reaches all of it.
  local pipe = assert(io.popen(("exec setsid sh -c 'echo $$; exec env \"$@\"' sh %s %s > %s.log 2>&1 < /dev/null & "
    .. "echo $!; wait $!; echo $?"):format(table.concat(words, " "), command, path)))
  local running = { pid = assert(pipe:read "*l") }
  function running.log()
    return sandbox_shell.read_file(path .. ".log") or ""
  end
  function running.alive()
    return sandbox_shell.process_start(running.pid) ~= nil
  end
  function running.await(pattern)
    local deadline = socket.gettime() + LONGEST
    while socket.gettime() < deadline do
      local alive = running.alive()
      if running.log():find(pattern) then
        return
      end
      assert(alive, running.log())
      socket.sleep(0.01)
    end
    error("in vain: " .. pattern .. "\n" .. running.log(), 2)
  end
  --- Sends a signal to all of it and waits for the end; its exit status.
  function running.stop(signal)
    if running.pid then
      os.execute(("kill -s %s -- -%s 2>/dev/null"):format(signal or "TERM", running.pid))
      running.status = pipe:read "*n"
      pipe:close()
      running.pid, started[running] = nil, nil
      running.last_log = running.log()
      os.remove(path .. ".log")
      os.remove(path)
    end
    return running.status
  end
  started[running] = true
  running.await "Ctrl%-C ends it"
  return running
end

--- Starts examples/openresty/start.
---@param sandbox table
---@param own table? further variables
---@return table gateway as of run, and url, master(), workers()
function M.start(sandbox, own)
  local environment = M.environment(sandbox)
  environment.GATEWAY_PORT = M.free_port()
  for name, value in pairs(own or {}) do
    environment[name] = value
  end
  local gateway = M.run("examples/openresty/start", environment)
  gateway.url = "http://127.0.0.1:" .. environment.GATEWAY_PORT
  local function children(pid)
    return sandbox_shell.read_file(("/proc/%s/task/%s/children"):format(pid, pid)) or ""
  end
  --- The ids of nginx's workers.
  function gateway.workers()
    local found = {}
    for child in children(gateway.pid):gmatch "%d+" do
      for worker in children(child):gmatch "%d+" do
        found[#found + 1] = worker
      end
    end
    return found
  end
  return gateway
end

return M
