--- Several calls at once inside nginx: the tasks of portabilling.driver.tasks, on light threads and semaphores.
---
--- A client may be shared by all requests of a worker, but a light thread belongs to the request that started it, and
--- nginx keeps a request until its last one has ended. So what a loop asked for ahead has to end with the loop, also
--- where nothing tells that it was left (LuaJIT closes nothing at a `break`): each task is started by a guard, a light
--- thread that may kill it (only the one that started it may) and that sees when the coroutine is over that wanted it.
local attempts = require "portabilling.driver.attempts"
local nginx = require "portabilling.support.inside_nginx"
local tables = require "portabilling.support.tables"
local semaphore = require "ngx.semaphore"

local M = {}

---@class portabilling.LightTask
---@field finished boolean
---@field ok boolean? as of pcall, once finished
---@field result any
---@field extra any
---@field cancelled boolean
---@field changing boolean? a change is under way: it is not given up because its loop was left

---@class portabilling.LightTasks
local Tasks = {}
Tasks.__index = Tasks

-- How often, in seconds, a guard looks whether that coroutine is over.
local WATCH = 0.05
-- How often, in seconds, who waits looks whether it may go on, also when nobody wakes it.
local LOOK_AGAIN = 1

-- What is known of this request's coroutines: in ngx.ctx, because nginx uses coroutines again for other requests.
local KEY = {}

local function here()
  local ctx = ngx.ctx
  local own = ctx[KEY]
  if not own then
    own = { tasks = {}, waiters = {}, ended = {} }
    ctx[KEY] = own
  end
  return own
end

-- Tasks that have not ended; of a request that was aborted, until they are collected.
local live = setmetatable({}, { __mode = "k" })

---@param now fun(): number seconds
---@return portabilling.LightTasks
function M.new(now)
  return setmetatable({ now = now, closed = false, waiting = setmetatable({}, { __mode = "k" }) }, Tasks)
end

--- The task that is running now; nil in code that is no task of ours.
---@return portabilling.LightTask?
function Tasks.current()
  return here().tasks[coroutine.running()]
end

--- Who is to be woken when that has come what the running code waits for.
---@return table
function Tasks.waiter()
  local own, co = here(), coroutine.running()
  local waiter = own.tasks[co] or own.waiters[co]
  if not waiter then
    waiter = {}
    own.waiters[co] = waiter
  end
  return waiter
end

local function post(semaphore_of)
  if semaphore_of and semaphore_of:count() < 1 then
    semaphore_of:post(1)
  end
end

--- It may go on; it does so when nginx gets to it. Waking one that does not wait does no harm.
---@param waiter table
function Tasks.wake(_, waiter)
  post(waiter.semaphore)
  if waiter.cancelled then
    post(waiter.guard)
  end
end

--- Waits until done(of) holds, which someone's wake must bring about; or until the time, if one is given. A cancelled task
--- waits no more. Raises once the client is closed.
---@param done fun(of: any): any
---@param time number? by now()
---@param of any
function Tasks:await(done, time, of)
  if done(of) then
    return
  end
  local waiter = self:waiter()
  waiter.semaphore = waiter.semaphore or assert(semaphore.new(0))
  repeat
    local left = time and time - self.now() or LOOK_AGAIN
    if left <= 0 or waiter.cancelled then
      return
    elseif self.closed then
      error(attempts.CLOSED, 0)
    end
    self.waiting[waiter] = true
    -- A millisecond at least: nginx counts these, and would come back here at once.
    local ok, why = waiter.semaphore:wait(math.max(math.min(left, LOOK_AGAIN), 0.001))
    self.waiting[waiter] = nil
    if not ok and why ~= "timeout" then
      error("waiting failed: " .. tostring(why), 0)
    end
  until done(of)
end

local function finish(self, task, ok, result, extra)
  task.finished, task.ok, task.result, task.extra = true, ok, result, extra
  live[task] = nil
  if task.waiter then
    self:wake(task.waiter)
  end
end

local function work(self, task, fn, ...)
  local tasks, co = here().tasks, coroutine.running()
  tasks[co] = task
  finish(self, task, pcall(fn, ...))
  tasks[co] = nil
  post(task.guard)
end

-- Starts a task's thread and ends it when it is to end; what it waits for (a connection, a pause) is given up at once.
-- place.owner: the coroutine it works for.
local function guard(self, task, place, ended, fn, ...)
  local thread = assert(ngx.thread.spawn(work, self, task, fn, ...))
  while not task.finished do
    local left = not task.changing and coroutine.status(place.owner) == "dead"
    if (task.cancelled or left) and ngx.thread.kill(thread) then
      here().tasks[thread] = nil
      finish(self, task, false, "given up")
      break
    end
    task.guard:wait(WATCH)
  end
  place.owner = nil
  ended[#ended + 1] = place.thread -- nil when there was nothing to wait for
  place.ended = true
end

--- Starts fn(...) as a task; it runs at once, until it has to wait.
---@return portabilling.LightTask
function Tasks:spawn(fn, ...)
  local own, co = here(), coroutine.running()
  local ended = own.ended[co]
  if not ended then
    ended = {}
    own.ended[co] = ended
  end
  while ended[1] do
    pcall(ngx.thread.wait, table.remove(ended)) -- gives its memory back
  end
  local task = { finished = false, cancelled = false, guard = assert(semaphore.new(0)) }
  live[task] = true
  local place = { owner = co }
  place.thread = assert(ngx.thread.spawn(guard, self, task, place, ended, fn, ...))
  if place.ended then
    ended[#ended + 1] = place.thread
  end
  return task
end

--- Nothing has to be run here for tasks to get on: nginx does that.
function Tasks.is_behind()
  return false
end

--- Waits for the end of a task.
---@param task portabilling.LightTask
function Tasks:join(task)
  task.waiter = self:waiter()
  self:await(function()
    return task.finished
  end)
end

--- Brings a task to its end: it does not go on.
---@param task portabilling.LightTask
function Tasks:cancel(task)
  if not task.finished then
    task.cancelled = true
    self:wake(task)
  end
end

--- Lets everything else go on, if this worker has been busy with us for a while.
function Tasks.run_once()
  nginx.yield_if_busy()
end

--- Runs fn(...) apart from this request, which may end (or be aborted) at any moment. If nginx has no room for another
--- timer, it runs here.
function Tasks.detach(_, fn, ...)
  local function run(_, ...)
    fn(...)
  end
  if not ngx.timer.at(0, run, ...) then
    fn(...)
  end
end

--- Is there a task in this worker that has not ended?
---@return boolean
function Tasks.pending()
  return next(live) ~= nil
end

--- Nothing will happen any more: whatever waits goes on, and comes to its end.
function Tasks:close()
  self.closed = true
  for waiter in tables.each(self.waiting) do
    self:wake(waiter)
  end
end

return M
