-- Renewals under way when their client is closed or logs out, when their program ends or is busy.
local core_file = require "portabilling.file"
local log_ins = require "support.log_ins"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local raw = log_ins.new { before_each = before_each, after_each = after_each }
local json, version = rawserver.json, world.version
local await, near_its_end, over = log_ins.await, log_ins.near_its_end, log_ins.over
local TOKENS, VERSION = log_ins.TOKENS, log_ins.VERSION

local function is_cancelled(task)
  assert.is_true(task.finished)
  assert.is_true(task.ok, tostring(task.result))
  assert.is_nil(task.result)
  assert.equal("cancelled", task.extra.kind)
end

-- Inside nginx what other requests have in flight comes to its end: spec/driver/nginx/renewal_spec.
describe("a client that is closed #libcurl", function()
  local function each_way(client)
    local tasks, list = client.driver.tasks, {}
    for i, way in ipairs { version, client.ping, client.login, client.logout,
      function(c) return c:collect("Customer", "customer") end } do
      list[i] = tasks:spawn(way, client)
    end
    return list
  end

  it("while a log-in is under way ends whatever waits for it as cancelled", function()
    local client = raw.client { { "hang" } }
    local list = each_way(client)
    await(client, function() return raw.server.count() == 1 end)
    client:close()
    for i, task in ipairs(list) do
      if i ~= 4 then -- a log-out has nothing to wait for
        is_cancelled(task)
      end
    end
    assert.equal("no", list[1].extra.sent)
  end)

  it("while the token file is locked does so, too", function()
    local lock = assert(core_file.lock(raw.path .. ".lock"))
    local client = raw.client({ { "hang" } }, { tokens = raw.path })
    local list = each_way(client)
    client.driver:sleep(0.05)
    client:close()
    for _, task in ipairs(list) do
      is_cancelled(task)
    end
    assert.equal(0, raw.server.count())
    lock:release()
  end)

  it("just as a renewal takes the lock, loads or saves does so, too", function()
    for _, moment in ipairs { "lock", "load", "save" } do
      local client
      local store = {}
      for _, name in ipairs { "lock", "load", "save" } do
        store[name] = function()
          if name == moment then
            client:close()
          end
          return name == "lock" and { release = function() end } or name == "save" or nil
        end
      end
      client = raw.client({ TOKENS }, { tokens = store })
      local task = client.driver.tasks:spawn(version, client)
      client.driver.tasks:join(task)
      is_cancelled(task)
      assert.equal("no", task.extra.sent)
      raw.server.stop()
    end
  end)

  it("during a log-out, a ping or a log-in as another ends that", function()
    for _, way in ipairs { "logout", "ping" } do
      local client = raw.client { TOKENS, { "hang" } }
      assert(client:login())
      local task = client.driver.tasks:spawn(client[way], client)
      await(client, function() return raw.server.count() == 2 end)
      client:close()
      assert.is_true(task.ok, tostring(task.result))
      assert.equal("cancelled", task.extra.kind)
      raw.server.stop()
    end
  end)
end)

it("another pb.connect lets the calls of the first client come to their end", function()
  raw.start { TOKENS, { "later", json('{"version":"1"}')[2] }, TOKENS, json '{"version":"2"}' }
  local first = pb.connect { url = raw.server.url, login = "api", token = "api-token" }
  assert(first:login())
  local task = first.driver.tasks:spawn(pb.call, "Generic", "get_version")
  await(first, function() return raw.server.count() == 2 end)
  pb.connect { url = raw.server.url, login = "other", token = "api-token" }
  assert.equal("2", assert(pb.call("Generic", "get_version")).version)
  raw.server.release()
  first.driver.tasks:join(task)
  assert.equal("1", assert(task.result, tostring(task.extra)).version)
  pb.close()
end)

