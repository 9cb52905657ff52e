--- Straight code that waits, many at once: tasks, and the scheduler that runs them.
---
--- A task is a coroutine of ours. Code inside one that has to wait parks it; code outside runs the scheduler (run_once)
--- itself, and so moves all tasks on while it waits. In a program's own event loop it is that loop which has the scheduler
--- run, and code outside is parked there (see external). Nothing here knows what is waited for.
---
--- An error may be raised between any two instructions: by Ctrl-C, a hook of the program, or for want of memory. None
--- may leave a wait that nobody ends. A task is
---
---     new       in the ready queue                                    spawn
---     running   started, in `of`, out of the queue                    run_ready
---     parked    started, in `of`, its coroutine suspended             its own yield, in await
---     ready     the same, and in the queue again                      wake
---     ended     finished (or its coroutine is dead), in `of`          its own end; an error
---     retired   finished, out of `of`; who joined it was woken        run_ready, right after
---
--- - What is waited for is a condition that stays true once it is: a field that somebody sets. A wake only says that it
---   is worth looking. One too many does no harm, and one too few no lasting harm, for every LOOK_AGAIN seconds all that
---   are parked look for themselves. So an error may lose an entry of the queue, or leave one that is done with.
--- - Before a task leaves the queue it is in `of`, and there it stays until it is retired; each step of that may be done
---   again. Only its coroutine must never be used by two: it is taken from the one before the others get it.
--- - A task whose spawn raised may run or not. An error that ends a coroutine outside of its task's function ends the task.
--- - Ctrl-C inside a task (on LuaJIT) ends it, and goes on to whoever runs the scheduler.
--- - Nobody sleeps for longer than LOOK_AGAIN: a signal that comes just before the sleep does not end it.
--- - Code outside that waits without a time while nothing is under way - no transfer, no timer, nothing ready, though
---   everybody has looked again - would wait for ever: it raises.
--- - None of these rules needs an earlier step to have been undone, so a second error while one is at work changes nothing.
local attempts = require "portabilling.driver.attempts"
local interrupt = require "portabilling.support.interrupt"
local tables = require "portabilling.support.tables"

local M = {}

local FREE_MOST = 64
local LOOK_AGAIN = 0.25
-- So often in a row the scheduler may run while nothing is under way; those who wait have looked again after the first.
local IDLE_RUNS_MOST = 2

---@class portabilling.Task
---@field finished boolean
---@field ok boolean? as of pcall, once finished
---@field result any
---@field extra any second result
---@field cancelled boolean? the task is to come to its end: what it waits for next fails at once

---@class portabilling.Tasks
local Tasks = {}
Tasks.__index = Tasks

--- step(seconds): waits that long at most for something to happen, and wakes the tasks concerned. It tells whether
--- something happened or is still to be expected. now(): seconds.
---@param step fun(seconds: number): boolean
---@param now fun(): number
---@return portabilling.Tasks
function M.new(step, now)
  return setmetatable({
    step = step,
    now = now,
    of = {}, -- coroutine -> task, from its start until it is retired
    ready = {},
    first = 1,
    last = 0,
    ran = 0, -- when the scheduler ran last, by now()
    looked = 0, -- when all looked for themselves last
    timers = {}, -- waiter -> when it is to be woken
    free = {}, -- coroutines whose task ended, for the next ones: making one costs more than most tasks' Lua code
    external = nil, -- portabilling.External; set by who makes tasks for an event loop
  }, Tasks)
end

--- The task that is running now; nil in code that is no task of ours.
---@return portabilling.Task?
function Tasks:current()
  local co, main = coroutine.running()
  return co and not main and self.of[co] or nil
end

--- Who is to be woken when that has come what the running code waits for: a task, or a coroutine of an event
--- loop; nil in code that runs the scheduler itself.
---@return portabilling.Task|portabilling.ExternalCoroutine|nil
function Tasks:waiter()
  local co, main = coroutine.running()
  return co and not main and self.of[co] or self.external and self.external:current() or nil
end

--- A parked waiter may go on. Waking one that is not parked does no harm.
---@param task portabilling.Task|portabilling.ExternalCoroutine
function Tasks:wake(task)
  if task.external then
    self.timers[task] = nil -- a coroutine that goes on waiting sets it again; one that its loop has dropped never does
    self.external:wake(task)
  elseif not task.queued and not task.finished then
    self.ready[self.last + 1] = task
    -- Only now, for the line before may fail for want of memory.
    self.last = self.last + 1
    task.queued = true
    if self.external then
      self.external:call_serve()
    end
  end
end

-- A coroutine of ours: one task after the other.
local function work(task)
  while true do
    task.ok, task.result, task.extra = pcall(task.fn, task[1], task[2], task[3], task[4])
    task.finished = true
    task = coroutine.yield()
  end
end

