--- Paths that lead to a field, as messages and the command line write them: account_info.id, service_features[2].flag_value
--- (elements are counted from 1).
local json = require "portabilling.support.json"
local shapes = require "portabilling.support.shape"

local M = {}

-- What keeps a slip from filling the memory.
local INDEX_MOST = 100000

--- The keys that lead to the field: "a.b[2]" -> { "a", "b", 2 }.
---@param path string
---@return any[]? keys nil: it is no path
function M.keys(path)
  local keys = {}
  for part in (path .. "."):gmatch "(.-)%." do
    local name, rest = part:match "^([^%[%]%c]+)(.*)$"
    if not name then
      return nil
    end
    keys[#keys + 1] = name
    while rest ~= "" do
      local index, behind = rest:match "^%[(%d+)%](.*)$"
      index = tonumber(index)
      if not index or index < 1 or index > INDEX_MOST then
        return nil
      end
      keys[#keys + 1], rest = index, behind
    end
  end
  return keys
end

--- What gives a record's value of a column. A field that is called as the column is comes first: rows of another file have
--- names such as "account_info.id" or "Nr.".
---@param column string a path, or any name
---@return fun(record: table): any
function M.getter(column)
  local keys = M.keys(column) or {}
  return function(record)
    local value = record[column]
    if value ~= nil or #keys < 2 then
      return value
    end
    value = record
    for i = 1, #keys do
      if type(value) ~= "table" then
        return nil
      end
      value = value[keys[i]]
    end
    return value
  end
end

-- Why the key cannot stand in that table: elements of an array come one after the other, and it has no names.
local function misfit(holder, key)
  local shape = shapes.of(holder)
  if type(key) == "string" then
    return shape == "array" and ("what %s is to be in is an array: [1] is its first element"):format(key)
  elseif shape == "object" then
    return ("[%d] is an element of an array, and this is an object"):format(key)
  end
  return key > #holder + 1 and ("element %d comes before element %d is there"):format(key, #holder + 1)
end

--- Puts a value where the keys lead, which is still free; objects and arrays on the way are made.
---@param root table
---@param keys any[]
---@param value any
---@return true? done
---@return string? message why not; then nothing was changed but for what was made on the way
function M.put(root, keys, value)
  local holder = root
  for i, key in ipairs(keys) do
    local message = misfit(holder, key)
    if message then
      return nil, message
    elseif i == #keys then
      break
    elseif holder[key] == nil then
      holder[key] = type(keys[i + 1]) == "number" and json.array() or {}
    elseif type(holder[key]) ~= "table" then
      return nil, "what is before its last part has a value of its own"
    end
    holder = holder[key]
  end
  local last = keys[#keys]
  if holder[last] ~= nil then
    return nil, "it is given twice"
  end
  holder[last] = value
  return true
end

return M
