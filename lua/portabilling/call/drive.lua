--- Runs one API call: asks the exchange what to do, lets the driver do it, and has the session renewed when told to.
local catalog = require "portabilling.api"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local interrupt = require "portabilling.support.interrupt"
local proxies = require "portabilling.driver.proxies"
local redact = require "portabilling.support.redact"
local renewal = require "portabilling.call.renew"

local M = {}

---@class portabilling.Call: portabilling.Request also the request of each of its attempts
---@field service string
---@field method string
---@field params string JSON text
---@field safe boolean a read
---@field settings table options in force
---@field deadline number by the driver's clock
---@field now number that clock, as last read
---@field began number the same, when the call began
---@field open boolean? is made without a session: see catalog.open
---@field exchange userdata
---@field tries integer requests that were sent
---@field carrier string? what carried the session in the last attempt
---@field carriers string[]? and in those before
---@field outcome table? once it has failed

---@class portabilling.Event one attempt, a warning, or what a dry run did not send; holds no secrets
---@field event "attempt"|"warning"|"dry_run"
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
---@field request { method: string, url: string, headers: table, body: string }? of a dry run
---@field replaced integer? of a warning about an answer: places that were no valid text

--- Tells the log function. Its failure must not change what becomes of a call - a change may just have been made - so
--- it is told on the standard error output and goes no further. Ctrl-C, which may come in it, is no failure of it.
---@param settings table
---@param event portabilling.Event
function M.log(settings, event)
  if settings.log then
    event.reason = settings.reason
    local ok, message = pcall(settings.log, event)
    if not ok and interrupt.is(message) then
      error(message, 0)
    elseif not ok then
      io.stderr:write(("portabilling: the log function failed: %s\n"):format(tostring(message)))
    end
  end
end

-- A client from nginx's init_by_lua is copied into each worker: they must not pause for the same random times.
local function budget_of(client)
  local worker = client.driver.worker and client.driver.worker()
  if worker ~= client.worker then
    client.worker, client.budget = worker, core.budget(client.driver:wall() + worker)
  end
  return client.budget
end

-- A call costs little beside what libcurl does for it, as long as its tables are not made anew each time.
local SPARE_MOST = 64

--- A call to be filled in; give it back with M.release when nothing refers to it any more.
---@param client table
---@return portabilling.Call
function M.take(client)
  local count = client.spares
  if count > 0 then
    local call = client.spare[count]
    client.spares = count - 1 -- first: what is behind it is not asked for
    client.spare[count] = nil
    return call
  end
  return {
    service = nil, method = nil, params = nil, safe = nil, settings = nil, deadline = nil, open = nil, sink = nil,
    url = nil, body = nil, content_type = nil, authorization = nil, timeout = nil, connect_timeout = nil, once = nil,
    max_body = nil, launched = nil, now = nil, tries = 0, carrier = nil, carriers = nil, outcome = nil,
    began = nil, handed_over = nil,
    exchange = core.exchange(client.session or core.session {}, budget_of(client), client.settings.wire), -- no session: closed
  }
end

---@param client table
---@param call portabilling.Call
function M.release(client, call)
  local count = client.spares
  if count < SPARE_MOST and not client.closed then
    call.params, call.body, call.authorization, call.carrier, call.carriers, call.sink = nil, nil, nil, nil, nil, nil
    call.launched = nil
    client.spare[count + 1] = call
    client.spares = count + 1 -- last: what is before it may fail for want of memory
  end
end

-- The session that a request carried in its header, or else in its body: auth_info in one of the two encodings.
local function session_in(carrier)
  return carrier:match "^Authorization: Bearer (.+)" or carrier:match '"session_id":"([^"]+)"'
    or carrier:match "session_id%%22%%3A%%22(.-)%%22"
end

