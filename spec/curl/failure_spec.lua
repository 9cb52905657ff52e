-- Transfers that fail: what was sent, and what came of it.
local curl = require "portabilling.curl"
local server = require "support.server"
local socket = require "socket"
local transfers = require "support.transfers"

local start = transfers.start

describe("curl", function()
  local t = transfers.new { setup = setup, teardown = teardown, before_each = before_each, after_each = after_each }
  local perform, raw_perform, with_raw = t.perform, t.raw_perform, t.with_raw
  local multi
  before_each(function()
    multi = t.multi
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
      refused("SSL_CONNECT_ERROR", "", { url = (t.nginx.plain_url:gsub("^http:", "https:")) .. "/echo" })
    end)
    it("in plain HTTP, unless that is allowed", function()
      local result = refused("UNSUPPORTED_PROTOCOL", "", { url = t.nginx.plain_url .. "/echo" })
      assert.is_truthy(result.message:find("https://", 1, true))
      assert.equal("x", perform("", { url = t.nginx.plain_url .. "/echo", http = true, body = "x" }).body)
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
        local other = server.start { locations = transfers.LOCATIONS, certificate = certificate }
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
end)
