-- Run by tools/test-install with an installed tree (its path is the argument) in front of the system's modules, from
-- another directory: what was installed is found there, complete, and does the main job against its own sandbox.
local tree = assert(arg[1], "usage: installed.lua TREE")

local function from_tree(name)
  local path = assert(package.searchpath(name, package.path) or package.searchpath(name, package.cpath),
    name .. " was not installed")
  assert(path:sub(1, #tree) == tree, name .. " was found outside the tree: " .. path)
  return require(name)
end

-- Both kinds of module, also those that only other modules ask for.
from_tree "portabilling.core"
from_tree "portabilling.curl"
from_tree "portabilling.file"
local types = io.popen(("find '%s' -path '*/types/Account.lua'"):format(tree))
assert(types:read "*l", "the types for editors were not installed")
types:close()
local pb = from_tree "portabilling"
local sandbox = assert(from_tree("portabilling.sandbox").start {})

local good, err = pcall(function()
  local client = pb.new { url = sandbox.url.admin, login = sandbox.login, token = sandbox.token,
    ca_file = sandbox.ca_file }
  local created = assert(client:create("Customer", "customer", {
    customer_info = { name = "Installed", iso_4217 = "USD" },
  }))
  local customer = assert(client:get("Customer", "customer", { i_customer = created.i_customer }))
  assert(customer.name == "Installed", customer.name)
  client:close()
end)
sandbox:stop()
assert(good, err)
