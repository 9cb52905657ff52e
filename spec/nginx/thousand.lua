-- A thousand calls of many kinds, for `make check-nginx`: run inside an nginx worker under valgrind.
local pb = require "portabilling"
local sandbox = require "portabilling.sandbox"

local CALLS = tonumber((...)) or 1000

local server = assert(sandbox.start())
local client = pb.new { url = server.url.admin, login = server.login, token = server.token }
local made = 0
local log = { log = function() made = made + 1 end }

local function with_log(options)
  options.log = log.log
  return options
end

local round = 0
while made < CALLS do
  round = round + 1
  assert(client:get("Customer", "customer", { i_customer = 1 }, log))
  assert(client:update("Customer", "customer", { customer_info = { i_customer = 1, note = ("x"):rep(round) } }, log))
  assert(select(2, client:get("Customer", "customer", { i_customer = 999999999 }, log)).kind == "not_found")
  assert(select(2, client:create("Account", "account", { account_info = { id = "1" } }, log)).kind == "fault")
  assert(#assert(client:collect("Customer", "customer", {}, with_log { page_size = 20, concurrency = 4 })) > 20)
  for record in client:list("Customer", "customer", {}, with_log { page_size = 20, fields = { "name" } }) do
    if record.name == nil then
      break
    end
  end
  for item in client:batch("get", "Customer", "customer", { { i_customer = 1 }, { i_customer = 2 }, {} }, log) do
    assert(item.result or item.err)
  end
  assert(server:inject { method = "Customer/get_customer_info", action = "drop_before" })
  assert(client:get("Customer", "customer", { i_customer = 1 }, log)) -- a second attempt
  if round % 3 == 0 then
    assert(server:expire_sessions())
  end
  if round % 5 == 0 then
    client:close()
    client = pb.new { url = server.url.admin, login = server.login, token = server.token }
    collectgarbage()
  end
end
client:close()
server:stop()
collectgarbage()
collectgarbage()
print(("ok %d calls inside nginx"):format(made))
