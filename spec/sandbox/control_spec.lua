-- The sandbox's control channel, asked by the curl program: by whom it can be driven, and what it tells.
local http = require "support.curl_program"
local shell = require "portabilling.sandbox.shell"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 5 })

local ACTIONS = {
  { "GET", "/stats" }, { "GET", "/requests" }, { "GET", "/logins" }, { "GET", "/events" },
  { "POST", "/set", '{"latency":600}' }, { "POST", "/reset", "{}" }, { "POST", "/clear", "{}" },
  { "POST", "/inject", '{"action":"fault","times":1000}' }, { "POST", "/expire", '{"what":"sessions"}' },
  { "GET", "/one-time-passwords" }, { "POST", "/deny", '{"deny":["Read Customers"]}' },
  { "POST", "/events", '{"url":"http://127.0.0.1:1/"}' }, { "POST", "/events/settle", "{}" },
  { "POST", "/nothing", "{}" },
}

-- Asks as curl does by itself, but for these headers.
local function ask(action, headers)
  local words = { "-X", action[1] }
  if action[3] then
    words[#words + 1], words[#words + 2] = "--data-binary", action[3]
  end
  for name, value in pairs(headers) do
    words[#words + 1], words[#words + 2] = "-H", name .. ": " .. value
  end
  return http.request(w.sandbox, words, w.sandbox.control_url .. action[2])
end

local function key()
  return "Bearer " .. w.sandbox.control_key
end

describe("the sandbox's control channel", function()
  local call
  before_each(function()
    call = http.login(w.sandbox)
  end)

  -- Every action is refused in this way, and has changed nothing and told nothing.
  local function all_refused(status, words, headers, method)
    local before = assert(w.sandbox:stats())
    for _, action in ipairs(ACTIONS) do
      if action[1] == (method or action[1]) then
        local answer = ask(action, headers)
        assert.equal(status, answer.status, action[2])
        assert.matches(words, answer.json.message, 1, true)
        assert.is_nil(next(answer.json, (next(answer.json))))
        assert.falsy(answer.body:find(w.sandbox.control_key, 1, true))
      end
    end
    assert.same(before, assert(w.sandbox:stats()))
    assert.equal(0, #w.sandbox:events().events)
    assert.equal(200, call("Generic/get_version").status)
  end

  it("is closed to who does not have the key", function()
    local right = w.sandbox.control_key
    for _, authorization in ipairs { "", "Bearer", "Bearer ", "Bearer " .. right:sub(1, -2), "Bearer " .. right .. "0",
      "Bearer " .. right:upper() .. "x", "Basic " .. right, right } do
      all_refused(403, "needs the key", { ["Content-Type"] = "application/json", Authorization = authorization })
    end
    all_refused(403, "needs the key", { ["Content-Type"] = "application/json" })
  end)

  it("takes from no web page what a page may send without asking", function()
    for _, content_type in ipairs { "text/plain", "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x", "text/plain; application/json", "application/jsonp", "" } do
      all_refused(415, "application/json only", { ["Content-Type"] = content_type, Authorization = key() }, "POST")
    end
  end)

  it("is not reached by another name that leads to this machine", function()
    local port = w.sandbox.control_url:match "%d+$"
    for _, host in ipairs { "rebound.example:" .. port, "localhost", "127.0.0.1", "localhost:1", "127.0.0.2:" .. port,
      "localhost.example:" .. port, "localhost:" .. port .. "0", "[::2]:" .. port } do
      all_refused(421, host, { Host = host, ["Content-Type"] = "application/json", Authorization = key() })
    end
    for _, host in ipairs { "localhost:", "LocalHost:", "127.0.0.1:", "[::1]:" } do
      assert.equal(200, ask({ "GET", "/stats" }, { Host = host .. port, Authorization = key() }).status)
    end
  end)

  it("takes JSON with the key", function()
    local answer = ask({ "POST", "/set", '{"latency":0.001}' },
      { ["Content-Type"] = "application/json; charset=utf-8", Authorization = key() })
    assert.same({ 200, 0.001 }, { answer.status, answer.json.latency })
    assert.equal(404, ask({ "GET", "/nothing" }, { Authorization = key() }).status)
  end)

  it("refuses orders that mean nothing, and says what it takes", function()
    local headers = { ["Content-Type"] = "application/json", Authorization = key() }
    for _, what in ipairs { '"x"', "5", "null", "{}", "true", '""' } do
      local answer = ask({ "POST", "/expire", '{"what":' .. what .. "}" }, headers)
      assert.equal(400, answer.status, what)
      assert.matches('"sessions" (the default) or "access_tokens"', answer.json.message, 1, true)
    end
    for _, seconds in ipairs { '"x"', "-1", "1e9", "null", "{}" } do
      local answer = ask({ "POST", "/events/settle", '{"seconds":' .. seconds .. "}" }, headers)
      assert.equal(400, answer.status, seconds)
      assert.matches("a number from 0 to 3600", answer.json.message, 1, true)
    end
    assert.equal(200, call("Generic/get_version").status) -- no session has ended
    assert.equal(200, ask({ "POST", "/expire", '{"what":"access_tokens"}' }, headers).status)
  end)

  it("draws another key at each start, and leaves it where nobody else can read it", function()
    local directory = assert(shell.temporary_directory())
    assert(shell.write_file(directory .. "/.portabilling-sandbox", ""))
    assert(shell.write_file(directory .. "/options.json", "{}"))
    shell.run(shell.command { "chmod", "755", directory })
    shell.run(shell.command { "chmod", "644", directory .. "/options.json" })
    local other = assert(require("portabilling.sandbox").start { size = 5, directory = directory })
    local _, readable = shell.run("find " .. shell.quote(directory) .. " -type f -perm /077 -exec cat {} +")
    other:stop()
    shell.run(shell.command { "rm", "-rf", directory })
    assert.matches("^%x+$", other.control_key)
    assert.equal(48, #other.control_key)
    assert.not_equal(w.sandbox.control_key, other.control_key)
    assert.matches("worker_connections", readable, 1, true)
    assert.falsy(readable:find(other.control_key, 1, true))
  end)
end)

describe("the sandbox's request log", function()
  it("shows no token and no password, however deep, in whatever field", function()
    local call, login = http.login(w.sandbox)
    local secrets = { login.access_token, login.refresh_token, login.session_id, w.sandbox.token, w.sandbox.password,
      "Secret-1", "Secret-2", "Secret-3", "eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiIxIn0.c2lnbmF0dXJl" }
    local nested = {
      note = "harmless", number = 7, access_token = secrets[1], api_token = "Secret-1", list = { { "a", secrets[2] } },
      deep = { er = { { refresh_token = "Secret-2", session_id = secrets[3], h323_password = "Secret-3",
        auth_info = { login = "x", token = secrets[4] } } } },
      remark = ("my token is %s, and %s; and Bearer %s"):format(secrets[1], secrets[3], secrets[9]),
    }
    local auth = { session_id = login.session_id, access_token = login.access_token }
    call("Account/get_account_list", nested)
    http.call(w.sandbox, "json", "Customer/update_customer", { customer_info = nested }, auth)
    http.call(w.sandbox, "form", "Session/ping", nested, auth)
    http.call(w.sandbox, "multipart", "No/such_method", { nested, { nested } }, auth)
    http.call(w.sandbox, "json", "Session/change_password", { login = w.sandbox.login,
      old_password = w.sandbox.password, new_password = "Secret-1" }, auth)
    local log = assert(w.sandbox:requests())
    assert.equal(6, #log)
    local text = ask({ "GET", "/requests" }, { Authorization = key() }).body
    for i, secret in ipairs(secrets) do
      assert.falsy(text:find(secret, 1, true), "secret " .. i .. " in " .. text)
    end
    assert.same({ "harmless", 7, "***" }, { log[2].params.note, log[2].params.number, log[2].params.access_token })
    assert.same({ { "a", "***" } }, log[2].params.list)
    assert.equal("***", log[3].params.customer_info.deep.er[1].session_id)
    assert.equal("my token is ***, and ***; and Bearer ***", log[4].params.remark)
  end)

  it("shows none that is a name, a part of a text, escaped, in base64, or in the address", function()
    local call, login = http.login(w.sandbox)
    local customer = w.sandbox.logins.customer
    local tokens = { login.access_token, login.refresh_token, login.session_id, w.sandbox.token, customer.token }
    local base64 = require("portabilling.support.base64").encode
    local function escaped(text, form)
      return (text:gsub(".", function(c) return form:format(c:byte()) end))
    end
    for i, token in ipairs(tokens) do
      assert.is_string(token)
      call("Customer/get_customer_list", { limit = 1, [token] = i, ["x" .. token .. "x"] = { [token] = { token } },
        apitok = "0" .. token .. "0", coded = base64("login:" .. token), upper = token:upper(), texts = { "a" .. token,
          escaped(token, "%%%02x"), escaped(token, "\\u%04x"), escaped(token, "&#%d;"), '{"x":"' .. token .. '"}' } })
    end
    for _, token in ipairs(tokens) do -- alone: the fault's code names it
      call("Customer/get_customer_list", { [token] = 1 })
    end
    call("Customer/" .. login.session_id)
    call("Customer/get_customer_list", { limit = 1, note = "kept", list = { "a", "b" } })
    local text = ask({ "GET", "/requests" }, { Authorization = key() }).body
      .. ask({ "GET", "/stats" }, { Authorization = key() }).body
    for i, token in ipairs(tokens) do
      for name, form in pairs { plain = token, coded = base64(token):sub(5, 20), percent = escaped(token, "%%%02x"),
        entity = escaped(token, "&#%d;"):sub(1, 40), upper = i ~= 1 and token:upper() or nil } do
        assert.falsy(text:find(form, 1, true), name .. " " .. i .. " in " .. text)
      end
    end
    local log = assert(w.sandbox:requests())
    assert.same({ limit = 1, note = "kept", list = { "a", "b" } }, log[#log].params)
    assert.equal("a***", log[2].params.texts[1])
  end)
end)

describe("the functions of a sandbox's object", function()
  local function view(fields)
    return setmetatable({}, { __pairs = function() return next, fields, nil end })
  end

  it("read what a view shows, and refuse what cannot be read whole", function()
    assert.equal(0.25, assert(w.sandbox:set(view { latency = 0.25 })).latency)
    assert(w.sandbox:set { latency = 0 })
    local blind = setmetatable({ method = "Session/ping" }, { __index = { action = "fault" } })
    for _, name in ipairs { "set", "inject", "send_events" } do
      local none, message = w.sandbox[name](w.sandbox, blind)
      assert.is_nil(none)
      assert.matches("^sandbox: a table that shows fields by __index alone cannot be read whole", message)
    end
    local none, message = require("portabilling.sandbox").start(view { sise = "small" })
    assert.is_nil(none)
    assert.equal("sandbox: unknown option sise", message)
  end)
end)
