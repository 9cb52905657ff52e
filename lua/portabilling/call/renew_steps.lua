--- What a renewal of the session does, step by step; renew.lua begins it, and has others wait for it.
---
---     takes the lock of the store, loads    tokens there that are not ours are newer ones: adopted, and perhaps that is all.
---                                           Somebody else's note there: begins anew when it is over; ahead, leaves it at that
---     refreshes                             with half of its time, where a log-in is possible. What was refused, or never
---                                           answered, is not tried again: that refresh token is dropped
---     or logs in                            if there are credentials; one that was refused only after its pause
---                                           (tokens.refusals)
---     saves, gives the lock back, ends
---
--- While somebody waits for it, the lock is held all the time. While nobody does (it was begun ahead of time, or who waited
--- was interrupted), nobody runs the tasks perhaps: the program computes, and the answer lies unread. Then the lock is
--- held only while the store is read or written; in between a note stands with the tokens that are being renewed (until
--- when: NOTE_SECONDS at most), and the others go on with these tokens, or wait if they are over. After the note anybody
--- may renew them. What is found afterwards:
---
---     the same tokens       replaced by the new ones; after a failure the note is taken away
---     others                somebody was faster: before a log-in, they are adopted instead; new ones replace them
---     none                  logged out meanwhile: what a refresh gave is not put there
---
--- A process killed between two steps leaves what was saved before; the lock ends with it (or after `held`), the note by
--- itself. A refresh whose answer was never saved costs a log-in.
local error_object = require "portabilling.error"
local failure = require "portabilling.call.failure"
local log = require "portabilling.call.log"
local refusals = require "portabilling.tokens.refusals"
local tokens = require "portabilling.tokens"

local M = {}

local NOTE_SECONDS = 5
-- Seconds that the lock is waited for when there is something to be saved, whatever time is left.
local SAVE_SECONDS = 2
-- Waits through the driver: other calls of this process go on, and one of them may be what holds the lock.
local FIRST_PAUSE, LONGEST_PAUSE = 0.005, 0.1

local NEW_CREDENTIALS = "Give a new access_token, or login with token or password"

function M.closed()
  return error_object.new { kind = "cancelled", code = "CLOSED", message = "the client was closed" }
end

local function locked_out(message, seconds)
  return error_object.new { kind = "timeout", code = "TOKENS_LOCKED", retryable = true,
    message = ("%s; waited %.1f s for it"):format(message, seconds) }
end

local function take_lock(client, deadline, closed_too)
  local driver = client.driver
  local pause, begun = FIRST_PAUSE, driver:now()
  while closed_too or not client.closed do
    local now = driver:now()
    local left = deadline - now
    local lock, message, name = tokens.lock(client.store, client.key, math.max(left, 0))
    if lock then
      return lock
    elseif name ~= "ETIMEDOUT" then
      return nil, error_object.new { kind = "config", message = message }
    elseif left <= 0 then
      return nil, locked_out(message, now - begun)
    end
    driver:sleep(math.min(pause, left))
    pause = math.min(pause * 1.5, LONGEST_PAUSE)
  end
  return nil, M.closed()
end

--- Runs fn(of) with the lock of the client's tokens; returns what it returns, or nil and why there was no lock.
---@param client table
---@param deadline number
---@param fn fun(of: any): any, any
---@param of any
---@param closed_too boolean? also when the client was closed
function M.locked(client, deadline, fn, of, closed_too)
  local lock, err = take_lock(client, deadline, closed_too)
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

-- The same for a step of a renewal, which may have the lock.
local function guarded(running, fn)
  if running.lock then
    return fn(running)
  end
  local client = running.client
  return M.locked(client, math.max(running.deadline, client.driver:now() + SAVE_SECONDS), fn, running, true)
end

local function release(running)
  local lock = running.lock
  running.lock = nil
  if lock then
    lock:release()
  end
end

M.release = release

