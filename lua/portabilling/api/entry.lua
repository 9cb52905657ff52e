-- What one operation on one record type is, from what is known of it: its line in the data, and the naming rule for the rest;
-- what an operator's own description says of its methods comes first.
local later = require "portabilling.support.later"
local tables = require "portabilling.support.tables"

local described = later.require "portabilling.api.entry_described"

local M = {}

local words, set = tables.words, tables.set

local function wrapper_of(entry, line, extra)
  local wrapper = extra.wrapper
  if wrapper == nil then wrapper = line.wrapper end
  if wrapper == nil then wrapper = entry.record .. "_info" end
  return wrapper or nil
end

local function take_unique(entry, line)
  if line.unique == nil then
    entry.unique_key = entry.id_key
  elseif line.unique then
    local names = words(line.unique)
    entry.unique_key = #names == 1 and names[1] or names
  end
end

local function read_keys(entry, line, extra, seen)
  local operation, method = entry.operation, entry.method
  entry.guess = method:gsub("^get_", ""):gsub("^list_", "")
  local regular = operation == "get" and method == "get_" .. entry.record .. "_info"
  local key = extra.key or ((seen or regular) and entry.guess) or nil
  if operation == "get" then
    entry.key = key
    return
  end
  entry.records_key = key
  entry.paging = extra.paging ~= false
  entry.has_total = extra.total ~= nil
  entry.total_costs = extra.total == "costly"
  take_unique(entry, line)
end

---@param model portabilling.api.Model
---@param service string
---@param record string
---@param operation portabilling.operation
---@param method string
---@param line table what the data says of the record
---@param known portabilling.api.Described? what the operator's own description says of the record's methods
---@return portabilling.catalog.entry
function M.new(model, service, record, operation, method, line, known)
  local extra = line[operation]
  -- What the line says of another method is not said of this one.
  local other = extra and (type(extra) == "table" and extra[1] or extra) ~= method
  local seen = not other and (line.seen == "all" or (line.seen and set(line.seen)[operation]) or false)
  if type(extra) ~= "table" or other then extra = {} end
  local entry = {
    service = service,
    record = record,
    operation = operation,
    method = method,
    safe = model.safe(service, method),
    source = seen and "documented" or "rule",
    realm = line.realm,
  }
  if line.id ~= false then entry.id_key = line.id or "i_" .. record end
  if known and entry.id_key then entry.id_key = described.id_key(entry.id_key, known) end
  if operation == "create" or operation == "update" then
    entry.wrapper = wrapper_of(entry, line, extra)
    if operation == "create" and line.natural then
      entry.natural_key = { attribute = line.natural[1], operation = line.natural[2], filters = line.natural.filters }
    end
  elseif operation == "delete" then
    entry.wrapper = extra.wrapper
  else
    read_keys(entry, line, extra, seen)
  end
  if known then described.take(entry, line, extra, known) end
  return entry
end

return M
