--- What a batch takes its items from: an array, or a function that gives the next one. What would end early, or give
--- nothing, in silence is refused: an array with a hole, a table with other keys. Views are read through __pairs, __len or
--- __index.
local json = require "portabilling.json"
local plain = require "portabilling.support.plain"

local M = {}

local metatable_of = debug and debug.getmetatable or getmetatable

local function shown(key)
  return type(key) == "string" and ("%q"):format(key) or json.text(key)
end

-- How many rows there are; or nil, and why they are none.
local function count_of(fields)
  local count, last, other = 0, 0, nil
  for key, value in next, fields do
    if type(key) == "number" and key >= 1 and key % 1 == 0 then
      count, last = count + 1, math.max(last, key)
    elseif type(value) == "table" or other == nil then
      other = { key = key, row = type(value) == "table" } -- a number beside the rows, such as their count, does no harm
    end
  end
  if other and (other.row or count == 0) then
    return nil, ("array or function expected, got a table with the key %s; rows stand at 1, 2, 3: one alone is { row }")
      :format(shown(other.key))
  end
  local packed = type(fields.n) == "number" and fields.n % 1 == 0 and fields.n or 0 -- by table.pack
  last = math.max(last, packed)
  if last > count then
    local hole = 1
    while fields[hole] ~= nil do
      hole = hole + 1
    end
    return nil, ("array with a hole: element %s is nil, but %s"):format(json.text(hole),
      last == packed and "n is " .. json.text(last) or ("element %s is not"):format(json.text(last)))
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

-- The rows of a table without fields of its own that has an __index.
local function read_by_index(source, metatable)
  local rows, length = {}, rawget(metatable, "__len")
  local last = length and length(source) or math.huge
  local i = 1
  while i <= last and (length or source[i] ~= nil) do
    rows[i] = source[i]
    i = i + 1
  end
  if length then
    rows.n = last
  elseif i == 1 and may_hold_rows(rawget(metatable, "__index")) then
    return nil, "an empty table that shows its fields by __index has nothing at 1: give it a __pairs or a __len"
  end
  return rows
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
  local rows, message = source, nil
  local metatable = metatable_of(source)
  if metatable and rawget(metatable, "__call") then
    return function() return source() end
  elseif metatable and rawget(metatable, "__pairs") then
    rows, message = plain.fields(source)
  elseif metatable and rawget(metatable, "__index") ~= nil and next(source) == nil then
    rows, message = read_by_index(source, metatable)
  end
  local count
  if rows then
    count, message = count_of(rows)
  end
  if not count then
    return nil, message
  end
  local i = 0
  return function()
    i = i + 1
    return rows[i]
  end, count
end

return M
