-- Receiving provisioning events, in plain Lua: parsing, dispatch, answers. Inside nginx: nginx_spec.
local deliveries = require "support.deliveries"
local json = require "portabilling.json"
local parse = require "portabilling.events.parse"
local seen = require "portabilling.events.seen"

local SECRET, BASIC = deliveries.PASSWORD, deliveries.BASIC
local new, created = deliveries.handler, deliveries.created

-- The first n of several values.
local function head(n, ...)
  return (unpack or table.unpack)({ ... }, 1, n)
end

describe("an event", function()
  it("has its type, its id and its variables", function()
    local event = assert(parse.event('{"event_type":"Account/Status/Closed","variables":{"i_account":9,"i_event":5}}'))
    assert.same({ type = "Account/Status/Closed", group = "Account", action = "Status/Closed", i_event = 5,
      variables = { i_account = 9, i_event = 5 } }, event)
  end)

  it("keeps ids exact, whether they come as numbers or as strings", function()
    local function id(text)
      local event = assert(parse.event(created(1, ',"i_account":' .. text)))
      return json.text(event.variables.i_account), type(event.variables.i_account)
    end
    for _, digits in ipairs { "0", "17", "4503599627370497", "9007199254740992" } do
      assert.same({ digits, "number" }, { id(digits) })
      assert.same({ digits, "number" }, { id('"' .. digits .. '"') })
    end
    for _, digits in ipairs { "9007199254740993", "9223372036854775807" } do
      local kind = math.type and "number" or "string" -- what LuaJIT cannot hold exactly
      assert.same({ digits, kind }, { id(digits) })
      assert.same({ digits, kind }, { id('"' .. digits .. '"') })
    end
    assert.same({ "18446744073709551615", "string" }, { id '"18446744073709551615"' })
    assert.same({ "007", "string" }, { id '"007"' })
  end)

  it("leaves other variables alone: a number (DID) of digits stays a string", function()
    local event = assert(parse.event('{"event_type":"DID/New","variables":{"number":"16045550100","i_event":"8"}}'))
    assert.equal("16045550100", event.variables.number)
    assert.equal(8, event.i_event)
  end)

  for body, why in pairs {
    ["{"] = "not JSON", [""] = "not JSON", ["[1]"] = "event_type is missing", ['"x"'] = "no JSON object",
    ['{"variables":{"i_event":1}}'] = "event_type is missing",
    ['{"event_type":"Created","variables":{"i_event":1}}'] = "Group/Action",
    ['{"event_type":"Customer/*","variables":{"i_event":1}}'] = "Group/Action",
    ['{"event_type":"A/b\\nc","variables":{"i_event":1}}'] = "Group/Action",
    ['{"event_type":17,"variables":{"i_event":1}}'] = "Group/Action",
    ['{"event_type":"A/b"}'] = "variables is missing",
    ['{"event_type":"A/b","variables":[]}'] = "i_event is missing",
    ['{"event_type":"A/b","variables":{}}'] = "i_event is missing",
    ['{"event_type":"A/b","variables":{"i_event":1.5}}'] = "no whole number",
    ['{"event_type":"A/b","variables":{"i_event":-1}}'] = "no whole number",
    ['{"event_type":"A/b","variables":{"i_event":"x1"}}'] = "no whole number",
    ['{"event_type":"A/b","variables":{"i_event":true}}'] = "no whole number",
  } do
    it("is not " .. (body == "" and "an empty body" or body), function()
      local event, message = parse.event(body)
      assert.is_nil(event)
      assert.matches(why, message, 1, true)
    end)
  end

  it("is not a document of a hundred levels", function()
    assert.is_nil((parse.event(created(1, ',"a":' .. ("["):rep(100) .. ("]"):rep(100)))))
  end)
end)

