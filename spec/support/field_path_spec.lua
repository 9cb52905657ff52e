-- Paths to fields: read, written, and as columns.
local field_path = require "portabilling.support.field_path"
local json = require "portabilling.json"
local pb = require "portabilling"

describe("a path to a field", function()
  it("is names with points between, and elements counted from 1", function()
    for path, keys in pairs { a = { "a" }, ["a.b"] = { "a", "b" }, ["a[2].b"] = { "a", 2, "b" },
      ["a[1][3]"] = { "a", 1, 3 }, ["Cust No.b"] = { "Cust No", "b" } } do
      assert.same(keys, field_path.keys(path))
    end
    for _, path in ipairs { "", ".", "a.", "a..b", "[1]", "a[0]", "a[x]", "a[1", "a[1]b", "a[100001]" } do
      assert.is_nil(field_path.keys(path), path)
    end
  end)

  it("leads to what is put there, through objects and arrays that are made for it", function()
    local root = {}
    for i, path in ipairs { "a.b[1].c", "a.b[1].d", "a.b[2]", "e" } do
      assert(field_path.put(root, field_path.keys(path), i))
    end
    assert.equal('{"a":{"b":[{"c":1,"d":2},3]},"e":4}', json.encode(root))
  end)

  it("leads nowhere where an array would have a gap, or an object elements", function()
    for path, expected in pairs {
      ["list[3]"] = "element 3 comes before element 2 is there",
      ["none[5].b"] = "element 5 comes before element 1 is there",
      ["none[1].c[2]"] = "element 2 comes before element 1 is there",
      ["list.b"] = "what b is to be in is an array: [1] is its first element",
      ["object[1]"] = "[1] is an element of an array, and this is an object",
      ["object.a"] = "it is given twice",
      ["object.a.b"] = "what is before its last part has a value of its own",
    } do
      local root = { list = { 1 }, object = { a = 1 } }
      assert.same({ nil, expected }, { field_path.put(root, field_path.keys(path), "x") })
    end
  end)

  it("is a column, unless a field is called so", function()
    local record = { a = { { b = 1 } }, ["c.d"] = 2, c = { d = 3 }, ["Nr."] = 4, e = { f = 5 }, ["x..y"] = 6 }
    for column, value in pairs { ["a[1].b"] = 1, ["c.d"] = 2, ["Nr."] = 4, ["e.f"] = 5, ["x..y"] = 6 } do
      assert.equal(value, field_path.getter(column)(record))
    end
    for _, column in ipairs { "a[2].b", "e.f.g", "none", "..", "" } do
      assert.is_nil(field_path.getter(column)(record))
    end
    local lines = {}
    local writer = assert(pb.csv.write(function(text)
      lines[#lines + 1] = text
      return true
    end, { columns = { "e.f", "c.d", "a[1].b" } }))
    assert(writer:write(record))
    assert.same({ "e.f,c.d,a[1].b\r\n", "5,2,1\r\n" }, lines)
  end)
end)
