-- Renewing the session: beside the calls, under them, and while the client is being closed.
local core_file = require "portabilling.file"
local pb = require "portabilling"
local raw_world = require "support.raw_world"
local rawserver = require "support.rawserver"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local raw = raw_world.new { before_each = before_each, after_each = after_each }

local json, version, TOKENS = rawserver.json, world.version, raw_world.TOKENS

-- Lets tasks go on until that holds.
local function await(client, done)
  local deadline = client.driver:now() + 20
  while not done() do
    assert(client.driver:now() < deadline, "in vain")
    client.driver:sleep(0.01)
  end
end

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

describe("who waits for a log-in", function()
  it("shares no time-out of who began it, but goes on with one of its own", function()
    local client = raw.client { { "hang" }, TOKENS, json '{"version":"1"}' }
    local tasks = client.driver.tasks
    local hasty = tasks:spawn(version, client, { timeout = 0.3 })
    local patient = tasks:spawn(version, client, { timeout = 30 })
    tasks:join(hasty)
    tasks:join(patient)
    assert.equal("timeout", hasty.extra.kind)
    assert.equal("1", assert(patient.result, tostring(patient.extra)).version)
    assert.equal(3, raw.server.count())
    client:close()
  end)

  it("for the token file's lock in vain learns the true time", function()
    local lock = assert(core_file.lock(raw.path .. ".lock"))
    local client = raw.client({ { "hang" } }, { tokens = raw.path })
    local _, err = version(client, { timeout = 0.5 })
    lock:release()
    assert.same({ "timeout", "TOKENS_LOCKED", "no", true }, { err.kind, err.code, err.sent, err.retryable })
    assert.is_nil(tostring(err):find("0.0 s", 1, true), tostring(err))
    local waited = tonumber(tostring(err):match "waited ([%d.]+) s")
    assert.is_true(waited >= 0.5, tostring(err))
    assert.equal(0, raw.server.count())
    client:close()
  end)
end)

-- The client's tokens, near their end.
local function near_its_end(client)
  assert(client:login())
  local now = client.driver:now()
  local held = client.session:export(now)
  held.expires_in, held.lifetime = 30, 900
  assert(client.session:adopt(held, now, true))
  return held
end

describe("a token that nears its end", function()
  it("is renewed beside the calls, which go on with it", function()
    local client = w.client()
    local old = near_its_end(client)
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "slow", seconds = 3 })
    assert(version(client))
    assert.same({ 0, old.access_token }, { assert(w.sandbox:stats()).refreshes, client.session:export(0).access_token })
    assert.truthy(client.renewal)
    assert(version(client))
    await(client, function() return not client.renewal end)
    assert.not_equal(old.access_token, client.session:export(0).access_token)
    assert.equal(1, assert(w.sandbox:stats()).refreshes)
    assert(version(client))
    assert.equal(1, assert(w.sandbox:stats()).logins)
    client:close()
  end)

  it("fails no call when that fails, and is not tried before each", function()
    local events = {}
    local client = w.client { retries = 0, log = function(event) events[#events + 1] = event end }
    near_its_end(client)
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "status", status = 502, times = 9 })
    for _ = 1, 5 do
      assert(version(client))
      await(client, function() return not client.renewal end)
    end
    assert.equal(1, w.calls "Session/refresh_access_token")
    local told = 0
    for _, event in ipairs(events) do
      told = told + (event.event == "warning" and event.message:find("ahead of time", 1, true) and 1 or 0)
    end
    assert.equal(1, told)
    client:close()
  end)

  it("fails none either when the refresh and the log-in after it are refused", function()
    local client = w.client()
    near_its_end(client)
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "fault",
      faultcode = "Server.Session.refresh_access_token.refresh_failed" })
    assert(w.sandbox:inject { method = "Session/login", action = "fault", faultcode = "Server.Session.auth_failed" })
    for _ = 1, 3 do
      assert(version(client))
      await(client, function() return not client.renewal end)
    end
    assert.equal(2, w.calls "Session/login")
    client:close()
  end)

  it("is renewed by who must have one, when the renewal beside fails as it ends", function()
    local client = w.client { retries = 0 }
    near_its_end(client)
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "slow", seconds = 1 })
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "status", status = 502, times = 1 })
    local tasks = client.driver.tasks
    assert(version(client))
    client.session:lost(client.session:generation())
    local task = tasks:spawn(version, client)
    tasks:join(task)
    assert(task.result, tostring(task.extra))
    client:close()
  end)

  it("is not lost when the client is closed amid its refresh #libcurl", function()
    local client = w.client { tokens = raw.path }
    near_its_end(client)
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "slow", seconds = 2 })
    assert(version(client))
    assert.equal(0, assert(w.sandbox:stats()).refreshes)
    client:close()
    assert.equal(1, assert(w.sandbox:stats()).refreshes)
    assert(w.sandbox:expire_sessions "access_tokens")
    assert(version(w.client { tokens = raw.path }))
    assert.same({ 1, 2 }, { assert(w.sandbox:stats()).logins, assert(w.sandbox:stats()).refreshes })
  end)
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
        client.session:lost(client.session:generation())
        client.store = require("portabilling.tokens").memory
        return client:call("Generic", "get_version") and 0 or 1
      end)
      print(status)
    ]], "new"))
  end)