--- Starts fn(a, b, c, d) as a task; it runs when the scheduler runs next.
---@return portabilling.Task
function Tasks:spawn(fn, a, b, c, d)
  local free = self.free
  local task = { a, b, c, d, fn = fn, co = free[#free] or coroutine.create(work), finished = false,
    queued = false, started = false, ok = nil, result = nil, extra = nil, waiter = nil, cancelled = nil }
  free[#free] = nil
  if self.external then
    self.external:watch()
  end
  self:wake(task)
  return task
end

-- A task that is over: tells who waits for it, and has its coroutine used again.
local function retire(self, co, task, reusable)
  if task.waiter then
    self:wake(task.waiter)
  end
  task.co, task.fn = nil, nil
  self.of[co] = nil
  if reusable and #self.free < FREE_MOST then
    self.free[#self.free + 1] = co
  end
end

local function fail(task, message)
  task.ok, task.result = false, message
  task.finished = true
end

-- Lets a started task go on until it waits again or ends.
local function run(self, task)
  local co = task.co
  local ok, message = coroutine.resume(co, task)
  if not ok and not task.finished and coroutine.status(co) == "dead" then -- else it is running: it called us
    fail(task, message)
  end
  if task.finished then
    local problem = ok and not task.ok and task.result or message
    retire(self, co, task, ok)
    if interrupt.is(problem) then
      error(problem, 0)
    end
  end
end

-- Runs every task that may go on, and what these make ready in turn. Not from inside a task: that would nest.
local function run_ready(self)
  local ran = false
  while self.first <= self.last do
    local task = self.ready[self.first]
    if task then
      if not task.started then
        self.of[task.co] = task
        task.started = true
      end
      task.queued = false
      self.ready[self.first] = nil
    end
    self.first = self.first + 1
    if task and not task.finished then
      ran = true
      run(self, task)
    end
  end
  self.first = 1
  self.last = 0
  return ran
end

-- Has everybody look for himself whether he may go on, and retires whom an error kept from it.
local function look_again(self)
  self.looked = self.now()
  local over, parked = {}, {}
  for co, task in tables.each(self.of) do
    if not task.finished and coroutine.status(co) == "dead" then
      fail(task, "the task was ended by an error")
    end
    if task.finished then
      over[co] = task
    else
      parked[#parked + 1] = task
    end
  end
  for co, task in tables.each(over) do
    retire(self, co, task)
  end
  for _, task in ipairs(parked) do
    task.queued = false
    self:wake(task)
  end
  if self.external then
    self.external:look_again()
  end
end

-- In code outside only: inside a task the scheduler is running.
local function run_outside(self)
  if not self:current() then
    run_ready(self)
  end
end

--- Lets everybody go on who may, at once; those whom an error kept from it, too.
function Tasks:go_on()
  look_again(self)
  run_outside(self)
end

local function due(self)
  if next(self.timers) == nil then
    return math.huge
  end
  local now, soonest = self.now(), math.huge
  for task, time in tables.each(self.timers) do
    if time <= now then
      self:wake(task)
      self.timers[task] = nil
    elseif time < soonest then
      soonest = time
    end
  end
  return soonest - now
end

--- Runs the scheduler once: lets tasks run; if none could, waits for events: at most so many seconds, and never long.
---@param seconds number
---@return boolean under_way something happened, or is still to be expected
function Tasks:run_once(seconds)
  local nearest = due(self)
  local ran = self.first <= self.last and run_ready(self)
  local most = seconds < nearest and seconds or nearest
  most = most < LOOK_AGAIN and most or LOOK_AGAIN
  local under_way = self.step((ran or most < 0) and 0 or most)
  self.ran = self.now()
  local looked = self.ran - self.looked >= LOOK_AGAIN
  if looked then
    look_again(self)
  end
  nearest = due(self)
  -- That all were woken to look for themselves is no progress.
  ran = self.first <= self.last and run_ready(self) and not looked or ran
  if self.external then
    self.external:has_run(math.min(nearest, under_way and LOOK_AGAIN or math.huge))
  end
  return ran or under_way or nearest < math.huge
end

--- Did the scheduler run last longer ago than that, in code that runs it itself?
---@param seconds number
---@return boolean
function Tasks:is_behind(seconds)
  return self.now() - self.ran > seconds and not self.external and not self:current()
end

--- Is there a waiter that time will wake, or one that may go on?
---@return boolean
function Tasks:pending()
  return next(self.timers) ~= nil or self.first <= self.last
end

local function park(self, task, time)
  if time then
    self.timers[task] = time
    if self.external then
      self.external:alarm(time - self.now())
    end
  end
  if task.external then
    self.external:park(task)
  else
    coroutine.yield()
  end
  if time then
    self.timers[task] = nil
  end
end

--- Waits until done(of) holds, which someone's wake (or an event) must bring about; or until the time, if one is given.
--- A cancelled task waits no more. Raises once these tasks are closed, and where nothing could end the wait.
---@param done fun(of: any): any
---@param time number? by now()
---@param of any
---@param task portabilling.Task|portabilling.ExternalCoroutine|false|nil what waiter() gives (false: nothing), when known
function Tasks:await(done, time, of, task)
  if task == nil then
    task = self:waiter()
  end
  local idle_runs = 0
  while not done(of) and not (time and self.now() >= time) and not (task and task.cancelled) do
    if self.closed then
      error(attempts.CLOSED, 0)
    elseif task then
      park(self, task, time)
    elseif not (self.first <= self.last and run_ready(self)) then -- where tasks ran, look before waiting
      if self:run_once(time and time - self.now() or LOOK_AGAIN) or time then
        idle_runs = 0
      elseif idle_runs < IDLE_RUNS_MOST then
        idle_runs = idle_runs + 1
        look_again(self)
      else
        error("nothing is under way that could end this wait: an error must have ended what it was for", 0)
      end
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
    run_outside(self)
  end
end

--- Nothing will happen any more: whatever waits goes on, and comes to its end. May be done again.
function Tasks:close()
  self.closed = true
  for waiter in tables.each(self.timers) do
    self:wake(waiter)
  end
  self:go_on()
  if self.external then
    self.external:close()
  end
end

return M
