-- Update an account and block it.
-- Usage: lua5.4 examples/block_account.lua ACCOUNT-ID
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "changes" or "all": these are told instead of sent

local id = assert(arg and arg[1], "usage: block_account.lua ACCOUNT-ID")
local account = assert(pb.get("Account", "account", { id = id }))
if dry_run == "all" then
  return print("dry run: nobody was asked for account " .. id .. ", so it was not blocked")
end

assert(pb.update("Account", "account", {
  -- blocked is one of the Y/N fields: sent as "Y"
  account_info = { i_account = account.i_account, blocked = true, note = "blocked by script" },
}, { reason = "unpaid invoice" }))

if dry_run == "changes" then
  print "dry run: the update was not sent; this is what the account is without it"
end
account = assert(pb.get("Account", "account", { i_account = account.i_account }))
print(("account %s: blocked = %s, note = %s"):format(account.id, account.blocked, account.note))
