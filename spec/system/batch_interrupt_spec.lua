-- A batch that is interrupted, by Ctrl-C or by an error out of its loop: it ends soon, says what was done, and its
-- journal goes on from there.
local await = require "support.await"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local SCRIPT = [[
  local pb = require "portabilling"
  pb.connect { url = %q, login = %q, token = %q, ca_file = %q }
  local rows = {}
  for i = 1, %d do
    rows[i] = %s
  end
  for item in pb.batch(%q, %q, %q, rows, { journal = %s, concurrency = 6 }) do
    assert(not item.err, tostring(item.err))
  end
]]
local CREATE = [[{ account_info = { id = ("16045553%04d"):format(i), i_customer = 1, i_product = 1, billing_model = 1,
  bill_status = "O" } }]]

local function script(count, row, operation, service, record, path)
  return SCRIPT:format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, count, row, operation,
    service, record, path and ("%q"):format(path) or "nil")
end

-- Runs the script and interrupts it when the server has seen so many requests of the method. What it said.
local function interrupted(text, method, requests)
  local process = shell.lua_process(text)
  await(function() return w.calls(method) >= requests end)
  os.execute("kill -INT " .. process.pid)
  await(function() return process:ended() end)
  local output = shell.output("cat " .. process.base .. ".output")
  assert.is_false((pcall(process.kill, process))) -- it ended badly
  return output
end

local function created()
  return #assert(w.client():collect("Account", "account", { id = "16045553%" }))
end

