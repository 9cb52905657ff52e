-- Add a DID number and assign it to a customer, then to one of its accounts.
-- Usage: lua5.4 examples/assign_did.lua NUMBER ACCOUNT-ID
local pb = require "portabilling"

local number = assert(arg and arg[1], "usage: assign_did.lua NUMBER ACCOUNT-ID")
local account = assert(pb.get("Account", "account", { id = assert(arg[2], "ACCOUNT-ID is missing") }))

local did, err = pb.create("DID", "number", { number_info = { number = number, description = "added by script" } })
if not did and err.kind == "fault" and pb.get("DID", "number", { number = number }) then
  print("number " .. number .. " is there already: " .. tostring(err))
  did = assert(pb.get("DID", "number", { number = number }))
end
did = assert(did, err)

local number_id = did.i_did_number
assert(pb.call("DID", "assign_did_to_customer", { i_did_number = number_id, i_customer = account.i_customer }))
assert(pb.call("DID", "assign_did_to_account", { i_did_number = number_id, i_master_account = account.i_account }))

for alias in pb.list("Account", "alias", { i_account = account.i_account }) do
  print("account " .. account.id .. " answers to " .. alias.id)
end
