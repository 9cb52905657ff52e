-- Sessions, against canned answers: what exactly is sent for them, and when.
local canned = require "support.canned"
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"

local client, fault, LOST = canned.client, canned.fault, canned.LOST

describe("sessions", function()
  local tokens = { body = '{"access_token":"A","refresh_token":"R","session_id":"S","expires_in":1000}' }
  local renewed = { body = '{"access_token":"A2","refresh_token":"R2","expires_in":1000}' }

  local function methods(driver)
    local list = {}
    for i, request in ipairs(driver.requests) do
      list[i] = request.method .. (request.authorization and " " .. request.authorization:match("%S+$") or "")
    end
    return list
  end

  local function sessions(answers, options)
    options = options or {}
    options.replay = { sessions = true }
    return client(answers, options)
  end

  it("log in by token at the first call, and by password when that is given", function()
    local c, driver = sessions { tokens, { body = "{}" } }
    c:call("Customer", "get_customer_info")
    assert.same({ "login", "get_customer_info A" }, methods(driver))
    assert.same({ login = "api", token = "marker-token" }, driver.requests[1].params)
    local other = replay.open({ tokens }, { sessions = true })
    assert(pb.new { url = "https://localhost", login = "api", password = "pass", driver = other }:login())
    assert.same({ login = "api", password = "pass" }, other.requests[1].params)
  end)

  it("refresh ahead of expiry, and not before every call", function()
    local c, driver = sessions { tokens, { body = "{}" }, { body = "{}" }, renewed, { body = "{}" }, { body = "{}" } }
    c:call("Customer", "get_customer_info")
    driver.clock = driver.clock + 900
    c:call("Customer", "get_customer_info")
    driver.clock = driver.clock + 50
    c:call("Customer", "get_customer_info")
    c:call("Customer", "get_customer_info")
    assert.same({ "login", "get_customer_info A", "get_customer_info A", "refresh_access_token",
      "get_customer_info A", "get_customer_info A2" }, methods(driver))
  end)

  it("renew once when the server has lost the session, and resend - a change too", function()
    local c, driver = sessions { tokens, LOST, renewed, { body = '{"i_account":1}' } }
    assert.equal(1, assert(c:create("Account", "account", { account_info = { id = "1" } })).i_account)
    assert.same({ "login", "add_account A", "refresh_access_token", "add_account A2" }, methods(driver))
  end)

  it("log in again when the refresh token is refused", function()
    local c, driver = sessions { tokens, LOST, fault "Server.Session.refresh_access_token.refresh_failed", tokens,
      { body = "{}" } }
    assert(c:call("Customer", "get_customer_info"))
    assert.same({ "login", "get_customer_info A", "refresh_access_token", "login", "get_customer_info A" },
      methods(driver))
  end)

  it("give up when the new token is refused as well", function()
    local c, driver = sessions { tokens, LOST, renewed, LOST, { body = "{}" } }
    local _, err = c:call("Customer", "get_customer_info")
    assert.equal("auth", err.kind)
    assert.equal(4, #driver.requests)
  end)

  it("never repeat a refused log-in", function()
    for _, code in ipairs { "Server.Session.auth_failed", "Server.Session.cannot_login_brute_force_activity",
      "Server.Session.alert_You_must_change_password" } do
      local c, driver = sessions { fault(code, "go away"), tokens }
      local none, err = c:create("Account", "account", { account_info = { id = "1" } })
      assert.is_nil(none)
      assert.equal("auth", err.kind)
      assert.equal(code, err.code)
      assert.equal("no", err.sent)
      assert.equal("add_account", err.method)
      assert.truthy(err.message:find("log-in failed: go away", 1, true))
      assert.truthy(err.advice)
      assert.equal(1, #driver.requests)
    end
  end)

  it("ping and log out with the token in the params", function()
    local c, driver = sessions { tokens, { body = '{"user_id":5}' }, { body = '{"user_id":0}' },
      fault "Client.Session.ping.failed_to_process_access_token", { body = '{"success":1}' } }
    assert.is_true(c:ping())
    assert.is_false(c:ping())
    assert.is_false(c:ping())
    assert.is_true(c:logout())
    assert.is_true(c:logout())
    assert.same({ "login", "ping", "ping", "ping", "logout" }, methods(driver))
    assert.same({ access_token = "A" }, driver.requests[2].params)
  end)

  it("send auth_info and params as form fields with wire = 'form'", function()
    local c, driver = sessions({ tokens, { body = "{}" } }, { wire = "form" })
    c:call("Customer", "get_customer_list", { name = "a&b=%" })
    assert.equal("auth_info=%7B%22session_id%22%3A%22S%22%7D&params=%7B%22name%22%3A%22a%26b%3D%25%22%7D",
      driver.requests[2].body)
    assert.is_nil(driver.requests[2].authorization)
  end)
end)
