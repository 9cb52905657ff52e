-- Dry runs: of one call, of a client, and of whole programs by their environment.
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"

local INFO = { account_info = { id = "1", h323_password = "marker-password" } }
local ADD = "https://localhost:8443/rest/Account/add_account"
local ADDED = '{"params":{"account_info":{"h323_password":"***","id":"1"}}}'

local function client(options)
  local settings = { url = "https://localhost:8443", login = "api", token = "marker-token" }
  local driver = replay.open(function(request)
    return { body = request.method == "get_account_list" and '{"account_list":[{"i_account":7}]}'
      or '{"account_info":{"i_account":7}}' }
  end)
  settings.driver = driver
  for name, value in pairs(options or {}) do
    settings[name] = value
  end
  return pb.new(settings), driver
end

local function listening(options)
  local events = {}
  options = options or {}
  options.log = function(event)
    if event.event == "dry_run" then
      events[#events + 1] = event
    end
  end
  return events, client(options)
end

describe("a client with dry_run", function()
  it("has lists without records, and tells the request", function()
    local events, c, driver = listening { dry_run = true, reason = "ticket 7" }
    for _ in c:list("Account", "account", { i_customer = 3, limit = 10 }) do
      error "a record"
    end
    for _ in c:pages("Account", "account", { i_customer = 3, offset = 2 }, { page_size = 5 }) do
      error "a page"
    end
    assert.same({}, c:collect("Account", "account"))
    assert.same({}, driver.requests)
    local told = {}
    for i, event in ipairs(events) do
      told[i] = { event.service, event.method, event.request.url:match "[^/]+$", event.request.body, event.reason }
    end
    local method = "get_account_list"
    assert.same({ { "Account", method, method, '{"params":{"i_customer":3,"limit":10}}', "ticket 7" },
      { "Account", method, method, '{"params":{"i_customer":3,"limit":5,"offset":2}}', "ticket 7" },
      { "Account", method, method, '{"params":{"limit":500}}', "ticket 7" } }, told)
  end)

  it("raises what makes a list unsendable", function()
    local c = client { dry_run = true }
    local ok, err = pcall(c.list, c, "Account", "account", { x = print })
    assert.is_false(ok)
    assert.equal("UNSENDABLE_VALUE", err.code)
    local none
    none, err = c:collect("Account", "account", { x = print })
    assert.is_nil(none)
    assert.equal("x", err.path)
  end)

  it("gives the request of each item, each change, each read and each file", function()
    local events, c, driver = listening { dry_run = true }
    local path = os.tmpname()
    os.remove(path)
    for item in c:batch("create", "Account", "account", { INFO, INFO }, { journal = path }) do
      assert.same({ ADD, ADDED }, { item.result.url, item.result.body })
    end
    assert.equal(ADDED, assert(c:create("Account", "account", INFO)).body)
    assert.equal('{"params":{"i_account":7}}', assert(c:get("Account", "account", { i_account = 7 })).body)
    assert.equal('{"params":{}}', assert(c:download("Invoice", "get_invoice_pdf", {}, path)).body)
    assert.is_nil(io.open(path))
    assert.equal(5, #events)
    assert.same({}, driver.requests)
  end)

  it("opens and ends no session", function()
    local events, c, driver = listening { dry_run = true, replay = nil }
    driver.sessions = true
    assert.is_true(c:login())
    assert.is_true(c:ping())
    assert.is_true(c:logout())
    local child = assert(c:login_as { login = "x", url = "https://localhost:8444" })
    assert.truthy(assert(child:get("Account", "account", {})).url:find("8444", 1, true))
    assert.same({}, driver.requests)
    assert.equal(5, #events)
  end)
end)

describe("PORTABILLING_DRY_RUN", function()
  local getenv, stderr, value, said = os.getenv, io.stderr, nil, nil

  before_each(function()
    said = {}
    os.getenv = function(name) -- luacheck: ignore
      return name == "PORTABILLING_DRY_RUN" and value or nil
    end
    io.stderr = { write = function(_, text) said[#said + 1] = text end } -- luacheck: ignore
  end)

  after_each(function()
    os.getenv, io.stderr = getenv, stderr -- luacheck: ignore
  end)

  it("= changes sends reads, and prints changes, without secrets, instead of sending them", function()
    value = "changes"
    local c, driver = client()
    local path = os.tmpname()
    os.remove(path)
    assert.equal(7, assert(c:get("Account", "account", { i_account = 7 })).i_account)
    for record in c:list("Account", "account", { limit = 1 }) do
      assert.equal(7, record.i_account)
    end
    local reads = #driver.requests
    assert.equal(ADDED, assert(c:create("Account", "account", INFO)).body)
    assert.is_table(c:call("Account", "add_account", INFO, { dry_run = false }))
    for item in c:batch("create", "Account", "account", { INFO }, { journal = path }) do
      assert.equal(ADD, item.result.url)
    end
    assert.is_true(c:logout())
    assert.equal(reads, #driver.requests)
    assert.is_nil(io.open(path))
    local line = ("portabilling: not sent (PORTABILLING_DRY_RUN=changes): POST %s %s\n"):format(ADD, ADDED)
    assert.same({ line, line, line, "portabilling: not sent (PORTABILLING_DRY_RUN=changes): Session/logout\n" }, said)
  end)

  it("= changes lets log-ins be, those of others too", function()
    value = "changes"
    local c, driver = client()
    driver.sessions = true
    driver.answers = function(request)
      return { body = request.method:find "^login" and '{"access_token":"a","expires_in":172799}'
        or '{"account_info":{"i_account":7}}' }
    end
    local child = assert(c:login_as { login = "x", url = "https://localhost:8444" })
    assert.equal(7, assert(child:get("Account", "account", {})).i_account)
    local sent = #driver.requests
    assert.is_string(assert(child:create("Account", "account", INFO)).url)
    assert.equal(sent, #driver.requests)
  end)

  it("= all sends nothing", function()
    value = "all"
    local c, driver = client()
    driver.sessions = true
    assert.is_true(c:login())
    assert.is_string(assert(c:get("Account", "account", { i_account = 7 })).url)
    for _ in c:list("Account", "account") do
      error "a record"
    end
    assert.same({}, driver.requests)
    assert.equal(3, #said)
  end)

  it("of another value makes no client", function()
    value = "yes"
    for _, make in ipairs { pb.new, pb.connect } do
      local ok, err = pcall(make, { url = "https://localhost", login = "a", token = "t-t-t" })
      assert.is_false(ok)
      assert.matches("PORTABILLING_DRY_RUN is neither \"changes\" nor \"all\"", tostring(err))
    end
    pb.close()
    local ok, err = pcall(pb.create, "Account", "account", INFO)
    assert.is_false(ok)
    assert.equal("config", err.kind)
  end)

  it("is nothing when it is empty", function()
    value = ""
    local c, driver = client()
    c:create("Account", "account", INFO)
    assert.equal(1, #driver.requests)
  end)
end)
