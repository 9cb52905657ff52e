-- Renewing the session: beside the calls, and under them.
local core_file = require "portabilling.file"
local log_ins = require "support.log_ins"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local raw = log_ins.new { before_each = before_each, after_each = after_each }
local json, version = rawserver.json, world.version
local await, near_its_end, over = log_ins.await, log_ins.near_its_end, log_ins.over
local TOKENS, VERSION = log_ins.TOKENS, log_ins.VERSION

local GATEWAY = { "keep", "HTTP/1.1 502 Bad\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<a>" }
local NOT_FOUND = { "keep", "HTTP/1.1 404 None\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<a>" }

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
    over(client)
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
    local merged = assert(config.complete({ url = "https://h", access_token = "a.b.c" }, function() return "env" end))
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
