--- The session of a client: a usable token for the call that needs one, and a new one ahead of time.
---
--- One renewal at a time for each client (client.renewal). It runs in a task of its own, wherever there are tasks: who
--- began it may be dropped or interrupted, and the others would wait for ever. It
---
---     takes the lock of the store      others (processes, workers) renew meanwhile: it takes their tokens
---     loads                            tokens there that are not ours are newer ones: adopted, and perhaps that is all
---     refreshes, or logs in            a refused refresh token is dropped and a log-in made, if there are credentials;
---                                      a log-in that was refused is repeated only after its pause (tokens.refusals)
---     saves, gives the lock back, ends
---
--- - A process killed between two steps leaves what was saved before; the lock ends with it (or after `held`). A refresh
---   whose answer was never saved costs a log-in.
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
--- - A forked child has no part in what its parent had under way.
local error_object = require "portabilling.error"
local finalizer = require "portabilling.finalizer"
local interrupt = require "portabilling.interrupt"
local refusals = require "portabilling.tokens.refusals"
local tokens = require "portabilling.tokens"

local M = {}

-- Seconds after a renewal's deadline; then it has ended, or will never.
local GRACE = 5
-- Seconds between a renewal ahead of time that failed and the next.
local AHEAD_PAUSE = 5
local CLOSE_SECONDS = 5
-- Seconds before the deadline at which a time-out is put down to it.
local NEARLY = 0.1

---@class portabilling.Renewal
---@field client table
---@field session userdata the client's, which it may lose meanwhile
---@field settings table
---@field deadline number
---@field over number when it has ended, or never will
---@field runner table its session_call, unfit and log
---@field ahead boolean
---@field refreshing boolean the refresh was sent, and its answer is not saved yet
---@field finished boolean
---@field raised any
---@field err portabilling.Error?
---@field tasks table? the driver's, when it began
---@field task table?
---@field runs_in any who would wait for whom, if a function that is called by it waited for it
---@field waiting table[]
---@field launched fun()? see portabilling.Request
---@field guard any see above

local function closed()
  return error_object.new { kind = "cancelled", code = "CLOSED", message = "the client was closed" }
end

local function obtain(running, plan)
  local driver, session = running.client.driver, running.session
  local answer, err, call = running.runner.session_call(running.client, running,
    plan == "refresh" and "refresh_access_token" or "login", session:params(plan))
  if not answer then
    return nil, err
  end
  local ok, reason, code = session:answer(answer.body or "", driver:now(), driver:wall())
  if not ok then
    return nil, running.runner.unfit(call, {
      kind = code == "OUT_OF_MEMORY" and "transport" or "auth",
      code = code,
      message = reason,
      advice = code ~= "OUT_OF_MEMORY"
        and "The log-in was taken but gave no token; two-factor authentication for this user may be the cause" or nil,
    })
  end
  return true
end

-- PortaBilling's own no, which another try would only meet again.
local function is_refusal(err)
  return (err.kind == "auth" or err.kind == "fault") and not err.retryable
end

local function log_in(running)
  local client = running.client
  local driver = client.driver
  local err = refusals.pause(client, driver:wall())
  if err then
    return nil, err
  end
  local ok
  ok, err = obtain(running, "login")
  if client.closed then
    return ok, err -- the credential is forgotten
  elseif ok then
    refusals.forget(client, driver:wall())
  elseif is_refusal(err) then
    refusals.note(client, err, driver:wall())
  end
  return ok, err
end

local function warn(running, message)
  running.runner.log(running.settings, { event = "warning", message = message })
end

local function renew_locked(running)
  local client, session = running.client, running.session
  local driver = client.driver
  if client.closed then
    return nil, closed()
  end
  local held = session:export(driver:now())
  local stored, message = tokens.load(client.store, client.key, driver:wall())
  if message then
    return nil, error_object.new { kind = "config", message = message }
  end
  -- Another process may have renewed them meanwhile.
  if stored and not tokens.same(stored, held) then
    session:adopt(stored, driver:now())
  end
  local plan, ok, err = session:plan(driver:now()), nil, nil
  if plan == "ready" then
    return true
  end
  if plan == "refresh" then
    running.refreshing = true
    ok, err = obtain(running, plan)
    running.refreshing = ok or false
    if not ok and is_refusal(err) then
      session:drop_refresh()
      plan = session:plan(driver:now())
    end
  end
  if not ok and client.closed then
    return nil, err and err.kind == "cancelled" and err or closed()
  elseif plan == "login" then
    ok, err = log_in(running)
  elseif plan == "nothing" and client.relogin then
    ok, err = client.relogin(client, running)
  elseif plan == "nothing" then
    err = error_object.new { kind = "auth", message = "the session is over and there are no credentials to renew it",
      advice = "Give a new access_token, or login with token or password" }
  end
  if not ok then
    return nil, err
  end
  ok, message = tokens.save(client.store, client.key, session:export(driver:now()), driver:wall())
  if not ok then
    warn(running, "tokens not kept: " .. message)
  end
  return true
