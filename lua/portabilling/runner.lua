--- Runs one API call: asks the exchange what to do, lets the driver do it, and renews the session when told to.
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local redact = require "portabilling.redact"

local M = {}

---@class portabilling.Call
---@field service string
---@field method string
---@field params string JSON text
---@field safe boolean a read
---@field settings table options in force
---@field deadline number by the driver's clock
---@field open boolean? carries no authorization (log-in, refresh, ping, logout)
---@field sink table? where a file goes
---@field carriers string[]? what carried the session in each attempt

---@class portabilling.Event one attempt, or a warning; holds no secrets
---@field event "attempt"|"warning"
---@field service string?
---@field method string?
---@field attempt integer?
---@field http_status integer?
---@field failed string? the transport's name for what went wrong
---@field elapsed number? seconds
---@field bytes_sent integer?
---@field bytes_received integer?
---@field reason string? the option of that name
---@field message string? of a warning

--- Tells the log function. Its failure must not change what becomes of a call - a change may just have been made - so
--- it is told on the standard error output and goes no further.
---@param settings table
---@param event portabilling.Event
function M.log(settings, event)
  if settings.log then
    event.reason = settings.reason
    local ok, message = pcall(settings.log, event)
    if not ok then
      io.stderr:write(("portabilling: the log function failed: %s\n"):format(tostring(message)))
    end
  end
end

-- The session that a request carried in its header, or else in its body: auth_info in one of the two encodings.
local function session_in(carrier)
  return carrier:match "^Authorization: Bearer (.+)" or carrier:match '"session_id":"([^"]+)"'
    or carrier:match "session_id%%22%%3A%%22(.-)%%22"
end

