-- How large an answer may be, and how long its decoding may take.
local core = require "portabilling.core"
local pb = require "portabilling"
local perform = require "portabilling.call"
local server = require "support.server"

-- What a call gets: the parameters say what and how much of it.
local LOCATIONS = [[
  location /rest/ {
    client_body_buffer_size 1m;
    content_by_lua_block {
      ngx.req.read_body()
      local body = ngx.req.get_body_data()
      local n, tail = tonumber(body:match '"n":(%d+)'), body:match '"tail":"(.-)"' or ""
      if ngx.var.uri:find "recording" then
        ngx.header.content_type = "application/octet-stream"
        for _ = 1, n do
          ngx.print(("x"):rep(1048576))
        end
      else
        ngx.header.content_type = "application/json"
        local element = body:match '"element":"(.-)"'
        ngx.print('{"customer_list":[', (element .. ","):rep(n - 1), element, "]}", tail)
      end
    }
  }
]]

local running, client, late, shift
local function start(options)
  late, shift = false, 0
  options = options or {}
  options.url, options.login, options.token, options.ca_file = running.url, "api", "api-token", running.ca_file
  options.retries = 0
  options.tokens = {
    load = function() return { access_token = "header.body.signature" } end,
    save = function() return true end,
    lock = function() return { release = function() end } end,
  }
  client = assert(pb.new(options))
  -- When late is set, answers come in the last moment: ten microseconds are left then, and one less at each look at the clock.
  local driver = client.driver
  local now, send = driver.now, driver.send
  local moment
  function driver:now()
    moment = moment and moment + 1e-6
    return moment or now(self) + shift
  end
  function driver:send(request)
    moment = nil
    local answer = send(self, request)
    moment = late and request.deadline - 1.1e-5 or nil
    return answer
  end
end

setup(function()
  running = server.start { locations = LOCATIONS }
end)
teardown(function()
  running.stop()
end)
after_each(function()
  if client then
    client:close()
    client = nil
  end
end)

local function change(n, element, tail, options)
  return client:call("Customer", "add_customer", { n = n, element = element, tail = tail }, options)
end

local function refused(expected, answer, err)
  assert.is_true(answer == nil, "it was taken") -- it may be too large to be shown
  assert.same(expected, { err.kind, err.code, err.sent, err.attempts }, tostring(err))
  assert.is_string(err.advice)
end

