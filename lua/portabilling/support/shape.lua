--- What tables and userdata are in JSON, by the sentinels and marks that the encoder understands.
local core = require "portabilling.core"
local json = require "portabilling.support.json"

local M = {}

local array_marks, empties = { [core.array_mt] = true }, { [core.empty_array] = true }
local sentinels = json.encoding()
for _, mark in ipairs(sentinels.array_mts) do
  array_marks[mark] = true
end
for _, mark in ipairs(sentinels.empty_arrays) do
  empties[mark] = true
end

--- What a table or a userdata is sent as; nil: it cannot be sent. A table without anything in it is sent as {}: "empty".
---@param value table|userdata|lightuserdata
---@return "array"|"object"|"empty"|"null"|nil
function M.of(value)
  if value == json.null then
    return "null"
  elseif type(value) ~= "table" then
    return empties[value] and "array" or nil
  elseif value[1] ~= nil or array_marks[getmetatable(value)] then
    return "array"
  end
  return next(value) == nil and "empty" or "object"
end

return M
