-- Attributes, keys, filters and params given as read-only views: tables that are empty, and show others' fields.
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"

local function view(fields)
  return setmetatable({}, {
    __index = fields,
    __pairs = function() return next, fields, nil end,
    __newindex = function() error "read-only" end,
  })
end

local function client(answer)
  local driver = replay.open(function(request)
    return answer and answer(request) or { body = "{}" }
  end)
  return pb.new { url = "https://localhost:8443", login = "api", token = "marker-token", driver = driver }, driver
end

local INFO = view { id = "16045550100", tags = view { "a", "b" }, blocked = true }
local INFO_SENT = '{"account_info":{"blocked":"Y","id":"16045550100","tags":["a","b"]}}'

describe("a read-only view", function()
  it("is sent as what it shows, by every operation", function()
    local c, driver = client(function(request)
      return request.method == "get_account_list" and { body = '{"account_list":[{"i_account":1}]}' }
    end)
    c:create("Account", "account", view { account_info = INFO })
    c:update("Account", "account", { account_info = INFO })
    c:delete("Account", "account", view { i_account = 9 })
    c:get("Account", "account", view { i_account = 9 })
    c:call("Account", "get_account_info", view { i_account = 9 })
    c:download("Account", "get_account_info", view { i_account = 9 }, function() end)
    c:collect("Account", "account", view { i_customer = 3, limit = 1 }, { total = false })
    for _ in c:list("Account", "account", view { i_customer = 3, limit = 1, offset = 4 }, { total = false }) do end
    for _ in c:pages("Account", "account", view { i_customer = 3, limit = 1, offset = 5 }, { total = false }) do end
    for _ in c:batch("create", "Account", "account", view { { account_info = INFO } }) do end
    local bodies = {}
    for i, request in ipairs(driver.requests) do
      bodies[i] = request.body
    end
    local nine = '{"params":{"i_account":9}}'
    assert.same({ '{"params":' .. INFO_SENT .. "}", '{"params":' .. INFO_SENT .. "}", nine, nine, nine, nine,
      '{"params":{"i_customer":3,"limit":1}}', '{"params":{"i_customer":3,"limit":1,"offset":4}}',
      '{"params":{"i_customer":3,"limit":1,"offset":5}}', '{"params":' .. INFO_SENT .. "}" }, bodies)
  end)

  it("is looked into where a wrapper is wanted, and where advice is made of it", function()
    local c, driver = client(function() return { failed = "RECV_ERROR", message = "cut", handed_over = true } end)
    assert.is_false((pcall(c.create, c, "Account", "account", view { id = "1" })))
    assert.same({}, driver.requests)
    local _, err = c:create("Account", "account", view { account_info = INFO })
    assert.truthy(err.advice:find('pb.get("Account", "account", { id = "16045550100" })', 1, true))
  end)

  it("keeps its secrets out of what the server says", function()
    local c = client(function()
      return { status = 500, body = '{"faultcode":"Client.Account.weak","faultstring":"no, swordfish99 is weak"}' }
    end)
    local _, err = c:create("Account", "account", { account_info = view { id = "1", h323_password = "swordfish99" } })
    assert.equal("no, *** is weak", err.message)
  end)

  it("is an item of its own for a journal", function()
    local path = os.tmpname()
    os.remove(path)
    local c, driver = client(function() return { body = '{"i_account":5}' } end)
    local function run(...)
      for item in c:batch("create", "Account", "account", { ... }, { journal = path }) do
        assert.is_nil(item.err)
      end
      return #driver.requests
    end
    local one, two = view { account_info = view { id = "1" } }, view { account_info = view { id = "2" } }
    assert.equal(1, run(one))
    assert.equal(2, run(one, two))
    assert.equal(2, run({ account_info = { id = "1" } }, { account_info = { id = "2" } }))
    os.remove(path)
  end)
end)

describe("a view that cannot be read", function()
  local bad = setmetatable({}, { __pairs = function() error("no luck", 0) end })
  local blind = setmetatable({}, { __index = { i_account = 9 } })

  local function refused(path, none, err)
    assert.is_nil(none)
    assert.same({ "config", "UNSENDABLE_VALUE", path, "no", "Account" },
      { err.kind, err.code, err.path, err.sent, err.service })
  end

  it("is refused with its path, and nothing is sent", function()
    local c, driver = client()
    refused("account_info.x", c:create("Account", "account", { account_info = { x = bad } }))
    refused("account_info", c:update("Account", "account", { account_info = blind }))
    refused(nil, c:delete("Account", "account", blind))
    refused(nil, c:get("Account", "account", blind))
    refused("a", c:call("Account", "get_account_info", { a = blind }))
    refused("a", c:download("Account", "get_account_info", { a = bad }, function() end))
    refused("a", c:collect("Account", "account", { a = blind }))
    for _, name in ipairs { "list", "pages" } do
      local ok, err = pcall(function()
        for _ in c[name](c, "Account", "account", blind) do end
      end)
      assert.is_false(ok)
      refused(nil, nil, err)
    end
    for item in c:batch("delete", "Account", "account", { blind }) do
      assert.equal(blind, item.attributes)
      refused(nil, nil, item.err)
    end
    assert.same({}, driver.requests)
  end)
end)

