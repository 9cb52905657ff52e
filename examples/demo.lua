-- The main job in one go, run by `make demo`: create an account, list customers.
local pb = require "portabilling"

print "-- create an account (examples/create_account.lua)"
dofile "examples/create_account.lua"
print "\n-- list customers with bill_status O (examples/list_customers.lua)"
dofile "examples/list_customers.lua"
assert(pb.logout())
