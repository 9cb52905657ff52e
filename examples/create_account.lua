-- The connector guide's first example: create an account; first without billing_model, to see the server's complaint.
-- Usage: lua5.4 examples/create_account.lua [ACCOUNT-ID]
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "changes" or "all": these are told instead of sent

-- The account needs a customer to belong to, and a product of the customer's currency: the first ones there are.
local customer = assert(pb.collect("Customer", "customer", { bill_status = "O" }, { max = 1 }))[1]
if dry_run == "all" then
  return print "dry run: nobody was asked for a customer and a product, so no account was created"
end
assert(customer, "there is no customer yet")
local product
for candidate in pb.list("Product", "product") do
  if candidate.iso_4217 == customer.iso_4217 then
    product = candidate
    break
  end
end
assert(product, "there is no product yet in " .. customer.iso_4217)

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
if dry_run == "changes" then
  print("dry run: account " .. account_info.id .. " was not created: what would do it was not sent")
else
  print("created account " .. account_info.id .. ", i_account = " .. account.i_account)
end
