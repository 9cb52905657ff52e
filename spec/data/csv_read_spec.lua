-- Spreadsheets' text files, as they are met.
local pb = require "portabilling"
local world = require "support.world"

-- A function that gives a text in pieces of so many bytes.
local function pieces(text, size)
  local at = 1
  return function()
    local piece = text:sub(at, at + size - 1)
    at = at + size
    return piece ~= "" and piece or nil
  end
end

-- All rows of a text, each with its line in `line`; read in pieces of any size it is the same.
local function rows(text, options)
  local first
  for _, size in ipairs { 1, 2, 3, 7, 1000 } do
    local found = {}
    for row, line in pb.csv.read(pieces(text, size), options) do
      row.line = line
      found[#found + 1] = row
    end
    if first then
      assert.same(first, found)
    end
    first = found
  end
  return first
end

local function failure(text, options)
  local ok, err = pcall(rows, text, options)
  assert.is_false(ok)
  assert.same({ "config", "CSV", "no" }, { err.kind, err.code, err.sent })
  return err.message
end

describe("a CSV file", function()
  it("is read as rows by the names of its columns, whatever its delimiter and its ends of lines", function()
    for _, delimiter in ipairs { ",", ";", "\t", "|" } do
      for _, ending in ipairs { "\n", "\r\n", "\r" } do
        local lines = { "Name;Phone", "Anna;+49 30", "", ";0049", "Bob" }
        local text = table.concat(lines, ending):gsub(";", delimiter)
        local expected = { { line = 2, Name = "Anna", Phone = "+49 30" }, { line = 4, Phone = "0049" },
          { line = 5, Name = "Bob" } }
        assert.same(expected, rows(text))
        assert.same(expected, rows(text .. ending))
        assert.same(expected, rows("\239\187\191" .. text))
      end
    end
  end)

  it("has cells in quotes, with delimiters, quotes and ends of lines in them", function()
    assert.same({ { line = 2, a = 'x, "y"', b = "one\r\ntwo" }, { line = 4, a = "z" }, { line = 5, b = '5" tube' } },
      rows 'a,b\r\n"x, ""y""","one\r\ntwo"\r\n"z",""\r\n,5" tube')
  end)

  it("tells its delimiter by the line that spreadsheets know, or is told it", function()
    assert.same({ { line = 3, ["a,b"] = "1,2", c = "3" } }, rows "sep=;\r\na,b;c\r\n1,2;3\r\n")
    assert.same({ { line = 2, ["a;b;c"] = "1" } }, rows("a;b;c,d\n1", { delimiter = "," }))
    assert.same({ { line = 2, a = "1", b = "2" } }, rows("a^b\n1^2", { delimiter = "^" }))
  end)

  it("has its delimiter found behind a name that goes on in the next line", function()
    assert.same({ { line = 3, ["Number,\nas dialled"] = "1", b = "2", c = "3" } },
      rows('"Number,\nas dialled";"b";c\n1;2;3\n'))
    assert.same({ { line = 4, a = "1", ["b\r\n,,"] = "2" } }, rows 'a;"b\r\n,,\r\n"\r\n1;2\r\n')
    assert.same({ { line = 2, ['Size 5"'] = "1", b = "2" } }, rows('Size 5";b\n1;2\n'))
  end)

  it("is in UTF-8, Latin-1 or Windows-1252; what says that it is UTF-8 is", function()
    assert.same({ { line = 2, a = "Zoë €" } }, rows "a\nZoë €")
    assert.same({ { line = 2, a = "Zoë" } }, rows("a\nZo\235", { encoding = "latin-1" }))
    assert.same({ { line = 2, a = "\226\130\172 Š" } }, rows("a\n\128 \138", { encoding = "windows-1252" }))
    for row in pb.csv.read(pieces("\239\187\191a\nZoë", 64), { encoding = "windows-1252" }) do
      assert.same({ a = "Zoë" }, row)
    end
    local message = failure "name,city\nA,K\246ln"
    assert.truthy(message:find('line 2, column B (city): byte 2 of the cell (0xF6) is no UTF-8', 1, true), message)
    assert.truthy(message:find('encoding = "windows-1252"', 1, true), message)
    assert.truthy(failure("\255\254a\0b\0"):find("UTF-16", 1, true))
    assert.truthy(failure("a\0,\0b\0"):find("UTF-16", 1, true))
  end)

  it("may name no columns, or have blanks and empty cells that count", function()
    assert.same({ { line = 1, a = "1", b = "2" } }, rows("1,2", { columns = { "a", "b" } }))
    assert.same({ { line = 2, a = " 1", b = "" } }, rows("a , b\n 1,", { trim = false, keep_empty = true }))
    assert.same({ { line = 2, a = "1" } }, rows "a,,b\n1,,,,")
    local blank = "\194\160" -- the one that does not break
    assert.same({ { line = 2, a = "1" .. blank .. "2" } }, rows("a,b\n" .. blank .. " 1" .. blank .. "2 " .. blank
      .. "," .. blank))
  end)

  it("that cannot be read says where", function()
    for text, said in pairs {
      [""] = "the CSV text: it is empty: its first line should name the columns",
      ["a,b\n1,2,3"] = 'line 2, column C: "3" stands in a column that has no name',
      ["a,b,a\n"] = "line 1: columns A and C are both called a",
      ['a\n"x\n\ny'] = "a quote is not closed, which is opened in line 2, column 1",
      ['a,b\n1,"2"3'] = "line 2, column 2: text follows a closing quote",
    } do
      assert.truthy(failure(text):find(said, 1, true), failure(text))
    end
    local ok, err = pcall(pb.csv.read, "/no/such/file.csv")
    assert.is_false(ok)
    assert.equal("CSV: /no/such/file.csv: No such file or directory", err.message)
    ok, err = pcall(pb.csv.read, "/")
    assert.is_false(ok)
    assert.truthy(err.message:find("directory", 1, true), err.message)
  end)

  it("tells how many rows were handed out before it failed", function()
    local ok, err = pcall(rows, "a\n1\n2\n\255")
    assert.same({ false, 2 }, { ok, err.position })
  end)

  it("with a quote that is never closed is not read into memory as a whole", function()
    local given = 0
    local ok, err = pcall(function()
      for _ in pb.csv.read(function()
        given = given + 1
        return given == 1 and 'a\n"' or ("x\n"):rep(32768)
      end) do end
    end)
    assert.is_false(ok)
    assert.truthy(err.message:find("line 2: a row of more than 4 MB: is a quote not closed?", 1, true), err.message)
    assert.is_true(given < 100)
  end)

  it("is read in flat memory, however long it is, and closed when it is left", function()
    local path = world.path()
    local file = assert(io.open(path, "wb"))
    file:write "id,name\n"
    for i = 1, 20000 do
      file:write(i, ",customer with a name\n")
    end
    file:close()
    collectgarbage()
    local before, peak, count = collectgarbage "count", 0, 0
    local all = pb.csv.read(path)
    assert.same({ "id", "name" }, all.columns)
    for row in all do
      count = count + 1
      assert(row.id == ("%d"):format(count))
      if count % 5000 == 0 then
        collectgarbage()
        peak = math.max(peak, collectgarbage "count" - before)
      end
    end
    assert.equal(20000, count)
    assert.is_true(peak < 300, peak)
    all = pb.csv.read(path)
    all()
    all:close()
    assert.is_nil(all())
    os.remove(path)
  end)

  it("is given by path or function, with options that there are", function()
    for said, call in pairs {
      ["csv.read: the path of a file or a function that gives its text expected, got nil"] = { nil },
      ["csv.read: unknown option 'delimeter'; did you mean 'delimiter'?"] = { "x", { delimeter = ";" } },
      ["csv.read: option 'encoding': \"utf-8\", \"latin-1\" or \"windows-1252\" expected, got a string"]
        = { "x", { encoding = "koi8-r" } },
    } do
      local ok, message = pcall(pb.csv.read, call[1], call[2])
      assert.is_false(ok)
      assert.truthy(message:find(said, 1, true), message)
    end
  end)
end)
