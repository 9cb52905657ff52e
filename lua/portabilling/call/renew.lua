--- The session of a client: a usable token for the call that needs one, and a new one ahead of time.
---
--- One renewal at a time for each client (client.renewal). It runs in a task of its own, wherever there are tasks: who
--- began it may be dropped or interrupted, and the others would wait for ever. What it does, and how programs that share
--- a token store get on with each other, stands in portabilling.call.renew_steps. Here:
---
--- - Who waits shares the outcome: tokens, refusals, and what the network did. Not a time-out that came of the beginner's
---   own deadline or connect_timeout, when one's own is later: then one goes on with a renewal of one's own.
--- - A token that still works is never given up: while it is renewed ahead of time, calls go on with it, and a failure
---   is told to the log function, fails nothing, and is repeated after AHEAD_PAUSE at the earliest. The old token is
---   replaced only by a new one.
--- - Closing the client ends it as cancelled, and whoever waits for it; a refresh that was sent is given CLOSE_SECONDS
---   first, for its answer may be the only one that tells the next refresh token. Inside nginx it ends by itself, apart.
--- - A program that ends, or forgets the client, without closing it, gives the refresh the same time. What does that (guard)
---   is made anew whenever the refresh is sent, so that it is younger than what the refresh needs, and finalized before it.
---   With an event loop there is no such time, for the loop may be no more; nor with os.exit, which finalizes nothing.
--- - A log-out waits for the answer to a refresh, LOG_OUT_SECONDS at most, so that it ends the session that there is then;
---   after them the answer is dropped when it comes.
--- - A forked child has no part in what its parent had under way.
local error_object = require "portabilling.error"
local finalizer = require "portabilling.support.finalizer"
local interrupt = require "portabilling.support.interrupt"
local log = require "portabilling.call.log"
local steps = require "portabilling.call.renew_steps"

local M = {}

-- Seconds after a renewal's deadline; then it has ended, or will never.
local GRACE = 5
-- Seconds between a renewal ahead of time that failed and the next.
local AHEAD_PAUSE = 5
local CLOSE_SECONDS = 5
local LOG_OUT_SECONDS = 5
-- Seconds before the deadline at which a time-out is put down to it.
local NEARLY = 0.1

---@class portabilling.Renewal
---@field client table
---@field session userdata the client's, which it may lose meanwhile
---@field settings table
---@field deadline number
---@field over number when it has ended, or never will
---@field runner table its session_call
---@field ahead boolean
---@field refreshing boolean the refresh was sent, and its answer is not saved yet
---@field dropped boolean logged out meanwhile: what the server answers is of no use
---@field waiters integer that wait for it
---@field unwaited boolean nobody does
---@field on_wire boolean the server is being asked
---@field lock table? of the token store, while it is held
---@field stored table? the tokens that are kept there
---@field noted boolean a note stands with them
---@field left_to_others boolean
---@field finished boolean
---@field raised any
---@field err portabilling.Error?
---@field tasks table? the driver's, when it began
---@field task table?
---@field runs_in any who would wait for whom, if a function that is called by it waited for it
---@field waiting table[]
---@field launched fun()? see portabilling.Request
---@field guard any see above

local function warn(running, message)
  log.tell(running.settings, { event = "warning", message = message })
end

local function run(running)
  local client = running.client
  running.runs_in = running.tasks and running.tasks:waiter()
  local done, ok, err = pcall(steps.run, running)
  if not done then
    steps.release(running)
    collectgarbage() -- gives it back where that was not reached
  end
  running.raised = not done and ok or nil
  running.err = err
  running.finished = done
  if client.renewal == running then
    client.renewal = nil
  end
  if running.ahead and (err or not done) then
    client.ahead_after = client.driver:now() + AHEAD_PAUSE
  end
  for _, waiter in ipairs(running.waiting) do
    client.driver.tasks:wake(waiter)
  end
  if not done and interrupt.is(ok) then
    error(ok, 0)
  elseif running.ahead and err and not (client.closed or running.dropped or running.left_to_others) then
    warn(running, "the token still works, but could not be renewed ahead of time: " .. tostring(err))
  end
end

-- An error may have ended it without its having said so.
local function is_over(running)
  return running.finished or running.raised ~= nil or running.task and running.task.finished
end

local function is_over_or_closed(running)
  return is_over(running) or running.client.closed
end

-- The renewal that is under way, if it can still be expected to end: nginx may end it, too (its worker leaves).
local function under_way(client)
  local running, driver = client.renewal, client.driver
  if not running or not running.tasks or running.dropped or is_over(running) or driver:now() > running.over then
    return nil
  end
  local parents = running.tasks ~= driver.tasks or driver.is_inherited and driver:is_inherited()
  return not parents and running or nil
end

local function hold(running)
  if not running.refreshing or running.tasks.external then
    return
  end
  local guard
  guard = finalizer.new(function()
    local client = running.client
    if running.guard == guard and under_way(client) == running then -- else it has ended, or there is another guard
      client.closed = true
      M.settle(client)
    end
  end)
  running.guard = guard
end

-- After the program was busy for long: its answer may have come, and nobody has looked.
local function catch_up(client)
  local running, tasks = client.renewal, client.driver.tasks
  if running and client.driver:now() > running.deadline and running.tasks == tasks and not tasks.detach
    and not tasks:waiter() then
    tasks:run_once(0)
  end
