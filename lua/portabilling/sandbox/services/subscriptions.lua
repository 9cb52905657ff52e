--- Subscriptions assigned to accounts and customers.

local balance = require "portabilling.sandbox.balance"
local clock = require "portabilling.sandbox.clock"
local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local fees = require "portabilling.sandbox.services.fees"
local json = require "portabilling.sandbox.json"
local state = require "portabilling.sandbox.state"

local M = {}

-- What is said of a subscription that begins to be charged: in advance, that is to the end of the month.
local function activation(definition, fee, from)
  local billed_to = definition.charge_model == 2 and clock.month_end(from) or from
  return {
    int_status = 1, activation_date = from, effective_fee = fee, billed_to = billed_to,
    effective_fees_info = {
      current = { amount = fee, charged_to = billed_to, included_periods = 1 }, next = json.array(),
    },
  }
end

--- Subscribe an account or a customer.
---@param ctx table
---@param kind "account"|"customer"
---@param entity table
---@param definition table the subscription
---@param info table what the caller says of the assignment; becomes the store's own
---@return number key of the assignment
function M.assign(ctx, kind, entity, definition, info)
  local today = clock.date(state.now())
  local fee = definition.fee or 0
  crud.fill(info, {
    start_date = today, finish_date = json.null, is_finished = "N", obligatory = "N", name = definition.name,
    monthly_fee = fee, invoice_description = definition.invoice_description or "",
    subscription_level_invoice_description = definition.invoice_description or "",
    multiple = fees.multiple(definition), generate_daily_charge = definition.generate_daily_charge or "N",
    rounding = context.given(definition.rounding) and definition.rounding or nil,
    has_discount = 0, i_discount_next = json.null, i_product = entity.i_product, discount_list = json.array(),
    regular_discount_list = json.array(), multi_month_discount_list = json.array(), upcharge_list = json.array(),
  })
  if info.start_date > today then
    info.int_status, info.effective_fee = 0, nil
    info.effective_fees_info = { current = json.array(), next = json.array() }
  else
    crud.fill(info, activation(definition, fee, info.start_date))
  end
  local key, owner = "i_" .. kind .. "_subscription", "i_" .. kind
  info[key], info[owner] = nil, entity[owner]
  return ctx.store[kind .. "_subscriptions"]:add(info)
end

--- The assignments of an owner that have not ended.
---@param ctx table
---@param kind "account"|"customer"
---@param key number of the owner
---@return table[] rows
function M.open_ones(ctx, kind, key)
  local records, owner, rows = ctx.store[kind .. "_subscriptions"], "i_" .. kind, {}
  for assignment in records:keys(1, { owner, key }) do
    local row = records:get(assignment)
    if row[owner] == key and row.int_status ~= 2 then
      rows[#rows + 1] = row
    end
  end
  return rows
end

--- End the assignment of a subscription.
---@param ctx table
---@param kind "account"|"customer"
---@param key number of the assignment
---@param date? string default: today
function M.close(ctx, kind, key, date)
  ctx.store[kind .. "_subscriptions"]:change(key, {
    int_status = 2, is_finished = "Y", finish_date = date or clock.date(state.now()),
  })
end

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
      return { [key] = M.assign(ctx, kind, entity, definition, info) }
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
      M.close(ctx, kind, row[key], params.close_date)
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
      for _, row in ipairs(M.open_ones(ctx, kind, value)) do
        if row.int_status == 0 then
          local definition = ctx.store.subscriptions:get(row.i_subscription) or {}
          ctx.store[collection]:change(row[key], activation(definition, row.monthly_fee, clock.date(state.now())))
        end
      end
      return { success = 1 }
    end,
  }

  methods.charge_subscription_fees = {
    run = function(ctx, params)
      local entity = ctx[kind](ctx, params[owner])
      for _, row in ipairs(M.open_ones(ctx, kind, entity[owner])) do
        if row.int_status == 1 then
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