-- Leaves a note in place of the lock; none where no tokens are kept that others could renew.
local function let_go(running)
  local client = running.client
  local wall = client.driver:wall()
  local done, noted = true, running.noted
  if running.stored and not noted then
    done, noted = pcall(tokens.save, client.store, client.key, running.stored, wall, wall + NOTE_SECONDS)
  end
  running.noted = done and noted or false
  release(running)
  if not done then
    error(noted, 0)
  end
end

--- Nobody waits for it any more.
---@param running portabilling.Renewal
function M.leave(running)
  running.unwaited = true
  if running.on_wire and running.lock then
    let_go(running)
  end
end

local function warn(running, message)
  log.tell(running.settings, { event = "warning", message = message })
end

-- Asks the server, in the time until the deadline.
local function obtain(running, plan, deadline)
  local driver, session = running.client.driver, running.session
  if running.unwaited and running.lock then
    let_go(running)
  end
  running.on_wire = true
  local answer, err, call = running.runner.session_call(running.client,
    { settings = running.settings, deadline = deadline, launched = running.launched },
    plan == "refresh" and "refresh_access_token" or "login", session:params(plan))
  running.on_wire = false
  if not answer then
    return nil, err
  elseif running.dropped then
    return nil, error_object.new { kind = "cancelled", code = "LOGGED_OUT", message = "the client was logged out" }
  end
  local ok, reason, code = session:answer(answer.body or "", driver:now(), driver:wall())
  if not ok then
    return nil, failure.unfit(call, {
      kind = code == "OUT_OF_MEMORY" and "transport" or "auth",
      code = code,
      message = reason,
      advice = code ~= "OUT_OF_MEMORY" and plan == "login"
        and "The log-in was taken but gave no token; two-factor authentication for this user may be the cause" or nil,
    })
  end
  return true
end

--- PortaBilling's own no, which another try would only meet again.
---@param err portabilling.Error
---@return boolean
function M.is_refusal(err)
  return (err.kind == "auth" or err.kind == "fault") and not err.retryable
end

-- What is to be done by what the store holds: "ready", "refresh", "login" or "nothing"; nil, err; or nil, nil while
-- somebody else renews them.
local function look(running)
  local client, session = running.client, running.session
  local driver = client.driver
  local stored, message, renewing = tokens.load(client.store, client.key, driver:wall(), NOTE_SECONDS)
  if message then
    return nil, error_object.new { kind = "config", message = message }
  end
  if stored and not tokens.same(stored, session:export(driver:now())) then
    session:adopt(stored, driver:now())
  end
  local plan = session:plan(driver:now())
  if plan ~= "ready" and renewing and not running.noted then
    return nil
  end
  running.stored = running.noted and running.stored or stored
  return plan
end

-- Another one may have been faster, where the lock was let go.
local function before_log_in(running)
  local plan, err
  if not running.lock then
    plan, err = look(running)
  end
  if plan == "ready" or err then
    return plan, err
  end
  err = refusals.pause(running.client, running.client.driver:wall())
  return not err and "login" or nil, err
end

-- The token, where a program has to be asked for it.
local function get_token(running)
  local settings = running.client.settings
  local source = settings.token_source
  if not source then
    return true
  end
  local token, message = source()
  if not token then
    return nil, error_object.new { kind = "config", message = message }
  end
  settings.token = token
  running.session:use_token(token)
  return true
end

local function log_in(running)
  local client = running.client
  local driver = client.driver
  local plan, ok, err
  ok, err = get_token(running)
  if not ok then
    return nil, err
  end
  plan, err = guarded(running, before_log_in)
  if plan ~= "login" then
    return plan and "adopted", err
  end
  ok, err = obtain(running, "login", running.deadline)
  if client.closed then
    return ok, err -- the credential is forgotten
  elseif ok then
    guarded(running, function()
      refusals.forget(client, driver:wall())
    end)
  elseif M.is_refusal(err) then
    guarded(running, function()
      refusals.note(client, err, driver:wall())
    end)
  end
  return ok, err
end

local function can_log_in(client)
  local settings = client.settings
  return client.relogin ~= nil or settings.login ~= nil
    and (settings.token or settings.password or settings.token_source) ~= nil
end

