--- Customer: huntgroups; Account: logging in to them and out. Their parameters are flat.

local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local json = require "portabilling.sandbox.json"
local pbx = require "portabilling.sandbox.services.pbx"

local given, null = context.given, json.null

local Account, Customer = {}, {}

-- Of each member its place in the group is kept; what it is called is its extension's.
local function member_view(ctx, member)
  local extension = ctx.store.extensions:get(member.i_c_ext) or {}
  local account = given(extension.i_account) and ctx.store.accounts:get(extension.i_account)
  local out = context.without(member, {})
  out.account_id, out.id, out.name = account and account.id or null, extension.id, extension.name
  return out
end

local function is_of(ctx, member, i_account)
  local extension = ctx.store.extensions:get(member.i_c_ext)
  return extension ~= nil and extension.i_account == i_account
end

local function view(ctx)
  return function(row)
    local out = context.without(row, { "i_customer" })
    out.assigned_extensions = json.array()
    for _, member in ipairs(row.assigned_extensions or {}) do
      if ctx.realm ~= "account" then
        table.insert(out.assigned_extensions, member_view(ctx, member))
      elseif is_of(ctx, member, ctx.session.i_account) then -- an account learns nothing of the others
        table.insert(out.assigned_extensions, context.without(member, { "account_id" }))
      end
    end
    return out
  end
end

-- The members of a huntgroup, and new ones.
local function add_members(ctx, group, members)
  local all = json.array()
  for _, member in ipairs(group.assigned_extensions or {}) do
    all[#all + 1] = member
  end
  for i, member in ipairs(members or {}) do
    ctx:need("extensions", member.i_c_ext, ("add_extensions[%d].i_c_ext"):format(i - 1))
    all[#all + 1] = { i_c_ext = member.i_c_ext, type = "Account", hunt_active = member.hunt_active or "Y" }
  end
  return all
end

Customer.add_customer_huntgroup = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    pbx.free_number(ctx, key, params.id)
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
      pbx.free_number(ctx, row.i_customer, params.id, "huntgroups", row.i_c_group)
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
    return { huntgroup_info = view(ctx)(row) }
  end,
}

-- The huntgroups of a customer; to an account those that it is a member of.
Customer.get_huntgroup_list = {
  realms = "arcu",
  run = function(ctx, params)
    local tests = {}
    if ctx.realm == "account" then
      local i_account = ctx.session.i_account
      params.i_customer = ctx:account().i_customer
      tests["member " .. i_account] = function(get)
        for _, member in ipairs(get("assigned_extensions") or {}) do
          if is_of(ctx, member, i_account) then
            return true
          end
        end
        return false
      end
    end
    return pbx.of_customer(ctx, params, "huntgroups", "huntgroup_list", {
      with_offices = params.get_main_office_huntgroups == 1, like = { "id", "name" }, view = view(ctx), tests = tests,
    })
  end,
}

-- The huntgroup of a number among those of the account's customer, or of its main office.
local function group_of(ctx, account, id, path)
  local groups, main = ctx.store.huntgroups, ctx.store.customers:field(account.i_customer, "i_main_office")
  for _, office in ipairs { account.i_customer, given(main) and main or nil } do
    for key in groups:keys(1, { "i_customer", office }) do
      if groups:field(key, "i_customer") == office and groups:field(key, "id") == id then
        return groups:get(key)
      end
    end
  end
  ctx:refuse("not_found", path, "the customer has no huntgroup " .. tostring(id))
end

-- Whether calls to a huntgroup come to an account that is a member of it.
local function changed(ctx, account, group, hunt_active, path)
  local members, found = json.array(), false
  for i, member in ipairs(group.assigned_extensions or {}) do
    members[i] = context.without(member, {})
    if is_of(ctx, member, account.i_account) then
      members[i].hunt_active, found = hunt_active, true
    end
  end
  if not found then
    ctx:refuse("wrong_state", path, ("the account is no member of huntgroup %s"):format(group.id))
  end
  return members
end

Account.update_huntgroups_subscription = {
  realms = "arcu",
  run = function(ctx, params)
    local account, wanted = ctx:account(params.i_account), {}
    -- what is left is left, even if it is to be joined, too
    for _, one in ipairs { { "subscribe_to_huntgroups", "Y" }, { "unsubscribe_from_huntgroups", "N" } } do
      for i, group in ipairs(params[one[1]] or {}) do
        local path = ("%s[%d].id"):format(one[1], i - 1)
        local row = group_of(ctx, account, group.id, path)
        wanted[row.i_c_group] = changed(ctx, account, row, one[2], path)
      end
    end
    for key, members in pairs(wanted) do
      ctx.store.huntgroups:change(key, { assigned_extensions = members })
    end
    return { success = 1 }
  end,
}

return { Account = Account, Customer = Customer }
