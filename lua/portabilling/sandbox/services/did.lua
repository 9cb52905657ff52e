--- DID: numbers and who has them.

local balance = require "portabilling.sandbox.balance"
local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local json = require "portabilling.sandbox.json"
local new_account = require "portabilling.sandbox.services.new_account"
local state = require "portabilling.sandbox.state"

local null, given = json.null, context.given

local DID = {}

local usage = { -- I idle, U used by an account, F not on an account, Z frozen, R reserved, A all
  I = function(get)
    return not given(get("i_customer")) and not given(get("i_account"))
  end,
  U = function(get)
    return given(get("i_account"))
  end,
  F = function(get)
    return not given(get("i_account"))
  end,
  Z = function(get)
    return get("frozen") == "Y"
  end,
  R = function(get)
    local reservations = state.store.number_reservations
    local key = reservations and reservations:find("number", get("number"))
    return key ~= nil and reservations:field(key, "till") > state.now()
  end,
}

local defaults = {
  description = "", i_customer = null, i_account = null, i_master_account = null, i_dv_batch = 1, i_do_batch = null,
  i_group = 1, i_vendor = 1, vendor_batch_name = "Example numbers", country_iso = "CA", country_name = "Canada",
  iso_4217 = "USD", activation_cost = 0, activation_fee = 0, activation_revenue = 0, periodic_fee = 0,
  recurring_cost = 0, external = 0, free_of_charge = "N", frozen = "N", is_used = 0,
}

crud.make(DID, {
  record = "number", collection = "numbers", key = "i_did_number", look_up = { "i_did_number", "number" },
  unique = { number = "Server.DID.duplicate.number_info.number" }, references = { i_customer = "customers" },
  like = { "number", "description" },
  equal = { "i_customer", "i_dv_batch", "i_do_batch", "i_group", "i_vendor", "i_account", "frozen", "iso_4217" },
  special = {
    usage = function(value)
      return usage[value]
    end,
    available_to_customer = function(value)
      return function(get)
        return not given(get("i_account")) and (not given(get("i_customer")) or get("i_customer") == value)
      end
    end,
    number_list = function(value)
      local wanted = {}
      for _, entry in ipairs(value) do
        wanted[tonumber(type(entry) == "table" and entry.i_did_number or entry) or 0] = true
      end
      return function(get)
        return wanted[get("i_did_number")] or false
      end
    end,
  },
  defaults = function(_, row)
    crud.fill(row, defaults)
  end,
  in_use = function(ctx, key)
    local row = ctx.store.numbers:get(key)
    return (given(row.i_account) or given(row.i_customer)) and "the number is assigned: release it first" or nil
  end,
})

DID.get_customer_numbers = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    params.i_customer = nil
    return ctx:list("numbers", params, "number_list", { tests = { ["customer " .. key] = function(get)
      return get("i_customer") == key
    end } })
  end,
}

local function assignable(ctx, key)
  local row = ctx:need("numbers", key, "i_did_number")
  if row.frozen == "Y" then
    ctx:refuse("wrong_state", "i_did_number", "the number is frozen")
  elseif given(row.i_account) then
    ctx:refuse("in_use", "i_did_number", "the number is already assigned to an account")
  end
  return row
end

-- Give a number to a customer, who pays for its activation.
local function give(ctx, row, i_customer)
  if given(row.i_customer) then
    return
  end
  ctx.store.numbers:change(row.i_did_number, { i_customer = i_customer, is_used = 1 })
  if row.free_of_charge ~= "Y" and given(row.activation_fee) and row.activation_fee > 0 then
    balance.enter(ctx.store, ctx.store.customers:get(i_customer), {
      i_service = 7, i_service_type = 6, service = "Subscriptions", CLD = row.number,
      description = "Activation of a DID number", charged_amount = row.activation_fee,
    })
  end
end

DID.assign_did_to_customer = {
  realms = "a",
  run = function(ctx, params)
    local row = assignable(ctx, params.i_did_number)
    ctx:customer(params.i_customer)
    if given(row.i_customer) and row.i_customer ~= params.i_customer then
      ctx:refuse("in_use", "i_did_number", "the number belongs to another customer")
    end
    give(ctx, row, params.i_customer)
    return { success = 1 }
  end,
}

DID.assign_did_to_account = {
  realms = "arc",
  run = function(ctx, params)
    local row = assignable(ctx, params.i_did_number)
    local master = ctx:account(given(params.i_master_account) and params.i_master_account or params.i_account,
      "i_master_account")
    if row.i_customer ~= master.i_customer and (given(row.i_customer) or ctx.realm ~= "admin") then
      ctx:refuse("in_use", "i_did_number", "the number does not belong to the account's customer")
    end
    local alias = new_account.add_alias(ctx, { i_master_account = master.i_account, id = row.number }, "params")
    ctx.store.accounts:change(alias, { did_number = row.number })
    give(ctx, row, master.i_customer)
    ctx.store.numbers:change(row.i_did_number, { i_account = alias, i_master_account = master.i_account, is_used = 1 })
    return { success = 1, i_account = alias }
  end,
}

-- Take a number from its account: the alias that carried it goes as well.
local function take_from_account(ctx, row)
  if given(row.i_account) and not given(row.i_master_account) then
    ctx:refuse("in_use", "i_did_number", "the number is the id of an account, not of an alias")
  end
  if given(row.i_account) and ctx.store.accounts:exists(row.i_account) then
    ctx.store.accounts:remove(row.i_account)
  end
  ctx.store.numbers:change(row.i_did_number, { i_account = null, i_master_account = null })
end

DID.release_did_from_customer = {
  realms = "a",
  run = function(ctx, params)
    local row = ctx:need("numbers", params.i_did_number, "i_did_number")
    if not given(row.i_customer) then
      ctx:refuse("wrong_state", "i_did_number", "the number is not assigned to a customer")
    end
    take_from_account(ctx, row)
    ctx.store.numbers:change(row.i_did_number, { i_customer = null, is_used = 0 })
    return { success = 1 }
  end,
}

DID.release_number = {
  realms = "a",
  run = function(ctx, params)
    take_from_account(ctx, ctx:need("numbers", params.i_did_number, "i_did_number"))
    return { success = 1 }
  end,
}
DID.cancel_did_assignment = DID.release_number

return { DID = DID }
