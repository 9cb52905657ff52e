--- Opening balances of generated records: the generated balance less what the generated entries charge, computed when
--- it is asked for. Which entries count for whom: sandbox/balance.lua.

local layout = require "portabilling.sandbox.seed.world"

local each, first = layout.xdrs_per_account, layout.first_xdr

local function money(amount)
  return tonumber(("%.5f"):format(amount))
end

--- Give accounts and customers their field opening_balance.
---@param world table
---@param bases table by collection name
return function(world, bases)
  local accounts, customers = bases.accounts.fields, bases.customers.fields
  local charged_amount = bases.xdrs.fields.charged_amount

  local function charged(account)
    local sum = 0
    for k = first + (account - 1) * each, first + account * each - 1 do
      sum = sum + charged_amount(k)
    end
    return sum
  end

  local function charged_to_customer(customer)
    local range, sum = world.accounts_of(customer)[1], 0
    for account = range[1], range[2] do
      if not world.is_debit(account) then
        sum = sum + charged(account)
      end
    end
    return sum
  end

  function accounts.opening_balance(k)
    return money(accounts.balance(k) + (world.is_debit(k) and charged(k) or -charged(k)))
  end

  local large -- the sum of the customer with many accounts
  function customers.opening_balance(k)
    local sum
    if k == 1 then
      large = large or charged_to_customer(k)
      sum = large
    else
      sum = charged_to_customer(k)
    end
    return money(customers.balance(k) - sum)
  end
end
