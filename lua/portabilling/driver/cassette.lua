--- Cassettes: what a server answered, in a file that the replay driver plays. This records them, through any driver.
---
--- A file of Lua that is this user's alone (mode 0600): a line that says what it is, and for each request
---
---     answer {
---       service = "Customer", method = "get_customer_info", params = "{\"i_customer\":17}",
---       status = 200, content_type = "application/json", body = "{\"customer_info\":{ ... }}",
---     }
---
--- which is what portabilling.driver.replay takes, with what was asked. It may be edited: without params, an answer is for
--- whatever is asked of the method. Each is there as soon as it came. Log-ins, refreshes, log-outs and pings are not recorded:
--- replay answers them by itself.
---
--- Passwords, tokens and whatever else support/redact hides are "***" in it, and so are the client's own credentials wherever a
--- server may repeat them. Names, numbers and balances are what they were, and so are files: those of a real server are your
--- customers' own. Calls are made one at a time, as replay makes them: what is read ahead would be asked for otherwise.
local core = require "portabilling.core"
local file = require "portabilling.file"
local json = require "portabilling.support.json"
local redact = require "portabilling.support.redact"
local tables = require "portabilling.support.tables"

local M = {}

local HEAD = "-- portabilling cassette 1\n"
local MOST = 256 * 1024 * 1024
local BY_ITSELF = tables.set "login refresh_access_token logout ping"
local FIELDS = { "service", "method", "params", "status", "content_type", "disposition", "retry_after", "date", "body",
  "failed", "message", "handed_over", "timed_out", "permanent" }

local function decoded(text)
  return core.decode(text, { array_mt = true, keep_null = true, max_depth = 1000 })
end

local function is_text(content_type)
  return not content_type or content_type:find "json" or content_type:find "html" or content_type:find "text/plain"
end

local function replaced(text, found, instead)
  return (text:gsub(found:gsub("%p", "%%%0"), instead))
end

-- Shorter ones stand for other things as well.
local LONG = 4

-- Takes the secrets' texts out, and leaves all else as it was written, numbers above all.
local function cut_out(text, secrets)
  for _, secret in ipairs(secrets) do
    if secret ~= redact.MARK and #secret >= LONG then
      text = replaced(text, core.encode(secret), '"' .. redact.MARK .. '"')
    end
  end
  for _, left in ipairs(redact.secrets(decoded(text))) do
    if left ~= redact.MARK and left ~= "" then
      return nil
    end
  end
  return text
end

local function without_secrets(text, content_type)
  local value = decoded(text)
  if type(value) ~= "table" then
    return is_text(content_type) and redact.scrub_named(text) or text
  end
  return cut_out(text, redact.secrets(value))
    or json.encode(redact.copy(value), { boolean = json.PLAIN.boolean, max_depth = 1000 })
end

--- What a request asks for.
---@param request portabilling.Request
---@return string? service nil: it is no call
---@return string? method
---@return string? params JSON text without secrets, its keys in order; nil where it was sent as a form
function M.asked(request)
  local service, method = request.url:match "/rest/([%w_]+)/([%w_]+)$"
  local body = request.content_type == "application/json" and decoded(request.body) or nil
  local params = type(body) == "table" and body.params
  return service, method, params and json.encode(redact.copy(params), json.PLAIN) or nil
end

-- ---- playing ----

