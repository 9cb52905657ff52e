-- Setting up a handler of provisioning events: who may send, which types, options.
local core = require "portabilling.core"
local deliveries = require "support.deliveries"
local events = require "portabilling.events"
local parse = require "portabilling.events.parse"
local types = require "portabilling.events.types"

local SECRET, BASIC = deliveries.PASSWORD, deliveries.BASIC
local new, created = deliveries.handler, deliveries.created

describe("the functions of a handler", function()
  it("may be given as a view", function()
    local handler = new()
    local functions = { ["Account/New"] = print, ["Customer/New"] = print }
    handler:on(setmetatable({}, { __pairs = function() return next, functions, nil end }))
    assert.equal("portabilling.events handler with 2 functions", tostring(handler))
    local ok, message = pcall(handler.on, handler, setmetatable({}, { __index = functions }))
    assert.is_false(ok)
    assert.matches("portabilling.events: on: a table that shows fields by __index alone cannot be read whole", message)
  end)
end)

describe("authorization", function()
  local function status(option, headers)
    local handler, deliver = new { authorization = option }
    handler:on("*", function() end)
    return (deliver(created(1), headers))
  end
  local login = { login = "portabilling", password = SECRET }

  it("is basic, in a header of any case", function()
    assert.equal(200, status(login, { authorization = BASIC }))
    assert.equal(200, status(login, { AUTHORIZATION = "basic" .. BASIC:sub(6) }))
    for length = 1, 4 do -- every padding of base64, against an encoder that is not ours
      local password = ("\255\0k~"):sub(1, length)
      local encoded = require("mime").b64("portabilling:" .. password:gsub("%z", "z"))
      assert.equal(200, status({ login = "portabilling", password = (password:gsub("%z", "z")) },
        { Authorization = "Basic " .. encoded }))
    end
  end)

  for what, headers in pairs {
    ["is missing"] = {}, ["is wrong"] = { Authorization = "Basic cG9ydGFiaWxsaW5nOkNvcnJlY3QtSG9yc2UtMg==" },
    ["is the beginning only"] = { Authorization = BASIC:sub(1, -6) }, ["is longer"] = { Authorization = BASIC .. "AA" },
    ["has another scheme"] = { Authorization = "Bearer" .. BASIC:sub(6) },
    ["is empty"] = { Authorization = "" }, ["is there twice"] = { Authorization = BASIC, authorization = BASIC },
    ["has two values"] = { Authorization = { BASIC, BASIC } },
  } do
    it("that " .. what .. " is refused", function()
      local handler, deliver, entries = new()
      handler:on("*", function() error "must not run" end)
      local read
      local answered, sent = deliver(function() read = true return created(1) end, headers)
      assert.same({ 401, 'Basic realm="events"' }, { answered, sent["WWW-Authenticate"] })
      assert.is_nil(read) -- strangers' bodies are not even read
      assert.same({ "warn", "unauthorized" }, { entries[1].level, entries[1].outcome })
    end)
  end

  it("is a header of a chosen name", function()
    local option = { header = "X-Event-Token", value = SECRET }
    assert.equal(200, status(option, { ["x-event-token"] = SECRET }))
    assert.equal(401, status(option, { ["X-Event-Token"] = SECRET .. "x" }))
    assert.equal(401, status(option, { Authorization = BASIC }))
    local custom = { header = "Authorization", value = "Token " .. SECRET }
    assert.equal(200, status(custom, { Authorization = "Token " .. SECRET }))
  end)

  it("is any of several, while it is being changed", function()
    local option = { { login = "portabilling", password = "old" }, login, { header = "X-Token", value = "v" } }
    assert.equal(200, status(option, { Authorization = BASIC }))
    assert.equal(200, status(option, { ["X-Token"] = "v" }))
    assert.equal(401, status(option, { ["X-Token"] = "w" }))
  end)

  it("is a function's business, which sees the body", function()
    local function signed(request)
      assert.equal("POST", request.method)
      return request.headers["x-sum"] == tostring(#request.body)
    end
    assert.equal(200, status(signed, { ["x-sum"] = tostring(#created(1)) }))
    assert.equal(401, status(signed, { ["x-sum"] = "1" }))
    assert.equal(401, status(function() return "yes" end, {})) -- true alone lets in
    assert.equal(500, status(function() error "no key" end, {})) -- and the event comes again
  end)

  it("can be done without, when that is said", function()
    assert.equal(200, status(false, {}))
  end)

  it("can make PortaBilling keep the events", function()
    local _, deliver = new { unauthorized = 503 }
    local answered, headers = deliver(created(1), {})
    assert.same({ 503 }, { answered, headers["WWW-Authenticate"] })
  end)

  it("compares whole texts", function()
    for _, pair in ipairs { { "", "" }, { "a", "a" }, { "a\0b", "a\0b" }, { ("x"):rep(999), ("x"):rep(999) } } do
      assert.is_true(core.same_secret(pair[1], pair[2]))
    end
    for _, pair in ipairs { { "", "a" }, { "a", "" }, { "aa", "a" }, { "a", "aa" }, { "abab", "ab" },
      { "a\0b", "a\0c" }, { "a\0", "a" }, { "", "\0" }, { "\0", "" },
      { "xbc", "abc" }, { "axc", "abc" }, { "abx", "abc" } } do
      assert.is_false(core.same_secret(pair[1], pair[2]))
    end
    assert.has_error(function() core.same_secret(1, "1") end)
  end)
end)

describe("event types", function()
  it("are the 89 of version 1 and the documented newer ones", function()
    local count = 0
    for _ in types.version1:gmatch("%S+") do
      count = count + 1
    end
    assert.equal(89, count)
    assert.is_true(types.known["Account/Service/Netaccess/QuotaExceeded"] and types.known["Subscriber/Created"])
    for _, name in ipairs(types.names) do
      assert.is_true(parse.is_type(name), name)
    end
  end)

  it("that are not known are warned about, with the nearest, and still work", function()
    local handler, deliver, entries = new()
    handler:on("Customer/Craeted", function() end)
    assert.same({ "warn", "Customer/Craeted" }, { entries[1].level, entries[1].event_type })
    assert.matches("did you mean 'Customer/Created'?", entries[1].message, 1, true)
    handler:on("Quantum/Entangled", function() end)
    assert.matches("Quantum/Entangled is none of the event types that are publicly known", entries[2].message, 1, true)
    assert.equal(200, (deliver '{"event_type":"Quantum/Entangled","variables":{"i_event":1}}'))
    handler:on("Customer/Created", print):on("Quantum/*", print):on("*", print)
    assert.equal(3, #entries)
  end)

  for name, why in pairs { ["Created"] = "expected, got 'Created'", [""] = "expected, got ''",
    ["*/Created"] = "expected", ["Customer/"] = "expected",
    ["/x"] = "expected", ["a b/c"] = "expected", [17] = "got number" } do
    it(("refuses %q, which is none"):format(name), function()
      local handler = new()
      assert.error_matches(function() handler:on(name, print) end, why, 1, true)
    end)
  end

  it("have one function each", function()
    local handler = new()
    handler:on("Customer/Created", print)
    assert.error_matches(function() handler:on("Customer/Created", print) end, "has a function already", 1, true)
    assert.error_matches(function() handler:on("Customer/Updated") end, "function expected, got nil", 1, true)
  end)
end)

describe("options", function()
  for _, case in ipairs {
    { { authorisation = false }, "unknown option 'authorisation'; did you mean 'authorization'?" },
    { {}, "option 'authorization' is missing" },
    { { authorization = {} }, "{ login = ..., password = ... } or { header = ..., value = ... }" },
    { { authorization = true }, "expected, got a boolean" },
    { { authorization = { login = "a", pasword = SECRET } }, "did you mean 'password'?" },
    { { authorization = { login = "a:b", password = SECRET } }, "a login without a colon" },
    { { authorization = { login = "a", password = "" } }, "where password is a text that is not empty" },
    { { authorization = { header = "X Y", value = SECRET } }, "the name of a header" },
    { { authorization = { header = "X", value = SECRET, login = "a" } }, "expected" },
    { { authorization = { { login = "a", password = "b" }, { login = "a" } } }, "for its entry 2" },
    { { authorization = false, unknown = "acept" }, 'did you mean \'accept\'?' },
    { { authorization = false, unauthorized = 200 }, "401 or 503 expected, got 200" },
    { { authorization = false, store = {} }, "claim, done, release" },
    { { authorization = false, store = "events" }, "a lua_shared_dict is to be had in nginx only" },
    { { authorization = false, max_body = 0 }, "a number above 0 expected, got 0" },
    { { authorization = false, log = "x" }, "a function that takes one entry" },
    { "x", "table expected, got string" },
  } do
    it("complain: " .. case[2], function()
      local ok, message = pcall(events.new, case[1])
      assert.is_false(ok)
      assert.matches(case[2], message, 1, true)
      assert.matches("portabilling.events.new: ", message, 1, true)
      assert.is_nil(message:find(SECRET, 1, true))
    end)
  end

  it("of handle are checked, and serve is nginx's", function()
    local handler = new()
    assert.error_matches(function() handler:handle { method = "POST", headers = {} } end, "handler:handle: ", 1, true)
    assert.error_matches(function() handler:serve() end, "handler:handle(request)", 1, true)
  end)
end)
