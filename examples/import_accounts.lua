-- Import accounts from a CSV file: id,i_customer,i_product. Can be stopped, or killed, and run again at any time.
-- Usage: lua5.4 examples/import_accounts.lua FILE.csv
-- Without a script: portabilling import Account account FILE.csv --set billing_model=1 --set bill_status=O
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "changes" or "all": these are told instead of sent

local path = assert(arg and arg[1], "usage: import_accounts.lua FILE.csv")
local rows = pb.csv.read(path, { delimiter = ",", columns = { "id", "i_customer", "i_product" } })

-- Spreadsheets make 1.6E+10 or 16045550100.0 of a long number, and the digits are lost.
local function why_no_id(id)
  if id:find "^%d[%d.]*[Ee][+-]?%d+$" or id:find "^%d+%.%d+$" then
    return "a spreadsheet's number and no account id (format the column as text there)"
  elseif not id:find "^[%w._@+:*#/-]+$" then
    return "no account id"
  end
end

local line_of = {} -- the line of each account
local function next_account()
  local row, line
  repeat
    row, line = rows()
    if not row then
      return nil
    end
  until next(row) and not (line == 1 and row.id == "id") -- the names of the columns
  local function refuse(why) -- what is in flight is finished before this is raised
    error(("%s:%d: %s, nothing of it was sent"):format(path, line, why), 0)
  end
  if not (row.id and row.i_customer and row.i_product) then
    refuse "id,i_customer,i_product expected"
  end
  local problem = why_no_id(row.id)
  if problem then
    refuse(("%q is %s"):format(row.id:gsub("%c", "?"), problem))
  elseif not (row.i_customer:find "^%d+$" and row.i_product:find "^%d+$") then
    refuse "numbers expected of i_customer and i_product"
  end
  line_of[#line_of + 1] = line
  return { account_info = { id = row.id, i_customer = tonumber(row.i_customer), i_product = tonumber(row.i_product),
    billing_model = 1, bill_status = "O" } }
end

local done, before, failed = 0, 0, 0
local function import()
  local options = { journal = path .. ".journal", ordered = true }
  for item in pb.batch("create", "Account", "account", next_account, options) do
    if item.err then
      failed = failed + 1
      print(("line %d: %s"):format(line_of[item.index], item.err))
    else
      done = done + 1
      before = before + (item.skipped and 1 or 0)
    end
  end
end

local ok, why = pcall(import)
if (dry_run or "") ~= "" then
  print(("dry run: %d accounts would be sent, and none was; %d failed"):format(done, failed))
else
  print(("%d accounts done (%d of them by an earlier run), %d failed"):format(done, before, failed))
end
if not ok then
  error(why, 0)
end
os.exit(failed == 0, true)
