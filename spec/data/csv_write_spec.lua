-- Records as spreadsheets read them.
local pb = require "portabilling"
local world = require "support.world"

local function written(records, options)
  local lines = {}
  local writer = assert(pb.csv.write(function(text)
    lines[#lines + 1] = text
    return true
  end, options))
  for _, record in ipairs(records) do
    assert(writer:write(record))
  end
  assert(writer:close())
  return table.concat(lines)
end

describe("records in a CSV file", function()
  it("have a column for each field of the first one, of objects in it as well; arrays are JSON", function()
    local record = { name = "Anna", i_customer = 17, balance = 1.5, class = { name = "a" }, list = { 1, "x" },
      gone = pb.null, blocked = false }
    assert.equal('balance,blocked,class.name,gone,i_customer,list,name\r\n1.5,false,a,,17,"[1,""x""]",Anna\r\n'
      .. ",,,,18,,\r\n", written { record, { i_customer = 18, more = "is left out" } })
  end)

  it("have the columns that were asked for, which may lead into arrays", function()
    local records = { { a = { { b = 1 }, { b = 2 } }, c = "x" }, { a = {}, c = { d = pb.empty_array } } }
    assert.equal('a[2].b,c,none\r\n2,x,\r\n,"{""d"":[]}",\r\n',
      written(records, { columns = { "a[2].b", "c", "none" } }))
    assert.equal("a;b\r\n", written({}, { columns = { "a", "b" }, delimiter = ";" }))
    assert.equal("", written {})
    assert.equal("1\r\n", written({ { a = 1 } }, { header = false }))
    assert.equal("\239\187\191a\r\n1\r\n", written({ { a = 1 } }, { bom = true }))
  end)

  it("come back as they were written", function()
    local texts = { 'a "quote"', "two\nlines", "a;b,c", "tab\t", "0049", "Zoë", "'" }
    for _, delimiter in ipairs { ",", ";", "\t" } do
      local records = {}
      for i, text in ipairs(texts) do
        records[i] = { one = text, two = texts[#texts + 1 - i] }
      end
      local text, at, given = written(records, { delimiter = delimiter }), 0, false
      for row in pb.csv.read(function()
        local piece = not given and text or nil
        given = true
        return piece
      end, { trim = false }) do
        at = at + 1
        assert.same(records[at], row)
      end
      assert.equal(#records, at)
    end
  end)

  it("have names that are no paths, or that look like one", function()
    assert.equal("a.b,Nr.,x..y\r\n1,2,3\r\n", written({ { ["a.b"] = "1", ["Nr."] = 2, ["x..y"] = 3 } },
      { columns = { "a.b", "Nr.", "x..y" } }))
  end)

  it("of one empty cell are no blank lines", function()
    local text, given = written({ {}, { a = 1 } }, { columns = { "a" } }), false
    assert.equal('a\r\n""\r\n1\r\n', text)
    local rows = {}
    for row in pb.csv.read(function()
      local piece = not given and text or nil
      given = true
      return piece
    end) do
      rows[#rows + 1] = row
    end
    assert.same({ {}, { a = "1" } }, rows)
  end)

  it("go into a file, whose failure is told", function()
    local path = world.path()
    local writer = assert(pb.csv.write(path))
    assert(writer:write { a = 1 })
    assert(writer:close())
    assert.is_true(writer:close())
    local file = assert(io.open(path, "rb"))
    assert.equal("a\r\n1\r\n", file:read "*a")
    file:close()
    os.remove(path)
    local none, err = writer:write { a = 2 }
    assert.is_nil(none)
    assert.equal(path .. ": it is closed", err.message)
    none, err = pb.csv.write "/no/such/file.csv"
    assert.is_nil(none)
    assert.same({ "config", "CSV", "CSV: /no/such/file.csv: No such file or directory" },
      { err.kind, err.code, err.message })
    writer = assert(pb.csv.write "/dev/full")
    local ok
    for _ = 1, 1000 do
      ok, err = writer:write { a = ("x"):rep(100) }
      if not ok then break end
    end
    assert.is_nil(ok)
    assert.truthy(err.message:find("/dev/full: not written: No space left", 1, true), err.message)
    writer = assert(pb.csv.write(function() return nil, "no more" end))
    ok, err = writer:write { a = 1 }
    assert.same({ nil, "the CSV text: not written: no more" }, { ok, err.message })
  end)

  it("that cannot be written are told, and nothing of them is written", function()
    local lines = {}
    local writer = assert(pb.csv.write(function(text)
      lines[#lines + 1] = text
      return true
    end, { columns = { "a", "b" } }))
    local none, err = writer:write { a = 1, b = { print } }
    assert.is_nil(none)
    assert.truthy(err.message:find("record 1: b: ", 1, true), err.message)
    assert(writer:write { a = 1 })
    assert.same({ "a,b\r\n", "1,\r\n" }, lines)
    assert.has_error(function() writer:write "x" end, "write: a record (table) expected, got string")
  end)
end)