describe("decoding an answer", function()
  it("ends with the call's time, and tells whether the change was made", function()
    start()
    late = true
    refused({ "timeout", "DEADLINE", "yes", 1 }, change(100000, "{}"))
    refused({ "timeout", "DEADLINE", "yes", 1 }, change(100000, "1.5"))
    refused({ "timeout", "DEADLINE", "yes", 1 }, change(10, ("[1,{}],"):rep(20000) .. "1"))
    refused({ "timeout", "DEADLINE", "unknown", 1 }, change(100000, "{}", "<html>"))
  end)

  it("ends so for what is hardly kept, too", function()
    start { fields = { "i_customer" } }
    late = true
    local ok, err = pcall(client:pages("Customer", "customer", { n = 100000, element = "{}" }))
    refused({ "timeout", "DEADLINE", "yes", 1 }, ok or nil, err)
  end)

  it("ends so where it has no list that could be cut", function()
    start()
    late = true
    refused({ "timeout", "DEADLINE", "yes", 1 }, change(1, ("[{},{}],"):rep(30000) .. "1"))
  end)

  it("comes to its end when the answer is small, whenever it came", function()
    start()
    late = true
    assert.equal(100, #assert(change(100, "{}")).customer_list)
  end)

  it("may wait for its turn: a page that was read ahead has the time that was left when it came", function()
    start()
    local call, answer, is_file = perform.send(client, "Customer", "add_customer", { n = 100000, element = "{}" },
      client.settings)
    shift = shift + 1000 -- the program was busy with the page before
    local decoded, err = perform.decode(client, call, answer, is_file)
    assert.equal(100000, #assert(decoded, err).customer_list)
  end)

  it("ends when too much is kept, and tells what to do", function()
    start()
    local function limited(n, element, most, tail)
      return change(n, element, tail, { max_values = most })
    end
    -- The list's key and the list are two.
    assert(limited(998, "{}", 1000))
    refused({ "decode", "TOO_LARGE", "yes", 1 }, limited(999, "{}", 1000))
    assert(limited(100000, "1", 100002))
    refused({ "decode", "TOO_LARGE", "yes", 1 }, limited(100001, "1", 100002))
    refused({ "decode", "TOO_LARGE", "unknown", 1 }, limited(100001, "{}", 1000, "<html>"))
    local none, err = limited(100000, "[]", 50000)
    refused({ "decode", "TOO_LARGE", "yes", 1 }, none, err)
    assert.equal("the answer holds more than 50000 keys and values", err.message)
    assert.truthy(err.advice:find("max_values", 1, true))
  end)

  it("keeps two million keys and values by itself", function()
    start()
    assert.equal(1999998, #assert(change(1999998, "1")).customer_list)
    refused({ "decode", "TOO_LARGE", "yes", 1 }, change(1999999, "1"))
  end)
end)

describe("an answer's body", function()
  it("has at most 64 MiB, but for a file that is streamed", function()
    start()
    local bytes = 0
    assert(client:download("CDR", "get_call_recording", { n = 65 }, function(piece)
      bytes = bytes + #piece
    end))
    assert.equal(65 * 1048576, bytes)
    local none, err = client:call("CDR", "get_call_recording", { n = 65 })
    refused({ "transport", "TOO_LARGE", "unknown", 1 }, none, err)
    assert.truthy(err.advice:find("max_body", 1, true))
  end)

  it("that is too large is told as such where a file was expected", function()
    start { max_body = 100000 }
    local none, err = client:download("Customer", "get_customer_list", { n = 100000, element = "{}" }, function() end)
    refused({ "transport", "TOO_LARGE", "unknown", 1 }, none, err)
  end)
end)

describe("core.decode", function()
  local function limited(text, values, options)
    options = options or {}
    options.max_values = values
    local value, message, detail, code, is_json = core.decode(text, options)
    return value, code or detail, is_json, message
  end

  it("counts keys and values that are kept, however they are written", function()
    local fields = { fields = core.fields { "a" } }
    for text, expected in pairs {
      ["1"] = 0, ["{}"] = 0, ["[]"] = 0, ["[[]]"] = 1, ["[1,2,3]"] = 3, ['["a","b",null,true]'] = 4,
      ['{"a":1}'] = 2, ['{"a":{"b":[1,2]}}'] = 6, ['{"a":null}'] = 0, ['{"a":1,"b":null}'] = 2,
      ['[{"a":1,"b":2},{"a":1,"b":2},{"a":3,"b":null}]'] = 13, ['{ "a" : 1 , "b" : [ 1.5 , "x" ] }'] = 6,
    } do
      local value, count = limited(text, 100)
      assert.not_nil(value, text)
      assert.equal(expected, count, text)
      assert.not_nil((limited(text, expected)), text)
      if expected > 0 then
        local none, code, is_json, message = limited(text, expected - 1)
        assert.is_nil(none)
        assert.same({ "TOO_LARGE", true }, { code, is_json }, text)
        assert.truthy(message:find("too many keys and values at byte offset", 1, true), message)
      end
    end
    assert.equal(7, select(2, limited('[{"a":1,"b":2},{"b":[1,2],"a":1},{"b":null,"c":1}]', 100, fields)))
    assert.same({ "TOO_LARGE", false }, { select(2, limited("[1,2,3}", 2)) and "TOO_LARGE",
      (select(3, limited("[1,2,3}", 2))) })
  end)

  it("looks at the clock now and then, so what is small is always decoded", function()
    local options = { timeout = 0 }
    assert.same({ 1, 2 }, core.decode("[1,2]", options))
    local much = 70000
    for name, text in pairs {
      objects = "[" .. ("{},"):rep(much) .. "1]",
      numbers = "[" .. ("1,"):rep(much) .. "1]",
      pages = '{"list":[' .. ('{"a":1,"b":"x"},'):rep(much) .. "1]}",
      ["the same key"] = '{"a":1' .. (',"a":1'):rep(much) .. "}",
      ["two keys in turns"] = '[{"a":1,"b":1},{"b":1,"a":1},{"a":1' .. (',"b":1,"a":1'):rep(much) .. "}]",
      nothing = '{"a":null' .. (',"a":null'):rep(much) .. "}",
    } do
      for _, fields in ipairs { false, core.fields { "c" } } do
        options.fields = fields or nil
        local value, message, _, code, is_json = core.decode(text, options)
        assert.is_nil(value, name)
        assert.same({ "DEADLINE", true }, { code, is_json }, name)
        assert.truthy(message:find("out of time", 1, true), message)
        assert.not_nil((core.decode(text, { timeout = 1000, fields = fields or nil })))
      end
    end
  end)

  it("refuses limits that are none", function()
    for _, wrong in ipairs { { max_values = "1" }, { max_values = -1 }, { max_values = 0 / 0 }, { timeout = "1" } } do
      assert.is_false((pcall(core.decode, "1", wrong)))
    end
    assert.equal(1, (core.decode("1", { max_values = math.huge, timeout = math.huge })))
  end)
end)
