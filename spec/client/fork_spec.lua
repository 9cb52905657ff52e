-- Clients of a program that starts another one, or forks.
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

describe("a program that is started while connections are open", function()
  it("does not inherit them", function()
    local script = ([[
      local client = require "portabilling".new { url = %q, login = %q, token = %q, ca_file = %q }
      local open = "for f in /proc/%s/fd/*; do readlink $f; done | sed -n 's/^socket:.\\([0-9]*\\).$/\\1/p' | "
        .. "while read inode; do grep -w $inode /proc/net/tcp; done | wc -l"
      local function count(process)
        local pipe = io.popen(open:format(process))
        local number = pipe:read "*n"
        pipe:close()
        return number
      end
      local own, inherited = count "$PPID", count "self"
      assert(client:login())
      print("own", count "$PPID" - own, "inherited", count "self" - inherited)
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, "%s")
    local output = shell.lua(script):wait()
    assert.truthy(output:find("own\t1\tinherited\t0\n", 1, true), output)
  end)
end)

describe("after a fork", function()
  it("the child uses connections of its own, the parent keeps its own, and both keep the session", function()
    local script = ([[
      local pb = require "portabilling"
      local relay = require "support.relay"
      local fork = require "support.fork"
      local front = relay.start(%d, { "pass" })
      local function make()
        return pb.new { url = front.url, login = %q, token = %q, ca_file = %q }
      end
      local client = make()
      assert(client:login())
      assert(front.connections() == 1)
      print("child", fork(function()
        assert(client:call("Generic", "get_version")) -- the inherited client
        assert(make():login())                        -- a new one
        local connections = front.connections()
        client:close()
        client = nil
        collectgarbage()
        collectgarbage()
        return connections
      end))
      assert(client:call("Generic", "get_version"))
      print("parent", front.connections())
      client:close()
      front.stop()
    ]]):format(tonumber(w.sandbox.url.admin:match ":(%d+)$"), w.sandbox.login, w.sandbox.token, w.sandbox.ca_file)
    local output = shell.lua(script):wait()
    -- 1 is the parent's, used again after the fork; the child's two clients share the second
    assert.same({ "2", "2" }, { output:match "child\t(%d+)", output:match "parent\t(%d+)" }, output)
    assert.equal(2, assert(w.sandbox:stats()).logins)
  end)

  it("a list that was being read in the parent goes on there; in the child it says why it cannot", function()
    local script = ([[
      local pb = require "portabilling"
      local fork = require "support.fork"
      local client = pb.new { url = %q, login = %q, token = %q, ca_file = %q }
      local iterate = client:list("Customer", "customer", {}, { page_size = 2, prefetch = 2 })
      assert(iterate())
      print("child", fork(function()
        local ok, message
        repeat
          ok, message = pcall(iterate)
        until not ok
        io.stderr:write(tostring(message), "\n")
        return 7
      end))
      local count = 1
      for _ in iterate do
        count = count + 1
      end
      print("parent", count)
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file)
    local output = shell.lua(script):wait()
    assert.truthy(output:find("child\t7", 1, true), output)
    assert.truthy(output:find("fork", 1, true), output)
    local count = #assert(w.client():collect("Customer", "customer"))
    assert.equal(count, tonumber(output:match "parent\t(%d+)"))
  end)
end)
