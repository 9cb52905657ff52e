-- Tables whose fields metatables show: what they become before anything looks into them.
local json = require "portabilling.json"
local plain = require "portabilling.plain"

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
    local method = setmetatable({ name = "x", list = json.array {}, inner = { a = { 1, 2 } } },
      { __index = { save = function() end } })
    assert.equal(method, (plain.of(method)))
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

  it("is refused with its path where it is empty and shows fields by __index alone", function()
    local none, message, path = plain.of { keys = setmetatable({}, { __index = { i_account = 1 } }) }
    assert.is_nil(none)
    assert.equal("keys", path)
    assert.matches("^keys: an empty table that shows its fields by __index alone", message)
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

  it("is left to the encoder where it goes in circles", function()
    local a = { view { x = 1 } }
    a[2] = { back = a }
    local b = {}
    b.b = b
    assert.equal(b, (plain.of(b)))
    assert.is_table((plain.of(a)))
    local none, message = json.encode((plain.of(a)))
    assert.is_nil(none)
    assert.matches("nested", message)
  end)
end)
