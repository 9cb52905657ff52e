-- Every error path with marker secrets; then nothing that a program could print may hold a marker.
local base64 = require("portabilling.support.base64").encode
local core = require "portabilling.core"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local replay = require "portabilling.driver.replay"
local shell = require "support.shell"
local world = require "support.world"

local MARK = "marker"
local SECRETS = { password = "marker-password<&>", token = "marker-api-token" }
local TOKENS = '{"access_token":"marker.access.token","refresh_token":"marker-refresh","session_id":"markersession",'
  .. '"expires_in":1000}'
local ATTRIBUTES = {
  account_info = { id = "1", h323_password = "marker h323", api_token = "marker-token-2",
    list = { { new_password = "marker-new" } } },
  card_info = { number = "marker-card-4111", cvv = "marker-cvv" },
  auth_info = { session_id = "marker-own-session" },
}

-- Everything that was said: error texts, their fields, log events.
local said
local function say(value)
  if type(value) == "table" then
    said[#said + 1] = tostring(value)
    for name, item in pairs(value.totable and value:totable() or value) do
      said[#said + 1] = tostring(name)
      say(item)
    end
  else
    said[#said + 1] = tostring(value)
  end
end

local function assert_clean()
  assert.is_true(#said > 0)
  for _, text in ipairs(said) do
    assert.is_nil(text:find(MARK, 1, true), text)
  end
end

before_each(function()
  said = {}
end)

local function client(answers, secret, options)
  local settings = { url = "https://localhost", login = "api", log = say }
  for name, value in pairs(options or {}) do
    settings[name] = value
  end
  settings[secret or "token"] = SECRETS[secret or "token"]
  settings.driver = settings.driver or replay.open(answers, { sessions = true })
  return pb.new(settings)
end

local function echo(status, content_type)
  -- A server or proxy that shows what it was sent.
  return function(request)
    if request.service == "Session" and request.method == "login" then
      return { body = TOKENS }
    end
    return { status = status, content_type = content_type, body = content_type == "text/html"
      and "<html>" .. (request.authorization or "") .. "<pre>" .. request.body:gsub('"', "&quot;") .. "</pre>"
      or '{"faultcode":"Server.Account.no","faultstring":"not with '
        .. (request.authorization or "") .. request.body:gsub('\\', "\\\\"):gsub('"', '\\"') .. '"}' }
  end
end

describe("no secret is shown", function()
  for _, case in ipairs { { 500, "application/json" }, { 200, "text/html" }, { 502, "text/html" },
    { 404, "text/html" } } do
    it(("when an answer with status %d of type %s quotes the request"):format(case[1], case[2]), function()
      local c = client(echo(case[1], case[2]))
      for _, method in ipairs { "add_account", "get_account_info" } do
        local none, err = c:call("Account", method, ATTRIBUTES)
        assert.is_nil(none)
        say(err)
      end
      assert_clean()
    end)
  end

  for _, secret in ipairs { "password", "token" } do
    it("when the log-in is refused and quotes the " .. secret, function()
      for _, status in ipairs { 500, 200, 403, 502 } do
        local c = client(function(request)
          local quoted = request.body:gsub('\\', "\\\\"):gsub('"', '\\"')
          return { status = status, content_type = status == 500 and "application/json" or "text/html",
            body = '{"faultcode":"Server.Session.auth_failed","faultstring":"no: ' .. quoted .. '"}' }
        end, secret, { retries = 0 })
        local none, err = c:create("Account", "account", ATTRIBUTES)
        assert.is_nil(none)
        say(err)
        say(tostring(c))
        say(tostring(c.session))
        say(select(2, c:login()))
        c:close()
      end
      assert_clean()
    end)
  end

  it("when a log-in answers with what cannot be used, or a token is refused", function()
    for _, body in ipairs { '{"access_token":"marker\\r\\ntoken"}', '{"access_token":"marker-cut', '["marker"]',
      '{"access_token":["marker"]}' } do
      say(select(2, client({ { body = body } }):login()))
    end
    local lost = { status = 500, body = '{"faultcode":"Server.Session.check_auth.auth_failed",'
      .. '"faultstring":"unknown token marker.access.token"}' }
    say(select(2, client({ { body = TOKENS }, lost, { body = TOKENS }, lost }):call("Account", "get_account_info")))
    assert_clean()
  end)

  it("and takes nothing else out: a text may end as the login begins", function()
    local c = client { { body = TOKENS }, { status = 500, body =
      '{"faultcode":"Server.Account.not_known_to_billing","faultstring":"there is no such user of billing"}' } }
    c.settings.login, c.settings.token = "billing-api", "marker-token"
    local _, err = c:call("Account", "get_account_info")
    assert.equal("Server.Account.not_known_to_billing", err.code)
    assert.equal("there is no such user of billing", err.message)
  end)

  it("when an attribute cannot be sent, or an answer cannot be read", function()
    for _, value in ipairs { "marker-\255", print, 0 / 0 } do
      say(select(2, client({ { body = TOKENS } }):create("Account", "account",
        { account_info = { h323_password = value } })))
    end
    for _, body in ipairs { '{"h323_password":"marker', '{"a":"marker\255"}', '{"a":marker}', "[1,2]" } do
      say(select(2, client({ { body = TOKENS }, { body = body } }):call("Account", "get_account_info")))
    end
    assert_clean()
  end)

  it("in a dry run", function()
    local c = client({}, "password")
    say(c:create("Account", "account", ATTRIBUTES, { dry_run = true }))
    say(client({}, "token", { wire = "form" }):create("Account", "account", ATTRIBUTES, { dry_run = true }))
    say(c:call("Session", "change_password", { login = "x", password = "marker-old", new_password = "marker-new" },
      { dry_run = true }))
    assert_clean()
  end)

  it("when options are wrong", function()
    for _, options in ipairs { { url = "marker://h" }, { url = "https://marker:marker@h" }, { timeout = "marker" },
      { wire = "marker" }, { ca_file = "marker\n" }, { tokens = 5 } } do
      options.url = options.url or "https://localhost"
      options.login, options.token = "api", "marker-token"
      local ok, err = pcall(pb.new, options)
      assert.is_false(ok)
      if options.wire == nil then -- a wrong choice is shown: it is no place for a secret
        say(err)
      end
    end
    assert_clean()
  end)

  it("when the connection fails, over a real socket", function()
    local login = ("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"):format(#TOKENS, TOKENS)
    local server = rawserver.start { { "keep", login }, { "drop" },
      { "raw", "HTTP/1.1 302 Found\r\nLocation: /marker\r\nContent-Length: 0\r\n\r\n" },
      { "raw", "marker is no HTTP\r\n\r\n" } }
    local c = pb.new { url = server.url, login = "api", token = SECRETS.token, log = say, retries = 0 }
    for _ = 1, 3 do
      local none, err = c:create("Account", "account", ATTRIBUTES)
      assert.is_nil(none)
      say(err)
    end
    c:close()
    server.stop()
    assert_clean()
  end)

  it("when a session that was renewed during the call is quoted, in either encoding", function()
    for _, wire in ipairs { "json", "form" } do
      local tokens = { '{"access_token":"marker.old","session_id":"markerold"}',
        '{"access_token":"fresh.token","session_id":"freshsession"}' }
      local logins = 0
      local c = client(function(request)
        if request.service == "Session" then
          logins = logins + 1
          return { body = tokens[logins] }
        elseif logins == 1 then
          return { status = 500, body = '{"faultcode":"Server.Session.check_auth.auth_failed"}' }
        end
        return { status = 502, content_type = "text/html",
          body = "<p>refused: " .. (wire == "json" and "marker.old" or "markerold") .. "</p>" }
      end, "token", { wire = wire, retries = 0 })
      local _, err = c:create("Account", "account", ATTRIBUTES)
      assert.same({ "http", 2 }, { err.kind, logins })
      assert.truthy(err.message:find("refused: ***</p>", 1, true), err.message)
      say(err)
    end
    assert_clean()
  end)

  it("when a proxy changes the content type of an answer with new tokens", function()
    local c = client { { status = 200, content_type = "text/html", body = TOKENS },
      { status = 502, content_type = "text/html", body = "token=marker-x&a=1 Authorization: Bearer marker.y.z" } }
    say(select(2, c:login()))
    say(select(2, c:login()))
    assert_clean()
  end)

  it("when a fault's code or field path holds them", function()
    local c = client { { body = TOKENS }, { status = 500,
      body = '{"faultcode":"Client.Account.bad.account_info.marker.access.token","faultstring":"?"}' } }
    local _, err = c:create("Account", "account", ATTRIBUTES)
    assert.equal("account_info.***", err.path)
    say(err)
    assert_clean()
  end)

  it("of payment methods, though their fields have harmless names", function()
    local attributes = { i_customer = 1, payment_method_info = { payment_method = "VISA", number = "marker-4111",
      account_number = "marker-account", iban = "marker-iban", list = { { number = "marker-2" } } } }
    local c = client(echo(500, "application/json"))
    say(c:call("Customer", "update_payment_method", attributes, { dry_run = true }))
    say(select(2, c:call("Customer", "update_payment_method", attributes)))
    assert_clean()
    local shown = c:call("Customer", "update_payment_method", attributes, { dry_run = true }).body
    assert.truthy(shown:find('"payment_method":"VISA"', 1, true), shown)
  end)

  it("of the record that came instead of a file", function()
    local c = client { { body = TOKENS }, { body = '{"account_info":{"h323_password":"marker-h323"}}' } }
    local _, err = c:download("Account", "get_account_info", nil, function() return true end)
    assert.equal("marker-h323", err.response.account_info.h323_password) -- it is the answer that was asked for
    say(err)
    assert_clean()
  end)

  it("in what an interpreter prints of an error that nobody caught, and in tracebacks", function()
    local script = ([[
      local pb = require "portabilling"
      pb.connect { url = "http://127.0.0.1:1", login = "api", token = %q, retries = 0 }
      local function create()
        assert(pb.create("Account", "account", { account_info = { h323_password = "marker-h323" } }))
      end
      print(xpcall(create, function(err) return debug.traceback(tostring(err)) end))
      create()
    ]]):format(SECRETS.token)
    local printed = shell.output(("LUA_PATH=%s LUA_CPATH=%s %s -e %s 2>&1; true"):format(shell.quote(package.path),
      shell.quote(package.cpath), shell.interpreter(), shell.quote(script)))
    local _, count = printed:gsub("COULDNT_CONNECT", "")
    assert.equal(2, count, printed)
    assert.truthy(printed:find("stack traceback", 1, true))
    said[1] = printed
    assert_clean()
  end)

  it("of a proxy's address", function()
    for _, proxy in ipairs { "http://user:marker@127.0.0.1:1", "http://user:marker@no-such-host.invalid",
      "marker://user:marker@h", "http://user:marker@[h" } do
      local made, c = pcall(pb.new, { url = "https://localhost", login = "api", token = "t-t-t", proxy = proxy,
        retries = 0, log = say }) -- inside nginx it may be refused at once
      say(made and select(2, c:login()) or c)
    end
    assert_clean()
  end)

  it("of the proxy in force, whoever named it and whatever is wrong with it", function()
    local page = ("<html>Access denied: proxy-authorization: Basic %s (%s)"):format(base64 "proxyuser:marker-p@ss/1",
      base64 "x proxyuser:marker-p@ss/1 y")
    local proxy = rawserver.start { { "keep",
      ("HTTP/1.1 407 No\r\nContent-Length: %d\r\n\r\n%s"):format(#page, page) } }
    local script = [[
      local pb = require "portabilling"
      for _, method in ipairs { "get_account_info", "add_account" } do
        local c = pb.new { url = "http://127.0.0.1:1", login = "api", token = "t-t-t", retries = 0,
          proxy = os.getenv "OPTION", log = function(event) print(event.failed, event.message) end }
        print(select(2, c:call("Account", method)))
        c:close()
      end
    ]]
    local asked = 0
    for _, url in ipairs { ("http://proxyuser:marker-p%%40ss%%2F1@127.0.0.1:%d"):format(proxy.port),
      ("proxyuser:marker-p%%40ss%%2F1@127.0.0.1:%d"):format(proxy.port), "http://user:marker@w@rd@127.0.0.1:1",
      "http://user:marker@127.0.0.1:99999", "http://user:marker word@127.0.0.1:1", "strange://user:marker@127.0.0.1:1",
      "user:marker@w@127.0.0.1:99999", "http://marker:a/b@c@127.0.0.1:99999",
      "http://user:" .. ("marker"):rep(60) .. "@127.0.0.1:99999" } do
      for _, name in ipairs { "http_proxy", "all_proxy", "OPTION" } do
        local printed = shell.output(("%s=%s LUA_PATH=%s LUA_CPATH=%s %s -e %s 2>&1"):format(name, shell.quote(url),
          shell.quote(package.path), shell.quote(package.cpath), shell.interpreter(), shell.quote(script)))
        local _, errors = printed:gsub("Account/", "")
        assert.equal(2, errors, printed)
        assert.falsy(printed:find("bWFya2Vy", 1, true) or printed:find("cHJveHl1c2Vy", 1, true), printed)
        asked = asked + (printed:find("407", 1, true) and 1 or 0)
        say(printed)
      end
    end
    assert.equal(6, asked)
    proxy.stop()
    assert_clean()
  end)

  it("in a batch's items and its journal", function()
    local path = world.path()
    local c = client(echo(500, "application/json"))
    for item in c:batch("create", "Account", "account", { ATTRIBUTES, ATTRIBUTES }, { journal = path }) do
      say(item.err)
    end
    say(shell.output("cat " .. path))
    assert_clean()
    os.remove(path)
  end)

  it("when a token file is wrong", function()
    local path = world.path()
    local file = assert(io.open(path, "wb"))
    file:write '{"format":"portabilling tokens 1","sessions":{"x":"marker"}}'
    file:close()
    shell.output("chmod 644 " .. path)
    say(select(2, client({ { body = TOKENS } }, "token", { tokens = path }):login()))
    os.remove(path)
    shell.output(("ln -s %s.elsewhere %s"):format(path, path))
    local _, err = client({ { body = TOKENS } }, "token", { tokens = path }):login()
    assert.equal("config", err.kind) -- a link is not followed
    say(err)
    assert_clean()
    os.remove(path)
    os.remove(path .. ".lock")
  end)
end)

describe("what goes into a request line or a header", function()
  it("is refused with odd bytes: url, token, service, method", function()
    for _, options in ipairs { { url = "https://h\r\nX-Evil: 1" }, { url = "https://h/\0" }, { token = "a\r\nb" } } do
      options.url, options.login, options.token = options.url or "https://h", "api", options.token or "t-t-t"
      assert.is_false(pcall(pb.new, options))
    end
    local c = client({})
    local exchange = core.exchange(core.session {}, core.budget(1))
    for _, name in ipairs { "a\r\nX: 1", "a b", "a/../b", "a%2f", "a?b", "a#b", "\0", "" } do
      assert.is_false(pcall(c.call, c, name, "get_account_info"))
      assert.is_false(pcall(c.call, c, "Account", name))
      for _, names in ipairs { { name, "x" }, { "x", name } } do
        exchange:begin("Account", "get_account_info", "{}", true, 1, 0, true)
        assert.has_error(function()
          exchange:begin(names[1], names[2], "{}", true, 1, 0, true)
        end, "service and method must be plain names (letters, digits, _)")
        assert.equal("done", (exchange:next(1))) -- there is nothing to send, not even a part
        assert.not_equal("ok", exchange:kind())
      end
    end
  end)

  it("takes no token from a store that could break out of its place", function()
    local session = core.session { login = "a", token = "b" }
    for _, token in ipairs { "a\r\nb", "a b", 'a"b', "a\\b", "a\0b", "\255" } do
      assert.is_nil((session:adopt({ access_token = token }, 0)))
      assert.is_nil((session:adopt({ session_id = token }, 0)))
    end
    assert.is_true(session:adopt({ access_token = "a.b-c_d" }, 0))
  end)
end)
