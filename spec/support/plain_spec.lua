-- Tables whose fields metatables show: what they become before anything looks into them.
local json = require "portabilling.json"
local plain = require "portabilling.support.plain"

local function view(fields)
  return setmetatable({}, {
    __index = fields,
    __pairs = function() return next, fields, nil end,
    __newindex = function() error "read-only" end,
    __metatable = false,
  })
end

describe("a table with metatables", function()
  it("is the same one where it holds what it shows", function()
    local odd = setmetatable({ name = "x", list = json.array {}, inner = { a = { 1, 2 } } },
      { __newindex = function() end, __metatable = false })
    assert.equal(odd, (plain.of(odd)))
    local empty = {}
    assert.equal(empty, (plain.of(empty)))
    assert.equal(json.empty_array, (plain.of { json.empty_array })[1])
  end)

  it("is read where it is a view, at any depth; the others keep their metatables", function()
    local list = json.array { view { id = 1 } }
    local found = plain.of { account_info = view { id = "1", tags = view { "a", "b" } }, list = list }
    assert.same({ account_info = { id = "1", tags = { "a", "b" } }, list = { { id = 1 } } }, found)
    assert.equal('{"account_info":{"id":"1","tags":["a","b"]},"list":[{"id":1}]}', json.encode(found))
    assert.is_nil(rawget(list[1], "id")) -- the caller's own is left as it is
    assert.equal(getmetatable(list), getmetatable(found.list))
  end)

  it("is read once", function()
    local times = 0
    local counted = setmetatable({}, { __pairs = function()
      times = times + 1
      return next, { a = 1 }, nil
    end })
    assert.same({ a = 1 }, plain.of(counted))
    assert.equal(1, times)
  end)

  for what, row in pairs {
    ["raises"] = { function() error("no luck", 0) end, "a.b[2]: its __pairs failed: no luck" },
    ["raises later"] = { function()
      return function() error("no luck", 0) end
    end, "a.b[2]: its __pairs failed: no luck" },
    ["yields"] = { function() coroutine.yield() end, "a.b[2]: its __pairs yields, which it cannot do here" },
  } do
    it("is refused with its path where its __pairs " .. what, function()
      local bad = setmetatable({}, { __pairs = row[1] })
      local none, message, path = plain.of { a = { b = { 1, bad } } }
      assert.is_nil(none)
      assert.same({ row[2], "a.b[2]" }, { message, path })
    end)
  end

  it("is refused with its path where it shows fields by __index alone, whatever it holds itself", function()
    for _, own in ipairs { {}, { i_customer = 1 } } do
      local blind = setmetatable(own, { __index = { i_account = 1 } })
      local none, message, path = plain.of { keys = blind }
      assert.is_nil(none)
      assert.equal("keys", path)
      assert.matches("^keys: a table that shows fields by __index alone cannot be read whole", message)
      assert.is_nil((plain.fields(blind)))
    end
  end)

  it("is copied with its marks, its circles and what it shares", function()
    local shared = { 1 }
    local original = { a = shared, b = shared, list = json.array {} }
    original.back = original
    local copy = plain.copy(original)
    assert.is_true(copy ~= original and copy.a ~= shared and copy.a == copy.b and copy.back == copy)
    copy.back = nil
    assert.equal('{"a":[1],"b":[1],"list":[]}', json.encode(copy))
  end)

  it("is read once where it stands in several places", function()
    local times = 0
    local value = setmetatable({}, { __pairs = function()
      times = times + 1
      return next, { a = 1 }, nil
    end })
    for _ = 1, 100 do
      value = { left = value, right = value }
    end
    local found = plain.of(value)
    assert.equal(1, times)
    assert.equal(found.left, found.right)
  end)

  it("is refused where it refers to itself, with the way there", function()
    local fields = { a = 1 }
    local circle = view(fields)
    fields.me, fields.too = { circle }, { circle }
    local none, message, path = plain.of { keys = circle }
    assert.is_nil(none)
    assert.matches("^keys%.[a-z]+%[1%]: the table refers to itself$", message)
    assert.matches("^keys%.[a-z]+%[1%]$", path)
    local a = { z = view { x = 1 } }
    a.x, a.y = a, a
    none, message, path = plain.of(a)
    assert.is_nil(none)
    assert.matches("^[xy]: the table refers to itself$", message)
    assert.matches("^[xy]$", path)
  end)

  it("is left to the encoder where it goes in circles without a view", function()
    local b = {}
    b.b = b
    assert.equal(b, (plain.of(b)))
    assert.same({ "b: the table refers to itself", "b" }, { select(2, json.encode(b)) })
  end)

  it("is refused where it shows ever more", function()
    local function deeper()
      return setmetatable({}, { __pairs = function() return next, { deeper() }, nil end })
    end
    assert.equal("nested deeper than 1000 levels", select(2, plain.of(deeper())))
    local function wider()
      return setmetatable({}, { __pairs = function() return function(_, i) return (i or 0) + 1, i end end })
    end
    assert.matches("^it has more than 2000000 fields and elements in all", select(2, plain.of { wider() }))
    assert.matches("^it has more than 2000000 fields and elements in all", select(2, plain.fields(wider())))
    local function twice()
      return setmetatable({}, { __pairs = function() return next, { twice(), twice() }, nil end })
    end
    assert.equal("nested deeper than 1000 levels", select(2, plain.of(twice())))
  end)

  it("is found behind a million others", function()
    local many = {}
    for i = 1, 1000001 do
      many[i] = {}
    end
    many[#many + 1] = view { id = 17 }
    assert.same({ id = 17 }, plain.of(many)[#many])
  end)

  it("is found in what goes in circles, stands in many places, or is nested deeply", function()
    local ring = { {}, {} }
    ring[1].up, ring[2].up = ring, ring
    local deep = ring
    for _ = 1, 2000 do
      deep = { deep, deep }
    end
    assert.equal(deep, (plain.of(deep)))
    ring[3] = view { id = 17 }
    assert.is_nil((plain.of(deep)))
  end)

  it("is written as JSON by what it shows", function()
    assert.equal('{"a":[1,{"b":2}]}', json.encode(view { a = view { 1, view { b = 2 } } }))
    assert.equal("[1]", json.encode(view { 1 }))
    local none, message, path = json.encode { a = setmetatable({ x = 1 }, { __index = { y = 2 } }) }
    assert.is_nil(none)
    assert.equal("a", path)
    assert.matches("^a: a table that shows fields by __index alone", message)
  end)
end)

describe("tables that stand in each other again and again", function()
  it("are refused, however they are nested", function()
    for _, leaf in ipairs { { q = 1 }, view { q = 1 } } do
      local value = leaf
      for _ = 1, 40 do
        value = { a = value, b = value }
      end
      local none, message, path = json.encode(value)
      assert.is_nil(none)
      assert.is_nil(path)
      assert.matches("^it holds more than 2000000 values", message)
    end
  end)

  it("are written where they are not too many", function()
    assert.equal("[[1,1],[1,1]]", (json.encode({ { 1, 1 }, { 1, 1 } }, { max_values = 7 })))
    local shared = { 1, 1 }
    assert.equal("[[1,1],[1,1]]", (json.encode({ shared, shared }, { max_values = 7 })))
    assert.matches("^it holds more than 6 values", select(2, json.encode({ shared, shared }, { max_values = 6 })))
  end)
end)
