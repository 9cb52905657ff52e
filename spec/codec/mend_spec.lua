-- core.mend: U+FFFD wherever a JSON string holds what is no text, as many as Unicode recommends (and Python writes).
local core = require "portabilling.core"
local random = require "support.random"

local R = "\239\191\189"

local function bytes(hex)
  return (hex:gsub("%x%x", function(pair) return string.char(tonumber(pair, 16)) end))
end

describe("mend", function()
  it("leaves alone what is sound", function()
    for _, text in ipairs { "", "{}", '{"a":"\195\164\\u00e4\\ud83d\\ude00\\n\\"\\\\"}', ' \n\t["x"]' } do
      assert.same({ text, 0 }, { core.mend(text) })
    end
  end)

  it("replaces each longest beginning of a character", function()
    for hex, mended in pairs {
      ["61ff62"] = "a" .. R .. "b",
      ["c0af"] = R .. R,
      ["e28261"] = R .. "a",
      ["e282"] = R,
      ["eda080"] = R .. R .. R,
      ["f0908161"] = R .. "a",
      ["f0808080"] = R .. R .. R .. R,
      ["f4908080"] = R .. R .. R .. R,
      ["e0a0c3a4"] = R .. "\195\164",
      ["f09f98f09f9880"] = R .. "\240\159\152\128",
    } do
      assert.equal('"' .. mended .. '"', (core.mend('"' .. bytes(hex) .. '"')))
    end
  end)

  it("replaces half surrogate pairs and control characters", function()
    for text, mended in pairs {
      ['"\\ud800"'] = '"' .. R .. '"',
      ['"\\udc00x"'] = '"' .. R .. 'x"',
      ['"\\ud800\\ud83d\\ude00"'] = '"' .. R .. '\\ud83d\\ude00"',
      ['"\\ud800\\u0041"'] = '"' .. R .. '\\u0041"',
      ['"\\\\ud800"'] = '"\\\\ud800"',
      ['"a\tb\0c"\t'] = '"a' .. R .. "b" .. R .. 'c"\t',
      ['"\\ud8'] = '"\\ud8',
      ['"\\'] = '"\\',
    } do
      assert.equal(mended, (core.mend(text)))
    end
  end)

  it("leaves what is wrong outside of strings to the decoder", function()
    assert.same({ "{\255}", 0 }, { core.mend("{\255}") })
    assert.is_nil((core.decode((core.mend('{"a\255":1}\255')))))
  end)

  it("makes of any bytes in a string what can be decoded, and nothing of that again", function()
    local next_number = random.new(20261129)
    local parts = { "a", "\\n", "\\ud800", "\\udfff", "\\u0041", "\195\164", "\240\159\152\128", "\1", "\127" }
    for _ = 1, 3000 do
      local text = {}
      for i = 1, next_number(0, 12) do
        local pick = next_number(1, 2 * #parts)
        local byte = string.char(next_number(128, 255))
        text[i] = parts[pick] or byte
      end
      local whole = '["' .. table.concat(text) .. '"]'
      local mended = core.mend(whole)
      assert.equal(1, #assert(core.decode(mended)))
      assert.same({ mended, 0 }, { core.mend(mended) })
      assert.equal(mended == whole, core.decode(whole) ~= nil)
    end
  end)
end)
