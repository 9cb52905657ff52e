-- The sandbox as a sender of provisioning events: what it tells, to whom, and how it takes the answers.
local cjson = require "cjson"
local http = require "socket.http"
local server = require "support.server"
local shell = require "portabilling.sandbox.shell"
local target = require "portabilling.sandbox.events.target"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 20 })

-- Records each request and answers as the script says: a status, "drop" (no answer) or "hang"; then 200.
local LOCATIONS = [[
  location /events {
    content_by_lua_block {
      ngx.req.read_body()
      local counters = ngx.shared.counters
      counters:rpush("requests", require("cjson").encode {
        method = ngx.req.get_method(), headers = ngx.req.get_headers(), body = ngx.req.get_body_data(),
        uri = ngx.var.request_uri,
      })
      local step = counters:lpop("script") or "200"
      if step == "hang" then
        ngx.sleep(60)
      elseif step == "drop" then
        ngx.exit(444)
      end
      ngx.status = tonumber(step)
      ngx.print("thank you")
    }
  }
  location /script {
    content_by_lua_block {
      ngx.shared.counters:flush_all()
      for step in (ngx.var.arg_steps or ""):gmatch("%w+") do
        ngx.shared.counters:rpush("script", step)
      end
    }
  }
  location /requests {
    content_by_lua_block {
      local counters, list = ngx.shared.counters, {}
      for _ = 1, counters:llen("requests") do
        local text = counters:lpop("requests")
        counters:rpush("requests", text)
        list[#list + 1] = text
      end
      ngx.print("[", table.concat(list, ","), "]")
    }
  }
]]

describe("the sandbox's events", function()
  local receiver, client

  setup(function()
    receiver = server.start { locations = LOCATIONS }
  end)
  teardown(function()
    receiver.stop()
  end)
  before_each(function()
    client = w.client()
  end)
  after_each(function()
    client:close()
  end)

  -- Sends events to the receiver, which answers as the steps say.
  local function send(steps, options)
    assert(http.request(receiver.plain_url .. "/script?steps=" .. (steps or "")))
    local all = { url = receiver.plain_url .. "/events", speed = 1000, timeout = 30000 }
    for name, value in pairs(options or {}) do
      all[name] = value
    end
    assert(w.sandbox:send_events(all))
  end

  local function requests()
    local list = cjson.decode((http.request(receiver.plain_url .. "/requests")))
    for _, request in ipairs(list) do
      request.event = cjson.decode(request.body)
    end
    return list
  end

  -- "Type id=value ..." of each event, in order, i_event left out.
  local function told()
    local out = {}
    for i, event in ipairs(assert(w.sandbox:settle_events()).events) do
      local words = {}
      for name, value in pairs(event.variables) do
        words[#words + 1] = name .. "=" .. (type(value) == "number" and ("%.14g"):format(value) or value)
      end
      table.sort(words)
      out[i] = event.event_type .. " " .. table.concat(words, " ")
    end
    return out
  end

  local function new_customer(name)
    local info = { name = name, iso_4217 = "USD" }
    return assert(client:create("Customer", "customer", { customer_info = info })).i_customer
  end

  local function update(i_customer, city)
    assert(client:update("Customer", "customer", { customer_info = { i_customer = i_customer, city = city } }))
  end

  local function new_account(i_customer, id)
    local info = { id = id, i_customer = i_customer, i_product = 1, billing_model = 1, bill_status = "O" }
    return assert(client:create("Account", "account", { account_info = info })).i_account
  end

  it("are POSTed as documented", function()
    send("", { login = "me", password = "pass:word" })
    local i_customer = new_customer "One"
    local event = assert(w.sandbox:settle_events()).events[1]
    local request = requests()[1]
    assert.same({ event_type = "Customer/Created", variables = { i_customer = i_customer, i_event = event.i_event } },
      request.event)
    assert.equal("POST", request.method)
    assert.equal("application/json", request.headers["content-type"])
    assert.equal("Basic " .. require("mime").b64("me:pass:word"), request.headers.authorization)
    assert.matches("^%a%a%a, %d%d %a%a%a %d%d%d%d %d%d:%d%d:%d%d GMT$", request.headers.date)
    assert.same({ 200 }, event.answers)
  end)

  it("carry a header of a chosen name, or what the URL says", function()
    send("", { header = "X-Token", value = "v 1" })
    new_customer "One"
    assert(w.sandbox:settle_events())
    send("", { url = receiver.plain_url:gsub("//", "//me:a%%40b@") .. "/events?x=1" })
    new_customer "Two"
    local summary = assert(w.sandbox:settle_events())
    local last = requests()[1]
    assert.equal("Basic " .. require("mime").b64("me:a@b"), last.headers.authorization)
    assert.equal("/events?x=1", last.uri)
    assert.equal(receiver.plain_url .. "/events", summary.url) -- no password in it
  end)

  it("are sent again until 200, and dropped at 4xx", function()
    send "500,302,drop,503,200,404"
    new_customer "One"
    assert(w.sandbox:settle_events())
    new_customer "Two"
    local summary = assert(w.sandbox:settle_events())
    assert.same({ 500, 302, "receive: closed", 503, 200 }, summary.events[1].answers)
    assert.same({ "delivered", "dropped" }, { summary.events[1].outcome, summary.events[2].outcome })
    assert.same({ 6, 1, 1, 0 }, { summary.sent, summary.delivered, summary.dropped, summary.pending })
    local list = requests()
    assert.equal(list[1].event.variables.i_event, list[5].event.variables.i_event)
    assert.matches("event Customer/Created %d+ was refused with 404 and dropped",
      shell.read_file(w.sandbox.directory .. "/error.log"))
  end)

  it("are sent again when there is no answer in time, or nobody there", function()
    send("hang", { timeout = 300 })
    new_customer "One"
    local event = assert(w.sandbox:settle_events()).events[1]
    assert.equal("receive: timeout", event.answers[1])
    assert.equal(200, event.answers[#event.answers])
    send("", { url = "http://127.0.0.1:1/" })
    new_customer "Two"
    repeat
      event = assert(w.sandbox:events()).events[2]
    until #event.answers >= 2
    assert.equal("connect: connection refused", event.answers[1])
    send "" -- what waits goes to the new place
    event = assert(w.sandbox:settle_events()).events[2]
    assert.equal(200, event.answers[#event.answers])
  end)

  it("hold nobody up: calls are answered while receivers hang", function()
    send(("hang,"):rep(20))
    for i = 1, 15 do
      new_customer("Customer " .. i)
    end
    local summary = assert(w.sandbox:events())
    assert.same({ 15, 0 }, { summary.pending, summary.sent })
    assert(w.sandbox:send_events {})
    summary = assert(w.sandbox:events())
    assert.same({ 0 }, { summary.pending, summary.url })
  end)

  it("are delivered one at a time for each object, and the others' meanwhile", function()
    send "hang"
    local i_customer = new_customer "One"
    update(i_customer, "Oslo")
    new_customer "Two"
    local summary
    repeat
      summary = assert(w.sandbox:events())
    until summary.delivered == 1
    assert.same({ {}, {}, { 200 } },
      { summary.events[1].answers, summary.events[2].answers, summary.events[3].answers })
  end)

  it("come in the order of an object's changes, but what is sent again holds no newer one up", function()
    send("", { at_once = 100 })
    local i_customer = new_customer "One"
    for i = 1, 20 do
      update(i_customer, "City " .. i)
    end
    assert(w.sandbox:settle_events())
    local before = 0
    for _, request in ipairs(requests()) do
      assert.is_true(request.event.variables.i_event > before)
      before = request.event.variables.i_event
    end
    assert(w.sandbox:clear())
    send("500", { speed = 1 }) -- comes again in a minute only
    for _, city in ipairs { "A", "B" } do
      update(i_customer, city)
    end
    local summary
    repeat
      summary = assert(w.sandbox:events())
    until summary.delivered == 1
    assert.same({ { 500 }, { 200 } }, { summary.events[1].answers, summary.events[2].answers })
    assert.same({ 1, "pending" }, { summary.pending, summary.events[1].outcome })
    send() -- other options, which are for what waits as well
    assert.same({ 500, 200 }, assert(w.sandbox:settle_events()).events[1].answers)
  end)

  it("tell what was changed, once per call and object", function()
    send()
    local i_customer = new_customer "One"
    local i_account = new_account(i_customer, "16045551001")
    for _ = 1, 2 do -- the second time, nothing changes
      assert(client:update("Account", "account", { account_info = { i_account = i_account, firstname = "Ann" } }))
    end
    assert(client:create("Account", "alias", { alias_info = { id = "16045551002", i_master_account = i_account } }))
    assert(client:call("Customer", "update_service_features", { i_customer = i_customer, service_features = {
      { name = "cli", flag_value = "N" } } }))
    local charge = { i_account = i_account, action = "Manual charge", amount = 2.5 }
    assert(client:call("Account", "make_transaction", charge))
    assert(client:get("Customer", "customer", { i_customer = i_customer }))
    assert.is_nil((client:update("Customer", "customer", { customer_info = { i_customer = 999999, city = "x" } })))
    assert(client:delete("Customer", "customer", { i_customer = i_customer }))
    local empty = new_customer "Empty"
    assert(client:call("Customer", "delete_customer", { i_customer = empty }))
    local customer, account = ("i_customer=%.0f"):format(i_customer), ("i_account=%.0f"):format(i_account)
    assert.same({
      "Customer/Created " .. customer, "Subscriber/Created " .. account, "Subscriber/Updated " .. account,
      "Subscriber/Updated " .. account, "Customer/Updated " .. customer,
      ("Account/BalanceChanged billing_entity_id=%.0f curr_balance=2.5 prev_balance=0"):format(i_account),
      ("Customer/BalanceChanged billing_entity_id=%.0f curr_balance=2.5 prev_balance=0"):format(i_customer),
      "Subscriber/Deleted " .. account, "Customer/Deleted " .. customer,
      ("Customer/Created i_customer=%.0f"):format(empty), ("Customer/Deleted i_customer=%.0f"):format(empty),
    }, told())
  end)

  it("tell of numbers (DID) and invoices", function()
    send()
    local i_account = new_account(new_customer "One", "16045551001")
    assert(w.sandbox:clear())
    local number = assert(client:create("DID", "number", { number_info = { number = "16045559001" } })).i_did_number
    assert(client:call("DID", "assign_did_to_account", { i_did_number = number, i_master_account = i_account }))
    assert(client:call("DID", "release_number", { i_did_number = number }))
    assert(client:update("DID", "number", { number_info = { i_did_number = number, description = "no event" } }))
    assert(client:call("DID", "release_did_from_customer", { i_did_number = number }))
    assert(client:delete("DID", "number", { i_did_number = number }))
    local invoice = assert(client:collect("Invoice", "invoice", { limit = 1 }))[1]
    local balance = assert(client:get("Customer", "customer", { i_customer = invoice.i_customer })).balance
    assert(client:call("Invoice", "apply_invoice_adjustment", { i_invoice = invoice.i_invoice, amount = 1 }))
    local account = ("i_account=%.0f"):format(i_account)
    assert.same({
      "DID/Created number=16045559001", "Subscriber/Updated " .. account, "DID/Updated number=16045559001",
      "Subscriber/Updated " .. account, "DID/Updated number=16045559001",
      "DID/Updated number=16045559001", "DID/Deleted number=16045559001",
      ("Customer/BalanceChanged billing_entity_id=%.0f curr_balance=%.14g prev_balance=%.14g"):format(
        invoice.i_customer, balance + 1, balance),
      ("Invoice/Updated i_customer=%.0f i_invoice=%.0f"):format(invoice.i_customer, invoice.i_invoice),
    }, told())
  end)

  it("tell a change whose answer was lost", function()
    send()
    assert(w.sandbox:inject { method = "Customer/add_customer", action = "drop_after" })
    local created, err = client:create("Customer", "customer", { customer_info = { name = "One", iso_4217 = "USD" } })
    assert.same({ "unknown" }, { err.sent, created })
    assert.equal(1, #told())
  end)

  it("have ids as text now and then when the sandbox is hostile", function()
    send()
    assert(w.sandbox:set { hostile = true })
    for i = 1, 20 do
      new_customer("Customer " .. i)
    end
    assert(w.sandbox:settle_events())
    local kinds = {}
    for _, request in ipairs(requests()) do
      kinds[type(request.event.variables.i_customer)] = true
    end
    assert.same({ string = true, number = true }, kinds)
  end)

  it("never use an id again, not even after a reset", function()
    send()
    new_customer "One"
    local first = assert(w.sandbox:settle_events()).events[1].i_event
    assert(w.sandbox:reset())
    send()
    new_customer "One"
    local summary = assert(w.sandbox:settle_events())
    assert.equal(1, #summary.events)
    assert.is_true(summary.events[1].i_event > first)
  end)

  it("refuse options that make no sense", function()
    for message, options in pairs {
      ["unknown option speeed"] = { speeed = 1 }, ["speed must be a number"] = { speed = "1" },
      ["speed must be above 0"] = { speed = 0 }, ["belong together"] = { url = "http://x", login = "a" },
      ["header and value belong together"] = { url = "http://x", header = "a" },
      ["name of a header"] = { url = "http://x", header = "a b", value = "c" },
      ["url must look like"] = { url = "ftp://x" }, ["a login in the url"] = { url = "http://me@x/" },
      ["control characters"] = { url = "http://x/\r\n" },
    } do
      local ok, complaint = w.sandbox:send_events(options)
      assert.is_nil(ok)
      assert.matches(message, complaint, 1, true)
      assert.matches(message, select(2, require("portabilling.sandbox").start { events = options }), 1, true)
    end
    assert.matches("there is no file", select(2, require("portabilling.sandbox").start {
      events = { url = "https://x", ca_file = "/nowhere.pem" } }), 1, true)
    assert.is_nil((target.new {}))
    local parsed = assert(target.new { url = "https://[::1]" })
    assert.same({ "[::1]", 443, "/", true }, { parsed.host, parsed.port, parsed.path, parsed.tls })
  end)

  it("can be asked for on the command line", function()
    assert(http.request(receiver.plain_url .. "/script"))
    local main = package.searchpath("portabilling.sandbox.main", package.path)
    local interpreter = rawget(_G, "jit") and "luajit" or "lua5.4"
    local program = [[
      local pb = require "portabilling"
      assert(pb.create("Customer", "customer", { customer_info = { name = "One", iso_4217 = "USD" } }))
      local http, ltn12 = require "socket.http", require "ltn12"
      assert(http.request { method = "POST", url = os.getenv "PORTABILLING_SANDBOX_CONTROL" .. "/events/settle",
        headers = { ["Content-Length"] = 2, ["Content-Type"] = "application/json",
          Authorization = "Bearer " .. os.getenv "PORTABILLING_SANDBOX_CONTROL_KEY" },
        source = ltn12.source.string "{}" })
    ]]
    local ok, output = shell.run(shell.command { interpreter, main, "--size", "5", "--events",
      receiver.plain_url .. "/events", "--events-header", "X-Token: abc", "--events-speed", "100", "--exec",
      interpreter, "-e", program })
    assert.is_true(ok, output)
    local list = requests()
    assert.same({ 1, "abc", "Customer/Created" }, { #list, list[1].headers["x-token"], list[1].event.event_type })
    ok, output = shell.run(shell.command { interpreter, main, "--events-speed", "5" })
    assert.is_false(ok)
    assert.matches("--events URL where to", output, 1, true)
  end)
end)
