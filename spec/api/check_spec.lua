-- What a method is given, held against its fields.
local api = require "portabilling.api"
local check = require "portabilling.api.check"
local json = require "portabilling.support.json"
local model = require "portabilling.api.model"

local found, cjson = pcall(require, "cjson")
cjson = found and cjson or {}

-- A model of one method, with these params and objects.
local function own(params, objects, more)
  local methods = { add_thing = { params } }
  for name, texts in pairs(more or {}) do
    methods[name] = texts
  end
  return model.new({ services = { Thing = { methods = methods, objects = objects } }, shared = { objects = {} } },
    api.builtin)
end

-- The short way may leave it open what is fine, but never overlook a problem.
local function problems(params, value, objects)
  local m = own(params, objects)
  local list = check.params(m, "Thing", "add_thing", value)
  assert.is_false(check.is_fine(m, "Thing", "add_thing", value) and list ~= nil)
  return list
end

-- The only one.
local function only(params, value, objects)
  local list = problems(params, value, objects)
  assert.truthy(list, "no problem was found")
  assert.equal(1, #list)
  return list[1]
end

local function fits(params, value, objects)
  local list = problems(params, value, objects)
  assert.is_nil(list, list and check.text(list[1]))
end

describe("a value's meaning in its place", function()
  it("is told with the value, also where that is a number", function()
    local function of(name, value)
      return check.params(api.builtin, "Account", "update_account",
        { account_info = { i_account = 1, [name] = value } })[1].suggestion
    end
    assert.same({ "1", "O" }, { of("billing_model", "credit"), of("bill_status", "Open") })
  end)
end)

describe("a field that is not there", function()
  it("is told with the one that was probably meant", function()
    local list = check.params(api.builtin, "Account", "update_account", { account_info = { i_account = 1,
      compnayname = "x" } })
    assert.same({ { path = "account_info.compnayname", problem = "unknown", suggestion = "companyname" } }, list)
    assert.equal("account_info.compnayname: no such field; did you mean 'companyname'?", check.text(list[1]))
  end)

  it("is told without one where nothing is near", function()
    local problem = only("name:s", { frobnicate = 1 })
    assert.is_nil(problem.suggestion)
    assert.equal("frobnicate: no such field", check.text(problem))
  end)

  it("may belong beside the wrapper", function()
    local problem = only("thing_info:{thing} notify:b", { thing_info = { notify = 1 } }, { thing = "name:s" })
    assert.same({ path = "thing_info.notify", problem = "misplaced", expected = "beside thing_info",
      suggestion = "notify" }, problem)
    assert.equal("thing_info.notify: belongs beside thing_info", check.text(problem))
  end)

  it("may belong inside the wrapper, by its name or nearly so", function()
    local params, objects = "thing_info:{thing} notify:b", { thing = "companyname:s" }
    local problem = only(params, { companyname = "x" }, objects)
    assert.same({ path = "companyname", problem = "misplaced", expected = "inside thing_info",
      suggestion = "thing_info.companyname" }, problem)
    assert.equal("thing_info.companyname", only(params, { compnayname = "x" }, objects).suggestion)
  end)

  it("may belong inside one of several, none of which is guessed; what many have tells nothing", function()
    local params, objects = "a:{thing} b:[{thing}] c:i", { thing = "name:s" }
    assert.same({ path = "name", problem = "misplaced", expected = "inside a or b" },
      only(params, { name = "x" }, objects))
    assert.same({ path = "name", problem = "unknown" },
      only(params .. " d:{thing} e:{thing}", { name = "x" }, objects))
  end)

  it("is told with its path, in objects and arrays", function()
    local objects = { thing = "service_features:[{+feature}]", feature = "name:s! attributes:[{attribute}]",
      attribute = "name:s values:[s]" }
    local list = problems("thing_info:{thing}", { thing_info = { service_features = {
      { name = "cli" }, { nmae = "x", attributes = { { name = "a", values = { "ok", {} } } } } } } }, objects)
    local texts = {}
    for i, problem in ipairs(list) do
      texts[i] = check.text(problem)
    end
    assert.same({ "thing_info.service_features[2].attributes[1].values[2]: a text expected, "
      .. "got an empty table, which is sent as {}",
      "thing_info.service_features[2].name: missing, and required",
      "thing_info.service_features[2].nmae: no such field; did you mean 'name'?" }, texts)
  end)
end)

describe("a required field", function()
  it("is told when it is missing, and whether it is documented or the practice", function()
    local list = problems("name:s! i_env:i+ note:s", { note = "x" })
    assert.same({
      { path = "i_env", problem = "missing", expected = "a whole number", practice = true },
      { path = "name", problem = "missing", expected = "a text" },
    }, list)
    assert.equal("i_env: missing, and required in practice", check.text(list[1]))
    assert.equal("name: missing, and required", check.text(list[2]))
  end)

  it("of an object is required only where the method says so", function()
    local objects = { thing = "name:s! note:s" }
    fits("thing_info:{thing}", { thing_info = { note = "x" } }, objects)
    assert.equal("thing_info.name", only("thing_info:{+thing}", { thing_info = { note = "x" } }, objects).path)
    fits("thing_info:{+thing}", {}, objects)
  end)

  it("may be one of several", function()
    local problem = only("i_thing:i& id:s& detailed_info:b", { detailed_info = 1 })
    assert.same({ "i_thing", "id" }, problem.one_of)
    assert.equal("i_thing: one of i_thing, id is required", check.text(problem))
    fits("i_thing:i& id:s& detailed_info:b", { id = "x" })
  end)

  it("may be what the session implies", function()
    local function at(implied, method)
      return check.params(api.builtin, "Account", method, {}, { implied = implied })
    end
    assert.is_nil(at("i_account", "get_account_info"))
    assert.is_nil(at("i_account", "terminate_account"))
    assert.truthy(at("i_customer", "get_account_info"))
    assert.truthy(at(nil, "terminate_account"))
  end)
end)

describe("the record of an update", function()
  local function update(value, implied)
    return check.params(api.builtin, "Account", "update_account", value,
      { entry = api.builtin:resolve("Account", "account", "update"), implied = implied })
  end

  it("is told by its id, or by what it is known by", function()
    assert.is_nil(update { account_info = { i_account = 9, blocked = true } })
    assert.is_nil(update { account_info = { id = "16045550100", blocked = true } })
    assert.is_nil(update({ account_info = { blocked = true } }, "i_account"))
    local list = update { account_info = { blocked = true } }
    assert.equal(1, #list)
    assert.equal("account_info.i_account: one of i_account, id is required", check.text(list[1]))
  end)

  it("is told once where the method requires its key anyway", function()
    local list = check.params(api.builtin, "Account", "update_service_features", { service_features = {
      { name = "cli", flag_value = "Y" } } }, { entry = api.builtin:resolve("Account", "service_features", "update") })
    assert.equal(1, #list)
    assert.equal("i_account", list[1].path)
  end)

  it("is told of a deletion that says nothing", function()
    local entry = api.builtin:resolve("Account", "account", "delete")
    local list = check.params(api.builtin, "Account", "terminate_account", {}, { entry = entry })
    assert.equal(1, #list)
    assert.equal("i_account", list[1].path)
  end)
end)

describe("a type", function()
  it("takes numbers, digits for numbers and numbers for texts", function()
    fits("a:i", { a = 17 })
    fits("a:i", { a = "17" })
    fits("a:i", { a = "9007199254740993" })
    fits("a:n", { a = "-0.5" })
    fits("a:n", { a = 1e300 })
    fits("a:s", { a = 17 })
    fits("a:d b:t", { a = "2026-01-01", b = "2026-01-01 08:00:00" })
    fits("a:b b:b c:b d:b", { a = 1, b = "0", c = true, d = 0 })
    fits("a:bool b:bool", { a = true, b = 1 })
    fits("a:yn b:yn", { a = "N", b = false })
  end)

  it("takes LuaJIT's 64-bit integers as numbers", function()
    if rawget(_G, "jit") then
      local big = load "return 9007199254740993LL, 3ULL"
      local a, b = big()
      fits("a:i b:i=1|2|3", { a = a, b = b })
      assert.equal("9007199254740993", only("a:s=x|y", { a = a }).got)
    end
  end)

  it("is told with what was expected and what is there", function()
    for _, case in ipairs {
      { "a:i", "17a", "a whole number", '"17a"' },
      { "a:i", 1.5, "a whole number", "1.5" },
      { "a:n", "much", "a number", '"much"' },
      { "a:i", 0 / 0, "a whole number" },
      { "a:i", 1 / 0, "a whole number", tostring(1 / 0) },
      { "a:s", {}, "a text", "an empty table, which is sent as {}" },
      { "a:s", { x = 1 }, "a text", "an object" },
      { "a:s", print, "a text", "a function" },
      { "a:d", 1700000000, "a date (YYYY-MM-DD)", "1700000000" },
      { "a:t", "tomorrow", "a date and time (YYYY-MM-DD hh:mm:ss)", '"tomorrow"' },
      { "a:b", "Y", "true or false (1 or 0)", '"Y"' },
      { "a:b", 2, "true or false (1 or 0)", "2" },
      { "a:yn", 1, 'true or false ("Y" or "N")', "1" },
      { "a:bool", "yes", "true or false", '"yes"' },
      { "a:list", { x = 1 }, "an array", "an object" },
      { "a:list", "x", "an array", "a text" },
      { "a:list", true, "an array", "true" },
      { "a:[s]", { x = 1 }, "an array of texts", "an object" },
      { "a:object", { 1 }, "an object", "an array" },
      { "a:object", "x", "an object", "a text" },
      { "a:object", true, "an object", "true" },
      { "a:object", json.empty_array, "an object", "an array" },
    } do
      local problem = only(case[1], { a = case[2] })
      assert.equal("type", problem.problem, case[1])
      assert.equal(case[3], problem.expected)
      if case[4] then
        assert.equal(case[4], problem.got)
      end
    end
    assert.equal("a: a whole number expected, got 1.5", check.text(only("a:i", { a = 1.5 })))
  end)

  it("of an array is not an empty table, for that is sent as {}", function()
    assert.equal("pb.empty_array", only("a:[s]", { a = {} }).suggestion)
    fits("a:[s] b:list", { a = json.empty_array, b = json.array {} })
    fits("a:[s] b:object", { a = json.array { "x" }, b = {} })
    for _, name in ipairs { "empty_array" } do
      if cjson[name] then
        fits("a:[s]", { a = cjson[name] })
      end
    end
    for _, name in ipairs { "array_mt", "empty_array_mt" } do
      if cjson[name] then
        fits("a:[s]", { a = setmetatable({}, cjson[name]) })
      end
    end
  end)

  it("is told of the elements of arrays", function()
    local problem = only("a:[i]", { a = { 1, "2", "x" } })
    assert.equal("a[3]", problem.path)
    fits("a:[b] b:[yn]", { a = { true, 0 }, b = { true, "N" } })
  end)
end)

describe("a boolean", function()
  it("is fine where Model:boolean has a form for it", function()
    fits("a:yn b:b c:bool e:i f:any g:[s]", { a = true, b = false, c = true, e = true, f = true,
      g = { true } })
  end)

  it("is a problem where it has none, told with the values", function()
    local list = check.params(api.builtin, "Customer", "update_customer", { customer_info = { i_customer = 1,
      billing_lock = true } })
    assert.equal(1, #list)
    assert.equal("boolean", list[1].problem)
    assert.equal("true", list[1].got)
    assert.truthy(check.text(list[1]):find(
      'customer_info.billing_lock: a boolean cannot be sent: one of "N" (free), "C" (', 1, true))
    assert.equal("boolean", only("i_thing:i", { i_thing = true }).problem)
    assert.equal("boolean", only("day:d", { day = false }).problem)
  end)
end)

describe("a value", function()
  it("is one of the field's, with what they mean told", function()
    local params = "status:s=O|S|C -- O - open; S - suspended; C - closed"
    fits(params, { status = "S" })
    local problem = only(params, { status = "X" })
    assert.same({ path = "status", problem = "value", got = '"X"',
      expected = 'one of "O" (open), "S" (suspended), "C" (closed)' }, problem)
    assert.equal('status: one of "O" (open), "S" (suspended), "C" (closed) expected, got "X"', check.text(problem))
  end)

  it("is suggested by another case, by its meaning, or misspelt", function()
    local params = "status:s=O|S -- O - open; S - suspended"
    assert.equal("O", only(params, { status = "o" }).suggestion)
    assert.equal("S", only(params, { status = "Suspended" }).suggestion)
    assert.equal("Random", only("sequence:s=Order|Random", { sequence = "Radnom" }).suggestion)
    assert.equal("Y", only("blocked:yn", { blocked = "y" }).suggestion)
  end)

  it("is told with the first of many values only", function()
    local values = {}
    for i = 1, 50 do
      values[i] = "v" .. i
    end
    local expected = only("a:s=" .. table.concat(values, "|"), { a = "x" }).expected
    assert.truthy(expected:find('"v20" and 30 more$'), expected)
  end)

  it("may be a number or its digits", function()
    fits("model:i=-1|0|1 text:s=1|2", { model = "-1", text = 2 })
    fits("model:i=-1|0|1", { model = 1.0 })
    assert.equal("one of -1, 0, 1", only("model:i=-1|0|1", { model = 7 }).expected)
  end)

  it("is not refused where the field may have others", function()
    fits("status:s=O|S|*", { status = "X" })
  end)
end)

describe("a text", function()
  it("has so many characters of UTF-8 at most", function()
    fits("city:s#5", { city = ("\195\188"):rep(5) })
    local problem = only("city:s#5", { city = ("\195\188"):rep(6) })
    assert.same({ path = "city", problem = "long", expected = "at most 5 characters", got = "6 characters" }, problem)
    assert.equal("city: at most 5 characters expected, got 6 characters", check.text(problem))
  end)

  it("has so many at least, where the shortest length is known", function()
    fits("iccid:s#4-5", { iccid = "1234" })
    fits("iccid:s#4-5", { iccid = "12345" })
    assert.equal("iccid: at least 4 characters expected, got 3 characters",
      check.text(only("iccid:s#4-5", { iccid = "123" })))
    assert.equal("long", only("iccid:s#4-5", { iccid = "123456" }).problem)
  end)
end)

describe("a service feature", function()
  local function told(features)
    local entry = api.builtin:resolve("Account", "account", "update")
    local value = { account_info = { i_account = 1, service_features = features } }
    local told_of = check.params(api.builtin, "Account", "update_account", value, { entry = entry })
    assert.is_true(told_of == nil or not check.is_fine(api.builtin, "Account", "update_account", value, entry))
    return told_of
  end

  it("is known by its name, and its attributes by theirs; what is near to one is told", function()
    local near = told { { name = "clip", flag_value = "Y" }, { name = "voice_pass_trough", flag_value = "N" },
      { name = "cli", attributes = { { name = "display_numbr", values = { "1" } }, { name = "centrex" } } } }
    assert.same({ "account_info.service_features[2].name", "account_info.service_features[3].attributes[1].name" },
      { near[1].path, near[2].path })
    assert.same({ "voice_pass_through", "display_number" }, { near[1].suggestion, near[2].suggestion })
    assert.same({ true, true, 2 }, { near[1].practice, near[2].practice, #near })
    assert.equal('account_info.service_features[2].name: the name of a service feature expected, got '
      .. "\"voice_pass_trough\"; did you mean 'voice_pass_through'?", check.text(near[1]))
  end)

  it("may be one that nobody knows here", function()
    assert.is_nil(told { { name = "holographic_calls", flag_value = "Y", attributes = { { name = "depth" } } } })
    assert.is_nil(told { { name = "cli", attributes = { { name = "holographic" } } } })
    assert.is_true(check.is_fine(api.builtin, "Account", "update_account", { account_info = { i_account = 1,
      service_features = { { name = "cli", attributes = { { name = "centrex", values = { "1" } } } } } } }))
  end)
end)

describe("null", function()
  it("is fine where it is known, and where nothing speaks against it", function()
    fits("limit:n? i_parent:i?", { limit = json.null, i_parent = json.null })
    fits("note:s price:n rows:list", { note = json.null, price = json.null, rows = json.null })
    if cjson.null then
      fits("limit:n?", { limit = cjson.null })
    end
  end)

  it("is refused for what is required only: of other fields few say that they take it, though many do", function()
    for _, params in ipairs { "a:s!", "a:yn!", "a:i+=1|2" } do
      local problem = only(params, { a = json.null })
      assert.same({ "null", "null" }, { problem.problem, problem.got }, params)
    end
    fits("a:s!? b:yn c:s=X|Y d:b", { a = json.null, b = json.null, c = json.null, d = json.null })
  end)
end)

describe("secrets", function()
  it("are in no problem", function()
    local objects = { thing = "h323_password:s#3 pin:i odd:i$ api_token:s=a|b card:{card} features:[{feature}]",
      card = "number:i name:s", feature = "name:s values:[i]" }
    local list = problems("thing_info:{thing}", { thing_info = { h323_password = "marker1", pin = "marker2",
      odd = "marker3", api_token = "marker4", card = { number = "marker5" },
      features = { { name = "voicemail_password", values = { "marker6" } } }, h323_pasword = "marker7" } }, objects)
    assert.equal(7, #list)
    for _, problem in ipairs(list) do
      assert.is_nil(check.text(problem):find("marker", 1, true), check.text(problem))
      for _, text in pairs(problem) do
        assert.is_nil(tostring(text):find("marker", 1, true))
      end
    end
    assert.equal("thing_info.pin: a whole number expected, got a text", check.text(list[7]))
  end)

  it("are not: other values, shortened and on one line", function()
    assert.equal('"' .. ("x"):rep(40) .. '..."', only("a:i", { a = ("x"):rep(100) }).got)
    assert.equal('"' .. ("\195\188"):rep(19) .. '..."', only("a:i", { a = ("\195\188"):rep(50) }).got)
    assert.equal('"a b"', only("a:i", { a = "a\nb" }).got)
  end)
end)

describe("what is not known", function()
  it("is not refused", function()
    assert.is_nil(check.params(api.builtin, "Nobody", "some_method", { x = 1 }))
    assert.is_nil(check.params(api.builtin, "Account", "method_of_later", { x = 1 }))
    local unknown = own(nil)
    assert.is_nil(check.params(unknown, "Thing", "add_thing", { x = {} }))
    fits("a:any b:list c:object d:{of_later}", { a = { 1 }, b = { { x = 1 } }, c = { y = { 2 } }, d = { z = 1 } })
  end)

  it("is what the encoder tells of: other keys, circles, depth", function()
    local params, objects = "thing_info:{thing}", { thing = "thing:{thing} things:[{thing}]" }
    local circle = {}
    circle.thing, circle.things = circle, { circle, circle }
    fits(params, { thing_info = circle }, objects)
    fits(params, { thing_info = { [1.5] = 1, [true] = 2 } }, objects)
    local many = {}
    for _ = 1, 3 do -- 1000 * 1000 * 1000 in all
      local things = {}
      for i = 1, 1000 do
        things[i] = many
      end
      many = { things = things }
    end
    fits(params, { thing_info = many }, objects)
  end)
end)

describe("the check", function()
  it("changes nothing", function()
    local value = { account_info = { i_account = 1, blocked = true, compnayname = "x", i_product = "3",
      service_features = { { name = "cli" } } } }
    check.params(api.builtin, "Account", "update_account", value)
    assert.same({ account_info = { i_account = 1, blocked = true, compnayname = "x", i_product = "3",
      service_features = { { name = "cli" } } } }, value)
  end)

  it("tells all problems, in the order of their paths", function()
    local list = problems("a:i b:s! c:yn", { a = "x", c = "q", d = 1 })
    local paths = {}
    for i, problem in ipairs(list) do
      paths[i] = problem.path .. " " .. problem.problem
    end
    assert.same({ "a type", "b missing", "c value", "d unknown" }, paths)
  end)

  it("takes what the documentation shows", function()
    assert.is_nil(check.params(api.builtin, "Account", "add_account", { account_info = { id = "16045550100",
      i_customer = 17, i_product = 3, billing_model = 1, bill_status = "O", h323_password = "x" },
      generate_web_password = true }))
    assert.is_nil(check.params(api.builtin, "Customer", "get_customer_list", { bill_status = "O" }))
    assert.is_nil(check.params(api.builtin, "Customer", "get_customer_info", { i_customer = 17 }))
  end)
end)

describe("fields that are wanted", function()
  it("are held against the record that is answered, at any depth", function()
    local objects = { thing = "name:s class:{class} rest:object", class = "name:s" }
    local m = own("name:s", objects, { get_thing_list = { "name:s", "thing_list:[{thing}]" },
      get_thing_info = { "i_thing:i", "thing_info:{thing}" } })
    for _, operation in ipairs { "list", "get" } do
      local entry = m:resolve("Thing", "thing", operation)
      assert.is_nil(check.wanted(m, entry, { "name", "class.name", "class", "rest.anything" }))
      local list = check.wanted(m, entry, { "name", "nmae", "class.nmae" })
      assert.same({ { path = "fields[2]", problem = "unknown", got = "nmae", suggestion = "name" },
        { path = "fields[3]", problem = "unknown", got = "class.nmae", suggestion = "class.name" } }, list)
      assert.equal("fields[3]: no such field: class.nmae; did you mean 'class.name'?", check.text(list[2]))
    end
  end)

  it("are not refused where the record is not known", function()
    assert.is_nil(check.wanted(api.builtin, api.builtin:resolve("Rate", "rate", "list"), { "frobnicate" }))
  end)
end)
