--- Account: the accounts themselves and their aliases.

local addons = require "portabilling.sandbox.services.addons"
local balance = require "portabilling.sandbox.balance"
local context = require "portabilling.sandbox.context"
local features = require "portabilling.sandbox.services.features"
local json = require "portabilling.sandbox.json"
local list = require "portabilling.sandbox.list"
local new_account = require "portabilling.sandbox.services.new_account"
local numbers = require "portabilling.sandbox.services.account_numbers"
local owners = require "portabilling.sandbox.owners"
local status = require "portabilling.sandbox.status"

local null, given = json.null, context.given

local Account = {}

-- What every answer with an account has, whole or a row of a list.
local function add_common(ctx, row, out, params)
  local product = ctx.store.products:get(row.i_product) or { name = "", end_user_name = "" }
  out.product_name, out.product_visible_name = product.name, product.end_user_name
  out.included_services = json.array()
  numbers.add(out, params)
end

-- What lists answer of a record: no more than real lists do.
local function list_row(ctx, row, params)
  local out = context.without(row, { "is_active", "first_usage", "has_custom_fields", "password", "api_token",
    "custom_fields_values", "bcc", "service_state" })
  add_common(ctx, row, out, params)
  out.assigned_addons = params.with_addon_products == 1 and addons.of(ctx, row) or json.array()
  out.status = params.get_statuses == 1 and status.account(row.i_account) or nil
  out.service_features = features.asked(ctx, row.i_account, params.get_service_features) or json.array()
  return out
end

local function full_record(ctx, row, params)
  local customer = ctx.store.customers:get(row.i_customer)
  local with_password = params.get_auth_info == 1 or params.detailed_info == 1
  local out = context.without(row, { "custom_fields_values", not with_password and "password" or nil })
  add_common(ctx, row, out, params)
  out.assigned_addons = addons.of(ctx, row)
  out.customer_name, out.customer_bill_status = customer.name, customer.bill_status
  out.customer_blocked = customer.blocked
  out.status, out.is_active = status.account(row.i_account), status.is_active(row.i_account)
  out.customer_bill_suspended = customer.bill_status == "S" and 1 or 0
  out.cust_bill_suspension_delayed = customer.bill_suspension_delayed or 0
  out.i_subscriber = row.i_account + 1000
  out.time_zone_name = "America/Vancouver"
  out.service_features = features.asked(ctx, row.i_account, params.get_service_features)
    or params.without_service_features ~= 1 and features.of("account", row.i_account) or nil
  return out
end

local function check(ctx, info, own)
  ctx:unique("accounts", "id", info.id, own, "Server.Account.duplicate_id")
  ctx:unique("accounts", "login", info.login, own, "Server.Account.duplicate_login")
  if given(info.i_customer) then
    ctx:customer(info.i_customer, "account_info.i_customer")
  end
  if given(info.i_product) then
    ctx:need("products", info.i_product, "account_info.i_product")
  end
  features.check(ctx, "account", info.service_features, "account_info.service_features")
  features.check_values(ctx, "account", info.custom_fields_values, "account_info.custom_fields_values")
  return addons.kept(ctx, info.assigned_addons, "account_info.assigned_addons")
end

-- What is stored of an account as it was sent, maybe as it was read before: other fields stand elsewhere.
local function stored(info, params, kept)
  local row = context.without(info, { "service_features", "custom_fields_values", "alias_list", "alias_did_number_list",
    "extension_id", "extension_name", "included_services", "product_name", "product_visible_name", "customer_name",
    "customer_bill_status", "customer_blocked", "customer_bill_suspended", "cust_bill_suspension_delayed",
    "i_subscriber", "time_zone_name" })
  row.assigned_addons = kept
  if params.generate_web_password == 1 then
    row.password = ("Web-%08d"):format(math.random(0, 99999999))
  end
  return row
end

Account.add_account = {
  implied = { account_info = { bill_status = "O" } },
  run = function(ctx, params)
    local info = params.account_info
    local kept = check(ctx, info)
    local key = new_account.add(ctx, stored(info, params, kept))
    features.update("account", key, info.service_features)
    features.set_values("account", key, info.custom_fields_values)
    addons.subscribe(ctx, ctx.store.accounts:get(key), nil, kept)
    return { i_account = key }
  end,
}

Account.validate_account_info = {
  implied = Account.add_account.implied,
  run = function(ctx, params)
    check(ctx, params.account_info, params.account_info.i_account)
    return { success = 1 }
  end,
}

