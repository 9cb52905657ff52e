local address = require "portabilling.config.address"
local config = require "portabilling.config"
local pb = require "portabilling"

local function settings(options)
  return config.settings(options)
end

local function complete(extra)
  local options = { url = "https://billing.example.com", login = "api", token = "secret-token" }
  for name, value in pairs(extra or {}) do
    options[name] = value
  end
  return options
end

describe("client options", function()
  it("have the documented defaults", function()
    local s = assert(settings(complete()))
    assert.same({ 60, 10, 2, 500, "json", true, false, 64 }, { s.timeout, s.connect_timeout, s.retries, s.page_size,
      s.wire, s.verify, s.insecure, s.max_depth })
  end)

  it("raise with the nearest name when misspelt", function()
    local ok, message = pcall(pb.new, complete { timout = 3 })
    assert.is_false(ok)
    assert.truthy(message:find("new: unknown option 'timout'; did you mean 'timeout'?", 1, true))
  end)

  it("raise with the names that there are when none is near", function()
    local ok, message = pcall(pb.new, complete { username = "api" })
    assert.is_false(ok)
    assert.truthy(message:find("unknown option 'username'; known: access_token, api, big_integers, ", 1, true), message)
    assert.truthy(message:find(" login, ", 1, true), message)
    assert.is_nil(message:find("journal", 1, true), "journal is a batch's")
    ok, message = pcall(config.check, { zzzzzz = 1 }, "batch", true, 1)
    assert.is_false(ok)
    assert.truthy(message:find(" journal, ", 1, true), message)
    assert.is_nil(message:find("ca_file", 1, true), "ca_file is the client's")
  end)

  local function refusal(extra)
    local ok, message = pcall(pb.new, complete(extra))
    assert.is_false(ok)
    return message
  end

  it("raise on empty credentials, not at the first call", function()
    for _, name in ipairs { "login", "token", "password" } do
      local message = refusal { [name] = "" }
      assert.truthy(message:find(("option '%s': "):format(name), 1, true), message)
      assert.truthy(message:find("got an empty one", 1, true), message)
    end
    assert.truthy(refusal({ token = "secret\n" }):find("without control characters (such as a line end)", 1, true))
  end)

  it("raise with the value where it is a number, with the nearest where there is a choice", function()
    assert.truthy(refusal({ page_size = 5000 }):find("got 5000", 1, true))
    assert.truthy(refusal({ host = "h", port = 0 }):find("a number from 1 to 65535 expected, got 0", 1, true))
    assert.truthy(refusal({ realm = "accounts" }):find("got a string; did you mean 'account'?", 1, true))
    assert.truthy(refusal({ wire = "xml" }):find('"json" or "form" expected', 1, true)) -- as portabilling.events says it
  end)

  it("raise on a host that is more than a name", function()
    for _, host in ipairs { "h:8444", "https://h", "h/x", "" } do
      assert.truthy(refusal({ host = host }):find("a host name alone", 1, true), host)
    end
    assert.equal("https://[::1]:443", settings({ host = "[::1]", login = "a", token = "t" }).url)
  end)

  it("raise on a token store or driver that lacks functions", function()
    assert.truthy(refusal({ tokens = {} }):find("with the functions load, save, lock", 1, true))
    assert.truthy(refusal({ tokens = true }):find("the path of a file", 1, true))
    local message = refusal { driver = { send = print } }
    assert.truthy(message:find("with the functions now, wall, sleep, send, close", 1, true), message)
  end)

  it("raise, without showing the value, when of the wrong type", function()
    local ok, message = pcall(pb.new, complete { token = 123456789 })
    assert.is_false(ok)
    assert.truthy(message:find("option 'token'", 1, true))
    assert.is_nil(message:find("123456789", 1, true))
  end)

  it("blame the line that gave them", function()
    local client = pb.new(complete { driver = require("portabilling.driver.replay").open {} })
    for _, call in ipairs {
      function() client:create("Account", "account", { account_info = {} }, { timout = 1 }) end,
      function() client:get("Account", "account", {}, { timout = 1 }) end,
      function() client:call("Account", "get_account_info", {}, { timout = 1 }) end,
      function() client:list("Account", "account", {}, { timout = 1 }) end,
      function() client:create("Acount", "account", {}) end,
      function() client:get("Acount", "account", {}) end,
      function() client:list("Acount", "account") end,
      function() client:create("Account", "account", { id = 1 }) end,
      function() client:create("Account", "account", 7) end,
      function() client:list("Account", "account", 7) end,
      function() client:ping { timout = 1 } end,
      function() pb.new { timout = 1 } end,
    } do
      local ok, message = pcall(call)
      assert.is_false(ok)
      assert.truthy(message:find("options_spec.lua:", 1, true), message)
    end
  end)

  it("that are counted in wholes take no fractions", function()
    for _, name in ipairs { "idle_limit", "max_age", "max_values", "max_body", "max_depth", "max_failures" } do
      local where = name == "max_failures" and "batch" or "new"
      for _, value in ipairs { 0.4, 1.5, 0, -1, 0 / 0 } do
        local ok, message = pcall(config.check, { [name] = value }, where, where == "batch", 1)
        assert.is_false(ok)
        assert.truthy(message:find(("%s: option '%s': a whole number"):format(where, name), 1, true), message)
      end
      assert.same({ [name] = 2 }, config.check({ [name] = 2 }, where, where == "batch", 1))
    end
    assert(config.check({ max_body = math.huge }, "new", false, 1))
  end)

  it("tell the client's own from those of one call", function()
    local ok, message = pcall(config.check, { url = "https://x" }, "create", true, 1)
    assert.is_false(ok)
    assert.truthy(message:find("belongs to the client", 1, true))
  end)
end)

