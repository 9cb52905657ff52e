-- Where a client's url and credentials come from.
local client = require "portabilling.client"
local config = require "portabilling.config"
local replay = require "portabilling.driver.replay"
local shell = require "support.shell"
local world = require "support.world"

describe("url and credentials", function()
  local home

  setup(function()
    home = world.path()
    shell.output("mkdir -p " .. home .. "/.config/portabilling")
  end)

  teardown(function()
    shell.output("rm -rf " .. home)
  end)

  local function write(text, mode)
    local path = home .. "/.config/portabilling/config"
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
    shell.output(("chmod %s %s"):format(mode or "600", path))
    return path
  end

  local function with(env, options)
    return config.complete(options or {}, function(name)
      return name == "HOME" and home or env[name]
    end)
  end

  local function message(env, options)
    local completed, err = with(env, options)
    assert.is_nil(completed)
    assert.same({ "config", "no" }, { err.kind, err.sent })
    return err.message
  end

  local FILE = [[
# of the office
[default]
url = https://default
login = dl
token = dt

[prod]
url = https://prod:8442
login=pl
password = p = # ;word
timeout = 7.5
verify = true
tokens = memory
]]
  local ENV = { PORTABILLING_URL = "https://e", PORTABILLING_LOGIN = "el", PORTABILLING_TOKEN = "et",
    PORTABILLING_CA_FILE = "/ca" }
  local PROD = { url = "https://prod:8442", login = "pl", password = "p = # ;word", timeout = 7.5, verify = true,
    tokens = "memory" }

  it("come from the environment where there is no profile", function()
    os.remove(home .. "/.config/portabilling/config")
    assert.same({ url = "https://e", login = "el", token = "et", ca_file = "/ca" }, with(ENV))
    assert.same({ url = "https://e", login = "el", token = "et", ca_file = "/own", timeout = 3 },
      with(ENV, { ca_file = "/own", timeout = 3 }))
    assert.same({ login = "el", password = "ep" }, with { PORTABILLING_LOGIN = "el", PORTABILLING_PASSWORD = "ep",
      PORTABILLING_TOKEN = "" })
    assert.same({}, with {})
    assert.truthy(message({}, { profile = "prod" }):find("there is no profile 'prod': there is no " .. home
      .. "/.config/portabilling/config with one", 1, true))
  end)

  it("never come from two of options, named profile, environment and default profile: the first has it all", function()
    write(FILE)
    for _, options in ipairs { { url = "https://o" }, { host = "o" }, { login = "ol" }, { token = "ot" },
      { password = "op" }, { access_token = "a" } } do
      local completed = assert(with(ENV, options))
      assert.equal("/ca", completed.ca_file)
      completed.ca_file = nil
      assert.same(options, completed)
    end
    assert.same(PROD, with({}, { profile = "prod" }))
    assert.same(PROD, with { PORTABILLING_PROFILE = "prod" })
    assert.equal("https://prod:8442", with({ PORTABILLING_PROFILE = "default" }, { profile = "prod" }).url)
    local merged = assert(with({ PORTABILLING_PROFILE = "prod", PORTABILLING_URL = "https://e" }, { timeout = 1 }))
    assert.same({ "https://prod:8442", "pl", 1 }, { merged.url, merged.login, merged.timeout })
    assert.equal("et", with(ENV).token)
    assert.same({ url = "https://default", login = "dl", token = "dt",
      tokens = home .. "/.cache/portabilling/tokens" }, with {})
    assert.equal("give either profile or url: what says where the server is, and who logs in, comes from one source",
      message({}, { profile = "prod", url = "https://o" }))
    local told = message({}, { profile = "pord" })
    assert.truthy(told:find("there is no profile 'pord' in .*/config; did you mean 'prod'"), told)
  end)

  it("in a file that others can read are no secrets", function()
    local path = write(FILE, "644")
    assert.truthy(message {}:find("holds a token or a password: chmod 600 " .. path, 1, true), message {})
    write("[default]\nurl = https://d\nlogin = l\ntoken_command = echo t\n", "644")
    local options = assert(with {})
    assert.same({ "https://d", "t" }, { options.url, options.token_source() })
  end)

  it("may come from a command, which must print it and end well", function()
    for command, token in pairs {
      ["printf 'from pass\\nand more\\n'"] = "from pass",
      ["printf 'no end of line'"] = "no end of line",
      ["echo t # of the office"] = "t",
      ["echo; echo ' t '"] = "t",
      ["(exit 1) || echo other"] = "other",
    } do
      write("[default]\nurl = https://d\nlogin = l\ntoken_command = " .. command .. "\n")
      local options = assert(with {})
      assert.same({ login = "l" }, { token = options.token, login = options.login, options.token_command })
      assert.equal(token, options.token_source())
    end
    for _, command in ipairs { "true", "echo", "echo sEcReT; exit 3", "echo sEcReT; false", "kill $$; echo x" } do
      write("[default]\nurl = https://d\nlogin = l\ntoken_command = " .. command .. " 2>/dev/null\n")
      local token, why = assert(with {}).token_source()
      assert.is_nil(token)
      assert.equal("profile default: token_command failed or printed nothing: try it in a shell", why)
    end
    write "[default]\ntoken_command = echo x\ntoken = y\n"
    assert.equal("profile default: give either token_command, or token, or password", message {})
  end)

  -- A client of that profile, whose server is the replay driver; what it was sent is in driver.requests.
  local function connected()
    local options = assert(with {})
    options.driver = replay.open(function(request)
      return { body = request.service == "Session" and '{"access_token":"a","expires_in":900}' or "{}" }
    end, { sessions = true })
    return assert(client.new(options)), options.driver
  end

  it("from a command are asked for when a log-in is made, not where a session is kept", function()
    write(("[default]\nurl = https://d\nlogin = l\ntokens = %s/tokens\ntoken_command = echo x >>%s/runs; echo sEcReT\n")
      :format(home, home))
    local function runs()
      local file = io.open(home .. "/runs", "rb")
      local text = file and file:read "*a" or ""
      return #text / 2, file and file:close()
    end
    local first, driver = connected()
    assert.equal(0, (runs()))
    assert(world.version(first))
    assert.same({ login = "l", token = "sEcReT" }, driver.requests[1].params)
    assert.equal(1, (runs()))
    first:close()
    assert.is_nil(first.settings.token)
    local second, its = connected()
    assert(world.version(second))
    assert.same({ 1, 1 }, { #its.requests, (runs()) })
    assert(second:logout())
    assert(world.version(second))
    assert.equal(2, (runs()))
    second:close()
  end)

  it("from a command that fails fail the call; nothing is sent", function()
    write "[default]\nurl = https://d\nlogin = l\ntokens = memory\ntoken_command = echo sEcReT; exit 1\n"
    local failing, driver = connected()
    local answer, err = world.version(failing)
    assert.is_nil(answer)
    assert.same({ "config", "no", "profile default: token_command failed or printed nothing: try it in a shell", 0 },
      { err.kind, err.sent, err.message, #driver.requests })
  end)

  it("in a file that cannot be opened are not taken for absent, and the file is left alone", function()
    local path = home .. "/.config/portabilling/config"
    shell.output(("rm -f %s && ln -s config %s"):format(path, path))
    assert.truthy(message({}, { profile = "prod" }):find("symbolic links", 1, true))
    local added, why = require("portabilling.config.profile").add("new", { url = "https://u", login = "l" },
      function(name) return name == "HOME" and home or nil end)
    assert.is_nil(added)
    assert.truthy(why:find("symbolic links", 1, true), why)
    os.remove(path)
  end)

  it("in a file that is wrong are refused with the line, and no secret is shown", function()
    for text, said in pairs {
      ["[a]\nlogin = x\ntokn = sEcReT"] = ":3: no name that is known stands before its =; did you mean 'token'?",
      ["[a]\ntoken = x\nsEcReTpiece=="] = ":3: no name that is known stands before its =; known: api, ca_file",
      ["sEcReTpiece="] = ":1: no name that is known stands before its =; known: api, ca_file",
      ["login = x"] = ":1: login stands before the first [profile]",
      ["[a]\nsEcReT"] = ":2: neither [profile] nor name = value",
      ["[a]\n[b]\n[a]"] = ":3: profile a is there twice",
      ["[a]\ntimeout = soon"] = ":2: timeout: a number expected",
      ["[a]\nverify = perhaps"] = ":2: verify: true or false expected",
      ["[a]\nlogin = x\nlogin = y"] = ":3: login is there twice",
    } do
      write(text)
      local told = message {}
      assert.truthy(told:find(said, 1, true), told)
      assert.is_nil(told:find("sEcReT", 1, true))
    end
    write "[default]\nurl = https://d\nlogin = l\ntoken = t\ntimeout = -1\n"
    assert.equal("profile default: option 'timeout': a number above 0 expected, got -1", message {})
  end)

  it("are what a program connects with", function()
    write("[prod]\nurl = https://localhost:1\nlogin = pl\ntoken = t\n")
    local program = shell.quote [[
      local pb = require "portabilling"
      local named, alone = pb.connect { profile = "prod" }, pb.new { profile = "prod" }
      print(named.settings.login, alone.settings.login)
      print(select(2, pcall(pb.new, {})))]]
    local output = shell.output(("HOME=%s XDG_CONFIG_HOME= XDG_CACHE_HOME= %s -e %s"):format(home, shell.interpreter(),
      program))
    assert.truthy(output:find("^pl\tpl\n"), output)
    assert.truthy(output:find("no credentials", 1, true) or output:find("url", 1, true), output)
  end)
end)
