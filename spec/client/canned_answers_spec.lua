-- The operations, against canned answers: what exactly is sent, and what is made of the answer.
local canned = require "support.canned"
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"

local client, fault = canned.client, canned.fault

describe("create, update, delete and get", function()
  it("send attributes as PortaBilling documents them, booleans in each field's own style", function()
    local c, driver = client { { body = '{"i_account":42}' } }
    local account = assert(c:create("Account", "account", {
      account_info = { id = "16045550100", i_customer = 17, billing_model = 1, blocked = false, is_active = true },
      generate_web_password = true,
    }))
    assert.equal("42", tostring(account.i_account))
    assert.equal('{"params":{"account_info":{"billing_model":1,"blocked":"N","i_customer":17,"id":"16045550100",'
      .. '"is_active":1},"generate_web_password":1}}', driver.requests[1].body)
    assert.equal("add_account", driver.requests[1].method)
    assert.equal("Authorization: Bearer replayed-access", driver.requests[1].authorization)
  end)

  it("call the service's own verbs", function()
    local c, driver = client(function() return { body = "" } end)
    assert.same({}, c:delete("Account", "account", { i_account = 9 }))
    assert.same({}, c:update("Account", "account", { account_info = { i_account = 9, blocked = true } }))
    assert.same({}, c:create("DID", "number", { number_info = { number = "16045550111" } }))
    assert.same({}, c:create("Customer", "extension", { i_customer = 1, id = "101" }))
    local methods = {}
    for i, request in ipairs(driver.requests) do
      methods[i] = request.service .. "/" .. request.method
    end
    assert.same({ "Account/terminate_account", "Account/update_account", "DID/add_number",
      "Customer/add_customer_extension" }, methods)
    assert.equal('{"params":{"account_info":{"blocked":"Y","i_account":9}}}', driver.requests[2].body)
  end)

  it("sends empty params as an object", function()
    local c, driver = client { { body = "{}" } }
    c:call("Customer", "get_customer_info")
    assert.equal('{"params":{}}', driver.requests[1].body)
  end)

  it("explain a forgotten wrapper", function()
    local c, driver = client {}
    local ok, message = pcall(c.create, c, "Account", "account", { id = "1" })
    assert.is_false(ok)
    assert.truthy(message:find("put them into account_info = { ... }", 1, true))
    assert.same({}, driver.requests)
  end)

  it("unwrap the record of a get; 200 without it is not_found", function()
    local c = client {
      { body = '{"customer_info":{"i_customer":17,"name":"x","credit_limit":null}}' },
      { body = '{"customer_info":{"i_customer":17,"name":"x","credit_limit":null}}' },
      { body = "{}" }, { body = '{"customer_info":{}}' }, { body = '{"customer_info":[]}' },
      { body = '{"customer_info":null}' }, { body = "" },
    }
    local customer = assert(c:get("Customer", "customer", { i_customer = 17 }))
    assert.same({ i_customer = 17, name = "x" }, customer)
    assert.equal(pb.null, assert(c:get("Customer", "customer", { i_customer = 17 }, { keep_null = true })).credit_limit)
    for _ = 1, 5 do
      local none, err = c:get("Customer", "customer", { i_customer = 18 })
      assert.is_nil(none)
      assert.equal("not_found", err.kind)
      assert.equal("yes", err.sent)
    end
  end)

  it("refuse what cannot be sent, with the path, and send nothing", function()
    local c, driver = client {}
    local none, err = c:create("Account", "account", { account_info = { service_features = { { name = "x" },
      { attributes = print } } } })
    assert.is_nil(none)
    assert.equal("config", err.kind)
    assert.equal("no", err.sent)
    assert.equal("account_info.service_features[2].attributes", err.path)
    assert.truthy(tostring(err):find("account_info.service_features[2].attributes", 1, true))
    assert.same({}, driver.requests)
  end)

  it("give the fault as an object", function()
    local c = client { fault("Client.Customer.too_short.customer_info.login", "login is too short") }
    local none, err = c:create("Customer", "customer", { customer_info = { login = "x" } })
    assert.is_nil(none)
    assert.same({ "fault", "Client.Customer.too_short.customer_info.login", "login is too short", "Customer",
      "add_customer", 500, "yes", false, "customer_info.login" }, { err.kind, err.code, err.message, err.service,
      err.method, err.http_status, err.sent, err.retryable, err.path })
  end)

  it("tell after an unknown outcome how to find out", function()
    local c = client { { failed = "RECV_ERROR", message = "connection reset", handed_over = true } }
    local none, err = c:create("Account", "account", { account_info = { id = "16045550100" } })
    assert.is_nil(none)
    assert.equal("unknown", err.sent)
    assert.truthy(tostring(err):find('pb.get("Account", "account", { id = "16045550100" })', 1, true))
  end)
end)

