-- Stores for tokens: the contract, and files that hold something else.
local core_file = require "portabilling.file"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local stats, version = w.stats, world.version

describe("a store of one's own, written from the contract's text alone", function()
  local kept, locked, trouble

  local store = {}
  function store:load(key)
    assert(self == store and type(key) == "string" and not key:find "%c" and locked)
    if trouble then
      return nil, trouble
    end
    return kept[key]
  end
  local function check(value)
    for name, item in pairs(value) do
      assert(type(name) == "string")
      if type(item) == "table" then
        check(item)
      else
        assert(type(item) == "string" or type(item) == "number" or type(item) == "boolean")
      end
    end
  end
  function store:save(key, value)
    assert(self == store and type(key) == "string" and locked)
    if value then
      check(value)
    end
    kept[key] = value
    return true
  end
  function store:lock(seconds, key, held)
    assert(self == store and seconds == 0 and type(key) == "string" and type(held) == "number" and held >= 0)
    if locked then
      return nil, "somebody else has it"
    end
    locked = true
    return { release = function() locked = false end }
  end

  before_each(function()
    kept, locked, trouble = {}, false, nil
  end)

  it("saves the log-in of the next client, at any age", function()
    assert(version(w.client { tokens = store }))
    for _, age in ipairs { 0, 3600, 86400 } do
      local client = w.client { tokens = store }
      function client.driver.wall()
        return os.time() + age
      end
      assert(version(client))
    end
    assert.same({ 1, 0 }, { stats().logins, stats().refreshes })
    assert.is_false(locked)
  end)

  it("gives tokens that are over, whose refresh token is used", function()
    assert(version(w.client { tokens = store }))
    local client = w.client { tokens = store }
    function client.driver.wall()
      return os.time() + 1000 * 86400
    end
    assert(version(client))
    assert.same({ 1, 1 }, { stats().logins, stats().refreshes })
  end)

  it("keeps refused log-ins, forgets at log-out, and renews what died", function()
    local wrong = w.client { tokens = store, login = w.sandbox.login, token = "wrong-token" }
    assert.is_nil((version(wrong)))
    assert.is_nil((version(w.client { tokens = store, login = w.sandbox.login, token = "wrong-token" })))
    assert.equal(1, stats().failed_logins)
    assert(version(w.client { tokens = store }))
    assert(w.sandbox:expire_sessions())
    assert(version(w.client { tokens = store }))
    assert(w.client { tokens = store }:logout())
    assert(version(w.client { tokens = store }))
    assert.equal(1 + 3, w.calls "Session/login")
  end)

  it("that cannot be used fails the call before anything is sent", function()
    trouble = "the database is away"
    local _, err = version(w.client { tokens = store })
    assert.same({ "config", "no", "the database is away" }, { err.kind, err.sent, err.message:match "the data.*" })
    assert.equal(0, stats().total)
  end)
end)

describe("a store of one's own that does not do what the contract says", function()
  local function release() end

  local function store_with(name, ...)
    local answer, count = { ... }, select("#", ...)
    local store = { load = function() end, save = function() return true end,
      lock = function() return { release = release } end }
    store[name] = function()
      return (table.unpack or unpack)(answer, 1, count) -- luacheck: ignore
    end
    return store
  end

  it("by refusing without a text fails the call, and says whose fault it is", function()
    for _, store in ipairs { store_with("load", nil, {}), store_with("load", nil, 5), store_with("lock", true),
      store_with("lock", {}), store_with("lock", 7), store_with("lock", nil, {}, "EIO"),
      store_with("lock", nil, nil, "EIO") } do
      local none, err = version(w.client { tokens = store })
      assert.is_nil(none)
      assert.same({ "config", "no" }, { err.kind, err.sent })
      assert.truthy(tostring(err):find("token", 1, true), tostring(err))
      assert.equal(0, stats().total)
    end
    local none, err = w.client { tokens = store_with("lock", nil, {}, {}) }:call("Generic", "get_version", {},
      { timeout = 0.2 })
    assert.is_nil(none)
    assert.equal("TOKENS_LOCKED", err.code)
  end)

  it("by not keeping tokens, without a text, fails nothing, and is told", function()
    for _, store in ipairs { store_with("save"), store_with("save", false), store_with("save", nil, {}) } do
      local told
      assert(version(w.client { tokens = store, log = function(event)
        told = event.event == "warning" and event.message or told
      end }))
      assert.truthy(told and told:find("tokens not kept", 1, true), told)
    end
  end)
end)

