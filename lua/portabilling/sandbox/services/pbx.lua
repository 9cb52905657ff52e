--- What extensions, huntgroups and abbreviated numbers of a customer share.

local fault = require "portabilling.sandbox.fault"
local given = require("portabilling.sandbox.context").given

local M = {}

--- Which customers may use each other's extensions and huntgroups: a main office and its branches; a branch and its main
--- office.
---@param ctx table
---@param key number i_customer
---@return number[] keys in ascending order
function M.offices(ctx, key)
  local customers = ctx.store.customers
  local main = customers:field(key, "i_main_office")
  if given(main) then
    return { math.min(key, main), math.max(key, main) }
  end
  local all = { key }
  for branch in customers:keys(1, { "i_main_office", key }) do
    if customers:field(branch, "i_main_office") == key then
      all[#all + 1] = branch
    end
  end
  table.sort(all)
  return all
end

---@param array table
---@param value any
---@return boolean
function M.contains(array, value)
  for _, one in ipairs(array) do
    if one == value then
      return true
    end
  end
  return false
end

--- Refuse a number that is in use: extensions and huntgroups of a customer share one numbering.
---@param ctx table
---@param i_customer number
---@param number string
---@param collection? string of the record that may have it, with its key
---@param own? number
function M.free_number(ctx, i_customer, number, collection, own)
  for _, name in ipairs { "extensions", "huntgroups" } do
    local records = ctx.store[name]
    for key in records:keys(1, { "i_customer", i_customer }) do
      if records:field(key, "i_customer") == i_customer and records:field(key, "id") == number
        and not (name == collection and key == own) then
        fault.raise("Server.Customer.Ext_HG_number_already_in_use")
      end
    end
  end
end

--- Answer a list of what a customer has, or a customer and its other offices.
---@param ctx table
---@param params table
---@param name string of the collection
---@param answer_key string
---@param options table of ctx:list, and with_offices: boolean
---@return table answer
function M.of_customer(ctx, params, name, answer_key, options)
  local key = ctx:customer(params.i_customer).i_customer
  local all = options.with_offices and M.offices(ctx, key) or { key }
  local names = table.concat(all, ",")
  params.i_customer = nil
  options.hint = { "offices", names }
  options.tests = options.tests or {}
  options.tests["customers " .. names] = function(get)
    return M.contains(all, get("i_customer"))
  end
  return ctx:list(name, params, answer_key, options)
end

return M
