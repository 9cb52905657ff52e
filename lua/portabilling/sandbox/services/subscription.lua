--- Subscription: what accounts and customers can be subscribed to. Its list is named "subscriptions".

local catalogue = require "portabilling.sandbox.seed.catalogue"
local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local fees = require "portabilling.sandbox.services.fees"

local Subscription = {}

crud.make(Subscription, {
  record = "subscription", collection = "subscriptions", key = "i_subscription", list = "subscriptions",
  read_realms = "arcu", look_up = { "i_subscription", "name" },
  unique = { name = "Server.Subscription.duplicate.subscription_info.name" },
  like = { "name", "description" }, equal = { "iso_4217", "charge_model", "activation_mode", "i_customer" },
  view = function(_, row, params)
    local out = context.without(row, { "fee", "periodic_fees", "cancellation_fee", "is_used",
      params.with_discounts ~= 1 and "discount_list" or nil })
    out.periodic_fees = params.with_fees == 1 and fees.periodic(row) or nil
    return out
  end,
  kept = fees.keep,
  defaults = function(_, row)
    crud.fill(row, { invoice_description = row.name, fee = 0 })
    crud.fill(row, catalogue.subscription_defaults)
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
