--- Subscriptions assigned to accounts and customers.

local balance = require "portabilling.sandbox.balance"
local clock = require "portabilling.sandbox.clock"
local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local json = require "portabilling.sandbox.json"
local state = require "portabilling.sandbox.state"

local M = {}

--- Add the methods to a service.
---@param methods table
---@param kind "account"|"customer"
---@param realms string who may read
function M.methods(methods, kind, realms)
  local owner, key, collection = "i_" .. kind, "i_" .. kind .. "_subscription", kind .. "_subscriptions"

  local function assigned(ctx, value)
    local row = ctx:need(collection, value, key)
    ctx[kind](ctx, row[owner])
    return row
  end

  methods.add_subscription = {
    run = function(ctx, params)
      local info = params.subscription_info
      local entity = ctx[kind](ctx, context.given(params[owner]) and params[owner] or info[owner])
      local definition = ctx:need("subscriptions", info.i_subscription, "subscription_info.i_subscription")
      local today = clock.date(state.now())
      crud.fill(info, {
        start_date = today, finish_date = json.null, int_status = 1, is_finished = "N", obligatory = "N",
        name = definition.name, monthly_fee = definition.fee or 0, effective_fee = definition.fee or 0,
        invoice_description = definition.invoice_description or "",
        subscription_level_invoice_description = definition.invoice_description or "",
        multiple = definition.multiple or 0, generate_daily_charge = definition.generate_daily_charge or "N",
        has_discount = 0, i_discount_next = json.null, i_product = entity.i_product, discount_list = json.array(),
        regular_discount_list = json.array(), multi_month_discount_list = json.array(), upcharge_list = json.array(),
        effective_fees_info = { current = json.array(), next = json.array() },
      })
      if info.start_date > today then
        info.int_status, info.effective_fee = 0, nil
      else
        info.activation_date = info.start_date
      end
      info[key], info[owner] = nil, entity[owner]
      return { [key] = ctx.store[collection]:add(info) }
    end,
  }

  methods.get_subscriptions = {
    realms = realms,
    run = function(ctx, params)
      local value = ctx[kind](ctx, params[owner])[owner]
      params[owner] = nil
      return ctx:list(collection, params, "subscriptions", {
        hint = { owner, value },
        tests = { [owner .. " " .. value] = function(get)
          return get(owner) == value
        end },
      })
    end,
  }

  methods.update_subscription = {
    run = function(ctx, params)
      local info = params.subscription_info
      local row = assigned(ctx, info[key])
      ctx.store[collection]:change(row[key], context.without(info, { owner, "i_subscription" }))
      return { [key] = row[key] }
    end,
  }

  methods.close_subscription = {
    run = function(ctx, params)
      local row = assigned(ctx, params[key])
      if row.int_status == 2 then
        ctx:refuse("wrong_state", key, "the subscription is already closed")
      end
      ctx.store[collection]:change(row[key], {
        int_status = 2, is_finished = "Y", finish_date = params.close_date or clock.date(state.now()),
      })
      return { success = 1 }
    end,
  }

  methods.delete_subscription = {
    run = function(ctx, params)
      ctx.store[collection]:remove(assigned(ctx, params[key])[key])
      return { success = 1 }
    end,
  }

  methods.activate_subscriptions = {
    run = function(ctx, params)
      local value = ctx[kind](ctx, params[owner])[owner]
      for subscription in ctx.store[collection]:keys(1, { owner, value }) do
        local row = ctx.store[collection]:get(subscription)
        if row[owner] == value and row.int_status == 0 then
          ctx.store[collection]:change(subscription, {
            int_status = 1, activation_date = clock.date(state.now()), effective_fee = row.monthly_fee,
          })
        end
      end
      return { success = 1 }
    end,
  }

  methods.charge_subscription_fees = {
    run = function(ctx, params)
      local entity = ctx[kind](ctx, params[owner])
      for subscription in ctx.store[collection]:keys(1, { owner, entity[owner] }) do
        local row = ctx.store[collection]:get(subscription)
        if row[owner] == entity[owner] and row.int_status == 1 then
          balance.enter(ctx.store, entity, {
            i_service = 7, i_service_type = 6, service = "Subscriptions", CLD = row.name,
            charged_amount = (row.effective_fee or 0) * (params.immediately_in_advance or 1),
          })
        end
      end
      return { success = 1 }
    end,
  }
end

return M
