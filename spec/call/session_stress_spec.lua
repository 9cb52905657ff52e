-- Sessions that die at the worst moment: counted at the server.
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local sandbox = require "portabilling.sandbox"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local stats, version = w.stats, world.version

-- Makes n calls at once and waits for all; returns the errors.
local function many(client, n)
  local tasks, list, errors = client.driver.tasks, {}, {}
  for i = 1, n do
    list[i] = tasks:spawn(version, client)
  end
  for i = 1, n do
    tasks:join(list[i])
    errors[#errors + 1] = list[i].extra
  end
  return errors
end

describe("many calls in flight", function()
  it("log in once from a cold start", function()
    local client = w.client()
    assert.same({}, many(client, 50))
    assert.equal(1, stats().logins)
    assert.equal(50, w.calls "Generic/get_version")
  end)

  it("renew once when the token dies under them, and all succeed", function()
    local client = w.client()
    assert(version(client))
    assert(w.sandbox:expire_sessions "access_tokens")
    assert.same({}, many(client, 50))
    assert.same({ 1, 1 }, { stats().logins, stats().refreshes })
    assert(w.sandbox:expire_sessions())
    assert.same({}, many(client, 50))
    assert.equal(2, stats().logins)
  end)

  it("share the outcome of one refused log-in", function()
    local client = w.client { login = w.sandbox.login, token = "wrong-token" }
    local errors = many(client, 20)
    assert.equal(20, #errors)
    for _, err in ipairs(errors) do
      assert.equal("Server.Session.auth_failed", err.code)
      assert.equal("no", err.sent)
    end
    assert.equal(1, stats().failed_logins)
  end)
end)

describe("short lifetimes", function()
  for _, lifetime in ipairs { 900, 5, 1 } do
    it(("of %d s do not make every call log in"):format(lifetime), function()
      assert(w.sandbox:set { access_token_lifetime = lifetime })
      local client = w.client()
      for _ = 1, 20 do
        assert(version(client))
      end
      assert.equal(1, stats().logins)
      assert.is_true(stats().refreshes < 20)
    end)
  end

  it("end in a refresh, not in an error", function()
    assert(w.sandbox:set { access_token_lifetime = 1 })
    local client = w.client()
    local calls = 0
    repeat -- until the second is over
      assert(version(client))
      calls = calls + 1
    until stats().refreshes > 0 or calls > 20000
    assert.equal(1, stats().logins)
    assert.is_true(stats().refreshes > 0)
  end)
end)

describe("a session", function()
  it("that ended by inactivity, long before its token expires, is renewed", function()
    assert(w.sandbox:set { inactivity_timeout = 600 })
    local client = w.client()
    assert(version(client))
    assert(w.sandbox:set { clock_skew = 700 })
    assert(version(client))
    assert.equal(2, w.calls "Generic/get_version" - 1)
  end)

  it("whose refresh token somebody else used is opened anew", function()
    local path = world.path()
    local first = w.client { tokens = path }
    assert(version(first))
    local second = w.client { tokens = path }
    assert(version(second))
    os.remove(path) -- from here on they do not tell each other
    assert(w.sandbox:expire_sessions "access_tokens")
    assert(version(first))
    os.remove(path)
    assert(version(second))
    assert.same({ 2, 1 }, { stats().logins, stats().refreshes })
    os.remove(path)
    os.remove(path .. ".lock")
  end)

  it("taken from a store that is as dead as one's own does not cost the call", function()
    local path = world.path()
    local first = w.client { tokens = path }
    assert(version(first))
    local second = w.client { tokens = path }
    assert(version(second))
    assert(w.sandbox:expire_sessions())
    assert(version(first)) -- the store now has a newer token
    assert(w.sandbox:expire_sessions())
    assert(version(second)) -- its own is dead, and so is the stored one
    assert.equal(3, stats().logins)
    os.remove(path)
    os.remove(path .. ".lock")
  end)

  it("survives a restart of the server, in the middle of a list", function()
    local directory = world.path()
    shell.output("mkdir " .. directory)
    local server = assert(sandbox.start { size = 120, directory = directory })
    shell.output(("cp %s %s/trusted.pem"):format(server.ca_file, directory))
    local client = w.client { url = server.url.admin, login = server.login, token = server.token,
      ca_file = directory .. "/trusted.pem" }
    local ids = {}
    for customer, n in client:list("Customer", "customer", nil, { page_size = 30, prefetch = 0 }) do
      ids[n] = customer.i_customer
      if n == 40 then
        server:stop()
        server = assert(sandbox.start { size = 120, ports = server.ports, directory = directory })
        -- The new one made itself a new certificate authority, which the client has to be told of.
        client.driver.settings.ca_file = server.ca_file
        if client.driver.configure then -- inside nginx, nginx.conf says whom to trust
          client.driver:configure()
        end
      end
    end
    assert.equal(120, #ids)
    client:close()
    server:stop()
    shell.output("rm -rf " .. directory)
  end)

  it("works with a clock an hour off, either way, whatever the server tells of its lifetimes", function()
    for _, skew in ipairs { -3600, 3600 } do
      for _, expires_in in ipairs { true, false } do
        assert(w.sandbox:reset())
        assert(w.sandbox:set { clock_skew = skew, expires_in = expires_in, access_token_lifetime = 900 })
        local client = w.client()
        for _ = 1, 5 do
          assert(version(client))
        end
        assert.same({ 1, 0 }, { stats().logins, stats().refreshes })
      end
    end
  end)
end)

describe("a log-in", function()
  it("answered by a gateway is tried again, and then told as what it is", function()
    local client = w.client { retries = 1 }
    assert(w.sandbox:inject { method = "Session/login", action = "status", status = 502, times = 1 })
    assert(version(client))
    client = w.client { retries = 1 }
    assert(w.sandbox:inject { method = "Session/login", action = "status", status = 502, times = 5 })
    local _, err = client:create("Account", "account", { account_info = { id = "1" } })
    assert.same({ "http", 502, "no", true }, { err.kind, err.http_status, err.sent, err.retryable })
    assert.truthy(tostring(err):find("log-in failed: HTTP 502 instead of PortaBilling's answer", 1, true))
  end)

  it("over a connection that is not to be trusted is not worth retrying #libcurl", function()
    local client = pb.new { url = w.sandbox.url.admin, login = "api", token = "api-token" }
    local _, err = client:call("Generic", "get_version")
    assert.same({ "PEER_FAILED_VERIFICATION", "no", false }, { err.code, err.sent, err.retryable })
  end)

  it("that gives tokens no header can carry is refused", function()
    local body = '{"access_token":"a\\r\\nX-Evil: 1","session_id":"s","expires_in":900}'
    local server = rawserver.start { rawserver.json(body) }
    local client = pb.new { url = server.url, login = "api", token = "api-token" }
    local _, err = client:call("Generic", "get_version")
    assert.equal("auth", err.kind)
    assert.equal(1, server.count())
    client:close()
    server.stop()
  end)

  it("that was locked out is not tried again by itself", function()
    assert(w.sandbox:set { lockout_after = 1 })
    local wrong = w.client { login = w.sandbox.login, token = "wrong-token" }
    assert.is_nil((version(wrong)))
    local right = w.client()
    local _, err = version(right)
    assert.equal("Server.Session.cannot_login_brute_force_activity", err.code)
    assert.equal(2, w.calls "Session/login")
  end)
end)
