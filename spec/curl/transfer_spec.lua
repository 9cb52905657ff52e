local curl = require "portabilling.curl"
local rawserver = require "support.rawserver"
local server = require "support.server"
local shell = require "portabilling.sandbox.shell"
local socket = require "socket"
local transfers = require "support.transfers"

local start = transfers.start

local HIGH_WATER = 256 * 1024 + 16 * 1024 -- what a stream may hold: the mark, and one libcurl buffer above it

local LOCATIONS = [[
  location /echo {
    content_by_lua_block {
      ngx.req.read_body()
      ngx.header["X-Connection"] = ngx.var.connection
      ngx.header.content_type = "text/x; c=" .. ngx.var.connection
      ngx.print(ngx.req.get_body_data() or "")
    }
  }
  # answers when twelve requests are there, so that they are on twelve connections
  location /twelve {
    content_by_lua_block {
      local counters = ngx.shared.counters
      local round = math.ceil(counters:incr("twelve", 1, 0) / 12)
      while counters:get "twelve" < round * 12 do ngx.sleep(0.002) end
      ngx.header.content_type = "text/x; c=" .. ngx.var.connection
      ngx.print "ok"
    }
  }
  location /seen {
    content_by_lua_block {
      local lines = { ngx.req.get_method() }
      for name, value in pairs(ngx.req.get_headers(0)) do lines[#lines + 1] = name .. "=" .. value end
      table.sort(lines)
      ngx.print(table.concat(lines, "\n"))
    }
  }
  location /gzip {
    gzip on; gzip_min_length 1; gzip_types *;
    content_by_lua_block { for _ = 1, 1000 do ngx.print(("0"):rep(10000)) end }
  }
  location /gzip-corrupt {
    content_by_lua_block {
      ngx.header["Content-Encoding"] = "gzip"
      ngx.print("\31\139\8\0\0\0\0\0\0\3 this is no deflate stream")
    }
  }
  location /gzip-and-more {
    content_by_lua_block {
      ngx.header["Content-Encoding"] = "gzip"
      ngx.print(ngx.decode_base64("H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==") .. "more")
    }
  }
  location /large {
    content_by_lua_block {
      local piece = ("x"):rep(65536)
      for _ = 1, tonumber(ngx.var.arg_kb) / 64 do ngx.print(piece) ngx.flush(true) end
    }
  }
  location /headers {
    content_by_lua_block {
      for i = 1, 100 do ngx.header["X-" .. i] = ("v"):rep(1000) end
      ngx.print("ok")
    }
  }
  location /file {
    content_by_lua_block {
      ngx.header["Content-Disposition"] = 'attachment; filename="a b.pdf"'
      ngx.header.content_type = "application/pdf"
      ngx.print("%PDF")
    }
  }
  location /redirect { return 302 https://127.0.0.1:1/elsewhere; }
  location /refused { add_header Retry-After 7 always; return 503; }
]]

describe("curl", function()
  local nginx, multi

  setup(function()
    nginx = server.start { locations = LOCATIONS }
  end)
  teardown(function()
    nginx.stop()
  end)
  before_each(function()
    multi = curl.multi()
  end)
  after_each(function()
    multi:close()
  end)

  --- A request to nginx over verified TLS, unless `more` says otherwise. Loopback never goes through a proxy.
  local function request(path, more)
    local options = { url = nginx.url .. path, ca_file = nginx.ca_file, proxy = "", timeout = 30 }
    for name, value in pairs(more or {}) do
      options[name] = value
    end
    return options
  end

  local function drive()
    local events, check = {}, transfers.bound()
    while multi:running() > 0 do
      check()
      for _, what in ipairs(assert(multi:step(10))) do
        events[#events + 1] = what
      end
    end
    return events
  end

  local function perform(path, more)
    local transfer = assert(start(multi, request(path, more)))
    drive()
    return transfer:result()
  end

  --- A request to a raw server, in plain HTTP.
  local function raw_perform(raw, more)
    local options = { url = raw.url .. "/", http = true, proxy = "", timeout = 30, body = "change" }
    for name, value in pairs(more or {}) do
      options[name] = value
    end
    local transfer = assert(start(multi, options))
    drive()
    return transfer:result()
  end

  local function resident_kb()
    return tonumber(assert(shell.read_file "/proc/self/status"):match "VmRSS:%s*(%d+)")
  end

  local function with_raw(steps, run)
    local raw = rawserver.start(steps)
    local ok, message = xpcall(run, debug.traceback, raw)
    raw.stop()
    assert(ok, message)
  end

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
      local transfer = assert(start(multi, { url = nginx.url .. "/echo", proxy = "", timeout = 30 }))
      drive()
      assert.equal("PEER_FAILED_VERIFICATION", transfer:result().code)
      assert.equal("UNSUPPORTED_PROTOCOL", perform("/echo", { url = nginx.plain_url .. "/echo" }).code)
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

  describe("not sent", function()
    local function refused(code, path, more)
      local result = perform(path, more)
      assert.equal(code, result.code)
      assert.is_false(result.sent)
      assert.is_false(result.got_bytes)
      assert.is_nil(result.body)
      assert.is_nil(result.status)
      assert.is_string(result.message)
      return result
    end

    it("when the connection is refused", function()
      local listener = assert(socket.bind("127.0.0.1", 0))
      local _, port = listener:getsockname()
      listener:close()
      refused("COULDNT_CONNECT", "", { url = ("https://127.0.0.1:%d/"):format(port) })
    end)
    it("when the host name does not exist", function()
      refused("COULDNT_RESOLVE_HOST", "", { url = "https://no-such-host.invalid/" })
    end)
    it("when the certificate's authority is unknown", function()
      refused("PEER_FAILED_VERIFICATION", "/echo", { ca_file = "/etc/ssl/certs/ca-certificates.crt" })
    end)
    it("when the CA file does not exist", function()
      refused("SSL_CACERT_BADFILE", "/echo", { ca_file = "/nonexistent/ca.pem" })
    end)
    it("when the handshake takes longer than connect_timeout", function()
      local listener = assert(socket.bind("127.0.0.1", 0)) -- the kernel accepts, nobody answers the hello
      local _, port = listener:getsockname()
      refused("OPERATION_TIMEDOUT", "", { url = ("https://127.0.0.1:%d/"):format(port), connect_timeout = 0.2 })
      listener:close()
    end)
    it("when the server does not speak TLS", function()
      refused("SSL_CONNECT_ERROR", "", { url = (nginx.plain_url:gsub("^http:", "https:")) .. "/echo" })
    end)
    it("in plain HTTP, unless that is allowed", function()
      local result = refused("UNSUPPORTED_PROTOCOL", "", { url = nginx.plain_url .. "/echo" })
      assert.is_truthy(result.message:find("https://", 1, true))
      assert.equal("x", perform("", { url = nginx.plain_url .. "/echo", http = true, body = "x" }).body)
    end)
    it("when the URL carries credentials, which the message does not repeat", function()
      local result = refused("LOGIN_DENIED", "", { url = "https://user:hunter2@127.0.0.1/" })
      assert.is_nil(result.message:find("hunter2", 1, true))
    end)

    for complaint, certificate in pairs {
      ["the certificate is for another host"] = { names = { "localhost" }, ips = { "127.0.0.2" } },
      ["the certificate has expired"] = { expired = true },
    } do
      it("when " .. complaint .. ", unless verification is switched off", function()
        local other = server.start { locations = LOCATIONS, certificate = certificate }
        local wrong = { url = other.url .. "/echo", ca_file = other.ca_file, body = "x" }
        local ok, message = xpcall(function()
          refused("PEER_FAILED_VERIFICATION", "", wrong)
          wrong.verify = false
          assert.equal("x", perform("", wrong).body)
        end, debug.traceback)
        other.stop()
        assert(ok, message)
      end)
    end
  end)

  describe("sent, and then", function()
    it("never answered: timed out", function()
      with_raw({ { "hang" } }, function(raw)
        local result = raw_perform(raw, { timeout = 0.3, once = true })
        assert.equal("OPERATION_TIMEDOUT", result.code)
        assert.is_true(result.sent)
        assert.is_false(result.got_bytes)
        assert.equal(1, raw.count())
      end)
    end)

    local function cut(bytes, code)
      with_raw({ { "raw", bytes } }, function(raw)
        local result = raw_perform(raw, { once = true })
        assert.equal(code, result.code)
        assert.is_true(result.sent)
        assert.is_true(result.got_bytes)
        assert.is_nil(result.body)
        assert.equal(1, raw.count())
      end)
    end

    it("a body shorter than announced", function()
      cut("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "ANSWER_CUT")
    end)
    it("a chunked body cut off", function()
      cut("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "ANSWER_CUT")
    end)
    it("an answer that is no HTTP", function()
      cut("who are you? I do not speak HTTP\r\n\r\n", "WEIRD_SERVER_REPLY")
    end)
    it("corrupt gzip", function()
      local result = perform "/gzip-corrupt"
      assert.equal("BAD_CONTENT_ENCODING", result.code)
      assert.is_nil(result.body)
    end)
    it("gzip with something behind it, and says so", function()
      local result = perform "/gzip-and-more"
      assert.equal("BAD_CONTENT_ENCODING", result.code)
      assert.matches("could not be unpacked: its gzip is damaged, or something follows it", result.message, 1, true)
      assert.is_true(result.sent)
    end)
  end)

  describe("a program that is busy past a time-out", function()
    -- Sends a request, is busy until its time is over, and lets what has come be read.
    local function busy(raw, seconds)
      local transfer = start(multi, { url = raw.url, http = true, proxy = "", body = "x", timeout = 0.3 })
      local check = transfers.bound()
      local sent = curl.now()
      while raw.count() == 0 do
        check()
        multi:step(0)
      end
      while curl.now() < sent + seconds do end
      while multi:running() > 0 do
        check()
        multi:step(0.01)
      end
      return transfer:result()
    end

    it("takes the answer that came in time", function()
      local text = ("x"):rep(200000) -- more than is read in one go
      local answer = ("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"):format(#text, text)
      for _, shared in ipairs { false, true } do
        with_raw({ { "keep", answer } }, function(raw)
          if shared then
            multi:pollfd()
          end
          local result = busy(raw, 0.4)
          assert.equal("OK", result.code)
          assert.equal(text, result.body)
        end)
      end
    end)

    it("does not send what was not sent in time", function()
      with_raw({ { "answer" } }, function(raw)
        multi:pollfd() -- so that it begins at once: with the look-up of a name, which has not come to its end then
        local url = raw.url:gsub("127%.0%.0%.1", "localhost")
        local transfer = start(multi, { url = url, http = true, proxy = "", body = "x", timeout = 0.05 })
        local sent = curl.now()
        while curl.now() < sent + 0.1 do end
        local check = transfers.bound()
        while multi:running() > 0 do
          check()
          multi:step(0.01)
        end
        local result = transfer:result()
        assert.same({ "OPERATION_TIMEDOUT", false }, { result.code, result.sent })
        assert.equal(0, raw.count())
      end)
    end)

    it("is told that none came, or only a part, and that soon", function()
      for _, step in ipairs { { "hang" }, { "stay", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx" },
        { "trickle", "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\nx", "y" } } do
        with_raw({ step }, function(raw)
          local result = busy(raw, 0.4)
          assert.equal("OPERATION_TIMEDOUT", result.code)
          assert.is_true(result.sent)
        end)
      end
    end)
  end)

  describe("limits", function()
    local function limited(result, which)
      assert.equal("WRITE_ERROR", result.code)
      assert.equal(which, result.limit)
      assert.is_true(result.sent)
      assert.is_nil(result.body)
      assert.is_truthy(result.message:find "larger than allowed")
    end

    it("stop a body that is too large, and let the exact size pass", function()
      limited(perform("/echo", { body = ("x"):rep(1001), max_body = 1000 }), "body")
      assert.equal(1000, #perform("/echo", { body = ("x"):rep(1000), max_body = 1000 }).body)
    end)
    it("count the body after decompression", function()
      limited(perform("/gzip", { max_body = 1000000 }), "body")
    end)
    it("stop headers that are too many", function()
      limited(perform("/headers", { max_header = 50000 }), "header")
      assert.equal("ok", perform("/headers").body)
    end)
    it("stop one header line that does not end", function()
      with_raw({ { "endless", "HTTP/1.1 200 OK\r\nX-Long: ", ("v"):rep(4096) } }, function(raw)
        limited(raw_perform(raw), "header")
      end)
    end)
  end)

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

  describe("mistakes in the call", function()
    local function wrong(options, expected)
      local ok, message = pcall(start, multi, options)
      assert.is_false(ok)
      assert.is_truthy(message:find(expected, 1, true), message)
      assert.equal(0, multi:running())
    end

    it("raise, and say what was wrong", function()
      local url = nginx.url
      wrong({}, "option 'url' is missing")
      wrong({ url = 1 }, "option 'url' must be a string, got number")
      wrong({ url = url, tiemout = 1 }, "unknown option 'tiemout'")
      wrong({ url = url, [1] = 1 }, "unknown option")
      wrong({ url = url, timeout = "1" }, "option 'timeout' must be a number of seconds, got string")
      wrong({ url = url, timeout = 0 / 0 }, "nan")
      wrong({ url = url, max_body = -1 }, "option 'max_body' must be a number of bytes")
      wrong({ url = url, verify = 0 }, "option 'verify' must be a boolean, got number")
      wrong({ url = url, body = {} }, "option 'body' must be a string, got table")
      wrong({ url = url, headers = "X: 1" }, "option 'headers' must be an array")
      wrong({ url = url, headers = { "X: 1", 2 } }, "headers[2] must be a string of the form")
      wrong({ url = url, headers = { "X:" } }, "headers[1] must be a string of the form")
      wrong({ url = url, headers = { "no colon" } }, "headers[1] must be a string of the form")
    end)

    it("cannot split headers or URLs", function()
      local url = nginx.url
      wrong({ url = url .. "/\r\nX: 1" }, "option 'url' contains a control character")
      wrong({ url = url .. "/\0" }, "option 'url' contains a control character")
      wrong({ url = url .. "/ HTTP/1.1" }, "option 'url' contains a space")
      wrong({ url = url, headers = { "X: 1\r\nY: 2" } }, "headers[1] contains a control character")
      wrong({ url = url, content_type = "a\nb" }, "option 'content_type' contains a control character")
      wrong({ url = url, user_agent = "a\rb" }, "option 'user_agent' contains a control character")
    end)

    it("name the object a method was called without", function()
      assert.has_error(function() multi.step() end)
      local ok, message = pcall(multi.step, {})
      assert.is_false(ok)
      assert.is_truthy(message:find("curl multi expected, got table", 1, true))
      local transfer = start(multi, request "/echo")
      ok, message = pcall(transfer.take, multi)
      assert.is_false(ok)
      assert.is_truthy(message:find("curl transfer expected, got userdata", 1, true))
      ok, message = pcall(transfer.take, transfer)
      assert.is_false(ok)
      assert.is_truthy(message:find("stream = true", 1, true))
      ok, message = pcall(multi.profile, transfer, {})
      assert.is_false(ok)
      assert.is_truthy(message:find("curl multi expected, got userdata", 1, true))
      ok, message = pcall(multi:profile({}).send, multi)
      assert.is_false(ok)
      assert.is_truthy(message:find("curl profile expected, got userdata", 1, true))
    end)

    it("cannot reach what frees a profile's headers while a transfer uses them", function()
      local profile = multi:profile { headers = { "X: 1" } }
      assert.is_nil(profile.__gc)
      assert.equal("locked", getmetatable(profile))
    end)
  end)

  it("tells the time by two clocks", function()
    assert.is_true(math.abs(curl.time() - os.time()) < 5)
    assert.is_true(curl.now() <= curl.now())
  end)
end)
