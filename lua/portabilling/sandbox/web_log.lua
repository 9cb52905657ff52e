--- Who changed what of which customer or account: what WebLog/get_web_log_list lists. The texts are the sandbox's own.

local clock = require "portabilling.sandbox.clock"
local state = require "portabilling.sandbox.state"
local tables = require "portabilling.support.tables"

local M = {}

-- By service: the entity's type, its key, and what holds its fields.
local entities = {
  Account = { "Accounts", "i_account", "account_info" }, Customer = { "Customers", "i_customer", "customer_info" },
}

-- Which attributes were sent, never their values; of money how much.
local function description(method, params, info, key)
  if params.action and params.amount then
    return ("%s %s"):format(params.action, params.amount)
  end
  local names = {}
  for _, name in ipairs(tables.sorted_keys(info)) do
    if name ~= key then
      names[#names + 1] = name
    end
  end
  local text = method:gsub("_", " ")
  return #names > 0 and ("%s: %s"):format(text, table.concat(names, ", ")) or text
end

--- Keep what a call changed, if it did.
---@param caller table session
---@param service string
---@param method string
---@param params table as they were received, without secrets
---@param result table? what the method answers
function M.note(caller, service, method, params, result)
  local entity = entities[service]
  if not entity or method:find "^get_" or method:find "^validate_" then
    return
  end
  local key, info = entity[2], type(params[entity[3]]) == "table" and params[entity[3]] or {}
  local i_entity = tonumber(info[key]) or tonumber(params[key]) or result and result[key] or caller[key]
  if i_entity then
    state.store.web_logs:add {
      entity_type = entity[1], i_entity = i_entity, username = caller.login, timestamp = clock.time(state.now()),
      description = description(method, params, info, key),
    }
  end
end

return M
