local random = require "support.random"
local tokens = require "portabilling.api.lua_tokens"

local loadtext = rawget(_G, "loadstring") or load

-- Kinds by their first letters, values and lines: n:pb@1 s:text@2 ...
local function shown(text)
  local t, list = tokens.read(text), {}
  for i = 1, t.count do list[i] = ("%s:%s@%d"):format(t.kinds[i]:sub(1, 2), t.values[i], t.lines[i]) end
  return table.concat(list, " ")
end

-- The value of a program that is one literal text.
local function value(text)
  local t = tokens.read(text)
  assert.equal(1, t.count, text)
  assert.equal("string", t.kinds[1], text)
  return t.values[1]
end

describe("the tokens of a Lua program", function()
  it("are names, texts, numbers and symbols with their lines", function()
    assert.equal('na:local@1 na:a@1 sy:=@1 sy:{@1 na:x@2 sy:=@2 nu:1.5e10@2 sy:,@2 sy:[@2 st:y@2 sy:]@2 sy:=@2 '
      .. 'na:f@3 sy:..@3 nu:0x1p4@3 sy:}@3 sy:==@3 na:b@3',
      shown 'local a = {\n x = 1.5e10, ["y"] =\nf .. 0x1p4} == b')
  end)

  it("leave out comments of both kinds, and the line that names the interpreter", function()
    assert.equal("na:a@2 na:b@6 na:c@7",
      shown '#!/usr/bin/lua -- a\na -- no " text\n--[==[ ]] "\n]=]\n\n]==] b --[ x\nc--')
  end)

  it("begin behind a mark of UTF-8", function()
    assert.equal("na:a@1", shown "\239\187\191a")
    assert.equal("na:a@2", shown "\239\187\191#!/usr/bin/lua\na")
  end)

  it("have texts as Lua reads them", function()
    for _, text in ipairs { [['it\'s']], [["a\n\t\\\"'\65\0651\x41\z
        b"]], "'\\\n'", "'\\\r\n'", "[[\nfirst ]=] -- ]]", "[==[\r\n]]]=]]==]", "''", "[[]]", "'\\a\\b\\f\\r\\v'",
      [["\u{41}\u{e9}\u{20ac}\u{1F600}"]] } do
      assert.equal(assert(loadtext("return " .. text))(), (value(text):gsub("\r\n", "\n")))
    end
  end)

  it("end at what is no Lua, and go on", function()
    assert.equal("st:a@1 na:b@2", shown '"a\nb')
    assert.equal("st:a b@1", shown '"a b')
    assert.equal("st:abc\n@1", shown "[[abc\n")
    assert.equal("", shown "--[[ abc\n")
    assert.equal("", shown "")
    assert.equal("st:a@1", shown '"a\\')
    assert.equal("sy:[@1 sy:==@1 sy:=@1 sy:\1@1 na:\195\164@1", shown "[===\1 \195\164")
  end)

  it("come to an end whatever the text is", function()
    local pieces = { "[", "]", "=", "-", '"', "'", "\\", "\n", "\r", "a", "9", ".", "{", "}", " ", "x", "u{", "z", "\0",
      "\200", "[[", "--[[", "#" }
    for seed = 1, 300 do
      local draw, text = random.new(seed * 104729), {}
      for i = 1, draw(1, 60) do text[i] = pieces[draw(1, #pieces)] end
      local t = tokens.read(table.concat(text))
      assert.is_true(t.count <= #table.concat(text))
    end
  end)
end)
