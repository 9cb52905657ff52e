-- Calls that are all in their address, as in releases of the time of MR70.
local http = require "support.curl_program"
local json = require "cjson"
local mime = require "mime"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 5 })

local function quoted(value)
  return (json.encode(value):gsub("[^%w_.~-]", function(char)
    return ("%%%02X"):format(char:byte())
  end))
end

describe("a call in the address", function()
  local function call(method, auth, params, words)
    return http.request(w.sandbox, words or { "-X", "POST", "--globoff" }, ("%s/rest/%s/%s/%s"):format(
      w.sandbox.url.admin, method, auth and quoted(auth) or "", params and quoted(params) or ""))
  end
  local function ok(answer)
    assert.equal(200, answer.status, answer.body)
    return answer.json
  end

  it("is taken where the setting says so, by POST and GET", function()
    local credentials = { login = w.sandbox.login, password = w.sandbox.password }
    assert.equal(404, call("Session/login", nil, credentials).status)
    assert(w.sandbox:set { in_path = true })
    local auth = { session_id = ok(call("Session/login", nil, credentials)).session_id }
    ok(call("Account/update_account", auth,
      { account_info = { i_account = 1, note = "50% of a/b? + ü", firstname = "Robin" } }))
    local got = ok(call("Account/get_account_info", auth, { i_account = 1 }, {})).account_info
    assert.equal("50% of a/b? + ü", got.note)
    assert.equal("Robin", got.firstname)
    assert.is_string(ok(call("Generic/get_version", auth)).version)
    ok(http.call(w.sandbox, "form", "Generic/get_version", {}, auth))
  end)

  it("as sloppy scripts write it, with slashes and plus signs as they are", function()
    assert(w.sandbox:set { in_path = true })
    local auth = '{"login":"' .. w.sandbox.login .. '","password":"' .. w.sandbox.password .. '"}'
    ok(http.request(w.sandbox, { "-X", "POST", "--globoff" }, w.sandbox.url.admin .. "/rest/Account/update_account/"
      .. auth .. '/{"account_info":{"i_account":1,"note":"a/b+c"}}'))
    local got = ok(http.call(w.sandbox, "form", "Account/get_account_info", { i_account = 1 },
      { login = w.sandbox.login, password = w.sandbox.password }))
    assert.equal("a/b+c", got.account_info.note)
  end)

  it("is refused as another is, and the request log keeps its secrets", function()
    assert(w.sandbox:set { in_path = true })
    local answer = call("Generic/get_version", { session_id = ("0"):rep(32) })
    assert.equal("Server.Session.check_auth.auth_failed", answer.json.faultcode)
    assert.equal("Client.check_auth.envelope_missed", call("Generic/get_version").json.faultcode)
    call("Session/login", nil, { login = w.sandbox.login, password = w.sandbox.password })
    local log = assert(w.sandbox:requests())
    assert.equal("path", log[1].encoding)
    assert.equal("***", log[3].params.password)
    assert.falsy(json.encode(log):find(w.sandbox.password, 1, true))
    assert.falsy(json.encode(log):find(mime.b64(w.sandbox.password), 1, true))
  end)
end)
