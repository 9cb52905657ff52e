-- Import accounts from a CSV file: id,i_customer,i_product. Can be stopped, or killed, and run again at any time.
-- Usage: lua5.4 examples/import_accounts.lua FILE.csv
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "changes" or "all": these are told instead of sent

local path = assert(arg and arg[1], "usage: import_accounts.lua FILE.csv")
local text = assert(assert(io.open(path, "rb")):read "*a")
local lines = text:gsub("^\239\187\191", ""):gmatch "([^\n]*)\n?" -- without the byte order mark of UTF-8

-- Spreadsheets put quotes around fields.
local function unquoted(field)
  field = field:match "^%s*(.-)%s*$"
  return field:match '^"(.*)"$' or field
end

-- They also make 1.6E+10 or 16045550100.0 of a long number, and the digits are lost.
local function why_no_id(id)
  if id:find "^%d[%d.]*[Ee][+-]?%d+$" or id:find "^%d+%.%d+$" then
    return "a spreadsheet's number and no account id (format the column as text there)"
  elseif not id:find "^[%w._@+:*#/-]+$" then
    return "no account id"
  end
end

local number, line_of = 0, {} -- the line of each account
local function next_account()
  local line
  repeat
    line = lines()
    number = number + 1
    if not line then
      return nil
    end
  until line:find "%S" and not (number == 1 and line:find "^[%s\"]*id[%s\"]*,") -- the names of the columns
  local function refuse(why) -- what is in flight is finished before this is raised
    error(("%s:%d: %s, nothing of it was sent: %s"):format(path, number, why, line:gsub("%c", "?")), 0)
  end
  local id, i_customer, i_product = line:match "^([^,]*),([^,]*),([^,]*)$"
  if not id then
    refuse "id,i_customer,i_product expected"
  end
  id, i_customer, i_product = unquoted(id), unquoted(i_customer), unquoted(i_product)
  local problem = why_no_id(id)
  if problem then
    refuse(("%q is %s"):format(id:gsub("%c", "?"), problem))
  elseif not (i_customer:find "^%d+$" and i_product:find "^%d+$") then
    refuse "id,i_customer,i_product expected"
  end
  line_of[#line_of + 1] = number
  return { account_info = { id = id, i_customer = tonumber(i_customer), i_product = tonumber(i_product),
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
