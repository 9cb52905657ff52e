-- Transfers and multis that end in other ways than planned: cancelled, closed, collected, forked.
local curl = require "portabilling.curl"
local rawserver = require "support.rawserver"
local socket = require "socket"
local transfers = require "support.transfers"

local start = transfers.start

describe("curl", function()
  local t = transfers.new { setup = setup, teardown = teardown, before_each = before_each, after_each = after_each }
  local request, drive, perform, with_raw = t.request, t.drive, t.perform, t.with_raw
  local multi
  before_each(function()
    multi = t.multi
  end)

  describe("lifecycle", function()
    it("cancels one transfer and leaves the others alone", function()
      with_raw({ { "hang" } }, function(raw)
        local hanging = start(multi, { url = raw.url, http = true, proxy = "", body = "x" })
        local other = start(multi, request("/echo", { body = "fine" }))
        local check = transfers.bound()
        repeat
          check()
          multi:step(10)
        until other:result()
        check = transfers.bound()
        repeat
          check()
          multi:step(0)
        until raw.count() == 1
        hanging:cancel()
        hanging:cancel()
        assert.equal("CANCELLED", hanging:result().code)
        assert.is_true(hanging:result().sent)
        assert.equal("curl transfer (CANCELLED)", tostring(hanging))
        assert.equal("fine", other:result().body)
        other:cancel() -- too late to change anything
        assert.equal("OK", other:result().code)
        assert.equal(0, multi:running())
      end)
    end)

    -- A listener whose queue is full: whoever connects to it waits.
    local function with_full_queue(run)
      local listener = assert(socket.bind("127.0.0.1", 0, 0))
      local waiting = { listener }
      for i = 1, 3 do
        waiting[i + 1] = assert(socket.tcp())
        waiting[i + 1]:settimeout(0)
        waiting[i + 1]:connect(listener:getsockname())
      end
      local _, port = listener:getsockname()
      local url = ("http://127.0.0.1:%s/"):format(port)
      local connecting = start(multi, { url = url, http = true, proxy = "", timeout = 60 })
      multi:step(0.01)
      multi:step(0.01)
      local function close()
        for i = 1, #waiting do
          waiting[i]:close()
        end
      end
      local ok, message = xpcall(run, debug.traceback, connecting, close)
      close()
      assert(ok, message)
    end

    it("cancels an attempt to connect, whose descriptor something else gets, and leaves the others alone", function()
      with_raw({ { "later", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine" } }, function(raw)
        local other = start(multi, { url = raw.url, http = true, proxy = "", body = "x", timeout = 60 })
        local check = transfers.bound()
        repeat
          check()
          multi:step(0.01)
        until raw.count() == 1
        with_full_queue(function(connecting)
          connecting:cancel()
          local unknown = start(multi, { url = "http://1..invalid/", http = true, proxy = "", timeout = 60 })
          check = transfers.bound()
          repeat
            check()
            multi:step(10)
          until unknown:result()
          assert.equal("COULDNT_RESOLVE_HOST", unknown:result().code)
        end)
        assert.is_nil(other:result())
        raw.release()
        drive()
        assert.equal("fine", other:result().body)
      end)
    end)

    it("closes with transfers running; what was fetched stays", function()
      local finished = start(multi, request("/echo", { body = "kept" }))
      drive()
      local raw = rawserver.start { { "hang" } }
      local running = start(multi, request("", { url = raw.url, http = true }))
      multi:close()
      multi:close()
      raw.stop()
      assert.equal("curl multi (closed)", tostring(multi))
      assert.equal(0, multi:running())
      assert.equal("CANCELLED", running:result().code)
      assert.is_false(running:result().got_bytes)
      assert.equal("kept", finished:result().body)
      assert.has_error(function() multi:step(0) end, "step: the curl multi is closed")
      assert.has_error(function() start(multi, request "/echo") end, "profile: the curl multi is closed")
    end)

    it("keeps a transfer whose variable is gone until it is done", function()
      start(multi, request("/echo", { body = "anyone there?" }))
      collectgarbage()
      collectgarbage()
      local events
      local check = transfers.bound()
      repeat
        check()
        events = multi:step(10)
      until events[1]
      assert.equal("anyone there?", events[1]:result().body)
    end)

    it("survives garbage collection in any order", function()
      for round = 1, 200 do
        local own = curl.multi()
        local kept = {}
        for i = 1, 4 do
          kept[i] = start(own, request("/echo", { stream = i % 2 == 0, headers = { "X-Round: " .. round } }))
        end
        if round % 3 == 0 then
          own:step(0)
        end
        kept[1 + round % 4]:cancel()
        if round % 2 == 0 then
          own = nil
        else
          kept = nil
        end
        if round % 5 == 0 then
          collectgarbage()
        end
        assert.is_true((own or kept) ~= nil)
      end
      collectgarbage()
      assert.equal("alive", perform("/echo", { body = "alive" }).body)
    end)

    -- Runs when it is collected, in the middle of whatever asks for memory just then.
    local function finalizer(run)
      if newproxy then
        getmetatable(newproxy(true)).__gc = run
      else
        setmetatable({}, { __gc = run })
      end
    end

    it("loses no bytes of a stream when a finalizer steps while they are taken", function()
      -- In steps as long as can be: they come to the finalizers.
      local speed = newproxy and collectgarbage("setstepmul", 1000000)
      local mode = not newproxy and collectgarbage("incremental", 1, 1000, 30)
      finally(function()
        if newproxy then
          collectgarbage("setstepmul", speed)
        else
          collectgarbage("incremental", 200, 100, 13)
          collectgarbage(mode)
        end
        collectgarbage "restart"
      end)
      collectgarbage "stop"
      -- What is taken is long: for a short string that is there already no memory would be asked for.
      with_raw({ { "trickle", "HTTP/1.1 200 OK\r\n\r\nbegin", ("x"):rep(100) } }, function(raw)
        local transfer = assert(start(multi, { url = raw.url .. "/", http = true, proxy = "", timeout = 30,
          stream = true }))
        local taken, taking, ran, tries = 0, false, false, 0
        local function step()
          ran = taking
          multi:step(0.2, {}) -- some come in that time
        end
        repeat
          finalizer(step)
          multi:step(10)
          collectgarbage "restart" -- and so it goes on as soon as memory is asked for
          taking = true
          taken = taken + #transfer:take()
          taking = false
          collectgarbage "stop"
          tries = tries + 1
        until ran or tries == 40 -- where the collector comes is its own affair
        transfer:cancel()
        taken = taken + #transfer:take()
        assert.equal(transfer:result().body_bytes, taken)
      end)
    end)

    it("is checked after the last finalizer that could close it", function()
      local pause, speed = collectgarbage("setpause", 100), collectgarbage("setstepmul", 1000)
      finally(function()
        collectgarbage("setpause", pause)
        collectgarbage("setstepmul", speed)
      end)
      for _ = 1, 20 do
        local pool = curl.multi()
        local profile, closed = pool:profile {}, false
        finalizer(function()
          pool:close()
          closed = true
        end)
        repeat
          local ok, transfer, message = pcall(profile.send, profile, { url = "https://127.0.0.1:1/" })
          assert.is_true(closed or ok)
          assert.is_truthy(transfer, message)
        until closed
      end
    end)

    it("sends the headers that were checked, whatever finalizers do to them", function()
      local headers = {}
      for _ = 1, 1000 do
        headers[1] = "A: b"
        finalizer(function()
          headers[1] = {}
        end)
        pcall(multi.profile, multi, { headers = headers })
      end
    end)

    it("waits out the time when nothing runs, and returns no events", function()
      local before = curl.now()
      assert.same({}, multi:step(0.05))
      assert.is_true(curl.now() - before >= 0.045)
      assert.same({}, multi:step())
      assert.same({}, multi:step(-1))
    end)

    if rawget(_G, "jit") then
      it("has nothing to do for an attempt that was cancelled while a child process had a copy of it", function()
        local ffi = require "ffi"
        ffi.cdef "int fork(void); void _exit(int); int kill(int, int); int waitpid(int, int *, int); int pause(void);"
        with_full_queue(function(connecting, close)
          local child = ffi.C.fork()
          if child == 0 then
            close()
            ffi.C.pause()
            ffi.C._exit(0)
          end
          connecting:cancel()
          close()
          local before, steps = curl.now(), 0
          while curl.now() - before < 2 do -- the connection request is repeated after 1 s, and refused
            multi:step(2)
            steps = steps + 1
          end
          ffi.C.kill(child, 9)
          ffi.C.waitpid(child, nil, 0)
          assert.is_true(steps < 20)
        end)
      end)

      it("leaves the parent's connections alone in a forked child", function()
        local ffi = require "ffi"
        ffi.cdef "int fork(void); void _exit(int); int waitpid(int, int *, int);"
        assert.equal("1", perform("/echo", { body = "1" }).body)
        local child = ffi.C.fork()
        if child == 0 then
          local ok, message = pcall(multi.step, multi, 0)
          multi:close()
          collectgarbage()
          ffi.C._exit(not ok and message:find("after a fork", 1, true) and 7 or 1)
        end
        local status = ffi.new "int[1]"
        ffi.C.waitpid(child, status, 0)
        assert.equal(7, math.floor(status[0] / 256))
        local result = perform("/echo", { body = "2" })
        assert.equal("2", result.body)
        assert.is_true(result.reused)
      end)
    end
  end)
end)
