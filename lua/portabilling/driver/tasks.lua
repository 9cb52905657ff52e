--- Straight code that waits, many at once: coroutines, woken by whoever turns the wheel.
---
--- A task is a coroutine of ours. Code inside one that has to wait parks it; code outside turns the wheel itself, and
--- so moves all tasks on while it waits. In a program's own event loop it is that loop which turns the wheel, and code
--- outside is parked there (see guests). Nothing here knows what is waited for.
local M = {}

local IDLE_MOST = 64

---@class portabilling.Task
---@field finished boolean
---@field ok boolean? as of pcall, once finished
---@field result any
---@field extra any second result
---@field cancelled boolean? the task is to come to its end: what it waits for next fails at once

---@class portabilling.Tasks
local Tasks = {}
Tasks.__index = Tasks

--- step(seconds): waits that long at most for something to happen, and wakes the tasks concerned. now(): seconds.
---@param step fun(seconds: number)
---@param now fun(): number
---@return portabilling.Tasks
function M.new(step, now)
  return setmetatable({
    step = step,
    now = now,
    of = setmetatable({}, { __mode = "k" }), -- coroutine -> task
    ready = {},
    first = 1,
    last = 0,
    turned = 0, -- when the last turn was, by now()
    timers = {}, -- waiter -> when it is to be woken
    idle = {}, -- coroutines whose task ended, for the next ones: making one costs more than most tasks' Lua code
    guests = nil, -- portabilling.Guests; set by who makes tasks for an event loop
  }, Tasks)
end

--- The task that is running now; nil in code that is no task of ours.
---@return portabilling.Task?
function Tasks:current()
  local co, main = coroutine.running()
  return co and not main and self.of[co] or nil
end

--- Who is to be woken when that has come what the running code waits for: a task, or a guest (a coroutine of an event
--- loop); nil in code that turns the wheel itself.
---@return portabilling.Task|portabilling.Guest|nil
function Tasks:waiter()
  return self:current() or self.guests and self.guests:current() or nil
end

--- A parked waiter may go on. Waking one that is not parked does no harm.
---@param task portabilling.Task|portabilling.Guest
function Tasks:wake(task)
  if task.guest then
    self.guests:wake(task)
  elseif not task.queued and not task.finished then
    self.ready[self.last + 1] = task
    -- Only now, for that may have failed for want of memory.
    self.last = self.last + 1
    task.queued = true
    if self.guests then
      self.guests:call()
    end
  end
end

-- A coroutine of ours: one task after the other.
local function work(self, task)
  while true do
    task.ok, task.result, task.extra = pcall(task.fn, task[1], task[2], task[3], task[4])
    task.finished = true
    if task.waiter then
      self:wake(task.waiter)
    end
    self, task = coroutine.yield()
  end
end

--- Starts fn(a, b, c, d) as a task; it runs at the next turn of the wheel.
---@return portabilling.Task
function Tasks:spawn(fn, a, b, c, d)
  local idle = self.idle
  local task = { a, b, c, d, fn = fn, co = idle[#idle] or coroutine.create(work), finished = false,
    queued = false, started = false, ok = nil, result = nil, extra = nil, waiter = nil, cancelled = nil }
  idle[#idle] = nil
  self.of[task.co] = task
  if self.guests then
    self.guests:watch()
  end
  self:wake(task)
  return task
end

-- Runs every task that may go on, and what these make ready in turn. Not from inside a task: that would nest.
local function run_ready(self)
  local ran = false
  while self.first <= self.last do
    local task = self.ready[self.first]
    self.ready[self.first] = nil
    self.first = self.first + 1
    task.queued = false
    if not task.finished then
      ran = true
      local ok, message
      if task.started then
        ok, message = coroutine.resume(task.co)
      else
        task.started = true
        ok, message = coroutine.resume(task.co, self, task)
      end
      if not ok then -- pcall inside keeps this for errors of our own
        task.finished, task.ok, task.result = true, false, message
      end
      if task.finished then
        self.of[task.co] = nil -- LuaJIT would keep it: the value refers to its weak key
        if ok and #self.idle < IDLE_MOST then
          self.idle[#self.idle + 1] = task.co
        end
        task.co, task.fn = nil, nil
      end
    end
  end
  self.first, self.last = 1, 0
  return ran
end

local function due(self)
  if next(self.timers) == nil then
    return math.huge
  end
  local now, soonest = self.now(), math.huge
  for task, time in pairs(self.timers) do
    if time <= now then
      self.timers[task] = nil
      self:wake(task)
    elseif time < soonest then
      soonest = time
    end
  end
  return soonest - now
end

--- One turn: lets tasks run; if none could, waits for events, at most so many seconds.
---@param seconds number
function Tasks:turn(seconds)
  local nearest = due(self)
  if run_ready(self) then
    seconds = 0
  end
  self.step(math.max(0, math.min(seconds, nearest)))
  self.turned = self.now()
  nearest = due(self)
  if self.guests and nearest < math.huge then
    self.guests:alarm(nearest)
  end
  run_ready(self)
end

--- Was the last turn longer ago than that, in code that turns the wheel itself?
---@param seconds number
---@return boolean
function Tasks:is_behind(seconds)
  return self.now() - self.turned > seconds and not self.guests and not self:current()
end

--- Is there a waiter that time will wake, or one that may go on?
---@return boolean
function Tasks:pending()
  return next(self.timers) ~= nil or self.first <= self.last
end

--- Waits until done(of) holds, which someone's wake (or an event) must bring about; or until the time, if one is given.
--- A cancelled task waits no more. Raises once these tasks are closed.
---@param done fun(of: any): any
---@param time number? by now()
---@param of any
---@param task portabilling.Task|portabilling.Guest|nil what waiter() gives, when that is known
function Tasks:await(done, time, of, task)
  task = task or self:waiter()
  while not done(of) and not (time and self.now() >= time) and not (task and task.cancelled) do
    if self.closed then
      error("the client was closed while this call was waiting", 0)
    elseif task then
      if time then
        self.timers[task] = time
        if self.guests then
          self.guests:alarm(time - self.now())
        end
      end
      if task.guest then
        self.guests:park(task)
      else
        coroutine.yield()
      end
      if time then
        self.timers[task] = nil
      end
    elseif not run_ready(self) then -- else it may be done now: no waiting before that is known
      self:turn(time and time - self.now() or 3600)
    end
  end
end

local function is_finished(task)
  return task.finished
end

--- Waits for the end of a task.
---@param task portabilling.Task
function Tasks:join(task)
  if not task.finished then
    task.waiter = self:waiter()
    self:await(is_finished, nil, task)
  end
end

--- Brings a task to its end: whatever it waits for fails at once.
---@param task portabilling.Task
function Tasks:cancel(task)
  if not task.finished then
    task.cancelled = true
    self:wake(task)
    if not self:current() then
      run_ready(self)
    end
  end
end

--- Nothing will happen any more: whatever waits goes on, and comes to its end.
function Tasks:close()
  self.closed = true
  for waiter in pairs(self.timers) do
    self:wake(waiter)
  end
  if not self:current() then
    run_ready(self)
  end
  if self.guests then
    self.guests:close()
  end
end

return M
