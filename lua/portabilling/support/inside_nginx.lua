--- What is different inside nginx (the Lua module, or OpenResty).
local M = {}

-- Phases in which code may wait without blocking the worker.
local WAITING = {
  rewrite = true, server_rewrite = true, access = true, content = true, timer = true,
  ssl_cert = true, ssl_client_hello = true, ssl_session_fetch = true,
}

--- Are we inside nginx, with cosockets? (The threads of ngx.run_worker_thread have none, and may block.)
---@return boolean
function M.inside()
  local ngx = rawget(_G, "ngx")
  return type(ngx) == "table" and type(ngx.socket) == "table" and type(ngx.get_phase) == "function"
end

--- Writes an error that is about to be raised to nginx's log. Of an error that is an object nginx itself says no more than
--- "unknown reason", also when it does not start because of it (init_by_lua).
---@param err portabilling.Error
function M.tell(err)
  if M.inside() then
    ngx.log(ngx.ERR, "portabilling: ", tostring(err))
  end
end

--- Why the code that runs now cannot make a call; nil when it can.
---@return string?
function M.why_not()
  local phase = ngx.get_phase()
  if WAITING[phase] then
    return nil
  elseif phase == "init" then
    return "nginx cannot wait for an answer in init_by_lua: make the client there if you like, and its calls in "
      .. "requests, or in a timer that init_worker_by_lua starts: ngx.timer.at(0, function(premature) ... end)"
  end
  return ("nginx cannot wait for an answer in the phase '%s': make the call in a timer: "):format(phase)
    .. "ngx.timer.at(0, function(premature) ... end)"
end

--- Is nginx only starting, so that no request waits for what is done now?
---@return boolean
function M.is_starting()
  local phase = ngx.get_phase()
  return phase == "init" or phase == "init_worker"
end

local BUSY = 0.002
local clock

-- Loaded only inside nginx: elsewhere there is no such library.
local function make_clock()
  local ffi = require "ffi"
  ffi.cdef 'int portabilling_clock_gettime(int, void *) __asm__("clock_gettime");'
  local time = ffi.new "struct { long seconds, nanoseconds; }"
  return function(which)
    ffi.C.portabilling_clock_gettime(which, time)
    return tonumber(time.seconds) + tonumber(time.nanoseconds) * 1e-9
  end
end

--- Seconds by a clock that is never set (ngx.now follows the machine's).
---@return number
function M.now()
  clock = clock or make_clock()
  return clock(1)
end

--- Seconds since this worker last looked for events: nginx takes the time then, in whole milliseconds.
---@return number
function M.busy()
  clock = clock or make_clock()
  return clock(0) - ngx.now()
end

--- Waits, a millisecond at least: nginx without OpenResty's patches complains of 0, and would only come back here at once.
---@param seconds number
function M.sleep(seconds)
  ngx.sleep(math.max(seconds, 0.001))
end

--- Lets other requests go on if this one kept the worker busy for a while.
function M.yield_if_busy()
  if M.busy() > BUSY then
    M.sleep(0)
  end
end

return M
