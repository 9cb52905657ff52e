--- What becomes of what customers and accounts have when they are terminated, moved or removed. Of it the public sources
--- tell nothing but that numbers can be released on the way (release_assigned_did); the rest is our choice:
---
---   terminated  stays, with its xDRs and its numbers, for the bills to come; its subscriptions end, and its sessions
---   moved       an account takes its aliases along, and its numbers; its extension stays, unassigned
---   billed otherwise (billing_model)  its balances turn, its aliases follow
---   removed     is gone with all that it had, and its numbers are free. That is refused where bills would lose something.

local balance = require "portabilling.sandbox.balance"
local context = require "portabilling.sandbox.context"
local features = require "portabilling.sandbox.services.features"
local numbers = require "portabilling.sandbox.services.account_numbers"
local null = require("portabilling.sandbox.json").null
local subscriptions = require "portabilling.sandbox.services.subscriptions"

local M = {}

--- What else ends with an account or a customer that is terminated.
---@param ctx table
---@param kind "account"|"customer"
---@param key number
function M.terminate(ctx, kind, key)
  for _, row in ipairs(subscriptions.open_ones(ctx, kind, key)) do
    subscriptions.close(ctx, kind, row["i_" .. kind .. "_subscription"])
  end
end

--- What changes of an account that is billed otherwise from now on.
---@param ctx table
---@param row table the account as it was
---@param billing_model any as it was sent
function M.change_model(ctx, row, billing_model)
  if not context.given(billing_model) or billing_model == row.billing_model then
    return
  end
  balance.turn(ctx.store.accounts, row, billing_model)
  for _, alias in ipairs(numbers.aliases(row.i_account)) do
    ctx.store.accounts:change(alias.i_account, { master_billing_model = billing_model })
  end
end

--- What goes along with an account that is moved to another customer.
---@param ctx table
---@param i_account number
---@param i_customer number
function M.move(ctx, i_account, i_customer)
  local accounts, records = ctx.store.accounts, ctx.store.numbers
  local moved = numbers.aliases(i_account)
  for _, alias in ipairs(moved) do
    accounts:change(alias.i_account, { i_customer = i_customer })
  end
  moved[#moved + 1] = accounts:get(i_account)
  for _, row in ipairs(moved) do
    local number = records:find("number", row.id)
    if number and records:field(number, "i_account") == row.i_account then
      records:change(number, { i_customer = i_customer })
    end
  end
  local extension = ctx.store.extensions:find("i_account", i_account)
  if extension then
    ctx.store.extensions:change(extension, { i_account = null })
  end
end

-- Keys of the records of a collection that name a customer.
local function keys_of(ctx, collection, field, key)
  local records, keys = ctx.store[collection], {}
  if (records.base.unique or {})[field] then
    return { records:find(field, key) }
  end
  for one in records:keys(records.first, { field, key }) do
    if records:field(one, field) == key then
      keys[#keys + 1] = one
    end
  end
  return keys
end

local NEEDED = {
  { "accounts", "i_customer", "accounts" }, { "xdrs", "i_customer", "xDRs" }, { "invoices", "i_customer", "invoices" },
}

--- Why a customer cannot be removed.
---@param ctx table
---@param row table the customer
---@return string? reason
function M.needed(ctx, row)
  for _, one in ipairs(NEEDED) do
    if keys_of(ctx, one[1], one[2], row.i_customer)[1] then
      return ("the customer has %s: terminate it instead"):format(one[3])
    end
  end
  if row.i_customer_type == 2 and keys_of(ctx, "customers", "i_parent", row.i_customer)[1] then
    return "the reseller has customers: terminate it instead"
  end
end

--- Remove a customer, and what it had.
---@param ctx table
---@param key number
function M.remove_customer(ctx, key)
  for _, name in ipairs { "customer_subscriptions", "extensions", "huntgroups", "abbreviated_numbers",
    "phone_directories", "agreements" } do
    for _, one in ipairs(keys_of(ctx, name, "i_customer", key)) do
      ctx.store[name]:remove(one)
    end
  end
  for _, number in ipairs(keys_of(ctx, "numbers", "i_customer", key)) do
    ctx.store.numbers:change(number, { i_customer = null, is_used = 0 })
  end
  for _, branch in ipairs(keys_of(ctx, "customers", "i_main_office", key)) do
    ctx.store.customers:change(branch, { i_main_office = null })
  end
  features.forget("customer", key)
  ctx.store.customers:remove(key)
end

return M
