-- Last month's xDRs of a customer, with sums.
-- Usage: lua5.4 examples/month_xdrs.lua I_CUSTOMER [YYYY-MM]
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "all": nothing is sent, and lists have no records

local USAGE = "usage: month_xdrs.lua I_CUSTOMER [YYYY-MM]"
local i_customer = assert(tonumber(((arg and arg[1] or ""):match "^%d+$")), USAGE)

local months = -1 -- the one before this
if arg[2] then
  local year, month = arg[2]:match "^(%d%d%d%d)%-(%d%d)$"
  assert(year and month >= "01" and month <= "12", USAGE)
  local now = os.date "!*t"
  months = (year - now.year) * 12 + month - now.month
end
-- A month of UTC. In the machine's own time zone: pb.month(months, "local").
local from, to = pb.month(months)

-- A customer has one currency. What a quantity counts depends on the service: seconds, kilobytes, messages.
local customer = assert(pb.get("Customer", "customer", { i_customer = i_customer }, { fields = { "iso_4217" } }))
local count, charged, quantities = 0, "0", {}
for xdr in pb.list("Customer", "xdr", { i_customer = i_customer, from_date = from, to_date = to },
  { fields = { "service", "charged_amount", "charged_quantity" }, decimals = "string" }) do
  local service = xdr.service or "no service"
  count = count + 1
  charged = pb.sum(charged, xdr.charged_amount) -- exact
  quantities[service] = pb.sum(quantities[service], xdr.charged_quantity)
end
if dry_run == "all" then
  return print "dry run: nobody was asked for xDRs"
end
print(("%s: %d xDRs, %s charged (%s)"):format(from:sub(1, 7), count, charged, customer.iso_4217))
for service, quantity in pairs(quantities) do
  print(("  %s: %s in all"):format(service, quantity))
end
