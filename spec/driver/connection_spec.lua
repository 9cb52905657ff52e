-- Connections that do not come about, or die between two calls: for real, and counted at the other end.
local inside = require "portabilling.support.inside_nginx"
local parts = require "support.parts"
local relay = require "support.relay"
local server = require "support.server"
local shell = require "support.shell"
local socket = require "socket"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

-- A session from elsewhere, so that the first thing sent is the call itself.
local function session_at_hand()
  return {
    load = function() return { access_token = "header.body.signature" } end,
    save = function() return true end,
    lock = function() return { release = function() end } end,
  }
end

-- What a spec starts is stopped after it, even when it fails.
local running = {}
local function keep(started)
  running[#running + 1] = started
  return started
end
local function front_of(port, steps)
  return keep(relay.start(port, steps))
end
local function sandbox_front(steps)
  return front_of(w.sandbox.url.admin:match ":(%d+)$", steps)
end

local function free_port()
  local listener = assert(socket.bind("127.0.0.1", 0))
  local _, port = listener:getsockname()
  listener:close()
  return math.floor(port)
end

-- An address that answers no connection request: a listener whose queue is full.
local function full_listener()
  local listener = assert(socket.bind("127.0.0.1", 0, 0))
  local _, port = listener:getsockname()
  local waiting = {}
  for i = 1, 4 do -- more than the queue holds, whatever the kernel adds to it
    waiting[i] = socket.tcp()
    waiting[i]:settimeout(0)
    waiting[i]:connect("127.0.0.1", port)
  end
  return keep {
    url = ("https://127.0.0.1:%d"):format(port),
    stop = function()
      for _, client in ipairs(waiting) do
        client:close()
      end
      listener:close()
    end,
  }
end

local COUNTING = [[
  location = /seen { content_by_lua_block { ngx.print(ngx.shared.counters:get "seen" or 0) } }
  location / { content_by_lua_block { ngx.shared.counters:incr("seen", 1, 0) ngx.print "{}" } }
]]

-- A real TLS server with that certificate; it counts requests.
local function nginx(certificate)
  local started = keep(server.start { locations = COUNTING, certificate = certificate })
  function started.requests()
    local http = require "socket.http"
    return tonumber((http.request(started.plain_url .. "/seen")))
  end
  return started
end

local function tls_relay(step)
  local started = front_of(free_port(), { step })
  started.attempts = started.connections
  return started
end

-- kind, code: expected. advice: what its text says to do. tries: 1 where another attempt would only meet the same.
local rows = {
  { "refuses the connection", kind = "transport", code = "COULDNT_CONNECT", advice = "the server's host and port",
    start = function() return { url = "https://127.0.0.1:1" } end }, -- a free one may be taken by then
  { "answers no connection request", kind = "timeout", code = "OPERATION_TIMEDOUT", advice = "connect_timeout",
    connect_timeout = 0.2, start = full_listener },
  { "has a name that does not exist", kind = "transport", code = "COULDNT_RESOLVE_HOST", advice = "host name",
    start = function() return { url = "https://no-such-host.invalid" } end },
  { "has a certificate for another host", kind = "transport", code = "PEER_FAILED_VERIFICATION", tries = 1,
    advice = "the host name that the certificate is for",
    start = function() return nginx { names = { "localhost" }, ips = { "127.0.0.2" } } end },
  { "has a certificate that expired", kind = "transport", code = "PEER_FAILED_VERIFICATION", tries = 1,
    advice = "clock", start = function() return nginx { expired = true } end },
  { "has a certificate of an unknown authority", kind = "transport", code = "PEER_FAILED_VERIFICATION", tries = 1,
    advice = "PORTABILLING_CA_FILE", nginx_advice = "lua_ssl_trusted_certificate", other_ca = true,
    start = function() return nginx { authority = false } end },
  { "closes amid the TLS handshake", kind = "transport", code = "SSL_CONNECT_ERROR", advice = "https",
    start = function() return tls_relay "drop" end },
  { "resets the connection amid the TLS handshake", kind = "transport", code = "SSL_CONNECT_ERROR", advice = "https",
    start = function() return tls_relay "reset" end },
  { "falls silent amid the TLS handshake", kind = "timeout", code = "OPERATION_TIMEDOUT", advice = "connect_timeout",
    connect_timeout = 0.2, start = function() return tls_relay "hang" end },
}

local calls = {
  change = function(client) return client:create("Account", "account", { account_info = { id = "16045550100" } }) end,
  read = function(client) return client:get("Account", "account", { i_account = 7 }) end,
}

after_each(function()
  while running[1] do
    table.remove(running).stop()
  end
end)

describe("when the server", function()
  for _, row in ipairs(rows) do
    for name, call in pairs(calls) do
      for _, stage in ipairs { "the first call", "a later call" } do
        it(("%s: %s, a %s, was not sent"):format(row[1], stage, name), function()
          local other = row.start()
          local client = w.client { url = other.url, connect_timeout = row.connect_timeout or 20, retries = 1,
            ca_file = not row.other_ca and other.ca_file or nil,
            tokens = stage == "a later call" and session_at_hand() or nil }
          local _, err = call(client)
          client:close()
          local requests, attempts = other.requests and other.requests() or 0, other.attempts and other.attempts()
          local tries = row.tries or 2
          assert.same({ row.kind, row.code, "no", tries == 2, tries },
            { err.kind, err.code, err.sent, err.retryable, err.attempts }, tostring(err))
          assert.truthy(tostring(err):find("not sent", 1, true))
          local advice = inside.inside() and row.nginx_advice or row.advice
          assert.truthy(err.advice and err.advice:find(advice, 1, true), tostring(err))
          assert.equal(0, requests)
          assert.equal(attempts and tries, attempts)
        end)
      end
    end
  end

  it("has a CA file named that does not exist: nothing is tried twice #libcurl", function()
    local _, err = w.client { ca_file = "/nonexistent/ca.pem" }:call("Generic", "get_version")
    assert.same({ "transport", "SSL_CACERT_BADFILE", "no", 1 }, { err.kind, err.code, err.sent, err.attempts })
    assert.truthy(err.advice:find("ca_file", 1, true))
  end)
end)

describe("a change that was certainly not sent", function()
  for _, step in ipairs { "drop", "reset", "hang" } do
    it(("is made once, on the next connection, when the first one %ss amid the TLS handshake"):format(step), function()
      local front = sandbox_front { "pass", step, "pass" }
      local client = w.client { url = front.url, connect_timeout = step == "hang" and 0.5 or 20 }
      local done, err = client:login()
      assert.is_true(done, tostring(err))
      front.cut()
      client.driver:sleep(0.01) -- nginx notices it at its next turn
      local customer
      customer, err = client:create("Customer", "customer", { customer_info = { name = "Once Ltd", iso_4217 = "USD",
        i_customer_type = 1 } })
      assert.is_number(customer and customer.i_customer, tostring(err))
      assert.equal(1, w.calls "Customer/add_customer")
      assert.equal(3, front.connections())
    end)
  end
end)

describe("between two calls", function()
  local front, client
  local function connect(options)
    front = sandbox_front { "pass" }
    options.url = front.url
    client = w.client(options)
    assert(client:login())
  end
  local function version()
    return assert(client:call("Generic", "get_version"))
  end

  it("a connection is kept, and used again", function()
    connect {}
    version()
    version()
    assert.equal(1, front.connections())
  end)

  it("a connection that was closed meanwhile is replaced; a change is made once", function()
    connect {}
    front.cut()
    client.driver:sleep(0.01)
    assert(client:update("Customer", "customer", { customer_info = { i_customer = 1, note = "x" } }))
    assert.equal(1, w.calls "Customer/update_customer")
    assert.equal(2, front.connections())
  end)

  it("max_age is how long a connection may have been there to be used again, busy or not", function()
    -- libcurl counts whole seconds: more than 1 begins at 2
    connect { max_age = 1 }
    local lasting = sandbox_front { "pass" }
    -- In a pool of its own, which another name of the file makes: libcurl ends what is idle in a pool by the limits of
    -- whichever client calls.
    local other = w.client { url = lasting.url, ca_file = (w.sandbox.ca_file:gsub("/(ca%.pem)$", "/./%1")) }
    assert(other:login())
    assert.is_true(other.driver.multi == nil or other.driver.multi ~= client.driver.multi)
    for _ = 1, 21 do
      client.driver:sleep(0.1)
      version()
      assert(other:call("Generic", "get_version"))
    end
    assert.equal(1, lasting.connections())
    assert.is_true(front.connections() > 1)
  end)

  it("a connection younger than max_age is used again, whatever time it is", function()
    connect { max_age = 2 }
    local now = client.driver.now
    client.driver:sleep(1.99 - now() % 2) -- where a span that was counted from the clock's zero would end
    local young = sandbox_front { "pass" }
    local other = w.client { url = young.url, max_age = 2 }
    assert(other:login())
    client.driver:sleep(0.05)
    assert(other:call("Generic", "get_version"))
    assert.equal(1, young.connections())
  end)

  it("idle_limit is how long a connection may be idle to be used again", function()
    -- libcurl counts whole seconds: more than 1 begins at 2
    connect { idle_limit = 1 }
    local patient = sandbox_front { "pass" }
    local other = w.client { url = patient.url, idle_limit = 600 }
    assert(other:login())
    client.driver:sleep(2.05)
    assert(other:call("Generic", "get_version"))
    version()
    assert.same({ 1, 2 }, { patient.connections(), front.connections() })
  end)
end)

describe("over TLS, on a connection that was used before", function()
  local function create(client)
    return client:create("Customer", "customer", { customer_info = { name = "Doubtful Ltd", iso_4217 = "USD",
      i_customer_type = 1 } })
  end

  for action, found in pairs { drop_after = "Doubtful Ltd", drop_before = false } do
    it(("a change whose answer was lost is sent once; the look-up shows what became of it (%s)"):format(action),
      function()
        local front = sandbox_front { "pass" }
        local client = w.client { url = front.url }
        assert(client:login())
        assert(w.sandbox:inject { method = "Customer/add_customer", action = action })
        local none, err = create(client)
        assert.is_nil(none)
        assert.same({ "transport", "unknown", false, 1 }, { err.kind, err.sent, err.retryable, err.attempts },
          tostring(err))
        assert.equal(1, w.calls "Customer/add_customer")
        local look_up = err.advice:match "look with pb%.(.*) before"
        local customer = (rawget(_G, "loadstring") or load)("return (...):" .. look_up)(client)
        assert.equal(found, customer and customer.name or false)
      end)
  end
end)

describe("over TLS, an answer that ends with its connection", function()
  local LOCATIONS = [[
    location /rest/ {
      chunked_transfer_encoding off;
      content_by_lua_block {
        ngx.header["Content-Type"] = ngx.var.uri:find "recording" and "audio/wav" or "application/json"
        local pad = ("x"):rep(60000)
        ngx.print(ngx.var.uri:find "recording" and pad or '{"i_account":7,"pad":"' .. pad .. '"}')
      }
    }
  ]]
  local path
  before_each(function()
    path = world.path()
  end)
  after_each(function()
    os.remove(path)
  end)

  local function start(step)
    local real = keep(server.start { locations = LOCATIONS })
    local front = front_of(real.port, { step })
    return w.client { url = front.url, ca_file = real.ca_file, tokens = session_at_hand(), retries = 0 }
  end

  -- The handshake takes some 2 KB, so that 30,000 are in the middle of the body.
  it("cannot be told from one that was cut, where it is a file: no part of it is left", function()
    for _, step in ipairs { "pass", "cut-30000" } do
      local none, err = start(step):download("CDR", "get_call_recording", { i_xdr = 1 }, path)
      assert.is_nil(none)
      assert.same({ "transport", "ANSWER_CUT", "unknown" }, { err.kind, err.code, err.sent }, tostring(err))
      -- libcurl 8 tells the cut by itself, and then there is nothing wrong with the server.
      assert.truthy(step ~= "pass" or err.advice:find("Content-Length", 1, true), tostring(err))
      assert.is_nil(io.open(path))
      assert.is_false(parts.exist())
      none, err = start(step):call("CDR", "get_call_recording", { i_xdr = 1 })
      assert.is_nil(none)
      assert.equal("ANSWER_CUT", err.code)
    end
  end)

  it("is taken as far as its JSON is whole", function()
    assert.equal(7, assert(calls.change(start "pass")).i_account)
    local none, err = calls.change(start "cut-30000")
    assert.is_nil(none)
    assert.same({ "transport", "ANSWER_CUT", "unknown", 1 }, { err.kind, err.code, err.sent, err.attempts },
      tostring(err))
  end)
end)

describe("through a proxy", function()
  local function through(step, retries)
    local front = sandbox_front { step }
    return front, w.client { proxy = ("http://user:pa%%3Ass@127.0.0.1:%d"):format(front.port), retries = retries or 0 }
  end

  local function advice(options)
    options.retries = 0
    local _, err = w.client(options):call("Generic", "get_version")
    assert.same({ "transport", "no" }, { err.kind, err.sent })
    return err.advice
  end

  it("that does not answer, it is that which is to be checked", function()
    local text = advice { proxy = "http://127.0.0.1:1" }
    assert.truthy(text:find("The proxy does not answer: check proxy", 1, true), text)
    assert.is_nil(text:find("server's host", 1, true), text)
  end)

  it("of a kind that there is not, so it is #libcurl", function()
    for _, proxy in ipairs { "ftp://127.0.0.1:1", "http://127.0.0.1:99999", "http://nohost.invalid:1" } do
      local text = advice { proxy = proxy }
      assert.truthy(text:find("about the proxy: check proxy", 1, true), text)
    end
  end)

  it("of the environment that does not answer, so it is #libcurl", function()
    for variable, words in pairs { https_proxy = "The proxy does not answer: check http_proxy",
      no_proxy = "check the server's host and port" } do
      local output = shell.output(("env -u no_proxy -u NO_PROXY -u https_proxy -u HTTPS_PROXY %s=http://127.0.0.1:1 %s")
        :format(variable, shell.lua_command [[
          local pb = require "portabilling"
          print(select(2, pb.new({ url = "https://127.0.0.1:2", login = "x", token = "y-token", retries = 0 })
            :call("Generic", "get_version")))
        ]]))
      assert.truthy(output:find(words, 1, true), output)
    end
  end)

  it("that was named is used whatever NO_PROXY says #libcurl", function()
    local front = sandbox_front { "proxy" }
    local program = ([[
      local pb = require "portabilling"
      local client = pb.new { url = %q, login = %q, token = %q, ca_file = %q, proxy = "http://127.0.0.1:%d" }
      print(assert(client:call("Generic", "get_version")).version)
    ]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, front.port)
    local output = shell.output(("NO_PROXY='*' no_proxy='*' %s -e %s"):format(shell.interpreter(),
      shell.quote(program)))
    assert.matches("^%S+$", output)
    assert.equal(1, front.connections())
  end)

  it("calls go over one tunnel, verified end to end", function()
    local front, client = through "proxy"
    for _ = 1, 3 do
      local answer, err = client:call("Generic", "get_version")
      assert.is_table(answer, tostring(err))
    end
    assert.equal(1, front.connections())
    assert.equal(1, w.sandbox:stats().connections)
    assert.equal(1, front.credentials())
  end)

  for step, status in pairs { forbid = 403, authenticate = 407 } do
    it(("that refuses with %d, a change was not sent, and is not tried again"):format(status), function()
      local front, client = through(step, 2)
      local _, err = client:create("Account", "account", { account_info = { id = "1" } })
      assert.same({ "transport", "PROXY", "no", false, 1 },
        { err.kind, err.code, err.sent, err.retryable, err.attempts }, tostring(err))
      assert.truthy(err.message:find(("(HTTP %d)"):format(status), 1, true), err.message)
      assert.truthy(err.advice:find("user:password", 1, true), err.advice)
      assert.is_nil(tostring(err):find("pa:ss", 1, true))
      assert.equal(1, front.connections())
    end)
  end
end)

it("plain http:// to a port of https:// is answered 400, and the error asks whether the url is right", function()
  local url = w.sandbox.url.admin:gsub("^https:", "http:")
  local client = w.client { url = url, retries = 0 }
  local _, err = client:call("Generic", "get_version")
  assert.same({ "http", 400, "no" }, { err.kind, err.http_status, err.sent }, tostring(err))
  assert.truthy(tostring(err):find("Is url that of PortaBilling itself", 1, true), tostring(err))
end)
