--- Receives PortaBilling's provisioning events (ESPF, webhooks): checks who sends them, calls your function for each
--- event once, and answers so that PortaBilling sends again what failed and nothing else.
---
---   local events = require "portabilling.events"
---   local handler = events.new { authorization = { login = "portabilling", password = "..." } }
---   handler:on("Customer/Created", function(event) print(event.variables.i_customer) end)
---   handler:serve()                                                        -- in content_by_lua_block of nginx, or
---   local status, headers, body = handler:handle { method = ..., headers = ..., body = ... }       -- anywhere else
---
--- How PortaBilling takes an answer, by its documentation: 200 removes the event from its queue; so does 4xx, as an error
--- that it does not repeat; anything else, or no answer within 300 seconds, makes it send the event again later. Hence:
---
---   200  handled (now or by an earlier delivery), or a type without a function with unknown = "accept"
---   400  no event;   401  wrong authorization;   404  a type without a function;   405  no POST;   413  too large
---   500  your function failed;   503  the same event is being handled just now, or the store cannot be used
local authorization = require "portabilling.events.authorization"
local interrupt = require "portabilling.support.interrupt"
local json = require "portabilling.support.json"
local inside_nginx = require "portabilling.support.inside_nginx"
local log = require "portabilling.support.log"
local nginx = require "portabilling.events.nginx"
local option_checks = require "portabilling.events.options"
local parse = require "portabilling.events.parse"
local plain = require "portabilling.support.plain"
local redact = require "portabilling.support.redact"
local seen = require "portabilling.events.seen"
local suggest = require "portabilling.support.suggest"
local text = require "portabilling.support.text"
local types = require "portabilling.events.types"

local M = {}

---@class portabilling.events.Entry what the log function gets
---@field level "info"|"warn"|"error"
---@field outcome string done, duplicate, busy, failed, ignored, unknown, unauthorized, method, too_large, malformed,
--- no_store; or type and store for warnings that belong to no delivery
---@field status integer? the answer's
---@field message string one line
---@field event_type string?
---@field i_event integer|string|nil

---@class portabilling.events.Handler
local Handler = {}
Handler.__index = Handler
Handler.__name = "portabilling.events.Handler"

local OUTCOMES = {
  done = { 200, "info", "handled" },
  duplicate = { 200, "info", "has been handled before; nothing done" },
  ignored = { 200, "info", "no function for this type; taken (unknown = \"accept\")" },
  malformed = { 400, "error", "refused" },
  unauthorized = { 401, "warn", "refused: the authorization is missing or wrong" },
  unknown = { 404, "warn", "refused: no function for this type; see handler:on" },
  method = { 405, "warn", "refused: events are sent with POST" },
  too_large = { 413, "error", "refused: the body is larger than the option max_body allows" },
  failed = { 500, "error", "the function failed, it will be sent again" },
  busy = { 503, "info", "is being handled by another delivery just now, it will be sent again" },
  no_store = { 503, "error", "not handled, it will be sent again" },
}

local function write_log(self, entry)
  if self.settings.log then
    log.tell("portabilling.events", self.settings.log, entry)
  elseif inside_nginx.inside() then
    nginx.log(entry)
  elseif entry.level ~= "info" then
    io.stderr:write("portabilling.events: ", entry.message, "\n")
  end
end

-- Logs the outcome of a delivery and gives the answer. Nothing of the event or of an error goes into the answer.
local function answer(self, outcome, facts, detail)
  local status, level, meaning = OUTCOMES[outcome][1], OUTCOMES[outcome][2], OUTCOMES[outcome][3]
  local headers = { ["Content-Type"] = "application/json" }
  if outcome == "unauthorized" then
    status = self.settings.unauthorized
    headers["WWW-Authenticate"] = status == 401 and self.authorization.challenge or nil
  elseif outcome == "method" then
    headers.Allow = "POST"
  end
  facts = facts or {}
  local message = (facts.type and ("%s %s: "):format(facts.type, json.text(facts.i_event)) or "") .. meaning
  if detail then
    message = message .. ": " .. self.authorization.scrub(text.of(detail), facts.secrets or {})
    level = level == "info" and "warn" or level
  end
  write_log(self, { level = level, outcome = outcome, status = status, message = text.line(message),
    event_type = facts.type, i_event = facts.i_event })
  return status, headers, ('{"result":"%s"}\n'):format(outcome)
