--- Making accounts and aliases, which add_account, add_alias and the assignment of DID numbers share.

local balance = require "portabilling.sandbox.balance"
local clock = require "portabilling.sandbox.clock"
local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local state = require "portabilling.sandbox.state"

local null = require("portabilling.sandbox.json").null

local M = {}

local defaults = {
  blocked = "N", credit_limit = null, i_account_role = 1, i_role = 6, i_acl = 155,
  i_account_balance_control_type = 3, h323_password = "", ecommerce_enabled = "N", expiration_date = null,
  life_time = null, idle_days = 0, inactivity_expire_time = null, i_lang = "en", iso_639_1 = "en", i_time_zone = 200,
  has_custom_fields = 1, service_flags = "", sip_status = 0, bcc = "", in_date_format = "YYYY-MM-DD",
  in_time_format = "HH24:MI:SS", out_date_format = "YYYY-MM-DD", out_date_time_format = "YYYY-MM-DD HH24:MI:SS",
  out_time_format = "HH24:MI:SS", phone1 = "",
}

--- Store a checked account.
---@param ctx table
---@param info table
---@return number i_account
function M.add(ctx, info)
  balance.open(info)
  crud.fill(info, defaults)
  local today = clock.date(state.now())
  crud.fill(info, {
    iso_4217 = ctx.store.customers:field(info.i_customer, "iso_4217"), issue_date = today, activation_date = today,
  })
  info.i_account = nil
  local key = ctx.store.accounts:add(info)
  if ctx.store.customers:field(info.i_customer, "is_used") ~= 1 then
    ctx.store.customers:change(info.i_customer, { is_used = 1 })
  end
  return key
end

--- Make an alias of an account.
---@param ctx table
---@param info { i_master_account: number, id: string, blocked?: string, i_account_role?: number }
---@param path string of info, for faults
---@return number i_account of the alias
function M.add_alias(ctx, info, path)
  local master = ctx:account(info.i_master_account, path .. ".i_master_account")
  if context.given(master.i_master_account) then
    ctx:refuse("invalid_value", path .. ".i_master_account", "an alias cannot have aliases")
  end
  ctx:unique("accounts", "id", info.id, nil, "Server.Account.duplicate_id")
  return M.add(ctx, {
    id = info.id, i_master_account = master.i_account, master_billing_model = master.billing_model, billing_model = 2,
    i_customer = master.i_customer, i_product = master.i_product, bill_status = "O", blocked = info.blocked,
    i_account_role = info.i_account_role,
  })
end

return M
