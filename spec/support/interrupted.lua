-- A program that is interrupted, as Ctrl-C does it: run by support.interrupts. The sandbox is named by the environment.
--
--   interrupted.lua run SCENARIO RUN
--       goes on until SIGINT comes (creates: or until all are made); RUN tells its journal and its records apart
--   interrupted.lua raise SCENARIO WHERE FIRST STEP LAST
--       raises once, at the n-th event of a hook that is set as lua.c sets it, for n = FIRST, FIRST + STEP, ... LAST, or
--       until the scenario has no more events. WHERE: "main", the main program; "tasks", the coroutines of the client's
--       tasks. Prints "at n", "bad n: what", and "end n".
local pb = require "portabilling"
local core_curl = require "portabilling.curl"
for _, name in ipairs { "portabilling.file", "portabilling.loop.cqueues", "portabilling.loop.luv", "support.loops" } do
  require(name) -- LuaJIT never loads a module again whose loading was interrupted
end
local parts = require "support.parts"

local SIGNAL_ITEMS = 400
-- Seconds after the interrupt: without, and with changes in flight; SLACK more on a busy machine.
local SLACK = tonumber(os.getenv "SLACK") or 0
local BOUND, BOUND_OF_CHANGES = 2 + SLACK, 7 + SLACK

local function new_client()
  return pb.new { url = os.getenv "PORTABILLING_URL", ca_file = os.getenv "PORTABILLING_CA_FILE",
    login = os.getenv "PORTABILLING_LOGIN", token = os.getenv "PORTABILLING_TOKEN" }
end

-- ---- scenarios: each takes a client, a name that no other run has, and how much there is to do (nil: no end) ----

local function turns(amount)
  local i = 0
  return function()
    i = i + 1
    return i <= (amount or math.huge) and i or nil
  end
end

local scenarios = {}

function scenarios.calls(client, _, amount)
  for _ in turns(amount and 2) do
    assert(client:get("Customer", "customer", { i_customer = 3 }))
  end
end

function scenarios.list(client, _, amount)
  for _ in turns(amount and 1) do
    local count = 0
    for customer in client:list("Customer", "customer", {}, { page_size = 10, prefetch = 2, max = 45 }) do
      assert(customer.i_customer)
      count = count + 1
    end
    assert(count == 45)
  end
end

local function turns_of_keys(amount)
  local next_turn = turns(amount)
  return function()
    return next_turn() and { i_customer = 3 }
  end
end

function scenarios.gets(client, _, amount)
  local concurrency = amount and 3 or 8
  for item in client:batch("get", "Customer", "customer", turns_of_keys(amount and 6), { concurrency = concurrency }) do
    assert(not item.err, tostring(item.err))
  end
end

-- Closed with calls in flight.
function scenarios.closing(client)
  local next_item = client:batch("get", "Customer", "customer", turns_of_keys(8), { concurrency = 3 })
  assert(not next_item().err)
  client:close()
end

local function id_of(name, i)
  return ("%s%04d"):format(name, i)
end

function scenarios.creates(client, name, amount)
  local next_turn = turns(amount and 5 or SIGNAL_ITEMS)
  for item in client:batch("create", "Account", "account", function()
    local i = next_turn()
    return i and { account_info = { id = id_of(name, i), i_customer = 1, i_product = 1, billing_model = 1,
      bill_status = "O" } }
  end, { concurrency = amount and 3 or 8,
    journal = os.getenv "TMPDIR" .. "/" .. name .. ".journal" }) do
    assert(not item.err, tostring(item.err))
  end
end

function scenarios.download(client, name, amount)
  for _ in turns(amount and 1) do
    local path = os.getenv "TMPDIR" .. "/" .. name .. ".pdf"
    assert(client:download("Invoice", "get_invoice_info", { i_invoice = 1, get_pdf = 1 }, path))
    os.remove(path)
  end
end

-- The same inside an event loop, in two coroutines.
local function in_loop(name, scenario)
  return function(_, run, amount)
    local loop = require("support.loops")[name]()
    local client = pb.new { url = os.getenv "PORTABILLING_URL", ca_file = os.getenv "PORTABILLING_CA_FILE",
      login = os.getenv "PORTABILLING_LOGIN", token = os.getenv "PORTABILLING_TOKEN", loop = name }
    for i = 1, 2 do
      loop.go(function()
        local ok, message = pcall(scenario, client, run .. i, amount)
        if not ok then
          if name == "luv" then
            require("luv").stop() -- the others have no end
          end
          error(message, 0)
        end
      end)
    end
    local ok, message = pcall(loop.run)
    client:close()
    if not ok then
      error(message, 0)
    end
  end