describe("an operation", function()
  it("called with a colon on the module, or with a dot on a client, says so", function()
    for _, name in ipairs { "connect", "new", "create", "get", "list", "call", "ping" } do
      local ok, message = pcall(function() local _ = pb[name](pb, "Customer", "customer") end)
      assert.is_false(ok)
      assert.truthy(message:find(("options_spec.lua:.+: %s: call it with a dot: pb%%.%s"):format(name, name)), message)
    end
    local client = pb.new(complete { driver = require("portabilling.driver.replay").open {} })
    for _, name in ipairs { "create", "get", "list", "call", "ping", "close" } do
      local ok, message = pcall(function() local _ = client[name]("Customer", "customer") end)
      assert.is_false(ok)
      local wanted = ("options_spec.lua:.+: %s: call it with a colon: client:%s"):format(name, name)
      assert.truthy(message:find(wanted), message)
    end
    client:close()
  end)
end)

describe("the server's address", function()
  it("is a url with or without port and path", function()
    assert.equal("https://billing.example.com", settings(complete()).url)
    local function url(text)
      return settings(complete { url = text }).url
    end
    assert.equal("https://billing.example.com:8444", url "https://billing.example.com:8444/")
    assert.equal("https://[2001:db8::1]:8445/pb", url "https://[2001:db8::1]:8445/pb/")
  end)

  it("is a host with a port or a realm", function()
    local function url(options)
      options.login, options.token = "api", "t"
      return settings(options).url
    end
    assert.equal("https://h.example.com:443", url { host = "h.example.com" })
    assert.equal("https://h.example.com:8442", url { host = "h.example.com", realm = "reseller" })
    assert.equal("https://h.example.com:8444", url { host = "h.example.com", realm = "customer" })
    assert.equal("https://h.example.com:8445", url { host = "h.example.com", realm = "account" })
    assert.equal("https://h.example.com:9000", url { host = "h.example.com", port = 9000 })
    assert.equal("https://h.example.com:9000", url { host = "h.example.com", port = 9000, realm = "customer" })
    assert.equal("https://h.example.com:9000", url { url = "https://h.example.com:9000", realm = "customer" })
  end)

  it("refuses what is no plain address", function()
    for _, url in ipairs { "billing.example.com", "ftp://h", "https://", "https://user:pw@h", "https://h?x=1",
      "https://h#x", "https://h:99999", "https://h:0", "https://h:port", "https://h h", "https:///path" } do
      local s, err = settings(complete { url = url })
      assert.is_nil(s, url)
      assert.equal("config", err.kind)
    end
    assert.is_false(pcall(config.check, { url = "https://h\r\nX: y" }, "new", false, 1))
  end)

  it("is the server's, not a method's", function()
    for _, url in ipairs { "https://h/rest", "https://h/rest/", "https://h/rest/Account/get_account_info" } do
      local s, err = settings(complete { url = url })
      assert.is_nil(s, url)
      assert.truthy(err.message:find("leave out /rest", 1, true), url)
    end
    assert.truthy(settings(complete { url = "https://h/restful" }))
  end)

  it("is plain http only on the loopback, or when that is spelt out", function()
    assert.truthy(settings(complete { url = "http://127.0.0.1:8080" }))
    assert.truthy(settings(complete { url = "http://localhost" }))
    assert.truthy(settings(complete { url = "http://[::1]" }))
    local s, err = settings(complete { url = "http://billing.example.com" })
    assert.is_nil(s)
    assert.truthy(err.message:find("insecure = true", 1, true))
    assert.truthy(settings(complete { url = "http://billing.example.com", insecure = true }))
    assert.is_nil((settings(complete { url = "http://localhost.example.com" })))
    assert.is_nil((settings(complete { url = "http://127.0.0.1.example.com" })))
  end)

  it("has a realm: the one that is named, or whose usual port it has", function()
    local function realm(url, named)
      return address.realm(settings(complete { url = url, realm = named }))
    end
    assert.equal("admin", realm "https://h")
    assert.equal("reseller", realm "https://h:8442")
    assert.equal("customer", realm "https://h:8444/pb")
    assert.equal("account", realm "http://localhost:8445")
    assert.equal("admin", realm "https://h:9000")
    assert.equal("customer", realm("https://h:8445", "customer"))
  end)

  it("tells where the description of the API is: on host and port, of the realm", function()
    local function urls(url, named)
      return address.descriptions(settings(complete { url = url, realm = named }))
    end
    assert.same({ "https://h.example.com:443/doc/api/AdminInterface.json" }, urls "https://H.example.com/pb")
    assert.same({ "https://h:8442/doc/api/ResellerInterface.json", "https://h:8442/doc/api/AdminInterface.json" },
      urls "https://h:8442")
    assert.same({ "https://[::1]:9000/doc/api/AccountInterface.json" }, urls("https://[::1]:9000", "account"))
  end)

  it("of another realm is told from the usual ports only", function()
    local function other(url)
      return address.realm_url(settings(complete { url = url }), "account")
    end
    assert.equal("https://h.example.com:8445", other "https://h.example.com")
    assert.equal("https://h.example.com:8445", other "https://h.example.com:8444")
    assert.is_nil(other "https://h.example.com:12345")
  end)
end)

