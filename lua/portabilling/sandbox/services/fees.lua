--- What a subscription costs, as answers tell it: for each billing period, and as part of a product.

local context = require "portabilling.sandbox.context"
local json = require "portabilling.sandbox.json"

local M = {}

-- i_billing_period, and which part of a month's fee it costs
local periods = { { 4, 1 }, { 1, 1 / 30 }, { 3, 1 / 2 }, { 2, 7 / 30 } }

-- What a month costs by the fees that were sent; nil where no regular one is among them.
local function monthly(lists)
  local regular = {}
  for _, list in ipairs(lists) do
    for _, one in ipairs(list) do
      one.periods = one.periods or 0
      regular[one.i_billing_period] = one.periods == 0 and one.fee or regular[one.i_billing_period]
    end
  end
  for _, period in ipairs(periods) do
    if regular[period[1]] then
      return context.money(regular[period[1]] / period[2]), regular
    end
  end
  return nil, regular
end

-- Add those that are not there, as parts of a month's fee.
local function complete(list, fee, there)
  for _, period in ipairs(periods) do
    if not there[period[1]] then
      list[#list + 1] = { i_billing_period = period[1], periods = 0, fee = context.money(fee * period[2]) }
    end
  end
  return list
end

--- Bring the fees of a definition as they were sent into the form that is kept: a month's as fee, and periodic_fees
--- where they were sent. Which of both fields comes last counts; in one call, periodic_fees.
---@param info table changed in place
function M.keep(info)
  local lists = info.periodic_fees
  if context.given(lists) then
    local fee, there = monthly(lists)
    info.fee = fee or context.given(info.fee) and info.fee or 0
    lists[1] = complete(lists[1] or json.array(), info.fee, there)
  elseif context.given(info.fee) then
    info.periodic_fees = json.null
  end
end

--- The periodic_fees of a subscription.
---@param subscription table its definition
---@return table an array of arrays
function M.periodic(subscription)
  local lists = context.given(subscription.periodic_fees) and subscription.periodic_fees
    or { complete({}, subscription.fee or 0, {}) }
  local out = json.array()
  for i, list in ipairs(lists) do
    out[i] = json.array()
    for j, one in ipairs(list) do
      out[i][j] = { i_billing_period = one.i_billing_period, periods = one.periods, fee = one.fee,
        i_subscription = subscription.i_subscription }
    end
  end
  return out
end

--- Whether a subscription may be assigned several times, as products and assignments tell it.
---@param subscription table its definition, which tells it by a letter
---@return 0|1
function M.multiple(subscription)
  return subscription.multiple == "Y" and 1 or 0
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
    periodic_fees = M.periodic(subscription), multiple = M.multiple(subscription),
    advance_periods = subscription.charge_model == 2 and 1 or nil,
    rounding = context.given(subscription.rounding) and subscription.rounding or nil,
  }
  for _, name in ipairs { "i_subscription", "name", "description", "invoice_description", "activation_fee",
    "activation_mode", "charge_model", "generate_daily_charge", "iso_4217",
    "multi_month_discount_list" } do
    out[name] = subscription[name]
  end
  return out
end

return M
