--- What of an account stands in other records: its aliases, the DID numbers among them, its extension.

local json = require "portabilling.sandbox.json"
local list = require "portabilling.sandbox.list"
local state = require "portabilling.sandbox.state"

local M = {}

--- The aliases of an account, whole.
---@param i_account number
---@return table rows
function M.aliases(i_account)
  local accounts, out = state.store.accounts, json.array()
  for key in accounts:keys(1, { "i_master_account", i_account }) do
    if accounts:field(key, "i_master_account") == i_account then
      out[#out + 1] = accounts:get(key)
    end
  end
  return out
end

--- An alias as lists of them answer it.
---@param row table
---@return table
function M.alias_row(row)
  return { i_account = row.i_account, id = row.id, i_master_account = row.i_master_account, blocked = row.blocked,
    i_account_role = row.i_account_role, bill_status = row.bill_status, billing_model = 2 }
end

--- The key of the DID number that an alias is; nil: it is none.
---@param alias table
---@return number?
function M.did_of(alias)
  local numbers = state.store.numbers
  local key = numbers:find("number", alias.id)
  return key and numbers:field(key, "i_account") == alias.i_account and key or nil
end

--- The alias_did_number_list of an account: its aliases that are DID numbers.
---@param i_account number
---@param limit number
---@return table
function M.did_numbers(i_account, limit)
  local out = json.array()
  for _, alias in ipairs(M.aliases(i_account)) do
    if #out < limit and M.did_of(alias) then
      out[#out + 1] = { did_number = alias.id }
    end
  end
  return out
end

local function extension(i_account, name)
  local key = state.store.extensions:find("i_account", i_account)
  return key and state.store.extensions:field(key, name) or nil
end

--- Say in an answer what its account has here.
---@param out table the account, as it is answered
---@param params table of the call
function M.add(out, params)
  out.extension_id, out.extension_name = extension(out.i_account, "id"), extension(out.i_account, "name")
  local limit = params.limit_alias_did_number_list
  out.alias_did_number_list = type(limit) == "number" and M.did_numbers(out.i_account, limit) or nil
end

--- Filters of account lists.
M.special = {}
for filter, name in pairs { extension_id = "id", extension_name = "name" } do
  M.special[filter] = function(value)
    local test = list.like(value)
    return function(get)
      return test(extension(get("i_account"), name))
    end
  end
end

-- Its own number, or one of its aliases'.
M.special.did_number = function(value)
  local test = list.like(value)
  return function(get)
    if test(get "did_number") then
      return true
    end
    for _, number in ipairs(M.did_numbers(get("i_account"), 1000)) do
      if test(number.did_number) then
        return true
      end
    end
    return false
  end
end

return M
