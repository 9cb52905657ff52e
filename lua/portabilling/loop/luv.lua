--- Calls inside libuv's loop: pb.new { ..., loop = "luv" }. A coroutine that makes a call yields until uv.run has moved it
--- on; outside of coroutines calls block.
local uv = require "luv"

---@class portabilling.loop.Luv: portabilling.Loop
local M = {}

function M.current()
  local co, main = coroutine.running()
  return co and not main and uv or nil
end

function M.park(waiter)
  waiter.co = coroutine.running()
  coroutine.yield()
  waiter.co = nil
end

function M.resume(waiter)
  local co = waiter.co
  if co then
    waiter.co = nil
    local ok, message = coroutine.resume(co)
    if not ok then
      error(debug.traceback(co, tostring(message)), 0)
    end
  end
end

-- Handles that are done with, to be closed while the loop runs: luv up to 1.44 crashes at the program's end where the
-- loop has not run once more after a handle was closed.
local stopped = {}

local function close_stopped()
  while stopped[1] do
    table.remove(stopped):close()
  end
end

function M.watch(pollable, serve)
  local poll = assert(uv.new_poll(pollable:pollfd()))
  assert(poll:start("r", function()
    close_stopped()
    serve()
  end))
  return function()
    poll:stop()
    stopped[#stopped + 1] = poll
    if uv.loop_mode() then
      close_stopped()
    end
  end
end

return M