end)

-- The client's token is not taken any more, as far as it knows.
local function over(client)
  client.session:lost(client.session:generation())
end

local VERSION = json '{"version":"1"}'
local GATEWAY = { "keep", "HTTP/1.1 502 Bad\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<a>" }
local NOT_FOUND = { "keep", "HTTP/1.1 404 None\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<a>" }

describe("a refresh that fails when a token is needed", function()
  it("for whatever reason, is followed by a log-in, and is not repeated", function()
    for name, failure in pairs { gateway = GATEWAY, ["no such method"] = NOT_FOUND, silence = { "hang" },
      ["closed connection"] = { "drop" }, ["odd answer"] = json '"text"', ["empty answer"] = json "{}" } do
      local client = raw.client({ TOKENS, failure, TOKENS, VERSION, TOKENS, VERSION }, { retries = 0, timeout = 6 })
      assert(client:login())
      over(client)
      assert.truthy(version(client), name)
      assert.equal(4, raw.server.count(), name)
      client:close()
      raw.server.stop()
    end
  end)

  it("without the server having been reached, is told as what it is", function()
    local client = raw.client({ TOKENS }, { retries = 0 })
    assert(client:login())
    raw.server.stop()
    over(client)
    for _, ask in ipairs { version, client.login } do
      local _, err = ask(client)
      assert.same({ "transport", "no" }, { err.kind, err.sent })
      assert.truthy(tostring(err):find("the refresh of the session failed", 1, true), tostring(err))
      assert.is_nil(tostring(err):find("log-in failed", 1, true), tostring(err))
    end
    client:close()
  end)

  it("is named where the log-in after it fails, too", function()
    local client = raw.client({ TOKENS, GATEWAY, NOT_FOUND }, { retries = 0 })
    assert(client:login())
    over(client)
    local _, err = version(client)
    assert.same({ "http", 404 }, { err.kind, err.http_status })
    assert.truthy(err.message:find("^log%-in failed: HTTP 404"), err.message)
    assert.truthy(err.message:find("the refresh of the session failed: HTTP 502", 1, true), err.message)
    client:close()
  end)

  it("is told by a client without credentials, which may repeat it", function()
    for status, failure in pairs { [502] = GATEWAY, [404] = NOT_FOUND } do
      raw.start { failure, TOKENS, VERSION }
      local client = pb.new { url = raw.server.url, access_token = "a.b.c", refresh_token = "r", retries = 0 }
      over(client)
      local _, err = version(client)
      assert.same({ "http", status, "no" }, { err.kind, err.http_status, err.sent })
      assert.truthy(tostring(err):find("the refresh of the session failed: HTTP " .. status, 1, true), tostring(err))
      assert.is_nil(tostring(err):find("log-in failed", 1, true), tostring(err))
      assert.truthy(err.advice:find("access_token", 1, true), err.advice)
      assert(version(client))
      client:close()
      raw.server.stop()
    end
  end)
end)

