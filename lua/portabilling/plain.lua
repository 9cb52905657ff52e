--- Attributes, keys and filters as plain tables, whatever metatables show them: a read-only view is an empty table whose
--- fields come from __pairs, and would be sent, compared and redacted as one without fields. Decided here, once, for all
--- that look into a table afterwards.
local core = require "portabilling.core"
local json = require "portabilling.json"

local M = {}

-- Circles and what is nested deeper are refused by the encoder.
local DEPTH_MAX = 1000

local holds_proxy = core.holds_proxy
local metatable_of = debug and debug.getmetatable or getmetatable

local function at(path, key)
  if type(key) == "number" then
    return ("%s[%s]"):format(path, json.text(key))
  end
  return path == "" and tostring(key) or path .. "." .. tostring(key)
end

local function refuse(path, message)
  error({ path = path ~= "" and path or nil, message = path ~= "" and path .. ": " .. message or message }, 0)
end

--- The fields that __pairs shows, in a table of their own.
---@param value table
---@param pairs_of function its __pairs
---@return table? fields
---@return string? message why they cannot be read
function M.read(value, pairs_of)
  local fields = {}
  local reader = coroutine.create(function()
    local step, state, key = pairs_of(value)
    local item
    repeat
      key, item = step(state, key)
      if key ~= nil then
        fields[key] = item
      end
    until key == nil
  end)
  local ok, message = coroutine.resume(reader)
  if not ok then
    return nil, "its __pairs failed: " .. tostring(message)
  elseif coroutine.status(reader) ~= "dead" then
    return nil, "its __pairs yields, which it cannot do here"
  end
  return fields
end

local plain

-- A copy of fields whose tables are plain.
local function copy_of(fields, metatable, path, depth)
  local copy = {}
  for key, item in next, fields do
    copy[key] = type(item) == "table" and plain(item, at(path, key), depth + 1) or item
  end
  return setmetatable(copy, metatable)
end

function plain(value, path, depth)
  if depth > DEPTH_MAX or not holds_proxy(value) then
    return value
  end
  local metatable = metatable_of(value) or {}
  local pairs_of = rawget(metatable, "__pairs")
  if pairs_of == nil then
    if rawget(metatable, "__index") ~= nil and next(value) == nil then
      refuse(path, "an empty table that shows its fields by __index alone cannot be sent: "
        .. "give it a __pairs, or copy it")
    end
    return copy_of(value, metatable, path, depth)
  end
  local fields, message = M.read(value, pairs_of)
  if not fields then
    refuse(path, message)
  end
  return copy_of(fields, nil, path, depth)
end

-- known: table -> its copy, for circles and what stands in several places.
local function deep_copy(value, known)
  if type(value) ~= "table" then
    return value
  elseif known[value] then
    return known[value]
  end
  local copy = {}
  known[value] = copy
  for key, item in next, value do
    copy[key] = deep_copy(item, known)
  end
  return setmetatable(copy, metatable_of(value))
end

--- A copy of plain tables, whose owner may go on to change his: what marks an array is kept.
---@param value table
---@return table
function M.copy(value)
  return deep_copy(value, {})
end

--- The fields of one table, such as options: read where __pairs shows them. The tables in it stay as they are, for they may
--- be objects.
---@param value table
---@return table? fields
---@return string? message why it cannot be read
function M.fields(value)
  local metatable = metatable_of(value)
  local pairs_of = type(metatable) == "table" and rawget(metatable, "__pairs") or nil
  if pairs_of == nil then
    return value
  end
  return M.read(value, pairs_of)
end

--- The same value where all tables in it are plain; else a copy in which they are. Each __pairs is called once.
---@param value table
---@return table? plain
---@return string? message why it cannot be read, with the path
---@return string? path
function M.of(value)
  if not holds_proxy(value) then
    return value
  end
  local ok, result = pcall(plain, value, "", 0)
  if ok then
    return result
  elseif type(result) ~= "table" then
    error(result, 0) -- memory, or an interrupt
  end
  return nil, result.message, result.path
end

return M
