--- Coroutines of the program's own event loop that wait for our calls.
---
--- They belong to that loop, so none of them turns the wheel for the others: one may be dropped at any time. Each is
--- parked in its loop, and the loop calls serve() whenever the transport's descriptor says that there is something to do.
local M = {}

--- What the client has to be told of an event loop. Ready-made: portabilling.loop.cqueues, .luv and .copas.
---@class portabilling.Loop
---@field current fun(): any a value that stands for the loop if the running coroutine is one that it may park, else nil: the
--- call then blocks, as it does in a plain script
---@field park fun(waiter: table) parks the running coroutine until resume(waiter); it may end sooner. What the loop needs
--- to know of it may be kept in the waiter
---@field resume fun(waiter: table) lets it go on; does nothing if it is not parked. Called from serve, and when the
--- client is closed
---@field watch fun(pollable: table, serve: fun()): fun(), fun(): boolean? calls serve each time pollable:pollfd() is readable,
--- from the loop itself or from a coroutine of its own; gives a function that ends it and, in the second case, one that
--- tells whether an error has ended it

---@class portabilling.Guest
---@field guest true

---@class portabilling.Guests
local Guests = {}
Guests.__index = Guests

--- The waiter that stands for the running coroutine; nil where it cannot be parked.
---@return portabilling.Guest?
function Guests:current()
  if self.loop.current() == nil then
    return nil
  end
  local co = coroutine.running()
  local guest = self.of[co]
  if not guest then
    guest = { guest = true }
    self.of[co] = guest
  end
  return guest
end

--- Sees to it that the running loop serves us. A program may have several, one after the other or one in another.
function Guests:watch()
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
function Guests:alarm(seconds)
  self.multi:alarm(seconds)
end

---@param guest portabilling.Guest
function Guests:park(guest)
  self:watch()
  if self.turning then -- not now, here: an error ended it
    self.turning = false
    self:call()
  end
  self.parked[guest] = true
  self.loop.park(guest)
  self.parked[guest] = nil
end

--- Lets all that are parked go on, to look for themselves.
function Guests:look_again()
  for guest in pairs(self.parked) do
    self:wake(guest)
  end
end

--- Lets a parked coroutine go on, from the loop and not from here: this may be another coroutine, or a finalizer.
---@param guest portabilling.Guest
function Guests:wake(guest)
  self.woken[#self.woken + 1] = guest
  self:call()
end

--- After each turn of the wheel: has serve called in so many seconds. At once after a turn that a guest took itself, for
--- it may have swallowed the alarm of those it woke, or what came last: then the watch has to end.
---@param seconds number math.huge: nothing is under way
function Guests:turned(seconds)
  if not self.turning and (self.woken[1] or seconds == math.huge) then
    seconds = 0
  end
  if seconds < math.huge then
    self.multi:alarm(seconds)
  end
end

--- Has serve called soon.
function Guests:call()
  if not self.turning then
    self.multi:alarm(0)
  end
end

local function resume_woken(self)
  local problem
  while self.woken[1] do
    local woken = self.woken
    self.woken = {}
    for _, guest in ipairs(woken) do
      local ok, message = pcall(self.loop.resume, guest)
      problem = problem or not ok and message or nil -- the others are to go on all the same
    end
  end
  return problem
end

--- Lets everything go on that can. Raises what a resumed coroutine raised, where the loop does not keep that to itself.
function Guests:serve()
  if self.closed then
    return
  end
  self.turning = true
  local ok, problem = pcall(self.tasks.turn, self.tasks, 0)
  self.turning = false
  local raised = resume_woken(self)
  if not ok or (not self.closed and self.multi:running() == 0 and not self.tasks:pending()) then
    self:unwatch() -- or the loop would never end
  end
  if not ok or raised then
    error(raised or problem, 0)
  end
end

-- Ends all watches. Those of other loops begin again when a coroutine of theirs waits.
function Guests:unwatch()
  local watches = self.watches
  self.watches = setmetatable({}, { __mode = "k" })
  for _, watch in pairs(watches) do
    watch.stop()
  end
end

--- Ends the watch; to be called while there is still something to watch.
function Guests:leave()
  self:unwatch()
  self.closed = true
end

--- Lets those go on that were woken last.
function Guests:close()
  local raised = resume_woken(self)
  if raised then
    error(raised, 0)
  end
end

---@param loop portabilling.Loop
---@param multi userdata
---@param tasks portabilling.Tasks
---@return portabilling.Guests? guests
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
    of = setmetatable({}, { __mode = "k" }), -- coroutine -> guest
    watches = setmetatable({}, { __mode = "k" }), -- loop -> { stop, is_over }, what watch gave
    parked = setmetatable({}, { __mode = "k" }),
    woken = {},
  }, Guests)
end

return M
