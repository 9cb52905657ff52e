-- Sessions against the sandbox: counted at the server.
local pb = require "portabilling"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local stats = w.stats

describe("a session", function()
  it("is opened once, by token or by password, and used by all calls", function()
    for _, secret in ipairs { "token", "password" } do
      assert(w.sandbox:reset())
      local client = w.client { login = w.sandbox.login, [secret] = w.sandbox[secret] }
      for _ = 1, 3 do
        assert(client:get("Customer", "customer", { i_customer = 1 }) or true)
      end
      assert.equal(1, stats().logins)
      assert.equal(1, stats().connections)
    end
  end)

  it("that died in the middle of a list is renewed, and the list is whole", function()
    local client = w.client()
    local ids, n = {}, 0
    for customer in client:list("Customer", "customer", nil, { page_size = 20 }) do
      n = n + 1
      assert.is_nil(ids[customer.i_customer])
      ids[customer.i_customer] = true
      if n == 30 then
        assert(w.sandbox:expire_sessions())
      end
    end
    assert.equal(120, n)
    assert.equal(2, stats().logins)
  end)

  it("whose access token expired is refreshed, without the password", function()
    local client = w.client()
    assert(client:call("Generic", "get_version"))
    assert(w.sandbox:expire_sessions "access_tokens")
    assert(client:call("Generic", "get_version"))
    assert.same({ 1, 1 }, { stats().logins, stats().refreshes })
  end)

  it("that died does not keep a change from being made, once", function()
    local client = w.client()
    assert(client:login())
    assert(w.sandbox:expire_sessions())
    assert(client:create("Customer", "customer", { customer_info = { name = "Once Ltd", iso_4217 = "USD" } }))
    assert.equal(1, #assert(client:collect("Customer", "customer", { name = "Once Ltd" })))
  end)

  it("is ended by logout, and opened again by the next call", function()
    local client = w.client()
    assert.is_true(client:ping())
    assert.is_true(client:logout())
    assert.equal(0, stats().sessions)
    assert(client:call("Generic", "get_version"))
    assert.equal(2, stats().logins)
  end)

  it("is found dead by ping, whichever way the server says so", function()
    for _, way in ipairs { "zero", "fault" } do
      assert(w.sandbox:set { dead_ping = way })
      local client = w.client()
      assert.is_true(client:ping())
      assert(w.sandbox:expire_sessions())
      assert.is_false(client:ping())
    end
  end)

  it("works when the server tells no lifetime, and when its clock is an hour off", function()
    for _, skew in ipairs { -3600, 3600 } do
      assert(w.sandbox:set { clock_skew = skew, expires_in = false, access_token_lifetime = 900 })
      local client = w.client()
      for _ = 1, 3 do
        assert(client:call("Generic", "get_version"))
      end
      client:close()
    end
    assert.same({ 2, 0 }, { stats().logins, stats().refreshes })
  end)
end)

describe("a refused log-in", function()
  it("is tried once, and nothing else is sent", function()
    local client = w.client { login = w.sandbox.login, token = "00000000-0000-0000-0000-000000000000" }
    local none, err = client:create("Account", "account", { account_info = { id = "1" } })
    assert.is_nil(none)
    assert.equal("auth", err.kind)
    assert.equal("Server.Session.auth_failed", err.code)
    assert.equal("no", err.sent)
    assert.equal(1, stats().failed_logins)
    assert.equal(1, stats().total)
  end)

  it("because the password must be changed says how", function()
    local login = w.sandbox.logins.must_change
    local client = w.client { login = login.login, password = login.password }
    local _, err = client:call("Generic", "get_version")
    assert.equal("Server.Session.alert_You_must_change_password", err.code)
    assert.truthy(tostring(err):find("change_password", 1, true))
  end)

  it("because the password must be changed goes, once its advice was followed word by word", function()
    local login = w.sandbox.logins.must_change
    local options = { url = w.sandbox.url.admin, ca_file = w.sandbox.ca_file, login = login.login,
      password = login.password }
    pb.connect(options)
    local _, err = pb.call("Generic", "get_version")
    local advice = assert(err.advice:match "pb%.call%b()", err.advice)
    local script = advice:gsub("login = %.%.%.", ("login = %q"):format(login.login))
      :gsub("new_password = %.%.%.", 'new_password = "another-Passw0rd"')
      :gsub("password = %.%.%.", ("password = %q"):format(login.password))
    local before = stats().methods["Session/login"]
    local run = assert(load("local pb = ... return " .. script))
    assert.equal(1, assert(run(pb)).success)
    assert.equal(before, stats().methods["Session/login"])
    options.password = "another-Passw0rd"
    pb.connect(options)
    assert(pb.call("Generic", "get_version"))
    pb.close()
  end)

  it("keeps no call back whose parameters say who calls", function()
    local client = w.client { login = w.sandbox.login, token = "00000000-0000-0000-0000-000000000000" }
    local opened = assert(client:call("Session", "login", { login = w.sandbox.login, token = w.sandbox.token }))
    local token = { access_token = opened.access_token }
    assert.is_true(assert(client:call("Session", "ping", token)).user_id > 0)
    token.access_token = assert(client:call("Session", "refresh_access_token",
      { refresh_token = opened.refresh_token })).access_token
    assert.equal(1, assert(client:call("Session", "logout", token)).success)
    assert.equal(0, stats().failed_logins)
    for _, wire in ipairs { "json", "form" } do
      local request = assert(w.client { wire = wire }:call("Session", "change_password", { login = "x" },
        { dry_run = true }))
      assert.is_nil(request.headers.Authorization)
      assert.is_nil(request.body:find("auth_info", 1, true))
    end
  end)
end)

describe("a log-out", function()
  it("does not forget the session that a call has opened meanwhile", function()
    local client = w.client()
    local tasks = client.driver.tasks
    assert(client:login())
    assert(w.sandbox:inject { method = "Session/logout", action = "slow", seconds = 1, times = 1 })
    local ending = tasks:spawn(client.logout, client)
    assert(w.sandbox:expire_sessions())
    assert(client:call("Generic", "get_version"))
    assert.is_false(ending.finished)
    tasks:join(ending)
    assert.is_false(ending.result)
    assert(client:call("Generic", "get_version"))
    assert.equal(2, stats().logins)
  end)
end)

describe("login_as", function()
  it("acts as an account in its own realm, and survives the loss of that session", function()
    local login = w.sandbox.logins.account
    local client = w.client()
    local child = assert(client:login_as { login = login.login, realm = "account", url = w.sandbox.url.account })
    assert.equal(login.i_account, assert(child:get("Account", "account")).i_account)
    assert(w.sandbox:expire_sessions())
    assert.equal(login.i_account, assert(child:get("Account", "account")).i_account)
    child:close()
    assert(client:call("Generic", "get_version"))
  end)

  it("asks for the url when it cannot be told", function()
    local none, err = w.client():login_as { login = "x", realm = "account" }
    assert.is_nil(none)
    assert.equal("config", err.kind)
  end)
end)

describe("the file token store", function()
  local path
  before_each(function()
    path = world.path()
  end)
  after_each(function()
    os.remove(path)
    os.remove(path .. ".lock")
  end)

  -- Another process that makes one call with the same store; fails the spec when that fails.
  local function process()
    local script = ([[
      local pb = require "portabilling"
      pb.connect { url = %q, login = %q, token = %q, ca_file = %q, tokens = %q }
      assert(pb.call("Generic", "get_version"))
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, path)
    return shell.lua(script)
  end

  it("saves the log-in of the next process", function()
    for _ = 1, 3 do
      process():wait()
    end
    assert.equal(1, stats().logins)
  end)

  it("lets one of many processes log in while the others wait for it", function()
    local running = {}
    for i = 1, 6 do
      running[i] = process()
    end
    for i = 1, 6 do
      running[i]:wait()
    end
    assert.equal(1, stats().logins)
  end)

  it("is a file that only its owner can read", function()
    local client = w.client { tokens = path }
    assert(client:login())
    assert.equal("600", shell.output("stat -c %a " .. path))
  end)

  it("renews a stored token that died", function()
    assert(w.client { tokens = path }:login())
    assert(w.sandbox:expire_sessions())
    local client = w.client { tokens = path }
    assert(client:call("Generic", "get_version"))
    assert(w.client { tokens = path }:call("Generic", "get_version"))
    assert.equal(2, stats().logins)
  end)

  it("is emptied by logout, by another process's client too", function()
    assert(w.client { tokens = path }:login())
    assert.is_true(w.client { tokens = path }:logout())
    assert(w.client { tokens = path }:login())
    assert.equal(2, stats().logins)
  end)

  it("keeps a newer session of somebody else when an older one is ended", function()
    local old = w.client { tokens = path }
    assert(old:login())
    assert(w.sandbox:expire_sessions())
    assert(w.client { tokens = path }:login())
    local newer = w.client { tokens = path }
    assert(newer:call("Generic", "get_version"))
    assert.equal(2, stats().logins)
    assert.is_false(old:logout())
    assert(old:call("Generic", "get_version"))
    assert(w.client { tokens = path }:call("Generic", "get_version"))
    assert.equal(2, stats().logins)
  end)

  it("keeps the logins of several servers and users apart", function()
    local login = w.sandbox.logins.customer
    assert(w.client { tokens = path }:login())
    local customer = w.client { tokens = path, url = w.sandbox.url.customer, login = login.login,
      password = login.password }
    assert(customer:login())
    assert(w.client { tokens = path }:call("Generic", "get_version"))
    assert.equal(2, stats().logins)
  end)

  it("refuses a file that others can read, and sends nothing", function()
    assert(w.client { tokens = path }:login())
    shell.output("chmod 644 " .. path)
    local none, err = w.client { tokens = path }:call("Generic", "get_version")
    assert.is_nil(none)
    assert.equal("config", err.kind)
    assert.equal("no", err.sent)
    assert.truthy(tostring(err):find("644", 1, true))
    assert.equal(1, stats().total)
  end)

  it("logs in anew over contents that make no sense", function()
    local file = assert(io.open(path, "wb"))
    file:write '{"format":"portabilling tokens 1","sessions":'
    file:close()
    shell.output("chmod 600 " .. path)
    assert(w.client { tokens = path }:login())
    assert(w.client { tokens = path }:login())
    assert.equal(1, stats().logins)
  end)
end)
