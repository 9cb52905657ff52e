-- One-time passwords, AccessControl's: a prototype gets the code from the control channel.
local http = require "support.curl_program"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 20 })

describe("the sandbox's one-time passwords", function()
  local call
  before_each(function()
    call = http.login(w.sandbox)
  end)

  local function ok(answer)
    assert.equal(200, answer.status, answer.body)
    return answer.json
  end

  local function account(with_email)
    for _, row in ipairs(ok(call("Account/get_account_list", { limit = 20 })).account_list) do
      local email = ok(call("Account/get_account_info", { i_account = row.i_account })).account_info.email
      if (email ~= nil and email ~= "") == with_email then
        return row.i_account, email
      end
    end
  end

  local function send(i_account, operation)
    return call("AccessControl/create_otp", { send_to = "account", id = tostring(i_account),
      notification_type = "mail", operation = operation or "General" })
  end

  local function last_code()
    local sent = assert(w.sandbox:one_time_passwords())
    return sent[#sent].one_time_password
  end

  local function verify(code, caller, operation)
    return ok((caller or call)("AccessControl/verify_otp",
      { one_time_password = code, operation = operation or "General" })).success
  end

  it("are shown by the control channel, and are right once", function()
    local i_account, email = account(true)
    assert.equal(1, ok(send(i_account)).success)
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
    local own, login = http.login(w.sandbox)
    call, own = own, call
    ok(send(i_account))
    assert.equal(0, verify(last_code(), own))
    local fresh = ok(http.call(w.sandbox, "json", "Session/refresh_access_token",
      { refresh_token = login.refresh_token }))
    assert.equal(1, verify(last_code(), function(method, params)
      return http.call(w.sandbox, "bearer", method, params, fresh)
    end))
  end)

  it("need an address, a recipient, and an operation", function()
    local function code(answer)
      assert.equal(500, answer.status, answer.body)
      return answer.json.faultcode
    end
    assert.equal("Server.AccessControl.empty_rec_and_bcc", code(send(account(false))))
    assert.equal("Server.AccessControl.not_found.id", code(send(987654)))
    assert.equal("Client.AccessControl.missing_required.operation",
      code(call("AccessControl/create_otp", { send_to = "account", id = "1" })))
    assert.equal("Client.AccessControl.missing_required.id",
      code(call("AccessControl/create_otp", { send_to = "account", operation = "General" })))
    assert.same({}, assert(w.sandbox:one_time_passwords()))
  end)
end)
