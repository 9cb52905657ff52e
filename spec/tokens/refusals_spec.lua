-- Log-ins that were refused are not repeated by each call: that is how users get locked out. Counted at the server.
local core_file = require "portabilling.file"
local refusals = require "portabilling.tokens.refusals"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local version = world.version

-- A client whose clock is the spec's.
local function at(clock, options)
  local client = w.client(options)
  function client.driver.wall()
    return clock.time
  end
  return client
end

local function wrong(options)
  local own = { login = w.sandbox.login, token = "wrong-token" }
  for name, value in pairs(options or {}) do
    own[name] = value
  end
  return own
end

local clock, path
before_each(function()
  clock = { time = os.time() }
  path = world.path()
end)
after_each(function()
  os.remove(path)
  os.remove(path .. ".lock")
end)

local function logins()
  return w.calls "Session/login"
end

for _, place in ipairs { "memory", "a file" } do
  describe("a refused log-in, with tokens in " .. place, function()
    local function options(own)
      own.tokens = place == "a file" and path or nil
      return own
    end

    it("is made once by fifty calls, of several clients, and each says when it may be tried again", function()
      for n = 1, 5 do
        local client = at(clock, options(wrong()))
        for _ = 1, 10 do
          local none, err = version(client)
          assert.is_nil(none)
          assert.same({ "auth", "Server.Session.auth_failed", "no", 1 },
            { err.kind, err.code, err.sent, err.retry_after })
          assert.truthy(tostring(err):find("not tried again for the next 1 s", 1, true), tostring(err))
          assert.truthy(tostring(err):find("Check login and token", 1, true), tostring(err))
        end
        assert.equal(1, logins(), n)
      end
    end)

    it("is tried again after a pause that doubles, up to five minutes", function()
      local client, pauses = at(clock, options(wrong())), {}
      for n = 1, 11 do
        local _, err = version(client)
        assert.equal(n, logins())
        pauses[n] = err.retry_after
        clock.time = clock.time + pauses[n] - 0.5
        version(client)
        assert.equal(n, logins())
        clock.time = clock.time + 1
      end
      assert.same({ 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300 }, pauses)
    end)

    it("keeps no corrected credential waiting, and stays refused itself", function()
      assert.is_nil((version(at(clock, options(wrong())))))
      assert(version(at(clock, options { login = w.sandbox.login, token = w.sandbox.token })))
      local other = at(clock, options(wrong { token = "another-wrong-token" }))
      local before = logins()
      if place == "a file" then -- the session that is there now serves it, too
        assert(version(other))
      else
        assert.is_nil((version(other)))
        assert.equal(before + 1, logins())
        assert.is_nil((version(at(clock, options(wrong())))))
        assert.equal(before + 1, logins())
      end
    end)

    it("is forgotten by one that succeeds", function()
      local client = at(clock, options {})
      local function refuse()
        assert(w.sandbox:inject { method = "Session/login", action = "fault",
          faultcode = "Server.Session.auth_failed", times = 1 })
        local _, err = version(client)
        return err.retry_after
      end
      assert.equal(1, refuse())
      clock.time = clock.time + 1
      assert.equal(2, refuse())
      clock.time = clock.time + 2
      assert(version(client))
      assert(client:logout())
      assert.equal(1, refuse())
    end)

    it("by a lock-out, or because the password must be changed, is not repeated either", function()
      local login = w.sandbox.logins.must_change
      local client = at(clock, options { login = login.login, password = login.password })
      for _ = 1, 3 do
        local _, err = version(client)
        assert.equal("Server.Session.alert_You_must_change_password", err.code)
      end
      assert.equal(1, logins())
      assert(w.sandbox:set { lockout_after = 1 })
      assert.is_nil((version(at(clock, options(wrong())))))
      client = at(clock, options {})
      for _ = 1, 3 do
        local _, err = version(client)
        assert.equal("Server.Session.cannot_login_brute_force_activity", err.code)
      end
      assert.equal(3, logins())
    end)

    it("does not wait for ever when the clock is set back", function()
      local client = at(clock, options(wrong()))
      version(client)
      clock.time = clock.time - 86400
      version(client)
      assert.equal(2, logins())
    end)
  end)
