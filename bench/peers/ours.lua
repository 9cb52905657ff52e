--- lua-portabilling itself, as a user would write it. ours.lua call|create|checked|list|fields|first COUNT IN_FLIGHT
local pb = require "portabilling"

local job, count, in_flight = arg[1], tonumber(arg[2]), tonumber(arg[3] or 1)

local client = pb.new {
  url = os.getenv "BENCH_URL",
  ca_file = os.getenv "BENCH_CA_FILE",
  login = "bench",
  token = "benchmark-token",
  check = job == "checked" and "error" or nil,
}

local FIELDS = { "i_customer", "name", "balance", "bill_status", "companyname" }

local jobs = {}

function jobs.call()
  local sum = 0
  for _ = 1, count do
    sum = sum + assert(client:get("Customer", "customer", { i_customer = 17 })).i_customer
  end
  return count, sum
end

local function account(i)
  return {
    account_info = { id = ("1604%07d"):format(i), i_customer = 17, i_product = 3, billing_model = 1, bill_status = "O",
      blocked = false, activation_date = "2026-01-01", h323_password = ("p%dx"):format(i) },
    generate_web_password = true,
  }
end

function jobs.create()
  local i, done = 0, 0
  local function source()
    i = i + 1
    return i <= count and account(i) or nil
  end
  for item in client:batch("create", "Account", "account", source, { concurrency = in_flight }) do
    assert(item.result, item.err)
    assert(item.result.i_account == 1234567)
    done = done + 1
  end
  return done, done
end

jobs.checked = jobs.create

function jobs.list()
  local records, sum = 0, 0
  for customer in client:list("Customer", "customer", {}, { concurrency = in_flight }) do
    records, sum = records + 1, sum + customer.i_customer
  end
  return records, sum
end

function jobs.fields()
  local records, sum, other = 0, 0, 0
  for customer in client:list("Customer", "customer", {}, { concurrency = in_flight, fields = FIELDS }) do
    records, sum = records + 1, sum + customer.i_customer
    other = other + #customer.name + customer.balance + #customer.bill_status + #customer.companyname
  end
  assert(other ~= 0)
  return records, sum
end

function jobs.first()
  for customer in client:list("Customer", "customer") do -- luacheck: ignore 512
    return 1, customer.i_customer
  end
end

print(("ok %d %.0f"):format(jobs[job]()))
io.stdout:flush()
client:close()
