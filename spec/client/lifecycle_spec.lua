-- Clients, lists and downloads that end in other ways than planned: closed, forgotten, interrupted, forked.
local pb = require "portabilling"
local parts = require "support.parts"
local rawserver = require "support.rawserver"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

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

local version = world.version

-- Transfers that the client's pool still carries.
local function in_flight(client)
  return client.driver.multi:running()
end

-- Lets things happen until it holds. The raw server gives up before this would be for ever.
local function until_true(client, holds)
  repeat
    client.driver.tasks:turn(0.01)
  until holds()
end

local function exists(path)
  local file = io.open(path)
  return file ~= nil and file:close()
end

local function collect_garbage()
  for _ = 1, 3 do
    collectgarbage()
  end
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
    tasks:turn(0)
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
        client.driver.tasks:turn(0)
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

describe("a list", function()
  local function numbers(client, options)
    local seen, order = {}, {}
    for customer in client:list("Customer", "customer", {}, options) do
      assert.is_nil(seen[customer.i_customer])
      seen[customer.i_customer] = true
      order[#order + 1] = customer.i_customer
    end
    return order
  end

  it("that was left by break leaves nothing behind, and the client usable", function()
    local client = w.client()
    for _, n in client:list("Customer", "customer", {}, { page_size = 3, prefetch = 3 }) do
      if n == 2 then
        break
      end
    end
    collect_garbage() -- LuaJIT has no other end of a loop than this
    client.driver.tasks:turn(0)
    assert.equal(0, in_flight(client))
    assert.is_true(#numbers(client, { page_size = 7 }) > 7)
  end)

  it("whose loop body raises gives that error, and leaves nothing behind", function()
    local client = w.client()
    local mine = {}
    local ok, err = pcall(function()
      for _ in client:list("Customer", "customer", {}, { page_size = 3, prefetch = 3 }) do
        error(mine)
      end
    end)
    assert.is_false(ok)
    assert.equal(mine, err)
    collect_garbage()
    client.driver.tasks:turn(0)
    assert.equal(0, in_flight(client))
    assert(version(client))
  end)

  it("whose on_page raises gives that error, and again when asked for more: records are missing now", function()
    local client = w.client()
    local mine = {}
    local iterate = client:list("Customer", "customer", {}, { page_size = 3, on_page = function(info)
      if info.page == 2 then
        error(mine)
      end
    end })
    for _ = 1, 3 do
      assert.is_table(iterate())
    end
    for _ = 1, 2 do
      local ok, err = pcall(iterate)
      assert.is_false(ok)
      assert.equal(mine, err)
    end
  end)

  it("is shared by several coroutines: each record comes to one of them", function()
    local client = w.client()
    local expected = numbers(client)
    local iterate = client:list("Customer", "customer", {}, { page_size = 3, prefetch = 2 })
    local workers, order, live = {}, {}, 3
    for i = 1, live do
      workers[i] = coroutine.wrap(function()
        for customer in iterate do
          order[#order + 1] = customer.i_customer
          coroutine.yield(true)
        end
        live = live - 1
      end)
    end
    while live > 0 do
      for i = 1, live do
        workers[i]()
      end
    end
    assert.same(expected, order)
  end)

  for _, how in ipairs { "list", "pages" } do
    it(("is shared by several tasks at once, with %s"):format(how), function()
      local client = w.client()
      local expected = numbers(client)
      local tasks = client.driver.tasks
      local iterate = client[how](client, "Customer", "customer", {}, { page_size = 3, prefetch = 0 })
      local order, workers = {}, {}
      for i = 1, 4 do
        workers[i] = tasks:spawn(function()
          for item in iterate do
            for _, customer in ipairs(how == "list" and { item } or item) do
              order[#order + 1] = customer.i_customer
            end
            assert(version(client)) -- another task's turn
          end
        end)
      end
      for i = 1, 4 do
        tasks:join(workers[i])
        assert.is_true(workers[i].ok, tostring(workers[i].result))
      end
      table.sort(order)
      table.sort(expected)
      assert.same(expected, order)
    end)
  end

  it("cannot be advanced from within itself", function()
    local client = w.client()
    local iterate
    iterate = client:list("Customer", "customer", {}, { on_page = function() iterate() end })
    local ok, message = pcall(iterate)
    assert.is_false(ok)
    assert.truthy(tostring(message):find("a callback of its own cannot advance it", 1, true))
  end)

  it("waits for a coroutine that yielded within it, and says so to another", function()
    local client = w.client()
    local iterate = client:list("Customer", "customer", {}, { on_page = function() coroutine.yield "paused" end })
    local first = coroutine.wrap(iterate)
    assert.equal("paused", first())
    assert.is_false(pcall(iterate))
    assert.is_table(first()) -- and lost nothing
    assert.equal(2, select(2, iterate()))
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
    if rawget(_G, "jit") then
      jit.off() -- compiled code calls no hooks
    end
    local ok, err = pcall(function()
      debug.sethook(function()
        if multi:running() > 0 and parts.exist() then
          debug.sethook()
          error("interrupted!", 0)
        end
      end, "", 100)
      client:download("CDR", "get_call_recording", {}, path)
    end)
    debug.sethook()
    if rawget(_G, "jit") then
      jit.on()
    end
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
    client.driver.tasks:turn(0)
    assert.equal(0, in_flight(client))
    assert(version(client))
    assert.is_nil(co)
  end)
end)

describe("a program that is started while connections are open", function()
  it("does not inherit them", function()
    local script = ([[
      local client = require "portabilling".new { url = %q, login = %q, token = %q, ca_file = %q }
      local open = "for f in /proc/%s/fd/*; do readlink $f; done | sed -n 's/^socket:.\\([0-9]*\\).$/\\1/p' | "
        .. "while read inode; do grep -w $inode /proc/net/tcp; done | wc -l"
      local function count(process)
        local pipe = io.popen(open:format(process))
        local number = pipe:read "*n"
        pipe:close()
        return number
      end
      local own, inherited = count "$PPID", count "self"
      assert(client:login())
      print("own", count "$PPID" - own, "inherited", count "self" - inherited)
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, "%s")
    local output = shell.lua(script):wait()
    assert.truthy(output:find("own\t1\tinherited\t0\n", 1, true), output)
  end)
end)

describe("after a fork", function()
  it("the child uses connections of its own, the parent keeps its own, and both keep the session", function()
    local script = ([[
      local pb = require "portabilling"
      local relay = require "support.relay"
      local fork = require "support.fork"
      local front = relay.start(%d, { "pass" })
      local function make()
        return pb.new { url = front.url, login = %q, token = %q, ca_file = %q }
      end
      local client = make()
      assert(client:login())
      assert(front.connections() == 1)
      print("child", fork(function()
        assert(client:call("Generic", "get_version")) -- the inherited client
        assert(make():login())                        -- a new one
        local connections = front.connections()
        client:close()
        client = nil
        collectgarbage()
        collectgarbage()
        return connections
      end))
      assert(client:call("Generic", "get_version"))
      print("parent", front.connections())
      client:close()
      front.stop()
    ]]):format(tonumber(w.sandbox.url.admin:match ":(%d+)$"), w.sandbox.login, w.sandbox.token, w.sandbox.ca_file)
    local output = shell.lua(script):wait()
    -- 1 is the parent's, used again after the fork; the child's two clients share the second
    assert.same({ "2", "2" }, { output:match "child\t(%d+)", output:match "parent\t(%d+)" }, output)
    assert.equal(2, assert(w.sandbox:stats()).logins)
  end)

  it("a list that was being read in the parent goes on there; in the child it says why it cannot", function()
    local script = ([[
      local pb = require "portabilling"
      local fork = require "support.fork"
      local client = pb.new { url = %q, login = %q, token = %q, ca_file = %q }
      local iterate = client:list("Customer", "customer", {}, { page_size = 2, prefetch = 2 })
      assert(iterate())
      print("child", fork(function()
        local ok, message
        repeat
          ok, message = pcall(iterate)
        until not ok
        io.stderr:write(tostring(message), "\n")
        return 7
      end))
      local count = 1
      for _ in iterate do
        count = count + 1
      end
      print("parent", count)
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file)
    local output = shell.lua(script):wait()
    assert.truthy(output:find("child\t7", 1, true), output)
    assert.truthy(output:find("fork", 1, true), output)
    local count = #assert(w.client():collect("Customer", "customer"))
    assert.equal(count, tonumber(output:match "parent\t(%d+)"))
  end)
end)
