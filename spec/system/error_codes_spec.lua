-- The table of codes in doc/errors.md, held to the code.
local shell = require "support.shell"

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

-- What is told by one part to the next and reaches no program; a time zone.
local INTERNAL = { LOST = true, HTTP = true, UTC = true }

local function codes_given()
  local found = {}
  local paths = shell.output("find lua/portabilling csrc -name '*.lua' -o -name '*.c' "
    .. "| grep -v -e /sandbox/ -e /api/ -e csrc/file/")
  for path in paths:gmatch "%S+" do
    local text = read(path)
    for _, pattern in ipairs { 'code = "([%u_]+)"', 'failed = "([%u_]+)"', 'failed%("([%u_]+)"',
      'raise%(self, "([%u_]+)"', 'describe%(x, "([%u_]+)"', 'code = %b() or "([%u_]+)"', ' or "([%u_]+)"[,)]',
      '%] = "([%u_]+)"', 'return "([%u_]+)";', '%? "([%u_]+)" :', ' : "([%u_]+)"[;)]', '\n  ([%u_]+) =%s' } do
      for code in text:gmatch(pattern) do
        if #code > 2 and not INTERNAL[code] then
          found[code] = path
        end
      end
    end
  end
  return found
end

local function codes_told()
  local found = {}
  for code in read("doc/errors.md"):gmatch "\n| `([%u_]+)` |" do
    assert.is_nil(found[code], code .. " is there twice")
    found[code] = true
  end
  return found
end

describe("the table of codes", function()
  it("has every code that an error can have, and no other", function()
    local told, missing, gone = codes_told(), {}, {}
    local given = codes_given()
    for code, path in pairs(given) do
      if not told[code] then
        missing[#missing + 1] = code .. " of " .. path
      end
    end
    for code in pairs(told) do
      if not given[code] then
        gone[#gone + 1] = code
      end
    end
    table.sort(missing)
    table.sort(gone)
    assert.same({ {}, {} }, { missing, gone })
  end)
end)
