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

return M
