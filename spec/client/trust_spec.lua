-- Where secrets are kept, what weakens security, and what cannot be smuggled into a request or an error text.
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local stats, version = w.stats, world.version

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

describe("the token file", function()
  local directory, path
  before_each(function()
    directory = shell.output "mktemp -d"
    path = directory .. "/tokens"
  end)
  after_each(function()
    shell.output("rm -rf " .. directory)
  end)

  local function refuses(word)
    local before = stats().total
    local none, err = version(w.client { tokens = path })
    assert.is_nil(none)
    assert.same({ "config", "no" }, { err.kind, err.sent }, tostring(err))
    assert.truthy(tostring(err):find(word, 1, true), tostring(err))
    assert.equal(before, stats().total)
  end

  it("and its lock are their owner's alone, whatever the umask", function()
    -- The umask is the shell's: it makes the process that makes the files.
    local script = ([[
      local client = require "portabilling".new { url = %q, login = %q, token = %q, ca_file = %q, tokens = %q }
      assert(client:login())
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, path)
    shell.output(("umask 0; LUA_PATH=%s LUA_CPATH=%s %s -e %s"):format(shell.quote(package.path),
      shell.quote(package.cpath), shell.interpreter(), shell.quote(script)))
    assert.equal("600\n600", shell.output(("stat -c %%a %s %s.lock"):format(path, path)))
    assert.equal("tokens tokens.lock", (shell.output("ls " .. directory):gsub("\n", " ")))
  end)

  it("is not read through a symbolic link, nor is its target changed", function()
    assert(w.client { tokens = path }:login())
    shell.output(("mv %s %s.real && ln -s tokens.real %s"):format(path, path, path))
    local before = read(path .. ".real")
    refuses "symbolic link"
    assert.equal(before, read(path .. ".real"))
  end)

  it("is not locked through a symbolic link", function()
    shell.output(("touch %s/victim && ln -s victim %s.lock"):format(directory, path))
    refuses "symbolic link"
  end)

  it("of another user is refused", function()
    if shell.output "id -u" ~= "0" then
      return pending "only root can give a file away"
    end
    assert(w.client { tokens = path }:login())
    shell.output("chown 65534 " .. path)
    refuses "owned by user 65534"
  end)

  it("that others can read is refused, and left as it was", function()
    assert(w.client { tokens = path }:login())
    shell.output("chmod 640 " .. path)
    local before = read(path)
    refuses "chmod 600"
    assert.equal(before, read(path))
  end)

  it("that cannot be written costs no call, and is told without the tokens", function()
    local events = {}
    local client = w.client { tokens = path, log = function(event) events[#events + 1] = event end }
    local store = client.store
    local save = store.save
    function store.save(...) -- when it comes to that, a directory has got in the way
      shell.output("mkdir " .. path)
      return save(...)
    end
    assert(version(client))
    local warned = 0
    for _, event in ipairs(events) do
      for _, value in pairs(event) do
        local held = client.session:export(0)
        assert.is_nil(tostring(value):find(held.access_token, 1, true))
        assert.is_nil(tostring(value):find(held.session_id, 1, true))
      end
      warned = warned + (event.event == "warning" and event.message:find("tokens not kept", 1, true) and 1 or 0)
    end
    assert.equal(1, warned)
  end)

  it("is whole after its writer was killed, at whatever moment", function()
    local script = ([[
      local client = require "portabilling".new { url = %q, login = %q, token = %q, ca_file = %q, tokens = %q }
      io.stdout:setvbuf "line"
      while true do
        assert(client:login())
        print "in"
        assert(client:logout() ~= nil)
      end
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, path)
    local file = assert(io.open(directory .. "/writer.lua", "w"))
    file:write(script)
    file:close()
    for round = 1, 8 do
      -- killed when it has printed so many lines: in the midst of whatever comes after
      shell.output(("cd %s && { LUA_PATH=%s LUA_CPATH=%s setsid %s writer.lua & echo $! >pid; wait; } 2>/dev/null "
        .. "| { head -n %d >/dev/null; kill -9 $(cat pid); }; true"):format(directory, shell.quote(package.path),
        shell.quote(package.cpath), shell.interpreter(), round * 3))
      local there = io.open(path)
      if there then
        local text = there:read "*a"
        there:close()
        assert.truthy(text:match '^{"format":"portabilling tokens 1".*}$', text)
        assert.equal("600", shell.output("stat -c %a " .. path))
      end
      assert(version(w.client { tokens = path }))
    end
  end)
end)

describe("options that weaken security", function()
  it("are told once in the log events, by the words they were given in", function()
    local events = {}
    local function log(event)
      events[#events + 1] = event.event == "warning" and event.message or nil
    end
    local client = w.client { verify = false, log = log }
    assert(version(client))
    assert(version(client))
    client = pb.new { url = "http://no-such-host.invalid", login = "a", token = "t-t-t", insecure = true, log = log,
      retries = 0 }
    assert.is_nil(version(client))
    assert.is_nil(version(client))
    assert.equal(2, #events)
    assert.truthy(events[1]:find("verify = false", 1, true))
    assert.truthy(events[2]:find("insecure = true", 1, true))
  end)

  it("have to be spelt out #libcurl", function()
    local strict = w.client { ca_file = "/etc/ssl/certs/ca-certificates.crt" }
    local _, err = version(strict)
    assert.equal("PEER_FAILED_VERIFICATION", err.code)
    assert.is_table(version(w.client { ca_file = "/etc/ssl/certs/ca-certificates.crt", verify = false }))
    -- what was let in by one client is not open to the other
    _, err = version(strict)
    assert.equal("PEER_FAILED_VERIFICATION", err.code)
    assert.is_false(pcall(pb.new, { url = "http://example.com", login = "a", token = "t-t-t" }))
    for _, wrong in ipairs { "false", 0, "no" } do
      assert.is_false(pcall(pb.new, { url = "https://h", login = "a", token = "t-t-t", verify = wrong }))
    end
  end)
end)

describe("odd bytes", function()
  it("in names are refused by every operation before anything is sent", function()
    local client = w.client()
    for _, name in ipairs { "Account\r\nX-Evil: 1", "Account/../Session", "Account%2f", "Account?x", "Acc ount",
      "Account\0" } do
      for _, operation in ipairs { "create", "update", "delete", "get", "list", "pages", "collect" } do
        assert.is_false((pcall(client[operation], client, name, "account", { account_info = {} })))
        assert.is_false((pcall(client[operation], client, "Account", name, { account_info = {} })))
      end
      assert.is_false((pcall(client.call, client, name, "get_account_info", {}, { dry_run = true })))
      assert.is_false((pcall(client.download, client, "Account", name, {}, "/nonexistent", { dry_run = true })))
      assert.is_false((pcall(client.download, client, name, "get_account_info", {}, "/nonexistent")))
    end
    assert.equal(0, stats().total)
  end)

  it("in a token that the server gives are refused, and do not show", function()
    for _, body in ipairs { '{"access_token":"evil\\r\\nX-Evil: 1"}', '{"session_id":"evil\\" ,\\"x\\":\\"y"}',
      '{"access_token":"evil\\u0000"}', '{"access_token":"evil\195\164"}' } do
      local driver = replay.open({ { body = body }, { body = "{}" } }, { sessions = true })
      local _, err = pb.new { url = "https://localhost", login = "a", token = "t-t-t", driver = driver }
        :call("Account", "get_account_info")
      assert.equal("auth", err.kind)
      assert.is_nil(tostring(err):find("evil", 1, true))
      assert.equal(1, #driver.requests)
    end
  end)

  it("in a program's data leave an error one line", function()
    local driver = replay.open { { failed = "RECV_ERROR", message = "cut", handed_over = true } }
    local client = pb.new { url = "https://localhost", login = "a", token = "t-t-t", driver = driver }
    local _, err = client:create("Account", "account", { account_info = { id = "1\nERROR all is lost\r\27[2J\0" } })
    assert.equal("unknown", err.sent)
    assert.truthy(tostring(err):find("1\\nERROR all is lost", 1, true), tostring(err))
    assert.is_nil(tostring(err):find "%c", tostring(err))
  end)
end)

describe("C memory", function()
  it("holds no secret any more when it is freed #memory", function()
    local directory = shell.output "mktemp -d"
    local script = ([[
      local pb = require "portabilling"
      for _, options in ipairs { { token = "marker-bad" }, { token = %q }, { password = "marker-password" } } do
        options.url, options.login, options.ca_file, options.retries = %q, %q, %q, 0
        local client = pb.new(options)
        client:create("Account", "account", { account_info = { id = "1", h323_password = "marker-h323" } })
        client:call("Account", "get_account_info", { marker = "marker-param" })
        client:close()
        client = nil
        collectgarbage()
      end
    ]]):format(w.sandbox.token, w.sandbox.url.admin, w.sandbox.login, w.sandbox.ca_file)
    shell.output(("cc -shared -fPIC -o %s/freed.so %s -ldl"):format(directory,
      shell.quote((package.searchpath("support.world", package.path):gsub("world%.lua$", "freed.c")))))
    shell.output(("LUA_PATH=%s LUA_CPATH=%s FREED_REPORT=%s/report LD_PRELOAD=%s/freed.so %s -e %s"):format(
      shell.quote(package.path), shell.quote(package.cpath), directory, directory, shell.interpreter(),
      shell.quote(script)))
    local blocks, dirty = read(directory .. "/report"):match "(%d+) freed, (%d+) with a secret"
    shell.output("rm -rf " .. directory)
    assert.is_true(tonumber(blocks) > 50)
    assert.equal("0", dirty)
  end)
end)
