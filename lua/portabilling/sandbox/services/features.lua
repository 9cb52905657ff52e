--- Service features and custom-field values, which accounts and customers both have.

local changes = require "portabilling.sandbox.events.changes"
local context = require "portabilling.sandbox.context"
local defaults = require "portabilling.sandbox.service_features"
local json = require "portabilling.sandbox.json"
local state = require "portabilling.sandbox.state"
local store = require "portabilling.sandbox.store"
local tables = require "portabilling.support.tables"

local M = {}

local NONE = { values = {} }

-- What is kept of an owner, to be read.
local function kept(kind, key)
  return state.extras[kind .. key] or NONE
end

-- The same, to be changed.
local function extra(kind, key)
  local name = kind .. key
  state.extras[name] = state.extras[name] or { values = {} }
  return state.extras[name]
end

--- Forget what was kept of an owner that is removed.
---@param kind "account"|"customer"
---@param key number
function M.forget(kind, key)
  state.extras[kind .. key] = nil
end

--- The service features of an owner.
---@param kind "account"|"customer"
---@param key number
---@return table
function M.of(kind, key)
  return kept(kind, key).features or defaults.default(kind)
end

--- Some of the service features of an owner.
---@param kind "account"|"customer"
---@param key number
---@param names string[]
---@return table
function M.named(kind, key, names)
  local wanted, out = {}, json.array()
  for _, name in ipairs(names) do
    wanted[name] = true
  end
  for _, feature in ipairs(M.of(kind, key)) do
    if wanted[feature.name] then
      out[#out + 1] = feature
    end
  end
  return out
end

--- The features that an answer about an account was asked to have.
---@param ctx table
---@param key number
---@param wanted any get_service_features as it was sent: names, or 1
---@return table? nil where none were asked for
function M.asked(ctx, key, wanted)
  if not context.given(wanted) or tonumber(wanted) == 0 then
    return nil
  elseif tonumber(wanted) == 1 then
    return M.of("account", key)
  end
  local fine = type(wanted) == "table" and (json.is_array(wanted) or next(wanted) == nil)
  for i = 1, fine and #wanted or 0 do
    fine = fine and type(wanted[i]) == "string"
  end
  if not fine then
    ctx:refuse("invalid_type", "get_service_features", "get_service_features must be an array of names, or 1 for all")
  end
  return M.named("account", key, wanted)
end

local function by_name(features)
  local index = {}
  for _, feature in ipairs(features) do
    index[feature.name] = feature
  end
  return index
end

-- Refuse values that are not among those that are known.
local function check_attribute(ctx, field, attribute, path)
  local values = field.kind == "yn" and { "N", "Y" } or field.values
  for i, value in ipairs(values and attribute.values or {}) do
    local fine = value == json.null
    for _, known in ipairs(values) do
      fine = fine or value == known
    end
    if not fine then
      ctx:refuse("invalid_value", ("%s.values[%d]"):format(path, i - 1), ("%s must be one of %s, not %q"):format(
        attribute.name, table.concat(values, ", "), value))
    end
  end
end

--- Refuse features that do not exist, and values that they do not have.
---@param ctx table
---@param kind "account"|"customer"
---@param wanted table?
---@param path string
function M.check(ctx, kind, wanted, path)
  if not wanted then
    return
  end
  for i, change in ipairs(wanted) do
    local at, fields = ("%s[%d]"):format(path, i - 1), defaults.fields(kind, change.name)
    if not fields then
      ctx:refuse("invalid_value", at .. ".name", ("%ss have no service feature %s"):format(kind, change.name))
    end
    local flags = defaults.flags(kind, change.name)
    if context.given(change.flag_value) and flags and not flags[change.flag_value] then
      ctx:refuse("invalid_value", at .. ".flag_value", ("flag_value of %s must be one of %s, not %q"):format(
        change.name, table.concat(tables.sorted_keys(flags), ", "), change.flag_value))
    end
    for j, attribute in ipairs(change.attributes or {}) do
      local field = fields[attribute.name]
      if field and attribute.name ~= "flag_value" then
        check_attribute(ctx, field, attribute, ("%s.attributes[%d]"):format(at, j - 1))
      end
    end
  end
end

--- Change features: those named, and of those the attributes named.
---@param kind "account"|"customer"
---@param key number
---@param wanted table?
function M.update(kind, key, wanted)
  if not wanted or #wanted == 0 then
    return
  end
  changes.note(kind .. "s", "change", key)
  local own = extra(kind, key)
  own.features = own.features or defaults.default(kind)
  local index = by_name(own.features)
  for _, change in ipairs(wanted) do
    local feature = index[change.name]
    if not feature then
      feature = defaults.unset(kind, change.name)
      table.insert(own.features, feature)
    end
    if context.given(change.flag_value) and change.flag_value ~= feature.flag_value then
      feature.flag_value = change.flag_value
      local inherited = change.flag_value == "~" or change.flag_value == "^" or change.flag_value == "/"
      feature.effective_flag_value = inherited and "N" or change.flag_value
    end
    local attributes = by_name(feature.attributes)
    for _, attribute in ipairs(change.attributes or {}) do
      local values = json.array(attribute.values)
      local existing = attributes[attribute.name]
      if existing then
        existing.values, existing.effective_values = values, values
      else
        table.insert(feature.attributes, { name = attribute.name, values = values, effective_values = values })
      end
    end
  end
end

-- The custom field that a value names, by its id or its name.
local function field_of(kind, value)
  for key in state.store.custom_fields:keys(1) do
    local field = state.store.custom_fields:get(key)
    if field.object == kind and (value.i_custom_field == key or value.name == field.name) then
      return field
    end
  end
end

--- Refuse values of fields that do not exist.
---@param ctx table
---@param kind "account"|"customer"
---@param values table?
---@param path string
function M.check_values(ctx, kind, values, path)
  for i, value in ipairs(values or {}) do
    local at = ("%s[%d]"):format(path, i - 1)
    if not context.given(value.i_custom_field) and not context.given(value.name) then
      ctx:refuse("missing_required", at .. ".name", "required field name or i_custom_field is missing on " .. at)
    elseif not field_of(kind, value) then
      ctx:refuse("not_found", at, ("there is no custom field %s for a %s"):format(
        tostring(value.name or value.i_custom_field), kind))
    end
  end
end

--- Store custom-field values.
---@param kind "account"|"customer"
---@param key number
---@param values table?
function M.set_values(kind, key, values)
  store.touch() -- account lists can be filtered by these
  if values and #values > 0 then
    changes.note(kind .. "s", "change", key)
  end
  for _, value in ipairs(values or {}) do
    extra(kind, key).values[field_of(kind, value).i_custom_field] = value.db_value or json.null
  end
end

--- All custom-field values of an owner.
---@return table
function M.values(kind, key)
  local out = json.array()
  local stored = kept(kind, key).values
  for field_key in state.store.custom_fields:keys(1) do
    local field = state.store.custom_fields:get(field_key)
    if field.object == kind then
      local value = stored[field_key]
      out[#out + 1] = {
        name = field.name, i_custom_field = field_key, db_value = value == nil and (field.default_value or json.null)
          or value, i_custom_field_value = value ~= nil and key * 100 + field_key or json.null,
      }
    end
  end
  return out
end

--- A test for lists: the owner has these values.
---@param kind "account"|"customer"
---@param key_name string
---@param wanted table
---@return fun(get: function): boolean
function M.filter(kind, key_name, wanted)
  return function(get)
    local stored = state.extras[kind .. get(key_name)]
    for _, value in ipairs(wanted) do
      local field = field_of(kind, value)
      if not field or not stored or stored.values[field.i_custom_field] ~= value.db_value then
        return false
      end
    end
    return true
  end
end

--- The four methods that an owner's service has for these.
---@param methods table
---@param kind "account"|"customer"
---@param realms string
function M.methods(methods, kind, realms)
  local id = "i_" .. kind
  methods.get_service_features = {
    realms = realms,
    run = function(ctx, params)
      return { service_features = M.of(kind, ctx[kind](ctx, params[id])[id]) }
    end,
  }
  methods.update_service_features = {
    realms = realms,
    run = function(ctx, params)
      local key = ctx[kind](ctx, params[id])[id]
      M.check(ctx, kind, params.service_features, "service_features")
      M.update(kind, key, params.service_features)
      return { [id] = key }
    end,
  }
  methods.get_custom_fields_values = {
    realms = realms,
    run = function(ctx, params)
      return { custom_fields_values = M.values(kind, ctx[kind](ctx, params[id])[id]) }
    end,
  }
  methods.update_custom_fields_values = {
    run = function(ctx, params)
      local key = ctx[kind](ctx, params[id])[id]
      M.check_values(ctx, kind, params.custom_fields_values, "custom_fields_values")
      M.set_values(kind, key, params.custom_fields_values)
      return { [id] = key }
    end,
  }
  methods.get_custom_fields_schema = {
    realms = realms,
    run = function(ctx, params)
      return ctx:list("custom_fields", params, "custom_fields_list", { tests = { ["object " .. kind] = function(get)
        return get("object") == kind
      end } })
    end,
  }
end

return M
