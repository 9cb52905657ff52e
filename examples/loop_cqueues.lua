-- Calls inside a cqueues program: straight code in every coroutine, and none of them blocks the others.
-- Usage: lua5.4 examples/loop_cqueues.lua [HOW-MANY]
local cqueues = require "cqueues"
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "all": nothing is sent, and lists have no records

pb.connect { loop = "cqueues" } -- the rest comes from the environment
local controller = cqueues.new()
local how_many = tonumber(((arg and arg[1] or "20"):match "^%d+$"))
local asked, answered, turns, listed = 0, 0, 0, false

controller:wrap(function()
  -- One coroutine per customer: their balances are all asked for at the same time.
  for customer in pb.list("Customer", "customer", { limit = how_many }, { fields = { "i_customer" } }) do
    asked = asked + 1
    controller:wrap(function()
      local record = assert(pb.get("Customer", "customer", { i_customer = customer.i_customer }))
      answered = answered + 1
      print(answered, record.name, record.balance, record.iso_4217)
    end)
  end
  listed = true
end)

controller:wrap(function()
  -- What else the program has to do goes on meanwhile.
  repeat
    turns = turns + 1
    cqueues.sleep(0.001)
  until listed and answered == asked
end)

assert(controller:loop())
if dry_run == "all" then
  print "dry run: nobody was asked for customers"
else
  print(("%d customers; %s"):format(answered, turns > 1 and "the other coroutine was never held up" or "held up"))
end
pb.close()
