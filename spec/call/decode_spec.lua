-- Long answers are decoded piece by piece where others wait for their turn; it must come to the same as at once.
local core = require "portabilling.core"
local random = require "support.random"
local decoder = require "portabilling.call.decode"

local SETTINGS = { max_depth = 64, big_integers = "string", max_values = 2000000 }

local next_number = random.new(20261125)
local TEXTS = { '"x"', '"\\""', '"\\\\"', '"]}"', '"\\\\\\",["', '""', "1", "-2.5e3", "true", "null", "{}", "[]" }
local function value(depth)
  local kind = next_number(1, depth > 3 and 1 or 3)
  if kind == 1 then
    return TEXTS[next_number(1, #TEXTS)]
  end
  local parts = {}
  for i = 1, next_number(0, 4) do
    parts[i] = (kind == 2 and ('"k%d":'):format(i) or "") .. value(depth + 1)
  end
  local space = next_number(1, 4) == 1 and " \n" or ""
  return (kind == 2 and "{%s}" or "[%s]"):format(space .. table.concat(parts, "," .. space) .. space)
end

local function document(rows)
  local parts = {}
  for i = 1, rows do
    parts[i] = value(1)
  end
  return ('{"a":%s,"list":[%s],"total":%d}'):format(value(1), table.concat(parts, ","), rows)
end

describe("cut", function()
  it("gives pieces that hold every element, wherever it cuts", function()
    for _ = 1, 300 do
      local text = document(next_number(2, 12))
      local whole = assert(core.decode(text, { keep_null = true }))
      for _, bytes in ipairs { 1, 2, 5, 20 } do
        local borders, name = core.cut(text, bytes)
        if borders then
          local answer = assert(core.decode(text:sub(1, borders[1] - 1) .. text:sub(borders[#borders]),
            { keep_null = true }))
          local list = answer[core.decode("[" .. name .. "]")[1]]
          for i = 1, #borders - 1 do
            local piece = "[" .. text:sub(borders[i] + 1, borders[i + 1] - 1) .. "]"
            for _, element in ipairs(assert(core.decode(piece, { keep_null = true }))) do
              list[#list + 1] = element
            end
          end
          assert.same(whole, answer, text)
        end
      end
    end
  end)

  it("gives nothing where there is nothing to cut, or where it could go wrong", function()
    for _, text in ipairs { "", "[1,2,3]", "{}", '{"a":[1]}', '{"a":{"b":[1,2,3]}}', '{"a":[1,2', '{"a":[1,"2',
      '{"a":[1,"\\', "]", '"a"', '{"a":[1,2,3],"a":[4]}', '{"a":1,"a":[1,2,3]}', "{[1,2,3]}" } do
      assert.is_nil((core.cut(text, 1)), text)
    end
  end)
end)

describe("a long answer", function()
  local rows = {}
  for i = 1, 3000 do
    rows[i] = ('{"i_customer":%d,"name":"%s","none":null}'):format(i, ("n"):rep(80))
  end
  local list = table.concat(rows, ",")

  local function decode(text, fields)
    local turns = 0
    local driver = {
      now = function() return 0 end,
      breathe = function() turns = turns + 1 end,
    }
    local answer, why = decoder.decode(text, SETTINGS, decoder.options(SETTINGS, fields), driver, 60)
    return answer, why, turns
  end

  local function at_once(text, fields)
    return decoder.decode(text, SETTINGS, decoder.options(SETTINGS, fields),
      { now = function() return 0 end }, 60)
  end

  it("gives others their turn, and comes to the same", function()
    local text = ('{"total":3000,"customer_list":[%s],"more":"x"}'):format(list)
    local answer, why, turns = decode(text)
    assert.is_nil(why)
    assert.is_true(turns >= 4, turns)
    assert.same(at_once(text), answer)
    local fields = core.fields { "i_customer" }
    assert.same(at_once(text, fields), (decode(text, fields)))
  end)

  it("is refused as at once: cut off, a comma too many, nested past the limit", function()
    for _, text in ipairs { ('{"l":[%s'):format(list), ('{"l":[%s,]}'):format(list), ('{"l":[%s,,1]}'):format(list),
      ('{"l":[%s}}'):format(list), ('{"l":[%s]'):format(list), ('{"l":[%s] x'):format(list),
      ('{"l":[%s,%s]}'):format(list, ("["):rep(63) .. ("]"):rep(63)), ('{"l":[%s,\255]}'):format(list) } do
      local expected = { at_once(text) }
      assert.is_nil(expected[1])
      local answer, why = decode(text)
      assert.same(expected, { answer, why })
    end
  end)
end)