end

-- Waits through the driver: other calls of this process go on, and one of them may be what holds the lock.
local FIRST_PAUSE, LONGEST_PAUSE = 0.005, 0.1

local function take_lock(client, deadline)
  local driver = client.driver
  local pause, begun = FIRST_PAUSE, driver:now()
  while not client.closed do
    local now = driver:now()
    local left = deadline - now
    local lock, message, name = client.store:lock(0, client.key, math.max(left, 0))
    if lock then
      return lock
    elseif (name or "ETIMEDOUT") ~= "ETIMEDOUT" then
      return nil, error_object.new { kind = "config", message = message }
    elseif left <= 0 then
      return nil, error_object.new { kind = "timeout", code = "TOKENS_LOCKED", retryable = true,
        message = ("%s; waited %.1f s for it"):format(message or "the tokens are locked", now - begun) }
    end
    driver:sleep(math.min(pause, left))
    pause = math.min(pause * 1.5, LONGEST_PAUSE)
  end
  return nil, closed()
end

--- Runs fn(of) with the lock of the client's tokens; returns what it returns, or nil and why there was no lock.
---@param client table
---@param deadline number
---@param fn fun(of: any): any, any
---@param of any
function M.locked(client, deadline, fn, of)
  local lock, err = take_lock(client, deadline)
  if not lock then
    return nil, err
  end
  local done, ok, why = pcall(fn, of)
  lock:release()
  if not done then
    error(ok, 0)
  end
  return ok, why
end

local function run(running)
  local client = running.client
  running.runs_in = running.tasks and running.tasks:waiter()
  local done, ok, err = pcall(M.locked, client, running.deadline, renew_locked, running)
  if not done then
    collectgarbage() -- gives back the lock, if that was not reached
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
  elseif running.ahead and err and not client.closed then
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
  if not running or not running.tasks or is_over(running) or driver:now() > running.over then
    return nil
  end
  local parents = running.tasks ~= driver.tasks or driver.is_inherited and driver:is_inherited()
  return not parents and running or nil
end

local function hold(running)
  if not running.refreshing or running.tasks.guests then
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

local function begin(client, settings, deadline, runner, ahead)
  if client.driver.rejoin then
    client.driver:rejoin()
  end
  local running = { client = client, session = client.session, runner = runner, settings = settings,
    deadline = deadline, over = deadline + GRACE, ahead = ahead, refreshing = false, waiting = {}, finished = false,
    raised = nil, err = nil, tasks = client.driver.tasks, task = nil, runs_in = nil, launched = nil, guard = nil }
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
    return not is_refusal(err)
  end
  return err.kind == "timeout" and (now >= running.deadline - NEARLY
    or running.settings.connect_timeout < call.settings.connect_timeout)
end

--- Gets a usable token: from the store, by refresh, or by log-in.
---@param client table
---@param call { settings: table, deadline: number }
---@param runner table
---@return boolean? ok
---@return portabilling.Error?
function M.renew(client, call, runner)
  local driver = client.driver
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
      running.waiting[#running.waiting + 1] = waiter
      running.tasks:await(is_over_or_closed, own and running.over or call.deadline, running, waiter)
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
  return nil, closed()
end

--- Begins to renew a token that still works, beside the calls.
---@param client table
---@param settings table
---@param runner table
function M.ahead(client, settings, runner)
  local now = client.driver:now()
  if not client.closed and not under_way(client) and now >= (client.ahead_after or now) then
    begin(client, settings, now + settings.timeout, runner, true)
  end
end

--- The client is being closed: waits for the answer to a refresh that was sent, if it has to be waited for here.
---@param client table
function M.settle(client)
  local running, tasks = under_way(client), client.driver.tasks
  if not running or not running.refreshing or tasks.detach then
    return
  end
  running.waiting[#running.waiting + 1] = tasks:waiter()
  local ok, raised = pcall(tasks.await, tasks, function()
    return is_over(running) or not running.refreshing
  end, client.driver:now() + CLOSE_SECONDS)
  if not ok and interrupt.is(raised) then
    error(raised, 0)
  end
end

return M
