--- The status of accounts and customers. Never stored: it follows from the record, from whose it is, and from the date.
--- nil (the field is left out) means that all is well.
---
--- Of several reasons the first counts, and that order is our choice: what ends a record before what stops it, and its
--- own reasons before its owner's. What brings some values is not public, and so they do not occur: of accounts frozen,
--- customer_limited and customer_limiting_delayed; of customers frozen, limited, limiting_delayed, billing_paused,
--- in_progress and spending_limit_reached.

local balance = require "portabilling.sandbox.balance"
local clock = require "portabilling.sandbox.clock"
local given = require("portabilling.sandbox.context").given
local state = require "portabilling.sandbox.state"

local M = {}

local function reader(collection, key)
  local records = state.store[collection]
  return function(name)
    return records:field(key, name)
  end
end

--- Whether a customer may spend no more: a postpaid one that owes more than its limit, a prepaid one with nothing left.
---@param get fun(name: string): any gives a field of the customer
---@return "credit_exceeded"|"no_available_funds"|nil
function M.exceeded(get)
  local limit = given(get "credit_limit") and get "credit_limit"
  local left = (limit or 0) - get "balance"
  if get "i_balance_control_type" == 2 then
    return left <= 0 and "no_available_funds" or nil
  end
  return limit and left < 0 and "credit_exceeded" or nil
end

local by_bill_status = { C = "closed", E = "exported", D = "provisionally_terminated" }
local of_reseller = {
  blocked = "reseller_blocked", suspended = "reseller_suspended",
  provisionally_terminated = "reseller_provisionally_terminated",
}

-- What stops a customer, and with it the customers of a reseller.
local function stopped(get)
  return get "blocked" == "Y" and "blocked" or get "bill_status" == "S" and "suspended" or nil
end

local function of_customer(get)
  local parent = given(get "i_parent") and reader("customers", get "i_parent")
  return by_bill_status[get "bill_status"] or stopped(get)
    or parent and of_reseller[by_bill_status[parent "bill_status"] or stopped(parent)]
    or M.exceeded(get)
    or get "bill_suspension_delayed" == 1 and "suspension_delayed" or nil
end

---@param key number i_customer
---@return string? status
function M.customer(key)
  return of_customer(reader("customers", key))
end

--- Put into an answer with a customer what is not stored.
---@param out table
---@param with_status boolean
function M.tell_customer(out, with_status)
  local get = reader("customers", out.i_customer)
  out.status = with_status and of_customer(get) or nil
  out.credit_exceed = M.exceeded(get) and 1 or 0
end

-- What the status of a customer makes of its accounts. Its funds concern those alone that spend them.
local of_owner = {
  closed = "closed", exported = "customer_exported", blocked = "customer_blocked", suspended = "customer_suspended",
  provisionally_terminated = "customer_provisionally_terminated", reseller_blocked = "customer_blocked",
  reseller_suspended = "customer_suspended", suspension_delayed = "customer_suspension_delayed",
  reseller_provisionally_terminated = "customer_provisionally_terminated",
}
local of_funds = {
  credit_exceeded = "customer_credit_exceed", no_available_funds = "customer_has_no_available_funds",
}

local function days_after(date, days, now)
  return given(days) and given(date) and clock.midnight(date) + days * 86400 <= now
end

-- From its expiration date on an account is of no use, as it is some days after its first or its last use.
local function expired(get, now)
  local date = get "expiration_date"
  return given(date) and date <= clock.date(now) or days_after(get "first_usage", get "life_time", now)
    or days_after(get "last_usage", get "inactivity_expire_time", now)
end

-- What an account may spend by itself.
local function own_funds(get)
  local limit = given(get "credit_limit") and get "credit_limit"
  local held = get "balance"
  if balance.is_prepaid(get "billing_model") then
    local left = held + (limit or 0)
    return left < 0 and "overdraft" or left == 0 and "zero_balance" or nil
  end
  return limit and get "i_account_balance_control_type" == 2 and held > limit and "credit_exceeded" or nil
end

local function of_record(get)
  local bill_status, now = get "bill_status", state.now()
  local activation = get "activation_date"
  return bill_status == "C" and "closed" or get "blocked" == "Y" and "blocked"
    or bill_status ~= "O" and "inactive" -- I, and S, for which there is no other word
    or expired(get, now) and "expired"
    or given(activation) and activation > clock.date(now) and "not_yet_active" or nil
end

local of_fraud_suspicion = { ["1"] = "screening", ["5"] = "quarantine" }

-- What is suspected of the calls of an account.
local function suspected(get)
  local service_state = get "service_state"
  return service_state and of_fraud_suspicion[service_state.voice_fraud_suspicion]
end

---@param key number i_account
---@return string? status
function M.account(key)
  local get = reader("accounts", key)
  local own = of_record(get) or suspected(get)
  if own then
    return own
  end
  -- an alias is as good as the account that it stands for
  local master = get "i_master_account"
  if given(master) then
    return M.account(master)
  end
  local owner = M.customer(get "i_customer")
  return own_funds(get) or of_owner[owner] or not balance.is_prepaid(get "billing_model") and of_funds[owner] or nil
end

--- Whether an account can be used at all, whatever its owner and the money.
---@param key number i_account
---@return 0|1
function M.is_active(key)
  return of_record(reader("accounts", key)) and 0 or 1
end

return M
