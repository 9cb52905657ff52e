--- Customer: extensions, huntgroups, abbreviated dialling. Extensions and huntgroups have flat parameters.

local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local list = require "portabilling.sandbox.list"
local numbers = require "portabilling.sandbox.services.account_numbers"

local given, null = context.given, json.null

local Customer = {}

-- Extensions and huntgroups of a customer share one numbering.
local function free_number(ctx, i_customer, number, collection, own)
  for _, name in ipairs { "extensions", "huntgroups" } do
    local records = ctx.store[name]
    for key in records:keys(1, { "i_customer", i_customer }) do
      if records:field(key, "i_customer") == i_customer and records:field(key, "id") == number
        and not (name == collection and key == own) then
        fault.raise("Server.Customer.Ext_HG_number_already_in_use")
      end
    end
  end
end

-- A branch office, its main office, or the main office of a branch: the customers that may use each other's extensions.
local function offices(ctx, key)
  local customers = ctx.store.customers
  local main = customers:field(key, "i_main_office")
  if given(main) then
    return { math.min(key, main), math.max(key, main) }
  end
  local all = { key }
  for branch in customers:keys(1, { "i_main_office", key }) do
    if customers:field(branch, "i_main_office") == key then
      all[#all + 1] = branch
    end
  end
  table.sort(all)
  return all
end

local function contains(array, value)
  for _, one in ipairs(array) do
    if one == value then
      return true
    end
  end
  return false
end

local function of_customer(ctx, params, name, answer_key, options)
  local key = ctx:customer(params.i_customer).i_customer
  params.i_customer = nil
  options.hint = { "i_customer", key }
  options.tests = { ["customer " .. key] = function(get)
    return get("i_customer") == key
  end }
  return ctx:list(name, params, answer_key, options)
end

local function extension_view(ctx, params)
  return function(row)
    local out = context.without(row, { "i_customer" })
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
  if given(i_account) and not contains(offices(ctx, i_customer), ctx:account(i_account).i_customer) then
    ctx:refuse("invalid_value", "i_account", "the account belongs to another customer, which is no office of this one")
  end
end

Customer.add_customer_extension = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    check_account(ctx, params.i_account, key)
    free_number(ctx, key, params.id)
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
      free_number(ctx, row.i_customer, params.id, "extensions", row.i_c_ext)
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
    local key = ctx:customer(params.i_customer).i_customer
    local all = params.get_main_office_extensions == 1 and offices(ctx, key) or { key }
    local names = table.concat(all, ",")
    params.i_customer = nil
    return ctx:list("extensions", params, "extensions_list", {
      hint = { "offices", names }, like = { "name" }, view = extension_view(ctx, params),
      tests = { ["customers " .. names] = function(get)
        return contains(all, get("i_customer"))
      end },
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

local function huntgroup_view(row)
  return context.without(row, { "i_customer" })
end

-- Give members of a huntgroup the account ids of their extensions.
local function add_members(ctx, group, members)
  local all = json.array()
  for _, member in ipairs(group.assigned_extensions or {}) do
    all[#all + 1] = member
  end
  for i, member in ipairs(members or {}) do
    local extension = ctx:need("extensions", member.i_c_ext, ("add_extensions[%d].i_c_ext"):format(i - 1))
    local account = given(extension.i_account) and ctx.store.accounts:get(extension.i_account)
    all[#all + 1] = { i_c_ext = member.i_c_ext, account_id = account and account.id or null, type = "Account",
      hunt_active = member.hunt_active or "Y" }
  end
  return all
end

Customer.add_customer_huntgroup = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    free_number(ctx, key, params.id)
    local row = context.without(params, { "add_extensions" })
    row.i_customer, row.assigned_extensions = key, add_members(ctx, {}, params.add_extensions)
    crud.fill(row, { hunt_sequence = "Order", hunt_keep_original_cli = "Y", pickup_allowed = "N" })
    return { i_c_group = ctx.store.huntgroups:add(row) }
  end,
}

Customer.update_customer_huntgroup = {
  realms = "arc",
  run = function(ctx, params)
    local row = ctx:need("huntgroups", params.i_c_group, "i_c_group")
    ctx:customer(row.i_customer)
    if params.id then
      free_number(ctx, row.i_customer, params.id, "huntgroups", row.i_c_group)
    end
    local changes = context.without(params, { "i_customer", "add_extensions" })
    changes.assigned_extensions = add_members(ctx, row, params.add_extensions)
    ctx.store.huntgroups:change(row.i_c_group, changes)
    return { i_c_group = row.i_c_group }
  end,
}

Customer.delete_customer_huntgroup = {
  realms = "arc",
  run = function(ctx, params)
    local row = ctx:need("huntgroups", params.i_c_group, "i_c_group")
    ctx:customer(row.i_customer)
    ctx.store.huntgroups:remove(row.i_c_group)
    return { success = 1 }
  end,
}

Customer.get_huntgroup_info = {
  realms = "arc",
  run = function(ctx, params)
    local row = ctx.store.huntgroups:get(params.i_c_group)
    if not row then
      return {}
    end
    ctx:customer(row.i_customer)
    return { huntgroup_info = huntgroup_view(row) }
  end,
}

Customer.get_huntgroup_list = {
  realms = "arc",
  run = function(ctx, params)
    return of_customer(ctx, params, "huntgroups", "huntgroup_list", {
      like = { "id", "name" }, view = huntgroup_view,
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
    return of_customer(ctx, params, "abbreviated_numbers", "abbreviated_dialing_number_list", {
      view = huntgroup_view,
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
