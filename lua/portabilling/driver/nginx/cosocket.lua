--- The driver inside nginx: HTTP over cosockets, so that a call never blocks its worker. What a driver is: see
--- portabilling.driver. Nothing is opened when it is made, and a socket lives for one call: a client may be made in init_by_lua and
--- shared by all requests of a worker. Connections go back to nginx's own pool.
local attempts = require "portabilling.driver.attempts"
local connections = require "portabilling.driver.nginx.connect"
local core = require "portabilling.core"
local http1 = require "portabilling.driver.nginx.http1"
local light_threads = require "portabilling.driver.nginx.light_threads"
local nginx = require "portabilling.support.inside_nginx"
local proxies = require "portabilling.driver.proxies"

local M = {}

---@class portabilling.driver.Cosocket
---@field tasks portabilling.LightTasks
local Driver = {}
Driver.__index = Driver

-- At most PIECE bytes are read at once. What has arrived already is read without waiting, and so without other requests
-- going on: after LOOK_EVERY bytes the worker looks whether they should.
local PIECE = 65536
local LOOK_EVERY = 32768
-- The server may have closed an idle connection without nginx having noticed yet: one that has been idle for more than
-- STALE seconds, or any while nginx has not looked at its connections for more than UNSEEN seconds.
local STALE, UNSEEN = 0.1, 0.0015

local now = nginx.now

function Driver.now()
  return now()
end

function Driver.wall()
  return ngx.now()
end

---@param seconds number
function Driver.sleep(_, seconds)
  nginx.sleep(seconds)
end

--- Which of nginx's workers this is.
---@return integer
function Driver.worker()
  return ngx.worker.pid()
end

--- Why the code that runs now cannot make a call; nil when it can.
---@return string?
function Driver.why_not()
  return nginx.why_not()
end

--- Lets other requests go on, after some work.
function Driver.yield_if_busy()
  nginx.yield_if_busy()
end

-- The reader's source of bytes.
local function more(call)
  local left = call.deadline - now()
  if left <= 0 then
    return nil, "timeout"
  elseif call.unseen >= LOOK_EVERY then
    call.unseen = 0
    nginx.yield_if_busy()
  end
  call.sock:settimeout(connections.milliseconds(left))
  local bytes, why = call.sock:receiveany(PIECE)
  if bytes then
    call.unseen = call.unseen + #bytes
  end
  return bytes, why
end

-- Why there is no answer, by libcurl's names, where the reader knows no more than that the bytes ended.
local function attempt_of(call, failure)
  local begun = call.reader.received
  if failure.lost == "timeout" then
    return attempts.failed("OPERATION_TIMEDOUT", begun and "no complete answer in time" or "no answer in time", true)
  elseif failure.lost and begun then
    return attempts.failed("ANSWER_CUT", "the answer did not come whole", true)
  elseif failure.lost then
    return attempts.failed("CONNECTION_LOST", "the server closed the connection before it answered", true)
  end
  failure.handed_over = true
  return failure
end

local function collected(parts)
  return parts[2] == nil and (parts[1] or "") or table.concat(parts)
end

