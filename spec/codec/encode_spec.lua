local core = require "portabilling.core"

local encode = core.encode

-- The one light userdata that plain Lua can make.
local light_userdata = debug.upvalueid(function() return core end, 1) -- luacheck: ignore 143

local function refused(value, options)
  local text, message, path = encode(value, options)
  assert.is_nil(text)
  return message, path
end

describe("core.encode", function()
  it("writes nested tables, with object keys in byte order", function()
    assert.equal('{"account_info":{"i_customer":17,"id":"16045550100","service_features":[{"name":"cli"},{}]},"b":"x"}',
      encode { b = "x", account_info = { i_customer = 17, id = "16045550100",
        service_features = { { name = "cli" }, {} } } })
    assert.equal('{"":1,"A":2,"a":3,"a.":4,"aa":5,"b":6,"\195\169":7}',
      encode { b = 6, aa = 5, ["\195\169"] = 7, A = 2, [""] = 1, ["a."] = 4, a = 3 })
    assert.equal("[1,[2,[3]],\"x\"]", encode { 1, { 2, { 3 } }, "x" })
  end)

  it("writes the same text for equal tables however they were filled", function()
    local forwards, backwards = {}, {}
    for i = 1, 200 do forwards["key" .. i] = i end
    for i = 200, 1, -1 do backwards["key" .. i] = i end
    assert.equal(encode(forwards), encode(backwards))
  end)

  describe("booleans", function()
    it("are 1 and 0", function()
      assert.equal('{"a":1,"b":0}', encode { a = true, b = false })
      assert.equal("1", encode(true))
    end)

    -- By the names that lead to it.
    local function by(forms)
      return { boolean = function(...)
        local form = forms[table.concat({ ... }, ".")]
        if form and form:find " " then
          return nil, form
        end
        return form or "01"
      end }
    end

    it("are what the program says, asked with the names that lead there", function()
      local options = by { blocked = "yn", ["x.blocked"] = "yn", ["y.published"] = "bool" }
      assert.equal('{"blocked":"Y","x":[{"blocked":"N","live":1}],"y":{"published":true}}',
        encode({ blocked = true, x = { { blocked = false, live = true } }, y = { published = true } }, options))
      assert.equal('{"blocked":["Y","N"],"other":1}', encode({ blocked = { true, false }, other = true }, options))
      assert.equal('{"blocked":[["Y"]]}', encode({ blocked = { { true } } }, options))
      assert.equal('{"blocked":{"x":1}}', encode({ blocked = { x = true } }, options))
      assert.equal('{"blocked":1}', encode({ blocked = 1 }, options))
      assert.equal('{"blocked":"N"}', encode({ blocked = "N" }, options))
      assert.equal('{"y":{"published":false}}', encode({ y = { published = false } }, options))
      assert.equal("1", encode(true, options))
    end)

    it("are refused where the program says that there are none", function()
      local text, message, path = encode({ a = { { lock = true } } }, by { ["a.lock"] = "not here" })
      assert.same({ nil, "a[1].lock: not here", "a[1].lock" }, { text, message, path })
      local long = ("one of many values "):rep(100) .. "\195\188"
      assert.equal("lock: " .. long, refused({ lock = true }, by { lock = long }))
    end)

    it("lead to the program's own error", function()
      assert.error_matches(function() encode({ a = true }, { boolean = function() error "own" end }) end, "own")
    end)

    it("are reached through as many names as there may be levels", function()
      local value, names = { last = true }, {}
      for _ = 1, 990 do
        value = { n = value }
      end
      local text = encode(value, { max_depth = 1000, boolean = function(...)
        names = select("#", ...)
        return "yn"
      end })
      assert.equal(991, names)
      assert.truthy(text:find('{"last":"Y"}', 1, true))
    end)

    it("and however many fields each of the levels has", function()
      for _, fields in ipairs { 8, 32, 33 } do
        local value = { last = true }
        for _ = 1, 999 do
          value = { n = value }
          for i = 2, fields do value["x" .. i] = i end
        end
        local text = encode(value, { max_depth = 1000, boolean = function() return "yn" end })
        assert.truthy(text:find('{"last":"Y"}', 1, true))
      end
    end)
  end)

  describe("numbers", function()
    it("are written without loss", function()
      for _, case in ipairs {
        { 0, "0" }, { 42, "42" }, { -7, "-7" }, { 0.1, "0.1" }, { -1.5, "-1.5" },
        { 1e15, "1000000000000000" },
        { 100000000000001, "100000000000001" },
        { 9007199254740991, "9007199254740991" }, { 1 / 3, "0.3333333333333333" },
        { 2 ^ 53, "9007199254740992" }, { -2 ^ 62, "-4611686018427387904" }, { 1e300, "1e+300" },
        { 5e-324, "4.94065645841247e-324" },
        { 123456.789, "123456.789" },
        { 0.1 + 0.2, "0.30000000000000004" }, { -0.0, "0" }, { 2 ^ 63, "9.223372036854776e+18" },
        { -2 ^ 63 + 1024, "-9223372036854774784" },
        { 1.7976931348623157e308, "1.7976931348623157e+308" },
      } do
        local text = encode(case[1])
        assert.equal(case[2], text)
        assert.equal(case[1], tonumber(text) + 0.0)
      end
    end)

    if math.type then
      it("keep all 64 bits of an integer", function()
        assert.equal("9223372036854775807", encode(math.maxinteger))
        assert.equal("-9223372036854775808", encode(math.mininteger))
        assert.equal("9007199254740993", encode(9007199254740993))
      end)
    end

    it("come back as they were, whatever their bits", function()
      math.randomseed(7)
      for _ = 1, 5000 do
        local value = (math.random() - 0.5) * 10 ^ math.random(-300, 300)
        assert.equal(value, core.decode(encode(value)) + 0.0)
      end
    end)

    it("do not depend on the locale", function()
      local directory = os.tmpname()
      os.remove(directory)
      os.execute("mkdir " .. directory)
      local made = os.execute("localedef -i de_DE -f UTF-8 " .. directory .. "/de_DE.UTF-8 >/dev/null 2>&1")
      local output
      if made == true or made == 0 then
        local program = directory .. "/program.lua"
        local file = assert(io.open(program, "w"))
        file:write(([[
          package.path, package.cpath = %q, %q
          local core = require "portabilling.core"
          assert(os.setlocale("de_DE.UTF-8", "numeric"))
          local text, long = core.encode { 0.5, 1e-7 }, core.decode "3.14159265358979323846264338327950288"
          os.setlocale("C", "numeric")
          print(text, ("%%.17g"):format(long))
        ]]):format(package.path, package.cpath))
        file:close()
        local pipe = io.popen("LOCPATH=" .. directory .. (jit and " luajit " or " lua5.4 ") .. program .. " 2>&1")
        output = pipe:read "*a"
        pipe:close()
      end
      os.execute("rm -r " .. directory)
      if not output then return pending("no locale with a decimal comma can be made here (Debian package locales)") end
      assert.equal("[0.5,1e-07]\t3.1415926535897931\n", output)
    end)

    it("that are none are refused", function()
      assert.equal("a.b: not a number (NaN) cannot be sent", (refused { a = { b = 0 / 0 } }))
      assert.equal("a: infinity cannot be sent", (refused { a = math.huge }))
      assert.equal("infinity cannot be sent", (refused(-math.huge)))
    end)
  end)

  describe("strings", function()
    it("are escaped as little as possible", function()
      assert.equal([["\"\\/\b\f\n\r\t\u0000\u001f]] .. '\127"', encode('"\\/\b\f\n\r\t\0\31\127'))
      local greeting = "Gr\195\188\195\159e \226\130\172 \240\159\152\128"
      assert.equal('"' .. greeting .. '"', encode(greeting))
      assert.equal([["\u0001\u000b\u000e"]], encode("\1\v\14"))
      assert.equal([[{"a\"\n":1}]], encode { ["a\"\n"] = 1 })
    end)

    it("come back as they were, at every length", function()
      for n = 0, 70 do
        local text = ("0123456789"):rep(7):sub(1, n)
        for _, odd in ipairs { "", "\n", '"', "\\", "\0", "\31", "\127", "\195\169", "\240\159\152\128" } do
          assert.equal(text .. odd .. text, core.decode(encode(text .. odd .. text)))
        end
      end
    end)

    it("must be UTF-8; the error tells path and offset", function()
      local message, path = refused { a = { { name = "caf\233" } } }
      assert.equal("a[1].name: invalid UTF-8 at byte offset 3 of the text", message)
      assert.equal("a[1].name", path)
      for _, bad in ipairs { "\128", "\192\128", "\193\191", "\224\159\191", "\237\160\128", "\240\143\191\191",
        "\244\144\128\128", "\245\128\128\128", "\255", "\195", "\226\130", "\240\159\152", "\195(", "\226\130(" } do
        assert.equal("invalid UTF-8 at byte offset 2 of the text", (refused("ab" .. bad)))
      end
      assert.equal('["\\255a"]: invalid UTF-8 at byte offset 0 of the text', (refused { ["\255a"] = 1 }))
    end)
  end)

  describe("empty tables", function()
    it("are objects unless they are marked", function()
      assert.equal('{"params":{}}', encode { params = {} })
      assert.equal('{"a":[],"b":[]}', encode { a = setmetatable({}, core.array_mt), b = core.empty_array })
      assert.equal("[]", encode(core.empty_array))
    end)

    it("follow the marks of other libraries", function()
      local mt1, mt2 = {}, {}
      assert.equal('{"a":[],"b":[],"c":{}}',
        encode({ a = setmetatable({}, mt1), b = setmetatable({}, mt2), c = setmetatable({}, {}) },
          { array_mts = { mt1, mt2 } }))
      assert.equal('["x",[]]', encode({ "x", light_userdata }, { empty_arrays = { io.stdout, light_userdata } }))
    end)

    it("marked as arrays may be filled, but not with names", function()
      assert.equal("[1,2]", encode(setmetatable({ 1, 2 }, core.array_mt)))
      assert.equal("a: the table is marked as an array but has named fields",
        (refused { a = setmetatable({ x = 1 }, core.array_mt) }))
    end)
  end)

  it("writes null for null", function()
    assert.equal('{"a":null,"b":[null]}', encode { a = core.null, b = { core.null } })
    assert.equal("null", encode(require "cjson".null))
  end)

  describe("what cannot be sent", function()
    it("is refused with its path", function()
      local features = { { name = "a" }, { name = "b", attributes = print } }
      local message, path = refused { account_info = { service_features = features } }
      assert.equal("account_info.service_features[2].attributes: a function cannot be sent", message)
      assert.equal("account_info.service_features[2].attributes", path)
      assert.equal("a: a userdata cannot be sent", (refused { a = io.stdout }))
      assert.equal("a: a light userdata other than null and empty_array cannot be sent",
        (refused { a = light_userdata }))
      assert.equal("a: a thread cannot be sent", (refused { a = coroutine.create(print) }))
      assert.equal("a nil cannot be sent", (refused(nil)))
    end)

    it("is not quoted", function()
      for _, value in ipairs { { password = "s3cret\255" }, { a = { "s3cret", x = 1 } }, { "s3cret", print },
        { a = { [1] = "s3cret", [3] = "s3cret" } }, { a = { [true] = "s3cret" } } } do
        assert.is_nil(refused(value):find("s3c", 1, true))
      end
    end)

    it("has no path when it is the whole value", function()
      local message, path = refused(print)
      assert.equal("a function cannot be sent", message)
      assert.is_nil(path)
    end)

    it("includes tables that are neither list nor object", function()
      assert.equal("a: the table mixes list elements and named fields", (refused { a = { 1, 2, x = 3 } }))
      assert.equal("a: the list has 2 elements but none at 2", (refused { a = { [1] = 1, [3] = 3 } }))
      assert.equal("a: the list has 1 elements but none at 1", (refused { a = { [2 ^ 40] = 1 } }))
      assert.equal("a: the key 0: list indices begin at 1, and field names are strings",
        (refused { a = { [0] = 1 } }))
      assert.equal("a: the key -3: list indices begin at 1, and field names are strings",
        (refused { a = { [-3] = 1 } }))
      assert.equal("a: a key of type number that is not a whole number: field names are strings",
        (refused { a = { [1.5] = 1 } }))
      assert.equal("a: a key of type boolean: field names are strings", (refused { a = { [true] = 1 } }))
      assert.equal("a: a key of type table: field names are strings", (refused { a = { [{}] = 1 } }))
    end)

    it("includes tables that contain themselves, but not tables used twice", function()
      local loop = { b = {} }
      loop.b.c = { loop.b }
      local message, path = refused { a = loop }
      assert.equal("a.b.c[1]: the table refers to itself", message)
      assert.equal("a.b.c[1]", path)
      local shared = { 1 }
      assert.equal('{"a":[1],"b":[1]}', encode { a = shared, b = shared })
    end)

    it("includes what is nested too deeply", function()
      local function nested(n)
        local value = 1
        for _ = 1, n do value = { a = value } end
        return value
      end
      assert.truthy(encode(nested(64)))
      assert.truthy(refused(nested(65)):find("nested deeper than 64 levels", 1, true))
      assert.truthy(encode(nested(1000), { max_depth = 1000 }))
      assert.truthy(refused(nested(1001), { max_depth = 1000 }))
      local wide = {}
      for i = 1, 200 do wide[i] = i % 2 == 0 and { i } or { a = i } end
      assert.truthy(encode(wide))
      assert.equal("a: nested deeper than 1 levels", (refused({ a = {} }, { max_depth = 1 })))
    end)

    local has_ffi, ffi = pcall(require, "ffi")
    if has_ffi then
      it("includes LuaJIT's 64-bit numbers, with the way out", function()
        assert.equal("a: a cdata cannot be sent; give a 64-bit integer as a string of digits",
          (refused { a = ffi.new("int64_t", 5) }))
      end)
    end

    it("is named readably, whatever its key", function()
      local _, path = refused { ["a b"] = { ['"'] = { ["x\1\\"] = { ["i-d_9"] = { [("k"):rep(80)] = print } } } } }
      assert.equal('["a b"]["\\""]["x\\001\\\\"].i-d_9["' .. ("k"):rep(64) .. '..."]', path)
    end)
  end)

  it("calls no metamethods", function()
    local function fail() error("a metamethod was called") end
    local mt = { __index = fail, __newindex = fail, __pairs = fail, __len = fail, __eq = fail, __tostring = fail }
    mt.__metatable = false
    assert.equal('{"a":{"x":1},"b":[1,2]}',
      encode { a = setmetatable({ x = 1 }, mt), b = setmetatable({ 1, 2 }, mt) })
  end)

  it("raises when it is called wrongly", function()
    assert.has_error(function() encode() end)
    assert.has_error(function() encode({}, 1) end)
    assert.error_matches(function() encode({}, { yesno = {} }) end, "unknown option 'yesno'")
    assert.error_matches(function() encode({}, { boolean = "blocked" }) end, "boolean.*function")
    for _, bad in ipairs { 0, 1001, 1.5, "64" } do
      assert.error_matches(function() encode({}, { max_depth = bad }) end, "max_depth")
    end
  end)
end)