end

it("refused log-ins are shared by processes with one file, which holds no credential", function()
  clock.time = clock.time - 255
  local client = at(clock, wrong { tokens = path })
  for n = 1, 9 do -- to a pause of 256 s from now on
    version(client)
    clock.time = clock.time + (n < 9 and 2 ^ (n - 1) or 0)
  end
  assert.equal(9, logins())
  local script = ([[
    local pb = require "portabilling"
    pb.connect { url = %q, login = %q, token = %q, ca_file = %q, tokens = %q }
    local _, err = pb.call("Generic", "get_version")
    print(err.code, err.sent, err.retry_after > 1)
  ]]):format(w.sandbox.url.admin, w.sandbox.login, "wrong-token", w.sandbox.ca_file, path)
  local running = {}
  for i = 1, 4 do
    running[i] = shell.lua(script)
  end
  for i = 1, 4 do
    assert.equal("Server.Session.auth_failed\tno\ttrue\n", running[i]:wait())
  end
  assert.equal(9, logins())
  local file = assert(io.open(path))
  local text = file:read "*a"
  file:close()
  assert.is_nil(text:find("wrong-token", 1, true))
end)

it("a log-in that a gateway kept from the server is no refusal", function()
  local client = at(clock, { retries = 0 })
  assert(w.sandbox:inject { method = "Session/login", action = "status", status = 502, times = 1 })
  local _, err = version(client)
  assert.same({ "http" }, { err.kind, err.retry_after })
  assert(version(client))
end)

it("tokens in a log-in's answer that cannot be used are not asked for again and again", function()
  local client = at(clock, {})
  assert(w.sandbox:inject { method = "Session/login", action = "body", body = "{}", times = 5 })
  for _ = 1, 3 do
    local _, err = version(client)
    assert.same({ "auth", 1 }, { err.kind, err.retry_after })
  end
  assert.equal(1, logins())
end)

it("a remembered refusal has the kind that it had", function()
  for _, code in ipairs { "Server.Internal", "standalone_mode", "Server.Session.auth_failed" } do
    for _, tokens in ipairs { "memory", path } do
      assert(w.sandbox:reset())
      refusals.clear()
      os.remove(path)
      assert(w.sandbox:inject { method = "Session/login", action = "fault", faultcode = code, times = 9 })
      local client = at(clock, { tokens = tokens })
      local _, first = version(client)
      local _, again = version(client)
      assert.equal(1, logins())
      assert.same({ first.kind, first.code, first.message, first.advice },
        { again.kind, again.code, again.message, again.advice })
      client:close()
    end
  end
end)

it("of what a token file tells of a refusal nothing is taken that makes no sense", function()
  local client = at(clock, wrong { tokens = path })
  local _, first = version(client)
  client:close()
  local text = assert(core_file.read_private(path))
  for _, name in ipairs { "kind", "code", "message", "http_status", "advice", "times", "again" } do
    for _, value in ipairs { "{}", "true", "[1]", "-1e9", '"a\\u001b[31m\\nsecond line"' } do
      local damaged, count = text:gsub(('"%s":"[^"]*"'):format(name), ('"%s":%s'):format(name, value))
      if count == 0 then
        damaged, count = text:gsub(('"%s":[%%d.]+'):format(name), ('"%s":%s'):format(name, value))
      end
      assert.equal(1, count, name)
      assert(core_file.write_private(path, damaged))
      local none, err = version(at(clock, wrong { tokens = path }))
      assert.is_nil(none)
      assert.equal("auth", err.kind)
      assert.is_nil(tostring(err):find "%c")
      assert.truthy(tostring(err):find("log-in failed", 1, true), tostring(err))
    end
  end
  assert.equal("Server.Session.auth_failed", first.code)
end)
