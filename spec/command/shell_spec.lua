-- portabilling shell: lines of Lua, from a pipe and at a terminal, against the sandbox.
local command = require "support.command"
local history = require "portabilling.command.history"
local lua_completion = require "portabilling.command.lua_completion"
local pb = require "portabilling"
local shell = require "support.shell"
local terminal = require "support.terminal"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local run = command(w)

local directory

before_each(function()
  directory = world.path()
  shell.output("mkdir " .. directory)
end)

after_each(function()
  shell.output("rm -rf " .. directory)
end)

describe("portabilling shell, from a pipe,", function()
  local function lines(text)
    local path = directory .. "/lines"
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
    return run("shell", "< " .. path)
  end

  it("shows what expressions give, and runs what takes several lines", function()
    local text, said, status = lines [[
pb.get("Customer", "customer", { i_customer = 1 }, { fields = { "name" } })
for i = 1, 2 do
  print(i)
end
total = 5
total + 1
pb.get("Customer", "customer",
  { i_customer = 2 }, { fields = { "name" } }).name
{ api_token = "secret-text", nothing = pb.null }
]]
    assert.same({ [[
{ name = "Indigo Hardware 1" }
1
2
6
"Granite Dental 2"
{ api_token = "***", nothing = pb.null }
]], "", 0 }, { (text:gsub('api_token = "[^"]*"', 'api_token = "***"')), said, status })
    assert.is_nil(text:find("secret-text", 1, true))
  end)

  it("tells a failure in one line, and goes on", function()
    local text, said, status = lines [[
pb.get("Acount", "account", {})
)
error { "no text" }
nothing.at.all
pb.get("Account", "account", { id = "nope" })
print "still here"
for i = 1, 2 do
]]
    assert.equal(1, status)
    assert.truthy(text:find("\nstill here\n", 1, true), text)
    assert.truthy(text:find("Account/get_account_info", 1, true), text)
    assert.equal(5, select(2, said:gsub("\n", "")), said)
    assert.equal(1, (said:find("unknown service 'Acount'; did you mean 'Account'?", 1, true)), said)
    assert.truthy(said:find("attempt to index [^\n]*nothing"), said)
    assert.truthy(said:find("the last lines are not complete: nothing was done\n", 1, true), said)
    assert.is_nil(said:find("traceback", 1, true))
  end)

  it("shows changes instead of sending them while it is dry", function()
    local text, said, status = lines [[
dry
dry on
dry
pb.update("Account", "account", { account_info = { i_account = 17, blocked = true } })
pb.call("Account", "update_account", { account_info = { i_account = 17 } })
pb.get("Customer", "customer", { i_customer = 1 }).name
own = pb.new { url = os.getenv "PORTABILLING_URL",
  login = "x", token = "y" }
own:update("Account", "account", { account_info = { i_account = 17, blocked = true } })
dry off
pb.update("Account", "account", { account_info = { i_account = 17, blocked = true } })
]]
    assert.same({ "", 0 }, { said, status })
    assert.truthy(text:find("^off: changes are sent\non: changes are not sent\n"), text)
    assert.equal(3, select(2, text:gsub("update_account", "")), text)
    assert.truthy(text:find('"Indigo Hardware 1"', 1, true), text)
    assert.equal(1, w.calls "Account/update_account")
  end)

  it("is over with Ctrl-C", function()
    local text, said, status = lines [[
print "before"
io.popen("kill -INT $PPID"):close() pb.get("Customer", "customer", { i_customer = 1 })
print "behind"
]]
    assert.same({ "before\n", 130 }, { text, status })
    assert.truthy(said:find("interrupted", 1, true), said)
  end)

  it("helps, leaves, and tells when nothing says where the server is", function()
    local text, said, status = lines "help\nexit\nprint 'never'\n"
    assert.same({ "", 0 }, { said, status })
    assert.truthy(text:find("pb.describe", 1, true), text)
    assert.is_nil(text:find("never", 1, true))
    text, said, status = run("--profile nope shell", "< /dev/null")
    assert.same({ "", 2 }, { text, status })
    assert.truthy(said:find("there is no profile 'nope'", 1, true), said)
  end)
end)

