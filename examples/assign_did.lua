-- Add a DID number and assign it to a customer, then to one of its accounts.
-- Usage: lua5.4 examples/assign_did.lua NUMBER ACCOUNT-ID
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "changes" or "all": these are told instead of sent

local number = assert(arg and arg[1], "usage: assign_did.lua NUMBER ACCOUNT-ID")
local account = assert(pb.get("Account", "account", { id = assert(arg[2], "ACCOUNT-ID is missing") }))
if dry_run == "all" then
  return print("dry run: nobody was asked for the account, so number " .. number .. " was not assigned")
end

local did, err = pb.create("DID", "number", { number_info = { number = number, description = "added by script" } })
if not did and err.kind == "fault" and pb.get("DID", "number", { number = number }) then
  print("number " .. number .. " is there already: " .. tostring(err))
  did = assert(pb.get("DID", "number", { number = number }))
end
did = assert(did, err)
if dry_run == "changes" and not did.i_did_number then
  return print("dry run: number " .. number .. " was not added, so it has no id by which to assign it")
end

local number_id = did.i_did_number
assert(pb.call("DID", "assign_did_to_customer", { i_did_number = number_id, i_customer = account.i_customer }))
assert(pb.call("DID", "assign_did_to_account", { i_did_number = number_id, i_master_account = account.i_account }))
if dry_run == "changes" then
  print("dry run: number " .. number .. " is there, but was not assigned")
end

for alias in pb.list("Account", "alias", { i_account = account.i_account }) do
  print("account " .. account.id .. " answers to " .. alias.id)
end