describe("a batch that is interrupted", function()
  it("finishes the changes in flight, says what was done, and goes on when it is run again", function()
    local path = world.path()
    assert(w.sandbox:set { latency = 0.05 }) -- so that it is not over before the interrupt on a busy machine
    local text = script(150, CREATE, "create", "Account", "account", path)
    for _, requests in ipairs { 20, 60 } do
      local output = interrupted(text, "Account/add_account", requests)
      local told = output:match "interrupted: (%d+ done.* not sent); run it again to go on"
      assert.truthy(told, output)
      local sum = 0
      for number in told:gmatch "%d+" do
        sum = sum + number
      end
      assert.equal(150, sum)
      local finished = told:match "%d+" + (told:match "(%d+) in flight finished" or 0)
      local unknown = told:match "(%d+) with an" or 0 -- LuaJIT may raise it in the middle of a call
      assert.is_true(created() >= finished and created() <= finished + unknown, output)
      -- It may come amid the writing of a line: then nothing more is written, and that is said.
      assert.truthy(output:find("an interrupt came while it was written to", 1, true)
        or shell.output("tail -n 1 " .. path):find('{"s":"end"}', 1, true), output)
    end
    shell.lua(text):wait()
    assert.equal(150, created())
    assert.equal(150, w.calls "Account/add_account")
    os.remove(path)
  end)

  it("gives up reads at once", function()
    assert(w.sandbox:inject { method = "Customer/get_customer_info", action = "slow", seconds = 30, times = 100 })
    local output = interrupted(script(1000, "{ i_customer = i }", "get", "Customer", "customer"),
      "Customer/get_customer_info", 6)
    assert.truthy(output:find("interrupted: 0 done, ", 1, true) and output:find("994 not sent; run it again", 1, true),
      output)
    assert.is_nil(output:find("unknown", 1, true), output)
  end)

  it("tells changes that do not end within 5 s as unknown, and its journal keeps them in doubt", function()
    local path = world.path()
    assert(w.sandbox:inject { method = "Account/add_account", action = "slow", seconds = 10, times = 2 })
    local text = script(4, CREATE, "create", "Account", "account", path)
    local output = interrupted(text, "Account/add_account", 4)
    assert.truthy(output:find("2 in flight with an unknown outcome", 1, true), output)
    await(function() return created() == 4 end) -- the server was at work on them still
    shell.lua(text):wait()
    assert.equal(4, w.calls "Account/add_account")
    os.remove(path)
  end)

  it("by an error of the loop's body tells that one too; LuaJIT, which does not notice, in a log event", function()
    local client = w.client()
    local rows, events = {}, {}
    for i = 1, 30 do
      rows[i] = { account_info = { id = ("16045553%04d"):format(i), i_customer = 1, i_product = 1, billing_model = 1,
        bill_status = "O" } }
    end
    for what, raised in pairs { text = "the user's own", table = { "the user's own" } } do
      local path = world.path()
      -- Some are in flight when the first one has come.
      assert(w.sandbox:inject { method = "Account/add_account", action = "slow", seconds = 0.3, after = 1, times = 3 })
      local function loop()
        for _ in client:batch("create", "Account", "account", rows, { journal = path, concurrency = 4,
          log = function(event) events[#events + 1] = event.message end }) do
          error(raised, 0)
        end
      end
      if rawget(_G, "jit") then
        jit.off(loop, true) -- compiled code may keep the loop
      end
      local ok, err = pcall(loop)
      assert.is_false(ok)
      if what == "table" or rawget(_G, "jit") then
        assert.equal(raised, err)
      else
        assert.truthy(err:find "^the user's own\nbatch interrupted: %d+ done.* not sent; run it again to go on$", err)
      end
      os.remove(path)
    end
    collectgarbage()
    collectgarbage()
    assert.truthy(table.concat(events, "\n"):find "batch.*%d+ done.* not sent; run it again to go on")
    w.settle()
  end)
end)

describe("a change that is interrupted", function()
  local CALLS = {
    create = { [[pb.create("Account", "account", { account_info = { id = "160455530001", i_customer = 1, i_product = 1,
      billing_model = 1, bill_status = "O" } })]], "Account/add_account",
      'look with pb.get("Account", "account", { id = "160455530001" })' },
    update = { [[pb.update("Customer", "customer", { customer_info = { i_customer = 3, note = "x" } })]],
      "Customer/update_customer", "look whether it was done" },
    call = { [[pb.call("Account", "add_account", { account_info = { id = "160455530002", i_customer = 1, i_product = 1,
      billing_model = 1, bill_status = "O" } })]], "Account/add_account", "look whether it was done" },
  }
  for name, what in pairs(CALLS) do
    it("tells which call that was, that it was sent, and what to do: " .. name, function()
      assert(w.sandbox:inject { method = what[2], action = "slow", seconds = 20 })
      local text = ([[local pb = require "portabilling"
        pb.connect { url = %q, login = %q, token = %q, ca_file = %q }
        assert(%s)]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, what[1])
      local output = interrupted(text, what[2], 1)
      assert.truthy(output:find(("interrupted: %s was sent, its outcome is unknown; %s before sending it again"):format(
        what[2], what[3]), 1, true), output)
    end)
  end
end)

-- In an event loop Ctrl-C does not reach the coroutines; the loop's own signals do.
describe("a batch in an event loop whose program handles SIGINT itself", function()
  local LOOPS = {
    luv = [[
      local uv = require "luv"
      local signal = uv.new_signal()
      signal:start("sigint", function() stop = true end)
      coroutine.wrap(function() work() signal:close() end)()
      uv.run()]],
    cqueues = [[
      local signal = require "cqueues.signal"
      local loop, over = require("cqueues").new(), false
      signal.block(signal.SIGINT)
      local listener = signal.listen(signal.SIGINT)
      loop:wrap(function() while not (over or stop) do stop = listener:wait(0.05) ~= nil end end)
      loop:wrap(function() work() over = true end)
      assert(loop:loop())]],
  }
  for name, run in pairs(LOOPS) do
    it("is left by break: nothing is in doubt, and it goes on when it is run again: " .. name, function()
      local path = world.path()
      assert(w.sandbox:set { latency = 0.01 })
      local batch = script(150, CREATE, "create", "Account", "account", path)
        :gsub("ca_file = ", ("loop = %q, ca_file = "):format(name))
        :gsub("assert%(not item.err[^\n]*", "%0 if stop then break end")
      local text = ("local stop = false\nlocal function work() %s end\n%s"):format(batch, run)
      local process = shell.lua_process(text)
      await(function() return w.calls "Account/add_account" >= 20 end)
      os.execute("kill -INT " .. process.pid)
      await(function() return process:ended() end)
      assert.is_true(process:kill()) -- it ended well
      local sent = w.calls "Account/add_account"
      assert.is_true(sent < 150)
      assert.equal(sent, created())
      shell.lua(text):wait()
      assert.equal(150, created())
      assert.equal(150, w.calls "Account/add_account")
      os.remove(path)
    end)
  end
end)
