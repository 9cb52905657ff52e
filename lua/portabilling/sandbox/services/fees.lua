--- What a subscription costs, as answers tell it: for each billing period, and as part of a product.

local context = require "portabilling.sandbox.context"
local json = require "portabilling.sandbox.json"

local M = {}

-- i_billing_period, and which part of a month's fee it costs
local periods = { { 4, 1 }, { 1, 1 / 30 }, { 3, 1 / 2 }, { 2, 7 / 30 } }

--- The periodic_fees of a subscription.
---@param subscription table its definition
---@return table an array of arrays
function M.periodic(subscription)
  if subscription.periodic_fees then
    return subscription.periodic_fees
  end
  local fees = json.array()
  for i, period in ipairs(periods) do
    fees[i] = {
      i_billing_period = period[1], periods = 0, fee = context.money((subscription.fee or 0) * period[2]),
      i_subscription = subscription.i_subscription,
    }
  end
  return json.array { fees }
end

--- The product_subscription of a product.
---@param ctx table
---@param product table
---@return table? subscription nil where the product has none
function M.of_product(ctx, product)
  local subscription = ctx.store.subscriptions:get(product.i_subscription)
  if not subscription then
    return nil
  end
  local out = {
    i_product_subscription = product.i_product, i_product = product.i_product,
    periodic_fees = M.periodic(subscription),
    advance_periods = subscription.charge_model == 2 and 1 or nil,
    rounding = context.given(subscription.rounding) and subscription.rounding or nil,
  }
  for _, name in ipairs { "i_subscription", "name", "description", "invoice_description", "activation_fee",
    "activation_mode", "charge_model", "generate_daily_charge", "iso_4217", "multiple",
    "multi_month_discount_list" } do
    out[name] = subscription[name]
  end
  return out
end

return M