describe("credentials", function()
  it("are a login with a token or a password, not both", function()
    assert.truthy(settings { url = "https://h", login = "a", password = "p" })
    for _, options in ipairs { { url = "https://h" }, { url = "https://h", login = "a" },
      { url = "https://h", token = "t" }, { url = "https://h", login = "a", token = "t", password = "p" } } do
      local s, err = settings(options)
      assert.is_nil(s)
      assert.equal("config", err.kind)
    end
  end)
end)

describe("an option of one call", function()
  local replay = require "portabilling.driver.replay"
  local OPERATIONS = { "create", "update", "delete", "get", "list", "pages", "collect", "call", "download", "login",
    "logout", "ping" }
  local VALUES = { timeout = 5, connect_timeout = 5, retries = 1, page_size = 10, prefetch = 0, concurrency = 2,
    ordered = true, journal = "/nonexistent/j", retry_failed = true, resend_unknown = true, max_failures = 3,
    fields = { "a" }, keep_null = true, big_integers = "error", max = 1, offset = 1, consistent = false,
    read_twice = true, total = true, records_key = "a", invalid_text = "replace", max_body = 1000, dry_run = true,
    on_page = print, log = function() end, reason = "x", rate = 5 }
  local LISTS = { list = true, pages = true, collect = true }
  local SESSION = { login = true, logout = true, ping = true }

  local function client()
    return pb.new { url = "https://localhost", login = "api", token = "t-t-t",
      driver = replay.open(function() return { body = "{}" } end) }
  end

  local OF_BATCH = { ordered = true, journal = true, retry_failed = true, resend_unknown = true, max_failures = true,
    rate = true }
  local OF_LISTS = { page_size = true, prefetch = true, concurrency = true, max = true, offset = true,
    consistent = true, read_twice = true, total = true, records_key = true, on_page = true }

  local function heeded(name, operation)
    if OF_BATCH[name] then
      return false
    elseif name == "fields" then
      return operation == "get" or LISTS[operation] == true
    elseif OF_LISTS[name] then
      return LISTS[operation] == true
    elseif name == "keep_null" or name == "big_integers" or name == "dry_run" then
      return not SESSION[operation]
    end
    return name ~= "invalid_text" or operation ~= "login"
  end

  local function try(operation, options)
    local c = client()
    return pcall(function()
      if SESSION[operation] then
        c[operation](c, options)
      elseif operation == "call" then
        c:call("Account", "get_account_info", {}, options)
      elseif operation == "download" then
        c:download("Account", "get_account_info", {}, function() end, options)
      else
        c[operation](c, "Account", "account", { account_info = {} }, options)
      end
    end)
  end

  it("is taken by the operations that heed it, and refused by all others, with those that do", function()
    for name, value in pairs(VALUES) do
      for _, operation in ipairs(OPERATIONS) do
        local ok, message = try(operation, { [name] = value })
        assert.equal(heeded(name, operation), ok, name .. " of " .. operation)
        if not ok then
          assert.truthy(message:find(("%s: option '%s' belongs to "):format(operation, name), 1, true), message)
          assert.truthy(message:find("options_spec.lua", 1, true), message)
        end
      end
    end
    local _, message = try("get", { page_size = 10 })
    assert.matches("get: option 'page_size' belongs to list, pages and collect$", message)
    _, message = try("get", { rate = 5 })
    assert.matches("get: option 'rate' belongs to the client and to batch$", message)
    _, message = try("get", { feilds = { "a" } })
    assert.matches("did you mean 'fields'", message)
  end)

  it("of a batch is one of its own, or of its items' operation", function()
    local function batch(operation, options)
      local c = client()
      return pcall(c.batch, c, operation, "Account", "account", {}, options)
    end
    assert.is_true((batch("get", { fields = { "id" }, concurrency = 2, ordered = true, timeout = 5, rate = 5 })))
    local ok, message = batch("create", { fields = { "id" } })
    assert.is_false(ok)
    assert.matches("batch of create: option 'fields' belongs to get, list, pages and collect$", message)
    assert.is_false((batch("get", { max = 1 })))
    assert.is_false((batch("get", { url = "https://x" })))
  end)

  it("is as well checked where all of a client's calls get it", function()
    for name, value in pairs(VALUES) do
      local ok, message = pcall(pb.new, { url = "https://localhost", login = "a", token = "t-t-t", [name] = value,
        driver = replay.open {} })
      assert.equal(not OF_BATCH[name] or name == "rate", ok, tostring(message))
    end
  end)
end)
