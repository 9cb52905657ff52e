--- Canned answers, for the tests of your own scripts: no server, no network.
---
---     local replay = require "portabilling.driver.replay"
---     local driver = replay.open { { body = '{"i_account":1}' }, { status = 500, body = '{"faultcode":...}' } }
---     local client = pb.new { url = "https://localhost", login = "x", token = "y", driver = driver }
---     ... driver.requests[1].method, .params
---
--- Or a cassette, which pb.cassette recorded (see portabilling.driver.cassette): replay.open "customers.cassette.lua". Each
--- answer is then given once, to a request of the same method with the same params, in whatever order these come.
local cassette = require "portabilling.driver.cassette"
local cjson = require "cjson"

local M = {}

---@class portabilling.driver.Replay
---@field requests table[] what was sent: service, method, params (decoded by lua-cjson), body, authorization
local Driver = {}
Driver.__index = Driver

function Driver:now()
  return self.clock
end

function Driver:wall()
  return 1700000000 + self.clock
end

--- Time passes only here, so tests of retries and expiry are instant.
function Driver:sleep(seconds)
  self.clock = self.clock + seconds
end

function Driver:close()
  self.closed = true
end

local function session_answer(method)
  if method == "login" or method == "refresh_access_token" then
    return { body = '{"access_token":"replayed-access","refresh_token":"replayed-refresh",'
      .. '"session_id":"replayed-session","expires_in":172799}' }
  elseif method == "logout" then
    return { body = '{"success":1}' }
  elseif method == "ping" then
    return { body = '{"user_id":1}' }
  end
end

-- The first answer of the cassette that is for this request.
local function recorded(self, request)
  local service, method, params = cassette.asked(request)
  for i, answer in ipairs(self.answers) do
    if answer.service == service and answer.method == method and (answer.params == nil or answer.params == params) then
      return table.remove(self.answers, i)
    end
  end
  return { failed = "NO_ANSWER_LEFT", message = ("replay: the cassette has no answer, or none that is left, for "
    .. "%s/%s %s"):format(service, method, params or ""), permanent = true }
end

---@param request portabilling.Request
---@return portabilling.Attempt
function Driver:send(request)
  local service, method = request.url:match("/rest/([%w_]+)/([%w_]+)$")
  local body = request.content_type == "application/json" and cjson.decode(request.body)
  local seen = {
    service = service,
    method = method,
    params = body and body.params or nil, -- nil of a form
    body = request.body,
    authorization = request.authorization,
  }
  local answer
  if service == "Session" and not self.sessions then
    answer = session_answer(method)
  end
  if not answer then
    self.requests[#self.requests + 1] = seen
    self.at = self.at + 1
    if self.cassette then
      answer = recorded(self, request)
    elseif type(self.answers) == "function" then
      answer = self.answers(seen)
    else
      answer = self.answers[self.at]
    end
  end
  if not answer then
    return { failed = "NO_ANSWER_LEFT", message = ("replay: no answer left for request %d, %s/%s")
      :format(self.at, service, method), permanent = true }
  end
  if answer.failed then
    return answer
  end
  local file = request.sink and request.sink.is_file(answer.status or 200, answer.content_type, answer.disposition)
  if file then
    assert(request.sink:start())
    assert(request.sink:write(answer.body or ""))
  end
  return {
    status = answer.status or 200,
    content_type = answer.content_type or "application/json",
    disposition = answer.disposition,
    retry_after = answer.retry_after and tostring(answer.retry_after),
    date = answer.date,
    body = not file and (answer.body or "") or "",
    streamed = file and #(answer.body or "") or nil,
  }
end

--- answers: an array of { status = 200, body = "", content_type = "application/json", ... } or
--- { failed = "COULDNT_CONNECT", message = ..., handed_over = false, timed_out = false }, used up in order; or a
--- function that is given each request and returns such a table; or the path of a cassette. Calls to Session/* are answered
--- by themselves unless options.sessions is true.
---@param answers table[]|string|fun(request: table): table
---@param options { sessions: boolean }?
---@return portabilling.driver.Replay
function M.open(answers, options)
  local path = type(answers) == "string" and answers or nil
  if path then
    local loaded, message = cassette.load(path)
    answers = loaded or error("replay: " .. message, 2)
  end
  return setmetatable({ answers = answers, at = 0, clock = 0, requests = {}, sessions = options and options.sessions,
    cassette = path }, Driver)
end

return M
