--- Options as a program gives them: what is none, unknown, misspelt or of the wrong kind is raised; defaults fill the rest.
--- For the client's options and those of portabilling.events, each of which is a table: name -> { check, default }, and
--- besides data (a table is no object, and may be a view) and secret (what was given is not shown).
local json = require "portabilling.support.json"
local later = require "portabilling.support.later"
local plain = require "portabilling.support.plain"
local tables = require "portabilling.support.tables"

local suggest = later.require "portabilling.support.suggest"

local M = {}

--- What was given, as a plain table.
---@param options any
---@param where string the function, for messages
---@param level integer whom the error blames, counted as by `error`; so in all functions here
---@return table
function M.plain(options, where, level)
  if type(options) ~= "table" then
    error(("%s: options: table expected, got %s"):format(where, type(options)), level + 1)
  end
  local shown, message = plain.shallow(options)
  return shown or error(("%s: options: %s"):format(where, message), level + 1)
end

--- Raises that there is no such option.
---@param name any
---@param where string
---@param known string[] what may be given there
---@param level integer
function M.unknown(name, where, known, level)
  error(("%s: unknown option '%s'; %s"):format(where, tostring(name), suggest.choice(tostring(name), known)), level + 1)
end

-- What was given instead, for the message. A text is not shown: it may be a secret in the wrong place.
local function given(value, option)
  if value == "" then
    return "an empty one"
  elseif type(value) == "number" and not option.secret then
    return json.text(value)
  end
  return "a " .. type(value)
end

--- One option's value, checked.
---@param name string
---@param value any
---@param option table
---@param where string
---@param level integer
---@return any value to be used
function M.value(name, value, option, where, level)
  if option.data and type(value) == "table" then
    local message
    value, message = plain.of(value)
    if not value then
      error(("%s: option '%s': %s"):format(where, name, message), level + 1)
    end
  end
  local verdict, hint = option[1](value)
  if verdict ~= true then
    error(("%s: option '%s': %s expected, got %s%s"):format(where, name, verdict, given(value, option),
      hint and hint ~= "" and "; " .. hint or ""), level + 1)
  end
  return value
end

--- All of them, with defaults filled in.
---@param known table<string, table> what options there are
---@param options table
---@return table settings
function M.with_defaults(known, options)
  local settings = {}
  for name, option in pairs(known) do
    settings[name] = options[name]
    if settings[name] == nil then
      settings[name] = option[2]
    end
  end
  return settings
end

--- All of them as a program gives them: checked, with defaults.
---@param known table<string, table>
---@param options any
---@param where string
---@param level integer
---@return table settings
function M.settings(known, options, where, level)
  local checked = {}
  for name, value in next, M.plain(options, where, level + 1) do
    local option = known[name] or M.unknown(name, where, tables.sorted_keys(known), level + 1)
    checked[name] = M.value(name, value, option, where, level + 1)
  end
  return M.with_defaults(known, checked)
end

return M
