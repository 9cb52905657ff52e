--- The hand-written loop: LuaSocket, LuaSec and lua-cjson. One call after the other, on one connection kept open: more
--- than ssl.https does (it connects anew for each call), and so the best case of this kind.
--- luasocket.lua call|create|list|fields|first COUNT
local cjson = require "cjson"
local socket = require "socket"
local ssl = require "ssl"

local job, count = arg[1], tonumber(arg[2])
local host, port, path = os.getenv("BENCH_URL"):match "^https://([^:/]+):(%d+)(.*)$"
local tls = assert(ssl.newcontext { mode = "client", protocol = "any", options = { "all", "no_sslv2", "no_sslv3" },
  verify = "peer", cafile = os.getenv "BENCH_CA_FILE" })

local connection, token

local function connect()
  local tcp = assert(socket.tcp())
  assert(tcp:connect(host, port))
  tcp:setoption("tcp-nodelay", true)
  connection = assert(ssl.wrap(tcp, tls))
  assert(connection:dohandshake())
end

local function call(method, params)
  if not connection then
    connect()
  end
  local body = cjson.encode { params = params }
  assert(connection:send(table.concat({
    "POST " .. path .. "/rest/" .. method .. " HTTP/1.1",
    "Host: " .. host .. ":" .. port,
    "Content-Type: application/json",
    "Content-Length: " .. #body,
    token and "Authorization: Bearer " .. token or "Accept: */*",
    "",
    body,
  }, "\r\n")))
  local status = assert(connection:receive "*l")
  local length, close
  for line in function() return assert(connection:receive "*l") end do
    if line == "" then
      break
    end
    local name, value = line:match "^([^:]+):%s*(.*)$"
    if name:lower() == "content-length" then
      length = tonumber(value)
    elseif name:lower() == "connection" then
      close = value == "close"
    end
  end
  local answer = assert(connection:receive(length))
  if close then
    connection:close()
    connection = nil
  end
  assert(status:match "^HTTP/1.1 200", status)
  return cjson.decode(answer)
end

local function each_record(visit)
  local offset, limit = 0, 500
  repeat
    local rows = call("Customer/get_customer_list", { limit = limit, offset = offset }).customer_list
    for i = 1, #rows do
      visit(rows[i])
    end
    offset = offset + #rows
  until #rows < limit
  return offset
end

local jobs = {}

function jobs.call()
  local sum = 0
  for _ = 1, count do
    sum = sum + call("Customer/get_customer_info", { i_customer = 17 }).customer_info.i_customer
  end
  return count, sum
end

function jobs.create()
  for i = 1, count do
    local answer = call("Account/add_account", {
      account_info = { id = ("1604%07d"):format(i), i_customer = 17, i_product = 3, billing_model = 1,
        bill_status = "O", blocked = "N", activation_date = "2026-01-01", h323_password = ("p%dx"):format(i) },
      generate_web_password = 1,
    })
    assert(answer.i_account == 1234567)
  end
  return count, count
end

function jobs.list()
  local sum = 0
  local records = each_record(function(customer)
    sum = sum + customer.i_customer
  end)
  return records, sum
end

function jobs.fields()
  local sum, other = 0, 0
  local records = each_record(function(customer)
    sum = sum + customer.i_customer
    other = other + #customer.name + customer.balance + #customer.bill_status + #customer.companyname
  end)
  assert(other ~= 0)
  return records, sum
end

function jobs.first()
  return 1, call("Customer/get_customer_list", { limit = 500, offset = 0 }).customer_list[1].i_customer
end

token = call("Session/login", { login = "bench", token = "benchmark-token" }).access_token
print(("ok %.0f %.0f"):format(jobs[job]()))
