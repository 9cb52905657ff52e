--- What fits a field, looked up quickly: a value that nothing is wrong with must cost next to nothing. api/check.lua tells
--- what is wrong with the others.
local boolean = require "portabilling.api.boolean"
local later = require "portabilling.support.later"

local features = later.require "portabilling.api.service_features"
local shapes = later.require "portabilling.support.shape"

local M = {}

local function is_flag(value, form)
  return value == 1 or value == 0 or value == "1" or value == "0" or form == "cdata"
end

local function is_date(value, form)
  return form == "string" and value:find "%d%d%d%d" ~= nil
end

-- The field that service features are in, wherever it stands.
local FEATURES = "service_features"

-- Of what type texts, numbers and LuaJIT's 64-bit integers (cdata) have to be: kind -> function(value, its Lua type).
local FITS = {
  i = function(value, form)
    return form == "number" and value % 1 == 0 or form == "string" and value:find "^[+-]?%d+$" ~= nil or form == "cdata"
  end,
  n = function(value, form)
    return form == "number" or form == "string" and tonumber(value) ~= nil or form == "cdata"
  end,
  s = function(_, form) return form == "string" or form == "number" or form == "cdata" end,
  yn = function(_, form) return form == "string" end, -- its values are looked at, too
  b = is_flag,
  bool = is_flag,
  d = is_date,
  t = is_date,
}

M.FITS, M.FEATURES = FITS, FEATURES

local ALL = { "string", "number", "boolean", "table", "userdata", "cdata", "function", "thread" }

-- By a value's Lua type: true = it is fine; WHOLE = if it is a whole number; VALUES = if it is one of these; else it is looked
-- into, or `fits` is asked.
local WHOLE, VALUES = 1, 2

local function no_names() return {} end

local function way_of(f)
  local kind, max = f.kind, f.max
  local way = { field = f, item = f.item and way_of(f.item), fits = FITS[kind],
    inside = kind == "object" and {} or nil }
  if kind == "any" then
    for _, form in ipairs(ALL) do
      way[form] = true
    end
  elseif f.allowed then
    way.values, way.string, way.number, way.fits = {}, VALUES, VALUES, nil
    for value in pairs(f.allowed) do
      way.values[value] = true
      if tonumber(value) then
        way.values[tonumber(value)] = true
      end
    end
  elseif max then
    way.fits = not f.min and function(value, form) return kind == "s" and form == "string" and #value <= max end or nil
  elseif kind == "s" then
    way.string, way.number = true, true
  elseif kind == "i" then
    way.number = WHOLE
  end
  if kind ~= "any" and kind ~= "list" then
    way.boolean = boolean.form(f.name, f, no_names) ~= nil -- else the other way asks for the names, too
  end
  return way
end

-- What is looked up of the fields of an object, made when they are first asked for: ways = name -> how its value is held
-- against it, required = fields, one_of = names of which one is required. Kept as long as the fields are.
local plans = setmetatable({}, { __mode = "k" })

---@param fields portabilling.api.Field[]
---@return table
function M.plan(fields)
  local plan = plans[fields]
  if not plan then
    plan = { ways = {}, required = {} }
    for _, f in ipairs(fields) do
      plan.ways[f.name] = way_of(f)
      if f.one_of then
        plan.one_of = plan.one_of or {}
        plan.one_of[#plan.one_of + 1] = f.name
      elseif f.required then
        plan.required[#plan.required + 1] = f
      end
    end
    plans[fields] = plan
  end
  return plan
end

--- Is one of them given, or implied?
---@param value table
---@param names string[]
---@param implied string?
---@return boolean
function M.has_one_of(value, names, implied)
  for _, name in ipairs(names) do
    if value[name] ~= nil or name == implied then
      return true
    end
  end
  return false
end

local object_is_fine

-- So many elements of arrays are gone through the short way: what stands in several places may come to very many.
local SHORT_MOST, SHORT_DEPTH = 10000, 8
local left

-- Of what is no plain text, number or boolean.
local function is_fine(model, service, way, value, form, depth)
  if form ~= "table" then
    return way.fits ~= nil and way.fits(value, form)
  end
  local f = way.field
  local kind = f.kind
  if kind == "object" and (getmetatable(value) == nil or shapes.of(value) == "object") then
    local inside = way.inside[service]
    if inside == nil then -- an object of that name may be the service's own
      inside = f.object and model:inside(service, f) or false
      way.inside[service] = inside
    end
    if inside then
      return object_is_fine(model, service, value, inside, f.strict, depth + 1)
    end
    return value[1] == nil
  elseif kind == "list" and shapes.of(value) == "array" then
    local item = way.item
    left = left - #value
    for i = 1, item and #value or 0 do
      local element = value[i]
      local of = type(element)
      if left < 0 or element == nil
        or item[of] ~= true and not is_fine(model, service, item, element, of, depth + 1) then
        return false
      end
    end
    return f.name ~= FEATURES or features.are_known(value)
  end
  return false
end

function object_is_fine(model, service, value, fields, strict, depth)
  if depth > SHORT_DEPTH then
    return false
  end
  local plan = plans[fields] or M.plan(fields)
  local ways = plan.ways
  for name, item in next, value do
    local way = ways[name]
    if not way then
      return false
    end
    local form = type(item)
    local verdict = way[form]
    if verdict ~= true then
      local is_value = verdict == WHOLE and item % 1 == 0 or verdict == VALUES and way.values[item]
      if not is_value and not is_fine(model, service, way, item, form, depth) then
        return false
      end
    end
  end
  if strict then
    local required = plan.required
    for i = 1, #required do
      if value[required[i].name] == nil then
        return false
      end
    end
    local one_of = plan.one_of
    return not one_of or M.has_one_of(value, one_of)
  end
  return true
end

-- Does it say which record it is for, where it has to?
local function has_key(entry, value)
  if entry == nil or entry.operation ~= "update" then
    return entry == nil or entry.operation ~= "delete" or next(value) ~= nil
  end
  local id, body = entry.id_key, entry.wrapper and value[entry.wrapper]
  return id == nil or value[id] ~= nil or type(body) == "table" and body[id] ~= nil
end

---Is it certain that nothing is wrong? A short way for what is nearly always so; M.params tells when it is not.
---@param model portabilling.api.Model
---@param service string
---@param method string
---@param value table plain tables
---@param entry portabilling.catalog.entry? the operation on a record that this is
---@return boolean
function M.is_fine(model, service, method, value, entry)
  local told = model:method(service, method)
  local params = told and told.params
  left = SHORT_MOST
  return not params or object_is_fine(model, service, value, params, true, 1) and has_key(entry, value)
end

return M
