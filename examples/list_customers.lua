-- The connector guide's second example: list customers with bill_status O.
-- Usage: lua5.4 examples/list_customers.lua [AT-MOST]
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "all": nothing is sent, and lists have no records

local at_most = arg and arg[1]
assert(not at_most or at_most:find "^%d+$", "usage: list_customers.lua [AT-MOST]")

-- Each customer has a currency, and only what is of the same currency can be added up. The sums are whole numbers of
-- the smallest part that PortaBilling keeps, five decimals: sums of fractions are off sooner or later.
local count, debts = 0, {}
for customer, n in pb.list("Customer", "customer", { bill_status = "O", limit = tonumber(at_most) }) do
  if n <= 5 then
    print(customer.i_customer, customer.name, customer.balance, customer.iso_4217)
  end
  count = n
  local balance = tonumber(customer.balance) or 0
  if balance > 0 then -- a customer's positive balance is debt
    local currency = customer.iso_4217 or "of no currency"
    debts[currency] = (debts[currency] or 0) + math.floor(balance * 100000 + 0.5)
  end
end

if dry_run == "all" then
  return print "dry run: nobody was asked for customers"
end
local totals = {}
for currency, debt in pairs(debts) do
  totals[#totals + 1] = ("%.2f %s"):format(debt / 100000, currency)
end
table.sort(totals, function(a, b) return a:match "%a.*" < b:match "%a.*" end)
print(("%d open customers; owed in all: %s"):format(count, totals[1] and table.concat(totals, ", ") or "nothing"))
