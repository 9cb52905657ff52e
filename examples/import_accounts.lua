-- Import accounts from a CSV file: id,i_customer,i_product. Can be stopped, or killed, and run again at any time.
-- Usage: lua5.4 examples/import_accounts.lua FILE.csv
local pb = require "portabilling"

local path = assert(arg and arg[1], "usage: import_accounts.lua FILE.csv")
local lines = assert(io.open(path)):lines()

local number = 0
local function next_account()
  local line = lines()
  number = number + 1
  if line then
    local id, i_customer, i_product = line:match("^([^,]+),(%d+),(%d+)%s*$")
    if not id then -- what is in flight is finished before this is raised
      error(("%s:%d: id,i_customer,i_product expected, nothing of it was sent: %s"):format(path, number, line), 0)
    end
    return { account_info = { id = id, i_customer = tonumber(i_customer), i_product = tonumber(i_product),
      billing_model = 1, bill_status = "O" } }
  end
end

local done, failed = 0, 0
for item in pb.batch("create", "Account", "account", next_account, { journal = path .. ".journal", ordered = true }) do
  if item.err then
    failed = failed + 1
    print(("line %d: %s"):format(item.index, item.err))
  else
    done = done + 1
  end
end
print(("%d accounts are there, %d failed"):format(done, failed))
