--- Runs one API call: asks the exchange what to do, lets the driver do it, and has the session renewed when told to.
local catalog = require "portabilling.api"
local core = require "portabilling.core"
local failure = require "portabilling.call.failure"
local log = require "portabilling.call.log"
local pace = require "portabilling.call.pace"
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
---@field open boolean? is made without a session: see api/open.lua
---@field exchange userdata
---@field tries integer requests that were sent
---@field carrier string? what carried the session in the last attempt
---@field carriers string[]? and in those before
---@field outcome table? once it has failed
---@field get string? the URL of a document, to be got instead of a method to be called
---@field asker { dropped: boolean? }? whose call it is; dropped: he does not want to know any more what becomes of it

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
  local count = client.free_count
  if count > 0 then
    local call = client.free[count]
    client.free_count = count - 1 -- first: what is behind it is not asked for
    client.free[count] = nil
    return call
  end
  return {
    service = nil, method = nil, params = nil, safe = nil, settings = nil, deadline = nil, open = nil, sink = nil,
    url = nil, body = nil, content_type = nil, authorization = nil, timeout = nil, connect_timeout = nil, once = nil,
    max_body = nil, launched = nil, now = nil, tries = 0, carrier = nil, carriers = nil, outcome = nil,
    began = nil, handed_over = nil, asker = nil, get = nil,
    exchange = core.exchange(client.session or core.session {}, budget_of(client), client.settings.wire), -- no session: closed
  }
end

---@param client table
---@param call portabilling.Call
function M.release(client, call)
  local count = client.free_count
  if count < SPARE_MOST and not client.closed then
    call.params, call.body, call.authorization, call.carrier, call.carriers, call.sink = nil, nil, nil, nil, nil, nil
    call.launched, call.asker, call.get = nil, nil, nil
    client.free[count + 1] = call
    client.free_count = count + 1 -- last: what is before it may fail for want of memory
  end
end

local URLS_MOST = 1000

-- Paths are few, and a URL made once need not be made again: it is in client.urls then.
local function url_of(client, path)
  if client.url_count >= URLS_MOST then -- somebody lets others choose the names
    client.urls, client.url_count = {}, 0
  end
  local url = client.settings.url .. path
  client.urls[path], client.url_count = url, client.url_count + 1
  return url
end

local function log_attempt(call, answer, begun)
  log.tell(call.settings, {
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

local LEAST_TIMEOUT = 0.001

-- Fills in what is of one attempt.
local function begin_attempt(call)
  if call.carrier then
    call.carriers = call.carriers or {}
    call.carriers[#call.carriers + 1] = call.carrier
  end
  call.tries, call.carrier = call.tries + 1, call.authorization or call.body
  local left = call.deadline - call.now
  call.timeout, call.handed_over = left > LEAST_TIMEOUT and left or LEAST_TIMEOUT, nil
end

-- The error of a call that failed; nil where nobody waits for it any more.
local function failure_of(client, call, answer)
  if call.asker and call.asker.dropped then
    return nil
  end
  local outcome = call.outcome or call.exchange:outcome()
  if answer then
    outcome.advice, outcome.limit = outcome.advice or answer.advice, outcome.limit or answer.limit
    outcome.retry_after = answer.retry_after
  end
  for name, value in pairs(call.sink and call.sink.refused or {}) do
    outcome[name] = value
  end
  return failure.of(client, call, outcome, call.now - call.began)
end

--- Makes the call. What has to be set: service, method, params, safe, settings, deadline, now, open, sink and asker; the
--- rest is filled in here. One function, for each further one on the way to the driver is paid by every call.
---@param client table
---@param call portabilling.Call
---@return portabilling.Attempt? answer
---@return portabilling.Error? err
---@return boolean? is_file
function M.run(client, call)
  local settings, exchange, driver = call.settings, call.exchange, client.driver
  call.began = call.now
  call.connect_timeout, call.once, call.max_body = settings.connect_timeout, not call.safe, settings.max_body
  exchange:begin(call.service, call.method, call.params, call.safe, settings.retries + 1, call.deadline, call.open,
    call.get, client.pace ~= nil)
  call.tries, call.carrier, call.carriers, call.outcome = 0, nil, nil, nil
  local answer, kind
  repeat
    if client.closed then
      exchange:fail("cancelled", "CLOSED", "the client was closed")
    end
    local action, detail, due
    action, detail, call.body, call.content_type, call.authorization, due = exchange:next(call.now)
    if action == "send" then
      if due then
        renewal.ahead(client, settings, M)
      end
      if call.get then
        call.url, call.body, call.content_type = call.get, "", nil
      else
        call.url = client.urls[detail] or url_of(client, detail)
      end
      begin_attempt(call)
      local begun = call.now
      answer = driver:send(call)
      call.now = driver:now()
      if answer.streamed and call.sink then
        answer.body = call.sink.beginning()
      end
      kind = exchange:feed(call.now, answer)
      if settings.log then
        log_attempt(call, answer, begun)
      end
    elseif action == "wait" then
      driver:sleep(detail)
      call.now = driver:now()
    elseif action == "turn" then
      local kind_of, code, message = pace.await(client, call)
      if kind_of then
        exchange:fail(kind_of, code, message)
        answer = nil -- that of an earlier attempt
      end
      call.now = driver:now()
    elseif action == "authorize" then
      local ok, err = M.renew(client, call)
      call.now = driver:now()
      if not ok then
        exchange:fail(err.kind, err.code, err.message)
        call.outcome = exchange:outcome()
        call.outcome.cause = err
        answer, kind = nil, call.outcome.kind
      end
    else
      kind = detail
    end
  until kind
  if kind == "ok" or kind == "file" then
    return answer, nil, kind == "file"
  end
  return nil, failure_of(client, call, answer)
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

--- Calls one of Session's own methods, whose parameters carry what authorizes it.
---@param client table
---@param parent { settings: table, deadline: number, launched: fun()? }
---@param method string
---@param params string JSON text
---@return portabilling.Attempt? answer
---@return portabilling.Error?
---@return portabilling.Call call that is over, for failure.unfit
function M.session_call(client, parent, method, params)
  local call = M.take(client)
  call.service, call.method, call.params, call.sink, call.asker = "Session", method, params, nil, nil
  call.safe, call.open = true, catalog.open("Session", method) -- a second session does no harm
  call.settings, call.deadline, call.now = M.log_in_settings(parent.settings), parent.deadline, client.driver:now()
  call.launched = parent.launched
  local answer, err = M.run(client, call)
  M.release(client, call)
  return answer, err, call
end

--- Gets a document of the server's: no method of its API, but with the same session where one is wanted, and tried again
--- like any other read.
---@param client table
---@param settings table
---@param deadline number
---@param url string
---@param open boolean without a session
---@return portabilling.Attempt? answer
---@return portabilling.Error?
function M.document(client, settings, deadline, url, open)
  local call = M.take(client)
  call.service, call.method, call.params, call.sink, call.asker = "doc", "api", "{}", nil, nil
  call.safe, call.open, call.get = true, open, url
  call.settings, call.deadline, call.now = settings, deadline, client.driver:now()
  local answer, err = M.run(client, call)
  M.release(client, call)
  return answer, err
end

--- Gets a usable token for the call: see portabilling.call.renew.
---@param client table
---@param call { settings: table, deadline: number }
---@return boolean? ok
---@return portabilling.Error?
function M.renew(client, call)
  return renewal.renew(client, call, M)
end

return M
