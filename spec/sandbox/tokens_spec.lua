-- Getting into the sandbox, seen with the curl program: tokens, the methods of Session, one-time passwords.
local http = require "support.curl_program"
local json = require "cjson"
local mime = require "mime"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 20 })

local function decoded(part)
  part = part:gsub("-", "+"):gsub("_", "/")
  return json.decode((mime.unb64(part .. ("="):rep(-#part % 4))))
end

-- Head and claims of a token.
local function parts(token)
  local head, claims = token:match "^([^.]+)%.([^.]+)%."
  return decoded(head), decoded(claims)
end

local function login(realm)
  local who = w.sandbox.logins[realm]
  return http.login(w.sandbox, realm, { login = who.login, token = who.token })
end

local function code(answer)
  assert.equal(500, answer.status, answer.body)
  return answer.json.faultcode
end

local function ok(answer)
  assert.equal(200, answer.status, answer.body)
  return answer.json
end

local function send(method, params, realm)
  return http.call(w.sandbox, "json", method, params, nil, realm)
end

describe("the sandbox's access token", function()
  it("has the header and the id of a real administrator's", function()
    local _, answer = login "admin"
    local head, claims = parts(answer.access_token)
    assert.same({ alg = "RS256" }, head)
    assert.matches("^1:" .. ("[%w_-]"):rep(88) .. "$", claims.jti)
    assert.equal(1, claims.i_user)
    assert.equal("espf.api:write espf.handlers:write", claims.scopes)
    local fresh = ok(send("Session/refresh_access_token", { refresh_token = answer.refresh_token }))
    local _, later = parts(fresh.access_token)
    assert.matches("^1:" .. ("[%w_-]"):rep(88) .. "$", later.jti)
    assert.not_equal(claims.jti, later.jti)
  end)

  it("of an account says so", function()
    local _, answer = login "account"
    local head, claims = parts(answer.access_token)
    assert.same({ alg = "RS256" }, head)
    assert.matches("^1:", claims.jti)
    assert.equal(w.sandbox.logins.account.i_account, claims.i_account)
    assert.is_nil(claims.i_user)
    assert.is_nil(claims.i_customer)
    assert.equal("accounts", claims.realm)
    assert.same({ "portabilling-api", "portasip-api" }, claims.aud)
    assert.equal("", claims.scopes)
  end)

  it("that has expired is refused with one and the same fault, however often", function()
    for _, expire in ipairs {
      function() assert(w.sandbox:expire_sessions "access_tokens") end,
      function() assert(w.sandbox:set { clock_skew = 172801 }) end,
    } do
      local call = login "admin"
      expire()
      for _ = 1, 3 do
        assert.equal("Client.Session.check_auth.failed_to_process_access_token", code(call "Generic/get_version"))
      end
    end
    local call, answer = login "admin"
    ok(send("Session/logout", { session_id = answer.session_id }))
    for _ = 1, 2 do
      assert.equal("Server.Session.check_auth.auth_failed", code(call "Generic/get_version"))
    end
  end)
end)

describe("the sandbox's Session", function()
  it("has the older names of its methods", function()
    local first = ok(send("Session/jwt_login", { login = w.sandbox.login, token = w.sandbox.token }))
    assert.is_string(first.session_id)
    local second = ok(send("Session/refresh_jwt_token", { refresh_token = first.refresh_token }))
    local third = ok(send("Session/refresh_json_access_token", { refresh_token = second.refresh_token }))
    assert.is_nil(third.session_id)
    assert.equal(172800,
      ok(http.call(w.sandbox, "bearer", "Session/get_json_access_token_lifetime", {}, third)).lifetime)
    local entered = ok(http.call(w.sandbox, "bearer", "Session/jwt_login_to_realm",
      { login = w.sandbox.logins.account.login, realm = "accounts" }, third))
    ok(http.call(w.sandbox, "bearer", "Account/get_account_info", {}, entered, "account"))
    assert.equal("Server.Session.auth_failed", code(send("Session/jwt_login", { login = "nobody", token = "x" })))
    assert.equal("Server.Session.refresh_access_token.refresh_failed",
      code(send("Session/refresh_jwt_token", { refresh_token = first.refresh_token })))
  end)

  it("takes the environment at login, but not from an API user who is tied to one", function()
    local function log_in(user, i_env)
      return send("Session/login", { login = user.login, password = user.password, i_env = i_env })
    end
    local admin, tied = w.sandbox.logins.admin, w.sandbox.logins.tied
    ok(log_in(admin, 1))
    ok(log_in(tied))
    local refused = log_in(tied, 1)
    assert.equal("Server.Session.access_denied.i_env", code(refused))
    assert.matches("environment setting is forbidden", refused.json.faultstring)
    local nowhere = log_in(admin, 7)
    assert.equal("Server.Session.not_found.i_env", code(nowhere))
    assert.matches("no environment 7", nowhere.json.faultstring)
  end)
end)

-- A prototype gets the codes from the control channel.
describe("the sandbox's one-time passwords", function()
  local call
  before_each(function()
    call = http.login(w.sandbox)
  end)

  local function account(with_email)
    for _, row in ipairs(ok(call("Account/get_account_list", { limit = 20 })).account_list) do
      local email = ok(call("Account/get_account_info", { i_account = row.i_account })).account_info.email
      if (email ~= nil and email ~= "") == with_email then
        return row.i_account, email
      end
    end
  end

  local function ask(i_account, operation)
    return call("AccessControl/create_otp", { send_to = "account", id = tostring(i_account),
      notification_type = "mail", operation = operation or "General" })
  end

  local function last_code()
    local sent = assert(w.sandbox:one_time_passwords())
    return sent[#sent].one_time_password
  end

  local function verify(text, caller, operation)
    return ok((caller or call)("AccessControl/verify_otp",
      { one_time_password = text, operation = operation or "General" })).success
  end

  it("are shown by the control channel, and are right once", function()
    local i_account, email = account(true)
    assert.equal(1, ok(ask(i_account)).success)
    local sent = assert(w.sandbox:one_time_passwords())
    assert.equal(1, #sent)
    assert.equal(email, sent[1].email)
    assert.equal(tostring(i_account), sent[1].id)
    assert.equal(w.sandbox.login, sent[1].login)
    assert.matches("^%d%d%d%d%d%d$", sent[1].one_time_password)
    assert.equal(0, verify "no code")
    assert.equal(0, verify(sent[1].one_time_password, nil, "Other"))
    assert.equal(1, verify(sent[1].one_time_password))
    assert.equal(0, verify(sent[1].one_time_password))
    for _, request in ipairs(assert(w.sandbox:requests())) do
      assert.not_equal(sent[1].one_time_password, request.params.one_time_password)
    end
  end)

  it("are right in the session that made them, refreshed or not, and in no other", function()
    local i_account = account(true)
    local other = call
    local own, answer = http.login(w.sandbox)
    call = own
    ok(ask(i_account))
    assert.equal(0, verify(last_code(), other))
    local fresh = ok(http.call(w.sandbox, "json", "Session/refresh_access_token",
      { refresh_token = answer.refresh_token }))
    assert.equal(1, verify(last_code(), function(method, params)
      return http.call(w.sandbox, "bearer", method, params, fresh)
    end))
  end)

  it("go to the caller where nobody else is named", function()
    ok(call("AccessControl/create_otp", { operation = "General" }))
    assert.equal(w.sandbox.login .. "@example.com", assert(w.sandbox:one_time_passwords())[1].email)
    assert.equal(1, verify(last_code()))
  end)

  it("need an address, a recipient, and an operation", function()
    assert.equal("Server.AccessControl.empty_rec_and_bcc", code(ask(account(false))))
    assert.equal("Server.AccessControl.not_found.id", code(ask(987654)))
    assert.equal("Client.AccessControl.missing_required.operation",
      code(call("AccessControl/create_otp", { send_to = "account", id = "1" })))
    assert.equal("Client.AccessControl.missing_required.id",
      code(call("AccessControl/create_otp", { send_to = "account", operation = "General" })))
    assert.same({}, assert(w.sandbox:one_time_passwords()))
  end)
end)
