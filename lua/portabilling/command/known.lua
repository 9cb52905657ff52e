--- What may stand in a command, or in a line of Lua, by what is known of the API: for the completion of both.
local pb = require "portabilling"

local M = {}

--- Those of some texts that begin with another.
---@param texts string[]
---@param beginning string
---@return string[]
function M.beginning(texts, beginning)
  local found = {}
  for _, text in ipairs(texts) do
    if text:sub(1, #beginning) == beginning then
      found[#found + 1] = text
    end
  end
  return found
end

--- Services.
---@return string[]
function M.services()
  return pb.services()
end

--- Record types of a service; none where there is no such service.
---@param service string
---@param operation portabilling.operation? only those that have it
---@return string[]
function M.records(service, operation)
  local ok, all = pcall(pb.records, service)
  local names = {}
  for _, record in ipairs(ok and all or {}) do
    if not operation or record.operations[operation] then
      names[#names + 1] = record.record
    end
  end
  return names
end

--- Methods of a service.
---@param service string
---@return string[]
function M.methods(service)
  local ok, told = pcall(pb.describe, service)
  local names = {}
  for _, record in ipairs(ok and told.records or {}) do
    for _, method in pairs(record.operations) do
      names[#names + 1] = method
    end
  end
  for _, method in ipairs(ok and told.methods or {}) do
    names[#names + 1] = method
  end
  table.sort(names)
  return names
end

--- What an operation takes, or a method; nil: it is not known.
---@param service string
---@param record string or the method
---@param operation portabilling.operation? nil: a method
---@return portabilling.DescribedField[]?
function M.params(service, record, operation)
  local ok, told = pcall(pb.describe, service, record, operation)
  return ok and told.params or nil
end

--- What a record has.
---@param service string
---@param record string
---@return string[] names sorted
function M.fields(service, record)
  local ok, told = pcall(pb.describe, service, record)
  local names = {}
  for i, field in ipairs(ok and told.kind == "record" and told.fields or {}) do
    names[i] = field.name
  end
  table.sort(names)
  return names
end

--- The fields that may be sent in a place.
---@param fields portabilling.DescribedField[]?
---@return portabilling.DescribedField[]
function M.sendable(fields)
  local found = {}
  for _, field in ipairs(fields or {}) do
    if not field.read_only then
      found[#found + 1] = field
    end
  end
  return found
end

return M
