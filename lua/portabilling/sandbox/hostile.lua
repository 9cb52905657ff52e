--- The hostile mode: answers that are right but unfriendly, within what real servers are known to send.
--- Whole amounts with decimals, numbers as text where that is seen, optional fields missing, {} for {"success": 1}.

local M = {}

local amounts = {
  balance = true, opening_balance = true, credit_limit = true, perm_credit_limit = true, unallocated_payments = true,
  charged_amount = true, amount_net = true, amount_due = true, amount_paid = true, fee = true, monthly_fee = true,
}
local as_text = { unix_connect_time = true, unix_disconnect_time = true, charged_quantity = true, total = true }
local droppable = { call_id = true, status = true, service_features = true, included_services = true }

-- Clients look whether these succeeded.
local must_tell = { logout = true, activate_subscriptions = true, charge_subscription_fees = true }

--- Can this answer be left out, for that the call succeeded is all that it tells?
---@param method string
---@param result table
---@return boolean
function M.tells_nothing(method, result)
  return not must_tell[method] and result.success == 1 and next(result) == "success"
    and next(result, "success") == nil
end

--- What json.encode asks while it writes. Every other occurrence is changed, so that both forms are met.
---@return table
function M.new()
  local turn = 0
  local function every_other()
    turn = turn + 1
    return turn % 2 == 0
  end
  return {
    drop = function(key)
      return droppable[key] and every_other() or false
    end,
    number = function(name, value, plain)
      if amounts[name] and value % 1 == 0 and every_other() then
        return ("%.5f"):format(value)
      elseif as_text[name] and every_other() then
        return '"' .. plain(value) .. '"'
      end
      return plain(value)
    end,
  }
end

return M
