--- Customer: the customers themselves.

local balance = require "portabilling.sandbox.balance"
local clock = require "portabilling.sandbox.clock"
local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local features = require "portabilling.sandbox.services.features"
local json = require "portabilling.sandbox.json"
local list = require "portabilling.sandbox.list"
local owners = require "portabilling.sandbox.owners"
local state = require "portabilling.sandbox.state"
local status = require "portabilling.sandbox.status"

local null, given = json.null, context.given

local Customer = {}

local function view(row, params, with_status)
  local out = context.without(row, { "custom_fields_values", params.get_auth_info ~= 1 and "password" or nil })
  status.tell_customer(out, with_status)
  if type(params.get_service_features) == "table" then
    out.service_features = features.named("customer", row.i_customer, params.get_service_features)
  end
  return out
end

-- What is answered of a record in detail.
local function detailed(row, params)
  local out = view(row, params, true)
  if params.without_service_features ~= 1 then
    out.service_features = out.service_features or features.of("customer", row.i_customer)
  end
  out.scheduled_status_change_list = json.array()
  return out
end

local function check(ctx, info, own)
  ctx:unique("customers", "name", info.name, own, "Server.Customer.duplicate_id")
  ctx:unique("customers", "login", info.login, own, "Server.Customer.duplicate_login")
  ctx:unique("customers", "refnum", info.refnum, own, "Server.Customer.duplicate")
  if given(info.login) and #info.login < 3 then
    ctx:refuse("too_short", "customer_info.login", "customer_info.login must have at least 3 characters")
  end
  if info.i_main_office == 0 then
    info.i_main_office = null
  end
  for _, name in ipairs { "i_parent", "i_main_office" } do
    if given(info[name]) then
      ctx:need("customers", info[name], "customer_info." .. name)
    end
  end
end

local defaults = {
  bill_status = "O", blocked = "N", credit_limit = null, perm_credit_limit = 0, unallocated_payments = 0,
  i_customer_type = 1, i_customer_class = 1, i_balance_control_type = 1,
  i_billing_period = 4, i_office_type = 1, i_role = 5, i_acl = 155, i_lang = "en", i_time_zone = 200,
  i_ui_time_zone = 200, billing_lock = "N", callshop_enabled = "N", inclusive_taxation = "N",
  override_tariffs_enabled = "N", balance_transfer_allowed = "N", generate_invoice_earlier = "N",
  invoice_generation_enabled = 1, estimate_taxes = 0, bill_suspension_delayed = 0, has_custom_fields = 1, is_used = 0,
  in_date_format = "YYYY-MM-DD", in_time_format = "HH24:MI:SS", out_date_format = "YYYY-MM-DD",
  out_date_time_format = "YYYY-MM-DD HH24:MI:SS", out_time_format = "HH24:MI:SS", i_template = null,
  ot_i_template = null, i_commission_plan = null, terminate_on = null, deactivate_on = null, restore_on = null,
  suspension_delay_date = null, suspend_on_insuff_funds = null, purge_after_months = null,
}
for name in ("salutation firstname midinit lastname baddr1 address_line_2 city state zip country phone1 phone2 faxnum "
  .. "cont1 cont2 note"):gmatch("%S+") do
  defaults[name] = ""
end

Customer.add_customer = {
  run = function(ctx, params)
    local info = params.customer_info
    check(ctx, info)
    if ctx.realm == "reseller" then
      info.i_parent = ctx.session.i_customer
    end
    local wanted, values = info.service_features, info.custom_fields_values
    info.service_features, info.custom_fields_values, info.scheduled_status_change_list = nil, nil, nil
    balance.open(info)
    crud.fill(info, defaults)
    info.creation_date = clock.time(state.now())
    info.billed_to = info.creation_date
    info.next_billed_to = clock.month_start(clock.date(state.now()), -1) .. " 00:00:00"
    info.i_customer = nil
    features.check(ctx, "customer", wanted, "customer_info.service_features")
    features.check_values(ctx, "customer", values, "customer_info.custom_fields_values")
    local key = ctx.store.customers:add(info)
    features.update("customer", key, wanted)
    features.set_values("customer", key, values)
    return { i_customer = key }
  end,
}

Customer.validate_customer_info = {
  run = function(ctx, params)
    check(ctx, params.customer_info, params.customer_info.i_customer)
    return { success = 1 }
  end,
}

Customer.get_customer_info = {
  realms = "arc",
  run = function(ctx, params)
    local key
    if ctx.realm == "customer" then
      key = ctx:customer(params.i_customer).i_customer
    else
      key = ctx:look_up("customers", params, { "i_customer", "refnum", "name", "login" })
    end
    if not key then
      return {} -- not found is no fault: the answer lacks the record
    end
    local row = ctx:customer(key)
    local out = (params.detailed_info == 1 and detailed or view)(row, params, true)
    if params.get_time_zone_name == 1 then
      out.time_zone_name = "America/Vancouver"
    end
    return { customer_info = out }
  end,
}

Customer.get_my_info = {
  realms = "rc",
  run = function(ctx)
    return { customer_info = detailed(ctx:customer(), {}) }
  end,
}

