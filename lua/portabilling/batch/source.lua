--- What a batch takes its items from: an array, or a function that gives the next one. What would end early, or give
--- nothing, in silence is refused: an array with a hole, a table with other keys. Views are read through __pairs, __len or
--- __index.
local interrupt = require "portabilling.support.interrupt"
local json = require "portabilling.support.json"
local plain = require "portabilling.support.plain"

local M = {}

local metatable_of = debug and debug.getmetatable or getmetatable

local function shown(key)
  return type(key) == "string" and ("%q"):format(key) or json.text(key)
end

local function is_count(value)
  return type(value) == "number" and value >= 0 and value % 1 == 0
end

-- The array ends before what says that it goes on.
local function hole(rows, says)
  local at = 1
  while rawget(rows, at) ~= nil do
    at = at + 1
  end
  return nil, ("array with a hole: element %s is nil, but %s"):format(json.text(at), says)
end

-- How many rows there are; or nil, and why they are none. length: how many its __len says there are.
local function count_of(rows, length)
  local count, last, other = 0, 0, nil
  for key, value in next, rows do
    if type(key) == "number" and key >= 1 and key % 1 == 0 then
      count, last = count + 1, math.max(last, key)
    elseif (type(value) == "table" or other == nil) and not (key == "n" and is_count(value)) then
      other = { key = key, row = type(value) == "table" } -- a number beside the rows, such as their count, does no harm
    end
  end
  if other and (other.row or count == 0) then
    return nil, ("array or function expected, got a table with the key %s; rows stand at 1, 2, 3: one alone is { row }")
      :format(shown(other.key))
  end
  local n = rawget(rows, "n") -- by table.pack
  local packed = is_count(n) and n or 0
  if packed > count then
    return hole(rows, "n is " .. json.text(packed))
  elseif last > count then
    return hole(rows, ("element %s is not"):format(json.text(last)))
  elseif length and length > count then
    return hole(rows, "its __len gives " .. json.text(length))
  end
  return count
end

-- Does what an empty table takes its fields from hold rows, but none at 1? Classes hold functions.
local function may_hold_rows(index)
  if type(index) ~= "table" then
    return true
  end
  for key, value in next, index do
    if type(value) == "table" and not (type(key) == "string" and key:find "^_") then
      return true
    end
  end
  return false
end

-- What its __len gives, which is to be a number of rows; nothing where it has none; or why it cannot be read.
local function length_of(source, metatable)
  local own = rawget(metatable, "__len")
  if own == nil then
    return nil
  end
  local ok, length = interrupt.pcall(own, source)
  if not ok then
    return nil, "its __len failed: " .. tostring(length)
  elseif not is_count(length) then
    return nil, ("its __len gives %s: it is to give how many rows there are"):format(type(length) == "number"
      and json.text(length) or "a " .. type(length))
  end
  return length
end

-- The rows of a table without fields of its own that has an __index.
local function read_by_index(source, metatable, length)
  local rows, index = {}, rawget(metatable, "__index")
  local i = 1
  while i <= (length or math.huge) and (length or source[i] ~= nil) do
    rows[i] = source[i]
    i = i + 1
  end
  if not length and i == 1 and may_hold_rows(index) then
    return nil, "an empty table that shows its fields by __index has nothing at 1: give it a __pairs or a __len"
  elseif not length and type(index) == "table" then
    local count, message = count_of(index)
    if not count and i > 1 then
      return nil, message
    end
  end
  return rows
end

-- Does a table with rows of its own show one more by its __index? One that raises shows none.
local function shows_at(source, metatable, at)
  if rawget(metatable, "__index") == nil then
    return false
  end
  local ok, row = interrupt.pcall(function() return source[at] end)
  return ok and row ~= nil
end

-- Its rows, and how many its __len says there are; or nil, and why they cannot be read.
local function rows_of(source, metatable)
  if rawget(metatable, "__pairs") then
    return plain.shallow(source)
  end
  local length, message = length_of(source, metatable)
  if message then
    return nil, message
  elseif rawget(metatable, "__index") ~= nil and next(source) == nil then
    source, message = read_by_index(source, metatable, length)
  end
  return source, message or length
end

--- An iterator over the source's items.
---@param source table|fun(): table?
---@return (fun(): table?)? next_item nil: it cannot be one
---@return integer|string|nil size if it is known; or why not
function M.open(source)
  if type(source) ~= "table" then
    return type(source) == "function" and source or nil, type(source) ~= "function"
      and "array or function expected, got " .. type(source) or nil
  end
  local metatable = metatable_of(source)
  if metatable and rawget(metatable, "__call") then
    return function() return source() end
  end
  local rows, length = source, nil
  if metatable then
    rows, length = rows_of(source, metatable)
  end
  if not rows then
    return nil, length
  end
  local count, message = count_of(rows, length)
  if not count then
    return nil, message
  elseif metatable and not length and rows == source and shows_at(source, metatable, count + 1) then
    return nil, ("an array of %d that shows more by __index: give it a __pairs or a __len"):format(count)
  end
  local i = 0
  return function()
    i = i + 1
    return rawget(rows, i)
  end, count
end

return M
