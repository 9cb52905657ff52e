-- The gateway of examples/openresty, asked by the curl program, against the sandbox.
local app = require "support.app"
local cjson = require "cjson"
local curl = require "support.curl_program"
local gateway = require "support.gateway"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local EVENTS_PASSWORD, KEY = "Events-Secret-1", "Key-Secret-2"

if not app.available() then
  return describe("the gateway example", function()
    pending "is not run: not built for LuaJIT"
  end)
end

describe("the gateway example", function()
  local running
  local seen = {} -- everything that anybody was answered

  setup(function()
    running = gateway.start(w.sandbox, { GATEWAY_EVENTS_PASSWORD = EVENTS_PASSWORD })
  end)
  teardown(gateway.stop_all)

  -- Asks for a path: GET, or with further arguments of curl.
  local function ask(path, arguments, url)
    local answer = curl.request(w.sandbox, arguments or {}, (url or running.url) .. path)
    seen[#seen + 1] = answer.body
    return answer
  end
  local function post(path, body, url)
    return ask(path, { "-H", "Content-Type: application/json", "--data-binary", body }, url)
  end
  local function account(id, more)
    return ('{"account_info":{"id":"%s","i_customer":1,"i_product":1,"billing_model":1,"bill_status":"O"%s}}')
      :format(id, more or "")
  end
  -- { status, error, code, sent } of a refusal, which must be complete and JSON.
  local function refusal(answer)
    assert.equal(0, answer.curl)
    assert.equal("string", type(answer.json and answer.json.message), answer.body)
    return { answer.status, answer.json.error, answer.json.code or "", answer.json.sent }
  end
  local function first_two(list)
    return { list[1], list[2] }
  end
  local function records(answer)
    local list = {}
    for line in (answer.body or ""):gmatch "[^\n]+" do
      list[#list + 1] = cjson.decode(line)
    end
    return list
  end

  -- Each begins with a session that is alive: the sandbox has just forgotten the one before.
  before_each(function()
    assert.equal(200, ask("/customers/17").status)
    assert(w.sandbox:clear())
  end)

  it("gets a customer", function()
    local answer = ask "/customers/17"
    assert.equal(200, answer.status)
    assert.equal(assert(w.client():get("Customer", "customer", { i_customer = 17 })).name, answer.json.name)
  end)

  it("lists customers as NDJSON, every one, whatever the page's size", function()
    local open = assert(w.client():collect("Customer", "customer", { bill_status = "O" }))
    for _, query in ipairs { "", "&page_size=10" } do
      local answer = ask("/customers?bill_status=O" .. query)
      assert.equal("application/x-ndjson", answer.headers["content-type"])
      local list = records(answer)
      assert.equal(#open, #list)
      for i, record in ipairs(list) do
        assert.equal(open[i].i_customer, record.i_customer)
      end
    end
    assert.equal(7, #records(ask "/customers?limit=7&page_size=3"))
    local none = ask "/customers?name=nobody-of-that-name"
    assert.same({ 0, 200, "" }, { none.curl, none.status, none.body })
  end)

  it("sends the first page on while the next one is held back", function()
    assert(w.sandbox:inject { method = "Customer/get_customer_list", action = "slow", after = 1, seconds = 600 })
    local pipe = assert(io.popen(("echo $$; exec curl -sSN --max-time 60 '%s/customers?page_size=10'"):format(
      running.url)))
    local pid = pipe:read "*n"
    assert.equal("", pipe:read "*l")
    for i = 1, 10 do
      local line = pipe:read "*l"
      assert.equal(i, cjson.decode(line).i_customer, line)
    end
    local asked = {}
    for _, request in ipairs(assert(w.sandbox:requests())) do
      asked[#asked + 1] = request.method == "get_customer_list" and (request.status or "held back") or nil
    end
    shell.output("kill " .. ("%d"):format(pid))
    pipe:close()
    assert.same({ 200, "held back" }, asked)
  end)

  it("ends a list that breaks off with the error, and not as if it were complete", function()
    assert(w.sandbox:inject { method = "Customer/get_customer_list", action = "fault", after = 2 })
    local answer = ask "/customers?page_size=10"
    assert.equal(18, answer.curl) -- the transfer was closed with data outstanding
    local list = records(answer)
    assert.equal(1, list[1].i_customer)
    assert.same({ "fault", "Server.internal_error", "yes" },
      { list[#list].error, list[#list].code, list[#list].sent })
  end)

  it("answers a list that fails at once with a status", function()
    assert(w.sandbox:inject { method = "Customer/get_customer_list", action = "fault" })
    assert.same({ 422, "fault", "Server.internal_error", "yes" }, refusal(ask "/customers"))
  end)

  it("creates an account once, and names a duplicate", function()
    local answer = post("/accounts", account "16045559001")
    assert.equal(201, answer.status)
    local made = assert(w.client():get("Account", "account", { i_account = answer.json.i_account }))
    assert.equal("16045559001", made.id)
    assert.same({ 409, "fault", "Server.Account.duplicate_id", "yes" },
      refusal(post("/accounts", account "16045559001")))
    assert.equal(1, #assert(w.client():collect("Account", "account", { id = "16045559001" })))
  end)

  it("passes on what PortaBilling says of an incomplete account", function()
    local answer = post("/accounts", '{"account_info":{"id":"16045559002","h323_password":"Account-Secret-3"}}')
    assert.equal(422, answer.status)
    assert.matches("required field", answer.json.message)
  end)

  it("says of a change that may have been done that it may", function()
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after" })
    local answer = post("/accounts", account("16045559003", ',"h323_password":"Account-Secret-3"'))
    assert.same({ 502, "transport", "CONNECTION_LOST", "unknown" }, refusal(answer))
    assert.matches("it may have been done: look", answer.json.message)
    assert.equal(1, w.calls "Account/add_account")
  end)

  it("refuses bodies that are no account before anything is sent", function()
    for body, expected in pairs {
      [""] = "BODY", ["{"] = "BODY", ["[]"] = "BODY", ["{}"] = "BODY", ['{"account_info":1}'] = "BODY",
    } do
      assert.same({ 400, "request", expected, "no" }, refusal(post("/accounts", body)))
    end
    assert.same({ 415, "request", "CONTENT_TYPE", "no" }, refusal(ask("/accounts", { "-d", account "1" })))
    local large = account("1", ',"note":"' .. ("x"):rep(20000) .. '"')
    assert.same({ 413, "request", "HTTP", "no" }, refusal(post("/accounts", large)))
    assert.same({ 413, "request", "HTTP", "no" }, refusal(ask("/accounts", { "-H", "Content-Type: application/json",
      "-H", "Transfer-Encoding: chunked", "-d", large })))
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("maps what can go wrong to statuses", function()
    assert.same({ 404, "not_found", "", "yes" }, refusal(ask "/customers/999999999"))
    for expected, injection in pairs {
      [{ 422, "fault", "Server.internal_error", "yes" }] = { action = "fault" },
      [{ 502, "http", "HTTP_502", "unknown" }] = { action = "status", times = 3 },
      [{ 502, "transport", "CONNECTION_LOST", "unknown" }] = { action = "drop_before", times = 3 },
      [{ 502, "decode", "", "unknown" }] = { action = "body", body = '{"customer_info":' },
    } do
      injection.method = "Customer/get_customer_info"
      assert(w.sandbox:inject(injection))
      local answer = refusal(ask "/customers/17")
      if expected[2] == "http" or expected[2] == "decode" then
        expected[3] = answer[3]
      end
      assert.same(expected, answer)
    end
  end)

  it("does not tell why its own log-in is refused", function()
    assert(w.sandbox:expire_sessions())
    assert(w.sandbox:inject { method = "Session/login", action = "fault", faultcode = "Server.Session.auth_failed",
      faultstring = "the account of " .. w.sandbox.login .. " is closed", times = 3 })
    local answer = ask "/customers/17"
    assert.same({ 502, "auth" }, first_two(refusal(answer)))
    assert.equal("the gateway cannot log in to PortaBilling", answer.json.message)
    assert(w.sandbox:clear())
    app.await(function() return ask("/customers/17").status == 200 end, "the end of the pause after a refusal")
  end)

  it("refuses other arguments, methods and places", function()
    for _, query in ipairs { "foo=1", "name", "name=1&name=2", "page_size=1", "page_size=1001", "limit=-1" } do
      assert.same({ 400, "request", "ARGUMENT", "no" }, refusal(ask("/customers?" .. query)))
    end
    local method = ask("/customers", { "-X", "DELETE" })
    assert.same({ 405, "request", "METHOD", "no" }, refusal(method))
    assert.equal("GET", method.headers.allow)
    assert.same({ 405, "request", "METHOD", "no" }, refusal(ask "/accounts"))
    for _, path in ipairs { "/", "/customers/x", "/customers/17/", "/nginx.conf" } do
      assert.same({ 404, "request", "HTTP", "no" }, refusal(ask(path)))
    end
    assert.equal(0, assert(w.sandbox:stats()).total)
  end)

  it("is not reached by another name that leads to this machine, as a web page's may", function()
    for _, host in ipairs { "rebound.example:8080", "127.0.0.2", "localhost.example" } do
      for _, path in ipairs { "/customers/17", "/customers", "/accounts", "/portabilling/events", "/" } do
        assert.same({ 421, "request", "HOST", "no" }, refusal(ask(path, { "-H", "Host: " .. host })))
      end
    end
    assert.equal(0, assert(w.sandbox:stats()).total)
    assert.equal(200, ask("/customers/17", {}, (running.url:gsub("127.0.0.1", "localhost"))).status)
  end)

  it("logs in once for all workers, also those that come later", function()
    assert(w.sandbox:expire_sessions())
    local words = {}
    for _ = 1, 40 do
      words[#words + 1] = "-o /dev/null " .. running.url .. "/customers/17"
    end
    local statuses = shell.output("curl -sS --no-progress-meter -Z --parallel-immediate -w '%{http_code}\\n' "
      .. table.concat(words, " "))
    assert.equal(("200\n"):rep(40), statuses .. "\n")
    local old = running.workers()
    assert.equal(2, #old)
    shell.output("kill -9 " .. table.concat(old, " "))
    app.await(function()
      local workers = running.workers()
      return #workers == 2 and workers[1] ~= old[1] and workers[2] ~= old[2]
    end, "new workers")
    assert.equal(200, ask("/customers/17").status)
    assert.equal(1, assert(w.sandbox:stats()).logins)
  end)

  it("receives events from those who may send them", function()
    assert(w.sandbox:send_events { url = running.url .. "/portabilling/events", login = "portabilling",
      password = EVENTS_PASSWORD })
    assert.equal(201, post("/accounts", account "16045559004").status)
    local summary = assert(w.sandbox:settle_events())
    assert.equal(summary.sent, summary.delivered)
    running.await "account 16045559004 of customer 1 was created"
    assert.equal(401, post("/portabilling/events", "{}").status)
  end)

  it("with a key answers nobody else, and with less patience gives up", function()
    local own = gateway.start(w.sandbox, { GATEWAY_KEY = KEY, GATEWAY_TIMEOUT = "0.5",
      GATEWAY_EVENTS_PASSWORD = EVENTS_PASSWORD })
    local bearer = { "-H", "Authorization: Bearer " .. KEY }
    for _, header in ipairs { "X: y", "Authorization: Bearer " .. KEY .. "x", "Authorization: " .. KEY } do
      for _, path in ipairs { "/customers", "/customers/17", "/accounts" } do
        local answer = ask(path, { "-H", header }, own.url)
        assert.same({ 401, "request", "KEY", "no" }, refusal(answer))
        assert.equal("Bearer", answer.headers["www-authenticate"])
      end
    end
    assert.equal(0, assert(w.sandbox:stats()).total)
    assert(w.sandbox:inject { method = "Customer/get_customer_info", action = "slow", seconds = 600 })
    local late = ask("/customers/17", bearer, own.url)
    -- A busy machine: the log-in that comes first may be what takes too long.
    assert.same({ 504, "timeout" }, first_two(refusal(late)))
    own.stop()
    seen[#seen + 1] = own.last_log
  end)

  it("tells no secret to anybody, nor to its log", function()
    local all = table.concat(seen, "\n") .. running.log()
    assert.truthy(all:find("Account/add_account", 1, true))
    for _, secret in ipairs { w.sandbox.token, w.sandbox.password, EVENTS_PASSWORD, KEY, "Account-Secret-3",
      "access_token", "api_token" } do
      assert.is_nil(all:find(secret, 1, true), secret)
    end
  end)

  it("does not start without its settings", function()
    local environment = gateway.environment(w.sandbox)
    environment.PORTABILLING_TOKEN, environment.GATEWAY_PORT = nil, gateway.free_port()
    local ok, message = pcall(gateway.run, "env -u PORTABILLING_TOKEN examples/openresty/start", environment)
    assert.is_false(ok)
    assert.matches("PORTABILLING_TOKEN", tostring(message), 1, true)
  end)

  it("names a port that is in use, in one sentence", function()
    local environment = gateway.environment(w.sandbox)
    local port = running.url:match "%d+$"
    environment.GATEWAY_PORT = port
    local ok, message = pcall(gateway.run, "examples/openresty/start", environment)
    assert.is_false(ok)
    assert.matches("gateway: port " .. port .. " is in use by another program[^\n]+GATEWAY_PORT\n$", tostring(message))
  end)
end)

describe("make gateway", function()
  teardown(gateway.stop_all)

  it("starts all of it with one command, and Ctrl-C leaves nothing behind", function()
    local directory, port = world.path(), gateway.free_port()
    shell.output("mkdir " .. directory)
    local running = gateway.run(("make -s gateway DEPS=skip BUILD=%s GATEWAY_PORT=%s"):format(
      os.getenv "BUILD" or "build", port), { TMPDIR = directory })
    local url = "http://127.0.0.1:" .. port
    -- The commands that it prints, as they are.
    local commands, statuses = running.log():match "; try\n(.-)\nevents", {}
    for command in commands:gsub("\\\n", ""):gmatch "curl[^\n]+" do
      assert.truthy(command:find(url, 1, true))
      statuses[#statuses + 1] = shell.output(command .. " -o /dev/null -w '%{http_code}'")
    end
    assert.same({ "200", "200", "201" }, statuses)
    running.await "account 16045550100 of customer 1 was created"
    running.stop "INT"
    assert.equal("", shell.output("ls " .. directory))
    assert.equal("", shell.output(("grep -l '[%s]%s' /proc/[0-9]*/cmdline 2>/dev/null; true"):format(
      directory:sub(1, 1), directory:sub(2))))
    shell.output("rmdir " .. directory)
  end)
end)