describe("a token file", function()
  local directory, path
  before_each(function()
    directory = shell.output "mktemp -d"
    path = directory .. "/tokens"
  end)
  after_each(function()
    shell.output("rm -rf " .. directory)
  end)

  local function write(text)
    assert(core_file.write_private(path, text))
  end

  it("with sessions that are none is logged in over", function()
    local key = w.sandbox.url.admin .. " " .. w.sandbox.login
    for n, sessions in ipairs { "[1,2]", "7", '{"x":[1],"7":8}', ('{"%s":"text"}'):format(key),
      ('{"%s":{"access_token":"a.b.c","expires":"x","lifetime":[]}}'):format(key),
      ('{"%s":{"access_token":["a"],"session_id":7,"expires":{}}}'):format(key),
      ('{"refused %s":{"salt":7}}'):format(key), ('{"refused %s":{"salt":"7","refused":{"a":1,"b":{"again":"x"}}}}')
        :format(key) } do
      write('{"format":"portabilling tokens 1","sessions":' .. sessions .. "}")
      assert(version(w.client { tokens = path }), sessions)
      assert(version(w.client { tokens = path }), sessions)
      assert.equal(n, stats().logins, sessions)
      assert(w.sandbox:expire_sessions())
    end
  end)

  it("with tokens of any length sends none that no server would take", function()
    local key = w.sandbox.url.admin .. " " .. w.sandbox.login
    for _, name in ipairs { "access_token", "session_id", "refresh_token" } do
      write(('{"format":"portabilling tokens 1","sessions":{"%s":{"access_token":"a.b","%s":"%s","expires":1}}}')
        :format(key, name, ("x"):rep(3000000)))
      assert(version(w.client { tokens = path }))
      assert.equal(0, w.calls "Session/refresh_access_token")
      assert(w.sandbox:reset())
    end
  end)

  it("that is something else is left as it is, and said to be", function()
    for _, text in ipairs { "-----BEGIN PRIVATE KEY-----\n", '{"name":"my settings"}', "url = x\n", "[1,2]", "{}",
      '{"format":"portabilling tokens 2","sessions":{}}', '{"version":1,"profiles":{"me":{"key":"precious"}}}',
      '{"version":1,"sessions":{}}', '{"version":"1","sessions":{"x":1}}', '{"version":1}',
      '{"sessions":[{"name":"work"}],"windows":3}', '{ "sessions": broken text',
      '{"note":"it says \\"format\\":\\"portabilling tokens 1\\""}', '["format","portabilling tokens 1"]' } do
      write(text)
      local none, err = version(w.client { tokens = path })
      assert.is_nil(none)
      assert.same({ "config", "no" }, { err.kind, err.sent })
      assert.truthy(tostring(err):find("no token store", 1, true), tostring(err))
      assert.truthy(tostring(err):find("name another file", 1, true), tostring(err))
      assert.equal(text, core_file.read_private(path))
      assert.equal(0, stats().total)
    end
  end)

  it("may be empty at first", function()
    write ""
    assert(version(w.client { tokens = path }))
  end)

  it("is rid of what killed writers left beside it, and of nothing else", function()
    local keep = { "tokens.tmp", "tokens.12.zz.tmp", "tokens.x.1.tmp", "other.12.ab.tmp", "tokens.12.ab.tmp.bak",
      "tokens.34.cd.tmp" }
    for _, name in ipairs(keep) do
      shell.output(("touch %s/%s"):format(directory, name))
    end
    shell.output(("cd %s && touch tokens.12.ab.tmp tokens.999.0.tmp && ln -s x tokens.5.5.tmp"):format(directory))
    shell.output(("touch -h -d '2 minutes ago' %s/*"):format(directory))
    shell.output(("touch %s/tokens.34.cd.tmp"):format(directory)) -- whose writer may be at work
    write "{}"
    keep[#keep + 1] = "tokens"
    keep[#keep + 1] = "tokens.5.5.tmp"
    table.sort(keep)
    local there = {}
    for name in shell.output("ls " .. directory):gmatch "%S+" do
      there[#there + 1] = name
    end
    table.sort(there)
    assert.same(keep, there)
  end)
end)