--- The answers of a cassette.
---@param path string
---@return table[]? answers
---@return string? message
function M.load(path)
  local opened, message = io.open(path, "rb")
  if not opened then
    return nil, message
  end
  local text = opened:read(MOST) or ""
  opened:close()
  if text:sub(1, #HEAD) ~= HEAD then
    return nil, path .. ": no cassette"
  end
  local answers = {}
  local chunk, ok
  chunk, message = load(text, "@" .. path, "t", { answer = function(one) answers[#answers + 1] = one end })
  if chunk then
    ok, message = pcall(chunk)
  end
  return ok and answers or nil, message
end

-- ---- recording ----

---@class portabilling.driver.Recorder
---@field path string
---@field through table|string|nil
---@field inner table? the driver that moves the bytes
---@field settings table? of the client
---@field closed boolean?
local Recorder = {}

-- What a driver has besides is the inner one's, but tasks: see above.
local function field(self, name)
  local own = Recorder[name]
  if own ~= nil or name == "tasks" then
    return own
  end
  local inner = rawget(self, "inner")
  local value = inner and inner[name]
  if type(value) ~= "function" then
    return value
  end
  return function(_, ...)
    return value(inner, ...)
  end
end

--- The client's driver is opened: see portabilling.driver.
---@param settings table
---@param open fun(through: table|string|nil): table?, string?, string?
function Recorder:begin(settings, open)
  if self.inner and not self.closed then
    return self -- a client that acts with the other's session has the same driver
  end
  local inner, message, advice = open(self.through)
  if not inner then
    return nil, message, advice
  end
  self.inner, self.settings, self.closed = inner, settings, false
  return self
end

function Recorder:now() return self.inner:now() end
function Recorder:wall() return self.inner:wall() end
function Recorder:sleep(seconds) return self.inner:sleep(seconds) end

function Recorder:close()
  self.closed = true
  if self.inner then
    self.inner:close()
  end
end

-- A text without the client's own secrets and the session's that the request carried.
local function scrubbed(self, request, text)
  local settings = self.settings
  local carried = (request.authorization or ""):match "Bearer (.+)$" or request.body:match '"session_id":"([^"]+)"'
  for _, secret in pairs { settings.token or false, settings.password or false, carried or false } do
    local forms = secret and #secret > 2 and { secret, core.encode(secret):sub(2, -2) } or {}
    for _, form in ipairs(forms) do
      text = replaced(text, form, redact.MARK)
    end
  end
  return text
end

local function write(self, answer)
  local lines = { "answer {\n" }
  for _, name in ipairs(FIELDS) do
    local value = answer[name]
    if value ~= nil then
      local shown = type(value) == "string" and ("%q"):format(value) or tostring(value)
      lines[#lines + 1] = ("  %s = %s,\n"):format(name, shown)
    end
  end
  lines[#lines + 1] = "}\n"
  local opened, message = io.open(self.path, "ab")
  if opened then
    local written
    written, message = opened:write(table.concat(lines))
    opened:close()
    message = not written and message or nil
  end
  if message then -- the call was made, and its answer is not to be lost
    io.stderr:write("portabilling: an answer is missing in the cassette: ", message, "\n")
  end
end

local function keep(self, request, attempt, parts)
  local service, method, params = M.asked(request)
  if not service or service == "Session" and BY_ITSELF[method] then
    return
  end
  local answer = { service = service, method = method, params = params and scrubbed(self, request, params) }
  if attempt.failed then
    tables.copy({ failed = attempt.failed, handed_over = attempt.handed_over, timed_out = attempt.timed_out,
      permanent = attempt.permanent, message = attempt.message
        and redact.scrub_addresses(scrubbed(self, request, attempt.message)) }, answer)
  else
    local body = parts and table.concat(parts) or tostring(attempt.body or "")
    tables.copy({ status = attempt.status, content_type = attempt.content_type, disposition = attempt.disposition,
      retry_after = attempt.retry_after, date = attempt.retry_after and attempt.date,
      body = scrubbed(self, request, parts and body or without_secrets(body, attempt.content_type)) }, answer)
  end
  write(self, answer)
end

-- The request, with a sink that keeps what it hands on.
local function with_copy(request, parts)
  local sink, copy = request.sink, tables.copy(request)
  copy.sink = setmetatable({
    start = function(_, ...)
      return sink:start(...)
    end,
    write = function(_, bytes)
      parts[#parts + 1] = bytes
      return sink:write(bytes)
    end,
  }, { __index = sink })
  return copy
end

---@param request portabilling.Request
---@return portabilling.Attempt
function Recorder:send(request)
  local parts = request.sink and {}
  local sent = parts and with_copy(request, parts) or request
  local ok, attempt = pcall(self.inner.send, self.inner, sent)
  if not ok then
    request.handed_over = sent.handed_over
    error(attempt, 0)
  end
  keep(self, request, attempt, attempt.streamed and parts)
  return attempt
end

--- A driver that records what it is answered, in a file that is written anew.
---@param path string
---@param through table|string|nil what moves the bytes: as the option driver
---@return table driver
function M.record(path, through)
  local opened = io.open(path, "rb")
  local head = opened and opened:read(#HEAD)
  if opened then
    opened:close()
  end
  if head and head ~= HEAD then
    error(("cassette: %s is there, and is no cassette: it is left as it is"):format(path), 3)
  end
  local ok, message = file.write_private(path, HEAD)
  if not ok then
    error("cassette: " .. message, 3)
  end
  return setmetatable({ path = path, through = through, closed = false }, { __index = field })
end

return M
