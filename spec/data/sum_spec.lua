-- Money added exactly.
local pb = require "portabilling"
local random = require "support.random"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local unpack = table.unpack or unpack -- luacheck: ignore 143

local function text_of(hundred_thousandths)
  local amount = math.abs(hundred_thousandths)
  local text = ("%.0f.%05.0f"):format(math.floor(amount / 100000), amount % 100000)
  return (hundred_thousandths < 0 and "-" or "") .. text
end

describe("a sum", function()
  it("of texts and numbers is exact, and has no zeros at its end", function()
    for expected, terms in pairs {
      ["0"] = {}, ["0.3"] = { 0.1, 0.2 }, ["-2.5"] = { "-5", 2.5 }, ["100000000"] = { "99999999.5", "0.50" },
      ["-100000"] = { "-0.00001", "-99999.99999" }, ["1005.5"] = { "1e3", ".5", "5." }, ["-0.0000001"] = { "-1e-7" },
      ["-10000000"] = { "-20000000", "10000000" }, ["9007199254740993.01"] = { "9007199254740993", "0.01" },
      ["17"] = { 17, pb.null },
    } do
      assert.equal(expected, pb.sum(unpack(terms)))
    end
    local total
    for _ = 1, 1000 do
      total = pb.sum(total, 0.001)
    end
    assert.equal("1", total)
    local terms = {}
    for i = 1, 5000 do
      terms[i] = i % 2 == 0 and 0.001 or nil
    end
    assert.equal("2.5", pb.sum(unpack(terms, 1, 5000)))
  end)

  it("is that of whole numbers of the smallest part, whatever its terms", function()
    local draw = random.new(7)
    for _ = 1, 2000 do
      local terms, sum = {}, 0
      for i = 1, draw(1, 8) do
        local part = (draw(-1000000, 1000000)) * (draw(1, 3) == 1 and 1000000 or 1)
        terms[i], sum = text_of(part), sum + part
      end
      local expected = text_of(sum):gsub("0+$", ""):gsub("%.$", "")
      assert.equal(expected == "-0" and "0" or expected, pb.sum(unpack(terms)))
    end
  end)

  it("is of nothing that is no decimal number", function()
    for said, value in pairs { ['"abc"'] = "abc", ['"0x10"'] = "0x10", ['"1e999"'] = "1e999", ['""'] = "",
      ["a table"] = {}, ["a boolean"] = true } do
      local ok, message = pcall(pb.sum, "1", value)
      assert.same({ false, "sum: argument 2: a decimal number expected, got " .. said }, { ok, message })
    end
    assert.is_false((pcall(pb.sum, 0 / 0)))
  end)

  it("of what a server charged is that of the texts which came", function()
    local client, total, cents = w.client(), nil, 0
    local options = { decimals = "string" }
    local filters = { i_customer = 1, from_date = "1970-01-01 00:00:00", to_date = "9000-01-01 00:00:00" }
    for xdr in client:list("Customer", "xdr", filters, options) do
      local amount = xdr.charged_amount
      assert.is_true(type(amount) == "string" and amount:find "%." ~= nil or amount % 1 == 0)
      total, cents = pb.sum(total, amount), cents + math.floor(tonumber(amount) * 100000 + 0.5)
    end
    assert.equal((text_of(cents):gsub("0+$", "")), total)
  end)
end)

describe("pb.encode", function()
  it("writes any value as JSON, on one line", function()
    assert.equal('{"a":[],"b":null,"c":true,"d":9007199254740991,"e":"\\n"}', pb.encode { a = pb.array {}, b = pb.null,
      c = true, d = 9007199254740991, e = "\n" })
    local none, message = pb.encode { a = { print } }
    assert.is_nil(none)
    assert.truthy(message:find("a[1]: a function cannot be", 1, true), message)
  end)
end)
