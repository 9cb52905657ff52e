local core = require "portabilling.core"
local decoded = require "support.decoded"

local decode, fails = decoded.decode, decoded.fails

local HAS_INTEGERS = math.type ~= nil

local function kind(value)
  return math.type and math.type(value) or type(value)
end

describe("core.decode", function()
  it("accepts what RFC 8259 allows and refuses the rest, telling where", function()
    local count = 0
    for line in io.lines("spec/data/json/documents.txt") do
      local name, offset, document = line:match("^([yn]_%S+) (%S+) ?(.*)$")
      if name then
        count = count + 1
        local text = document:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)
        local value, message, where = core.decode(text)
        if offset == "-" then
          assert.is_nil(message, name)
          assert.not_nil(value, name)
        else
          assert.is_nil(value, name)
          assert.equal(tonumber(offset), where, name)
          assert.truthy(message:find("at byte offset " .. offset, 1, true), name .. ": " .. message)
        end
      end
    end
    assert.is_true(count >= 250)
  end)

  it("says why in words", function()
    assert.equal("the text begins with a byte order mark at byte offset 0", (fails("\239\187\191{}")))
    assert.equal("the text goes on after its value at byte offset 3", (fails("{} <html>")))
    assert.equal("customer_list[2].name: invalid UTF-8 at byte offset 50",
      (fails('{"customer_list":[{"name":"ok"},{"i":1,"name":"caf\233"}]}')))
    assert.equal("a.b[1]: half of a surrogate pair at byte offset 12", (fails('{"a":{"b":["\\udc00"]}}')))
    assert.equal('a["b.c"]: expected a value at byte offset 12', (fails('{"a":{"b.c":x}}')))
    for text, reason in pairs {
      [""] = "the text ends too early", ["{} {}"] = "the text goes on after its value",
      ["01"] = "a number with a leading zero", ["-x"] = "a minus sign without digits",
      ["[1.]"] = "a decimal point without digits after it", ["[1e]"] = "an exponent without digits",
      ["[1 2]"] = "expected a comma or ]", ['{"a":1 2}'] = "expected a comma or }",
      ["{a:1}"] = "expected a key in double quotes", ['{"a" 1}'] = "expected a colon after the key",
      ['"\\x"'] = "unknown escape in a string", ['"\\u12"'] = "\\u without four hexadecimal digits",
      ['"\n"'] = "control character in a string",
    } do
      assert.truthy(fails(text):find(reason .. " at byte offset ", 1, true), text)
    end
  end)

  describe("numbers", function()
    it("makes integers of integers", function()
      local value = decode "[42, -7, 0, -0]"
      assert.equal("42 -7 0 0", table.concat(value, " "))
      assert.equal(HAS_INTEGERS and "integer" or "number", kind(value[1]))
      assert.equal("0", tostring(value[4]))
    end)

    it("makes floats of numbers with a fraction or an exponent", function()
      local value = decode "[1.5, 1.0, 1e3, -2.5E-1, 1.7976931348623157e308, 5e-324]"
      assert.same({ 1.5, 1.0, 1000.0, -0.25, 1.7976931348623157e308, 5e-324 }, value)
      assert.equal(HAS_INTEGERS and "float" or "number", kind(value[2]))
      assert.equal(-math.huge, 1 / decode "-0.0")
    end)

    it("keeps ids exact as far as this Lua can", function()
      assert.equal("9007199254740992", ("%d"):format(decode "9007199254740992"))
      if HAS_INTEGERS then
        assert.equal(math.maxinteger, decode "9223372036854775807")
        assert.equal(math.mininteger, decode "-9223372036854775808")
        assert.equal("9007199254740993", tostring(decode "9007199254740993"))
      else
        assert.equal("9007199254740993", decode "9007199254740993")
        assert.equal("-9007199254740993", decode "-9007199254740993")
        assert.equal("9223372036854775807", decode "9223372036854775807")
      end
    end)

    it("gives larger ones as their digits, which can be sent back", function()
      local value = decode '{"i_xdr":12345678901234567890,"n":-12345678901234567890}'
      assert.same({ i_xdr = "12345678901234567890", n = "-12345678901234567890" }, value)
      assert.same(value, decode('{"i_xdr":12345678901234567890,"n":-12345678901234567890}',
        { big_integers = "string" }))
    end)

    it("refuses them by choice, naming the field", function()
      local message, offset = fails('{"list":[{"a":1},{"i_xdr":12345678901234567890}]}',
        { big_integers = "error" })
      assert.equal("list[2].i_xdr: an integer that this Lua cannot hold exactly at byte offset 26", message)
      assert.equal(26, offset)
      assert.equal(42, decode("42", { big_integers = "error" }))
    end)

    it("gives those with a point or an exponent as they came, by choice", function()
      local text = '[{"a":0.10,"b":5,"c":-1e2},{"a":0.10,"b":-0.00001,"c":"x"},{"a":0.10,"b":12345678901234567.89}]'
      assert.same({ { a = "0.10", b = 5, c = "-1e2" }, { a = "0.10", b = "-0.00001", c = "x" },
        { a = "0.10", b = "12345678901234567.89" } }, decode(text, { decimals = "string" }))
      assert.same({ "1.50" }, decode("[1.50]", { decimals = "string" }))
      assert.equal("a: a number out of range at byte offset 5", (fails('{"a":1e400}', { decimals = "string" })))
      assert.same({ 1.5 }, decode("[1.50]", { decimals = "number" }))
      assert.error_matches(function() core.decode("1", { decimals = "text" }) end, "option 'decimals'")
    end)

    it("refuses what no double can hold", function()
      assert.equal("a: a number out of range at byte offset 5", (fails '{"a":1e400}'))
      assert.equal("[1]: a number out of range at byte offset 1", (fails "[-1e400]"))
    end)
  end)

  describe("null", function()
    it("is an absent key in objects and null in arrays and alone", function()
      assert.same({ b = 1 }, decode '{"a":null,"b":1}')
      local list = decode "[1,null,2]"
      assert.equal(3, #list)
      assert.equal(core.null, list[2])
      assert.equal(core.null, decode "null")
      assert.equal(require "cjson".null, core.null)
    end)

    it("is kept on request", function()
      assert.same({ a = core.null, b = { c = core.null } },
        decode('{"a":null,"b":{"c":null}}', { keep_null = true }))
    end)
  end)

  describe("objects", function()
    it("let the last of equal keys win, null included", function()
      assert.same({ a = 3 }, decode '{"a":1,"a":2,"a":3}')
      assert.same({ b = 1 }, decode '{"a":1,"b":1,"a":null}')
      assert.same({ a = 2 }, decode '{"a":null,"a":2}')
      assert.same({ a = 2 }, decode '{"a":1,"\\u0061":2}')
      assert.same({ a = 1 }, decode '{"\\u0061":2,"a":1}')
      assert.same({ a = core.null }, decode('{"a":1,"a":null}', { keep_null = true }))
    end)

    it("keep records apart whose keys come and go", function()
      assert.same({ { a = 1, b = 2 }, { b = 3, a = 4 }, { ab = 5 }, {}, { a = 6, ab = 7, abc = 8 }, { a = 9, b = 0 } },
        decode '[{"a":1,"b":2},{"b":3,"a":4},{"ab":5},{},{"a":6,"ab":7,"abc":8},{"a":9,"b":0}]')
    end)

    -- Keys that come as they came last time take a short cut, and so do nulls that leave no trace.
    it("let the last of equal keys win in every record of a page", function()
      local function page(record) return "[" .. (record .. ","):rep(5) .. record .. "]" end
      for text, expected in pairs {
        ['{"a":1,"b":"x","a":null}'] = { b = "x" },
        ['{"a":1,"b":"x","a":"y"}'] = { a = "y", b = "x" },
        ['{"a":null,"b":"x","a":2}'] = { a = 2, b = "x" },
        ['{"a":{"a":1,"c":null},"b":"x","a":null}'] = { b = "x" },
        ['{"a":{"a":null},"b":{"a":1}}'] = { a = {}, b = { a = 1 } },
        ['{"\\u0061":1,"b":"x","a":null}'] = { b = "x" },
        ['{"a":1,"b":"x","\\u0061":null}'] = { b = "x" },
      } do
        assert.same({ expected, expected, expected, expected, expected, expected }, decode(page(text)), text)
        local wanted = decode(page(text), { fields = core.fields { "a" } })
        for i = 1, 6 do assert.same({ a = expected.a }, wanted[i], text) end
      end
    end)

    it("tell equal and different values of equal keys apart", function()
      local values, records = {}, {}
      for i, value in ipairs { "x", "x", "x", "y", "x", "", "", "\\n", "\\n", "\\n", "n", ("z"):rep(60), ("z"):rep(60),
        ("z"):rep(59) .. "y", ("z"):rep(60), "caf\195\169", "caf\195\169", "caf\195\170" } do
        values[i] = value == "\\n" and "\n" or value
        records[i] = ('{"a":"%s","i":%d,"x":{"a":"%s"}}'):format(value, i, i % 3 == 0 and "x" or value)
      end
      local list = decode("[" .. table.concat(records, ",") .. "]")
      for i, value in ipairs(values) do
        assert.same({ a = value, i = i, x = { a = i % 3 == 0 and "x" or value } }, list[i])
      end
    end)

    it("are the same however they are spaced", function()
      for _, record in ipairs { '{"a":1,"b":"x","c":null}', '{ "a": 1, "b": "x", "c": null }',
        '{\n  "a" : 1 ,\n  "b" : "x" ,\n  "c" : null\n}' } do
        local other = '{"a" :1,"b": "x"}'
        local text = "[" .. (record .. ","):rep(3) .. other .. "," .. (record .. ","):rep(3) .. record .. "]"
        local same = { a = 1, b = "x" }
        assert.same({ same, same, same, same, same, same, same, same }, decode(text))
      end
    end)

    it("can have more distinct keys than are remembered", function()
      local parts, expected = {}, {}
      for round = 1, 3 do
        expected[round] = {}
        local members = {}
        for i = 1, 700 do
          members[i] = ('"k%d":%d'):format(i, i * round)
          expected[round]["k" .. i] = i * round
        end
        parts[round] = "{" .. table.concat(members, ",") .. "}"
      end
      assert.same(expected, decode("[" .. table.concat(parts, ",") .. "]"))
    end)

    it("can have empty and long keys and keys with NUL", function()
      local long = ("k"):rep(5000)
      assert.same({ [""] = 1, [long] = 2, ["a\0b"] = 3 }, decode('{"":1,"' .. long .. '":2,"a\\u0000b":3}'))
    end)
  end)

  it("resolves escapes", function()
    assert.equal('"\\/\b\f\n\r\t', decode [["\"\\\/\b\f\n\r\t"]])
    assert.equal("a\0b", decode [["a\u0000b"]])
    assert.equal("\195\169\226\130\172\240\157\132\158", decode [["\u00e9\u20AC\uD834\udd1e"]])
    assert.equal("\127\194\128\223\191\224\160\128\239\191\191", decode [["\u007f\u0080\u07ff\u0800\uffff"]])
    local long = ("x"):rep(2000)
    assert.equal(long .. "\n" .. long, decode('"' .. long .. "\\n" .. long .. '"'))
  end)

  it("keeps UTF-8 and control-free text as it is, at every length and alignment", function()
    for n = 0, 40 do
      local text = ("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF"):sub(1, n)
      assert.equal(text, decode('"' .. text .. '"'))
      assert.equal(text .. "\195\169" .. text, decode('"' .. text .. "\195\169" .. text .. '"'))
      assert.equal(text .. "\n" .. text, decode('"' .. text .. "\\n" .. text .. '"'))
      fails('"' .. text .. "\1" .. text .. '"')
      fails('"' .. text .. "\255" .. text .. '"')
    end
  end)

  it("writes an empty array back as one, and an empty object as one", function()
    assert.equal('{"a":[],"b":{}}', core.encode(decode '{"a":[],"b":{}}'))
    assert.equal(core.array_mt, getmetatable(decode "[]"))
    assert.is_nil(getmetatable(decode "{}"))
    assert.is_nil(getmetatable(decode "[1]"))
  end)

  it("marks every array on request", function()
    local value = decode('{"a":[1],"b":[]}', { array_mt = true })
    assert.equal(core.array_mt, getmetatable(value.a))
    assert.equal(core.array_mt, getmetatable(value.b))
    assert.is_nil(getmetatable(value))
  end)

  it("limits the depth", function()
    local function nested(n) return ("["):rep(n) .. ("]"):rep(n) end
    decode(nested(64))
    assert.equal("nested too deeply at byte offset 64", fails(nested(65)):match("nested.*"))
    decode(nested(1000), { max_depth = 1000 })
    fails(nested(1001), { max_depth = 1000 })
    fails('{"a":{}}', { max_depth = 1 })
    local objects = ('{"a":'):rep(1000) .. "1" .. ("}"):rep(1000)
    local value, levels = decode(objects, { max_depth = 1000 }), 0
    while type(value) == "table" do value, levels = value.a, levels + 1 end
    assert.equal(1000, levels)
    fails(("["):rep(100000), { max_depth = 1000 })
  end)

  -- A size learned from one table was given to every table nested under the same key: memory for nothing.
  it("does not make nested tables as large as an earlier one under the same key", function()
    local members = {}
    for i = 1, 20000 do members[i] = ('"k%d":1'):format(i) end
    local large = "{" .. table.concat(members, ",") .. "}"
    for _, text in ipairs {
      '[{"a":' .. large .. "}," .. ('{"a":'):rep(60) .. "{}" .. ("}"):rep(60) .. "]",
      '[{"a":[' .. ("1,"):rep(50000) .. '1]},{"a":' .. ("[0,"):rep(60) .. "0" .. ("]"):rep(60) .. "}]",
    } do
      collectgarbage()
      collectgarbage("stop")
      local before = collectgarbage("count")
      decode(text)
      local bytes = (collectgarbage("count") - before) * 1024
      collectgarbage("restart")
      assert.is_true(bytes < 40 * #text, ("%d bytes for %d of text"):format(bytes, #text))
    end
  end)

  it("quotes no values in its messages", function()
    for _, text in ipairs { '{"a":"s3cret\1"}', '{"a":"s3cret\\x"}', '{"a":"s3cret\255"}', '{"a":s3cret}',
      '{"a":"s3cret"x}', '{"a":"s3cret" "b":1}', '{"a":"s3cret",}', '["s3cret"', '"s3cret" "s3cret"',
      '{"a":"s3cret\\udc00"}' } do
      assert.is_nil(fails(text):find("s3c", 1, true))
    end
    assert.is_nil(fails('{"a":12345678901234567890}', { big_integers = "error" }):find("12345", 1, true))
    assert.is_nil(fails('{"a":12345e999}'):find("12345", 1, true))
  end)

  it("raises when it is called wrongly", function()
    assert.has_error(function() core.decode() end)
    assert.has_error(function() core.decode(42) end)
    assert.has_error(function() core.decode("1", 1) end)
    assert.error_matches(function() core.decode("1", { keep_nul = true }) end, "unknown option 'keep_nul'")
    for _, bad in ipairs { 0, 1001, 1.5, "64" } do
      assert.error_matches(function() core.decode("1", { max_depth = bad }) end, "max_depth")
    end
    assert.error_matches(function() core.decode("1", { big_integers = "float" }) end, "big_integers")
    assert.error_matches(function() core.decode("1", { fields = { "a" } }) end,
      "option 'fields': expected what fields{...} returns, got table", 1, true)
    assert.error_matches(function() core.decode("1", { fields = io.stdout }) end, "got userdata")
  end)
end)

describe("core.copy", function()
  local function size_of(make)
    collectgarbage()
    collectgarbage()
    collectgarbage "stop"
    local before = collectgarbage "count"
    local made = make()
    local size = collectgarbage "count" - before
    collectgarbage "restart"
    return size, made
  end

  it("takes no more room than a table made of the same fields", function()
    local list, gaps, mixed = {}, { 1, 2 }, { 1, 2, 3 }
    for i = 1, 1000 do
      list[i] = i
      mixed["k" .. i] = i
    end
    for i = 2, 30 do
      gaps[2 ^ i] = i -- its length may be any of these
    end
    for name, original in pairs { list = list, gaps = gaps, mixed = mixed } do
      local plain = size_of(function()
        local made = {}
        for key, value in pairs(original) do
          made[key] = value
        end
        return made
      end)
      local size, copy = size_of(function() return core.copy(original) end)
      assert.is_true(core.same(original, copy))
      assert.is_true(size <= plain * 1.05 + 1, ("%s: %.1f KB instead of %.1f"):format(name, size, plain))
    end
  end)
end)
