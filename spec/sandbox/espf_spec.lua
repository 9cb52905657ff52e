-- ESPF's own API: REST with a JSON body and the administrator's token.
local http = require "support.curl_program"
local json = require "cjson"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 5 })

describe("ESPF's own API", function()
  local function send(method, path, token, body, realm)
    local words = { "-X", method }
    if token then
      words[3], words[4] = "-H", "Authorization: Bearer " .. token
    end
    if body then
      for _, word in ipairs { "-H", "Content-Type: application/json", "--data-binary", body } do
        words[#words + 1] = word
      end
    end
    return http.request(w.sandbox, words, w.sandbox.url[realm or "admin"] .. "/espf/v1" .. path)
  end
  local function token()
    return (select(2, http.login(w.sandbox))).access_token
  end

  it("keeps, lists, changes and removes what it is given", function()
    local own = token()
    local added = send("POST", "/handlers", own, '{"name":"crm","url":"https://crm.example.com/"}')
    assert.equal(200, added.status)
    assert.equal("application/json; charset=UTF-8", added.headers["content-type"])
    send("POST", "/handlers", own, '{"name":"hlr"}')
    local one = "/handlers/" .. ("%d"):format(added.json.id)
    assert.equal("crm", send("GET", one, own).json.name)
    assert.equal("new", send("PUT", one, own, '{"name":"new"}').json.name)
    assert.equal("https://crm.example.com/", send("GET", one, own).json.url)
    assert.equal(2, #send("GET", "/handlers", own).json.handlers)
    local found = send("GET", "/handlers?name=hlr", own).json.handlers
    assert.equal(1, #found)
    assert.equal("hlr", found[1].name)
    assert.equal(200, send("DELETE", one, own).status)
    assert.equal(404, send("GET", one, own).status)
    assert.equal(200, send("POST", "/other", own, "{}").status)
  end)

  it("fails with 40x: no token, a bad one, one without the scope, no object, no such method", function()
    local own = token()
    assert.equal(401, send("GET", "/handlers").status)
    assert.equal(401, send("GET", "/handlers", "a.b.c").status)
    local who = w.sandbox.logins.account
    local _, login = http.login(w.sandbox, "account", { login = who.login, password = who.password })
    assert.equal(403, send("GET", "/handlers", login.access_token).status)
    assert.equal(404, send("GET", "/handlers", login.access_token, nil, "account").status)
    assert.equal(404, send("DELETE", "/handlers/7", own).status)
    assert.equal(405, send("DELETE", "/handlers", own).status)
    for _, body in ipairs { "[]", "{", '"x"', '{"params":{"name":"crm"}}' } do
      local answer = send("POST", "/handlers", own, body)
      assert.equal(400, answer.status, body)
      assert.is_string(answer.json.message)
    end
    assert(w.sandbox:expire_sessions())
    assert.equal(401, send("GET", "/handlers", own).status)
  end)

  it("is seen in the request log, without the token", function()
    local own = token()
    send("GET", "/handlers", own)
    local log = assert(w.sandbox:requests())
    assert.equal("espf", log[#log].service)
    assert.equal("GET handlers", log[#log].method)
    assert.equal(200, log[#log].status)
    assert.falsy(json.encode(log):find(own, 1, true))
  end)
end)
