-- Calls in a program's own event loop: straight code that waits, while everything else goes on.
local http = require "socket.http"
local json = require "cjson"
local loops = require "support.loops"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local server = require "support.server"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

-- Holds every answer back until it is told to go on.
local LOCATIONS = [[
  location /rest/ {
    content_by_lua_block {
      ngx.req.read_body()
      local counters = ngx.shared.counters
      local kind = ngx.var.uri == "/rest/Session/login" and "logins" or "calls"
      counters:incr(kind, 1, 0)
      while not counters:get(kind .. "_may_go_on") do ngx.sleep(0.002) end
      ngx.header.content_type = "application/json"
      ngx.print(kind == "logins" and
        '{"access_token":"a-token","refresh_token":"r","session_id":"s","expires_in":172799}' or '{"version":"x"}')
    }
  }
  location /counters {
    content_by_lua_block {
      local counters = ngx.shared.counters
      ngx.print(('{"calls":%d,"logins":%d}'):format(counters:get "calls" or 0, counters:get "logins" or 0))
    }
  }
  location /go_on { content_by_lua_block { ngx.shared.counters:set(ngx.var.arg_what .. "_may_go_on", true) } }
  location /reset { content_by_lua_block { ngx.shared.counters:flush_all() } }
]]

local function first_recording(client)
  local period = { from_date = "1970-01-01 00:00:00", to_date = "9000-01-01 00:00:00" }
  for customer in client:list("Customer", "customer") do
    period.i_customer = customer.i_customer
    for xdr in client:list("Customer", "xdr", period) do
      if client:call("CDR", "get_call_recording", { i_xdr = xdr.i_xdr }) then
        return xdr.i_xdr
      end
    end
  end
end

local version = world.version

