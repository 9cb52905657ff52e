-- A customer in its own realm: the session says whose records are meant.
-- Usage: lua5.4 examples/self_care.lua URL LOGIN PASSWORD     (a real server: https://billing.example.com:8444)
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "all": nothing is sent, and a get returns the request

local url, login, password = (table.unpack or unpack)(arg or {}) -- luacheck: ignore 113
assert(password, "usage: self_care.lua URL LOGIN PASSWORD")

local me = pb.new { url = url, login = login, password = password, ca_file = os.getenv "PORTABILLING_CA_FILE" }
local customer = assert(me:get("Customer", "customer"))
if dry_run == "all" then
  return print "dry run: nobody was asked for the customer and its accounts"
end
-- A customer's negative balance is money it still has.
print(("%s: balance %s %s"):format(customer.name, customer.balance, customer.iso_4217))
for account, n in me:list("Account", "account") do
  print(n, account.id, account.product_name)
end
assert(me:logout())
me:close()
