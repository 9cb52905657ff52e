-- The program's own line in errors.
local error_object = require "portabilling.error"
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"
local world = require("support.world")
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

-- Runs a program of these lines; its locals are what `given` holds.
local function run(given, ...)
  local names, values = {}, {}
  for name, value in pairs(given) do
    names[#names + 1], values[#values + 1] = name, value
  end
  local text = ("local %s = ...; %s"):format(table.concat(names, ", "), table.concat({ ... }, "\n"))
  local chunk = assert((loadstring or load)(text, "@script.lua")) -- luacheck: ignore
  local unpack = table.unpack or unpack -- luacheck: ignore
  return pcall(chunk, unpack(values))
end

local function failing(answers)
  return pb.new { url = "https://localhost:8443", login = "api", token = "marker-token",
    driver = replay.open(answers or function()
      return { status = 500, body = '{"faultcode":"Server.x.y","faultstring":"no"}' }
    end) }
end

describe("an error tells the program's line", function()
  it("that made the call", function()
    for _, call in ipairs {
      'c:create("Account", "account", { account_info = {} })', 'c:get("Account", "account", {})',
      'c:call("Account", "get_account_info")', 'c:download("Account", "get_account_info", {}, print)',
      'c:collect("Account", "account")', 'c:update("Account", "account", { account_info = { x = print } })' } do
      local _, err = run({ c = failing() }, "", "local none, err = " .. call, "", "return err")
      assert.equal("script.lua:2", err.where, call)
      assert.equal("script.lua:2", err:totable().where)
      assert.matches("; at script%.lua:2%)", tostring(err))
    end
  end)

  it("that asked for a session", function()
    for _, call in ipairs { "c:login()", "c:ping()", 'c:login_as { login = "x", url = "https://localhost:1/y" }' } do
      local client = pb.new { url = "https://localhost:1", login = "api", token = "marker-token", retries = 0 }
      local _, err = run({ c = client }, "", "local none, err = " .. call, "", "return err")
      assert.equal("script.lua:2", err.where, call)
      assert.matches("; at script%.lua:2%)", tostring(err))
      assert.is_nil(tostring(err):find("log-in failed: log-in failed", 1, true), tostring(err))
      client:close()
    end
  end)

  it("whose loop was told", function()
    for _, name in ipairs { "list", "pages" } do
      local ok, err = run({ c = failing() }, "", "", ('for row in c:%s("Account", "account") do'):format(name),
        "end", "return 1")
      assert.is_false(ok)
      assert.equal("script.lua:3", err.where)
    end
  end)

  it("and no line of the library's, when many are in flight over a real connection", function()
    assert(w.sandbox:inject { method = "Account/get_account_list", action = "fault", faultcode = "Server.x.y",
      times = 9 })
    local ok, err = run({ c = w.client() }, "", 'for row in c:list("Account", "account", {}, { concurrency = 4 }) do',
      "end", "return 1")
    assert.is_false(ok)
    assert.equal("script.lua:2", err.where)
    local _, item = run({ c = w.client() }, "", "local rows = { { i_account = 999999999 } }", "",
      'for item in c:batch("get", "Account", "account", rows) do', "  return item", "end")
    assert.equal("not_found", item.err.kind)
    assert.equal("script.lua:4", item.err.where)
    ok, err = run({ c = w.client { login = "api", token = "wrong-token" } }, "",
      'for item in c:batch("get", "Account", "account",', "  { {} }) do", "  local _ = item", "end", "return 1")
    assert.is_false(ok)
    assert.equal("auth", err.kind)
    assert.matches("^script.lua:[23]$", err.where)
  end)

  it("where a client cannot be made", function()
    local _, err = run({ pb = pb }, "", "", "pb.new {}")
    assert.equal("script.lua:3", err.where)
  end)

  it("once: what it had is kept", function()
    local err = error_object.new { kind = "fault", message = "m", where = "a.lua:1" }
    assert.equal("a.lua:1", error_object.locate(err).where)
    assert.equal("text", error_object.locate "text")
  end)
end)
