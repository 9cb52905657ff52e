--- Add-on products of accounts. An account keeps which it has, and from when to when; what else answers tell of them
--- is the product's, so that they can be sent back as they were read.

local clock = require "portabilling.sandbox.clock"
local context = require "portabilling.sandbox.context"
local fees = require "portabilling.sandbox.services.fees"
local json = require "portabilling.sandbox.json"
local state = require "portabilling.sandbox.state"
local subscriptions = require "portabilling.sandbox.services.subscriptions"

local null, given = json.null, context.given

local M = {}

--- What an account keeps of the add-ons that it is given.
---@param ctx table
---@param wanted table? assigned_addons as they were sent
---@param path string of them, for faults
---@return table? kept
function M.kept(ctx, wanted, path)
  if not given(wanted) then
    return nil
  end
  local kept = json.array()
  for i, addon in ipairs(wanted) do
    ctx:need("products", addon.i_product, ("%s[%d].i_product"):format(path, i - 1))
    kept[i] = {
      i_product = addon.i_product, addon_effective_to = given(addon.addon_effective_to) and addon.addon_effective_to
        or nil,
      addon_effective_from = given(addon.addon_effective_from) and addon.addon_effective_from
        or clock.time(state.now()),
    }
  end
  return kept
end

local of_product = { "addon_priority", "breakage", "default_i_acl", "description", "end_user_description",
  "end_user_name", "fraud_protection", "hidden", "i_account_role", "i_product_group", "i_reseller_subscription",
  "i_subscription", "i_vd_plan", "info_url", "iso_4217", "managed_by_user", "name", "realm", "service_flag_locks",
  "shared", "volume_discount_plan_name" }

--- The add-ons of an account, as they are answered.
---@param ctx table
---@param row table the account
---@return table assigned_addons
function M.of(ctx, row)
  local out = json.array()
  for i, kept in ipairs(row.assigned_addons or {}) do
    local addon = context.without(kept, {})
    local product = ctx.store.products:get(kept.i_product) or {}
    for _, name in ipairs(of_product) do
      addon[name] = product[name]
    end
    addon.product_subscription = fees.of_product(ctx, product)
    if addon.product_subscription then
      local fee = ctx.store.subscriptions:field(product.i_subscription, "fee") or 0
      addon.product_subscription.fee, addon.product_subscription.effective_fee = fee, fee
      addon.subscription_discount_list = json.array()
    end
    out[i] = addon
  end
  return out
end

-- The last one of each product.
local function by_product(list)
  local index = {}
  for _, addon in ipairs(list or {}) do
    index[addon.i_product] = addon
  end
  return index
end

local function last_day(addon)
  return addon.addon_effective_to and addon.addon_effective_to:sub(1, 10) or null
end

--- Let the subscriptions follow the add-ons: one for each that has a product with a subscription.
---@param ctx table
---@param account table
---@param before table? what it kept until now
---@param after table? what it keeps from now on; nil: no change
function M.subscribe(ctx, account, before, after)
  if not after then
    return
  end
  local old, new = by_product(before), by_product(after)
  for _, row in ipairs(subscriptions.open_ones(ctx, "account", account.i_account)) do
    local addon = new[row.i_product]
    new[row.i_product] = nil
    if not addon and old[row.i_product] then
      subscriptions.close(ctx, "account", row.i_account_subscription)
    elseif addon and row.finish_date ~= last_day(addon) then
      ctx.store.account_subscriptions:change(row.i_account_subscription, { finish_date = last_day(addon) })
    end
  end
  for _, addon in ipairs(after) do
    local definition = new[addon.i_product] == addon
      and ctx.store.subscriptions:get(ctx.store.products:field(addon.i_product, "i_subscription"))
    if definition then
      subscriptions.assign(ctx, "account", account, definition, {
        i_subscription = definition.i_subscription, i_product = addon.i_product, obligatory = "Y",
        start_date = addon.addon_effective_from:sub(1, 10), finish_date = last_day(addon),
      })
    end
  end
end

return M
