-- Calls inside a libuv program: straight code in every coroutine, and the loop's timers go on meanwhile.
-- Usage: lua5.4 examples/loop_luv.lua [HOW-MANY]
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "all": nothing is sent, and lists have no records
local uv = require "luv"

pb.connect { loop = "luv" } -- the rest comes from the environment
local function go(fn)
  coroutine.wrap(fn)()
end

local how_many = tonumber(((arg and arg[1] or "20"):match "^%d+$"))
local asked, answered, ticks, listed = 0, 0, 0, false
local timer = uv.new_timer()
timer:start(0, 1, function()
  ticks = ticks + 1
  if listed and answered == asked then
    timer:close()
  end
end)

go(function()
  -- One coroutine per customer: their balances are all asked for at the same time.
  for customer in pb.list("Customer", "customer", { limit = how_many }, { fields = { "i_customer" } }) do
    asked = asked + 1
    go(function()
      local record = assert(pb.get("Customer", "customer", { i_customer = customer.i_customer }))
      answered = answered + 1
      print(answered, record.name, record.balance, record.iso_4217)
    end)
  end
  listed = true
end)

uv.run()
if dry_run == "all" then
  print "dry run: nobody was asked for customers"
else
  print(("%d customers; %s"):format(answered, ticks > 1 and "the timer was never held up" or "held up"))
end
pb.close()