end

-- The function for a type: its own, or that of the nearest wildcard above it.
local function function_for(self, name)
  local found = self.functions[name]
  while not found do
    local above = name:match("^(.*)/[^/]*$")
    if not above then
      return self.functions["*"]
    end
    found, name = self.functions[above .. "/*"], above
  end
  return found
end

-- A failing store must not take the worker's request down: the event is sent again.
local function ask_store(self, what, ...)
  local ok, state, extra, forced = interrupt.pcall(self.store[what], self.store, ...)
  if not ok then
    return nil, state
  end
  return state, extra, forced
end

local FULL = "the lua_shared_dict is full: it forgets the oldest handled events before their time, and a late "
  .. "repetition of one would be handled again; make it larger (1m holds about 8,000), or the option remember smaller"
local WARN_EVERY = 3600 -- seconds

local function warn_full(self)
  local now = os.time()
  if now - self.warned >= WARN_EVERY then
    self.warned = now
    write_log(self, { level = "warn", outcome = "store", message = FULL })
  end
end

-- Calls the function of an event that this delivery has claimed.
local function run(self, event, facts, key, ticket)
  local ok, result, failure = pcall(function_for(self, event.type), event)
  if not ok or result == false or (result == nil and failure ~= nil) then
    local why = text.of(not ok and result or failure)
    local released, message = ask_store(self, "release", key, ticket)
    if not ok and interrupt.is(result) then
      error(result, 0) -- the program's; the event was not handled, and may come again at once
    elseif not released then -- then it counts as in progress until the lease is over
      why = ("%s; and the store could not release it: %s"):format(why, text.of(message))
    end
    return answer(self, "failed", facts, why)
  end
  local kept, message = ask_store(self, "done", key, self.settings.remember, ticket)
  -- It was handled, whether that can be remembered or not.
  return answer(self, "done", facts, not kept and "this could not be remembered: " .. text.of(message) or nil)
end

local function deliver(self, body)
  local event, message = parse.event(body)
  if not event then
    return answer(self, "malformed", nil, message)
  end
  -- Noted before the function gets the event, which it may change.
  local facts = { type = event.type, i_event = event.i_event, secrets = redact.secrets(event.variables) }
  if not function_for(self, event.type) then
    return answer(self, self.settings.unknown == "accept" and "ignored" or "unknown", facts)
  end
  -- i_event is the event's key; another environment (i_env) of the same server counts its own.
  local environment = event.variables.i_env
  local key = ("%s:%s:%s"):format(self.settings.name, json.text(environment or ""), json.text(event.i_event))
  local state, ticket, forced = ask_store(self, "claim", key, self.settings.lease)
  if forced then
    warn_full(self)
  end
  if state == "new" then
    return run(self, event, facts, key, ticket)
  elseif state == "done" then
    return answer(self, "duplicate", facts)
  elseif state == "busy" then
    return answer(self, "busy", facts)
  end
  return answer(self, "no_store", facts, ticket or "the store answered " .. tostring(state))
end

