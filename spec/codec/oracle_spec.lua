-- The codec against lua-cjson, an independent one, on thousands of random documents. The two may differ only
-- where ours is meant to: integers stay integers, null in objects (here kept), empty arrays carry a mark.

local cjson = require "cjson".new()
local core = require "portabilling.core"

cjson.decode_invalid_numbers(false)

-- What a byte of a document is replaced with.
local DAMAGE = { '"', "\\", ",", ":", "{", "}", "[", "]", "0", "9", "-", ".", "e", "u", " ", "\1", "\195", "n", "" }

-- A generator of our own, so that both Luas see the same documents.
local state = 42
local function random(n)
  state = state * 16807 % 2147483647
  return state % n + 1
end

local function pick(list) return list[random(#list)] end

local TEXTS = { "", "a", "Y", "USD", "2024-02-29 23:59:59", "16045550100", "Gr\195\188\195\159e", "\226\130\172 9",
  "\240\159\152\128", "a\"b", "c:\\d", "/", "\8\9\10\12\13", "\0", "\31", "\127", ("long text "):rep(30) }
local NAMES = { "i_customer", "name", "a", "b", "ab", "abc", "balance", "service_features", "customer_class", "",
  "odd key", "\195\169", "x.y", ("k"):rep(50) }
local NUMBERS = { "0", "-0", "1", "-1", "42", "100000", "123456789", "9007199254740992", "-9007199254740992",
  "0.1", "-0.5", "1.00000", "1234.56", "1e3", "1E+2", "25e-2", "3.141592653589793", "1e300", "5e-324" }

local function space()
  if random(4) > 1 then return "" end
  return pick { " ", "\n", "\t", "\r\n  " }
end

-- A text as JSON, each character escaped or not at random.
local function write_text(text)
  local out = text:gsub(".", function(char)
    local byte = char:byte()
    if byte < 0x20 or char == '"' or char == "\\" or (byte < 0x80 and random(12) == 1) then
      return ("\\u%04x"):format(byte)
    end
  end)
  return '"' .. out .. '"'
end

-- A random document. Equal keys are likely in one object, and equal records in one array.
local function write_value(depth)
  local choice = random(depth > 0 and 10 or 6)
  if choice <= 2 then return write_text(pick(TEXTS)) end
  if choice <= 4 then
    if random(3) == 1 then return tostring(("%.0f"):format(random(2147483646) * random(1000000) - 5e13)) end
    return pick(NUMBERS)
  end
  if choice == 5 then return pick { "true", "false" } end
  if choice == 6 then return "null" end
  local parts = {}
  for i = 1, random(7) - 1 do
    if choice <= 8 then
      parts[i] = space() .. write_text(pick(NAMES)) .. space() .. ":" .. space() .. write_value(depth - 1) .. space()
    else
      parts[i] = i > 1 and random(3) == 1 and parts[i - 1] or space() .. write_value(depth - 1) .. space()
    end
  end
  local body = table.concat(parts, ",")
  if body == "" then body = space() end
  return choice <= 8 and "{" .. body .. "}" or "[" .. body .. "]"
end

-- The first place where two values differ, or nil. Numbers are compared by value.
local function difference(a, b, path)
  if type(a) ~= "table" or type(b) ~= "table" then
    if a == b then return nil end
    -- Ours is exact beyond 2^53, as an integer or as its digits; lua-cjson has rounded it.
    if type(a) == "number" and math.abs(a) >= 2 ^ 53 and a == tonumber(b) + 0.0 then return nil end
    return ("%s: %s ~= %s"):format(path, tostring(a), tostring(b))
  end
  for key, value in pairs(a) do
    local found = difference(value, b[key], path .. "/" .. tostring(key))
    if found then return found end
  end
  for key in pairs(b) do
    if a[key] == nil then return path .. "/" .. tostring(key) .. " is extra" end
  end
end

local function assert_like(expected, value, text)
  local found = difference(expected, value, "")
  if found then error(found .. " in " .. text, 2) end
end

describe("the codec and lua-cjson", function()
  it("read the same out of valid documents", function()
    for _ = 1, 5000 do
      local text = space() .. write_value(5) .. space()
      local value, message = core.decode(text, { keep_null = true })
      if message then error(message .. " in " .. text) end
      assert_like(cjson.decode(text), value, text)
    end
  end)

  it("read the same out of damaged documents, whenever ours accepts them", function()
    local accepted, refused = 0, 0
    for _ = 1, 8000 do
      local text = write_value(4)
      local at = random(#text)
      text = text:sub(1, at - 1) .. pick(DAMAGE) .. text:sub(at + 1)
      local value, message = core.decode(text, { keep_null = true })
      if message then
        refused = refused + 1
      else
        accepted = accepted + 1
        local fine, other = pcall(cjson.decode, text)
        if not fine then error("only ours accepts " .. text) end
        assert_like(other, value, text)
      end
    end
    assert.is_true(accepted > 1000 and refused > 1000)
  end)

  it("read the wanted fields out of records as a filter over the whole would", function()
    local function filter(record)
      local kept = { name = record.name, i_customer = record.i_customer }
      local class = record.customer_class
      if type(class) == "table" and getmetatable(class) ~= core.array_mt then
        if #class > 0 then
          kept.customer_class = {}
          for i, item in ipairs(class) do
            local object = type(item) == "table" and #item == 0 and getmetatable(item) ~= core.array_mt
            kept.customer_class[i] = object and { a = item.a } or item
          end
        else
          kept.customer_class = { a = class.a }
        end
      else
        kept.customer_class = type(class) == "table" and class or nil
      end
      return kept
    end
    local fields = core.fields { "name", "i_customer", "customer_class.a" }
    for _ = 1, 3000 do
      local records = {}
      for i = 1, random(5) do
        local members = {}
        for j = 1, random(8) do members[j] = write_text(pick(NAMES)) .. ":" .. write_value(3) end
        records[i] = "{" .. table.concat(members, ",") .. "}"
      end
      local text = '{"list":[' .. table.concat(records, ",") .. "]}"
      local whole, kept = assert(core.decode(text)), assert(core.decode(text, { fields = fields }))
      for i, record in ipairs(whole.list) do assert_like(filter(record), kept.list[i], text) end
      assert.equal(#whole.list, #kept.list)
    end
  end)

  -- What nulls in objects do when they are not kept: they leave no trace.
  local function without_nulls(value)
    if type(value) ~= "table" then return value end
    local copy = setmetatable({}, getmetatable(value))
    local is_list = #value > 0 -- no key of NAMES is a number
    for key, item in pairs(value) do
      if is_list or item ~= core.null then copy[key] = without_nulls(item) end
    end
    return copy
  end

  -- Members that come as in the record before are taken by short cuts, several at a time when their text is the same.
  it("read the same out of pages of records that are much alike", function()
    local function write_member(name, style)
      local value = random(12) == 1 and write_value(2) or random(4) == 1 and pick { "1", "12", "123", "12.5", "12.50" }
        or random(3) == 1 and pick(NUMBERS) or random(5) == 1 and "null"
        or random(20) == 1 and write_text(("long "):rep(random(120))) or write_text(pick(TEXTS))
      return style:format(write_text(name), value)
    end
    for _ = 1, 250 do
      local style = pick { "%s:%s", "%s:%s", "%s: %s", " %s : %s ", "\n  %s: %s" }
      local names, members, records = {}, {}, {}
      for i = 1, random(14) do
        names[i] = pick(NAMES)
        members[i] = write_member(names[i], style)
      end
      for i = 1, random(20) do
        for j = 1, #members do
          if random(5) == 1 then members[j] = write_member(names[j], style) end
        end
        local mine = { (table.unpack or unpack)(members) } -- luacheck: ignore 113
        if random(6) == 1 then table.remove(mine, random(#mine)) end
        if random(10) == 1 then
          table.insert(mine, random(#mine + 1), write_member(pick(NAMES), pick { style, "%s:%s" }))
        end
        records[i] = "{" .. table.concat(mine, ",") .. "}"
      end
      local text = '{"list":[' .. table.concat(records, ",") .. "]" .. (" "):rep(random(60) - 1) .. "}"
      local kept = assert(core.decode(text, { keep_null = true }))
      assert_like(cjson.decode(text), kept, text)
      assert_like(without_nulls(kept), core.decode(text), text)
      local wanted = {}
      for i = 1, random(4) do wanted[i] = pick { "name", "i_customer", "a", "b", "balance", "odd key" } end
      local part = core.decode(text, { fields = core.fields(wanted), keep_null = true })
      for i, record in ipairs(kept.list) do
        local expected = {}
        for _, name in ipairs(wanted) do expected[name] = record[name] end
        assert_like(expected, part.list[i], text)
      end
      assert.equal(#kept.list, #part.list)
      for _ = 1, 10 do
        local at = random(#text)
        local damaged = text:sub(1, at - 1) .. pick(DAMAGE) .. text:sub(at + 1)
        local value, message = core.decode(damaged, { keep_null = true })
        local _, part_message = core.decode(damaged, { fields = core.fields(wanted) })
        if message then
          -- What is skipped need be no number that a double can hold.
          assert(part_message or message:find("out of range", 1, true), damaged)
        else
          assert.is_nil(part_message, damaged)
          local fine, other = pcall(cjson.decode, damaged)
          if not fine then error("only ours accepts " .. damaged) end
          assert_like(other, value, damaged)
        end
      end
    end
  end)

  -- A random value that lua-cjson can write without loss: it keeps 14 digits, and knows no empty arrays.
  local function make_value(depth)
    local choice = random(depth > 0 and 9 or 6)
    if choice <= 2 then return pick(TEXTS) end
    if choice == 3 then return random(2147483646) - 1e9 end
    if choice == 4 then return (random(2000000) - 1e6) / 1000 end
    if choice == 5 then return random(2147483646) * 1000 end
    if choice == 6 then return cjson.null end
    local value = {}
    for i = 1, random(6) do
      if choice <= 8 then value[pick(NAMES)] = make_value(depth - 1) else value[i] = make_value(depth - 1) end
    end
    return value
  end

  it("each understand what the other writes", function()
    for _ = 1, 5000 do
      local value = { make_value(4) }
      local ours, theirs = assert(core.encode(value)), cjson.encode(value)
      assert_like(value, cjson.decode(ours), ours)
      assert_like(value, core.decode(theirs, { keep_null = true }), theirs)
      assert_like(value, core.decode(ours, { keep_null = true }), ours)
    end
  end)
end)