-- Returns ok, err, and what is to be done after a failure: "login", "nothing", or nil.
local function refresh(running)
  local client, session = running.client, running.session
  local driver = client.driver
  local now, deadline = driver:now(), running.deadline
  if can_log_in(client) then
    deadline = now + (deadline - now) / 2
  end
  running.refreshing = true
  local ok, err = obtain(running, "refresh", deadline)
  if not ok and err.kind == "busy" and deadline < running.deadline then
    ok, err = obtain(running, "refresh", running.deadline) -- nobody was asked: its turn comes in the other half
  end
  running.refreshing = ok or false
  if ok then
    return true
  elseif client.closed or running.dropped then
    return nil, err.kind == "cancelled" and err or M.closed()
  end
  -- A token that still works is kept. Where the server was not reached at all, a log-in would not reach it either.
  local useless = not running.ahead and can_log_in(client) and err.sent ~= "no"
  if M.is_refusal(err) or useless then
    session:drop_refresh()
    return nil, err, session:plan(driver:now())
  end
  if err.kind == "http" and not can_log_in(client) then
    err.advice = NEW_CREDENTIALS
  end
  return nil, err
end

-- Without a session, and with nothing that could give one; failed: the refresh's error, if there was one.
local function no_credentials(failed)
  local facts = { kind = "auth", advice = NEW_CREDENTIALS,
    message = "the session is over and there are no credentials to renew it" }
  if failed then
    facts.message = "the session is over, its refresh was refused, and there are no credentials to open another one: "
      .. failed.message
    facts.code, facts.http_status, facts.sent, facts.attempts = failed.code, failed.http_status, failed.sent,
      failed.attempts
  end
  return error_object.new(facts)
end

-- Puts what became of it where the others look.
local function save(running)
  local client, session, driver = running.client, running.session, running.client.driver
  local wall, now = driver:wall(), driver:now()
  if running.ok then
    if running.noted and running.refreshing and not tokens.load(client.store, client.key, wall, NOTE_SECONDS) then
      return true
    end
    return tokens.save(client.store, client.key, session:export(now), wall)
  elseif tokens.same(tokens.load(client.store, client.key, wall, NOTE_SECONDS), running.stored) then
    return tokens.save(client.store, client.key, running.stored, wall)
  end
  return true
end

local function keep(running, ok)
  running.ok = ok
  if ok or running.noted then
    local kept, message = guarded(running, save)
    if not kept and ok then
      warn(running, "tokens not kept: " .. tostring(message))
    end
  end
end

-- Returns ok, err; or neither: somebody else is renewing them.
local function renew(running)
  local client = running.client
  if client.closed then
    return nil, M.closed()
  end
  local plan, err = look(running)
  if plan == "ready" or not plan then
    return plan == "ready" or nil, err
  end
  local ok, failed
  if plan == "refresh" then
    ok, failed, plan = refresh(running)
    err = failed
  end
  if plan == "login" then
    ok, err = log_in(running)
    if failed and not M.is_refusal(failed) then
      if ok then
        warn(running, "the session could not be refreshed, and a log-in was made: " .. failed.message)
      else
        err.message = ("%s; before it, the refresh of the session failed: %s"):format(err.message, failed.message)
      end
    end
  elseif plan == "nothing" and client.relogin then
    ok, err = client.relogin(client, running)
  elseif plan == "nothing" then
    err = no_credentials(failed)
  end
  if ok ~= "adopted" then
    keep(running, ok)
  end
  return ok and true or nil, not ok and err or nil
end

--- All of it.
---@param running portabilling.Renewal
---@return boolean? ok
---@return portabilling.Error?
function M.run(running)
  local client = running.client
  local driver = client.driver
  local begun = driver:now()
  while true do
    local ok, err
    running.lock, err = take_lock(client, running.deadline)
    if not running.lock then
      return nil, err
    end
    ok, err = renew(running)
    release(running)
    if ok or err then
      return ok, err
    end
    local now = driver:now()
    if running.ahead or now >= running.deadline then
      running.left_to_others = true
      return nil, locked_out("another program is renewing the session", now - begun)
    end
    driver:sleep(math.min(LONGEST_PAUSE, running.deadline - now))
  end
end

return M