describe("options given as a read-only view", function()
  local function refused(words, fn, ...)
    local ok, err = pcall(fn, ...)
    assert.is_false(ok)
    assert.truthy(tostring(err):find(words, 1, true), tostring(err))
  end

  it("are checked, and heeded, for a call", function()
    local c, driver = client(function() return { body = '{"account_info":{"id":"1","name":"x"}}' } end)
    refused("unknown option 'feilds'; did you mean 'fields'", c.get, c, "Account", "account", { i_account = 1 },
      view { feilds = { "id" } })
    refused("option 'timeout'", c.call, c, "Account", "get_account_info", {}, view { timeout = "long" })
    refused("unknown option 'page_sice'", c.collect, c, "Account", "account", {}, view { page_sice = 7 })
    refused("unknown option 'concurency'", function()
      for _ in c:batch("get", "Account", "account", { { i_account = 1 } }, view { concurency = 7 }) do end -- luacheck: ignore 542
    end)
    assert.equal(0, #driver.requests)
    assert.same({ id = "1" }, c:get("Account", "account", { i_account = 1 }, view { fields = { "id" } }))
    for item in c:batch("get", "Account", "account", { { i_account = 1 } }, view { fields = { "id" } }) do
      assert.same({ id = "1" }, item.result)
    end
  end)

  it("are checked, and heeded, for a client", function()
    local settings = { url = "https://localhost:8443", login = "api", token = "marker-token",
      driver = replay.open(function() return { body = "{}" } end) }
    assert(pb.new(view(settings))):close()
    assert(pb.connect(view(settings))):close()
    settings.pasword = "x"
    refused("unknown option 'pasword'", pb.new, view(settings))
    refused("unknown option 'pasword'", pb.connect, view(settings))
    local c = client()
    refused("unknown option 'logn'", c.login_as, c, view { logn = "x" })
    refused("unknown option 'eventz'", require("portabilling.events").new, view { eventz = 1 })
  end)

  it("are refused where they cannot be read", function()
    local c = client()
    local odd = setmetatable({}, { __pairs = function() error("no luck", 0) end })
    refused("get: options: its __pairs failed: no luck", c.get, c, "Account", "account", {}, odd)
    refused("new: options: its __pairs failed: no luck", pb.new, odd)
    refused("login_as: options: its __pairs failed: no luck", c.login_as, c, odd)
  end)

  it("are refused where they show options by __index alone: none may be lost, such as dry_run", function()
    local ALONE = "options: a table that shows fields by __index alone cannot be read whole"
    local function defaults(own)
      return setmetatable(own, { __index = { dry_run = true, timeout = "x" } })
    end
    local c, driver = client(function() return { body = '{"i_customer":1}' } end)
    local info = { customer_info = { i_customer = 1 } }
    for _, function_name in ipairs { "new", "connect" } do
      refused(function_name .. ": " .. ALONE, pb[function_name], defaults { url = "https://localhost:8443",
        login = "api", token = "marker-token", driver = driver })
    end
    for _, own in ipairs { {}, { retries = 1 } } do
      refused("update: " .. ALONE, c.update, c, "Customer", "customer", info, defaults(own))
      refused("list: " .. ALONE, c.list, c, "Customer", "customer", {}, defaults(own))
      refused("download: " .. ALONE, c.download, c, "Customer", "get_x", {}, print, defaults(own))
      refused("login: " .. ALONE, c.login, c, defaults(own))
      refused("batch: " .. ALONE, c.batch, c, "update", "Customer", "customer", { info }, defaults(own))
    end
    refused("login_as: " .. ALONE, c.login_as, c, defaults { login = "x" })
    refused("portabilling.events.new: " .. ALONE, require("portabilling.events").new,
      defaults { authorization = false })
    local none, message = require("portabilling.sandbox").start(defaults { size = "small" })
    assert.is_nil(none)
    assert.truthy(message:find("sandbox: " .. ALONE, 1, true))
    assert.same({}, driver.requests)
  end)

  it("are heeded by every call, a dry run above all", function()
    local c, driver = client(function() return { body = '{"i_customer":1}' } end)
    local dry = setmetatable({}, { __pairs = function() return next, { dry_run = true }, nil end })
    local info = { customer_info = { i_customer = 1 } }
    assert.equal("POST", c:update("Customer", "customer", info, dry).method)
    assert.equal("POST", c:download("Customer", "get_x", {}, print, dry).method)
    for item in c:batch("update", "Customer", "customer", { info }, dry) do
      assert.equal("POST", item.result.method)
    end
    assert.same({}, driver.requests)
  end)

  it("hold arrays that may be views as well", function()
    local c = client(function() return { body = '{"account_info":{"id":"1","name":"x"}}' } end)
    assert.same({ id = "1" }, c:get("Account", "account", { i_account = 1 }, { fields = view { "id" } }))
    refused("get: option 'fields': a table that shows fields by __index alone", c.get, c, "Account", "account", {},
      { fields = setmetatable({}, { __index = { "id" } }) })
    refused("portabilling.events.new: option 'authorization'", require("portabilling.events").new,
      view { authorization = view { login = "a", pasword = "b" } })
  end)

  it("are what they were when they were given", function()
    local c, driver = client(function() return { body = '{"customer_list":[{"i_customer":1}]}' } end)
    local options, told = { total = false, prefetch = 0 }, 0
    local step = c:list("Customer", "customer", {}, options)
    options.log = function() told = told + 1 end
    assert.equal(1, step().i_customer)
    assert.same({ 1, 0 }, { #driver.requests, told })
  end)
end)

describe("the source of a batch", function()
  local function count(source)
    local c, driver = client()
    for item in c:batch("update", "Account", "account", source) do
      assert.is_nil(item.err)
    end
    return #driver.requests
  end

  it("may be a view, with __pairs alone as well", function()
    local items = { { account_info = { i_account = 1 } }, { account_info = { i_account = 2 } } }
    assert.equal(2, count(view(items)))
    assert.equal(2, count(setmetatable({}, { __pairs = function() return next, items, nil end })))
  end)
end)
