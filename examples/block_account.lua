-- Update an account and block it.
-- Usage: lua5.4 examples/block_account.lua ACCOUNT-ID
local pb = require "portabilling"

local id = assert(arg and arg[1], "usage: block_account.lua ACCOUNT-ID")
local account = assert(pb.get("Account", "account", { id = id }))

assert(pb.update("Account", "account", {
  -- blocked is one of the Y/N fields: sent as "Y"
  account_info = { i_account = account.i_account, blocked = true, note = "blocked by script" },
}, { reason = "unpaid invoice" }))

account = assert(pb.get("Account", "account", { i_account = account.i_account }))
print(("account %s: blocked = %s, note = %s"):format(account.id, account.blocked, account.note))
