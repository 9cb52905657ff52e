-- The connector guide's first example: create an account; first without billing_model, to see the server's complaint.
-- Usage: lua5.4 examples/create_account.lua [ACCOUNT-ID]
local pb = require "portabilling"

-- The account needs a customer and a product to belong to: the first ones there are.
local function first(service, record, filters)
  local found = assert(pb.collect(service, record, filters, { max = 1 }))
  return assert(found[1], "there is no " .. record .. " yet")
end

local customer = first("Customer", "customer", { bill_status = "O" })
local product = first("Product", "product")

local account_info = {
  id = arg and arg[1] or ("1604555%04d"):format(os.time() % 10000),
  i_customer = customer.i_customer,
  i_product = product.i_product,
  bill_status = "O",
}

local account, err = pb.create("Account", "account", { account_info = account_info, generate_web_password = true })
if not account then
  print("without billing_model:", err)
end

account_info.billing_model = 1 -- credit
account = assert(pb.create("Account", "account", { account_info = account_info, generate_web_password = true }))
print("created account " .. account_info.id .. ", i_account = " .. account.i_account)
