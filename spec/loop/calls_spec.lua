-- Calls in a program's own event loop: straight code that waits, while everything else goes on.
local loops = require "support.loops"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

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
    local client, loop

    before_each(function()
      loop = loops[name]()
      client = w.client { loop = name }
    end)
    after_each(function()
      client:close()
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

    it("a call that waits for its turn (rate) leaves the others alone", function()
      local paced, order = w.client { loop = name, rate = 1.5 }, {}
      loop.go(function()
        assert(version(paced)) -- the log-in had the first turn
        order[#order + 1] = "paced"
      end)
      loop.go(function()
        assert(version(client))
        order[#order + 1] = "other"
      end)
      loop.run()
      paced:close()
      assert.same({ "other", "paced" }, order)
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
