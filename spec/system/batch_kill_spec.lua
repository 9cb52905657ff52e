-- A batch whose process is killed at random places, again and again, and run again each time: in the end the server
-- has exactly what the input says.
local await = require "support.await"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local COUNT = 150

local SCRIPT = [[
  local pb = require "portabilling"
  pb.connect { url = %q, login = %q, token = %q, ca_file = %q }
  local i, told, last = 0, %d, %d
  for item in pb.batch("create", "Account", "account", function()
    i = i + 1
    if i == told then
      io.open(%q, "w"):close()
    end
    if i == last then
      io.open(%q, "r") -- what is in flight stays there until the kill: nobody opens this one
    end
    return i <= %d and { account_info = { id = ("16045552%%04d"):format(i), i_customer = 1, i_product = 1,
      billing_model = 1, bill_status = "O" } } or nil
  end, { journal = %q, concurrency = 6 }) do
    assert(not item.err, tostring(item.err))
  end
]]

local function exists(path)
  local file = io.open(path)
  return file ~= nil and file:close()
end

describe("a batch with a journal", function()
  it("neither repeats nor loses an item, however often its process is killed", function()
    local random = require("support.random").new(20261123)
    local path, told, never = world.path(), os.tmpname(), os.tmpname()
    shell.output(("rm %s && mkfifo %s"):format(never, never))
    assert(w.sandbox:set { latency = 0.003 })
    local kills = 0
    while true do
      -- The place: when the program has come to some more items than the server has, or a few later.
      local there = #assert(w.client():collect("Account", "account", { id = "16045552%" }))
      local tell = there + random(1, 16)
      local last = tell <= COUNT and math.min(tell + random(0, 8), COUNT + 1) or 0
      os.remove(told)
      local script = SCRIPT:format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, tell,
        last, told, never, COUNT, path)
      local process = shell.lua_process(script)
      await(function() return last > 0 and exists(told) or process:ended() end)
      if process:kill() then
        break
      end
      kills = kills + 1
      assert.is_true(kills < 200)
    end
    assert.is_true(kills >= 5, "killed " .. kills .. " times only") -- 24 items a run at most, and what was in flight

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
    os.remove(told)
    os.remove(never)
  end)
end)
