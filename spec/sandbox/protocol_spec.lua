-- The sandbox's protocol, seen with the curl program: encodings, faults, sessions, realms.
local http = require "support.curl_program"
local sandbox = require "portabilling.sandbox"
local shell = require "portabilling.sandbox.shell"

describe("the sandbox", function()
  local s

  setup(function()
    s = assert(sandbox.start { size = 20, settings = { strict = true, unknown = "refuse" } })
  end)
  teardown(function()
    s:stop()
  end)
  before_each(function()
    assert(s:reset())
  end)

  local function code(answer)
    assert.equal(500, answer.status)
    assert.equal("application/json; charset=UTF-8", answer.headers["content-type"])
    assert.is_string(answer.json.faultstring)
    return answer.json.faultcode
  end

  local function new_account(id)
    return { account_info = { id = id, i_customer = 4, i_product = 1, billing_model = 1, bill_status = "O" } }
  end

  describe("takes a login, an add and a list", function()
    for _, encoding in ipairs { "form", "multipart", "json", "bearer" } do
      it("as " .. encoding, function()
        local login = http.call(s, encoding, "Session/login", { login = s.login, password = s.password })
        assert.equal(200, login.status)
        local auth = encoding == "bearer" and login.json or { session_id = login.json.session_id }
        local added = http.call(s, encoding, "Account/add_account/", new_account("16045550100"), auth)
        assert.equal(200, added.status)
        local list = http.call(s, encoding, "account/get_account_list", { id = "16045550100" }, auth)
        assert.equal(200, list.status)
        assert.equal("application/json; charset=UTF-8", list.headers["content-type"])
        assert.equal(added.json.i_account, list.json.account_list[1].i_account)
        local last = assert(s:requests())[3]
        assert.equal(encoding == "bearer" and "json" or encoding, last.encoding)
        assert.equal("Account", last.service)
        assert.equal(encoding == "bearer", last.has_authorization)
      end)
    end

    it("with login and token or password in auth_info, which opens no session", function()
      for _, auth in ipairs { { login = s.login, token = s.token }, { login = s.login, password = s.password } } do
        assert.equal(200, http.call(s, "form", "Generic/get_version", {}, auth).status)
      end
      assert.equal(0, s:stats().sessions)
      assert.equal("Server.Session.auth_failed",
        code(http.call(s, "form", "Generic/get_version", {}, { login = s.login, token = "wrong" })))
    end)
  end)

  describe("refuses", function()
    local call
    before_each(function()
      call = http.login(s)
    end)

    it("a call without authentication", function()
      assert.equal("Client.check_auth.envelope_missed", code(http.call(s, "form", "Account/get_account_list", {})))
    end)

    it("a token that is none, a session that does not exist, an expired token", function()
      assert.equal("Client.Session.check_auth.failed_to_process_access_token",
        code(http.call(s, "bearer", "Generic/get_version", {}, { access_token = "a.b.c" })))
      assert.equal("Server.Session.check_auth.auth_failed",
        code(http.call(s, "json", "Generic/get_version", {}, { session_id = ("0"):rep(32) })))
      assert(s:expire_sessions "access_tokens")
      assert.equal("Client.Session.check_auth.failed_to_process_access_token", code(call("Generic/get_version")))
    end)

    it("a token of a session that was ended", function()
      assert(s:expire_sessions())
      assert.equal("Server.Session.check_auth.auth_failed", code(call("Generic/get_version")))
    end)

    it("another HTTP method than POST, params that are no object, broken JSON, invalid UTF-8", function()
      assert.equal("Client.invalid_request", code(http.request(s, {}, s.url.admin .. "/rest/Generic/get_version")))
      assert.equal("Client.invalid_request", code(call("Account/get_account_list", "[]")))
      assert.equal("Client.invalid_request", code(call("Account/get_account_list", "[1]")))
      assert.equal("Client.invalid_request", code(call("Account/get_account_list", "{\"id\":")))
      assert.equal("Client.invalid_request", code(call("Account/get_account_list", "{\"id\":\"\255\"}")))
    end)

    it("unknown services and methods, and those it lacks, each in its own way", function()
      assert.equal("Client.unknown_service", code(call("Nonsense/get_list")))
      assert.equal("Client.unknown_method", code(call("Account/get_acount_list")))
      assert.equal("Server.Tariff.not_implemented_in_sandbox", code(call("Tariff/get_tariff_list")))
      -- what portabilling.api knows exists, later releases' methods too
      assert.equal("Server.Generic.not_implemented_in_sandbox", code(call("Generic/get_ui_plugins_config")))
    end)
  end)

  describe("as an old release", function()
    it("does not understand JSON bodies nor Bearer", function()
      assert(s:set { bearer_json = false })
      local old = http.call(s, "form", "Session/login", { login = s.login, token = s.token })
      assert.equal(200, old.status)
      assert.equal("Client.check_auth.envelope_missed",
        code(http.call(s, "bearer", "Generic/get_version", {}, old.json)))
      assert.equal(200, http.call(s, "form", "Generic/get_version", {}, old.json).status)
    end)
  end)

  describe("login", function()
    it("answers six fields and a token with the claims of the real one", function()
      local _, login = http.login(s)
      for name, form in pairs {
        session_id = ("%x"):rep(32), refresh_token = ("%x"):rep(32), access_token = "[%w_-]+%.[%w_-]+%.[%w_-]+",
        expires_at = "%d%d%d%d%-%d%d%-%d%d %d%d:%d%d:%d%d", expires_in = "172800", mfa_enabled = "0",
      } do
        assert.matches("^" .. form .. "$", type(login[name]) == "number" and ("%d"):format(login[name]) or login[name])
      end
      local mime = require "mime"
      local body = login.access_token:match("%.(.-)%."):gsub("-", "+"):gsub("_", "/")
      local claims = require("cjson").decode((mime.unb64(body .. ("="):rep(-#body % 4))))
      assert.equal(172800, claims.exp - claims.iat)
      assert.matches("^1:", claims.jti)
      assert.equal(s.login, claims.login)
      assert.equal("admin", claims.realm)
      assert.same({ "portabilling-api", "portasip-api", "espf-api" }, claims.aud)
    end)

    it("signs the token with RS256", function()
      local _, login = http.login(s)
      local text, signature = login.access_token:match("^(.*)%.(.-)$")
      local mime = require "mime"
      signature = signature:gsub("-", "+"):gsub("_", "/")
      local name = os.tmpname()
      assert(shell.write_file(name, (mime.unb64(signature .. ("="):rep(-#signature % 4)))))
      local ok, output = shell.run(("printf %%s %s | openssl dgst -sha256 -prverify %s -signature %s"):format(
        shell.quote(text), shell.quote(s.directory .. "/jwt.key"), name))
      os.remove(name)
      assert.is_true(ok, output)
    end)

    it("has the lifetime, the optional field and the clock that settings say", function()
      assert(s:set { access_token_lifetime = 900, expires_in = false, clock_skew = 3600 })
      local _, login = http.login(s)
      assert.is_nil(login.expires_in)
      local expected = os.date("!%Y-%m-%d %H:%M", os.time() + 4500)
      local later = os.date("!%Y-%m-%d %H:%M", os.time() + 4501) -- the minute may have ended in between
      assert.is_true(login.expires_at:sub(1, 16) == expected or login.expires_at:sub(1, 16) == later, login.expires_at)
    end)

    it("locks a login after failures, and only that one", function()
      assert(s:set { lockout_after = 3 })
      for _ = 1, 3 do
        assert.equal("Server.Session.auth_failed",
          code(http.call(s, "json", "Session/login", { login = s.login, password = "wrong" })))
      end
      assert.equal("Server.Session.cannot_login_brute_force_activity",
        code(http.call(s, "json", "Session/login", { login = s.login, password = s.password })))
      local other = { login = s.logins.customer.login, password = s.logins.customer.password }
      assert.equal(200, http.call(s, "json", "Session/login", other, nil, "customer").status)
      assert(s:set { clock_skew = 301 }) -- past lockout_seconds
      assert.equal(200, http.call(s, "json", "Session/login", { login = s.login, password = s.password }).status)
      assert.equal(4, s:stats().failed_logins)
    end)

    it("demands that an expired password is changed first", function()
      local user = s.logins.must_change
      local credentials = { login = user.login, password = user.password }
      assert.equal("Server.Session.alert_You_must_change_password",
        code(http.call(s, "json", "Session/login", credentials)))
      local changed = http.call(s, "json", "Session/change_password",
        { login = user.login, password = user.password, new_password = "Fresh-1234" })
      assert.equal(1, changed.json.success)
      credentials.password = "Fresh-1234"
      assert.equal(200, http.call(s, "json", "Session/login", credentials).status)
    end)
  end)

  describe("refresh", function()
    it("answers a new pair without session_id, once per refresh token", function()
      local _, login = http.login(s)
      local fresh = http.call(s, "json", "Session/refresh_access_token", { refresh_token = login.refresh_token })
      assert.equal(200, fresh.status)
      assert.is_nil(fresh.json.session_id)
      assert.not_equal(login.access_token, fresh.json.access_token)
      assert.not_equal(login.refresh_token, fresh.json.refresh_token)
      assert.equal(200, http.call(s, "bearer", "Generic/get_version", {}, fresh.json).status)
      assert.equal("Server.Session.refresh_access_token.refresh_failed",
        code(http.call(s, "json", "Session/refresh_access_token", { refresh_token = login.refresh_token })))
    end)

    it("kills the old access token where settings say so", function()
      local call, login = http.login(s)
      assert(s:set { refresh_revokes_access_token = true })
      http.call(s, "json", "Session/refresh_access_token", { refresh_token = login.refresh_token })
      assert.equal("Server.Session.check_auth.auth_failed", code(call("Generic/get_version")))
    end)

    it("fails after logout and after its own lifetime", function()
      local _, login = http.login(s)
      assert.equal(1, http.call(s, "json", "Session/logout", { access_token = login.access_token }).json.success)
      assert.equal("Server.Session.refresh_access_token.refresh_failed",
        code(http.call(s, "json", "Session/refresh_access_token", { refresh_token = login.refresh_token })))
      _, login = http.login(s)
      assert(s:set { clock_skew = 604801 })
      assert.equal("Server.Session.refresh_access_token.refresh_failed",
        code(http.call(s, "json", "Session/refresh_access_token", { refresh_token = login.refresh_token })))
    end)
  end)

  describe("ping", function()
    it("tells a live session from a dead one, in both ways that are known", function()
      local _, login = http.login(s)
      local function ping(params)
        return http.call(s, "json", "Session/ping", params)
      end
      assert.equal(1, ping({ access_token = login.access_token }).json.user_id)
      assert.equal(1, ping({ session_id = login.session_id }).json.user_id)
      assert.equal("Client.Session.ping.failed_to_process_access_token", code(ping { access_token = "x" }))
      http.call(s, "json", "Session/logout", { session_id = login.session_id })
      assert.equal(0, ping({ access_token = login.access_token }).json.user_id)
      assert(s:set { dead_ping = "fault" })
      assert.equal("Client.Session.ping.failed_to_process_access_token",
        code(ping { access_token = login.access_token }))
    end)
  end)

  it("ends a session that is not used", function()
    local call = http.login(s)
    assert(s:set { inactivity_timeout = 60, clock_skew = 61 })
    assert.equal("Server.Session.check_auth.auth_failed", code(call("Generic/get_version")))
  end)

  it("refuses changes in other operating modes with the bare codes", function()
    local call = http.login(s)
    for mode, expected in pairs { standalone = "standalone_mode", secondary = "secondary_site",
      read_only = "read_only_mode" } do
      assert(s:set { operating_mode = mode })
      assert.equal(expected, code(call("Account/add_account", new_account("1604555" .. #mode))))
      assert.equal(200, call("Account/get_account_list").status)
      assert.equal(mode, call("Generic/get_session_data").json.operating_mode)
    end
  end)

  describe("in the realm of", function()
    local function login_of(realm)
      return http.login(s, realm, { login = s.logins[realm].login, password = s.logins[realm].password })
    end

    it("a customer: it is who the session says, and sees nothing of others", function()
      local call, login = login_of "customer"
      local own = s.logins.customer.i_customer
      assert.equal(own, call("Customer/get_customer_info").json.customer_info.i_customer)
      for _, account in ipairs(call("Account/get_account_list").json.account_list) do
        assert.equal(own, account.i_customer)
      end
      assert.equal("Server.Customer.access_denied", code(call("Customer/get_customer_info", { i_customer = own + 1 })))
      assert.equal("Server.Account.access_denied", code(call("Account/get_account_info", { i_account = 60 })))
      assert.equal("Server.Customer.access_denied", code(call("Customer/get_customer_list")))
      assert.equal("Server.Customer.access_denied.customer_info.credit_limit",
        code(call("Customer/update_customer", { customer_info = { credit_limit = 100000 } })))
      -- a session is good in its own realm only
      assert.equal("Server.Session.check_auth.auth_failed",
        code(http.call(s, "bearer", "Generic/get_version", {}, login, "admin")))
    end)

    it("an account: likewise", function()
      local call = login_of "account"
      local own = s.logins.account.i_account
      assert.equal(own, call("Account/get_account_info").json.account_info.i_account)
      assert.is_true(#call("Account/get_custom_fields_values").json.custom_fields_values > 0)
      local all = { from_date = "1970-01-01", to_date = "9999-01-01" }
      assert.is_true(#call("Account/get_xdr_list", all).json.xdr_list > 0)
      assert.equal("Server.Account.access_denied", code(call("Account/get_account_info", { i_account = own + 1 })))
      assert.equal("Server.Account.access_denied", code(call("Account/get_account_list")))
      assert.equal(200, call("Account/update_account", { account_info = { firstname = "Robin" } }).status)
      assert.equal("Robin", call("Account/get_account_info").json.account_info.firstname)
    end)

    it("a reseller: itself and its customers", function()
      local call = login_of "reseller"
      local seen = call("Customer/get_customer_list").json.customer_list
      assert.is_true(#seen > 1)
      for _, customer in ipairs(seen) do
        assert.is_true(customer.i_customer == 2 or customer.i_parent == 2)
      end
      assert.equal("Server.Customer.access_denied", code(call("Customer/get_customer_info", { i_customer = 4 })))
      local added = call("Customer/add_customer", { customer_info = { name = "Sub", iso_4217 = "USD" } })
      assert.equal(2, call("Customer/get_customer_info", added.json).json.customer_info.i_parent)
    end)

    it("others, entered by login_to_realm", function()
      local call = http.login(s)
      local entered = call("Session/login_to_realm", { login = s.logins.account.login, realm = "accounts" })
      local info = http.call(s, "form", "Account/get_account_info", {}, { session_id = entered.json.session_id },
        "account")
      assert.equal(s.logins.account.i_account, info.json.account_info.i_account)
      assert.is_string(entered.json.access_token)
      assert(s:set { login_to_realm_token = false })
      entered = call("Session/login_to_realm", { login = s.logins.account.login, realm = "accounts" })
      assert.is_nil(entered.json.access_token)
    end)
  end)

  describe("on order", function()
    local call
    before_each(function()
      call = http.login(s)
    end)

    local function inject(injection)
      injection.method = injection.method or "Account/add_account"
      assert(s:inject(injection))
    end

    local function exists()
      return #call("Account/get_account_list", { id = "777" }).json.account_list > 0
    end

    -- curl's exit status for it depends on its release.
    local function no_answer(answer)
      return answer.curl ~= 0 and not answer.status
    end
    local function cut_short(answer)
      return answer.curl ~= 0 and answer.status == 200
    end

    it("answers with a gateway's page, and does not execute the call", function()
      inject { action = "status", status = 502 }
      local answer = call("Account/add_account", new_account("777"))
      assert.equal(502, answer.status)
      assert.matches("<html>", answer.body)
      assert.is_false(exists())
      assert.equal(200, call("Account/add_account", new_account("777")).status)
    end)

    it("drops the connection before or after executing the call", function()
      inject { action = "drop_before" }
      assert.is_true(no_answer(call("Account/add_account", new_account("777"))))
      assert.is_false(exists())
      inject { action = "drop_after" }
      assert.is_true(no_answer(call("Account/add_account", new_account("777"))))
      assert.is_true(exists())
    end)

    it("sends half of an answer, of a list as of a file", function()
      inject { action = "truncate", method = "Customer/.*" }
      assert.is_true(cut_short(call("Customer/get_customer_list")))
      inject { action = "truncate", method = "CDR/get_call_recording" }
      local xdrs = call("Account/get_xdr_list",
        { i_account = 1, from_date = "1970-01-01", to_date = "9999-01-01", call_recording = 1 }).json.xdr_list
      assert.is_true(cut_short(call("CDR/get_call_recording", ('{"i_xdr":%.0f}'):format(xdrs[1].i_xdr))))
    end)

    it("answers a fault, another body, or ends the session, for the n-th calls", function()
      inject { action = "fault", faultcode = "pb_delta.connection_failed", after = 1, times = 2,
        method = "Generic/get_version" }
      assert.equal(200, call("Generic/get_version").status)
      assert.equal("pb_delta.connection_failed", code(call("Generic/get_version")))
      assert.equal("pb_delta.connection_failed", code(call("Generic/get_version")))
      assert.equal(200, call("Generic/get_version").status)
      inject { action = "body", body = "", method = "Generic/.*" }
      assert.equal("", call("Generic/get_version").body)
      inject { action = "expire", method = "Generic/.*" }
      assert.equal("Server.Session.check_auth.auth_failed", code(call("Generic/get_version")))
    end)

    it("and refuses orders and settings that do not exist", function()
      assert.matches("unknown action", select(2, s:inject { action = "explode" }))
      assert.matches("unknown setting", select(2, s:set { colour = "blue" }))
      assert.matches("default_limit must be a number", select(2, s:set { default_limit = "50" }))
      assert.matches("over_limit cannot be", select(2, s:set { over_limit = "explode" }))
    end)
  end)

  it("counts what it received and keeps no secrets in its request log", function()
    local call = http.login(s)
    call("Generic/get_version")
    call("Account/get_acount_list")
    local stats = assert(s:stats())
    assert.equal(3, stats.total)
    assert.equal(1, stats.logins)
    assert.equal(1, stats.faults)
    assert.equal(1, stats.sessions)
    assert.equal(3, stats.connections) -- one curl program each
    assert.equal(1, stats.methods["Generic/get_version"])
    local log = assert(s:requests())
    assert.equal("***", log[1].params.token)
    assert.equal("Client.unknown_method", log[3].faultcode)
    assert.equal(500, log[3].status)
  end)
end)
