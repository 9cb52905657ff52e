-- Clients and downloads that end in other ways than planned: closed, forgotten, interrupted.
local pb = require "portabilling"
local parts = require "support.parts"
local rawserver = require "support.rawserver"
local shell = require "support.shell"
local uncompiled = require "support.uncompiled"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local version, in_flight, collect_garbage = world.version, world.in_flight, world.collect_garbage

local LOGIN = rawserver.json '{"access_token":"a","session_id":"s"}'
local FILE = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n"
local ENDLESS = { "endless", FILE .. "begin", ("x"):rep(65536) }

local running = {}
local function raw(...)
  local server = rawserver.start { LOGIN, ... }
  running[#running + 1] = server
  server.client = pb.new { url = server.url, login = "api", token = "api-token" }
  assert(server.client:login())
  return server, server.client
end

after_each(function()
  while running[1] do
    local server = table.remove(running)
    server.client:close()
    server.stop()
  end
end)

-- Lets things happen until it holds. The raw server gives up before this would be for ever.
local function until_true(client, holds)
  repeat
    client.driver.tasks:run_once(0.01)
  until holds()
end

local function exists(path)
  local file = io.open(path)
  return file ~= nil and file:close()
end

local operations = {
  create = { "Account", "account", { account_info = {} } }, update = { "Account", "account", { account_info = {} } },
  delete = { "Account", "account", {} }, get = { "Account", "account", {} }, call = { "Account", "get_account_info" },
  download = { "Account", "get_account_info", {}, "/nonexistent/file" }, list = { "Account", "account" },
  pages = { "Account", "account" }, collect = { "Account", "account" }, login = {}, logout = {}, ping = {},
  batch = { "create", "Account", "account", {} }, login_as = { { login = "x" } },
}

describe("a closed client", function()
  it("can be closed again, and says what it is", function()
    local client = w.client()
    assert(version(client))
    client:close()
    client:close()
    assert.truthy(tostring(client):find("closed", 1, true))
    assert.is_nil(client.settings.token)
  end)

  for name, arguments in pairs(operations) do
    it("refuses " .. name, function()
      local client = w.client()
      client:close()
      local ok, message = pcall(client[name], client, (table.unpack or unpack)(arguments))
      assert.is_false(ok)
      assert.truthy(tostring(message):find(name .. ": the client is closed", 1, true), tostring(message))
    end)
  end

  it("ends lists that it had begun", function()
    local client = w.client()
    local next_customer = client:list("Customer", "customer", {}, { page_size = 3, prefetch = 0 })
    assert.is_table(next_customer())
    client:close()
    local ok, err
    repeat
      ok, err = pcall(next_customer)
    until not ok
    assert.same({ "cancelled", "CLOSED", "no" }, { err.kind, err.code, err.sent })
  end)
end)

describe("closing a client while its calls are in flight", function()
  -- Another client with the same trust settings shares the pool, and keeps it open.
  for name, company in pairs { ["that shares its pool"] = true, ["that is alone"] = false } do
    it("ends them with what is known, when it is one " .. name, function()
      local server, client = raw({ "hang" }, { "hang" }, LOGIN)
      local other = company and pb.new { url = server.url, login = "api", token = "t-t-t" } or nil
      local tasks = client.driver.tasks
      local change = tasks:spawn(client.create, client, "Account", "account", { account_info = { id = "7" } })
      local read = tasks:spawn(version, client)
      until_true(client, function() return server.count() == 3 end)
      client:close()
      for _, task in ipairs { change, read } do
        tasks:join(task)
        assert.is_true(task.ok, tostring(task.result))
        assert.is_nil(task.result)
        assert.same({ "cancelled", "unknown", 1 }, { task.extra.kind, task.extra.sent, task.extra.attempts })
      end
      assert.truthy(tostring(change.extra):find('id = "7"', 1, true))
      if other then
        assert.equal(0, in_flight(other))
        assert(other:login())
        other:close()
      end
    end)
  end

  it("leaves other clients' calls alone", function()
    local client, other = w.client(), w.client()
    assert(version(client) and version(other))
    assert(w.sandbox:inject { method = "Generic/get_version", action = "slow", seconds = 0.2 })
    local tasks = other.driver.tasks
    local task = tasks:spawn(version, other)
    tasks:run_once(0)
    assert.equal(1, in_flight(other))
    client:close()
    tasks:join(task)
    assert.is_table(task.result, tostring(task.extra))
    other:close()
  end)

  it("in the log function keeps an answer, and stops what would be sent next", function()
    local client
    local function close(event)
      if event.service == "Generic" then
        client:close()
      end
    end
    client = w.client { log = close }
    assert(version(client))
    client = w.client { log = close }
    assert(w.sandbox:inject { method = "Generic/get_version", action = "status", times = 3 })
    local none, err = version(client)
    assert.is_nil(none)
    assert.same({ "cancelled", "CLOSED", "unknown" }, { err.kind, err.code, err.sent })
    assert.equal(2, w.calls "Generic/get_version")
  end)

  it("in on_page ends the list with an error", function()
    local client = w.client()
    local ok, err = pcall(function()
      for _ in client:list("Customer", "customer", {}, { page_size = 3, on_page = function() client:close() end }) do
        assert(true)
      end
    end)
    assert.is_false(ok)
    assert.equal("cancelled", err.kind)
  end)

  it("in the function that receives a download ends it", function()
    local _, client = raw(ENDLESS)
    local multi, pieces = client.driver.multi, 0
    local none, err = client:download("CDR", "get_call_recording", {}, function()
      pieces = pieces + 1
      client:close()
    end)
    assert.is_nil(none)
    assert.same({ "cancelled", "unknown", 1 }, { err.kind, err.sent, pieces })
    assert.equal(0, multi:running())
  end)

  it("during its log-in ends the call, unsent", function()
    local server = rawserver.start { { "hang" } }
    local client = pb.new { url = server.url, login = "api", token = "api-token" }
    running[1] = server
    server.client = client
    local tasks = client.driver.tasks
    local task = tasks:spawn(client.create, client, "Account", "account", { account_info = {} })
    until_true(client, function() return server.count() == 1 end)
    client:close()
    tasks:join(task)
    assert.is_true(task.ok, tostring(task.result))
    assert.same({ "cancelled", "no" }, { task.extra.kind, task.extra.sent })
  end)
end)

describe("a client", function()
  if _VERSION ~= "Lua 5.1" then
    it("is closed at the end of its scope", function()
      local run = assert(load [[
        local client = ...
        local scoped <close> = client
        assert(scoped:call("Generic", "get_version"))
      ]])
      local client = w.client()
      run(client)
      assert.is_true(client.closed)
    end)
  end

  it("can be forgotten at any point, with all that hangs on it, in any order", function()
    local survivor = w.client()
    for round = 1, 60 do
      local client = w.client()
      local iterate = client:list("Customer", "customer", {}, { page_size = 2, prefetch = round % 4 })
      if round % 2 == 0 then
        assert.is_table(iterate())
      end
      local task = client.driver.tasks:spawn(version, client)
      if round % 3 == 0 then
        client.driver.tasks:run_once(0)
      end
      if round % 5 == 0 then
        client:close()
      end
      local kept = ({ client, iterate, task, client.driver, client.session })[round % 6] or false
      client, iterate, task = nil, nil, nil
      collectgarbage()
      assert.is_nil(client or iterate or task)
      assert.is_not_nil(kept)
    end
    collect_garbage()
    assert(version(survivor))
  end)

  it("costs nothing once it is gone: 10,000 of them #memory", function()
    local function resident()
      local file = assert(io.open "/proc/self/status")
      local kilobytes = file:read("*a"):match "VmRSS:%s+(%d+)"
      file:close()
      return tonumber(kilobytes)
    end
    local function descriptors()
      return tonumber(shell.output "ls /proc/$PPID/fd | wc -l")
    end
    local survivor = w.client()
    assert(version(survivor))
    local function round(count)
      for i = 1, count do
        local client = w.client { tokens = "memory" }
        if i % 100 == 0 then
          assert(version(client))
        end
        if i % 2 == 0 then
          client:close()
        end
      end
      collect_garbage()
      return resident(), descriptors()
    end
    round(2000)
    local before = { round(0) }
    local after = { round(10000) }
    assert.is_true(after[1] - before[1] < 2048, ("%d KB more"):format(after[1] - before[1]))
    assert.is_true(after[2] - before[2] < 5, ("%d descriptors more"):format(after[2] - before[2]))
    assert(version(survivor))
  end)
end)

describe("a download", function()
  it("whose receiving function raises gives that error, and stops the transfer", function()
    local _, client = raw(ENDLESS)
    local mine = {}
    local ok, err = pcall(client.download, client, "CDR", "get_call_recording", {}, function() error(mine) end)
    assert.is_false(ok)
    assert.equal(mine, err)
    assert.equal(0, in_flight(client))
  end)

  it("that is interrupted, as Ctrl-C does it, leaves no file and no transfer", function()
    local _, client = raw(ENDLESS)
    local path, multi = world.path(), client.driver.multi
    local ok, err = uncompiled(function()
      debug.sethook(function()
        if multi:running() > 0 and parts.exist() then
          debug.sethook()
          error("interrupted!", 0)
        end
      end, "", 100)
      client:download("CDR", "get_call_recording", {}, path)
    end)
    debug.sethook()
    assert.is_false(ok)
    assert.equal("interrupted!", err)
    collect_garbage() -- it may have come when the part was made, and nobody had it yet
    assert.is_false(parts.exist())
    assert.is_false(exists(path))
    assert.equal(0, in_flight(client))
  end)

  it("whose coroutine is forgotten while the receiving function yields is cancelled when that is collected", function()
    local _, client = raw(ENDLESS)
    local pipe = coroutine.wrap(function()
      client:download("CDR", "get_call_recording", {}, coroutine.yield)
    end)
    assert.equal("begin", pipe():sub(1, 5))
    collect_garbage()
    assert.equal(1, in_flight(client))
    assert.equal("x", pipe():sub(1, 1)) -- alive after that
    pipe = nil
    collect_garbage()
    assert.equal(0, in_flight(client))
    assert.is_nil(pipe)
  end)
end)

describe("a log function that raises", function()
  it("changes nothing of a call's fate, and is told on the standard error output", function()
    local script = ([[
      local pb = require "portabilling"
      local client = pb.new { url = %q, login = %q, token = %q, ca_file = %q, log = function() error "no disk" end }
      print(assert(client:call("Generic", "get_version")) and "answered")
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file)
    local output = shell.lua(script):wait()
    assert.truthy(output:find("answered", 1, true))
    assert.truthy(output:find("the log function failed: .-no disk"))
  end)
end)

describe("a coroutine that dies after a call", function()
  it("takes nothing with it", function()
    local client = w.client()
    local co = coroutine.create(function()
      assert(version(client))
      error "enough"
    end)
    assert.is_false(coroutine.resume(co))
    co = coroutine.create(function() -- and one that is forgotten between two records
      for _ in client:list("Customer", "customer", {}, { page_size = 2, prefetch = 2 }) do
        coroutine.yield()
      end
    end)
    assert.is_true(coroutine.resume(co))
    co = nil
    collect_garbage()
    client.driver.tasks:run_once(0)
    assert.equal(0, in_flight(client))
    assert(version(client))
    assert.is_nil(co)
  end)
end)
