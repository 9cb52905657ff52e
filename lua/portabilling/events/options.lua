--- The options of portabilling.events: names, types, defaults, "did you mean".
local plain = require "portabilling.support.plain"
local suggest = require "portabilling.support.suggest"

local M = {}

local function positive(value)
  return type(value) == "number" and value > 0 or "a number above 0"
end

local function one_of(...)
  local allowed = { ... }
  return function(value)
    for _, item in ipairs(allowed) do
      if item == value then
        return true
      end
    end
    local shown = {}
    for i, item in ipairs(allowed) do
      shown[i] = type(item) == "string" and ('"%s"'):format(item) or tostring(item)
    end
    return table.concat(shown, " or "), type(allowed[1]) == "string" and suggest.message(value, allowed) or nil
  end
end

local function text(value)
  return type(value) == "string" and value ~= "" and not value:find("%c")
    or "a text that is not empty and has no control characters"
end

local ENTRY = "{ login = ..., password = ... } or { header = ..., value = ... }"
local ENTRY_NAMES = { "header", "login", "password", "value" }

local function credential(entry)
  if type(entry) ~= "table" then
    return ENTRY
  end
  for name, value in pairs(entry) do
    local known = one_of("header", "login", "password", "value")(name)
    if known ~= true then
      return ENTRY, suggest.message(name, ENTRY_NAMES)
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

local function store(value)
  if type(value) == "string" then
    return text(value)
  end
  for _, name in ipairs { "claim", "done", "release" } do
    if type(value) ~= "table" or type(value[name]) ~= "function" then
      return '"memory", the name of a lua_shared_dict, or a store (a table with the functions claim, done, release)'
    end
  end
  return true
end

local function log_sink(value)
  return type(value) == "function" or "a function that takes one entry"
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
  authorization = { authorization, data = true },
  store = { store },
  name = { text, "" },
  unknown = { one_of("refuse", "accept"), "refuse" },
  unauthorized = { one_of(401, 503), 401 },
  max_body = { positive, 65536 },
  lease = { positive, 600 },
  remember = { positive, 86400 },
  log = { log_sink },
}

local names = {}
for name in pairs(OPTIONS) do
  names[#names + 1] = name
end
table.sort(names)

local WHERE = "portabilling.events.new"

-- A text is not shown: it may be a secret in the wrong place.
local function given(value)
  if type(value) == "number" then
    return tostring(value)
  end
  return value == "" and "an empty one" or "a " .. type(value)
end

--- Checked options with defaults filled in; raises on unknown, misspelt and wrong ones.
---@param options portabilling.events.Options
---@param level integer
---@return table
function M.check(options, level)
  level = level + 1
  if type(options) ~= "table" then
    error(("%s: options: table expected, got %s"):format(WHERE, type(options)), level)
  end
  local shown, message = plain.fields(options)
  if not shown then
    error(("%s: options: %s"):format(WHERE, message), level)
  end
  options = {}
  for name, value in next, shown do
    local option = OPTIONS[name]
    if not option then
      local hint = suggest.message(tostring(name), names)
      error(("%s: unknown option '%s'; %s"):format(WHERE, tostring(name),
        hint ~= "" and hint or "known: " .. table.concat(names, ", ")), level)
    end
    if option.data and type(value) == "table" then
      value, message = plain.of(value)
      if not value then
        error(("%s: option '%s': %s"):format(WHERE, name, message), level)
      end
    end
    local verdict, hint = option[1](value)
    if verdict ~= true then
      error(("%s: option '%s': %s expected, got %s%s"):format(WHERE, name, verdict, given(value),
        hint and hint ~= "" and "; " .. hint or ""), level)
    end
    options[name] = value
  end
  if options.authorization == nil then
    error(("%s: option 'authorization' is missing: %s; false lets anybody send"):format(WHERE, ENTRY), level)
  end
  local settings = {}
  for name, option in pairs(OPTIONS) do
    settings[name] = options[name]
    if settings[name] == nil then
      settings[name] = option[2]
    end
  end
  return settings
end

return M
