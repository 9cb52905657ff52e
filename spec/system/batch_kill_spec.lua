-- A batch whose process is killed at random moments, again and again, and run again each time: in the end the server
-- has exactly what the input says.
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local COUNT = 150

local SCRIPT = [[
  local pb = require "portabilling"
  pb.connect { url = %q, login = %q, token = %q, ca_file = %q }
  local i = 0
  for item in pb.batch("create", "Account", "account", function()
    i = i + 1
    return i <= %d and { account_info = { id = ("16045552%%04d"):format(i), i_customer = 1, i_product = 1,
      billing_model = 1, bill_status = "O" } } or nil
  end, { journal = %q, concurrency = 6 }) do
    assert(not item.err, tostring(item.err))
  end
]]

describe("a batch with a journal", function()
  it("neither repeats nor loses an item, however often its process is killed", function()
    local random = require("support.random").new(20261123)
    local path = world.path()
    assert(w.sandbox:set { latency = 0.003 })
    local script = SCRIPT:format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, COUNT, path)
    local kills = 0
    while true do
      local process = shell.lua_process(script)
      -- The moment: when the server has seen some more requests, and a little later.
      local target = assert(w.sandbox:stats()).total + random(1, 40)
      repeat
        local over = process:ended()
      until over or assert(w.sandbox:stats()).total >= target
      local ended = process:kill()
      if ended then
        break
      end
      kills = kills + 1
      assert.is_true(kills < 200)
    end
    assert.is_true(kills >= 5, "killed " .. kills .. " times only")

    local seen, number = {}, 0
    for account in w.client():list("Account", "account", { id = "16045552%" }) do
      assert.is_nil(seen[account.id])
      seen[account.id] = true
      number = number + 1
    end
    assert.equal(COUNT, number)
    for i = 1, COUNT do
      assert.is_true(seen[("16045552%04d"):format(i)])
    end
    os.remove(path)
  end)
end)
