--- Coroutines of the program's own event loop that wait for our calls: external ones, for they are no tasks of ours.
---
--- They belong to that loop, so none of them runs the scheduler for the others: one may be dropped at any time. Each is
--- parked in its loop, and the loop calls serve() whenever the transport's descriptor says that there is something to do.
--- What is asked of a loop: portabilling.Loop, in portabilling.loop.
local tables = require "portabilling.support.tables"

local M = {}

---@class portabilling.ExternalCoroutine waits for a call; as a waiter it stands for its coroutine
---@field external true

---@class portabilling.External
local External = {}
External.__index = External

--- The waiter that stands for the running coroutine; nil where it cannot be parked.
---@return portabilling.ExternalCoroutine?
function External:current()
  if self.loop.current() == nil then
    return nil
  end
  local co = coroutine.running()
  local waiter = self.of[co]
  if not waiter then
    waiter = { external = true }
    self.of[co] = waiter
  end
  return waiter
end

--- Sees to it that the running loop serves us. A program may have several, one after the other or one in another.
function External:watch()
  local place = self.loop.current()
  local watch = place ~= nil and self.watches[place]
  if place == nil or watch and not (watch.is_over and watch.is_over()) then
    return
  end
  local again = watch
  watch = {}
  watch.stop, watch.is_over = self.loop.watch(self.multi, function()
    self:serve()
  end)
  self.watches[place] = watch
  if again then
    self:alarm(0) -- for what the one before had not done yet
  end
end

--- Has serve called in so many seconds, at the latest.
---@param seconds number
function External:alarm(seconds)
  self.multi:alarm(seconds)
end

--- Has serve called soon. Not from within serve itself, which does what there is to do before it ends.
function External:call_serve()
  if not self.serving then
    self.multi:alarm(0)
  end
end

---@param waiter portabilling.ExternalCoroutine
function External:park(waiter)
  self:watch()
  if self.serving then -- no coroutine waits while serve runs: an error ended it halfway
    self.serving = false
    self:call_serve()
  end
  self.parked[waiter] = true
  self.loop.park(waiter)
  self.parked[waiter] = nil
end

--- Lets all that are parked go on, to look for themselves.
function External:look_again()
  for waiter in tables.each(self.parked) do
    self:wake(waiter)
  end
end

--- Lets a parked coroutine go on, from the loop and not from here: this may be another coroutine, or a finalizer.
---@param waiter portabilling.ExternalCoroutine
function External:wake(waiter)
  self.woken[#self.woken + 1] = waiter
  self:call_serve()
end

--- The scheduler has run once: has serve called in so many seconds. At once where it was not serve that ran it (but a
--- list between two records, say): that may have taken the alarm that was to resume the woken, or the end of the last
--- transfer, after which serve ends the watch.
---@param seconds number math.huge: nothing is under way
function External:has_run(seconds)
  if not self.serving and (self.woken[1] or seconds == math.huge) then
    seconds = 0
  end
  if seconds < math.huge then
    self.multi:alarm(seconds)
  end
end

local function resume_woken(self)
  local problem
  while self.woken[1] do
    local woken = self.woken
    self.woken = {}
    for _, waiter in ipairs(woken) do
      local ok, message = pcall(self.loop.resume, waiter)
      problem = problem or not ok and message or nil -- the others are to go on all the same
    end
  end
  return problem
end

--- Lets everything go on that can. Raises what a resumed coroutine raised, where the loop does not keep that to itself.
function External:serve()
  if self.closed then
    return
  end
  self.serving = true
  local ok, problem = pcall(self.tasks.run_once, self.tasks, 0)
  self.serving = false
  local raised = resume_woken(self)
  if not ok or (not self.closed and self.multi:running() == 0 and not self.tasks:pending()) then
    self:unwatch() -- or the loop would never end
  end
  if not ok or raised then
    error(raised or problem, 0)
  end
end

-- Ends all watches. Those of other loops begin again when a coroutine of theirs waits.
function External:unwatch()
  local watches = self.watches
  self.watches = setmetatable({}, { __mode = "k" })
  for _, watch in tables.each(watches) do
    watch.stop()
  end
end

--- Ends the watch; to be called while there is still something to watch.
function External:leave()
  self:unwatch()
  self.closed = true
end

--- Lets those go on that were woken last.
function External:close()
  local raised = resume_woken(self)
  if raised then
    error(raised, 0)
  end
end

---@param loop portabilling.Loop
---@param multi userdata
---@param tasks portabilling.Tasks
---@return portabilling.External? external
---@return string? message why this machine has no descriptor to watch
function M.new(loop, multi, tasks)
  local descriptor, message = multi:pollfd()
  if not descriptor then
    return nil, message
  end
  return setmetatable({
    loop = loop,
    multi = multi,
    tasks = tasks,
    of = setmetatable({}, { __mode = "k" }), -- coroutine -> its waiter
    watches = setmetatable({}, { __mode = "k" }), -- what stands for a loop -> { stop, is_over }, as its watch gave them
    parked = setmetatable({}, { __mode = "k" }),
    woken = {},
    serving = false, -- serve is running the scheduler
    closed = false,
  }, External)
end

return M
