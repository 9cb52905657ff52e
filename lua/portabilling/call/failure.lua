--- What became of a call that did not succeed, as the error object that its program gets.
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local proxies = require "portabilling.driver.proxies"
local redact = require "portabilling.support.redact"

local M = {}

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
  local secrets, with_login = redact.secrets(core.decode(call.params, { max_depth = 1000 })), {}
  for _, name in ipairs { "password", "token" } do
    found[name] = settings[name]
    if settings.login and settings[name] then -- one text in basic authorization
      with_login[#with_login + 1] = settings.login .. ":" .. settings[name]
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
  local scrub = redact.scrubber(secrets, with_login)
  return function(text)
    return text and scrub(text)
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
  RATE = "Give it more time (timeout), have fewer calls under way at once (concurrency), or allow more with rate",
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
function M.of(client, call, outcome, elapsed)
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
  return M.of(client, call, outcome, call.now - call.began)
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

--- What became of a call that an interrupt ended: a sentence's end for the program.
---@param call portabilling.Call
---@return string fate
---@return "no"|"yes"|"unknown" sent
function M.fate(call)
  if call.tries == 0 then
    return "was not sent", "no" -- the exchange may still tell of the call that was made with it before
  end
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

return M
