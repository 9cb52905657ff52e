--- Attributes, keys, filters and options as plain tables, whatever metatables show them. One rule for all of them: a table
--- with a __pairs has the fields that this shows; one with an __index and no __pairs cannot be read whole, and is refused.
--- Decided here, once, for all that look into a table afterwards.
local interrupt = require "portabilling.support.interrupt"

local M = {}

-- What is nested deeper than the option max_depth is refused by the encoder; this ends views that show new ones for ever.
local DEPTH_MAX = 1000
local VALUES_MAX = 2000000

local BY_INDEX_ALONE = "a table that shows fields by __index alone cannot be read whole: give it a __pairs as well, "
  .. "or copy it"
local TOO_MANY = ("it has more than %d fields and elements in all: give fewer at once"):format(VALUES_MAX)

local metatable_of = debug and debug.getmetatable or getmetatable

-- The table's __pairs; nothing where it holds its fields itself; or why it cannot be read.
local function pairs_of(value)
  local metatable = metatable_of(value)
  if type(metatable) ~= "table" then
    return nil
  end
  local own = rawget(metatable, "__pairs")
  if own == nil and rawget(metatable, "__index") ~= nil then
    return nil, BY_INDEX_ALONE
  end
  return own
end

-- The fields that __pairs shows, in a table of their own; or why not. left: so many may be shown.
local function read(value, own_pairs, left)
  local shown = {}
  local reader = coroutine.create(function()
    local step, state, key = own_pairs(value)
    local item
    repeat
      key, item = step(state, key)
      if key ~= nil then
        shown[key] = item
      end
      left = left - 1
    until key == nil or left < 0
  end)
  local ok, message = coroutine.resume(reader)
  if not ok and interrupt.is(message) then
    error(message, 0)
  elseif not ok then
    return nil, "its __pairs failed: " .. tostring(message)
  elseif coroutine.status(reader) ~= "dead" then
    return nil, "its __pairs yields, which it cannot do here"
  elseif left < 0 then
    return nil, TOO_MANY
  end
  return shown
end

local function refuse(state, depth, message)
  local path = ""
  for i = 1, depth do
    local key = state.keys[i]
    if type(key) == "number" then
      path = ("%s[%.14g]"):format(path, key)
    else
      path = path == "" and tostring(key) or path .. "." .. tostring(key)
    end
  end
  error({ path = path ~= "" and path or nil, message = path ~= "" and path .. ": " .. message or message }, 0)
end

-- A copy in which all tables are plain. state.known: table -> its copy, so that what stands in several places is read once;
-- false while the copy is being made. state.keys: the keys that lead to the table, one for each level; state.left: how many
-- more fields and elements there may be.
local function plain(value, state, depth)
  local copy = state.known[value]
  if copy then
    return copy
  elseif copy == false then
    refuse(state, depth, "the table refers to itself")
  elseif depth > DEPTH_MAX then
    refuse(state, 0, ("nested deeper than %d levels"):format(DEPTH_MAX))
  end
  local shown, metatable = value, metatable_of(value)
  local own, message = pairs_of(value)
  if own ~= nil then
    metatable = nil
    shown, message = read(value, own, state.left)
  end
  if message then
    refuse(state, message == TOO_MANY and 0 or depth, message)
  end
  state.known[value] = false
  copy = {}
  for key, item in next, shown do
    state.left = state.left - 1
    if state.left < 0 then
      refuse(state, 0, TOO_MANY)
    elseif type(item) == "table" then
      state.keys[depth + 1] = key
      item = plain(item, state, depth + 1)
    end
    copy[key] = item
  end
  state.known[value] = setmetatable(copy, metatable)
  return copy
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

--- One table plain, such as options. The tables in it stay as they are, for they may be objects.
---@param value table
---@return table? plain
---@return string? message why it cannot be read
function M.shallow(value)
  local own, message = pairs_of(value)
  if message then
    return nil, message
  elseif own == nil then
    return value
  end
  return read(value, own, VALUES_MAX)
end

--- A copy in which all tables are plain. Each __pairs is called once.
---@param value table
---@return table? plain
---@return string? message why it cannot be read, with the path
---@return string? path
function M.read(value)
  local ok, result = pcall(plain, value, { known = {}, keys = {}, left = VALUES_MAX }, 0)
  if ok then
    return result
  elseif type(result) ~= "table" then
    error(result, 0) -- memory, or an interrupt
  end
  return nil, result.message, result.path
end

local holds_proxy

--- The same value where all tables in it are plain; else as M.read.
---@param value table
---@return table? plain
---@return string? message
---@return string? path
function M.of(value)
  holds_proxy = holds_proxy or require("portabilling.core").holds_proxy -- the sandbox reads options without the core
  if not holds_proxy(value) then
    return value
  end
  return M.read(value)
end

return M