describe("portabilling shell, at a terminal,", function()
  local function start(kind)
    local words = { "TERM=" .. kind, "XDG_STATE_HOME=" .. directory, "HOME=/nonexistent",
      "PORTABILLING_URL=" .. w.sandbox.url.admin, "PORTABILLING_LOGIN=" .. w.sandbox.login,
      "PORTABILLING_TOKEN=" .. w.sandbox.token, "PORTABILLING_CA_FILE=" .. w.sandbox.ca_file,
      "LUA_PATH=" .. package.path, "LUA_CPATH=" .. package.cpath }
    local interpreter = shell.interpreter()
    if kind ~= "dumb" then -- lua-readline loses memory: nobody looks for that here
      interpreter = interpreter:match "%S+$"
      words[#words + 1] = "ASAN_OPTIONS=detect_leaks=0"
    end
    for i, word in ipairs(words) do
      words[i] = shell.quote(word)
    end
    return terminal.start(("env %s %s bin/portabilling shell"):format(table.concat(words, " "), interpreter))
  end

  for kind, how in pairs { xterm = "edits lines", dumb = "reads lines as they come" } do
    it(how .. ": Ctrl-C ends the line or what is done, each time, and Ctrl-D the shell", function()
      local t = start(kind)
      t:await "pb> "
      t:type "print('never') for i = 1, "
      t:type "\3"
      t:await "pb> "
      t:type "pb.login()\n"
      t:await "true"
      t:await "pb> "
      assert(w.sandbox:set { latency = 20 })
      for _ = 1, 2 do
        t:type "print('ask' .. 'ing') pb.get('Customer', 'customer', { i_customer = 1 })\n"
        t:await "asking"
        t:type "\3"
        t:await "interrupted"
        t:await "pb> "
      end
      assert(w.sandbox:set { latency = 0 })
      t:type "for i = 1, 1 do\n"
      t:await "  > "
      t:type "\3"
      t:await "pb> "
      t:type "pb.get('Customer', 'customer', { i_customer = 1 }).name\n"
      t:await '"Indigo Hardware 1"'
      t:await "pb> "
      t:type "\4"
      assert.equal(0, t:finish())
    end)
  end

  it("completes, and keeps a history without secrets", function()
    local t = start "xterm"
    t:await "pb> "
    t:type 'print(#pb.records("CustomerC\t) > 0)\n' -- readline closes the quotes
    t:await "true"
    t:type "x = { password = 'very-private' }\n"
    t:type "print('last' .. 'line')\n"
    t:await "lastline"
    t:await "pb> "
    t:type "\4"
    assert.equal(0, t:finish())
    local path = directory .. "/portabilling/history"
    assert.equal("600", shell.output("stat -c %a " .. path))
    assert.equal("print(#pb.records(\"CustomerClass\") > 0)\nprint('last' .. 'line')", shell.output("cat " .. path))
    t = start "xterm"
    t:await "pb> "
    t:type "\27[A\n"
    t:await "lastline"
    t:type "exit\n"
    assert.equal(0, t:finish())
  end)
end)

describe("the shell's completion", function()
  it("knows services, records, methods, fields, values and names", function()
    local environment = setmetatable({ pb = pb, client = w.client(), account = { id = 1, i_account = 2 } },
      { __index = _G })
    for line, expected in pairs {
      ["pb.cre"] = "pb.create(",
      ["print(pb.des"] = "pb.describe(",
      ["client:upd"] = "client:update(",
      ["x = account.i"] = "account.i_account account.id",
      ["whi"] = "while",
      ["pb.get('Customer"] = "Customer CustomerClass",
      ['pb.describe "CustomerC'] = "CustomerClass",
      ['for a in pb.list("Account", "alia'] = "alias",
      ["pb.call('Generic', 'get_ver"] = "get_version",
      ["pb.create('Account', 'account', { acc"] = "account_info = ",
      ["pb.create('Account', 'account', { account_info = { id = '1', i_cust"] = "i_customer =  i_customer_site = ",
      ["pb.create('Account', 'account', { account_info = { bill_status = '"] = "O I C S",
      ["pb.create('Account', 'account', { account_info = { id = '1' }, gen"] = "generate_web_password = ",
      ["pb.get('Acount', '"] = "",
      ["nothing.at.a"] = "",
      [""] = "",
    } do
      local found, first = lua_completion.candidates(line, environment)
      assert.equal(expected, table.concat(found, " "), line)
      assert.is_true(first >= 1 and first <= #line + 1)
    end
  end)

  it("takes no line with a secret into the history", function()
    for line, secret in pairs { ["pb.connect { token = 'x' }"] = true, ["h = 'Authorization: Bearer abc'"] = true,
      ["pb.get('Account', 'account', { id = '1' })"] = false, ["pb.describe 'Account'"] = false } do
      assert.equal(secret, history.holds_secret(line), line)
    end
  end)
end)
