--- The options of portabilling.events: names, types, defaults, "did you mean".
local checks = require "portabilling.config.checks"
local read = require "portabilling.config.read"

local M = {}

local positive, text, one_of = checks.positive, checks.header_safe, checks.one_of

local ENTRY = "{ login = ..., password = ... } or { header = ..., value = ... }"
local is_name = one_of("header", "login", "password", "value")

local function credential(entry)
  if type(entry) ~= "table" then
    return ENTRY
  end
  for name, value in pairs(entry) do
    local known, hint = is_name(name)
    if known ~= true then
      return ENTRY, hint
    elseif text(value) ~= true then
      return ("%s, where %s is %s"):format(ENTRY, name, text(value))
    end
  end
  if entry.login and entry.password and not entry.header and not entry.value then
    return not entry.login:find(":", 1, true) or "a login without a colon, for basic authorization ends it there"
  elseif entry.header and entry.value and not entry.login and not entry.password then
    return entry.header:find("^[%w!#$%%&'*+%-.^_`|~]+$") ~= nil or "the name of a header as header"
  end
  return ENTRY
end

local function authorization(value)
  if value == false or type(value) == "function" then
    return true
  elseif type(value) == "table" and #value > 0 then
    for i, entry in ipairs(value) do
      local verdict, hint = credential(entry)
      if verdict ~= true then
        return ("for its entry %d %s"):format(i, verdict), hint
      end
    end
    return true
  end
  local verdict, hint = credential(value)
  return verdict == true or verdict .. ", an array of these, a function, or false (anybody may send)", hint
end

local is_store = checks.with_functions("a store", "claim", "done", "release")

local function store(value)
  if type(value) == "string" then
    return text(value)
  end
  return is_store(value) == true or '"memory", the name of a lua_shared_dict, or ' .. is_store(value)
end

---@class portabilling.events.Options
---@field authorization table|function|false what deliveries must bring, as it is set in PortaBilling: { login = ...,
--- password = ... } for basic authorization, or { header = ..., value = ... }; an array of these accepts each of them,
--- for the time of a change. A function(request) -> true takes its place for signatures; request has method, headers and
--- body. false lets anybody send: only where nginx has asked for a client certificate, say. Has no default
---@field store string|table|nil where handled events are remembered: the name of a lua_shared_dict (in nginx; default
--- "portabilling_events"), which nginx's workers share and a reload keeps; "memory" (elsewhere the default); or, to remember
--- beyond the end of nginx, a store of your own, three functions that portabilling.events.seen describes
---@field name string? keeps this handler's events apart from those of other handlers with the same store (for another
--- PortaBilling, say, whose ids are others); default ""
---@field unknown "refuse"|"accept"|nil events of types that have no function: refused with 404 (the default), which
--- PortaBilling logs, or taken with 200. Neither is sent again
---@field unauthorized 401|503|nil the answer to a wrong authorization. 401, the default, makes PortaBilling drop the
--- event; with 503 it sends it again, so that a password that was set at one end only loses nothing
---@field max_body integer? bytes; default 65536. Larger ones are refused with 413 and dropped
---@field lease number? seconds that an event counts as in progress when its worker was killed meanwhile; default 600:
--- twice what PortaBilling waits for an answer. No function may take longer
---@field remember number? seconds that a handled event is remembered, for repetitions whose first answer was lost; default
--- 86400. A lua_shared_dict of 10m has room for about 80,000 events; when it is full, the oldest are forgotten earlier
---@field log fun(entry: portabilling.events.Entry)? called once for each delivery; entries hold no secrets. Default: the
--- error log of nginx, elsewhere stderr (warnings and errors only)
local OPTIONS = {
  authorization = { authorization, data = true, secret = true },
  store = { store },
  name = { text, "" },
  unknown = { one_of("refuse", "accept"), "refuse" },
  unauthorized = { one_of(401, 503), 401 },
  max_body = { positive, 65536 },
  lease = { positive, 600 },
  remember = { positive, 86400 },
  log = { checks.of_type("function", "that takes one entry") },
}

local WHERE = "portabilling.events.new"

--- Checked options with defaults filled in; raises on unknown, misspelt and wrong ones.
---@param options portabilling.events.Options
---@param level integer
---@return table
function M.check(options, level)
  local settings = read.settings(OPTIONS, options, WHERE, level + 1)
  if settings.authorization == nil then
    error(("%s: option 'authorization' is missing: %s; false lets anybody send"):format(WHERE, ENTRY), level + 1)
  end
  return settings
end

return M