-- Takes secrets out of a text that somebody else wrote: the client's own, those among the attributes, and the sessions
-- that the call was sent with (of which the client may have new ones by now).
local function scrub(client, call, text)
  if not text or text == "" then
    return text
  end
  local found = client.session and client.session:export(0) or {} -- none once the client is closed
  found.password, found.token = client.settings.password, client.settings.token
  local secrets = redact.secrets(core.decode(call.params, { max_depth = 1000 }))
  for _, secret in pairs(found) do
    secrets[#secrets + 1] = type(secret) == "string" and secret or nil
  end
  local user, password = (client.settings.proxy or ""):match "//([^@/:]*:?([^@/]*))@"
  secrets[#secrets + 1] = user
  secrets[#secrets + 1] = password
  for _, carrier in ipairs(call.carriers) do
    secrets[#secrets + 1] = session_in(carrier)
  end
  return redact.scrub(text, secrets)
end

-- One printable line of a sensible length: the text is the server's.
local function tidy(text)
  text = text and text:gsub("%c+", " ")
  return text and #text > 1000 and text:sub(1, 1000) .. "..." or text
end

local function drive(client, call)
  local driver, settings = client.driver, call.settings
  local started = driver:now()
  local exchange = core.exchange {
    session = not call.open and client.session or nil,
    budget = client.budget,
    service = call.service,
    method = call.method,
    params = call.params,
    safe = call.safe,
    wire = client.settings.wire,
    attempts = settings.retries + 1,
    deadline = call.deadline,
  }
  local answer
  local tries, carriers = 0, {}
  call.carriers = carriers
  while true do
    if client.closed then
      exchange:fail("cancelled", "CLOSED", "the client was closed")
    end
    local action, detail, body, content_type, authorization = exchange:next(driver:now())
    if action == "send" then
      local begun = driver:now()
      tries = tries + 1
      carriers[tries] = authorization or body
      answer = driver:send {
        url = client.settings.url .. detail,
        body = body,
        content_type = content_type,
        authorization = authorization,
        timeout = math.max(call.deadline - begun, 0.001),
        connect_timeout = settings.connect_timeout,
        once = not call.safe,
        max_body = settings.max_body,
        sink = call.sink,
      }
      exchange:feed(driver:now(), answer)
      M.log(settings, {
        event = "attempt",
        service = call.service,
        method = call.method,
        attempt = tries,
        http_status = answer.status,
        failed = answer.failed,
        elapsed = driver:now() - begun,
        bytes_sent = #body,
        bytes_received = answer.streamed or (answer.body and #answer.body) or nil,
      })
    elseif action == "wait" then
      driver:sleep(detail)
    elseif action == "authorize" then
      local ok, err = M.renew(client, call)
      if not ok then
        exchange:fail(err.kind, err.code, err.message)
        local outcome = exchange:outcome()
        outcome.cause = err
        return nil, outcome, driver:now() - started
      end
    else
      return answer, exchange:outcome(), driver:now() - started
    end
  end
end

local ADVICE = {
  ["Server.Session.cannot_login_brute_force_activity"] =
    "Too many log-ins failed; wait before the next one, every try prolongs the lock-out",
  ["Server.Session.alert_You_must_change_password"] =
    'Set a new one: pb.call("Session", "change_password", { login = ..., password = ..., new_password = ... })',
  ["Server.Session.auth_failed"] =
    "Check login and token (or password), and that the url is that of the login's realm",
  COULDNT_CONNECT = "Nothing answers there: check the server's host and port (each realm has its own), and that it "
    .. "is up",
  COULDNT_RESOLVE_HOST = "Check the host name in url, and this machine's name server",
  SSL_CONNECT_ERROR = "No TLS came about: check that this port speaks https, and whether something in between cuts "
    .. "connections",
  SSL_CACERT_BADFILE = "Check the path in ca_file (or PORTABILLING_CA_FILE): a readable PEM file",
}
local NO_CONNECTION = "No connection in time: check host and port, and whether a firewall drops the packets; "
  .. "connect_timeout says how long is waited"
local PRIVATE_CA = "If the server has a certificate of a private CA, name the CA's file: ca_file = ... "
  .. "(or PORTABILLING_CA_FILE)"
-- By the words of OpenSSL and libcurl.
local CERTIFICATE = {
  { "expired", "Its time is over, or this machine's clock is wrong" },
  { "not yet valid", "Its time has not come, or this machine's clock is wrong" },
  { "host name", "Use the host name that the certificate is for in url" },
}

-- Statuses that PortaBilling's API never gives by itself.
local WRONG_PLACE = { [301] = true, [302] = true, [307] = true, [308] = true, [404] = true, [405] = true }

local function advice_for(outcome)
  if outcome.kind == "http" and WRONG_PLACE[outcome.http_status] then
    return "Is url that of PortaBilling itself, https://host or https://host:port?"
  end
  if outcome.code == "PEER_FAILED_VERIFICATION" then
    for _, row in ipairs(CERTIFICATE) do
      if (outcome.message or ""):find(row[1], 1, true) then
        return row[2]
      end
    end
    return PRIVATE_CA
  elseif outcome.code == "OPERATION_TIMEDOUT" and outcome.sent == "no" then
    return NO_CONNECTION
  end
  return ADVICE[outcome.code]
end

-- The call was not made because no session could be had: what is known of that is the log-in's.
local function log_in_failure(call, outcome, elapsed)
  local cause = outcome.cause
  return error_object.new {
    kind = cause.kind,
    code = cause.code,
    message = (cause.kind == "config" and "" or "log-in failed: ") .. cause.message,
    service = call.service,
    method = call.method,
    http_status = cause.http_status,
    sent = outcome.sent,
    retryable = outcome.retryable and cause.retryable,
    attempts = math.max(outcome.attempts, cause.attempts),
    elapsed = elapsed,
    advice = cause.advice,
  }
end

--- Makes the error object of a call that did not succeed.
---@param client table
---@param call portabilling.Call
---@param outcome table
---@param elapsed number
---@return portabilling.Error
function M.failure(client, call, outcome, elapsed)
  if outcome.cause then
    return log_in_failure(call, outcome, elapsed)
  end
  local message = tidy(scrub(client, call, outcome.message))
  if outcome.kind == "http" then
    message = message and redact.scrub_named(message)
    message = ("HTTP %d instead of PortaBilling's answer%s"):format(outcome.http_status,
      message and message ~= "" and (": " .. message) or ", with an empty body")
  end
  return error_object.new {
    kind = outcome.code == "CANCELLED" and "cancelled" or outcome.kind,
    code = tidy(scrub(client, call, outcome.code)),
    message = message,
    service = call.service,
    method = call.method,
    http_status = outcome.http_status,
    sent = outcome.sent,
    retryable = outcome.retryable,
    attempts = outcome.attempts,
    elapsed = elapsed,
    path = tidy(scrub(client, call, outcome.path)),
    advice = outcome.advice or advice_for(outcome),
  }
end

--- Makes the call.
---@param client table
---@param call portabilling.Call
---@return portabilling.Attempt? answer
---@return table|portabilling.Error outcome kind "ok" or "file"; or the error
function M.run(client, call)
  local answer, outcome, elapsed = drive(client, call)
  if outcome.kind == "ok" or outcome.kind == "file" then
    outcome.elapsed = elapsed
    return answer, outcome
  end
  return nil, M.failure(client, call, outcome, elapsed)
end

-- One of Session's own methods, whose parameters carry what authorizes it.
local function session_call(client, parent_call, method, params)
  return M.run(client, {
    service = "Session",
    method = method,
    params = params,
    safe = true, -- a second session does no harm
    settings = parent_call.settings,
    deadline = parent_call.deadline,
    open = true,
  })
end

local function obtain(client, call, plan)
  local driver, session = client.driver, client.session
  local answer, err = session_call(client, call, plan == "refresh" and "refresh_access_token" or "login",
    session:params(plan))
  if not answer then
    return nil, err
  end
  local ok, reason, code = session:answer(answer.body or "", driver:now(), driver:wall())
  if not ok then
    return nil, error_object.new {
      kind = code == "OUT_OF_MEMORY" and "transport" or "auth",
      code = code,
      message = reason,
      advice = code ~= "OUT_OF_MEMORY"
        and "The log-in was taken but gave no token; two-factor authentication for this user may be the cause" or nil,
    }
  end
  return true
end

local function renew_locked(client, call)
  local driver, session = client.driver, client.session
  local held = session:export(driver:now())
  local stored, message = client.store:load(client.key, driver:wall())
  if message then
    return nil, error_object.new { kind = "config", message = message }
  end
  -- Another process may have renewed them meanwhile.
  if stored and not (held and stored.access_token == held.access_token and stored.session_id == held.session_id) then
    session:adopt(stored, driver:now())
  end
  local plan, ok, err = session:plan(driver:now()), nil, nil
  if plan == "ready" then
    return true
  end
  if plan == "refresh" then
    ok, err = obtain(client, call, plan)
    if not ok and (err.kind == "auth" or err.kind == "fault") then
      session:forget() -- a refused refresh token is of no more use
      plan = session:plan(driver:now())
    end
  end
  if plan == "login" then
    ok, err = obtain(client, call, plan)
  elseif plan == "nothing" and client.relogin then
    ok, err = client.relogin(client, call)
  elseif plan == "nothing" then
    err = error_object.new { kind = "auth", message = "the session is over and there are no credentials to renew it" }
  end
  if not ok then
    return nil, err
  end
  ok, message = client.store:save(client.key, session:export(driver:now()), driver:wall())
  if not ok then
    M.log(call.settings, { event = "warning", message = "tokens not kept: " .. message })
  end
  return true
end

-- Waits through the driver: other calls of this process go on, and one of them may be what holds the lock.
local LOCK_PAUSE = 0.02

local function take_lock(client, call)
  while true do
    local lock, message, name = client.store:lock(0)
    if lock or (name or "ETIMEDOUT") ~= "ETIMEDOUT" or client.driver:now() >= call.deadline then
      return lock, message
    end
    client.driver:sleep(LOCK_PAUSE)
  end
end

local function renew(client, call)
  local lock, message = take_lock(client, call)
  if not lock then
    return nil, error_object.new { kind = "config", message = message }
  end
  local done, ok, err = pcall(renew_locked, client, call)
  lock:release()
  if not done then
    error(ok, 0)
  end
  return ok, err
end

local function renew_for_all(client, call, running)
  local done, ok, err = pcall(renew, client, call)
  client.renewal = nil
  running.finished = true
  running.raised = not done and ok or nil
  running.err = not done and error_object.new { kind = "auth", message = "given up" } or err
  for _, waiter in ipairs(running.waiting) do
    client.driver.tasks:wake(waiter)
  end
end

--- Gets a usable token: from the store, by refresh, or by log-in. One renewal at a time: calls that come meanwhile wait
--- for it and share its outcome, so that a refused log-in is not repeated by each of them.
---@param client table
---@param call portabilling.Call
---@return boolean? ok
---@return portabilling.Error?
function M.renew(client, call)
  local running, tasks = client.renewal, client.driver.tasks
  local waiter = tasks and tasks:waiter()
  local own = not running
  if own then
    running = { waiting = {}, finished = false }
    client.renewal = running
    if waiter and waiter.guest then
      tasks:spawn(renew_for_all, client, call, running) -- for a guest may be dropped, and the others would wait for ever
    else
      renew_for_all(client, call, running)
    end
  end
  if not running.finished then
    running.waiting[#running.waiting + 1] = waiter
    tasks:await(function()
      return running.finished
    end, not own and call.deadline or nil)
  end
  if own and running.raised then
    error(running.raised, 0)
  elseif not running.finished then
    return nil, error_object.new { kind = "timeout", code = "DEADLINE", message = "no answer in time" }
  elseif running.err then
    return nil, own and running.err or error_object.new(running.err:totable())
  end
  return true
end

return M
