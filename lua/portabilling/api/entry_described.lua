-- What an operator's own description says of how a record is called. It wins over what the data and the naming rule say; where
-- it does not tell the fields of a method, these hold.
local M = {}

---@class portabilling.api.Described
---@field told fun(operation: portabilling.operation): portabilling.api.Method? nil: the record has no such operation
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
local function is_flag(f) return f.kind == "b" or f.kind == "bool" or f.kind == "yn" or f.kind == "i" end

local function is_any_of(f)
  return f ~= nil and (is_object(f) or is_list(f))
end

-- The key that is expected where it is there and of the kind, else the only one of it.
local function find(fields, expected, fits)
  for _, name in ipairs(expected) do
    if name and fields[name] and fits(fields[name]) then return name end
  end
  local f = only(fields, fits)
  return f and f.name
end

local function shares_word(name, record)
  for word in record:gmatch "%w+" do
    if ("_" .. name .. "_"):find("_" .. word .. "_", 1, true) then return true end
  end
  return false
end

-- The object that carries the attributes, where it is not called as the rule says: the only x_info, or the only object beside
-- which there are at most ids and flags (which may be plain integers); required, or with a word of the record in its name. An
-- object too many would be one without which calls are refused.
local function carrier(fields, record, inside)
  local object = only(fields, is_info)
  if not object then
    object = only(fields, is_object)
    if not object or not inside(object) then return nil end
    for _, f in ipairs(fields) do
      if f ~= object and not is_id(f) and not is_flag(f) then return nil end
    end
  end
  return (object.required or shares_word(object.name, record)) and object.name or nil
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

---The key of a record's number.
---@param expected string
---@param known portabilling.api.Described
---@return string key the expected one where the description shows it, or shows none
function M.id_key(expected, known)
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

-- A look-up that is not there, or does not take those filters, finds no record again.
local function keep_natural(entry, known)
  local natural = entry.natural_key
  if not natural then return end
  local told = known.told(natural.operation)
  if not told then
    entry.natural_key = nil
    return
  end
  for filter in pairs(told.params and natural.filters or {}) do
    if not told.params[filter] then entry.natural_key = nil end
  end
end

local function take_wrapper(entry, line, extra, params, known)
  local told, regular = extra.wrapper, entry.record .. "_info"
  if told == nil then told = line.wrapper end
  if told and is_any_of(params[told]) then return end
  if params[regular] and is_object(params[regular]) then
    entry.wrapper = regular
  elseif told == false then
    entry.wrapper = nil
  else
    entry.wrapper = carrier(params, entry.record, known.inside)
  end
end

local function take_delete_wrapper(entry, params)
  if not (entry.wrapper and params[entry.wrapper]) then
    entry.wrapper = not only(params, is_id) and find(params, { entry.record .. "_info" }, is_info) or nil
  end
end

-- The key under which the record or the records are answered: the expected one, even where a record is an array.
local function answered(entry, extra, answer, key)
  local is_get = entry.operation == "get"
  if key and (key == extra.key or is_get) and is_any_of(answer[key]) then return key end
  return find(answer, { key, entry.guess }, is_get and is_object or is_rows)
end

-- What tells rows apart is of use only where they have it.
local function has_key(rows, key)
  for _, name in ipairs(type(key) == "table" and key or { key }) do
    if not rows[name] then return false end
  end
  return true
end

local function take_list(entry, extra, params, answer, known)
  if answer and #answer > 0 then entry.records_key = answered(entry, extra, answer, entry.records_key) end
  if params then
    entry.paging = params.limit ~= nil -- without it rows would be missing; that offset is not heeded is noticed
    entry.has_total = params.get_total ~= nil and (entry.has_total or answer ~= nil and answer.total ~= nil)
  end
  local rows = answer and entry.records_key and entry.unique_key and known.inside(answer[entry.records_key])
  if rows and not has_key(rows, entry.unique_key) then entry.unique_key = nil end
end

---Corrects an entry by the description.
---@param entry portabilling.catalog.entry
---@param line table what the data says of the record
---@param extra table and of the method
---@param known portabilling.api.Described
function M.take(entry, line, extra, known)
  local told = known.told(entry.operation)
  local params, answer = told and told.params, told and told.answer
  if params or answer then entry.source = "documented" end
  if entry.operation == "get" then
    if answer and #answer > 0 then entry.key = answered(entry, extra, answer, entry.key) end
  elseif entry.operation == "list" then
    take_list(entry, extra, params, answer, known)
  elseif params and entry.operation == "delete" then
    take_delete_wrapper(entry, params)
  elseif params then
    take_wrapper(entry, line, extra, params, known)
  end
  keep_natural(entry, known)
end

return M
