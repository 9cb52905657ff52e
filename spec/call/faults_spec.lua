-- The network and the server misbehaving, for real: a TCP server that plays PortaBilling until it is told not to.
-- Every row says what becomes of a change and of a read; the server counts what it received.
local nginx = require "portabilling.support.inside_nginx"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local shell = require "support.shell"

local function answer(body, headers, status)
  return ("HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n%s"):format(status or "200 OK", #body,
    headers or "Content-Type: application/json\r\n", body)
end

local LOGIN = { "keep", answer '{"access_token":"token-a","refresh_token":"r","session_id":"s","expires_in":172799}' }
local GOOD = { "keep", answer '{"i_account":7,"account_info":{"i_account":7}}' }
local HTML = "Content-Type: text/html\r\n"
local PAGE = "<html><body>Bad Gateway</body></html>"
local CHUNKED = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

local function gzip(text)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  shell.output("gzip -nf " .. path)
  file = assert(io.open(path .. ".gz", "rb"))
  local packed = file:read "*a"
  file:close()
  os.remove(path .. ".gz")
  return packed
end

local GZIP = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
local packed = gzip('{"i_account":7,"pad":"' .. ("abc"):rep(300) .. '"}')

-- { name, step, expected kind, options }: sent is "unknown" and the server counted one, unless options say otherwise.
-- read: what a read does: "retried" (default), "not retried" ... nginx: kind and code where these differ inside nginx,
-- where gzip is never asked for, and so not read.
local NOT_ASKED_FOR = { "transport", code = "BAD_CONTENT_ENCODING", read = "not retried" }
local rows = {
  { "closes without an answer", { "drop" }, "transport" },
  { "resets the connection before the headers", { "reset" }, "transport" },
  { "resets it within the headers", { "cut", "HTTP/1.1 200 OK\r\nContent-Le" }, "transport" },
  { "resets it after the headers", { "cut", answer('{"i_account":7}'):match "^.-\r\n\r\n" }, "transport" },
  { "resets it in mid-body", { "cut", answer('{"i_account":7}'):sub(1, -5) }, "transport" },
  { "closes before the body is as long as announced", { "raw", answer('{"i_account":7}'):sub(1, -2) }, "transport" },
  { "cuts a chunked body off", { "raw", CHUNKED .. "5\r\n{\"i_a\r\n" }, "transport" },
  { "sends an invalid chunk size", { "raw", CHUNKED .. "xyz\r\n{}\r\n0\r\n\r\n" }, "transport" },
  { "sends corrupt gzip", { "raw", answer("\31\139\8\0" .. ("\255"):rep(40), GZIP) }, "transport",
    read = "not retried" },
  { "sends gzip with something behind it", { "raw", answer(packed .. "more", GZIP) }, "transport",
    code = "BAD_CONTENT_ENCODING", read = "not retried" },
  { "sends gzip that is cut short", { "raw", answer(packed:sub(1, -20), GZIP) }, "decode", read = "not retried",
    nginx = NOT_ASKED_FOR },
  { "sends gzip that is cut short before anything comes out of it", { "raw", answer(packed:sub(1, 10), GZIP) },
    "transport", code = "ANSWER_CUT", nginx = NOT_ASKED_FOR },
  { "closes behind the headers, which did not say how long the body is", { "raw",
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" }, "transport", code = "ANSWER_CUT" },
  { "closes after a blank, and had not said how long the body is", { "raw", "HTTP/1.1 200 OK\r\n\r\n\n" },
    "transport", code = "ANSWER_CUT" },
  { "sends gzip that expands past the limit", { "raw", answer(gzip((" "):rep(3000000) .. "{}"), GZIP) }, "transport",
    code = "TOO_LARGE", read = "not retried", max_body = 1000000, nginx = NOT_ASKED_FOR },
  { "answers 200 with HTML", { "raw", answer(PAGE, HTML) }, "http", read = "not retried" },
  { "answers 200 with a proxy's text", { "raw", answer("upstream is down", "Content-Type: text/plain\r\n") }, "http",
    read = "taken for a file" },
  { "answers 502 with HTML", { "raw", answer(PAGE, HTML, "502 Bad Gateway") }, "http" },
  { "answers 503 with HTML", { "raw", answer(PAGE, HTML, "503 Service Unavailable") }, "http" },
  { "answers 503 with a Retry-After of more seconds than there are, and the call has all the time there is", { "raw",
    answer(PAGE, HTML .. "Retry-After: 99999999999999999999999\r\n", "503 Busy") }, "http", read = "not retried",
    timeout = math.huge },
  { "answers 503 with a Retry-After of an hour and a second, and the call has all the time there is", { "raw",
    answer(PAGE, HTML .. "Retry-After: 3601\r\n", "503 Busy") }, "http", read = "not retried",
    timeout = math.huge },
  { "answers 503 with a Retry-After of a date in the far future, and the call has all the time there is", { "raw",
    answer(PAGE, HTML .. "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n", "503 Busy") }, "http", read = "not retried",
    timeout = math.huge },
  { "answers 503 with Retry-After, and the call has all the time there is", { "raw", answer(PAGE,
    HTML .. "Retry-After: 0\r\n", "503 Busy") }, "http", timeout = math.huge },
  { "answers 503 with Retry-After", { "raw", answer(PAGE, HTML .. "Retry-After: 0\r\n", "503 Busy") }, "http" },
  { "answers 429 with Retry-After", { "raw", answer("slow down", "Content-Type: text/plain\r\nRetry-After: 0\r\n",
    "429 Too Many Requests") }, "http" },
  { "answers 429 with a date to come back", { "raw", answer("slow down", "Content-Type: text/plain\r\n"
    .. "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
    "429 Too Many Requests") }, "http" },
  { "answers 503 with a date past the deadline", { "raw", answer(PAGE, HTML
    .. "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 09:49:37 GMT\r\n", "503 Busy") }, "http",
    read = "not retried" },
  { "answers 408, as to a connection that was idle", { "raw", answer(PAGE, HTML, "408 Request Timeout") }, "http" },
  { "answers 407, as a proxy does", { "raw", answer(PAGE, HTML, "407 Proxy Authentication Required") }, "http",
    read = "not retried" },
  { "answers 504 with HTML", { "raw", answer(PAGE, HTML, "504 Gateway Timeout") }, "http" },
  { "answers 504 with JSON of its own", { "raw", answer('{"error":"slow"}', nil, "504 Gateway Timeout") }, "http" },
  { "answers 500 with JSON that is no fault", { "raw", answer('{"error":1}', nil, "500 Oops") }, "http",
    read = "not retried" },
  { "answers 500 with a fault cut short", { "raw", answer('{"faultcode":"Server.Account.x","fau', nil, "500 Oops") },
    "http", read = "not retried" },
  { "sends invalid UTF-8", { "raw", answer '{"name":"\255"}' }, "decode", read = "not retried" },
  { "sends JSON nested past the limit", { "raw", answer(('{"a":'):rep(100) .. "1" .. ("}"):rep(100)) }, "decode",
    read = "not retried" },
  { "never stops sending", { "endless", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\":\"",
    ("x"):rep(65536) }, "transport", code = "TOO_LARGE", max_body = 4000000, read = "not retried" },
  { "announces a gigabyte", { "raw", "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n{" .. (" "):rep(2000000) },
    "transport", code = "TOO_LARGE", max_body = 1000000, read = "not retried" },
  { "sends a header line of a megabyte", { "raw", "HTTP/1.1 200 OK\r\nX-Long: " .. ("x"):rep(1048576) .. "\r\n\r\n{}" },
    "transport", code = "TOO_LARGE", read = "not retried" },
  { "does not answer in time", { "hang" }, "timeout", timeout = 0.4, read = "out of time" },
  { "lets the answer trickle", { "trickle", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "{" }, "timeout",
    timeout = 0.4, read = "out of time" },
  { "redirects to another place", { "raw", answer("", "Location: http://127.0.0.1:1/\r\n", "302 Found") }, "http",
    read = "not retried" },
  { "speaks another protocol", { "raw", "220 mail.example.com ESMTP\r\n" }, "transport" },
}

describe("when the server", function()
  local server, client
  after_each(function()
    client:close()
    server.stop()
  end)

  local function start(row, ...)
    server = rawserver.start { LOGIN, row[2], ... }
    client = pb.new { url = server.url, login = "api", token = "api-token", timeout = row.timeout or 20,
      connect_timeout = row.timeout, max_body = row.max_body }
    assert(client:login())
  end

  for _, row in ipairs(rows) do
    if row.nginx and nginx.inside() then
      row[3], row.code, row.read = row.nginx[1], row.nginx.code, row.nginx.read
    end
    it(row[1] .. ": a change is sent once, its outcome is unknown", function()
      start(row, GOOD)
      local none, err = client:create("Account", "account", { account_info = { id = "16045550100" } })
      assert.is_nil(none)
      assert.equal(row[3], err.kind, tostring(err))
      assert.equal(row.code or err.code, err.code)
      assert.equal("unknown", err.sent)
      assert.is_false(err.retryable)
      assert.truthy(err.advice and err.advice:find('id = "16045550100"', 1, true), tostring(err))
      assert.equal(2, server.count())
    end)

    local read = row.read or "retried"
    it(row[1] .. ": a read is " .. read, function()
      start(row, GOOD)
      local account, err = client:get("Account", "account", { i_account = 7 })
      if read == "retried" then
        assert.equal(7, assert(account, err).i_account)
        assert.equal(3, server.count())
      elseif read == "taken for a file" then
        assert.equal("upstream is down", assert(account, err).body)
      else
        assert.is_nil(account)
        assert.equal(row[3], err.kind, tostring(err))
        assert.equal(2, server.count())
      end
    end)
  end

  it("closes every time: a read gives up after three attempts", function()
    start { "", { "drop" } }
    local none, err = client:get("Account", "account", { i_account = 7 })
    assert.is_nil(none)
    assert.same({ "transport", "unknown", 3, true }, { err.kind, err.sent, err.attempts, err.retryable })
  end)

  for how, bytes in pairs {
    ["by its length"] = answer "", ["by its length, and closes"] = answer("", "Connection: close\r\n"),
    ["by a last chunk"] = CHUNKED .. "0\r\n\r\n", ["in no encoding"] = answer("", "Content-Encoding: identity\r\n"),
  } do
    it("answers 200 with an empty body, told " .. how .. ": that is success", function()
      start { "", { "keep", bytes } }
      assert.same({}, assert(client:update("Account", "account", { account_info = { i_account = 7 } })))
    end)
  end

  it("cuts its gzip short, wherever: the whole answer or none is taken", function()
    local text, steps = '{"i_account":7,"name":"' .. ("abc"):rep(30) .. '"}', { LOGIN }
    local whole = gzip(text)
    for n = 0, #whole do
      steps[n + 2] = { "keep", answer(whole:sub(1, n), GZIP) }
    end
    server = rawserver.start(steps)
    client = pb.new { url = server.url, login = "api", token = "api-token" }
    assert(client:login())
    local right, failed = 0, 0
    for _ = 0, #whole do
      local done, err = client:update("Account", "account", { account_info = { i_account = 7 } })
      if done then
        assert.same({ i_account = 7, name = ("abc"):rep(30) }, done)
        right = right + 1
      else
        assert.equal("unknown", err.sent, tostring(err))
        failed = failed + 1
      end
    end
    -- Only what comes after the text (the checksum and the length) can be missed. Inside nginx nothing is unpacked.
    local least, most = 1, 10
    if nginx.inside() then
      least, most = 0, 0
    end
    assert.is_true(right >= least and right <= most and failed == #whole + 1 - right, right .. " right")
    assert.equal(#whole + 2, server.count())
  end)

  it("answers 204 to a change: that is success", function()
    start { "", { "raw", "HTTP/1.1 204 No Content\r\n\r\n" } }
    assert.same({}, assert(client:update("Account", "account", { account_info = { i_account = 7 } })))
  end)

  for status, line in pairs { [200] = "200 OK", [503] = "503 Service Unavailable" } do
    it(("answers %d with a fault: that is a fault"):format(status), function()
      start { "", { "keep", answer('{"faultcode":"Server.Account.duplicate_id","faultstring":"taken"}', nil, line) } }
      local none, err = client:create("Account", "account", { account_info = { id = "1" } })
      assert.is_nil(none)
      assert.same({ "fault", "Server.Account.duplicate_id", "yes", "taken", status },
        { err.kind, err.code, err.sent, err.message, err.http_status }, tostring(err))
    end)
  end

  it("is a stand-alone site: a read that it cannot do now is tried again, and a change says what to do", function()
    local function fault(code)
      return { "keep", answer(('{"faultcode":"%s","faultstring":"x"}'):format(code), nil, "500 Oops") }
    end
    start({ "", fault "pb_delta.connection_failed" }, GOOD, fault "standalone_mode")
    assert.equal(7, assert(client:get("Account", "account", { i_account = 7 })).i_account)
    local _, err = client:create("Account", "account", { account_info = { id = "1" } })
    assert.same({ "fault", "standalone_mode", "yes" }, { err.kind, err.code, err.sent })
    assert.truthy(err.advice:find("stand-alone mode", 1, true), err.advice)
  end)

  it("compresses nothing: a read is made again, and asks for an answer that is not compressed", function()
    if nginx.inside() then
      start { "", { "keep", answer "" } } -- there it asks for none from the beginning
    else
      start({ "", { "keep", answer(gzip "", GZIP) } }, { "keep", answer "" })
    end
    assert.same({}, assert(client:call("Account", "get_account_info", { i_account = 7 })))
    assert.truthy(server.last():lower():find("accept-encoding: identity", 1, true), server.last())
    assert.equal(nginx.inside() and 2 or 3, server.count())
  end)

  it("is asked for a change: it is not invited to compress the answer", function()
    start { "", GOOD }
    assert(client:create("Account", "account", { account_info = {} }))
    assert.truthy(server.last():lower():find("accept-encoding: identity", 1, true), server.last())
    assert(client:get("Account", "account", { i_account = 7 }))
    local asked = nginx.inside() and "identity" or "gzip"
    assert.truthy(server.last():lower():find("accept-encoding: " .. asked, 1, true), server.last())
  end)

  it("begins its answer with a byte order mark: it is read all the same", function()
    start { "", { "keep", answer "\239\187\191{\"i_account\":7}" } }
    assert.equal(7, assert(client:create("Account", "account", { account_info = {} })).i_account)
  end)

  for _, status in ipairs { "500 Internal Server Error", "200 OK" } do
    it("refuses in words that are no text, with " .. status .. ": it is a refusal, with its code", function()
      start { "", { "keep",
        answer('{"faultcode":"Server.Account.duplicate_id","faultstring":"M\252ller exists"}', nil, status) } }
      local _, err = client:create("Account", "account", { account_info = {} })
      assert.same({ "fault", "Server.Account.duplicate_id", "yes", "M\239\191\189ller exists" },
        { err.kind, err.code, err.sent, err.message })
      assert.equal(2, server.count()) -- with the log-in
    end)
  end

  it("redirects elsewhere: the credentials do not follow", function()
    local elsewhere = rawserver.start { GOOD }
    start { "", { "raw", answer("", ("Location: %s/rest/Account/get_account_info\r\n"):format(elsewhere.url),
      "307 Temporary Redirect") } }
    local _, err = client:get("Account", "account", { i_account = 7 })
    assert.equal("http", err.kind)
    assert.equal(307, err.http_status)
    assert.equal(0, elsewhere.connections())
    elsewhere.stop()
  end)
end)