-- Takes secrets out of a text that somebody else wrote: the client's own, those among the attributes, and the sessions
-- that the call was sent with (of which the client may have new ones by now).
local function scrubber(client, call)
  local settings = client.settings
  local found = client.session and client.session:export(0) or {} -- none once the client is closed
  local secrets = redact.secrets(core.decode(call.params, { max_depth = 1000 }))
  for _, name in ipairs { "password", "token" } do
    found[name] = settings[name]
    if settings.login and settings[name] then -- one text in basic authorization
      secrets[#secrets + 1] = settings.login .. ":" .. settings[name]
    end
  end
  for _, secret in pairs(found) do
    secrets[#secrets + 1] = type(secret) == "string" and secret or nil
  end
  for _, secret in ipairs(proxies.secrets(settings.proxy)) do
    secrets[#secrets + 1] = secret
  end
  for _, carrier in ipairs(call.carriers or {}) do
    secrets[#secrets + 1] = session_in(carrier)
  end
  secrets[#secrets + 1] = call.carrier and session_in(call.carrier)
  local scrub = redact.scrubber(secrets)
  return function(text)
    return text and scrub(text)
  end
end

local URLS_MOST = 1000

-- Paths are few, and a URL made once need not be made again.
local function url_of(client, path)
  local url = client.urls[path]
  if not url then
    if client.url_count >= URLS_MOST then -- somebody lets others choose the names
      client.urls, client.url_count = {}, 0
    end
    url = client.settings.url .. path
    client.urls[path], client.url_count = url, client.url_count + 1
  end
  return url
end

local function log_attempt(call, answer, begun)
  M.log(call.settings, {
    event = "attempt",
    service = call.service,
    method = call.method,
    attempt = call.tries,
    http_status = answer.status,
    failed = answer.failed,
    elapsed = call.now - begun,
    bytes_sent = #call.body,
    bytes_received = answer.streamed or (answer.body and #answer.body) or nil,
  })
end

local function send(client, call)
  local driver, begun = client.driver, call.now
  if call.carrier then
    call.carriers = call.carriers or {}
    call.carriers[#call.carriers + 1] = call.carrier
  end
  call.tries, call.carrier = call.tries + 1, call.authorization or call.body
  call.timeout, call.handed_over = math.max(call.deadline - begun, 0.001), nil
  local answer = driver:send(call)
  call.now = driver:now()
  if answer.streamed and call.sink then
    answer.body = call.sink.beginning()
  end
  call.exchange:feed(call.now, answer)
  if call.settings.log then
    log_attempt(call, answer, begun)
  end
  return answer
end

-- Runs the call to its end; returns the last answer.
local function drive(client, call)
  local exchange = call.exchange
  exchange:begin(call.service, call.method, call.params, call.safe, call.settings.retries + 1, call.deadline, call.open)
  call.tries, call.carrier, call.carriers, call.outcome = 0, nil, nil, nil
  local answer
  while true do
    if client.closed then
      exchange:fail("cancelled", "CLOSED", "the client was closed")
    end
    local action, detail, due
    action, detail, call.body, call.content_type, call.authorization, due = exchange:next(call.now)
    if action == "send" then
      if due then
        renewal.ahead(client, call.settings, M)
      end
      call.url = url_of(client, detail)
      answer = send(client, call)
    elseif action == "wait" then
      client.driver:sleep(detail)
      call.now = client.driver:now()
    elseif action == "authorize" then
      local ok, err = M.renew(client, call)
      call.now = client.driver:now()
      if not ok then
        exchange:fail(err.kind, err.code, err.message)
        call.outcome = exchange:outcome()
        call.outcome.cause = err
        return nil
      end
    else
      return answer
    end
  end
end

local ADVICE = {
  ["Server.Session.cannot_login_brute_force_activity"] =
    "Too many log-ins failed; wait before the next one, every try prolongs the lock-out",
  ["Server.Session.alert_You_must_change_password"] =
    'Set a new one, at the url of the login\'s realm, and connect with it: '
      .. 'pb.call("Session", "change_password", { login = ..., password = ..., new_password = ... })',
  ["Server.Session.auth_failed"] =
    "Check login and token (or password), and that the url is that of the login's realm",
  standalone_mode = "This site runs in stand-alone mode, for the other one is down: it does reads only; try again "
    .. "later, or at the main site",
  secondary_site = "This is the secondary site, which does reads only: use the main site's url",
  read_only_mode = "This site takes no changes just now; try again later",
  ["pb_delta.connection_failed"] = "The site's database is out of reach just now; try again later",
  PROXY = "Check proxy: where it wants to know who asks, proxy = \"http://user:password@host:port\"",
  COULDNT_CONNECT = "Nothing answers there: check the server's host and port (each realm has its own), and that it "
    .. "is up",
  COULDNT_RESOLVE_HOST = "Check the host name in url, and this machine's name server",
  SSL_CONNECT_ERROR = "No TLS came about: check that this port speaks https, and whether something in between cuts "
    .. "connections",
  SSL_CACERT_BADFILE = "Check the path in ca_file (or PORTABILLING_CA_FILE): a readable PEM file",
}
local NO_CONNECTION = "No connection in time: check host and port, and whether a firewall drops the packets; "
  .. "connect_timeout says how long is waited"

-- Statuses that PortaBilling's API never gives by itself.
local WRONG_PLACE = { [301] = true, [302] = true, [307] = true, [308] = true, [400] = true, [401] = true, [403] = true,
  [404] = true, [405] = true }

-- What an answer is past, by option: how to have a smaller one, of a read; and how to allow more.
local LESS = "Ask for less at once (page_size, fields, a narrower filter), or "
local LIMITS = {
  max_body = { "Ask for less at once (page_size, a narrower filter), or ",
    "allow more with max_body; download takes files of any size" },
  max_values = { LESS, "allow more with max_values" },
  timeout = { LESS, "give it more time with timeout" },
}

-- The server's own word that it is not for now.
local NOT_NOW = {
  [408] = "The server did not get the whole request in its time: try again later",
  [429] = "The server is asked too often: try again later, and less at once",
  [503] = "The server is not available just now: try again later",
}

local function advice_for(outcome, safe)
  local limit = LIMITS[outcome.limit]
  if limit then
    return safe and limit[1] .. limit[2] or limit[2]:gsub("^%l", string.upper)
  end
  if outcome.kind == "http" and outcome.http_status == 407 then
    return ADVICE.PROXY
  elseif outcome.kind == "http" and WRONG_PLACE[outcome.http_status] then
    return "Is url that of PortaBilling itself, https://host or https://host:port?"
  end
  local later = outcome.kind == "http" and NOT_NOW[outcome.http_status]
  if later then
    local when = error_object.line(outcome.retry_after)
    return later .. (when and (" (it says Retry-After: %s)"):format(when:sub(1, 60)) or "")
  elseif outcome.code == "OPERATION_TIMEDOUT" and outcome.sent == "no" then
    return NO_CONNECTION
  end
  return ADVICE[outcome.code]
end

local LOG_IN, REFRESH = "log-in failed: ", "the refresh of the session failed: "
local SAID_OF = { login = LOG_IN, login_to_realm = LOG_IN, refresh_access_token = REFRESH }

--- What is said of a session that could not be had: of the log-in that failed (that of another client, too: login_as), of
--- the refresh, or of what else it was.
---@param cause portabilling.Error
---@return string
function M.session_message(cause)
  local message, prefix = cause.message, cause.kind ~= "config" and SAID_OF[cause.method] or ""
  local said = message:sub(1, #LOG_IN) == LOG_IN or message:sub(1, #REFRESH) == REFRESH
  return said and message or prefix .. message
end

-- The call was not made because no session could be had: what is known of that is the log-in's.
local function log_in_failure(call, outcome, elapsed)
  local cause = outcome.cause
  return error_object.new {
    kind = cause.kind,
    code = cause.code,
    message = M.session_message(cause),
    service = call.service,
    method = call.method,
    http_status = cause.http_status,
    sent = outcome.sent,
    retryable = outcome.retryable and cause.retryable,
    attempts = math.max(outcome.attempts, cause.attempts),
    elapsed = elapsed,
    advice = cause.advice,
    retry_after = cause.retry_after,
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
  local scrub = scrubber(client, call)
  local message = error_object.line(scrub(outcome.message))
  if message and outcome.http_status == nil then
    message = redact.scrub_addresses(message) -- the transport quotes a proxy's, with what it could not tell apart
  end
  outcome.retry_after = scrub(outcome.retry_after)
  if outcome.kind == "http" then
    message = message and redact.scrub_named(message)
    message = ("HTTP %d instead of PortaBilling's answer%s"):format(outcome.http_status,
      message and message ~= "" and (": " .. message) or ", with an empty body")
  end
  return error_object.new {
    kind = outcome.code == "CANCELLED" and "cancelled" or outcome.kind,
    code = error_object.line(scrub(outcome.code)),
    message = message,
    service = call.service,
    method = call.method,
    http_status = outcome.http_status,
    sent = outcome.sent,
    retryable = outcome.retryable,
    attempts = outcome.attempts,
    elapsed = elapsed,
    path = error_object.line(scrub(outcome.path)),
    advice = outcome.advice or advice_for(outcome, call.safe),
  }
end

--- Makes the call. What has to be set: service, method, params, safe, settings, deadline, now, open and sink; the rest
--- is filled in here.
---@param client table
---@param call portabilling.Call
---@return portabilling.Attempt? answer
---@return portabilling.Error? err
---@return boolean? is_file
function M.run(client, call)
  local settings = call.settings
  call.began = call.now
  call.connect_timeout, call.once, call.max_body = settings.connect_timeout, not call.safe, settings.max_body
  local answer = drive(client, call)
  local kind = call.exchange:kind()
  if kind == "ok" or kind == "file" then
    return answer, nil, kind == "file"
  end
  local outcome = call.outcome or call.exchange:outcome()
  if answer then
    outcome.advice, outcome.limit = outcome.advice or answer.advice, outcome.limit or answer.limit
    outcome.retry_after = answer.retry_after
  end
  for name, value in pairs(call.sink and call.sink.refused or {}) do
    outcome[name] = value
  end
  return nil, M.failure(client, call, outcome, call.now - call.began)
end

--- For a whole answer that turns out not to be PortaBilling's after all, or not to be whole.
---@param client table
---@param call portabilling.Call
---@param found { kind: string, message: string, code: string?, advice: string?, sent: string?, limit: string? }
---@return portabilling.Error
function M.reject(client, call, found)
  local outcome = call.exchange:outcome()
  outcome.sent = "unknown"
  for name, value in pairs(found) do
    outcome[name] = value
  end
  return M.failure(client, call, outcome, call.now - call.began)
end

--- The error for what came of a call that PortaBilling answered, when it is not what was wanted.
---@param call portabilling.Call that has just ended
---@param found { kind: string, code: string?, message: string, advice: string? }
---@return portabilling.Error
function M.unfit(call, found)
  local outcome = call.exchange:outcome()
  return error_object.new {
    kind = found.kind,
    code = found.code,
    message = found.message,
    advice = found.advice,
    service = call.service,
    method = call.method,
    http_status = outcome.http_status,
    sent = "yes",
    attempts = outcome.attempts,
    elapsed = call.now - call.began,
  }
end

-- What a call's options say of its answer is not meant for that of a log-in: room for three tokens, and more.
local OF_LOG_IN = { max_body = 1024 * 1024, max_depth = 64, max_values = 10000, keep_null = false }

--- The settings of a log-in for a call with these.
---@param settings table
---@return table
function M.log_in_settings(settings)
  return setmetatable({}, { __index = function(_, name)
    local own = OF_LOG_IN[name]
    if own ~= nil then
      return own
    end
    return settings[name]
  end })
end

--- What became of a call that an interrupt ended: a sentence's end for the program.
---@param call portabilling.Call
---@return string fate
---@return "no"|"yes"|"unknown" sent
function M.fate(call)
  local exchange = call.exchange
  if call.handed_over == false then
    exchange:feed(call.now, { failed = "CANCELLED", handed_over = false, permanent = true })
  end
  exchange:fail("cancelled", "INTERRUPTED", "interrupted") -- does nothing if it had come to its end
  local kind, sent = exchange:kind(), exchange:outcome().sent
  if sent == "yes" then
    return (kind == "ok" or kind == "file") and "was done; its answer is lost" or "was refused", sent
  end
  return sent == "no" and "was not sent" or "was sent, its outcome is unknown", sent
end

--- Calls one of Session's own methods, whose parameters carry what authorizes it.
---@param client table
---@param parent { settings: table, deadline: number, launched: fun()? }
---@param method string
---@param params string JSON text
---@return portabilling.Attempt? answer
---@return portabilling.Error?
---@return portabilling.Call call that is over, for M.unfit
function M.session_call(client, parent, method, params)
  local call = M.take(client)
  call.service, call.method, call.params, call.sink = "Session", method, params, nil
  call.safe, call.open = true, catalog.open("Session", method) -- a second session does no harm
  call.settings, call.deadline, call.now = M.log_in_settings(parent.settings), parent.deadline, client.driver:now()
  call.launched = parent.launched
  local answer, err = M.run(client, call)
  M.release(client, call)
  return answer, err, call
end

--- Gets a usable token for the call: see portabilling.renewal.
---@param client table
---@param call { settings: table, deadline: number }
---@return boolean? ok
---@return portabilling.Error?
function M.renew(client, call)
  return renewal.renew(client, call, M)
end

return M