Account.get_account_info = {
  realms = "arcu",
  run = function(ctx, params)
    local key
    if ctx.realm == "account" then
      key = ctx:account(params.i_account).i_account
    else
      key = ctx:look_up("accounts", params, { "i_account", "id", "login" })
    end
    if not key then
      return {} -- not found is no fault: the answer lacks the record
    end
    local row = ctx:account(key)
    if params.expand_alias == 1 and given(row.i_master_account) then
      row = ctx:account(row.i_master_account)
    end
    local answer = { account_info = full_record(ctx, row, params) }
    if params.with_customer_info == 1 then
      answer.customer_info = context.without(ctx.store.customers:get(row.i_customer),
        { "password", "onetime_invoice_generation_enabled" })
      answer.customer_info.service_features = features.of("customer", row.i_customer)
      status.tell_customer(answer.customer_info, true)
    end
    return answer
  end,
}

local function flag(test)
  return function(value)
    return value == 1 and test or nil
  end
end

local filters = {
  like = { "id", "companyname", "email", "firstname", "lastname", "login", "phone1", "batch_name" },
  equal = { "i_account", "i_customer", "i_product", "i_customer_site", "billing_model", "bill_status", "state",
    "blocked", "sip_status", "i_account_role", "i_master_account", "i_batch" },
  special = {
    did_number = numbers.special.did_number,
    extension_id = numbers.special.extension_id,
    extension_name = numbers.special.extension_name,
    get_not_closed_accounts = flag(function(get)
      return get("bill_status") ~= "C"
    end),
    get_only_real_accounts = flag(function(get)
      return get("billing_model") ~= 2
    end),
    custom_fields_values = function(value)
      return features.filter("account", "i_account", value)
    end,
    search = function(value)
      local test = list.like("%" .. tostring(value.value or "") .. "%")
      return function(get)
        return test(get("id")) or test(get("email")) or test(get("firstname")) or test(get("lastname"))
      end
    end,
  },
}

local function hint(ctx, params)
  local customer = ctx.realm == "customer" and ctx.session.i_customer or params.i_customer
  return given(customer) and { "i_customer", customer }
    or given(params.i_master_account) and { "i_master_account", params.i_master_account } or nil
end

Account.get_account_list = {
  realms = "arc",
  run = function(ctx, params)
    if given(params.i_customer) and ctx.store.customers:exists(params.i_customer) then
      ctx:customer(params.i_customer)
    end
    return ctx:list("accounts", params, "account_list", {
      like = filters.like, equal = filters.equal, special = filters.special, tests = ctx:scoped(),
      hint = hint(ctx, params), order = "id",
      view = function(row)
        local out = list_row(ctx, row, params)
        if params.with_aliases == 1 then
          out.alias_list = json.array()
          for i, alias in ipairs(numbers.aliases(row.i_account)) do
            out.alias_list[i] = numbers.alias_row(alias)
          end
        end
        return out
      end,
    })
  end,
}

local own_fields = { -- what an end user may change about the account
  "i_account", "firstname", "lastname", "midinit", "salutation", "companyname", "baddr1", "address_line_2", "city",
  "state", "zip", "country", "phone1", "phone2", "faxnum", "email", "cont1", "cont2", "note", "i_lang", "password",
  "api_token",
}

Account.update_account = {
  realms = "arcu",
  run = function(ctx, params)
    local info = balance.settable(params.account_info)
    if ctx.realm ~= "account" and not given(info.i_account) then
      ctx:refuse("missing_required", "account_info.i_account", "required field i_account is missing on account_info")
    end
    local row = ctx:account(info.i_account, "account_info.i_account")
    if ctx.realm == "account" then
      local others = context.without(info, own_fields)
      if next(others) then
        ctx:refuse("access_denied", "account_info." .. next(others), "access denied: accounts may not change this")
      end
    end
    local kept = check(ctx, info, row.i_account)
    features.update("account", row.i_account, info.service_features)
    features.set_values("account", row.i_account, info.custom_fields_values)
    owners.change_model(ctx, row, info.billing_model)
    ctx.store.accounts:change(row.i_account, stored(info, params, kept))
    addons.subscribe(ctx, row, row.assigned_addons, kept)
    return { i_account = row.i_account }
  end,
}

