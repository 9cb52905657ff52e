-- What one operation on one record type is, from what is known of it: its line in the data, the fields of its method where
-- they are described, and the naming rule for the rest.
local tables = require "portabilling.support.tables"

local M = {}

local words, set = tables.words, tables.set

-- The key that a description shows: the one that is expected where it is there and of the kind, else the only one of it.
local function described(fields, expected, fits)
  for _, name in ipairs(expected) do
    if name and fields[name] and fits(fields[name]) then return name end
  end
  local only
  for _, f in ipairs(fields) do
    if fits(f) then
      if only then return nil end
      only = f.name
    end
  end
  return only
end

local function is_object(f) return f.kind == "object" end
local function is_info(f) return f.kind == "object" and f.name:find "_info$" ~= nil end
local function is_list(f) return f.kind == "list" end
local function is_rows(f)
  return f.kind == "list" and (f.item == nil or f.item.kind == "object" or f.item.kind == "any")
end

local function wrapper_of(entry, line, extra, fields)
  local wrapper = extra.wrapper
  if wrapper == nil then wrapper = line.wrapper end
  if fields then
    if wrapper and fields[wrapper] and (is_object(fields[wrapper]) or is_list(fields[wrapper])) then return wrapper end
    return described(fields, { entry.record .. "_info" }, is_info)
  end
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

-- What tells rows apart is of use only where they have it.
local function has_key(rows, key)
  for _, name in ipairs(type(key) == "table" and key or { key }) do
    if not rows[name] then return false end
  end
  return true
end

local function read_keys(entry, line, extra, seen, known)
  local operation, method = entry.operation, entry.method
  entry.guess = method:gsub("^get_", ""):gsub("^list_", "")
  local regular = operation == "get" and method == "get_" .. entry.record .. "_info"
  local key = extra.key or ((seen or regular) and entry.guess) or nil
  local answer, params = known and known.answer, known and known.params
  if answer and #answer > 0 then
    key = described(answer, { key, entry.guess }, operation == "get" and is_object or is_rows)
  end
  if operation == "get" then
    entry.key = key
    return
  end
  entry.records_key = key
  entry.paging = extra.paging ~= false
  entry.has_total = extra.total ~= nil
  entry.total_costs = extra.total == "costly"
  if params then
    entry.paging = params.limit ~= nil and params.offset ~= nil
    entry.has_total = params.get_total ~= nil
  end
  take_unique(entry, line)
  local rows = known and key and entry.unique_key and known.rows(key)
  if rows and not has_key(rows, entry.unique_key) then entry.unique_key = nil end
end

---@param model portabilling.api.Model
---@param service string
---@param record string
---@param operation portabilling.operation
---@param method string
---@param line table what the data says of the record
---@param known { params: table?, answer: table?, rows: fun(key: string): table? }? what the operator's own description says
--- of the method; it wins
---@return portabilling.catalog.entry
function M.new(model, service, record, operation, method, line, known)
  local told = line[operation]
  local extra = type(told) == "table" and told or {}
  local seen = line.seen == "all" or (line.seen and set(line.seen)[operation]) or false
  local entry = {
    service = service,
    record = record,
    operation = operation,
    method = method,
    safe = model.safe(service, method),
    source = (known or seen) and "documented" or "rule",
    realm = line.realm,
  }
  if line.id ~= false then entry.id_key = line.id or "i_" .. record end
  if operation == "create" or operation == "update" then
    entry.wrapper = wrapper_of(entry, line, extra, known and known.params)
    if operation == "create" and line.natural then
      entry.natural_key = { attribute = line.natural[1], operation = line.natural[2], filters = line.natural.filters }
    end
  elseif operation == "delete" then
    entry.wrapper = extra.wrapper
    if entry.wrapper and known and known.params and not known.params[entry.wrapper] then entry.wrapper = nil end
  else
    read_keys(entry, line, extra, seen, known)
  end
  return entry
end

return M
