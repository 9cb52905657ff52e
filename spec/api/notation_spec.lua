local notation = require "portabilling.api.notation"

describe("the notation of the model's data", function()
  local function one(text)
    local fields = notation.parse(text)
    assert.equal(1, #fields)
    assert.equal(fields[1], fields[fields[1].name])
    return fields[1]
  end

  it("reads a row of fields in their order, and by name", function()
    local fields = notation.parse
      "i_customer:i name:s\n  balance:n since:d at:t blocked:yn used:b on:bool rest:list more:object"
    local kinds = {}
    for i, f in ipairs(fields) do
      kinds[i] = f.name .. " " .. f.kind
      assert.equal(f, fields[f.name])
    end
    assert.same({ "i_customer i", "name s", "balance n", "since d", "at t", "blocked yn", "used b", "on bool",
      "rest list", "more object" }, kinds)
    assert.same({ name = "name", kind = "s", one_of = false, nullable = false, read_only = false, secret = false,
      confidence = "M" }, fields.name)
    assert.same({}, notation.parse "")
  end)

  it("has a mark for each thing that may be told", function()
    assert.equal("documented", one "name:s!".required)
    assert.equal("practice", one "name:s+".required)
    assert.is_nil(one("name:s").required)
    assert.is_true(one("name:s&").one_of)
    assert.is_true(one("name:s?").nullable)
    assert.is_true(one("name:s@").read_only)
    assert.is_true(one("name:s$").secret)
    assert.equal(41, one("name:s#41").max)
    assert.same({ 19, 20 }, { one("iccid:s#19-20").min, one("iccid:s#19-20").max })
    assert.equal("seconds", one("name:i~seconds").unit)
    assert.equal("H", one("name:s/H").confidence)
    assert.equal("L", one("name:s/L").confidence)
    local f = one "credit_limit:n+?@#9~days/H=1|2"
    assert.same({ "practice", true, true, 9, "days", "H", { "1", "2" } },
      { f.required, f.nullable, f.read_only, f.max, f.unit, f.confidence, f.values })
    assert.has_error(function() notation.parse "name:x" end)
    assert.has_error(function() notation.parse "name:s*" end)
  end)

  it("reads objects, and arrays of anything", function()
    local f = one "account_info:{+account}!"
    assert.same({ "object", "account", true, "documented" }, { f.kind, f.object, f.strict, f.required })
    assert.is_false(one("account_info:{account}").strict)
    f = one "features:[{+feature}]?/H"
    assert.same({ "list", "object", "feature", true, true, "H" },
      { f.kind, f.item.kind, f.item.object, f.item.strict, f.nullable, f.confidence })
    assert.equal("s", one("names:[s]").item.kind)
    assert.equal("i", one("rows:[[i]]").item.item.kind)
  end)

  it("tells values that are all there are from some of them", function()
    local f = one "bill_status:s=O|S"
    assert.same({ { "O", "S" }, { O = true, S = true } }, { f.values, f.allowed })
    f = one "bill_status:s=O|S|*"
    assert.same({ { "O", "S" } }, { f.values, f.allowed })
    assert.same({ { "N", "Y" }, { N = true, Y = true } }, { one("blocked:yn").values, one("blocked:yn").allowed })
    assert.same({ "Manual charge", "a|b", "50%" }, one("action:s=Manual%20charge|a%7Cb|50%25").values)
  end)

  it("goes on in the next line: values behind a |, a text behind --", function()
    local fields = notation.parse [[
      action:s!=charge|credit|
      refund|* next:i=1|2 -- 1 - one; 2 -
      -- two
      last:b ]]
    assert.same({ "charge", "credit", "refund" }, fields.action.values)
    assert.is_nil(fields.action.allowed)
    assert.equal("1 - one; 2 - two", fields.next.about)
    assert.same({ ["1"] = "one", ["2"] = "two" }, fields.next.meanings)
    assert.equal("b", fields.last.kind)
    assert.equal(3, #fields)
    assert.equal("for screens", notation.parse("format:s=a|\nb\n-- for screens").format.about)
    assert.is_truthy(notation.parse("one:s -- such as |\nother:s").other)
  end)

  it("takes the meanings of values out of a text", function()
    local f = one "billing_lock:s?=N|C|F -- N - free; C - closing is barred; F - so are corrections; null - as before."
    assert.same({ N = "free", C = "closing is barred", F = "so are corrections", null = "as before" }, f.meanings)
    local meanings, values = notation.meanings "How it is. Possible values: O - open; C - closed"
    assert.same({ { O = "open", C = "closed" }, { "O", "C" } }, { meanings, values })
    assert.same({ nil, {} }, { notation.meanings "wildcards: % and _" })
  end)

  it("takes a field for a secret whose name says so, as redaction does", function()
    local fields = notation.parse "h323_password:s api_token:s puk1:s login:s generate_web_password:b number:s"
    assert.same({ true, true, true, false, false, false }, { fields.h323_password.secret, fields.api_token.secret,
      fields.puk1.secret, fields.login.secret, fields.generate_web_password.secret, fields.number.secret })
    assert.is_true(notation.parse("number:s", "card").number.secret)
  end)

  it("reads single fields by name, with what goes on in the next lines", function()
    local fields = notation.by_name([[
      name:s -- not iso_4217:s
      action:s=a|
      b|* iso_4217:s -- a
      -- currency
      number:s ]], "card")
    assert.same({ "a", "b" }, fields.action.values)
    assert.equal("a currency", fields.iso_4217.about)
    assert.is_true(fields.number.secret)
    assert.is_false(fields.currency)
    assert.is_false(fields.b)
    assert.equal(fields.name, fields.name)
  end)

  it("is written as it is read", function()
    for _, text in ipairs {
      "i_account:i", "id:s!/H", "id:s+#41", "iccid:s+#19-20", "id:s&", "limit:i?/H", "bcc:s@?", "term:i~seconds/L",
      "since:d", "at:t", "blocked:yn", "used:b", "on:bool", "rest:list", "more:object", "what:any",
      "account_info:{+account}+", "info:{account}", "names:[s]", "rows:[[{+row}]]@", "status:s=O|I|C",
      "status:s!/H=O|I|* -- O - open; I - inactive",
      "action:s=Manual%20charge|a%7Cb|50%25", "name:s -- wildcards: % and _", "open:s=*",
    } do
      local f = one(text)
      assert.equal(text, notation.write(f))
      assert.same(f, one(notation.write(f)))
    end
    assert.equal("password:s$", notation.write(one "password:s"))
    assert.same(one "password:s", one "password:s$")
  end)
end)
