--- Customer: extensions, abbreviated dialling. Extensions have flat parameters.

local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local json = require "portabilling.sandbox.json"
local list = require "portabilling.sandbox.list"
local numbers = require "portabilling.sandbox.services.account_numbers"
local pbx = require "portabilling.sandbox.services.pbx"

local given, null = context.given, json.null

local Customer = {}

local function extension_view(ctx, params)
  return function(row)
    local out = context.without(row, {})
    local account = given(row.i_account) and ctx.store.accounts:get(row.i_account)
    out.account_id = account and account.id or null
    out.type = account and "Account" or "Unassigned"
    out.i_customer_of_account = account and account.i_customer or null
    for _, name in ipairs { "firstname", "lastname" } do
      if not given(out[name]) then
        out[name] = account and account[name] or ""
      end
    end
    local limit = params.limit_alias_did_number_list
    out.alias_did_number_list = account and type(limit) == "number" and numbers.did_numbers(account.i_account, limit)
      or json.array()
    return out
  end
end

local function check_account(ctx, i_account, i_customer)
  if given(i_account) and not pbx.contains(pbx.offices(ctx, i_customer), ctx:account(i_account).i_customer) then
    ctx:refuse("invalid_value", "i_account", "the account belongs to another customer, which is no office of this one")
  end
end

Customer.add_customer_extension = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    check_account(ctx, params.i_account, key)
    pbx.free_number(ctx, key, params.id)
    params.i_customer = key
    crud.fill(params, { name = "", published = "Y", prompt_action = "unset", firstname = "", lastname = "",
      did_number = null, primary_i_c_group = null, i_account = null })
    return { i_c_ext = ctx.store.extensions:add(params) }
  end,
}

Customer.update_customer_extension = {
  realms = "arc",
  run = function(ctx, params)
    local row = ctx:need("extensions", params.i_c_ext, "i_c_ext")
    ctx:customer(row.i_customer)
    check_account(ctx, params.i_account, row.i_customer)
    if params.id then
      pbx.free_number(ctx, row.i_customer, params.id, "extensions", row.i_c_ext)
    end
    ctx.store.extensions:change(row.i_c_ext, context.without(params, { "i_customer" }))
    return { i_c_ext = row.i_c_ext }
  end,
}

Customer.delete_customer_extension = {
  realms = "arc",
  run = function(ctx, params)
    local row = ctx:need("extensions", params.i_c_ext, "i_c_ext")
    ctx:customer(row.i_customer)
    ctx.store.extensions:remove(row.i_c_ext)
    return { success = 1 }
  end,
}

Customer.get_customer_extension_info = {
  realms = "arc",
  run = function(ctx, params)
    local row = ctx.store.extensions:get(params.i_c_ext)
    if not row then
      return {}
    end
    ctx:customer(row.i_customer)
    return { extension_info = extension_view(ctx, params)(row) }
  end,
}

Customer.get_extensions_list = {
  realms = "arc",
  run = function(ctx, params)
    return pbx.of_customer(ctx, params, "extensions", "extensions_list", {
      with_offices = params.get_main_office_extensions == 1, like = { "name" }, view = extension_view(ctx, params),
      special = { extension = function(value)
        local test = list.like(value)
        return function(get)
          return test(get("id"))
        end
      end, account_id = function(value)
        local test = list.like(value)
        return function(get)
          local i_account = get("i_account")
          return given(i_account) and test(ctx.store.accounts:field(i_account, "id"))
        end
      end },
    })
  end,
}

Customer.add_abbreviated_dialing_number = {
  realms = "arc",
  run = function(ctx, params)
    local info = params.abbreviated_dialing_number_info
    info.i_customer = ctx:customer(params.i_customer).i_customer
    for key in ctx.store.abbreviated_numbers:keys(1) do
      local row = ctx.store.abbreviated_numbers:get(key)
      if row.i_customer == info.i_customer and row.abbreviated_number == info.abbreviated_number then
        ctx:refuse("duplicate", "abbreviated_dialing_number_info.abbreviated_number",
          "this abbreviated number is already in use")
      end
    end
    crud.fill(info, { description = "" })
    return { i_ab_dialing = ctx.store.abbreviated_numbers:add(info) }
  end,
}

Customer.get_abbreviated_dialing_number_list = {
  realms = "arc",
  run = function(ctx, params)
    return pbx.of_customer(ctx, params, "abbreviated_numbers", "abbreviated_dialing_number_list", {
      view = function(row)
        return context.without(row, { "i_customer" })
      end,
    })
  end,
}

Customer.update_abbreviated_dialing_number = {
  realms = "arc",
  run = function(ctx, params)
    local info = params.abbreviated_dialing_number_info
    local row = ctx:need("abbreviated_numbers", info.i_ab_dialing, "abbreviated_dialing_number_info.i_ab_dialing")
    ctx:customer(row.i_customer)
    ctx.store.abbreviated_numbers:change(row.i_ab_dialing, info)
    return { i_ab_dialing = row.i_ab_dialing }
  end,
}

Customer.delete_abbreviated_dialing_number = {
  realms = "arc",
  run = function(ctx, params)
    local row = ctx:need("abbreviated_numbers", params.i_ab_dialing, "i_ab_dialing")
    ctx:customer(row.i_customer)
    ctx.store.abbreviated_numbers:remove(row.i_ab_dialing)
    return { success = 1 }
  end,
}

return { Customer = Customer }
