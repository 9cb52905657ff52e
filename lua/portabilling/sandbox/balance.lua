--- Balances follow from entries: balance = opening balance + what the entries charge.
---
--- An entry is an xDR: of a call, or of a transaction, fee or charge, so that each is listed and counted once.
---   A customer's entries are its own xDRs (xdr_type C) and those of its accounts, except of prepaid accounts: what
---   Customer/get_customer_xdrs answers for billing_model 1. Its balance is what it owes.
---   An account's entries are its xDRs: what Account/get_xdr_list answers; an alias has its own. Its balance is what it
---   owes, too; a prepaid account's (debit, voucher) is what is left, so that there a charge is taken off.
--- For both the window must begin before the first entry, and unsuccessful calls cost nothing.
---
--- Generated records have a generated balance and generated entries; their opening balance is the one less the others,
--- and computed when it is asked for (seed/openings.lua). Every entry after that is made here.

local clock = require "portabilling.sandbox.clock"
local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local json = require "portabilling.sandbox.json"
local state = require "portabilling.sandbox.state"

local M = {}

local derived = { "status", "balance", "opening_balance", "credit_exceed", "is_active" }

--- What of a record sent back is to be changed: not what follows from other things.
---@param info table
---@return table
function M.settable(info)
  return context.without(info, derived)
end

--- Make the balance of a new account or customer its opening balance, which counts here alone.
---@param info table
function M.open(info)
  local opening = context.given(info.opening_balance) and info.opening_balance or info.balance
  for _, name in ipairs(derived) do
    info[name] = nil
  end
  info.opening_balance = context.given(opening) and opening or 0
  info.balance = info.opening_balance
end

--- Does an account of this billing model spend what was paid before, and nothing of its customer's?
---@param billing_model number
---@return boolean
function M.is_prepaid(billing_model)
  return billing_model == -1 or billing_model == 0
end

--- Turn the balances of an account that becomes prepaid, or is so no longer: what it owed is missing from what is left, and
--- the other way round. Its entries stay with whom they were charged to.
---@param accounts table
---@param row table the account as it was
---@param billing_model number the new one
function M.turn(accounts, row, billing_model)
  if M.is_prepaid(billing_model) ~= M.is_prepaid(row.billing_model) then
    accounts:change(row.i_account, { balance = 0 - row.balance, opening_balance = 0 - row.opening_balance })
  end
end

local function move(records, key, amount)
  local balance = context.money(records:field(key, "balance") + amount)
  if amount ~= 0 then
    records:change(key, { balance = balance })
  end
  return balance
end

--- Make an entry: keep the xDR, and move the balances that it counts for.
---@param store table
---@param owner table account or customer
---@param xdr { service: string, i_service: number, i_service_type: number, CLD: string, charged_amount: number,
---  description?: string }
---@return number i_xdr
---@return number balance of the owner after it
function M.enter(store, owner, xdr)
  local now = state.now()
  local moment = clock.time(now)
  local prepaid = M.is_prepaid(owner.billing_model)
  crud.fill(xdr, {
    i_customer = owner.i_customer, i_account = owner.i_account, account_id = owner.id or owner.name, CLI = "",
    description = "", charged_quantity = 1, bill_status = "I", failed = 0, connect_time = moment, bill_time = moment,
    disconnect_time = moment, unix_connect_time = now, unix_disconnect_time = now, bit_flags = 0,
    disconnect_cause = "16", disconnect_reason = "", setup_time = 0, country = json.null, subdivision = json.null,
    cr_download_ids = json.array(), xdr_type = owner.i_account and "A" or "C", billing_model = prepaid and -1 or 1,
  })
  local amount = context.money(xdr.charged_amount)
  xdr.charged_amount = amount
  local i_xdr = store.xdrs:add(xdr)
  if not owner.i_account then
    return i_xdr, move(store.customers, owner.i_customer, amount)
  elseif prepaid then
    return i_xdr, move(store.accounts, owner.i_account, -amount)
  end
  local balance = move(store.accounts, owner.i_account, amount)
  move(store.customers, owner.i_customer, amount)
  return i_xdr, balance
end

return M