-- Reads the answer. Returns the attempt, and whether the connection may serve again.
local function read_answer(call, request)
  local reader, sink = call.reader, request.sink
  local head, err = reader:head()
  if not head then
    return attempt_of(call, err), false
  end
  local headers = head.headers
  local attempt = { status = head.status, content_type = headers["content-type"],
    disposition = headers["content-disposition"], retry_after = headers["retry-after"], date = headers["date"] }
  local parts = {}
  local ok
  if sink and sink.is_file(attempt.status, attempt.content_type, attempt.disposition) then
    attempt.streamed = 0
    local started, refused = sink:start()
    if not started then
      return attempts.not_taken(refused), false
    end
    ok, err = reader:body(head, math.huge, function(bytes)
      local taken, message = sink:write(bytes)
      if not taken then
        return nil, attempts.not_taken(message)
      end
      attempt.streamed = attempt.streamed + #bytes
      return true
    end)
  else
    ok, err = reader:body(head, sink and sink.max_body or request.max_body, function(bytes)
      parts[#parts + 1] = bytes
      return true
    end)
  end
  if not ok then
    local lost = attempt_of(call, err)
    lost.permanent = lost.permanent or attempts.is_spent(sink, attempt.streamed)
    return lost, false
  end
  attempt.body = collected(parts)
  if head.framed == false then
    if not attempt.streamed and core.content(attempt.body) == nil then
      return attempt_of(call, { lost = "closed" }), false -- an empty answer means success, so its end has to be certain
    end
    attempt.framed = false
  end
  return attempt, head.persistent and reader:empty()
end

local function target_of(self, scheme, authority)
  local key = scheme .. "://" .. authority
  local target = self.targets[key]
  if not target then
    target = connections.target(scheme, authority, self.settings, self.proxy)
    self.targets[key] = target
  end
  return target
end

-- One exchange of request and answer.
local function exchange(self, request, call)
  local scheme, authority, path = request.url:match("^(%a+)://([^/]+)(.*)$")
  local target = target_of(self, scheme, authority)
  if request.once and target.used and (now() - target.used > STALE or nginx.busy() > UNSEEN) then
    -- Lets nginx notice which of its idle connections the server has closed meanwhile: a change that went into one of
    -- these would have to be reported as "sent, outcome unknown".
    nginx.sleep(0)
  end
  local problem
  call.sock, problem = connections.connect(target, self.settings.max_age, now,
    math.min(call.deadline, now() + request.connect_timeout))
  if not call.sock then
    problem.advice = problem.advice or proxies.advice(problem, request.url, self.settings.proxy or "")
    return problem
  end
  local lines = { self.user_agent, "Accept-Encoding: identity" } -- nothing here could decompress an answer
  lines[#lines + 1] = request.authorization
  lines[#lines + 1] = target.proxy_line
  local bytes = http1.post(target.prefix .. path, authority, lines, request.content_type, request.body)
  call.sock:settimeout(connections.milliseconds(call.deadline - now()))
  -- From here on the server may act on what it has got.
  local sent, why = call.sock:send(bytes)
  if not sent then
    if why == "timeout" then
      return attempts.failed("OPERATION_TIMEDOUT", "the server does not take the request", true)
    end
    return attempts.failed("SEND_ERROR", "sending failed: " .. why, true)
  end
  call.reader = http1.reader(more, call, attempts.MAX_HEADER)
  local attempt, reusable = read_answer(call, request)
  if reusable and call.sock:setkeepalive(connections.milliseconds(self.settings.idle_limit)) then
    call.sock, target.used = nil, now()
  end
  if attempt.body and #attempt.body > LOOK_EVERY then
    nginx.yield_if_busy() -- what is done with it takes a while, too
  end
  return attempt
end

--- Sends one request and waits for its end; only the running light thread waits.
---@param request portabilling.Request
---@return portabilling.Attempt
function Driver:send(request)
  local refusal = nginx.why_not()
  if refusal then
    return attempts.failed("WRONG_PHASE", refusal)
  end
  local task = self.tasks.current()
  if task then
    task.changing = request.once
  end
  local call = { deadline = now() + request.timeout, unseen = 0 }
  local ended, attempt = pcall(exchange, self, request, call)
  if task then
    task.changing = nil
  end
  if call.sock then
    call.sock:close()
  end
  if not ended then
    error(attempt, 0) -- the receiving function's
  end
  return attempt
end

--- Calls that wait for one another give up. What other requests have in flight comes to its end; idle connections are
--- nginx's, and it closes them after idle_limit. Idempotent.
function Driver:close()
  self.tasks:close()
end

---@param settings table verify, proxy, idle_limit, max_age, user_agent, ca_file, loop
---@return portabilling.driver.Cosocket? driver
---@return string? message
function M.open(settings)
  if settings.ca_file then
    return nil, ('ca_file cannot be used inside nginx, which trusts what nginx.conf says: write '
      .. '"lua_ssl_trusted_certificate %s;" there and leave ca_file (or PORTABILLING_CA_FILE) out')
      :format(settings.ca_file)
  elseif settings.loop then
    return nil, "loop cannot be used inside nginx: calls wait in nginx's own event loop by themselves"
  end
  local proxy, message = connections.proxy(settings.proxy)
  if message then
    return nil, message
  end
  return setmetatable({
    settings = settings,
    proxy = proxy,
    user_agent = "User-Agent: " .. settings.user_agent,
    targets = {},
    tasks = light_threads.new(now),
  }, Driver)
end

return M
