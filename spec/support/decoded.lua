-- JSON as core.decode reads it.
local core = require "portabilling.core"

local M = {}

--- Its value.
function M.decode(text, options)
  local value, message, offset = core.decode(text, options)
  if message then error(message .. " / " .. tostring(offset), 2) end
  return value
end

--- Why there is none, and where.
function M.fails(text, options)
  local value, message, offset = core.decode(text, options)
  assert(value == nil and type(message) == "string" and type(offset) == "number")
  return message, offset
end

return M
