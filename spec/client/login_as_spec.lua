-- What a client that acts as another login has of the one that it was made by.
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"

local function driver()
  return replay.open(function(request)
    return { body = request.method:find "^login" and '{"access_token":"a-token","expires_in":172799}' or "{}" }
  end, { sessions = true })
end

local function log() end
local OPTIONS = { ca_file = "/x/ca.pem", verify = false, insecure = true, proxy = "http://proxy:1", wire = "form",
  idle_limit = 7, max_age = 8, max_depth = 9, timeout = 10, connect_timeout = 11, retries = 5, page_size = 13,
  rate = 1000, prefetch = 3,
  concurrency = 4, fields = { "a" }, keep_null = true, big_integers = "error", max = 14, offset = 15,
  consistent = false, read_twice = true, total = true, records_key = "r", invalid_text = "replace", max_body = 1e6,
  on_page = print, log = log, reason = "ticket 7" }

describe("login_as", function()
  local function parent(extra)
    local options = { url = "https://localhost:8443", login = "api", token = "marker-token", driver = driver() }
    for name, value in pairs(extra or {}) do
      options[name] = value
    end
    return pb.new(options), options.driver
  end

  it("gives a client with all of the parent's options but those that say who and where", function()
    local child = assert(parent(OPTIONS):login_as { login = "x", url = "https://localhost:8444" })
    for name, value in pairs(OPTIONS) do
      assert.equal(value, child.settings[name], name)
    end
    assert.same({ "https://localhost:8444", "x" }, { child.settings.url, child.settings.login })
    assert.same({}, { child.settings.token, child.settings.password, child.settings.tokens })
  end)

  it("lets its own options win, and does not mix driver and loop", function()
    local own = driver()
    local child = assert(parent { timeout = 10, verify = false }:login_as { login = "x", url = "https://localhost:8444",
      timeout = 3, verify = true, driver = own })
    assert.same({ 3, true, own }, { child.settings.timeout, child.settings.verify, child.driver })
    local adapter = {}
    for _, name in ipairs { "current", "park", "resume", "watch" } do
      adapter[name] = function() end
    end
    local settings = require("portabilling.config").inherited({ driver = own }, { loop = adapter, retries = 1 })
    assert.same({ driver = own, retries = 1 }, settings)
  end)

  it("leaves the parent's driver open when the child is closed, or fails", function()
    local client, shared = parent()
    local child = assert(client:login_as { login = "x", url = "https://localhost:8444" })
    child:close()
    assert.is_nil(shared.closed)
    assert(client:call("Account", "get_account_info"))
    assert.is_nil(client:login_as { login = "x", url = "https://localhost:8444", tokens = "/nonexistent/x/y" })
    assert.is_nil(shared.closed)
    local own = driver()
    assert(client:login_as { login = "x", url = "https://localhost:8444", driver = own }):close()
    assert.is_true(own.closed)
    client:close()
    assert.is_true(shared.closed)
  end)
end)
