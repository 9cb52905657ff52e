-- One transfer of the curl module after the other, over real connections.
local transfers = require "support.transfers"

local start = transfers.start

describe("curl", function()
  local t = transfers.new { setup = setup, teardown = teardown, before_each = before_each, after_each = after_each }
  local request, drive, perform, raw_perform, with_raw = t.request, t.drive, t.perform, t.raw_perform, t.with_raw
  local multi
  before_each(function()
    multi = t.multi
  end)

  describe("one exchange", function()
    it("posts the body over verified TLS and returns the answer", function()
      local result = perform("/echo", { body = "hello\0world" })
      assert.equal("OK", result.code)
      assert.equal(0, result.number)
      assert.equal(200, result.status)
      assert.equal("hello\0world", result.body)
      assert.equal(11, result.body_bytes)
      assert.is_true(result.sent)
      assert.is_true(result.got_bytes)
      assert.is_true(result.headers_complete)
      assert.is_nil(result.message)
      assert.is_truthy(result.date:find("GMT", 1, true))
      assert.is_true(result.elapsed > 0)
    end)

    it("sends the headers it was given and neither Expect nor a content type of its own", function()
      local seen = perform("/seen", { headers = { "Authorization: Bearer abc", "X-One: 1" }, user_agent = "spec/1",
        body = ("x"):rep(2 * 1024 * 1024) }).body
      assert.is_truthy(seen:find("\nauthorization=Bearer abc\n", 1, true))
      assert.is_truthy(seen:find("\nx-one=1", 1, true))
      assert.is_truthy(seen:find("\nuser-agent=spec/1\n", 1, true))
      assert.is_truthy(seen:find("^POST\n"))
      assert.is_nil(seen:find("expect", 1, true))
      assert.is_nil(seen:find("content-type", 1, true))
      local typed = perform("/seen", { content_type = "application/json", body = "{}" }).body
      assert.is_truthy(typed:find("\ncontent-type=application/json\n", 1, true))
    end)

    it("is a GET where that is asked for, without the body, and a POST again with the next one", function()
      local profile, owner = multi:profile { ca_file = t.nginx.ca_file, verify = true }, {}
      local function method(get)
        local what = { url = t.nginx.url .. "/seen", body = "b", get = get, timeout = 30 }
        local transfer = assert(profile:send(what, owner))
        t.drive()
        local text = transfer:answer().body
        return text:match "GET" or text:match "POST", text:match "content%-length=(%d+)"
      end
      assert.same({ "POST", "1" }, { method() })
      assert.same({ "GET" }, { method(true) })
      assert.same({ "POST", "1" }, { method() })
    end)

    it("returns statuses and redirects as answers, and follows nothing", function()
      local redirect = perform "/redirect"
      assert.equal("OK", redirect.code)
      assert.equal(302, redirect.status)
      assert.equal("https://127.0.0.1:1/elsewhere", redirect.location)
      local refused = perform "/refused"
      assert.equal("OK", refused.code)
      assert.equal(503, refused.status)
      assert.equal("7", refused.retry_after)
    end)

    it("returns the file headers, and an empty body as an empty string", function()
      local file = perform "/file"
      assert.equal("application/pdf", file.content_type)
      assert.equal('attachment; filename="a b.pdf"', file.disposition)
      assert.equal("", perform("/echo").body)
    end)

    it("decodes gzip", function()
      local result = perform "/gzip"
      assert.equal(10000000, #result.body)
      assert.is_nil(result.body:find "[^0]")
    end)

    it("gives the same result table again, and nil before the end", function()
      local transfer = start(multi, request "/echo")
      assert.is_nil(transfer:result())
      drive()
      assert.equal(transfer:result(), transfer:result())
    end)

    it("keeps only the headers of the final answer", function()
      local interim = "HTTP/1.1 103 Early Hints\r\nLocation: /early\r\nContent-Type: text/early\r\n\r\n"
      local final = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nCONTENT-TYPE:  text/final \r\n\r\n"
      with_raw({ { "raw", interim .. final .. "2\r\nok\r\n0\r\nRetry-After: 1\r\n\r\n" } }, function(raw)
        local result = raw_perform(raw)
        assert.equal("OK", result.code)
        assert.equal(200, result.status)
        assert.equal("text/final", result.content_type)
        assert.is_nil(result.location)
        assert.is_nil(result.retry_after)
        assert.equal("ok", result.body)
      end)
    end)

    it("goes through the proxy it is told", function()
      with_raw({ { "answer" } }, function(raw)
        local result = raw_perform(raw, { url = "http://name-only-the-proxy-knows.invalid/", proxy = raw.url })
        assert.equal("OK", result.code)
        assert.equal(1, raw.count())
      end)
    end)
  end)

  describe("connections", function()
    it("are reused from call to call", function()
      local connections = {}
      for i = 1, 5 do
        local result = perform("/echo", { body = tostring(i) })
        connections[result.content_type] = true
        assert.equal(i > 1, result.reused)
      end
      assert.is_truthy(next(connections))
      assert.is_nil(next(connections, (next(connections))))
    end)

    it("are all kept after many calls at once and single ones after that", function()
      local known
      for round = 1, 2 do
        local many, used = {}, {}
        for i = 1, 12 do
          many[i] = assert(start(multi, request "/twelve"))
        end
        assert.equal("curl multi (12 running)", tostring(multi))
        local events = drive()
        assert.equal(24, #events)
        for _, transfer in ipairs(many) do
          local result = transfer:result()
          assert.equal("ok", result.body)
          used[result.content_type] = true
          assert.equal(round == 2, result.reused)
        end
        if known then
          assert.same(known, used)
        end
        known = used
        for _ = 1, 12 do
          perform "/echo"
        end
      end
    end)

    -- Resetting a handle is no way to that: when memory runs out then, libcurl leaves it broken and does not say so.
    it("hand nothing of one transfer on to the next", function()
      perform("/seen", { user_agent = "spec/1", content_type = "a/b", headers = { "X-One: 1" }, body = "x",
        stream = true,
        stall_timeout = 1, connect_timeout = 1, idle_limit = 1, verify = false, once = true, max_body = 10 })
      with_raw({ { "answer" } }, function(raw)
        assert.equal("1", raw_perform(raw, { url = "http://no-such-host.invalid/", proxy = raw.url }).body)
      end)
      local seen = perform("/seen").body
      assert.is_truthy(seen:find("accept-encoding=gzip", 1, true))
      assert.is_truthy(seen:find("content-length=0", 1, true))
      for _, name in ipairs { "user-agent", "content-type", "x-one" } do
        assert.is_nil(seen:find(name, 1, true))
      end
      local transfer = assert(start(multi, { url = t.nginx.url .. "/echo", proxy = "", timeout = 30 }))
      drive()
      assert.equal("PEER_FAILED_VERIFICATION", transfer:result().code)
      assert.equal("UNSUPPORTED_PROTOCOL", perform("/echo", { url = t.nginx.plain_url .. "/echo" }).code)
    end)

    it("that the server closed while idle are replaced, also for a change", function()
      local answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
      with_raw({ { "raw", answer } }, function(raw)
        assert.equal("OK", raw_perform(raw, { once = true }).code)
        assert.equal(1, raw.count()) -- the server has closed by the time it tells
        local second = raw_perform(raw, { once = true })
        assert.equal("OK", second.code)
        assert.is_false(second.reused)
        assert.equal(2, raw.count())
      end)
    end)
  end)

  describe("a change (once = true)", function()
    for _, ending in ipairs { "drop", "reset" } do
      it("reaches the server once when the reused connection ends in a " .. ending, function()
        with_raw({ { "answer" }, { ending }, { "answer" } }, function(raw)
          assert.equal("1", raw_perform(raw, { once = true }).body)
          local result = raw_perform(raw, { once = true })
          assert.equal(2, raw.count())
          assert.equal("CONNECTION_LOST", result.code)
          assert.is_true(result.sent)
          assert.is_true(result.resent_refused)
          assert.is_false(result.got_bytes)
          assert.is_nil(result.body)
          assert.equal("the server closed the connection before it answered", result.message)
        end)
      end)

      it("is not repeated on a new connection either that ends in a " .. ending, function()
        with_raw({ { ending }, { "answer" } }, function(raw)
          local result = raw_perform(raw, { once = true })
          assert.equal(1, raw.count())
          assert.equal("CONNECTION_LOST", result.code)
          assert.is_true(result.sent)
        end)
      end)
    end

    it("does not keep later calls from working", function()
      with_raw({ { "answer" }, { "drop" }, { "answer" } }, function(raw)
        raw_perform(raw, { once = true })
        raw_perform(raw, { once = true })
        assert.equal("3", raw_perform(raw, { once = true }).body)
      end)
    end)

    it("differs from a read, which is sent again when the reused connection is gone", function()
      with_raw({ { "answer" }, { "drop" }, { "answer" } }, function(raw)
        raw_perform(raw)
        local result = raw_perform(raw)
        assert.equal("3", result.body)
        assert.is_false(result.resent_refused)
        assert.equal(3, raw.count())
      end)
    end)
  end)
end)
