-- Last month's xDRs of a customer, with sums.
-- Usage: lua5.4 examples/month_xdrs.lua I_CUSTOMER [YYYY-MM]
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "all": nothing is sent, and lists have no records

local USAGE = "usage: month_xdrs.lua I_CUSTOMER [YYYY-MM]"
local i_customer = assert(tonumber(((arg and arg[1] or ""):match "^%d+$")), USAGE)

-- All times are UTC. os.time would take a date for one of this machine's time zone, so months are counted by hand.
local now = os.date "!*t"
local months = now.year * 12 + now.month - 2 -- since the year 0; the one before this
if arg[2] then
  local year, month = arg[2]:match "^(%d%d%d%d)%-(%d%d)$"
  assert(year and month >= "01" and month <= "12", USAGE)
  months = year * 12 + month - 1
end
local function first_day(of)
  return ("%04d-%02d-01 00:00:00"):format(math.floor(of / 12), of % 12 + 1)
end

-- bill_time is compared: from_date belongs to the period, to_date does not.
local period = { i_customer = i_customer, from_date = first_day(months), to_date = first_day(months + 1) }

-- A customer has one currency. The sum is a whole number of the smallest part that PortaBilling keeps, five decimals:
-- sums of fractions are off sooner or later. What a quantity counts depends on the service: seconds, kilobytes, messages.
local customer = assert(pb.get("Customer", "customer", { i_customer = i_customer }, { fields = { "iso_4217" } }))
local count, charged, quantities = 0, 0, {}
for xdr in pb.list("Customer", "xdr", period, { fields = { "service", "charged_amount", "charged_quantity" } }) do
  local service = xdr.service or "no service"
  count = count + 1
  charged = charged + math.floor((tonumber(xdr.charged_amount) or 0) * 100000 + 0.5)
  quantities[service] = (quantities[service] or 0) + (tonumber(xdr.charged_quantity) or 0)
end
if dry_run == "all" then
  return print "dry run: nobody was asked for xDRs"
end
print(("%s: %d xDRs, %.5f charged (%s)"):format(period.from_date:sub(1, 7), count, charged / 100000, customer.iso_4217))
for service, quantity in pairs(quantities) do
  print(("  %s: %.14g in all"):format(service, quantity))
end