describe("the handler", function()
  it("calls the function of the type once, and takes later deliveries of the same event for done", function()
    local handler, deliver, entries = new()
    local got = {}
    handler:on("Customer/Created", function(event)
      got[#got + 1] = event.variables.i_customer
    end)
    local status, headers, body = deliver(created(1))
    assert.same({ 200, "application/json", '{"result":"done"}\n' }, { status, headers["Content-Type"], body })
    assert.equal(200, (deliver(created(1))))
    assert.equal(200, (deliver(created '"1"'))) -- the same id, written otherwise
    assert.same({ 17 }, got)
    assert.equal(200, (deliver(created(2))))
    assert.equal(200, (deliver(created(1, ',"i_env":2')))) -- another environment's event 1
    assert.same({ 17, 17, 17 }, got)
    assert.same({ "done", "duplicate", "duplicate", "done", "done" },
      { entries[1].outcome, entries[2].outcome, entries[3].outcome, entries[4].outcome, entries[5].outcome })
    assert.same({ "Customer/Created", 1, "info", "Customer/Created 1: handled" },
      { entries[1].event_type, entries[1].i_event, entries[1].level, entries[1].message })
  end)

  it("chooses the most exact name", function()
    local handler, deliver = new()
    local called
    local function note(name)
      handler:on(name, function()
        called = name
      end)
    end
    local n = 0
    local function calls(name, kind)
      n, called = n + 1, nil
      local status = deliver(('{"event_type":"%s","variables":{"i_event":%d}}'):format(kind, n))
      assert.equal(name, called)
      assert.equal(name and 200 or 404, status)
    end
    note "Account/Status/Closed"
    note "Account/Status/*"
    note "Account/*"
    calls("Account/Status/Closed", "Account/Status/Closed")
    calls("Account/Status/*", "Account/Status/Suspend")
    calls("Account/*", "Account/New")
    calls(nil, "Accounts/New")
    calls(nil, "Customer/New")
    note "*"
    calls("*", "Customer/New")
  end)

  it("takes its functions from a table as well", function()
    local handler, deliver = new()
    local called
    assert.equal(handler, handler:on { ["Customer/Created"] = function() called = true end, ["DID/*"] = print })
    assert.equal(200, (deliver(created(1))))
    assert.is_true(called)
    assert.matches("handler with 2 functions", tostring(handler))
  end)

  for what, fails in pairs {
    ["raises"] = function() error "no route" end,
    ["returns nil and a message"] = function() return nil, "no route" end,
    ["returns false"] = function() return false, "no route" end,
  } do
    it("asks for the event again when the function " .. what, function()
      local handler, deliver, entries = new()
      local runs = 0
      handler:on("Customer/Created", function()
        runs = runs + 1
        if runs < 3 then
          return fails()
        end
      end)
      for _, expected in ipairs { 500, 500, 200, 200 } do
        assert.equal(expected, (deliver(created(1))))
      end
      assert.equal(3, runs)
      assert.same({ "error", "failed", 500 }, { entries[1].level, entries[1].outcome, entries[1].status })
      assert.matches("^Customer/Created 1: the function failed, it will be sent again: .*no route", entries[1].message)
    end)
  end

  it("survives an error that cannot be shown", function()
    local handler, deliver, entries = new()
    handler:on("Customer/Created", function()
      error(setmetatable({}, { __tostring = function() error "broken" end }))
    end)
    assert.equal(500, (deliver(created(1))))
    assert.matches("an error that cannot be shown", entries[1].message, 1, true)
  end)

  it("takes any other result for a success", function()
    local handler, deliver = new()
    handler:on("Customer/Created", function(event)
      local results = { nil, true, 0, "text", { err = true } }
      return results[event.i_event]
    end)
    for i = 1, 5 do
      assert.equal(200, (deliver(created(i))))
    end
  end)

  it("refuses a type without a function, or takes it, as asked", function()
    local _, deliver, entries = new()
    local status, _, body = deliver(created(1))
    assert.same({ 404, '{"result":"unknown"}\n' }, { status, body })
    assert.matches("no function for this type", entries[1].message, 1, true)
    local _, taking = new { unknown = "accept" }
    assert.equal(200, (taking(created(1))))
  end)

  it("answers 400, 405 and 413 to what will never be an event", function()
    local handler, deliver, entries = new { max_body = 100 }
    handler:on("*", error)
    assert.equal(400, (deliver "{"))
    local status, headers = deliver("", nil, "GET")
    assert.same({ 405, "POST" }, { status, headers.Allow })
    assert.equal(413, (deliver(created(1, ',"x":"' .. ("x"):rep(100) .. '"'))))
    assert.equal(413, (deliver(function() return nil end)))
    assert.matches("the body is not JSON: ", entries[1].message, 1, true)
  end)

  it("asks again while another delivery is at it, and gives that one up when its time is over", function()
    local now = 1000
    local handler, deliver, entries = new { store = seen.memory(function() return now end), lease = 600, remember = 50 }
    local inner
    handler:on("Customer/Created", function()
      inner = { deliver(created(1)) }
      coroutine.yield()
    end)
    local first = coroutine.create(deliver)
    assert(coroutine.resume(first, created(1)))
    assert.same({ 503, '{"result":"busy"}\n' }, { inner[1], inner[3] })
    now = now + 599
    assert.equal(503, (deliver(created(1))))
    assert.equal("info", entries[#entries].level)
    now = now + 1 -- whoever had it is given up
    local second = coroutine.create(deliver)
    assert(coroutine.resume(second, created(1)))
    assert.same({ true, 200 }, { head(2, coroutine.resume(second)) })
    assert.equal(200, (deliver(created(1))))
    now = now + 50 -- forgotten
    assert(coroutine.resume(coroutine.create(deliver), created(1)))
    assert.equal(503, (deliver(created(1))))
  end)

  it("does not give free what another delivery has claimed meanwhile", function()
    local now = 1000
    local handler, deliver = new { store = seen.memory(function() return now end), lease = 10 }
    handler:on("Customer/Created", function()
      coroutine.yield()
      error "failed late"
    end)
    local first, second = coroutine.create(deliver), coroutine.create(deliver)
    assert(coroutine.resume(first, created(1)))
    now = now + 10
    assert(coroutine.resume(second, created(1)))
    assert.same({ true, 500 }, { head(2, coroutine.resume(first)) })
    assert.equal(503, (deliver(created(1)))) -- the second one still has it
  end)

  it("keeps a memory of its own that does not grow for ever", function()
    local now = 0
    local store = seen.memory(function() return now end)
    for i = 1, 5000 do
      now = i
      local _, ticket = store:claim(tostring(i), 60)
      store:done(tostring(i), 100, ticket)
    end
    local count = 0
    for _ in pairs(store.entries) do
      count = count + 1
    end
    assert.is_true(count <= 1101)
  end)

  it("uses a store of the user's own, and asks again when that fails", function()
    local calls = {}
    local state = "new"
    local store = {
      claim = function(_, key, seconds)
        calls[#calls + 1] = ("claim %s %d"):format(key, seconds)
        if state == "raise" then
          error "connection lost"
        end
        return state, state == nil and "no connection" or "ticket"
      end,
      done = function(_, key, seconds, ticket)
        calls[#calls + 1] = ("done %s %d %s"):format(key, seconds, ticket)
        return nil, "disk full"
      end,
      release = function(_, key, ticket)
        calls[#calls + 1] = ("release %s %s"):format(key, ticket)
        return nil, "locked"
      end,
    }
    local handler, deliver, entries = new { store = store, name = "main" }
    local fail
    handler:on("Customer/Created", function() return nil, fail end)
    assert.equal(200, (deliver(created(1)))) -- it was handled; that it cannot be remembered is logged
    assert.matches("could not be remembered: disk full", entries[1].message, 1, true)
    assert.equal("warn", entries[1].level)
    fail = "not now"
    assert.equal(500, (deliver(created(2))))
    assert.matches("not now; and the store could not release it: locked", entries[2].message, 1, true)
    assert.same({ "claim main::1 600", "done main::1 86400 ticket", "claim main::2 600", "release main::2 ticket" },
      calls)
    for _, broken in ipairs { "raise", "nonsense" } do
      state = broken
      assert.equal(503, (deliver(created(3))))
    end
    state = nil
    local status, _, body = deliver(created(3))
    assert.same({ 503, '{"result":"no_store"}\n' }, { status, body })
    assert.matches("not handled, it will be sent again: no connection", entries[#entries].message, 1, true)
  end)
end)

describe("secrets", function()
  it("are in no answer and in no log entry", function()
    local handler, deliver, entries = new()
    handler:on("Account/Password/Changed", function(event)
      error(("cannot tell %s and %s; Authorization: %s; token=%s"):format(event.variables.new_password, SECRET, BASIC,
        "tok-12345"))
    end)
    local status, headers, body = deliver(
      '{"event_type":"Account/Password/Changed","variables":{"i_event":1,"new_password":"Sesame-77"}}')
    assert.equal(500, status)
    for _, text in ipairs { body, headers["Content-Type"], entries[1].message, tostring(handler) } do
      for _, secret in ipairs { "Sesame-77", SECRET, "cG9ydGFiaWxsaW5nOkNvcnJl", "tok-12345" } do
        assert.is_nil(text:find(secret, 1, true), text)
      end
    end
    assert.is_nil(body:find("cannot tell", 1, true))
    assert.matches("cannot tell *** and ***", entries[1].message, 1, true)
    local function search(value, depth)
      for _, item in pairs(depth < 5 and type(value) == "table" and value or {}) do
        assert.is_true(type(item) ~= "string" or not item:find(SECRET, 1, true))
        search(item, depth + 1)
      end
    end
    search(handler, 0)
  end)

  it("and line ends of a message do not reach the log", function()
    local handler, deliver, entries = new()
    handler:on("*", function() return nil, "a\r\nb" end)
    deliver(created(1))
    assert.matches("a b$", entries[1].message)
  end)

  it("are not lost when the log function raises", function()
    local handler, deliver = new { log = function() error "full" end }
    handler:on("*", function() end)
    local stderr, written = io.stderr, {}
    rawset(io, "stderr", { write = function(_, ...) written[#written + 1] = table.concat { ... } end })
    local ok, status = pcall(deliver, created(1))
    rawset(io, "stderr", stderr)
    assert.same({ true, 200 }, { ok, status })
    assert.matches("the log function raised: .*full", written[1])
  end)
end)
