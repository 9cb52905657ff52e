--- Holds what a method is to be given against its fields in a model, and tells all that is wrong with it at once. What the
--- model does not know (a method without parameters, an object of which no more is known) is not refused, and nothing is
--- changed. As long as all is well, no path and no text is made.
---
--- What counts as wrong, by the `problem` of each (see problems.lua):
---   unknown    a field that is not there
---   misplaced  it is a field, but of the object around it or of one inside
---   missing    a required field is not given
---   type       it is of another type. Digits for a number, and a number for a text, are fine; so is a boolean wherever
---              Model:boolean has a form for it
---   boolean    there is no boolean
---   value      it is none of the field's values
---   long       the text is too long
---   short      it is too short
---   null       null for a field that is required, says yes or no or has certain values, unless it is known to have null too
local boolean = require "portabilling.api.boolean"
local fits = require "portabilling.api.fits"
local interrupt = require "portabilling.support.interrupt"
local later = require "portabilling.support.later"
local problems = require "portabilling.api.problems"

local features = later.require "portabilling.api.service_features"
local shapes = later.require "portabilling.support.shape" -- needs the core; who does without gives options.shape

local M = {}

-- What is larger, or nested deeper, is left to the encoder, which has limits of its own.
local VALUES_MOST = 2000000
local DEPTH_MOST = 100

-- What a list adds to its filters by itself.
local PAGES = { limit = true, offset = true }

local FITS = fits.FITS

-- Characters of UTF-8, as far as it is.
local function length_of(text)
  local _, inside = text:gsub("[\128-\191]", "")
  return #text - inside
end

local function check_scalar(state, depth, key, f, value, form)
  local is_fit = FITS[f.kind]
  if not (is_fit and is_fit(value, form)) then
    return problems.unfit(state, depth, key, f, value, "type")
  end
  local allowed = f.allowed
  if allowed and not allowed[value] and not allowed[problems.scalar(value)] then
    return problems.value(state, depth, key, f, value)
  end
  if f.min and form == "string" and length_of(value) < f.min then
    problems.short(state, depth, key, f, length_of(value))
  elseif f.max and form == "string" and #value > f.max then
    local length = length_of(value)
    if length > f.max then
      problems.long(state, depth, key, f, length)
    end
  end
end

local function check_boolean(state, depth, key, f, value)
  if f.kind == "list" or f.kind == "object" then
    return problems.unfit(state, depth, key, f, value, "type")
  elseif not boolean.form(f.name, f, function() return state.model:yes_no() end) then
    problems.unfit(state, depth, key, f, value, "boolean")
  end
end

-- Names of service features and of their attributes that are near to known ones. Those that are not may be right as well:
-- nobody has all of them.
local function check_feature(state, depth, feature)
  local name = feature.name
  local fields = type(name) == "string" and features.fields(name)
  if type(name) == "string" and not fields then
    problems.name(state, depth, name, features.all(), "the name of a service feature")
  end
  local given = feature.attributes
  for i, attribute in ipairs(fields and type(given) == "table" and given or {}) do
    local of = type(attribute) == "table" and attribute.name
    if type(of) == "string" and not fields[of] then
      state.keys[depth], state.keys[depth + 1] = "attributes", i
      problems.name(state, depth + 2, of, fields, ("the name of an attribute of the service feature %s"):format(name))
    end
  end
end

local check_value, check_object

local function check_array(state, depth, key, f, value)
  state.keys[depth] = key
  state.tables[depth + 1], state.fields[depth + 1] = value, nil
  local count = #value
  state.left = state.left - count
  if state.left < 0 or depth >= DEPTH_MOST then
    return
  end
  for i = 1, count do
    if value[i] ~= nil then
      check_value(state, depth + 1, i, f, value[i])
    end
  end
end

function check_value(state, depth, key, f, value)
  local kind, form = f.kind, type(value)
  if kind == "any" then
    return
  elseif form == "boolean" then
    return check_boolean(state, depth, key, f, value)
  elseif form ~= "table" and form ~= "userdata" then
    return check_scalar(state, depth, key, f, value, form)
  end
  local shape = state.shape(value)
  if shape == "null" then
    if f.required and not f.nullable then -- of others nobody tells for certain that they take none
      problems.unfit(state, depth, key, f, value, "null")
    end
  elseif kind == "list" and shape == "array" then
    if f.item and form == "table" then
      check_array(state, depth, key, f.item, value)
    end
  elseif kind == "object" and (shape == "object" or shape == "empty") then
    local inside = f.object and state.model:inside(state.service, f)
    if inside then
      state.keys[depth] = key
      check_object(state, depth + 1, value, inside, f.strict)
      if f.name == fits.FEATURES then
        check_feature(state, depth + 1, value)
      end
    end
  else
    problems.unfit(state, depth, key, f, value, "type")
  end
