local json = require "portabilling.support.json"
local pb = require "portabilling"
local show = require "portabilling.support.show"

local load_text = loadstring or load -- luacheck: ignore 113

-- What pb.show prints.
local function printed(...)
  local lines, own = {}, print
  _G.print = function(text) lines[#lines + 1] = text end -- luacheck: ignore 122
  local ok, err = pcall(pb.show, ...)
  _G.print = own -- luacheck: ignore 122
  assert.is_true(ok, err)
  return table.concat(lines, "\n")
end

describe("show", function()
  it("prints a record as Lua would write it, its keys sorted", function()
    assert.equal([[
{
  balance = 12.5,
  blocked = "N",
  credit_limit = pb.null,
  ["end"] = 1,
  flags = { 1, 2 },
  i_customer = 17,
  name = "The \"Example\" company\nand more",
  ["odd key"] = true,
  service_features = {
    { flag_value = "~", name = "clir" },
    {
      attributes = {},
      flag_value = "Y",
      name = "call_forwarding_and_a_long_name",
    },
  },
}]], printed { name = 'The "Example" company\nand more', i_customer = 17, balance = 12.5, credit_limit = json.null,
      blocked = "N", flags = { 1, 2 }, ["odd key"] = true, ["end"] = 1, service_features = {
        { name = "clir", flag_value = "~" },
        { name = "call_forwarding_and_a_long_name", flag_value = "Y", attributes = json.array() } } })
  end)

  it("prints what Lua reads back", function()
    local value = { 1, 2.5, "x\0\1\27\255y", { ["a-b"] = { [7] = true, deep = { {}, { "z" } } } }, -3,
      long = { ("w"):rep(60), ("v"):rep(60) }, id = 12345678901 }
    assert.same(value, assert(load_text("return " .. show.text(value)))())
  end)

  it("prints all that it is given, so a get shows its error", function()
    assert.equal("{ a = 1 }\n2", printed({ a = 1 }, 2))
    local failed = setmetatable({}, { __tostring = function() return "Customer/get_customer_info: no such" end })
    assert.equal("Customer/get_customer_info: no such", printed(nil, failed))
    assert.equal("nil", printed(nil))
    assert.equal("", printed())
    assert.equal("pb.null", printed(pb.null))
    assert.equal("pb.empty_array", printed(pb.empty_array))
    assert.equal("{}", printed {})
    assert.equal(0, select("#", pb.show()))
  end)

  it("hides secrets", function()
    local text = printed { { login = "me", password = "hidden-1", h323_password = "hidden-2",
      card_info = { number = "4111hidden", name = "Ann" }, generate_web_password = 1,
      attributes = { { name = "voicemail_password", value = "hidden-3" } } } }
    assert.falsy(text:find "hidden%-?%d?")
    assert.truthy(text:find('password = "***"', 1, true))
    assert.truthy(text:find('name = "Ann"', 1, true))
    assert.truthy(text:find("generate_web_password = 1", 1, true))
  end)

  it("ends, whatever it is given", function()
    local circle = { name = "x" }
    circle.self, circle.list = circle, { circle }
    local text = printed(circle)
    assert.truthy(text:find("self = {}, -- this table again", 1, true), text)
    local deep = {}
    for _ = 1, 1000 do deep = { deep } end
    assert.truthy(printed(deep):find("{}, -- more is in it", 1, true))
    assert.is_true(#printed(deep) < 1000)
    local many = {}
    for i = 1, 5000 do many[i] = i end
    text = printed(many)
    assert.truthy(text:find("\n  100,\n  -- and 4900 more\n}", 1, true), text:sub(-40))
    local long = ("\195\169"):rep(5000)
    text = printed { long }
    assert.truthy(text:find("-- the first of 10000 bytes", 1, true))
    assert.truthy(text:find(("\195\169"):rep(140) .. '"', 1, true) or text:find(("\195\169"):rep(150) .. '"', 1, true))
    assert.is_true(#text < 500)
    local fields = {}
    for i = 1, 300 do fields["f" .. i] = i end
    assert.truthy(printed(fields):find("-- and 100 more", 1, true))
  end)

  it("prints nothing that a terminal obeys", function()
    local text = printed { "\27[31mred\7", "\194\155" .. "2J", ["\27k"] = "\r" }
    assert.falsy(text:find "[%z\1-\9\11-\31\127]")
    assert.falsy(text:find("\194\155", 1, true))
    assert.truthy(text:find("\\027[31mred\\007", 1, true))
  end)

  it("reads views, and says which it cannot", function()
    local view = setmetatable({}, { __pairs = function() return next, { a = 1 }, nil end })
    assert.equal("{ a = 1 }", printed(view))
    local by_index = printed(setmetatable({}, { __index = { a = 1 } }))
    assert.truthy(by_index:find("{} -- a table that shows fields by __index", 1, true))
    assert.equal("{ f = <function>, g = <thread> }", printed { f = print, g = coroutine.create(print) })
    assert.equal("<table>", printed(setmetatable({}, { __tostring = function() error "no" end })))
  end)
end)
