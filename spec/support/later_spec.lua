-- What is loaded when: support/later.lua. Each program starts anew.
local shell = require "support.shell"

local function directory_of(name, templates, suffix)
  local path = assert(package.searchpath(name, templates))
  return shell.output("cd " .. shell.quote(path:sub(1, -#suffix - 1)) .. " && pwd")
end

local lua_directory = directory_of("portabilling", package.path, "portabilling/init.lua")
local c_directory = directory_of("portabilling.core", package.cpath, "portabilling/core.so")

-- Runs a script whose modules are found in these directories.
local function run(script, lua, c, before)
  lua = lua or lua_directory
  return shell.start(("%sLUA_PATH=%s LUA_CPATH=%s %s -e %s"):format(before or "",
    shell.quote(lua .. "/?.lua;" .. lua .. "/?/init.lua;;"), shell.quote((c or c_directory) .. "/?.so;;"),
    shell.interpreter(), shell.quote(script))):wait()
end

-- A port where nobody listens; nothing is sent there but once.
local CLIENT = [[
  local pb = require "portabilling"
  local client = pb.new { url = "http://127.0.0.1:1", login = "api", token = "t-t-t", retries = 0 }
  local account = { account_info = { id = "1" } }
]]

local function with_copy(test)
  local copy = shell.output "mktemp -d"
  shell.output(("cp -R %s/. %s"):format(shell.quote(lua_directory), copy))
  local ok, message = pcall(test, copy)
  shell.output("rm -rf " .. copy)
  assert(ok, message)
end

describe("modules that are loaded later", function()
  it("are not there before they are used", function()
    run([[
      local pb = require "portabilling"
      local function loaded(name)
        return package.loaded["portabilling." .. name] ~= nil
      end
      for _, name in ipairs { "batch", "client.operations", "list.pager", "call.sinks", "client.sessions" } do
        assert(not loaded(name), name)
      end
      local client = pb.new { url = "https://localhost", login = "api", token = "t-t-t", dry_run = true }
      client:create("Account", "account", { account_info = { id = "1" } })
      assert(loaded "client.operations" and not loaded "list.pager")
      assert(#client:collect("Customer", "customer") == 0)
      assert(loaded "list.pager" and not loaded "batch")
      for _ in client:batch("create", "Account", "account", {}) do end
      assert(loaded "batch")
    ]])
  end)

  it("leave a method that is called first what it was, with what the program has put in front of it", function()
    run(CLIENT .. [[
      local class, calls = getmetatable(client), 0
      local create, delete = class.create, class.delete
      class.create = function(self, ...)
        calls = calls + 1
        return create(self, ...)
      end
      for _ = 1, 3 do
        client:create("Account", "account", account)
      end
      client:delete("Account", "account", { i_account = 1 })
      assert(calls == 3 and class.delete == delete, calls)
    ]])
  end)

  it("come from where the others came from when the program has changed package.path", function()
    run(CLIENT .. [[
      package.path, package.cpath = "/nowhere/?.lua", "/nowhere/?.so"
      for item in client:batch("create", "Account", "account", { account }) do
        assert(item.err.kind == "transport", tostring(item.err))
      end
      assert(package.path == "/nowhere/?.lua" and package.cpath == "/nowhere/?.so")
    ]])
  end)

  it("and those that an option asks for, too", function()
    local directory = shell.output "mktemp -d"
    local ok, message = pcall(run, [[
      local pb = require "portabilling"
      package.path, package.cpath = "/nowhere/?.lua", "/nowhere/?.so"
      local client = pb.new { url = "http://127.0.0.1:1", login = "api", token = "t-t-t", retries = 0,
        tokens = "./tokens" }
      local rows = { { account_info = { id = "1" } } }
      for item in client:batch("create", "Account", "account", rows, { journal = "./journal" }) do
        assert(item.err.kind == "transport", tostring(item.err))
      end
    ]], nil, nil, ("cd %s && "):format(directory))
    shell.output("rm -rf " .. directory)
    assert(ok, message)
  end)

  it("never come from the directory that the program is in by then", function()
    local directory = shell.output "mktemp -d"
    local ok, message = pcall(run, CLIENT .. [[
      os.execute "mkdir -p portabilling/batch && echo 'error [=[not ours]=]' > portabilling/batch/init.lua"
      assert(package.searchpath("portabilling.batch", package.path):sub(1, 2) == "./")
      for item in client:batch("create", "Account", "account", { account }) do
        assert(item.err.kind == "transport", tostring(item.err))
      end
    ]], "./?.lua;./?/init.lua;" .. lua_directory, "./?.so;" .. c_directory, ("cd %s && "):format(directory))
    shell.output("rm -rf " .. directory)
    assert(ok, message)
  end)

  it("are loaded at once when they are found by a relative path, for the program may change its directory", function()
    local script = 'require "portabilling" assert(package.loaded["portabilling.batch"].new)'
    run(script, ".", c_directory, ("cd %s && "):format(shell.quote(lua_directory)))
    run(script, lua_directory, ".", ("cd %s && "):format(shell.quote(c_directory)))
  end)

  it("are not needed any more by a call that has begun", function()
    with_copy(function(copy)
      run(CLIENT .. ([[
        pcall(client.create, client, "Account", "account", {}) -- raises: they lack their wrapper
        os.execute "rm -rf %s/portabilling"
        local answer, err = client:create("Account", "account", account)
        assert(answer == nil and err.kind == "transport" and err.sent == "no", tostring(err))
      ]]):format(copy), copy)
    end)
  end)

  it("say what is amiss when they are gone", function()
    with_copy(function(copy)
      run(CLIENT .. ([[
        os.execute "rm -rf %s/portabilling"
        local ok, message = pcall(client.batch, client, "create", "Account", "account", { account })
        assert(not ok and message:find "loaded when it is first used cannot be found any more", message)
      ]]):format(copy), copy)
    end)
  end)

  it("may all be loaded at the start, by a program that gives up its files", function()
    with_copy(function(copy)
      run(CLIENT .. ([[
        require("portabilling.support.later").all()
        os.execute "rm -rf %s/portabilling"
        for item in client:batch("create", "Account", "account", { account }) do
          assert(item.err.kind == "transport", tostring(item.err))
        end
        local answer, err = client:login()
        assert(answer == nil and err.kind == "transport", tostring(err))
      ]]):format(copy), copy)
    end)
  end)

  it("can be loaded after an interrupt ended it", function()
    run(CLIENT .. [[
      debug.sethook(function()
        if debug.getinfo(2, "S").source:find "batch/error" then
          debug.sethook()
          error("interrupted!", 0)
        end
      end, "l")
      local ok, message = pcall(client.batch, client, "create", "Account", "account", { account })
      assert(not ok and message == "interrupted!", message)
      for item in client:batch("create", "Account", "account", { account }) do
        assert(item.err.kind == "transport", tostring(item.err))
      end
    ]])
  end)
end)