describe("a refresh that is under way when its program #libcurl", function()
  -- Its script has a client with a token near its end, and begins to refresh it by its one call.
  local function run(ending, make)
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "slow", seconds = 2, times = 1 })
    local script = ([[
      local pb = require "portabilling"
      local function begin(make)
        local client = make { url = %q, login = %q, token = %q, ca_file = %q, tokens = %q }
        assert(client:login())
        local now = client.driver:now()
        local held = client.session:export(now)
        held.expires_in, held.lifetime = 30, 900
        assert(client.session:adopt(held, now, true))
        assert(client:call("Generic", "get_version"))
        assert(client.renewal.refreshing)
        return client
      end
      local client = begin(pb.%s)
      %s
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, raw.path, make or "connect",
      ending)
    return shell.output(shell.lua_command(script) .. "; echo status $?")
  end

  local function is_kept()
    assert.same({ 1, 1 }, { assert(w.sandbox:stats()).logins, assert(w.sandbox:stats()).refreshes })
    assert(w.sandbox:expire_sessions "access_tokens")
    assert(version(w.client { tokens = raw.path }))
    assert.same({ 1, 2 }, { assert(w.sandbox:stats()).logins, assert(w.sandbox:stats()).refreshes })
  end

  for name, ending in pairs { ["comes to its end"] = "", ["ends by an error"] = "error 'over'",
    ["ends by os.exit that closes the state"] = rawget(_G, "jit") and "" or "os.exit(0, true)" } do
    it(name .. ", gets its answer, and the new tokens are kept", function()
      local status = run(ending):match "status (%d+)$"
      assert.equal(ending:find "error" and "1" or "0", status)
      is_kept()
    end)
  end

  it("forgets the client gets it, too", function()
    assert.equal("status 0", run("client = nil; collectgarbage(); collectgarbage(); os.exit(0)", "new"))
    is_kept()
  end)

  it("forks is the parent's alone, and keeps the child waiting for nothing", function()
    assert.equal("0\nstatus 0", run([[
      package.path = package.path .. ";spec/?.lua"
      local status = require "support.fork"(function()
        require("support.log_ins").over(client)
        client.store = require("portabilling.tokens").memory
        return client:call("Generic", "get_version") and 0 or 1
      end)
      print(status)
    ]], "new"))
  end)
end)

-- A program that computes, or waits for something else, does not look at answers.
describe("a refresh beside a program that is busy with something else #libcurl", function()
  local function slow(seconds)
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "slow", seconds = seconds, times = 1 })
  end
  local SLOW, LESS = 6, 5 -- a call that waits for the refresh is out of time; one that does not has time on a slow machine

  -- Another process with the same token file.
  local function other(line, timeout)
    return shell.output("{ " .. shell.lua_command(([[
      local pb = require "portabilling"
      local client = pb.new { url = %q, login = %q, token = %q, ca_file = %q, tokens = %q, timeout = %d }
      %s
      local answer, err = client:call("Generic", "get_version")
      print(answer and "works" or tostring(err))
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, raw.path, timeout, line))
      .. "; } 2>/dev/null; true")
  end
  local NEEDS_ANOTHER = "assert(client:login()); require 'support.log_ins'.over(client)"

  it("keeps no other process waiting whose token works", function()
    local client = w.client { tokens = raw.path }
    near_its_end(client)
    slow(SLOW)
    assert(version(client))
    assert.truthy(client.renewal)
    assert.equal("works", other("", LESS))
    await(client, function() return not client.renewal end)
    assert(version(client))
    assert(w.sandbox:expire_sessions "access_tokens")
    assert(version(w.client { tokens = raw.path }))
    assert.same({ 1, 2 }, { assert(w.sandbox:stats()).logins, assert(w.sandbox:stats()).refreshes })
    client:close()
  end)

  it("is waited for by one that needs a new token, but not for long", function()
    local client = w.client { tokens = raw.path }
    near_its_end(client)
    slow(2)
    assert(version(client))
    assert.equal("works", other(NEEDS_ANOTHER, 30))
    await(client, function() return not client.renewal end)
    assert(version(client))
    assert.equal("works", other("", 30))
    assert.is_true(assert(w.sandbox:stats()).logins <= 2)
    client:close()
  end)

  it("and is killed, keeps nobody from renewing the token", function()
    assert(version(w.client { tokens = raw.path }))
    slow(SLOW)
    assert.equal("", other([[
      local now = client.driver:now()
      assert(client:login())
      local held = client.session:export(now)
      held.expires_in, held.lifetime = 30, 900
      assert(client.session:adopt(held, now, true))
      assert(client:call("Generic", "get_version"))
      assert(client.renewal and client.renewal.noted)
      os.execute "kill -9 $PPID"
    ]], 30))
    assert.equal("works", other("", LESS))
    assert.equal("works", other(NEEDS_ANOTHER, 30))
  end)

  it("which broke off what waited for it, holds no lock", function()
    local client = raw.client({ TOKENS, { "hang" } }, { tokens = raw.path })
    assert(client:login())
    over(client)
    local tasks = client.driver.tasks
    local list = { tasks:spawn(version, client), tasks:spawn(version, client) }
    await(client, function() return raw.server.count() == 2 end)
    assert.is_nil((core_file.lock(raw.path .. ".lock", 0)))
    tasks:cancel(list[1])
    assert.is_nil((core_file.lock(raw.path .. ".lock", 0)))
    tasks:cancel(list[2])
    assert(core_file.lock(raw.path .. ".lock", 0)):release()
    client:close()
  end)
end)

describe("a log-out during a refresh", function()
  it("waits for it, and ends the new session", function()
    local client = w.client { tokens = raw.path }
    near_its_end(client)
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "slow", seconds = 1 })
    assert(version(client))
    assert.is_true(client:logout())
    assert.same({ 1, 1 }, { assert(w.sandbox:stats()).refreshes, w.calls "Session/logout" })
    assert.is_nil(client.session:export(client.driver:now()))
    assert.is_false((w.client { tokens = "memory" }):logout() == nil)
    assert(version(client))
    assert(version(w.client { tokens = raw.path }))
    assert.same({ 2, 1 }, { assert(w.sandbox:stats()).logins, assert(w.sandbox:stats()).refreshes })
    client:close()
  end)

  it("does not wait for ever: what the refresh brings later is dropped", function()
    local late = json('{"access_token":"d.e.f","refresh_token":"s","expires_in":900}')[2]
    local client = raw.client { TOKENS, { "later", late }, json '{"success":1}', TOKENS, VERSION }
    assert(client:login())
    over(client)
    local tasks = client.driver.tasks
    local task = tasks:spawn(version, client)
    await(client, function() return raw.server.count() == 2 end)
    assert.is_true(client:logout { timeout = 1 })
    raw.server.release()
    tasks:join(task)
    assert.same({ "cancelled", "LOGGED_OUT", "no" }, { task.extra.kind, task.extra.code, task.extra.sent })
    assert.is_nil(client.session:export(client.driver:now()))
    assert(version(client))
    assert.equal(5, raw.server.count())
    client:close()
  end)
end)