end

local function begin(client, settings, deadline, runner, ahead)
  if client.driver.rejoin then
    client.driver:rejoin()
  end
  local running = { client = client, session = client.session, runner = runner, settings = settings,
    deadline = deadline, over = deadline + GRACE, ahead = ahead, refreshing = false, dropped = false, waiting = {},
    waiters = 0, unwaited = ahead, on_wire = false, lock = nil, stored = nil, noted = false, left_to_others = false,
    finished = false, raised = nil, err = nil, tasks = client.driver.tasks, task = nil, runs_in = nil, launched = nil,
    guard = nil }
  local tasks = running.tasks
  if tasks and not tasks.detach then
    function running.launched()
      hold(running)
    end
    running.task = tasks:spawn(run, running)
  end
  client.renewal = running
  if not tasks then
    run(running)
  elseif tasks.detach then
    tasks:detach(run, running)
  end
  return running
end

-- Did it fail for a reason that is not this call's?
local function is_anothers(running, call, now)
  local err = running.err
  if now >= call.deadline then
    return false
  elseif running.ahead then
    return not steps.is_refusal(err)
  end
  return err.kind == "busy" and call.deadline > running.deadline
    or err.kind == "timeout" and (now >= running.deadline - NEARLY
    or running.settings.connect_timeout < call.settings.connect_timeout)
end

-- Waits for its end.
local function await(running, waiter, time)
  running.waiting[#running.waiting + 1] = waiter
  running.waiters = running.waiters + 1
  local ok, raised = pcall(running.tasks.await, running.tasks, is_over_or_closed, time, running, waiter)
  running.waiters = running.waiters - 1
  if running.waiters == 0 and not is_over_or_closed(running) then
    steps.leave(running)
  end
  if not ok then
    error(raised, 0)
  end
end

--- Gets a usable token: from the store, by refresh, or by log-in.
---@param client table
---@param call { settings: table, deadline: number }
---@param runner table
---@return boolean? ok
---@return portabilling.Error?
function M.renew(client, call, runner)
  local driver = client.driver
  catch_up(client)
  while not client.closed do
    local running = under_way(client)
    local own = not running
    running = running or begin(client, call.settings, call.deadline, runner, false)
    local waiter
    if not is_over(running) then
      waiter = running.tasks:waiter()
      if waiter and waiter == running.runs_in then
        return nil, error_object.new { kind = "cancelled", code = "WITHIN_LOG_IN",
          message = "a function that is called during a log-in (log, a token store's) made a call that needs it" }
      end
      await(running, waiter, own and running.over or call.deadline)
    end
    if running.finished and not running.err then
      return true
    elseif running.finished and (own or not is_anothers(running, call, driver:now())) then
      return nil, error_object.new(running.err:totable()) -- everybody's own: it is told what it failed
    elseif not running.finished and is_over(running) then
      local task = running.task
      local raised = running.raised or task and not task.ok and task.result
      if own and raised and not interrupt.is(raised) then -- that went to the program already
        error(raised, 0)
      end
      return nil, error_object.new { kind = "cancelled", code = "INTERRUPTED", retryable = true,
        message = "an error ended the log-in before it was done" }
    elseif not running.finished and waiter and waiter.cancelled then
      return nil, error_object.new { kind = "cancelled", code = "CANCELLED", message = "given up before it was sent" }
    elseif not running.finished and not client.closed then
      return nil, error_object.new { kind = "timeout", code = "DEADLINE", retryable = true,
        message = "no answer in time" }
    end
  end
  return nil, steps.closed()
end

--- Begins to renew a token that still works, beside the calls.
---@param client table
---@param settings table
---@param runner table
function M.ahead(client, settings, runner)
  catch_up(client)
  local now = client.driver:now()
  if not client.closed and not under_way(client) and now >= (client.ahead_after or now) then
    begin(client, settings, now + settings.timeout, runner, true)
  end
end

local function await_until(running, done, seconds)
  local tasks = running.tasks
  running.waiting[#running.waiting + 1] = tasks:waiter()
  local ok, raised = pcall(tasks.await, tasks, done, running.client.driver:now() + seconds, running)
  if not ok and interrupt.is(raised) then
    error(raised, 0)
  end
end

local function has_refreshed(running)
  return is_over(running) or not running.refreshing
end

--- The client is being closed: waits for the answer to a refresh that was sent, if it has to be waited for here.
---@param client table
function M.settle(client)
  local running = under_way(client)
  if running and running.refreshing and not running.tasks.detach then
    await_until(running, has_refreshed, CLOSE_SECONDS)
  end
end

--- The client is being logged out: waits for the end of a refresh that was sent. What comes later does not count.
---@param client table
---@param seconds number at most
function M.log_out(client, seconds)
  local running = under_way(client)
  if not running or not (running.refreshing or running.ahead) then
    return
  end
  if running.runs_in == nil or running.runs_in ~= running.tasks:waiter() then -- not from within
    await_until(running, is_over, math.min(seconds, LOG_OUT_SECONDS))
  end
  running.dropped = not is_over(running)
end

return M