-- A program that computes, or waits for something else, does not look at answers.
describe("a refresh beside a program that is busy with something else #libcurl", function()
  local function slow()
    assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "slow", seconds = 2, times = 1 })
  end

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
  local NEEDS_ANOTHER = "assert(client:login()); client.session:lost(client.session:generation())"

  it("keeps no other process waiting whose token works", function()
    local client = w.client { tokens = raw.path }
    near_its_end(client)
    slow()
    assert(version(client))
    assert.truthy(client.renewal)
    assert.equal("works", other("", 2))
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
    slow()
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
    slow()
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
    assert.equal("works", other("", 2))
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

describe("somebody's session", function()
  local function session()
    local client = w.client()
    local ok, data = client:login()
    assert.is_true(ok)
    client:close()
    return data
  end

  it("is what login gives as its second value", function()
    local data = session()
    for _, name in ipairs { "session_id", "access_token", "refresh_token" } do
      assert.is_string(data[name])
    end
    assert.is_true(data.expires_at > os.time())
  end)

  local function given(data, refresh)
    return pb.new { url = w.sandbox.url.admin, ca_file = w.sandbox.ca_file, access_token = data.access_token,
      refresh_token = refresh and data.refresh_token or nil }
  end

  it("serves a client without credentials, which never logs in", function()
    local client = given(session())
    assert(version(client))
    assert.is_true(client:ping())
    assert(w.sandbox:expire_sessions "access_tokens")
    for _ = 1, 2 do
      local none, err = client:create("Customer", "customer", { customer_info = { name = "None" } })
      assert.is_nil(none)
      assert.equal("auth", err.kind)
      assert.truthy(tostring(err):find("no credentials", 1, true), tostring(err))
    end
    assert.same({ 1, 0 }, { assert(w.sandbox:stats()).logins, assert(w.sandbox:stats()).refreshes })
    client:close()
  end)

  it("is refreshed, when its refresh token is given, and what login gives is the new one", function()
    local data = session()
    local client = given(data, true)
    assert(w.sandbox:expire_sessions "access_tokens")
    assert(version(client))
    local _, renewed = client:login()
    assert.not_equal(data.refresh_token, renewed.refresh_token)
    assert(w.sandbox:expire_sessions())
    local _, err = version(client)
    assert.equal("auth", err.kind)
    assert.same({ 1, 2 }, { assert(w.sandbox:stats()).logins, w.calls "Session/refresh_access_token" })
    client:close()
  end)

  it("is no one else's: the environment's credentials and stores for tokens stay out of it", function()
    local config = require "portabilling.config"
    local merged = config.with_environment({ url = "https://h", access_token = "a.b.c" }, function() return "env" end)
    assert.same({ nil, nil, nil }, { merged.login, merged.token, merged.password })
    for _, options in ipairs { { token = "x" }, { tokens = raw.path } } do
      options.url, options.access_token = "https://h", "a.b.c"
      local ok, err = pcall(pb.new, options)
      assert.same({ false, "config" }, { ok, err.kind })
    end
    local ok, err = pcall(pb.new, { url = "https://h", refresh_token = "r" })
    assert.same({ false, "config" }, { ok, err.kind })
    ok, err = pcall(pb.new, { url = "https://h", access_token = ("x"):rep(20000) })
    assert.same({ false, "config" }, { ok, err.kind })
    assert.is_nil(tostring(err):find("xxxx", 1, true))
  end)
end)
