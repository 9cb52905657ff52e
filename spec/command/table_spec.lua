-- Records as a table, for terminals of any width and for pipes.
local pb = require "portabilling"
local tables = require "portabilling.command.table"

local function text_of(rows, options)
  local pieces = {}
  local out = tables.new(options or {}, function(text) pieces[#pieces + 1] = text end)
  for _, row in ipairs(rows) do
    out:write(row)
  end
  out:close()
  return table.concat(pieces)
end

local ROWS = {
  { i_customer = 1, name = "東京電話 Exchange", note = ("long "):rep(12) .. "end", balance = -12.5 },
  { i_customer = 1000, name = "Gr\195\188n\tdental", note = pb.null, balance = 3, blocked = false },
}
local COLUMNS = { "i_customer", "name", "balance", "note" }

describe("a table", function()
  it("shows all of everything where it is no terminal, numbers to the right, by the width that is seen", function()
    assert.equal(table.concat {
      "i_customer  name               balance  note\n",
      "         1  東京電話 Exchange    -12.5  ", ("long "):rep(12), "end\n",
      "      1000  Grün dental              3\n",
    }, text_of(ROWS, { columns = COLUMNS }))
  end)

  it("fits a terminal: the longest texts are cut first, numbers never", function()
    assert.equal(table.concat {
      "i_customer  name               balance  note\n",
      "         1  東京電話 Exchange    -12.5  long long long long…\n",
      "      1000  Grün dental              3\n",
    }, text_of(ROWS, { columns = COLUMNS, width = 60 }))
    assert.equal(table.concat {
      "i_cust…  name     balance  note\n",
      "      1  東京電…    -12.5  long l…\n",
      "   1000  Grün d…        3\n",
    }, text_of(ROWS, { columns = COLUMNS, width = 34 }))
  end)

  it("leaves out what does not fit, on the right, and tells it", function()
    local told
    local options = { columns = COLUMNS, width = 16, tell = function(text) told = text end }
    assert.equal("i_cust…  name\n      1  東京電…\n   1000  Grün d…\n", text_of(ROWS, options))
    assert.equal("2 of 4 columns fit here; --columns chooses them, --output json shows all", told)
    assert.equal(4, #COLUMNS)
  end)

  it("begins with the fields that records are known by", function()
    local function head(first)
      return (text_of(ROWS, { first = first }):match "^[^\n]*":gsub(" +", " "))
    end
    assert.equal("name balance blocked i_customer note", head { "name", "nothing" })
    assert.equal("i_customer name balance blocked note", head { "i_customer", "name" })
    assert.equal("balance blocked i_customer name note", head())
  end)

  it("takes paths, and hides secrets, as pb.show does", function()
    local rows = { { i_account = 1, h323_password = "s3cret", blocked = false, service_features = {
      { name = "cli", flag_value = "Y" }, { name = "voicemail_password", value = "1234" } } } }
    assert.equal("i_account  h323_password  service_features[1].name  service_features[2].value  blocked  none\n"
      .. "        1  ***            cli                       ***                        false\n",
      text_of(rows, { columns = { "i_account", "h323_password", "service_features[1].name", "service_features[2].value",
        "blocked", "none" } }))
    assert.equal('sub\n{"password":"***"}\n', text_of({ { sub = { password = "x" } } }))
    assert.equal("s3cret", rows[1].h323_password)
  end)

  it("is as wide as its first records want it, and goes on with what is longer", function()
    local rows = {}
    for i = 1, 201 do
      rows[i] = { name = i <= 200 and "abc" or "abcdefgh", id = i <= 200 and 1 or 12345678 }
    end
    local lines = text_of(rows, { columns = { "name", "id" }, width = 20 })
    assert.truthy(lines:find("^name  id\nabc    1\n"))
    assert.truthy(lines:find("\nabc…  12345678\n$"))
    assert.truthy(text_of(rows, { columns = { "name", "id" } }):find("\nabcdefgh  12345678\n$"))
    assert.equal("", text_of({}))
    assert.equal("name  id\n", text_of({}, { columns = { "name", "id" } }))
  end)
end)
