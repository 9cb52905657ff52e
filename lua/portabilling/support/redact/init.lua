--- Keeps secrets out of everything that is shown: dry runs, logs, errors.
local names = require "portabilling.support.redact.names"
local text = require "portabilling.support.redact.text"
local tables = require "portabilling.support.tables"

local M = {}

M.MARK = text.MARK
M.scrub, M.scrubber, M.scrub_by = text.scrub, text.scrubber, text.scrub_by
M.scrub_named, M.scrub_addresses = text.scrub_named, text.scrub_addresses

--- A deep copy with every secret value replaced; the shape is kept.
---@param value any
---@param holder any the name of what it is in
---@return any
function M.copy(value, holder)
  if type(value) ~= "table" then
    return value
  end
  local copy = setmetatable({}, getmetatable(value))
  for key, item in tables.each(value) do
    copy[key] = names.hides(value, key, holder) and M.MARK or M.copy(item, names.holder_inside(key, holder))
  end
  return copy
end

--- The secret values in a table, at any depth; all that is below a name like auth_info counts.
---@param value any
---@param found string[]?
---@param holder any
---@param all boolean? everything in it is secret
---@return string[]
function M.secrets(value, found, holder, all)
  found = found or {}
  local text_of = require("portabilling.support.json").text -- needs the core, which the sandbox uses all the rest without
  for name, item in tables.each(type(value) == "table" and value or {}) do
    local secret = all or names.hides(value, name, holder)
    if type(item) == "table" then
      M.secrets(item, found, names.holder_inside(name, holder), secret)
    elseif secret and type(item) ~= "boolean" and type(item) ~= "userdata" then
      found[#found + 1] = text_of(item)
    end
  end
  return found
end

return M
