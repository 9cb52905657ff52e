--- Service features of accounts and customers: those that are known, with the values that were seen.

local json = require "portabilling.sandbox.json"
local known = require "portabilling.api.service_features"

local M = {}

local function attribute_of(seen)
  local function values()
    local list = json.array()
    list[1] = seen.null and json.null or seen.value
    return list
  end
  return { name = seen.name, values = values(), effective_values = values() }
end

--- A fresh set of features, to keep or to change.
---@param kind "account"|"customer"
---@return table features
function M.default(kind)
  local features = json.array()
  for i, seen in ipairs(known.seen(kind)) do
    local feature = { name = seen.name, flag_value = seen.flag, attributes = json.array() }
    feature.effective_flag_value = seen.effective == nil and json.null or seen.effective
    if kind == "account" then
      feature.locked, feature.locks = 0, json.array { seen.locks[1] }
    end
    for at, attribute in ipairs(seen.attributes) do
      feature.attributes[at] = attribute_of(attribute)
    end
    features[i] = feature
  end
  return features
end

--- A feature that is known but was not seen set.
---@param kind "account"|"customer"
---@param name string
---@return table feature
function M.unset(kind, name)
  local feature = { name = name, flag_value = "N", effective_flag_value = "N", attributes = json.array() }
  if kind == "account" then
    feature.locked, feature.locks = 0, json.array()
  end
  return feature
end

--- What may be set of a feature: flag_value and its attributes, as fields.
---@param kind "account"|"customer"
---@param name string
---@return portabilling.api.Field[]? fields nil = owners of this kind have no such feature
function M.fields(kind, name)
  local other = kind == "account" and "customer" or "account"
  return (known.seen(kind)[name] or not known.seen(other)[name]) and known.fields(name) or nil
end

--- The values that are known of a feature's flag.
---@param kind "account"|"customer"
---@param name string
---@return table<string, true>? allowed nil where any may be right
function M.flags(kind, name)
  local values = known.fields(name).flag_value.values
  if not values then
    return nil
  end
  local allowed = {}
  for _, value in ipairs(values) do
    allowed[value] = true
  end
  for _, seen_in in ipairs { "account", "customer" } do
    local feature = known.seen(seen_in)[name]
    if feature then
      allowed[feature.flag] = true
    end
  end
  if kind == "customer" then
    allowed["^"] = nil -- as the customer says
  end
  return allowed
end

return M