local function search(value)
  local names, test = value.search_by, list.like("%" .. tostring(value.value or "") .. "%")
  if not json.is_array(names) then
    names = { "name", "companyname", "firstname", "lastname", "email" }
  end
  return function(get)
    for _, name in ipairs(names) do
      if test(get(name)) then
        return true
      end
    end
    return false
  end
end

local function flag(make)
  return function(value)
    return value == 1 and make() or nil
  end
end

local customer_filters = {
  like = { "name", "companyname", "firstname", "lastname", "email", "login", "refnum", "city", "phone1" },
  equal = { "i_customer", "bill_status", "i_parent", "i_customer_type", "i_customer_class", "i_main_office",
    "i_office_type", "i_balance_control_type", "iso_4217", "blocked", "i_rep", "i_distributor" },
  special = {
    i_main_customer = function(value)
      return function(get)
        return get("i_main_office") == value
      end
    end,
    search = search,
    credit_limit_exceeded = flag(function()
      return status.exceeded
    end),
    skip_exported = flag(function()
      return function(get)
        return get("bill_status") ~= "E"
      end
    end),
  },
}

Customer.get_customer_list = {
  run = function(ctx, params)
    local tests = ctx:scoped()
    if params.with_terminated ~= 1 and params.bill_status ~= "C" then
      tests["not terminated"] = function(get)
        return get("bill_status") ~= "C"
      end
    end
    return ctx:list("customers", params, "customer_list", {
      like = customer_filters.like, equal = customer_filters.equal, special = customer_filters.special, tests = tests,
      hint = given(params.i_main_office) and { "i_main_office", params.i_main_office }
        or given(params.i_main_customer) and { "i_main_office", params.i_main_customer } or nil,
      view = function(row)
        return view(row, params, params.get_statuses == 1)
      end,
    })
  end,
}

local own_fields = { -- what a customer may change about itself
  "i_customer", "firstname", "lastname", "midinit", "salutation", "companyname", "baddr1", "address_line_2", "city",
  "state", "zip", "country", "phone1", "phone2", "faxnum", "email", "cont1", "cont2", "note", "i_lang", "password",
  "i_ui_time_zone",
}

Customer.update_customer = {
  realms = "arc",
  run = function(ctx, params)
    local info = balance.settable(params.customer_info)
    if ctx.realm ~= "customer" and not given(info.i_customer) then
      ctx:refuse("missing_required", "customer_info.i_customer",
        "required field i_customer is missing on customer_info")
    end
    local row = ctx:customer(info.i_customer, "customer_info.i_customer")
    if ctx.realm == "customer" then
      local others = context.without(info, own_fields)
      if next(others) then
        ctx:refuse("access_denied", "customer_info." .. next(others), "access denied: customers may not change this")
      end
    end
    check(ctx, info, row.i_customer)
    features.check(ctx, "customer", info.service_features, "customer_info.service_features")
    features.check_values(ctx, "customer", info.custom_fields_values, "customer_info.custom_fields_values")
    features.update("customer", row.i_customer, info.service_features)
    features.set_values("customer", row.i_customer, info.custom_fields_values)
    ctx.store.customers:change(row.i_customer,
      context.without(info, { "service_features", "custom_fields_values", "is_used", "creation_date",
        "scheduled_status_change_list", "time_zone_name" }))
    return { i_customer = row.i_customer }
  end,
}

local function accounts_of(ctx, key)
  local keys = {}
  for account in ctx.store.accounts:keys(1, { "i_customer", key }) do
    if ctx.store.accounts:field(account, "i_customer") == key then
      keys[#keys + 1] = account
    end
  end
  return keys
end

Customer.terminate_customer = {
  run = function(ctx, params)
    local row = ctx:customer(params.i_customer)
    if row.bill_status == "C" then
      ctx:refuse("wrong_state", "i_customer", "the customer is already terminated")
    end
    for _, account in ipairs(accounts_of(ctx, row.i_customer)) do
      ctx.store.accounts:change(account, { bill_status = "C" })
      owners.terminate(ctx, "account", account)
    end
    ctx.store.customers:change(row.i_customer, { bill_status = "C" })
    owners.terminate(ctx, "customer", row.i_customer)
    return { success = 1 }
  end,
}

Customer.delete_customer = {
  run = function(ctx, params)
    local row = ctx:customer(params.i_customer)
    local needed = owners.needed(ctx, row)
    if needed then
      ctx:refuse("in_use", "i_customer", needed)
    end
    owners.remove_customer(ctx, row.i_customer)
    return { success = 1 }
  end,
}

local function change_bill_status(from, to)
  return {
    run = function(ctx, params)
      local row = ctx:customer(params.i_customer)
      if row.bill_status ~= from then
        ctx:refuse("wrong_state", "i_customer", ("the customer's bill_status is %s"):format(row.bill_status))
      end
      ctx.store.customers:change(row.i_customer, { bill_status = to })
      return { success = 1 }
    end,
  }
end

Customer.suspend_customer = change_bill_status("O", "S")
Customer.unsuspend_customer = change_bill_status("S", "O")

return { Customer = Customer }
