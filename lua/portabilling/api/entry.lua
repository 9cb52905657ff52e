-- What one operation on one record type is, from what is known of it: its line in the data, the fields of its method where
-- they are described, and the naming rule for the rest.
local tables = require "portabilling.support.tables"

local M = {}

local words, set = tables.words, tables.set

---What an operator's own description says of a record's methods.
---@class portabilling.api.Described
---@field told fun(operation: portabilling.operation): portabilling.api.Method? nil: it has none
---@field inside fun(f: portabilling.api.Field?): portabilling.api.Field[]? what a field's value has

-- The only one of the fields that fits.
local function only(fields, fits)
  local found
  for _, f in ipairs(fields) do
    if fits(f) then
      if found then return nil end
      found = f
    end
  end
  return found
end

local function is_object(f) return f.kind == "object" end
local function is_info(f) return is_object(f) and f.name:find "_info$" ~= nil end
local function is_list(f) return f.kind == "list" end
local function is_rows(f) return is_list(f) and (f.item == nil or is_object(f.item) or f.item.kind == "any") end
local function is_id(f) return f.name:sub(1, 2) == "i_" and (f.kind == "i" or f.kind == "any") end
local function is_flag(f) return f.kind == "b" or f.kind == "bool" or f.kind == "yn" end

-- The key that a description shows: the one that is expected where it is there and of the kind, else the only one of it.
local function described(fields, expected, fits)
  for _, name in ipairs(expected) do
    if name and fields[name] and fits(fields[name]) then return name end
  end
  local f = only(fields, fits)
  return f and f.name
end

-- The object that carries the attributes, where it is not called after the record: the only one, beside which there are at
-- most ids and flags.
local function carrier(fields, inside)
  local object = only(fields, is_object)
  if not object or not inside(object) then return nil end
  for _, f in ipairs(fields) do
    if f ~= object and not is_id(f) and not is_flag(f) then return nil end
  end
  return object.name
end

local function wrapper_of(entry, line, extra, fields, known)
  local wrapper = extra.wrapper
  if wrapper == nil then wrapper = line.wrapper end
  if fields then
    if wrapper and fields[wrapper] and (is_object(fields[wrapper]) or is_list(fields[wrapper])) then return wrapper end
    return described(fields, { entry.record .. "_info" }, is_info) or carrier(fields, known.inside)
  end
  if wrapper == nil then wrapper = entry.record .. "_info" end
  return wrapper or nil
end

-- The fields among which a record's number is: those that get and delete take, update takes inside of its wrapper as well,
-- create answers.
local ID_AMONG = {
  { "get", "params" }, { "delete", "params" }, { "update", "params", inside = true }, { "create", "answer" },
}

local function has_id(known, place, name)
  local told = known.told(place[1])
  local fields = told and told[place[2]]
  if not fields then return false end
  if fields[name] then return true end
  for _, f in ipairs(place.inside and fields or {}) do
    local inside = is_object(f) and known.inside(f)
    if inside and inside[name] then return true end
  end
  return false
end

local function id_key(record, line, known)
  if line.id == false then return nil end
  local expected = line.id or "i_" .. record
  if not known then return expected end
  for _, place in ipairs(ID_AMONG) do
    if has_id(known, place, expected) then return expected end
  end
  for _, place in ipairs(ID_AMONG) do
    local told = known.told(place[1])
    local fields = told and told[place[2]]
    local f = fields and not place.inside and only(fields, is_id)
    if f then return f.name end
  end
  return expected
end

-- How to find a record again: only where the look-up is there, and takes those filters.
local function natural_key(line, known)
  local natural = line.natural
  if not natural then return nil end
  local told = known and known.told(natural[2])
  if known and not told then return nil end
  for filter in pairs(told and told.params and natural.filters or {}) do
    if not told.params[filter] then return nil end
  end
  return { attribute = natural[1], operation = natural[2], filters = natural.filters }
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
  local told = known and known.told(operation)
  local answer, params = told and told.answer, told and told.params
  if answer and #answer > 0 then
    local fits = operation == "get" and is_object or is_rows
    if not (key and key == extra.key and answer[key] and (is_object(answer[key]) or is_list(answer[key]))) then
      key = described(answer, { key, entry.guess }, fits)
    end
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
    entry.has_total = params.get_total ~= nil and (entry.has_total or answer ~= nil and answer.total ~= nil)
  end
  take_unique(entry, line)
  local rows = answer and key and entry.unique_key and known.inside(answer[key])
  if rows and not has_key(rows, entry.unique_key) then entry.unique_key = nil end
end

---@param model portabilling.api.Model
---@param service string
---@param record string
---@param operation portabilling.operation
---@param method string
---@param line table what the data says of the record
---@param known portabilling.api.Described? the operator's own description, which wins
---@return portabilling.catalog.entry
function M.new(model, service, record, operation, method, line, known)
  local extra = line[operation]
  if type(extra) ~= "table" or extra[1] ~= method then extra = {} end
  local seen = line.seen == "all" or (line.seen and set(line.seen)[operation]) or false
  local entry = {
    service = service,
    record = record,
    operation = operation,
    method = method,
    safe = model.safe(service, method),
    source = (known or seen) and "documented" or "rule",
    realm = line.realm,
    id_key = id_key(record, line, known),
  }
  local told = known and known.told(operation)
  local params = told and told.params
  if operation == "create" or operation == "update" then
    entry.wrapper = wrapper_of(entry, line, extra, params, known)
    if operation == "create" then entry.natural_key = natural_key(line, known) end
  elseif operation == "delete" then
    entry.wrapper = extra.wrapper
    if params and not (entry.wrapper and params[entry.wrapper]) then
      entry.wrapper = not only(params, is_id) and described(params, { record .. "_info" }, is_info) or nil
    end
  else
    read_keys(entry, line, extra, seen, known)
  end
  return entry
end

return M
