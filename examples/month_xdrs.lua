-- Last month's xDRs of a customer, with a sum.
-- Usage: lua5.4 examples/month_xdrs.lua I_CUSTOMER [YYYY-MM]
local pb = require "portabilling"

local i_customer = assert(tonumber(arg and arg[1]), "usage: month_xdrs.lua I_CUSTOMER [YYYY-MM]")
local function month_of(year, month) -- months outside 1 to 12 lead into other years
  return os.date("!%Y-%m", os.time { year = year, month = month, day = 1, hour = 12 })
end

local year, month = (arg[2] or ""):match("^(%d%d%d%d)-(%d%d)$")
if not year then
  local now = os.date "!*t"
  year, month = month_of(now.year, now.month - 1):match("(%d+)-(%d+)")
end

-- bill_time is compared: from_date belongs to the period, to_date does not. All times are UTC.
local period = {
  i_customer = i_customer,
  from_date = ("%s-%s-01 00:00:00"):format(year, month),
  to_date = month_of(tonumber(year), tonumber(month) + 1) .. "-01 00:00:00",
}
local calls, seconds, charged = 0, 0, 0
for xdr in pb.list("Customer", "xdr", period, { fields = { "charged_amount", "charged_quantity" } }) do
  calls = calls + 1
  seconds = seconds + (tonumber(xdr.charged_quantity) or 0)
  charged = charged + (tonumber(xdr.charged_amount) or 0)
end
print(("%s-%s: %d xDRs, %d seconds, %.5f charged"):format(year, month, calls, seconds, charged))