Account.terminate_account = {
  run = function(ctx, params)
    local row = ctx:account(params.i_account)
    if row.bill_status == "C" then
      ctx:refuse("wrong_state", "i_account", "the account is already terminated")
    end
    for _, alias in ipairs(numbers.aliases(row.i_account)) do
      ctx.store.accounts:change(alias.i_account, { bill_status = "C" })
      if params.release_assigned_did == 1 then
        local number = ctx.store.numbers:find("number", alias.id)
        if number then
          ctx.store.numbers:change(number, { i_account = null, i_master_account = null })
        end
      end
    end
    ctx.store.accounts:change(row.i_account, { bill_status = "C" })
    owners.terminate(ctx, "account", row.i_account)
    return { success = 1 }
  end,
}

-- The account keeps its key here, and its xDRs its former customer: whether real servers make a new record of it, as the
-- two keys of the answer suggest, is not public.
Account.move_account = {
  run = function(ctx, params)
    local row = ctx:account(params.i_account)
    ctx:customer(params.i_customer)
    if given(params.i_product) then
      ctx:need("products", params.i_product, "i_product")
    end
    if given(row.i_master_account) then
      ctx:refuse("wrong_state", "i_account", "this is an alias: it moves with its account")
    end
    ctx.store.accounts:change(row.i_account, params)
    if params.i_customer ~= row.i_customer then
      owners.move(ctx, row.i_account, params.i_customer)
    end
    return { i_account = row.i_account, old_i_account = row.i_account }
  end,
}

Account.add_alias = {
  run = function(ctx, params)
    return { i_account = new_account.add_alias(ctx, params.alias_info, "alias_info") }
  end,
}

local NOBODY = 0 -- no account has this key

-- Whose aliases are asked for: those of the account named, or of the one whose alias has the id named.
local function master_of(ctx, params)
  local named = given(params.i_account) and params.i_account or params.i_master_account
  if given(named) or not given(params.id) or ctx.realm == "account" then
    return ctx:account(named).i_account
  end
  local accounts = ctx.store.accounts
  local alias = accounts:find("id", params.id)
  local master = alias and accounts:field(alias, "i_master_account")
  return given(master) and ctx:sees_account(master) and master or NOBODY
end

Account.get_alias_list = {
  realms = "arcu",
  run = function(ctx, params)
    local master = master_of(ctx, params)
    return ctx:list("accounts", { id = params.id, limit = params.limit, offset = params.offset,
      get_total = params.get_total }, "alias_list", {
        like = { "id" }, hint = { "i_master_account", master },
        tests = { ["alias of " .. master] = function(get)
          return get("i_master_account") == master and get("bill_status") ~= "C"
        end },
        view = function(row)
          local out = numbers.alias_row(row)
          out.i_did_number = params.check_did == 1 and numbers.did_of(row) or nil
          return out
        end,
      })
  end,
}

Account.update_alias = {
  run = function(ctx, params)
    local info = params.alias_info
    local row = ctx:account(info.i_account, "alias_info.i_account")
    ctx:unique("accounts", "id", info.id, row.i_account, "Server.Account.duplicate_id")
    ctx.store.accounts:change(row.i_account, context.without(info, { "i_master_account", "realm" }))
    return { i_account = row.i_account }
  end,
}

Account.delete_alias = {
  run = function(ctx, params)
    local row = ctx:account(params.alias_info.i_account, "alias_info.i_account")
    if not given(row.i_master_account) then
      ctx:refuse("wrong_state", "alias_info.i_account", "this account is not an alias")
    end
    local number = ctx.store.numbers:find("number", row.id)
    if number and ctx.store.numbers:field(number, "i_account") == row.i_account then
      if params.release_assigned_did ~= 1 then
        ctx:refuse("in_use", "alias_info.i_account", "the alias is an assigned DID: pass release_assigned_did 1")
      end
      ctx.store.numbers:change(number, { i_account = null, i_master_account = null })
    end
    ctx.store.accounts:remove(row.i_account)
    return { success = 1 }
  end,
}

Account.change_password = {
  realms = "arcu",
  run = function(ctx, params)
    local row = ctx:account(params.i_account)
    if params.old_password ~= row.password then
      return { success = 0, errors = { old_password = "wrong password" } }
    end
    ctx.store.accounts:change(row.i_account, { password = params.new_password })
    return { success = 1 }
  end,
}

features.methods(Account, "account", "arcu")

return { Account = Account }