describe("retries", function()
  local refused = { failed = "COULDNT_CONNECT", message = "refused" }
  local cut = { failed = "RECV_ERROR", message = "cut", handed_over = true }
  local gateway = { status = 502, body = "<html>Bad gateway</html>", content_type = "text/html" }

  it("repeat a read after a broken connection or a gateway's answer", function()
    local c = client { cut, gateway, { body = '{"customer_info":{"i_customer":1}}' } }
    assert.equal(1, assert(c:get("Customer", "customer", { i_customer = 1 })).i_customer)
  end)

  it("stop after three attempts, or as told", function()
    local c, driver = client { cut, cut, cut, cut }
    local _, err = c:get("Customer", "customer", { i_customer = 1 })
    assert.equal(3, err.attempts)
    assert.equal(3, #driver.requests)
    assert.is_true(err.retryable)
    _, err = c:get("Customer", "customer", { i_customer = 1 }, { retries = 0 })
    assert.equal(1, err.attempts)
  end)

  it("repeat a change only when it was certainly not sent", function()
    local c = client { refused, refused, { body = '{"i_account":1}' } }
    assert.equal(1, assert(c:create("Account", "account", { account_info = { id = "1" } })).i_account)
    for _, broken in ipairs { cut, gateway, { failed = "OPERATION_TIMEDOUT", handed_over = true, timed_out = true } } do
      local other, driver = client { broken, { body = '{"i_account":1}' } }
      local none, err = other:create("Account", "account", { account_info = { id = "1" } })
      assert.is_nil(none)
      assert.equal("unknown", err.sent)
      assert.is_false(err.retryable)
      assert.equal(1, #driver.requests)
    end
  end)

  it("never repeat a fault", function()
    local c, driver = client { fault "Server.Customer.trouble", { body = "{}" } }
    local _, err = c:get("Customer", "customer", { i_customer = 1 })
    assert.equal("fault", err.kind)
    assert.equal(1, #driver.requests)
  end)

  it("show the first bytes of an answer that is not PortaBilling's", function()
    local c = client { { status = 200, body = "<html>\n <h1>Captive portal</h1>", content_type = "text/html" } }
    local _, err = c:create("Account", "account", { account_info = { id = "1" } })
    assert.equal("http", err.kind)
    assert.equal("unknown", err.sent)
    assert.truthy(tostring(err):find("<html> <h1>Captive portal</h1>", 1, true))
  end)

  it("say so when the answer is JSON that cannot be read", function()
    local c = client { { body = '{"i_account":' } }
    local _, err = c:create("Account", "account", { account_info = { id = "1" } })
    assert.equal("decode", err.kind)
    assert.equal("unknown", err.sent)
  end)
end)

describe("call", function()
  it("takes any plain name and refuses others", function()
    local c, driver = client { { body = '{"xdrs_rerated":3}' } }
    assert.equal(3, assert(c:call("Tariff", "rerate_xdrs", { owner = "customer" })).xdrs_rerated)
    for _, name in ipairs { "a/b", "x y", "a\r\nb", "", "../x", "a?b" } do
      assert.is_false(pcall(c.call, c, "Tariff", name))
      assert.is_false(pcall(c.call, c, name, "rerate_xdrs"))
    end
    assert.equal(1, #driver.requests)
  end)

  it("recognises a file", function()
    local c = client { { body = "%PDF-1.4", content_type = "application/pdf",
      disposition = 'attachment; filename="../../etc/inv 1.pdf"' } }
    assert.same({ filename = "inv 1.pdf", content_type = "application/pdf", body = "%PDF-1.4", bytes = 8 },
      c:call("Invoice", "get_invoice_info", { i_invoice = 1, get_pdf = true }))
  end)

  it("hints at the nearest name when the server knows no such method", function()
    local c = client { fault("Client.unknown_method", "unknown method") }
    local _, err = c:call("Account", "get_acount_info", {})
    assert.truthy(err.advice:find("get_account_info", 1, true))
  end)
end)

describe("dry_run", function()
  it("returns the exact request with secrets redacted, and sends nothing", function()
    local c, driver = client {}
    local request = assert(c:create("Account", "account", {
      account_info = { id = "1", h323_password = "marker-password", list = pb.array {}, none = pb.null },
    }, { dry_run = true }))
    assert.equal("https://localhost:8443/rest/Account/add_account", request.url)
    assert.equal('{"params":{"account_info":{"h323_password":"***","id":"1","list":[],"none":null}}}', request.body)
    assert.equal("Bearer ***", request.headers.Authorization)
    assert.same({}, driver.requests)
  end)

  for wire, options in pairs { json = {}, form = {}, ["session id"] = { replay = { sessions = true } } } do
    it("shows what is then sent, by the wire " .. wire, function()
      local session = { body = '{"session_id":"marker-id"}' }
      options.wire = wire == "form" and "form" or nil
      local c, driver = client(function(request)
        return request.method == "login" and session or { body = "{}" }
      end, options)
      local attributes = { account_info = { id = "a&b=\195\169 \"c\"", note = "x y" } }
      local before = c:create("Account", "account", attributes, { dry_run = true })
      assert(c:create("Account", "account", attributes))
      local shown = c:create("Account", "account", attributes, { dry_run = true })
      local sent = driver.requests[#driver.requests]
      local function masked(text)
        return text and (text:gsub("replayed%-%a+", "***"):gsub("marker%-id", "***"):gsub("%*", function()
          return wire == "form" and "%2A" or nil
        end))
      end
      assert.equal(masked(sent.body), shown.body)
      assert.equal(sent.authorization and masked(sent.authorization):match "^Authorization: (.*)",
        shown.headers.Authorization)
      if wire ~= "session id" then -- not known before the log-in
        assert.same(shown, before)
      end
    end)
  end
end)

describe("the log option", function()
  it("receives one event per attempt, with the reason and without secrets", function()
    local events = {}
    local c = client({ { failed = "RECV_ERROR", message = "cut", handed_over = true }, { body = "{}" } },
      { log = function(event) events[#events + 1] = event end })
    c:call("Account", "get_account_info", { h323_password = "marker-password" }, { reason = "ticket 7" })
    local brief = {}
    for i, event in ipairs(events) do
      brief[i] = { event.event, event.service .. "/" .. event.method, event.attempt, event.failed or event.http_status,
        event.reason }
      for _, value in pairs(event) do
        assert.is_nil(tostring(value):find("marker", 1, true))
      end
    end
    assert.same({ { "attempt", "Session/login", 1, 200, "ticket 7" },
      { "attempt", "Account/get_account_info", 1, "RECV_ERROR", "ticket 7" },
      { "attempt", "Account/get_account_info", 2, 200, "ticket 7" } }, brief)
  end)

  it("is told of options that weaken security", function()
    local said = {}
    client({}, { verify = false, log = function(event) said[#said + 1] = event.message end })
    assert.equal(1, #said)
    assert.truthy(said[1]:find("verify = false", 1, true))
  end)
end)

describe("a client", function()
  it("shows no secret in tostring, and refuses calls once it is closed", function()
    local c = client {}
    assert.equal("portabilling client (https://localhost:8443, login api)", tostring(c))
    c:close()
    c:close()
    assert.is_false(pcall(c.call, c, "Account", "get_account_info"))
  end)

  it("takes its own secrets out of what the server says", function()
    local c = client { fault("Server.Account.trouble", "no, marker-token and replayed-access are not welcome") }
    local _, err = c:call("Account", "get_account_info")
    assert.equal("no, *** and *** are not welcome", err.message)
  end)
end)

describe("the default client", function()
  it("says what is missing when nothing is configured", function()
    pb.close()
    local none, err = pb.create("Account", "account", { account_info = {} })
    assert.is_nil(none)
    assert.equal("config", err.kind)
    assert.truthy(tostring(err):find("PORTABILLING_URL", 1, true))
    local ok, raised = pcall(pb.list, "Account", "account")
    assert.is_false(ok)
    assert.equal("config", raised.kind)
  end)

  it("is made by connect, and serves the module's functions", function()
    local driver = replay.open { { body = '{"i_account":5}' } }
    pb.connect { url = "https://localhost", login = "a", token = "t-t-t", driver = driver }
    assert.equal(5, assert(pb.create("Account", "account", { account_info = {} })).i_account)
    pb.close()
    assert.is_true(driver.closed)
  end)

  it("lists services and records", function()
    assert.truthy(#pb.services() > 60)
    local names = {}
    for _, item in ipairs(pb.records "Account") do
      names[item.record] = item.operations.create
    end
    assert.equal("add_account", names.account)
    assert.equal("add_alias", names.alias)
    local ok, message = pcall(pb.records, "acount")
    assert.is_false(ok)
    assert.truthy(message:find("Account", 1, true))
  end)
end)

describe("the names of a service and a method", function()
  it("have one limit, whoever asks", function()
    local c = client(function() return { body = "{}" } end)
    local longest = ("x"):rep(127)
    assert(c:call(longest, longest))
    for _, name in ipairs { longest .. "x", "", "a b", "a\0b" } do
      for _, names in ipairs { { name, "a" }, { "a", name } } do
        local ok, message = pcall(function() c:call(names[1], names[2]) end)
        assert.is_false(ok)
        assert.matches("canned_answers_spec.lua:%d+: call: %a+ must be a plain name", message)
      end
    end
  end)
end)
