--- Calls inside Copas, versions 1.1 (Debian's, for Lua 5.1 and LuaJIT) to 4: pb.new { ..., loop = "copas" }. A thread of
--- Copas waits without blocking the others.
local copas = require "copas"

---@class portabilling.loop.Copas: portabilling.Loop
local M = {}

function M.current()
  local co, main = coroutine.running()
  return co and not main and copas or nil
end

-- Copas before version 2 has no way to sleep until woken. A coroutine that yields with a queue that Copas does not look at
-- is left alone until addthread resumes it.
local NOWHERE = {
  insert = function() end,
  push = function() end,
}

function M.park(waiter)
  waiter.co = coroutine.running()
  if copas.pauseforever then
    copas.pauseforever()
  elseif copas.wakeup then
    copas.sleep(-1)
  else
    coroutine.yield(waiter, NOWHERE)
  end
  waiter.co = nil
end

function M.resume(waiter)
  local co = waiter.co
  if co then
    waiter.co = nil
    if copas.wakeup then
      copas.wakeup(co)
    else
      copas.addthread(co)
    end
  end
end

function M.watch(pollable, serve)
  local over, waited = false, false
  local descriptor = pollable:pollfd()
  -- What Copas and LuaSocket's select need of a socket. A "dirty" one counts as readable, and is not looked at.
  local source = {
    getfd = function()
      return descriptor
    end,
    dirty = function()
      return over
    end,
    receive = function()
      waited = not waited
      return not waited and "ready" or nil, "timeout"
    end,
    close = function() end,
  }
  local thread = copas.addthread(function()
    while not over do
      copas.receive(source)
      if not over then
        serve()
      end
    end
  end)
  return function()
    over = true
  end, thread and function()
    return coroutine.status(thread) == "dead"
  end
end

return M
