-- Words of a command line as what a call takes.
local attributes = require "portabilling.command.attributes"
local json = require "portabilling.json"
local pb = require "portabilling"
local world = require "support.world"

describe("the words of a command line", function()
  it("become what the field is, and stay texts where digits would be lost or nothing is known", function()
    local fields = pb.describe("Account", "account", "create").params
    local params = assert(attributes.read({ "account_info.i_customer=17", "account_info.id=0049",
      "account_info.note=true", "account_info.i_product=12345678901234567890", "account_info.blocked=true",
      "account_info.of_later=007", "account_info.credit_limit=1.50",
      "account_info.opening_balance=0.12345678901234567890" }, fields))
    assert.same({ account_info = { i_customer = 17, id = "0049", note = "true", i_product = "12345678901234567890",
      blocked = true, of_later = "007", credit_limit = 1.5, opening_balance = "0.12345678901234567890" } }, params)
  end)

  it("are refused where they make neither an object nor an array", function()
    for expected, words in pairs {
      ["a[5].b: element 5 comes before element 1 is there"] = { "a[5].b=1" },
      ["a.b: what b is to be in is an array: [1] is its first element"] = { "a[1]=x", "a.b=1" },
      ["a[1]: [1] is an element of an array, and this is an object"] = { "a.b=1", "a[1]=x" },
      ["a[1]: it is given twice"] = { "a:=[1]", "a[1]=2" },
    } do
      assert.same({ nil, expected }, { attributes.read(words) })
    end
    assert.equal('{"a":[1,2,{"b":"x"}]}', json.encode((attributes.read { "a:=[1,2]", "a[3].b=x" })))
  end)

  it("are added to an object, not to an array", function()
    local path = world.path()
    local function from(text)
      local file = assert(io.open(path, "wb"))
      file:write(text)
      file:close()
      return attributes.from_file(path)
    end
    assert.same({}, from "{}")
    assert.same({ a = 1 }, from '\239\187\191{"a":1}')
    for text, expected in pairs { ["[]"] = "a JSON object is expected, and it is an array",
      ["[1]"] = "a JSON object is expected, and it is an array", ["1"] = "a JSON object is expected",
      null = "a JSON object is expected", [""] = path .. ": " } do
      local value, message = from(text)
      assert.is_nil(value)
      assert.truthy(message:find(expected, 1, true), message)
    end
    os.remove(path)
  end)
end)