end

scenarios["list-cqueues"] = in_loop("cqueues", scenarios.list)
scenarios["list-luv"] = in_loop("luv", scenarios.list)
scenarios["gets-cqueues"] = in_loop("cqueues", scenarios.gets)
scenarios["gets-luv"] = in_loop("luv", scenarios.gets)

-- ---- raising ----

local coroutines = setmetatable({}, { __mode = "k" })
local hooked -- the hook for coroutines that are resumed

local resume = coroutine.resume
function coroutine.resume(co, ...) -- luacheck: ignore
  if hooked and not coroutines[co] then
    coroutines[co] = true
    debug.sethook(co, hooked, "crl", 1)
  end
  return resume(co, ...)
end

-- Runs fn; raises at the n-th event. Returns pcall's results, and when it was raised: nil if there are not so many.
local function raising_at(n, where, fn, ...)
  local count, raised = 0, nil
  local function hook()
    if raised then
      return
    elseif rawget(_G, "jit") and (coroutine.running() == nil) ~= (where == "main") then
      return -- LuaJIT has one hook for all
    end
    count = count + 1
    if count == n then
      raised = core_curl.now()
      debug.sethook()
      if os.getenv "TRACE" then
        io.stderr:write(debug.traceback("raised", 2), "\n")
      end
      error("interrupted!", 0)
    end
  end
  local ok, message = pcall(function(...)
    if where == "main" or rawget(_G, "jit") then
      debug.sethook(hook, "crl", 1)
    else
      hooked = hook -- set by who resumes one
    end
    fn(...)
    debug.sethook()
  end, ...)
  debug.sethook()
  hooked = nil
  for co in pairs(coroutines) do
    debug.sethook(co)
    coroutines[co] = nil
  end
  return ok, message, raised
end

-- What is wrong after it; nil: nothing.
local function wrong_after(name, n, client, run, ok, raised)
  if ok and name ~= "closing" then -- there a batch may still hold it, for its end
    return "the interrupt was swallowed"
  end
  if n % 2 == 0 and not client.closed then -- goes on with the same client, or with another
    local found, err = client:get("Customer", "customer", { i_customer = 3 })
    if not found then
      return "the client cannot be used any more: " .. tostring(err)
    end
  end
  client:close()
  local took = core_curl.now() - raised
  if took > (name == "creates" and BOUND_OF_CHANGES or BOUND) then
    return ("took %.1f s"):format(took)
  elseif client.driver.pool or client.settings.token then
    return "it was not closed"
  end
  local other = new_client()
  if name == "creates" then
    scenarios.creates(other, run, true) -- raises when an item fails
    local count = 0
    for _ in other:list("Account", "account", { id = run .. "%" }) do
      count = count + 1
    end
    if count ~= 5 then
      return count .. " of 5 accounts are there"
    end
    os.remove(os.getenv "TMPDIR" .. "/" .. run .. ".journal")
  elseif name == "download" then
    client = nil -- luacheck: ignore
    collectgarbage()
    collectgarbage()
    if parts.exist() then
      return "a partial file is left"
    end
  else
    assert(other:get("Customer", "customer", { i_customer = 3 }))
  end
  other:close()
end

local function raise_at_each(name, where, first, step, last)
  if rawget(_G, "jit") then
    jit.off() -- compiled code asks no hook
  end
  local keeper = new_client() -- keeps the connections for the next ones; without it, closing ends all
  assert(keeper:login())
  for n = first, last, step do
    if n % 5 == 0 then
      keeper:close()
      keeper = new_client()
    end
    io.write("at ", n, "\n")
    io.flush()
    local client, run = new_client(), ("1%s%d7%05d"):format(os.getenv "RUN", where == "main" and 1 or 2, n)
    local ok, message, raised = raising_at(n, where, scenarios[name], client, run, true)
    if not raised then
      assert(ok, message)
      io.write("end ", n, "\n")
      break
    end
    local fine, wrong = pcall(wrong_after, name, n, client, run, ok, raised)
    if not fine or wrong then
      io.write("bad ", n, ": ", tostring(wrong), "; raised: ", tostring(message), "\n")
    end
  end
end

if arg[1] == "raise" then
  raise_at_each(arg[2], arg[3], tonumber(arg[4]), tonumber(arg[5]), tonumber(arg[6]))
else
  scenarios[arg[2]](new_client(), arg[3])
end