for _, name in ipairs { "cqueues", "luv" } do
  describe("in " .. name, function()
    local nginx, client, loop

    setup(function()
      nginx = server.start { locations = LOCATIONS }
    end)
    teardown(function()
      nginx.stop()
    end)
    before_each(function()
      http.request(nginx.plain_url .. "/reset")
      loop = loops[name]()
      client = w.client { loop = name }
    end)
    after_each(function()
      client:close()
    end)

    local function counters()
      return json.decode((http.request(nginx.plain_url .. "/counters")))
    end

    local function go_on(what)
      http.request(nginx.plain_url .. "/go_on?what=" .. what)
    end

    -- Turns the loop meanwhile.
    local function wait_for(what, count)
      while counters()[what] < count do
        loop.pause()
      end
    end

    local function held_client(options)
      local settings = { url = nginx.url, ca_file = nginx.ca_file, login = "x", token = "y-token", loop = name }
      for option, value in pairs(options or {}) do
        settings[option] = value
      end
      return pb.new(settings)
    end

    it("50 calls wait at once, while another coroutine works", function()
      local held = held_client()
      local answers = 0
      for _ = 1, 50 do
        loop.go(function()
          assert(version(held))
          answers = answers + 1
        end)
      end
      local seen
      loop.go(function()
        wait_for("logins", 1)
        go_on "logins"
        wait_for("calls", 50)
        seen = { answers, counters().calls, counters().logins }
        go_on "calls"
      end)
      loop.run()
      assert.same({ 0, 50, 1 }, seen)
      assert.equal(50, answers)
      held:close()
    end)

    it("one call after the other works, and the loop ends when they do", function()
      local answers = 0
      for _ = 1, 2 do
        loop.go(function()
          for _ = 1, 20 do
            assert(version(client))
            answers = answers + 1
          end
        end)
        loop.run()
      end
      assert.equal(40, answers)
    end)

    it("a session lost under 20 waiting coroutines is renewed once", function()
      local answers = 0
      local function call()
        assert(version(client))
        answers = answers + 1
      end
      loop.go(call)
      loop.run()
      for _, what in ipairs { "access_tokens", "all" } do
        assert(w.sandbox:expire_sessions(what == "access_tokens" and what or nil))
        assert(w.sandbox:set { latency = 0.05 })
        for _ = 1, 20 do
          loop.go(call)
        end
        loop.run()
      end
      assert.equal(41, answers)
      local stats = assert(w.sandbox:stats())
      assert.same({ 2, 1 }, { stats.logins, stats.refreshes })
    end)

    it("all share the outcome of one refused log-in", function()
      local wrong, codes = w.client { loop = name, token = "wrong-token", login = w.sandbox.login }, {}
      for _ = 1, 10 do
        loop.go(function()
          local _, err = version(wrong)
          codes[#codes + 1] = err.code
        end)
      end
      loop.run()
      assert.equal(10, #codes)
      for _, code in ipairs(codes) do
        assert.equal("Server.Session.auth_failed", code)
      end
      assert.equal(1, assert(w.sandbox:stats()).failed_logins)
      wrong:close()
    end)

    it("two clients with one token file log in once, and do not lock each other out", function()
      local path = world.path()
      local answers = 0
      local first, second = w.client { loop = name, tokens = path }, w.client { loop = name, tokens = path }
      assert(w.sandbox:set { latency = 0.05 })
      for _, one in ipairs { first, second, first, second } do
        loop.go(function()
          assert(version(one, { timeout = 20 }))
          answers = answers + 1
        end)
      end
      loop.run()
      assert.same({ 4, 1 }, { answers, assert(w.sandbox:stats()).logins })
      first:close()
      second:close()
      os.remove(path)
      os.remove(path .. ".lock")
    end)

    it("lists, read-ahead and batches run", function()
      local listed, created, others = 0, 0, 0
      loop.go(function()
        for _ in client:list("Customer", "customer", nil, { page_size = 10, concurrency = 4 }) do
          listed = listed + 1
          if listed % 30 == 0 then
            loop.pause()
          end
        end
      end)
      loop.go(function()
        local items = {}
        for i = 1, 40 do
          items[i] = { account_info = { id = ("1604555%04d"):format(i), i_customer = 1, i_product = 1,
            billing_model = 1, bill_status = "O" } }
        end
        for item in client:batch("create", "Account", "account", items) do
          assert(item.result, tostring(item.err))
          created = created + 1
        end
      end)
      loop.go(function()
        local next_page = client:pages("Customer", "customer", nil, { page_size = 10 })
        next_page() -- what was asked for ahead is never taken
        others = #assert(client:collect("Customer", "customer", { limit = 15 }, { page_size = 5 }))
      end)
      loop.run()
      assert.equal(#assert(w.client():collect("Customer", "customer")), listed)
      assert.same({ 40, 15 }, { created, others })
      assert.equal(40, w.calls "Account/add_account")
    end)

    it("a read that failed waits for its next attempt without stopping the others", function()
      local attempts, turns, answer = 0, 0, nil
      loop.go(function()
        assert(version(client))
        assert(w.sandbox:inject { method = "Generic/get_version", action = "status", status = 502, times = 2 })
        answer = assert(version(client, { log = function() attempts = attempts + 1 end }))
      end)
      loop.go(function()
        while not answer do
          turns = turns + 1
          loop.pause()
        end
      end)
      loop.run()
      assert.equal(3, attempts)
      assert.is_true(turns > 1)
    end)

    it("what is asked for ahead comes in while the coroutine waits for something else", function()
      local page
      loop.go(function()
        local next_page = client:pages("Customer", "customer", nil, { page_size = 10 })
        next_page()
        while client.driver.multi:running() > 0 do
          loop.pause()
        end
        page = next_page()
      end)
      loop.run()
      assert.equal(9, #page) -- pages overlap by one record
      assert.is_true(w.calls "Customer/get_customer_list" < 4)
    end)

    it("an answer that another coroutine happens to collect still reaches its own", function()
      local held = held_client()
      local answer
      go_on "logins"
      loop.go(function()
        answer = assert(version(held))
      end)
      loop.go(function()
        wait_for("calls", 1)
        go_on "calls"
        repeat
          held.driver.tasks:turn(0.01) -- as a list does between its records
        until held.driver.multi:running() == 0
      end)
      loop.run()
      assert.equal("x", answer.version)
      held:close()
    end)

    it("several pauses end, none before its time, and none waits for a longer one", function()
      local held, ended, last = held_client(), 0, nil
      loop.go(function()
        last = { pcall(held.driver.sleep, held.driver, 3600) }
      end)
      for _, i in ipairs { 3, 1, 2 } do
        loop.go(function()
          local time = held.driver:now() + i * 0.02
          held.driver:sleep(i * 0.02)
          assert(held.driver:now() >= time)
          ended = ended + 1
          if ended == 3 then
            held:close() -- which ends the longest
          end
        end)
      end
      loop.run()
      assert.equal(3, ended)
      assert.is_table(last)
    end)

    it("a call that gets no answer ends at its time limit", function()
      local raw = rawserver.start { { "hang" } }
      local mute, kinds = pb.new { url = raw.url, login = "x", token = "y-token", loop = name }, {}
      for i = 1, 5 do
        loop.go(function()
          local _, err = version(mute, { timeout = i * 0.02, retries = 0 })
          kinds[#kinds + 1] = err.kind
        end)
      end
      loop.run()
      assert.same({ "timeout", "timeout", "timeout", "timeout", "timeout" }, kinds)
      mute:close()
      raw.stop()
    end)

    it("a file is streamed while it comes", function()
      local size = 2 * 1024 * 1024
      local bytes, pieces = 0, 0
      assert(w.sandbox:set { recording_bytes = size })
      loop.go(function()
        local xdr = first_recording(client)
        assert(client:download("CDR", "get_call_recording", { i_xdr = xdr }, function(piece)
          bytes, pieces = bytes + #piece, pieces + 1
        end))
      end)
      loop.run()
      assert.equal(size, bytes)
      assert.is_true(pieces > 1)
    end)

    it("closing the client ends its calls, cancelled", function()
      local held, errors = held_client(), {}
      for i = 1, 5 do
        loop.go(function()
          local _, err = version(held)
          errors[i] = err
        end)
      end
      loop.go(function()
        wait_for("logins", 1)
        go_on "logins"
        wait_for("calls", 5)
        held:close()
      end)
      loop.run()
      for i = 1, 5 do
        assert.same({ "cancelled", "unknown" }, { errors[i].kind, errors[i].sent })
        assert.truthy(tostring(errors[i]):find("the client was closed during this call", 1, true))
      end
    end)

    it("closing it during the log-in ends the calls that wait for it", function()
      local held, errors = held_client(), {}
      for i = 1, 5 do
        loop.go(function()
          local _, err = version(held)
          errors[i] = err
        end)
      end
      loop.go(function()
        wait_for("logins", 1)
        held:close()
      end)
      loop.run()
      for i = 1, 5 do
        assert.same({ "cancelled", "no" }, { errors[i].kind, errors[i].sent })
      end
    end)

    it("closing it ends the calls that wait for their next attempt", function()
      local raw = rawserver.start { { "drop" } }
      local failing = pb.new { url = raw.url, login = "x", token = "y-token", loop = name }
      local waits, ended = false, false
      failing.driver.sleep = function(self)
        waits = true
        return getmetatable(self).sleep(self, 3600)
      end
      loop.go(function()
        assert.is_nil((version(failing)))
        ended = true
      end)
      loop.go(function()
        while not waits do
          loop.pause()
        end
        failing:close()
      end)
      loop.run()
      assert.is_true(ended)
      raw.stop()
    end)

    it("outside of its coroutines a call blocks, as in a plain script", function()
      assert.is_true(client:login())
      assert(version(client))
      local count = 0
      for _ in client:list("Customer", "customer", nil, { page_size = 10, concurrency = 3 }) do
        count = count + 1
      end
      assert.equal(#assert(client:collect("Customer", "customer")), count)
    end)

    it("the loop belongs to the client that was given it; others are not disturbed", function()
      local blocking, order = w.client(), {}
      loop.go(function()
        assert(version(client))
        order[#order + 1] = "in the loop"
        assert(version(blocking))
        order[#order + 1] = "blocking"
      end)
      loop.run()
      assert.same({ "in the loop", "blocking" }, order)
    end)

    it("a client that acts as another login stays in the loop", function()
      local account = w.sandbox.logins.account
      local child
      loop.go(function()
        child = assert(client:login_as { login = account.login, url = w.sandbox.url.account })
        assert(child:get("Account", "account"))
      end)
      loop.run()
      assert.equal(client.settings.loop, child.settings.loop)
      child:close()
    end)

    if name == "cqueues" then
      it("a loop that is dropped in mid-call leaves the client usable in the next", function()
        local held = held_client()
        loop.go(function()
          version(held)
        end)
        while counters().logins < 1 do
          loop.turn()
        end
        loop.close()
        loop = loops[name]()
        local answer
        loop.go(function()
          answer = assert(version(held))
        end)
        loop.go(function()
          go_on "logins"
          go_on "calls"
        end)
        loop.run()
        assert.equal("x", answer.version)
        assert.equal(1, counters().logins)
        held:close()
      end)

      it("two loops can share a client", function()
        local other = loops[name]()
        local answers = 0
        for _, one in ipairs { loop, other, loop, other } do
          one.go(function()
            for _ = 1, 5 do
              assert(version(client))
              answers = answers + 1
            end
          end)
        end
        loop.go(function()
          other.run()
        end)
        loop.run()
        assert.equal(20, answers)
      end)

      it("a coroutine within one of the loop's blocks instead of getting lost", function()
        local inner = {}
        loop.go(function()
          local each = coroutine.wrap(function()
            for _ = 1, 3 do
              coroutine.yield(assert(version(client)))
            end
          end)
          for i = 1, 3 do
            inner[i] = type(each())
          end
        end)
        loop.run()
        assert.same({ "table", "table", "table" }, inner)
      end)
    end

    it("what one coroutine raises is its own business", function()
      local answers = 0
      for i = 1, 6 do
        loop.go(function()
          assert(version(client))
          if i == 3 then
            error("mine", 0)
          end
          assert(version(client))
          answers = answers + 1
        end)
      end
      local ok, message = pcall(loop.run)
      assert.is_false(ok)
      assert.truthy(message:find("mine", 1, true))
      loop.run()
      assert.equal(5, answers)
    end)
  end)
end

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
