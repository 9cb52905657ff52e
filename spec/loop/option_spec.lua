-- A program's event loop as an option: its names and adapters, and what is left when its client is closed.
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local version = world.version

describe("in luv", function()
  it("a client that is closed while its loop stands still leaves no handle that is just being closed", function()
    local uv = require "luv"
    local function handles()
      local count, closing = 0, 0
      uv.walk(function(handle)
        count, closing = count + 1, closing + (handle:is_closing() and 1 or 0)
      end)
      return count, closing
    end
    uv.run()
    local raw = rawserver.start { { "hang" } }
    local before = handles()
    for _ = 1, 3 do -- the next one takes away what the one before left
      local client = w.client { url = raw.url, loop = "luv" }
      local err
      coroutine.wrap(function()
        local _
        _, err = version(client)
      end)()
      uv.run "nowait"
      client:close() -- luv crashes at the program's end when it is still closing one
      local count, closing = handles()
      assert.equal(0, closing)
      assert.is_true(count <= before + 2)
      uv.run()
      assert.equal("cancelled", err.kind)
    end
    raw.stop()
  end)
end)

describe("the option loop", function()
  it("takes the names of the loops and adapters, and says what it expects", function()
    local ok, message = pcall(pb.new, { url = "https://x", login = "x", token = "y", loop = "libev" })
    assert.is_false(ok)
    assert.truthy(message:find("option 'loop': \"cqueues\", \"luv\", \"copas\" or an adapter", 1, true), message)
    ok, message = pcall(pb.new, { url = "https://x", login = "x", token = "y", loop = {} })
    assert.is_false(ok)
    assert.truthy(message:find("functions current, park, resume, watch", 1, true), message)
    ok, message = pcall(pb.new, { url = "https://x", login = "x", token = "y", loop = "luv",
      driver = require("portabilling.driver.replay").open {} })
    assert.is_false(ok)
    assert.truthy(tostring(message):find("give either driver or loop", 1, true))
  end)

  it("says which package is missing", function()
    local output = shell.lua [[
      package.preload["portabilling.loop.luv"] = function() error("module 'luv' not found:\nno file", 0) end
      print(pcall(require("portabilling").new, { url = "https://x", login = "x", token = "y", loop = "luv" }))
    ]]:wait()
    assert.truthy(output:find("module 'luv' not found", 1, true), output)
    assert.truthy(output:find("Debian's package is lua-luv", 1, true), output)
    assert.is_nil(output:find("no file", 1, true))
  end)

  -- Copas must be loaded before socket.http, hence the process of its own; Debian has none for Lua 5.4.
  it("works with Copas where that is installed", function()
    local output = shell.lua(([[
      local found, copas = pcall(require, "copas")
      if not found then print "no Copas" os.exit(0) end
      local pb = require "portabilling"
      local client = pb.new { url = %q, login = %q, token = %q, ca_file = %q, loop = "copas" }
      local answers, most, waiting = 0, 0, 0
      for _ = 1, 20 do
        copas.addthread(function()
          for _ = 1, 3 do
            waiting = waiting + 1
            most = math.max(most, waiting)
            assert(client:call("Generic", "get_version"))
            waiting = waiting - 1
          end
          answers = answers + 1
        end)
      end
      while answers < 20 do copas.step(60) end
      client:close()
      copas.step(0)
      print(answers, most)
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file)):wait()
    if output ~= "no Copas\n" then
      assert.equal("20\t20\n", output)
      assert.equal(1, assert(w.sandbox:stats()).logins)
    end
  end)
end)