end

local function check_required(state, depth, value, fields)
  local plan, implied = fits.plan(fields), state.implied
  local added = depth == 1 and state.added
  for _, f in ipairs(plan.required) do
    if value[f.name] == nil and f.name ~= implied and not (added and added[f.name]) then
      problems.missing(state, depth, f)
    end
  end
  local one_of = plan.one_of
  if one_of and not fits.has_one_of(value, one_of, implied) then
    problems.none_of(state, depth, one_of)
  end
end

function check_object(state, depth, value, fields, strict)
  if depth > DEPTH_MOST or state.left < 0 then
    return
  end
  for i = 2, depth - 1 do
    if state.tables[i] == value then
      return -- a circle
    end
  end
  state.tables[depth], state.fields[depth] = value, fields
  local count = 0
  for name, item in next, value do
    count = count + 1
    local f = fields[name]
    if f then
      check_value(state, depth, name, f, item)
    else
      problems.unknown(state, depth, name)
    end
  end
  state.left = state.left - count
  if strict then
    check_required(state, depth, value, fields)
  end
end

-- An update, or a deletion without any keys, of which nothing says which record it is for.
local function check_key(state, entry, value, params)
  local id, wrapper = entry.id_key, entry.wrapper
  if id == nil or id == state.implied or value[id] ~= nil then
    return
  end
  local holder, fields, depth = value, params, 1
  local f = wrapper and params[wrapper]
  if f and f.kind == "object" then
    holder, fields, depth = value[wrapper], state.model:inside(state.service, f), 2
    state.keys[1] = wrapper
  end
  f = fields and fields[id]
  if not f or type(holder) ~= "table" or holder[id] ~= nil or depth == 1 and f.required then
    return -- not known, given, or told already
  end
  local known, create = interrupt.pcall(state.model.resolve, state.model, entry.service, entry.record, "create")
  local natural = known and create.natural_key and create.natural_key.attribute
  natural = natural and fields[natural] and natural or nil
  if natural == nil or holder[natural] == nil then
    problems.none_of(state, depth, { id, natural })
  end
end

local function finish(state)
  local found = state.problems
  if found then
    table.sort(found, function(a, b) return a.path < b.path end)
  end
  return found
end

local function state_of(model, service, options)
  return { model = model, service = service, keys = {}, tables = {}, fields = {}, left = VALUES_MOST,
    shape = options and options.shape or shapes.of, implied = options and options.implied }
end

---@param model portabilling.api.Model
---@param service string
---@param method string
---@param value table plain tables (see support/plain.lua)
---@param options { entry: portabilling.catalog.entry?, implied: string?, shape: (fun(value: any): string?)? }? entry: the
--- operation on a record that this is; implied: the key of the record that the session implies; shape: as shape.of
---@return portabilling.Problem[]? problems sorted by path; nil: there is none
function M.params(model, service, method, value, options)
  local told = model:method(service, method)
  local params = told and told.params
  if not params then
    return nil
  end
  local state = state_of(model, service, options)
  local entry = options and options.entry
  state.added = entry and entry.operation == "list" and entry.paging and PAGES
  check_object(state, 1, value, params, true)
  if entry and (entry.operation == "update" or entry.operation == "delete" and next(value) == nil) then
    check_key(state, entry, value, params)
  end
  return finish(state)
end

---The option `fields` against the record that the method answers.
---@param model portabilling.api.Model
---@param entry portabilling.catalog.entry of a get or a list
---@param wanted string[] such as "customer_class.name"
---@return portabilling.Problem[]?
function M.wanted(model, entry, wanted)
  local told = model:method(entry.service, entry.method)
  local key = entry.key or entry.records_key
  local record = told and told.answer and key and told.answer[key]
  local fields = record and model:inside(entry.service, record)
  local state = state_of(model, entry.service)
  for i, path in ipairs(fields and wanted or {}) do
    local inside, before = fields, ""
    for name in path:gmatch "[^.]+" do
      local f = inside[name]
      if not f then
        local near = problems.near(name, inside)
        problems.add(state, 1, nil, { problem = "unknown", path = ("fields[%d]"):format(i), got = path,
          suggestion = near and before .. near })
        break
      end
      before, inside = before .. name .. ".", model:inside(entry.service, f)
      if not inside then
        break
      end
    end
  end
  return finish(state)
end

M.text, M.is_fine = problems.text, fits.is_fine

return M
