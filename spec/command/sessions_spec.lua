-- Who logs in where: profiles and sessions of the command line.
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

describe("portabilling with profiles", function()
  local home

  before_each(function()
    home = world.path()
    shell.output("mkdir " .. home)
  end)

  after_each(function()
    shell.output("rm -rf " .. home)
  end)

  local function run(words, input)
    local output = shell.output(("( printf %%b %s | env -u XDG_CONFIG_HOME -u XDG_CACHE_HOME -u PORTABILLING_URL "
      .. "HOME=%s LUA_PATH=%s LUA_CPATH=%s timeout 60 %s bin/portabilling %s ) 2>&1; echo status $?"):format(
      shell.quote(input or ""), home, shell.quote(package.path), shell.quote(package.cpath), shell.interpreter(),
      words))
    local text, status = output:match "^(.*)status (%d+)$"
    return text, tonumber(status)
  end

  local function add(name)
    return run("profile add " .. name, table.concat({ w.sandbox.url.admin, w.sandbox.login, w.sandbox.token,
      w.sandbox.ca_file }, "\\n") .. "\\n")
  end

  it("are added once, in a file of the user's own", function()
    local text, status = add "default"
    assert.same({ 0, ("profile default is in %s/.config/portabilling/config\n"):format(home) }, { status, text })
    assert.equal("600", shell.output("stat -c %a " .. home .. "/.config/portabilling/config"))
    assert.equal(0, (select(2, add "two")))
    text, status = add "default"
    assert.equal(2, status)
    assert.truthy(text:find("there is a profile default in", 1, true), text)
    text, status = run "profile"
    assert.same({ 0, "default\ntwo\n" }, { status, text })
  end)

  it("log in once, however many commands come, and log out", function()
    add "default"
    for _ = 1, 3 do
      local text, status = run "get Customer customer i_customer=1 --fields name"
      assert.same({ 0, '{ name = "Indigo Hardware 1" }\n' }, { status, text })
    end
    assert.equal(1, assert(w.sandbox:stats()).logins)
    local text, status = run "whoami"
    assert.same({ 0, ("%s at %s\n"):format(w.sandbox.login, w.sandbox.url.admin) }, { status, text })
    text, status = run "login"
    assert.equal(0, status, text)
    assert.truthy(text:find("^logged in as " .. w.sandbox.login:gsub("%-", "%%-") .. " at "), text)
    assert.equal(1, assert(w.sandbox:stats()).logins)
    assert.same({ "logged out\n", 0 }, { run "logout" })
    assert.same({ "logged out\n", 0 }, { run "logout" })
  end)

  it("tell what is missing", function()
    local text, status = run("profile add x", "\\n\\n")
    assert.same({ 2, "portabilling: a profile has a URL and a login\n" }, { status, text })
    text, status = run "whoami"
    assert.equal(2, status)
    assert.truthy(text:find("pb.connect", 1, true), text)
  end)
end)
