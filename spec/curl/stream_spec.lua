-- Transfers whose bodies are taken as they come.
local shell = require "portabilling.sandbox.shell"
local transfers = require "support.transfers"

local start = transfers.start

local HIGH_WATER = 256 * 1024 + 16 * 1024 -- what a stream may hold: the mark, and one libcurl buffer above it

describe("curl", function()
  local t = transfers.new { setup = setup, teardown = teardown, before_each = before_each, after_each = after_each }
  local request, drive, perform, raw_perform, with_raw = t.request, t.drive, t.perform, t.raw_perform, t.with_raw
  local multi
  before_each(function()
    multi = t.multi
  end)

  local function resident_kb()
    return tonumber(assert(shell.read_file "/proc/self/status"):match "VmRSS:%s*(%d+)")
  end

  describe("a stream", function()
    it("hands the body over in pieces, with the head before", function()
      local transfer = start(multi, request("/file", { stream = true }))
      assert.is_nil(transfer:head())
      local pieces, first = {}, nil
      local check = transfers.bound()
      while multi:running() > 0 do
        check()
        local events = multi:step(10)
        for i = 1, #events, 2 do
          assert.equal(transfer, events[i])
          first = first or { transfer:head() }
          pieces[#pieces + 1] = transfer:take()
        end
      end
      assert.same({ 200, "application/pdf", 'attachment; filename="a b.pdf"' }, first)
      assert.equal("%PDF", table.concat(pieces))
      assert.equal("", transfer:take())
      local result = transfer:result()
      assert.is_nil(result.body)
      assert.equal(4, result.body_bytes)
    end)

    it("waits for its reader: what is not taken is not fetched", function()
      local total = 64 * 1024 * 1024
      local stream = start(multi, request("/large?kb=65536", { stream = true, timeout = 600 }))
      local events
      local check = transfers.bound()
      repeat
        check()
        events = multi:step(10)
      until events[1]
      assert.equal("data", events[2])
      -- As much again comes through another transfer meanwhile: the stream had every chance to run on.
      local other = start(multi, request("/large?kb=65536", { timeout = 600 }))
      check = transfers.bound()
      repeat
        check()
        for i, what in ipairs(multi:step(10)) do
          assert.equal(i % 2 == 1 and other or "done", what)
        end
      until other:result()
      assert.equal(total, other:result().body_bytes)
      local got, largest = 0, 0
      while true do
        local piece = stream:take()
        got, largest = got + #piece, math.max(largest, #piece)
        if stream:result() then
          break
        end
        multi:step(10)
      end
      assert.equal(total, got)
      assert.equal("OK", stream:result().code)
      assert.is_true(largest <= HIGH_WATER, "a piece of " .. largest)
    end)

    it("keeps what arrived before the end for a last take", function()
      local transfer = start(multi, request("/echo", { stream = true, body = "last words" }))
      drive()
      assert.equal("last words", transfer:take())
      assert.equal("", transfer:take())
    end)

    it("never holds an endless body, and can be cancelled #memory", function()
      local head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"
      with_raw({ { "endless", head, ("y"):rep(32768) } }, function(raw)
        local stream = start(multi, { url = raw.url, http = true, proxy = "", stream = true })
        local got, before = 0, resident_kb()
        while got < 256 * 1024 * 1024 do
          multi:step(10)
          local piece = stream:take()
          assert.is_true(#piece <= HIGH_WATER)
          got = got + #piece
        end
        stream:cancel()
        assert.equal(0, multi:running())
        assert.is_true(resident_kb() - before < 100 * 1024)
      end)
    end)

    it("obeys max_body, also for bytes that were held back", function()
      for _, limit in ipairs { 1000, 256 * 1024, 272 * 1024, 600000 } do
        local stream = start(multi, request("/large?kb=65536", { stream = true, max_body = limit }))
        local got = 0
        local check = transfers.bound()
        while multi:running() > 0 do
          check()
          multi:step(10)
          got = got + #stream:take()
        end
        got = got + #stream:take()
        local result = stream:result()
        assert.equal("WRITE_ERROR", result.code)
        assert.equal("body", result.limit)
        assert.equal(got, result.body_bytes)
        assert.is_true(got <= limit)
      end
    end)

    it("leaves time for other transfers, however fast it is", function()
      with_raw({ { "endless", "HTTP/1.1 200 OK\r\n\r\n", ("y"):rep(1048576) } }, function(raw)
        local stream = start(multi, { url = raw.url, http = true, proxy = "", stream = true })
        multi:step(10)
        local other = start(multi, request("/echo", { body = "fine" }))
        local steps = 0
        repeat
          multi:step(10)
          stream:take()
          steps = steps + 1
        until other:result() or steps == 10000
        assert.equal("fine", (other:result() or {}).body)
        stream:cancel()
      end)
    end)

    it("asks for no compression, in which libcurl does not notice a missing end", function()
      local stream = start(multi, request("/seen", { stream = true }))
      drive()
      assert.is_nil(stream:take():find("accept-encoding", 1, true))
      assert.is_truthy(perform("/seen").body:find("\naccept-encoding=gzip\n", 1, true))
    end)

    it("ends when nothing comes for stall_timeout", function()
      with_raw({ { "hang" } }, function(raw)
        local result = raw_perform(raw, { stream = true, stall_timeout = 1, body = "" })
        assert.equal("OPERATION_TIMEDOUT", result.code)
        assert.is_true(result.sent)
      end)
    end)
  end)
end)
