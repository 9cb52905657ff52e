--- Calls inside cqueues: pb.new { ..., loop = "cqueues" }. A coroutine of a controller waits without blocking the others.
local condition = require "cqueues.condition"
local cqueues = require "cqueues"

---@class portabilling.loop.Cqueues: portabilling.Loop
local M = {}

--- A coroutine inside a coroutine of the controller is not one that cqueues can park.
function M.current()
  local controller, direct = cqueues.running()
  return direct and controller or nil
end

function M.park(waiter)
  waiter.condition = waiter.condition or condition.new()
  waiter.condition:wait()
end

function M.resume(waiter)
  if waiter.condition then
    waiter.condition:signal()
  end
end

function M.watch(pollable, serve)
  local over, watcher = false, nil
  cqueues.running():wrap(function()
    watcher = coroutine.running()
    while not over do
      cqueues.poll(pollable)
      if not over then
        serve()
      end
    end
  end)
  return function()
    over = true
    cqueues.cancel(pollable) -- cqueues would remember a descriptor that may soon be another file's
  end, function()
    return watcher and coroutine.status(watcher) == "dead"
  end
end

return M
