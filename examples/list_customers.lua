-- The connector guide's second example: list customers with bill_status O.
-- Usage: lua5.4 examples/list_customers.lua [AT-MOST]
local pb = require "portabilling"

local count, debt = 0, 0
for customer, n in pb.list("Customer", "customer", { bill_status = "O", limit = tonumber(arg and arg[1]) }) do
  if n <= 5 then
    print(customer.i_customer, customer.name, customer.balance, customer.iso_4217)
  end
  count = n
  debt = debt + math.max(customer.balance or 0, 0) -- a customer's positive balance is debt
end
print(("%d open customers; %.2f owed in all"):format(count, debt))
