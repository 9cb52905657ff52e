-- core.fields: what is kept of an answer.
local core = require "portabilling.core"
local decoded = require "support.decoded"

local decode, fails = decoded.decode, decoded.fails

describe("core.fields", function()
  local PAGE = [==[{"total":2,"x":{"a":1,"b":2},"customer_list":[
    {"i_customer":1,"name":"A","balance":1.5,"customer_class":{"i":7,"name":"gold","deep":{"x":1,"y":2}},
     "features":[{"name":"f","flag":"Y"},{"name":"g","flag":"N"}],"skipped":[[{"a":"\u00e9"}],null,-1e3]},
    {"name":"B","i_customer":2,"customer_class":null,"features":[],"note":"n"},
    {"i_customer":3,"customer_class":"none","features":[1,{"flag":"Y"}]}],"list":[1,[{"name":"C","z":1}]]}]==]

  local function rows(...)
    return decode(PAGE, { fields = core.fields { ... } }).customer_list
  end

  it("keeps only these fields of the records of a list", function()
    assert.same({ { i_customer = 1, name = "A" }, { i_customer = 2, name = "B" }, { i_customer = 3 } },
      rows("i_customer", "name"))
    assert.same({ {}, {}, {} }, rows("nothing"))
  end)

  it("leaves what is no record whole", function()
    local value = decode(PAGE, { fields = core.fields { "name" } })
    assert.equal(2, value.total)
    assert.same({ a = 1, b = 2 }, value.x)
    assert.equal(1, value.list[1])
    local info = '{"customer_info":{"a":1,"b":2}}'
    assert.same({ customer_info = { a = 1, b = 2 } }, decode(info, { fields = core.fields { "a" } }))
  end)

  it("applies to the records of an array that is the whole text", function()
    assert.same({ { a = 1 }, { a = 2 } }, decode('[{"a":1,"b":1},{"b":2,"a":2}]', { fields = core.fields { "a" } }))
  end)

  it("follows dots into objects and the objects of arrays", function()
    assert.same({ customer_class = { name = "gold" } }, rows("customer_class.name")[1])
    assert.same({ customer_class = { deep = { y = 2 } } }, rows("customer_class.deep.y")[1])
    assert.same({ { flag = "Y" }, { flag = "N" } }, rows("features.flag")[1].features)
    assert.same({ 1, { flag = "Y" } }, rows("features.flag")[3].features)
    assert.equal("[]", core.encode(rows("features.flag")[2].features))
  end)

  it("leaves out a field that cannot have the wanted part", function()
    local list = rows("customer_class.name")
    assert.same({ {}, {} }, { list[2], list[3] })
    local kept = decode('[{"a":null}]', { fields = core.fields { "a.b" }, keep_null = true })
    assert.same({ { a = core.null } }, kept)
    assert.same({ {} }, decode('[{"a":{"b":1},"a":2}]', { fields = core.fields { "a.b" } }))
  end)

  it("takes a field whole when it is asked for both whole and in part", function()
    for _, names in ipairs { { "a", "a.b" }, { "a.b", "a" }, { "a.b", "a", "a.c" } } do
      assert.same({ { a = { b = 1, c = 2, d = 3 } } },
        decode('[{"a":{"b":1,"c":2,"d":3},"e":4}]', { fields = core.fields(names) }))
    end
    assert.same({ { a = { b = 1, c = 2 } } },
      decode('[{"a":{"b":1,"c":2,"d":3},"e":4}]', { fields = core.fields { "a.b", "a.c", "a.b" } }))
  end)

  it("keeps only these fields of the one record", function()
    local page = '{"list":[{"a":1,"b":2}],"info":{"a":1,"b":{"a":2,"c":3}},"in\\u0066o":{"a":4,"b":{"c":5},"c":6}}'
    local options = { fields = core.fields { "a", "b.c" }, record = "info" }
    assert.same({ list = { { a = 1, b = 2 } }, info = { a = 4, b = { c = 5 } } }, decode(page, options))
    assert.same({ info = { { a = 1 }, { b = { c = 2 } } } },
      decode('{"info":[{"a":1,"d":1},{"d":[{"a":1}],"b":{"c":2,"a":3}}]}', options))
    assert.same({ { d = 1 } }, decode('[{"d":1}]', options))
    assert.same({ x = { info = { d = 1 } }, info = 7 }, decode('{"x":{"info":{"d":1}},"info":7}', options))
    assert.same({ info = { d = 1 } }, decode('{"info":{"d":1}}', { record = "info" }))
    assert.error_matches(function() core.decode("1", { record = 1 }) end,
      "option 'record': expected a name, got number", 1, true)
  end)

  it("knows fields by their meaning, not by how they are written", function()
    assert.same({ { ab = 1 }, { ab = 2 }, { ab = 3 } },
      decode('[{"\\u0061b":1,"c":0},{"ab":2,"c":0},{"c":0,"a\\u0062":3}]', { fields = core.fields { "ab" } }))
  end)

  it("tells the same name at different places apart", function()
    local page = '[{"name":1,"x":{"name":2,"i":3},"i":4},{"name":5,"x":{"name":6,"i":7},"i":8}]'
    assert.same({ { x = { name = 2 }, i = 4 }, { x = { name = 6 }, i = 8 } },
      decode(page, { fields = core.fields { "x.name", "i" } }))
  end)

  it("still refuses invalid text in what it skips, with the place", function()
    local message, offset = fails('[{"a":1,"b":{"c":[1,"\255"]}}]', { fields = core.fields { "a" } })
    assert.equal("[1].b: invalid UTF-8 at byte offset 21", message)
    assert.equal(21, offset)
    fails('[{"a":1,"b":01}]', { fields = core.fields { "a" } })
    fails('[{"b":' .. ("["):rep(64) .. ("]"):rep(64) .. "}]", { fields = core.fields { "a" } })
  end)

  it("names the place of an error in a record like those before it, wanted or not", function()
    local fields = core.fields { "a" }
    for bad, reason in pairs {
      ['"x\1"'] = "control character in a string", ['"x\255"'] = "invalid UTF-8",
      ['"x\\q"'] = "unknown escape in a string",
      ["01"] = "a number with a leading zero", ["1."] = "a decimal point without digits after it",
      ["-"] = "a minus sign without digits", ["nul"] = "expected a value", ["tru"] = "expected a value",
    } do
      local good = ('{"a":1,"b":"x","c":{"d":"%s"}}'):format(("y"):rep(40))
      local head = "[" .. (good .. ","):rep(4) .. '{"a":1,"b":'
      local text = head .. bad .. ',"c":{"d":"' .. ("y"):rep(40) .. '"}}]'
      local message, offset = fails(text)
      assert.equal(("[5].b: %s at byte offset %d"):format(reason, offset), message)
      assert.is_true(offset >= #head and offset <= #head + 2, bad)
      assert.same({ message, offset }, { fails(text, { fields = fields }) })
    end
    local list = '{"a":["x",2,3.5,"y",5,01' .. (",6"):rep(40) .. "]}"
    assert.equal("a[6]: a number with a leading zero at byte offset 22", (fails(list)))
    local big = '[{"i":1,"a":2},{"i":3,"a":4},{"i":5,"a":123456789012345678901}' .. (" "):rep(60) .. "]"
    assert.equal("[3].a: an integer that this Lua cannot hold exactly at byte offset 40",
      (fails(big, { big_integers = "error" })))
    assert.equal("123456789012345678901", decode(big)[3].a)
  end)

  it("works with more distinct fields than are remembered", function()
    local members, names, expected = {}, {}, {}
    for i = 1, 600 do members[i] = ('"k%d":%d'):format(i, i) end
    for i = 1, 600, 7 do
      names[#names + 1] = "k" .. i
      expected["k" .. i] = i
    end
    local record = "{" .. table.concat(members, ",") .. "}"
    assert.same({ expected, expected }, decode("[" .. record .. "," .. record .. "]", { fields = core.fields(names) }))
  end)

  it("can be used again, also after the names are gone", function()
    local fields = core.fields { "a" .. tostring(1), "b.c" }
    for _ = 1, 3 do
      collectgarbage()
      assert.same({ { a1 = 1, b = { c = 2 } } }, decode('[{"a1":1,"b":{"c":2,"d":3}}]', { fields = fields }))
    end
  end)

  -- The names were measured, then memory was allocated, then they were read again.
  it("is not confused by a finalizer that changes the list meanwhile", function()
    local long, finalized = ("x"):rep(1000000), 0
    -- From now on one step of the collector is a whole cycle.
    local speed = collectgarbage("setstepmul", 0)
    local mode = not jit and collectgarbage("incremental", 200, 1000, 40)
    for _ = 1, 5 do
      local list = { "a", "b" }
      local function finalize()
        list[1] = long
        finalized = finalized + 1
      end
      collectgarbage("stop")
      if newproxy then -- luacheck: ignore 113
        getmetatable(newproxy(true)).__gc = finalize -- luacheck: ignore 113
      else
        setmetatable({}, { __gc = finalize })
      end
      local make = core.fields
      collectgarbage("restart")
      local fields = make(list) -- the first to allocate since
      local record = decode('[{"a":1,"b":2,"c":3}]', { fields = fields })[1]
      assert.equal(2, record.b)
      assert.is_nil(record.c)
    end
    if jit then
      collectgarbage("setstepmul", speed)
    else
      collectgarbage("incremental", 200, 100, 13)
      collectgarbage(mode)
    end
    assert.equal(5, finalized)
  end)

  it("raises for what is no list of names", function()
    for _, bad in ipairs { {}, { 1 }, { "" }, { "a..b" }, { ".a" }, { "a." }, { "a", false } } do
      assert.has_error(function() core.fields(bad) end)
    end
    assert.has_error(function() core.fields("a") end)
    assert.error_matches(function() core.fields { "a..b" } end, "'a%.%.b' has an empty part")
  end)
end)
