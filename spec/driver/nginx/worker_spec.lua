-- What a call does to the nginx worker that it is made in: nothing that others would notice.
if not rawget(_G, "jit") then
  return -- the client runs inside nginx, whatever runs this: once is enough
end
local app = require "support.app"
local rawserver = require "support.rawserver"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local running = {}
local function keep(started)
  running[#running + 1] = started
  return started
end
after_each(function()
  while running[1] do
    table.remove(running).stop()
  end
end)

-- An nginx with the client of the sandbox made in init_by_lua, unless options.url is another server's.
local function start(locations, options)
  options = options or {}
  options.locations, options.ca_file = locations, options.ca_file ~= false and w.sandbox.ca_file or nil
  options.http = (options.http or "") .. ("\ninit_by_lua_block { pb = require 'portabilling' client = %s %s }"):format(
    app.client { url = options.url or w.sandbox.url.admin, login = w.sandbox.login, token = w.sandbox.token,
      retries = options.retries or 2 }, options.init or "")
  return keep(app.start(options))
end

local json = rawserver.json
local LOGIN = json '{"access_token":"token-a","refresh_token":"r","session_id":"s","expires_in":172799}'

local VERSION = [[
  location = /version {
    content_by_lua_block {
      local answer, err = client:call("Generic", "get_version")
      ngx.print(answer and "ok" or tostring(err))
    }
  }
  location = /other { content_by_lua_block { ngx.print "here" } }
]]

describe("a worker", function()
  it("serves others while a call waits for a server that has not answered", function()
    local silent = keep(rawserver.start { LOGIN, { "hang" } })
    local nginx = start(VERSION, { url = silent.url })
    local waiting = nginx.ask "/version"
    app.await(function() return silent.count() == 2 end, "the call at the server")
    assert.equal("here", nginx.get "/other")
    assert.equal(2, silent.count())
    waiting:leave()
  end)

  it("makes calls with a client from init_by_lua, and keeps its connection for the next request", function()
    local nginx = start(VERSION)
    for _ = 1, 5 do
      assert.equal("ok", nginx.get "/version")
    end
    assert.equal(1, w.sandbox:stats().connections)
  end)

  it("goes on after a reload", function()
    local nginx = start(VERSION .. "location = /pid { content_by_lua_block { ngx.print(ngx.worker.pid()) } }")
    local pid = nginx.get "/pid"
    assert.equal("ok", nginx.get "/version")
    nginx.signal "HUP"
    app.await(function() return nginx.get "/pid" ~= pid end, "a new worker")
    assert.equal("ok", nginx.get "/version")
  end)

  it("finishes a call that was under way when it was told to reload", function()
    local silent = keep(rawserver.start { LOGIN, { "hang" } })
    local nginx = start([[
      location = /pid { content_by_lua_block { ngx.print(ngx.worker.pid()) } }
      location = /short {
        content_by_lua_block {
          local _, err = client:call("Generic", "get_version", {}, { timeout = 1, retries = 0 })
          ngx.print(err.kind)
        }
      }]], { url = silent.url })
    local pid = nginx.get "/pid"
    local waiting = nginx.ask "/short"
    app.await(function() return silent.count() == 2 end, "the call at the server")
    nginx.signal "HUP"
    app.await(function() return nginx.get "/pid" ~= pid end, "a new worker")
    assert.equal("timeout", (waiting:read()))
  end)

  it("loads no libcurl", function()
    local nginx = start(VERSION .. [[
      location = /loaded {
        content_by_lua_block {
          local maps = io.open("/proc/self/maps"):read "*a"
          ngx.print(tostring(package.loaded["portabilling.curl"]), " ", tostring(maps:find "libcurl"), " ",
            tostring(maps:find "portabilling/core%.so" ~= nil))
        }
      }]])
    assert.equal("ok", nginx.get "/version")
    assert.equal("nil nil true", (nginx.get "/loaded"))
  end)

  it("takes libcurl when that is asked for", function()
    local nginx = start([[
      location = / {
        content_by_lua_block {
          local own = pb.new { url = client.settings.url, login = "api", token = "t-t-t", driver = "curl",
            verify = false }
          local _, err = own:call("Generic", "get_version")
          ngx.print(err.code, " ", tostring(package.loaded["portabilling.curl"] ~= nil))
        }
      }]])
    assert.equal("Server.Session.auth_failed true", (nginx.get "/"))
  end)
end)

describe("where nginx cannot wait, a call raises, and says what to do:", function()
  local CALL = [[
    local ok, message = pcall(client.call, client, "Generic", "get_version")
    ngx.log(ngx.WARN, "refused in ", ngx.get_phase(), ": ", tostring(message))
  ]]
  local function said(nginx, phase)
    return app.await(function()
      return nginx.log():match("refused in " .. phase .. ": ([^\n]*)")
    end, phase .. " in " .. nginx.directory .. "/error.log")
  end

  for phase, directive in pairs {
    set = "set_by_lua_block $x", header_filter = "header_filter_by_lua_block", body_filter = "body_filter_by_lua_block",
    log = "log_by_lua_block",
  } do
    it(phase, function()
      local nginx = start(("location = / { %s { %s } content_by_lua_block { ngx.print 'x' } }"):format(directive, CALL))
      nginx.get "/"
      local message = said(nginx, phase)
      assert.truthy(message:find("ngx.timer.at(0, function(premature) ... end)", 1, true), message)
      assert.truthy(message:find("call: nginx cannot wait", 1, true), message)
      assert.equal(0, w.calls "Session/login")
    end)
  end

  for phase, advice in pairs { init = "make the client there if you like", init_worker = "ngx.timer.at(0" } do
    it(phase, function()
      local options = { init = phase == "init" and CALL or "",
        http = phase == "init_worker" and ("init_worker_by_lua_block { %s }"):format(CALL) or "" }
      local nginx = start("location = / { content_by_lua_block { ngx.print 'x' } }", options)
      assert.truthy(said(nginx, phase):find(advice, 1, true))
      assert.equal(0, w.calls "Session/login")
    end)
  end

  it("what it says to do works", function()
    local nginx = start([[location = / { content_by_lua_block { ngx.print(version or "") } }]], { http = [[
      init_worker_by_lua_block {
        ngx.timer.at(0, function(premature)
          version = client:call("Generic", "get_version").version
        end)
      }]] })
    app.await(function() return nginx.get "/" ~= "" end, "the answer")
    assert.is_nil(nginx.log():match "%[error%].*", nginx.log())
    assert.equal(1, w.calls "Generic/get_version")
  end)
end)

describe("what a request has in flight", function()
  -- A page at once, the next one never.
  local rows = {}
  for i = 1, 100 do
    rows[i] = ('{"i_customer":%d}'):format(i)
  end
  local PAGE = json('{"customer_list":[' .. table.concat(rows, ",") .. "]}")
  local LIST = [[
    local n = 0
    for customer in client:list("Customer", "customer", {}, { page_size = 100, concurrency = %d }) do
      n = n + 1
      if n == 3 then %s end
    end
  ]]
  local function list(concurrency, leave)
    return LIST:format(concurrency, leave)
  end

  it("ends with the handler, when a loop was left early", function()
    local silent = keep(rawserver.start { LOGIN, PAGE, { "hang" } })
    local nginx = start(("location = / { content_by_lua_block { %s ngx.print 'left' } }"):format(list(4, "break")),
      { url = silent.url })
    -- It would take the call's time-out, a minute, if that request waited for what the loop had asked for ahead.
    assert.equal("left", (nginx.get "/"))
    app.await(function() return silent.open() == 0 end, "the connections' end")
  end)

  it("ends at once when the iterator is collected", function()
    local silent = keep(rawserver.start { LOGIN, PAGE, { "hang" } })
    -- The many arguments take the places on the stack where LuaJIT would still see the iterator. (In a loop that ran often
    -- enough to be compiled it sees it for ever: such a loop's pages end with the handler, see above. When something counts
    -- as run often enough is partly chance, so nothing is compiled here.)
    local nginx = start(([[location = / {
      content_by_lua_block {
        require "jit".off()
        local function go() %s end
        go()
        for _ = 1, 300 do
          select("#", %s)
          collectgarbage()
          ngx.sleep(0.1)
        end
      }
    }]]):format(list(4, "return"), ("0, "):rep(99) .. "0"), { url = silent.url })
    local waiting = nginx.ask "/"
    app.await(function() return silent.count() >= 3 end, "the pages asked for ahead")
    app.await(function() return silent.open() == 0 end, "the connections' end")
    waiting:leave()
  end)

  it("ends when the client goes away and lua_check_client_abort is on", function()
    local silent = keep(rawserver.start { LOGIN, PAGE, { "hang" } })
    local nginx = start(("lua_check_client_abort on; location = / { content_by_lua_block { %s } } %s"):format(
      list(4, "ngx.say 'half' ngx.flush(true)"), VERSION), { url = silent.url })
    local waiting = nginx.ask "/"
    app.await(function() return silent.count() >= 6 end, "the pages asked for ahead")
    waiting:leave()
    app.await(function() return silent.open() == 0 end, "the connections' end")
    assert.equal("here", nginx.get "/other")
    assert.is_nil(nginx.log():find("[alert]", 1, true))
  end)

  it("does not take the log-in with it that others wait for", function()
    local slow = keep(rawserver.start { { "hang" } })
    local nginx = start("lua_check_client_abort on;" .. VERSION, { url = slow.url })
    local first = nginx.ask "/version"
    app.await(function() return slow.count() == 1 end, "the log-in at the server")
    local second = nginx.ask "/version"
    first:leave()
    -- The log-in goes on: it is neither repeated nor forgotten.
    assert.equal("here", nginx.get "/other")
    assert.equal(1, slow.count())
    assert.equal(1, slow.open())
    second:leave()
  end)

  it("is finished, if it is a change, although the loop was left", function()
    local slow = keep(rawserver.start { LOGIN, json '{"i_account":1}',
      { "later", json('{"i_account":2}')[2] } })
    local nginx = start([[location = / {
      content_by_lua_block {
        local source = { { account_info = { id = "1" } }, { account_info = { id = "2" } } }
        for item in client:batch("create", "Account", "account", source, { concurrency = 2 }) do
          break
        end
        ngx.print "left"
      }
    }
    location = /pending { content_by_lua_block { ngx.print(tostring(client.driver.tasks.pending())) } }
    ]], { url = slow.url })
    local waiting = nginx.ask "/"
    app.await(function() return slow.count() == 3 end, "both changes at the server")
    for _ = 1, 4 do -- the handler is over, and the guards have had their turns
      assert.equal("true", (nginx.get "/pending"))
      require("socket").sleep(0.06)
    end
    slow.release()
    assert.equal("left", (waiting:read()))
    assert.equal("false", (nginx.get "/pending"))
  end)
end)

describe("a connection", function()
  it("that the server closed while it was idle is not taken for a change", function()
    local server = keep(rawserver.start { LOGIN, json '{"i_account":1}' })
    local nginx = start(([[location = / {
      content_by_lua_block {
        client:login()
        local socket = require "socket" -- its calls keep nginx from noticing anything meanwhile
        local order = socket.connect("127.0.0.1", %d)
        order:send "CUT\n"
        order:receive "*l"
        socket.sleep(0.15)
        local account, err = client:create("Account", "account", { account_info = { id = "1" } })
        ngx.print(account and account.i_account or tostring(err))
      }
    }]]):format(server.port), { url = server.url })
    assert.equal("1", (nginx.get "/"))
    assert.equal(2, server.count())
  end)

  it("on which more came than the answer is not used again", function()
    local server = keep(rawserver.start { LOGIN, { "keep", json("{}")[2] .. "HTTP/1.1 200 OK\r\n" }, json "{}" })
    local nginx = start(VERSION, { url = server.url })
    assert.equal("ok", nginx.get "/version")
    assert.equal("ok", nginx.get "/version")
    assert.equal(2, server.connections())
  end)

  it("made without verification does not serve a client that verifies", function()
    local nginx = start([[location = / {
      content_by_lua_block {
        local text = ""
        for _, verify in ipairs { "no", "yes" } do
          local own = pb.new { url = client.settings.url, login = client.settings.login, token = client.settings.token,
            verify = verify == "yes" }
          local answer, err = own:call("Generic", "get_version")
          text = text .. (answer and "ok" or err.code) .. " "
        end
        ngx.print(text)
      }
    }]], { ca_file = false })
    assert.equal("ok PEER_FAILED_VERIFICATION ", (nginx.get "/"), nginx.log())
  end)
end)

describe("TLS", function()
  local function message(url, options)
    local nginx = start([[location = / {
      content_by_lua_block { local _, err = client:call("Generic", "get_version") ngx.print(tostring(err)) }
    }]], options or { url = url })
    return (nginx.get "/")
  end

  it("without lua_ssl_trusted_certificate trusts nobody, and names the directive; nothing was sent", function()
    local text = message(nil, { ca_file = false })
    assert.truthy(text:find("PEER_FAILED_VERIFICATION; not sent", 1, true), text)
    assert.truthy(text:find("lua_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;", 1, true), text)
    assert.equal(0, w.calls "Session/login")
  end)

  it("refuses a certificate for the same reason whether the handshake had to wait or ended at once", function()
    local nginx = start([[
    location = / {
      content_by_lua_block { local _, err = client:call("Generic", "get_version") ngx.print(err.message, err.advice) }
    }
    location = /at-once {
      content_by_lua_block {
        local tcp = ngx.socket.tcp
        ngx.socket.tcp = function() -- as lua-resty-core does it, which depends on how fast the server is
          local sock = tcp()
          local handshake = sock.sslhandshake
          function sock.sslhandshake(...)
            local session = handshake(...)
            assert(session)
            return session
          end
          return sock
        end
        local _, err = client:call("Generic", "get_version")
        ngx.socket.tcp = tcp
        ngx.print(err.message, err.advice)
      }
    }]], { ca_file = false })
    local first = nginx.get "/at-once"
    assert.is_nil(first:find("It may be expired", 1, true), first)
    assert.truthy(first:find("unable to", 1, true), first)
    assert.equal(first, (nginx.get "/"))
    assert.equal(first, (nginx.get "/at-once"))
  end)

  it("by a host name: it is looked up, sent along (SNI), and compared with the certificate", function()
    local names = keep(require("support.nameserver").start())
    local server = keep(require("support.server").start { certificate = { names = { "billing.test" } }, locations = [[
      default_type application/json;
      location / { content_by_lua_block { ngx.print('{"access_token":"a.b.c","version":"', ngx.var.ssl_server_name,
        '"}') } }
    ]] })
    local function try(name)
      local nginx = keep(app.start { ca_file = server.ca_file,
        http = ("resolver 127.0.0.1:%d ipv6=off;"):format(names.port), locations = ([[location = / {
          content_by_lua_block {
            local client = %s
            local answer, err = client:call("Generic", "get_version", {}, {})
            ngx.print(answer and answer.version or tostring(err))
          }
        }]]):format(app.client { url = ("https://%s:%d"):format(name, server.port), login = "a", token = "t-t-t",
          tokens = "memory" }) })
      return (nginx.get "/")
    end
    assert.truthy(try("other.test"):find("PEER_FAILED_VERIFICATION; not sent", 1, true))
    assert.truthy(try("nowhere.invalid"):find("COULDNT_RESOLVE_HOST; not sent", 1, true))
    assert.equal("billing.test", (try "billing.test"))
  end)

  it("a name without a resolver says which directive is missing", function()
    local text = message "https://billing.test"
    assert.truthy(text:find("resolver 127.0.0.53;", 1, true), text)
    assert.truthy(text:find("not sent", 1, true), text)
  end)
end)

it("options that are nginx.conf's there are refused, with the directive", function()
  local nginx = start [[location = / {
    content_by_lua_block {
      for _, options in ipairs { { ca_file = "/x/ca.pem" }, { loop = "cqueues" }, { proxy = "socks5://h:1" } } do
        options.url, options.login, options.token = "https://h", "a", "t-t-t"
        ngx.say(tostring(select(2, pcall(pb.new, options))))
      end
    }
  }]]
  local text = nginx.get "/"
  assert.truthy(text:find("lua_ssl_trusted_certificate /x/ca.pem;", 1, true), text)
  assert.truthy(text:find("loop", 1, true), text)
  assert.truthy(text:find("only http:// proxies", 1, true), text)
end)

it("a client that cannot be made is told in nginx's log, which would say \"unknown reason\"", function()
  local nginx = start [[
    location = /connect { content_by_lua_block { pb.connect { url = "https://h" } } }
    location = /list {
      content_by_lua_block { pb.close() for record in pb.list("Customer", "customer") do ngx.say(record.name) end }
    }]]
  assert.equal(500, select(2, nginx.get "/connect"))
  assert.truthy(nginx.log():find("portabilling: no credentials: login, and token or password, are needed", 1, true))
  assert.truthy(nginx.log():find("env PORTABILLING_URL;", 1, true))
  assert.equal(500, select(2, nginx.get "/list"))
  assert.truthy(nginx.log():find("portabilling: no url (or host) of the PortaBilling server is given", 1, true))
end)
