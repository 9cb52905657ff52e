--- Subscription: what accounts and customers can be subscribed to. Its list is named "subscriptions".

local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local fees = require "portabilling.sandbox.services.fees"
local json = require "portabilling.sandbox.json"

local Subscription = {}

crud.make(Subscription, {
  record = "subscription", collection = "subscriptions", key = "i_subscription", list = "subscriptions",
  read_realms = "arcu", look_up = { "i_subscription", "name" },
  unique = { name = "Server.Subscription.duplicate.subscription_info.name" },
  like = { "name", "description" }, equal = { "iso_4217", "charge_model", "activation_mode", "i_customer" },
  view = function(_, row, params)
    local out = context.without(row, { "periodic_fees" })
    out.periodic_fees = params.with_fees == 1 and fees.periodic(row) or nil
    return out
  end,
  defaults = function(_, row)
    crud.fill(row, {
      description = "", invoice_description = row.name, fee = 0, activation_fee = 0, cancellation_fee = 0,
      activation_mode = 1, charge_model = 0, generate_daily_charge = "N", multiple = 0, is_used = 0,
      multi_month_discount_list = json.array(),
    })
  end,
  in_use = function(ctx, key)
    for _, name in ipairs { "account_subscriptions", "customer_subscriptions" } do
      local assigned = ctx.store[name]
      for one in assigned:keys(1) do
        if assigned:field(one, "i_subscription") == key and assigned:field(one, "int_status") ~= 2 then
          return "the subscription is assigned"
        end
      end
    end
  end,
})

return { Subscription = Subscription }