--- Answers one delivery. Plain Lua: for other servers than nginx, and for tests.
---@param request { method: string, headers: table<string, string>, body: string|fun(): string? } headers in any case; body
--- may be a function, called only once the sender is known; it returns nil for a body that is too large
---@return integer status
---@return table<string, string> headers
---@return string body
function Handler:handle(request)
  if type(request) ~= "table" or type(request.method) ~= "string" or type(request.headers) ~= "table"
    or (type(request.body) ~= "string" and type(request.body) ~= "function") then
    error("handler:handle: { method = a string, headers = a table, body = a string or a function } expected", 2)
  end
  local body
  local function read()
    if body == nil then
      body = request.body
      if type(body) == "function" then
        body = body()
      end
      if body == nil or #body > self.settings.max_body then
        body = false
      end
    end
    return body
  end
  if request.method ~= "POST" then
    return answer(self, "method")
  end
  local who = self.authorization
  if who.needs_body and not read() then
    return answer(self, "too_large")
  end
  local ok, allowed = interrupt.pcall(who.allows, { method = request.method, headers = request.headers,
    body = body or nil })
  if not ok then
    return answer(self, "failed", nil, "the function authorization raised: " .. text.of(allowed))
  elseif not allowed then
    return answer(self, "unauthorized")
  elseif not read() then
    return answer(self, "too_large")
  end
  return deliver(self, body)
end

--- Answers the current request of nginx; for content_by_lua_block.
function Handler:serve()
  if not inside_nginx.inside() then
    error("handler:serve() works in nginx only; elsewhere call handler:handle(request)", 2)
  end
  nginx.serve(self, self.settings.max_body)
end

local function register(self, name, fn)
  local prefix = type(name) == "string" and name:match("^(.+)/%*$")
  local valid = name == "*" or parse.is_type(name) or (prefix and parse.is_type(prefix .. "/x"))
  if not valid then
    error(("handler:on: event type: 'Group/Action', 'Group/*' or '*' expected, got %s"):format(
      type(name) == "string" and "'" .. text.line(name) .. "'" or type(name)), 3)
  elseif type(fn) ~= "function" then
    error(("handler:on: %s: function expected, got %s"):format(name, type(fn)), 3)
  elseif self.functions[name] then
    error(("handler:on: %s has a function already"):format(name), 3)
  end
  self.functions[name] = fn
  if not prefix and name ~= "*" and not types.known[name] then
    -- No mistake for sure: later releases have more types than are publicly known.
    local hint = suggest.message(name, types.names)
    write_log(self, { level = "warn", outcome = "type", event_type = name,
      message = ("%s is none of the event types that are publicly known%s"):format(name,
        hint ~= "" and "; " .. hint or "") })
  end
end

--- Names the function for a type of event, or several at once in a table. It runs once for each event, unless it fails: by
--- raising, or by returning false or nil and a message. Then PortaBilling sends the event again; to give an event up, log
--- it and return. The most exact name counts: "Account/Status/Closed", "Account/Status/*", "Account/*", "*".
--- A type that is not publicly known is warned about, with the nearest that is.
---@param name string|table<string, fun(event: portabilling.events.Event)>
---@param fn fun(event: portabilling.events.Event)|nil
---@return portabilling.events.Handler self
function Handler:on(name, fn)
  if type(name) ~= "table" then
    register(self, name, fn)
    return self
  end
  local functions, message = plain.shallow(name)
  if not functions then
    error("portabilling.events: on: " .. message, 2)
  end
  for each, its in next, functions do
    register(self, each, its)
  end
  return self
end

function Handler:__tostring()
  local count = 0
  for _ in pairs(self.functions) do
    count = count + 1
  end
  return ("portabilling.events handler with %d functions"):format(count)
end

local function open_store(option)
  if type(option) == "table" then
    return option
  elseif option == "memory" or (option == nil and not inside_nginx.inside()) then
    return seen.memory()
  end
  local store, message = seen.dictionary(option or "portabilling_events")
  return store or error("portabilling.events.new: option 'store': " .. message, 3)
end

--- Makes a handler. In nginx once for all requests: in a module, or in init_by_lua_block.
---@param options portabilling.events.Options see portabilling.events.options
---@return portabilling.events.Handler
function M.new(options)
  local settings = option_checks.check(options, 2)
  local self = setmetatable({
    settings = settings, functions = {}, authorization = authorization.new(settings.authorization), warned = 0,
    store = open_store(settings.store),
  }, Handler)
  settings.authorization = nil -- what holds secrets is kept out of the handler's fields
  return self
end

return M
