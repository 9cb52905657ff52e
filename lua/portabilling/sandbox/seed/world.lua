--- How many records there are and how they belong together, as arithmetic on keys.
---
--- Customer 1 is the large one. Accounts 1 .. big are its own; after those every customer has three in turn. So
--- account k > big belongs to customer floor((k - big - 1) / 3) + 1. Everything else hangs on accounts the same way.

local floor = math.floor

local M = {}

M.did_prefix = "1672555"

M.sizes = { small = 120, medium = 2000, large = 1000000 }

M.xdrs_per_account = 20
-- ids of xDRs are large on real servers; these need more digits than a single-precision or a 14-digit number holds
M.first_xdr = 100000000000001

--- Lay out a world.
---@param size "small"|"medium"|"large"|integer number of customers
---@return table
function M.new(size)
  local w = { customers = M.sizes[size] or size }
  w.big = w.customers >= 2000 and 1200 or w.customers >= 100 and 60 or 0
  w.accounts = w.big + 3 * w.customers
  w.invoices = 3 * w.customers
  w.numbers = 60 + w.customers
  w.sim_cards = 20 + floor(w.customers / 4)

  function w.customer_of(account)
    return account <= w.big and 1 or floor((account - w.big - 1) / 3) + 1
  end

  --- The account's place among the accounts of its customer, from 1.
  function w.place(account)
    if account <= w.big then
      return account
    end
    local own = (account - w.big - 1) % 3 + 1
    return w.customer_of(account) == 1 and w.big + own or own
  end

  --- Keys of the generated accounts of a customer.
  function w.accounts_of(customer)
    if type(customer) ~= "number" or customer < 1 or customer > w.customers then
      return {}
    end
    local first = w.big + 3 * (customer - 1) + 1
    return { customer == 1 and { 1, first + 2 } or { first, first + 2 } }
  end

  --- The third account of every fifth customer is an alias of its first.
  function w.master_of(account)
    if account > w.big then
      local customer = w.customer_of(account)
      if customer % 5 == 0 and (account - w.big - 1) % 3 == 2 then
        return account - 2
      end
    end
  end

  --- The second account of every tenth customer from 4 on pays in advance.
  function w.is_debit(account)
    return account > w.big and w.customer_of(account) % 10 == 4 and (account - w.big - 1) % 3 == 1
  end

  --- The DID number that is the id of an account: those of every fifth customer's second account and of its alias.
  function w.did_of(account)
    local customer, own = w.customer_of(account), (account - w.big - 1) % 3
    if account > w.big and customer % 5 == 0 and own > 0 then
      return customer / 5 * 4 + (own == 1 and 2 or 0)
    end
  end

  --- The account whose id is a DID number.
  function w.user_of(did)
    local customer = 5 * floor((did % 4 == 2 and did - 2 or did) / 4)
    if did % 2 == 0 and customer >= 5 and customer <= w.customers then
      return w.big + 3 * customer - (did % 4 == 2 and 1 or 0)
    end
  end

  --- Customer 2 is a reseller; every tenth customer from 3 on is its own.
  function w.parent_of(customer)
    return customer % 10 == 3 and w.customers >= 3 and 2 or nil
  end

  function w.is_active(customer)
    return customer % 13 ~= 7
  end

  return w
end

--- Number of the form <prefix><digits>: four digits as long as they suffice, seven after that.
---@param prefix string
---@param n integer
---@return string
function M.number(prefix, n)
  return prefix .. (n < 10000 and ("%04d"):format(n) or ("%07d"):format(n))
end

--- The n of such a number.
---@param prefix string
---@param text string
---@return integer?
function M.number_key(prefix, text)
  return text:sub(1, #prefix) == prefix and tonumber(text:match("^%d+$", #prefix + 1)) or nil
end

return M
