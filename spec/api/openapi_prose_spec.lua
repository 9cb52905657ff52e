local prose = require "portabilling.api.openapi_prose"

-- "values; closed or open; null" of what a description says.
local function values(text, kind, known)
  local said = prose.field(text, kind or "s", known)
  if not said.values then return nil, said.about end
  return table.concat(said.values, " ") .. (said.closed and "" or " *") .. (said.null and " null" or ""), said.about
end

describe("the values that a description tells", function()
  it("are taken from the vendor's phrase, and stand behind the rest of the text", function()
    local all, about = values "Possible values: N - free; C - closing barred; F - corrections as well."
    assert.equal("N C F", all)
    assert.equal("Possible values: N - free; C - closing barred; F - corrections as well", about)
    all, about = values "The lock.\nPossible values: N - free; C - barred. Note: Only for admins."
    assert.equal("N C", all)
    assert.equal("The lock. Note: Only for admins. Possible values: N - free; C - barred", about)
  end)

  it("may stand in lines, with marks, in quotation marks, in HTML", function()
    assert.equal("1 2", (values("Possible values:\n * 1 - daily\n * 2 - weekly\nSet at create.", "i")))
    assert.equal("1 2", (values("Possible values:\n- 1 - daily\n- 2 - weekly", "i")))
    assert.equal("A B", (values "Possible values: 'A' - one; \"B\" - two"))
    assert.equal("A B", (values "<p>Possible values:<ul><li>A - one</li><li><b>B</b> - two</li></ul>"))
    assert.equal("A B", (values "Possible values: A – one; B — two"))
    assert.equal("^ ~ /", (values "Possible values: ^ - default; ~ - as it is; / - none"))
    assert.same({ "Manual charge", "Refund" },
      prose.field("Possible values: 'Manual charge' - a; 'Refund' - b", "s").values)
  end)

  it("may have semicolons and sentences in their meanings", function()
    assert.equal("A B", (values "Possible values: A - one, or so; not two; B - two"))
    local all, about = values "Possible values: A - one. Not two; B - two. See below."
    assert.equal("A B", all)
    assert.equal("See below. Possible values: A - one. Not two; B - two", about)
  end)

  it("are some of them where the list says so", function()
    assert.equal("A B *", (values "Possible values: A - one; B - two; other - see the list"))
    assert.equal("A B *", (values "Possible values: A - one; B - two; and some more"))
    assert.equal("4 5 *", (values("Possible values: 4 - monthly; 5 - monthly (anniversary); 6 to 30 days.", "i")))
    assert.equal("A C *", (values "Possible values: A - accounts; C - customers; Do not send - both"))
    assert.equal("-1 0 *", (values("Possible values: -1 - fraud; 0 - none; 1-9 - levels", "i")))
  end)

  it("may have commas between them, where nothing else is", function()
    assert.equal("1 2 3", (values("Possible values: 1 - retail or sub, 2 - reseller, 3 - distributor", "i")))
    assert.equal("N C", (values "Possible values: N - vacant; C - taken, closing is barred"))
  end)

  it("are read again as they were, from the text that is kept", function()
    for _, text in ipairs { "Possible values: A - one; B - two; other - see the list", "Possible values: A - x; B - y",
      "Possible values: A - one; B - two; and some more",
      "Possible values: null - no; 0 - none; [otherwise] - a number",
      "Possible values: Y - yes; N - no; empty - as above. More.", "Possible values: 'a b' - one; c - ..." } do
      local all, about = values(text)
      assert.is_string(all, text)
      local again, kept = values(about)
      assert.equal(all, again)
      assert.equal(about, kept)
    end
  end)

  it("may be null, or empty", function()
    assert.equal("0 * null", (values("Possible values: null - the class's; 0 - none; [otherwise] - a template", "i")))
    assert.equal("1 -1 null", (values("Possible values: 1 - credit; -1 - debit; Empty - both", "i")))
    assert.equal("Y N  null", (values "Possible values: Y - charge; N - do not; empty - as the class says"))
    assert.equal("Y N null", (values "Possible values: Y - send; N - do not. If null, the class decides."))
    assert.is_true(prose.field("The owner. Note: null means that it is direct.", "i").null)
    assert.is_true(prose.field("The profile. Note: null value means the class's.", "i").null)
    assert.is_false(prose.field("Must not be null or empty.", "i").null)
    assert.equal("1 2 null", (values("Possible values: null - of the class; 1 - own; 2 - none", "i")))
  end)

  it("are none where a text only looks like it", function()
    for _, text in ipairs {
      "The possible values depend on the release",
      "Possible values: see the guide",
      "Possible values: any text",
      "Possible values: A - only one",
      "Possible values: N - none; 1..10 - so many",
      "N - free; C - barred",
      "ACL - access control list; see there",
      "Possible values are listed in the manual: A - x; B - y",
      "Possible values:",
      "",
    } do
      assert.is_nil((values(text)), text)
    end
    assert.is_nil((values("Possible values: A - one; B - two", "i")))
    assert.is_nil((values("Possible values: A - one; B - two", "t")))
    assert.is_nil((values("Possible values: A - one; B - two", "object")))
  end)

  it("give only their meanings where the schema has them", function()
    local said = prose.field("Possible values: N - free; X - unheard of", "s", { "N", "C" })
    assert.is_nil(said.values)
    assert.matches("N %- free", said.about)
  end)

  it("are kept whole, however long the text", function()
    local parts, expected = {}, {}
    for i = 1, 60 do
      parts[i], expected[i] = ("v%d - %s"):format(i, ("word "):rep(40)), "v" .. i
    end
    local said = prose.field(("text "):rep(400) .. "Possible values: " .. table.concat(parts, "; "), "s")
    assert.same(expected, said.values)
    assert.matches("v60 %- word", said.about)
    assert.is_nil(said.about:find "\n")
  end)
end)

describe("the length that a description tells", function()
  it("is taken from the vendor's phrase", function()
    local said = prose.field("The name. Possible length: 41 characters. Shown on invoices.", "s")
    assert.equal(41, said.max)
    assert.equal("The name. Shown on invoices.", said.about)
    assert.equal(36, prose.field("Possible length: 36 characters", "s").max)
    assert.equal(16, prose.field("Possible length: 6-16 characters", "s").max)
    assert.equal(36, prose.field("Possible values: string of 36 characters out of '0-9', and '-'", "s").max)
    assert.equal(16, prose.field("Possible length: up to 16 characters", "s").max)
  end)

  it("is none where a text only looks like it", function()
    for _, text in ipairs { "Possible length: see below. 41 characters", "length: 41 characters",
      "Possible length: many characters", "Possible length: 0 characters" } do
      assert.is_nil(prose.field(text, "s").max, text)
    end
    assert.is_nil(prose.field("Possible length: 5 characters", "i").max)
  end)
end)

describe("a description's text", function()
  it("becomes one line of a sensible length, cut between words and never inside a character", function()
    assert.equal("a b c", prose.line " a\n\n b\t\0c ")
    local long = prose.line(("word "):rep(200))
    assert.is_true(#long <= 300)
    assert.matches("word%.%.%.$", long)
    for shift = 0, 3 do
      local cut = prose.line(("x"):rep(shift) .. ("é"):rep(400))
      assert.is_true(#cut <= 300)
      assert.matches("^x*[\195\169]+%.%.%.$", cut)
      assert.equal("\169", cut:sub(-4, -4))
    end
    assert.equal("if a <limit> is set", prose.line "if <b>a</b> <limit> is set")
    assert.is_nil(prose.line " \n ")
    assert.is_nil(prose.line(5))
  end)

  it("is read in a time that does not explode", function()
    for _, piece in ipairs { " ", "<", "<a", "Possible values:", "Possible length: ", "A - ", "; ", "\n", ". A", "'",
      "é" } do
      local text = piece:rep(100000)
      prose.field(text, "s")
      prose.field("Possible values: " .. text, "s")
      prose.field("Possible length:" .. text, "s")
      prose.method(text)
    end
  end)
end)

describe("a method's description", function()
  it("says in its last sentence whether it works in stand-alone mode", function()
    for text, expected in pairs {
      ["It adds.\nThe method is supported when the system is in standalone mode."] = "yes",
      ["It adds. The method is supported as read-only when the system is in standalone mode."] = "read",
      ["It adds.\n\nThe method is not supported when the system is in standalone mode"] = "no",
      ["It adds. Not supported in stand-alone mode."] = "no",
    } do
      local about, stand_alone = prose.method(text)
      assert.equal(expected, stand_alone, text)
      assert.equal("It adds.", about, text)
    end
    local about, stand_alone = prose.method "The method is not supported when the system is in standalone mode."
    assert.is_nil(about)
    assert.equal("no", stand_alone)
  end)

  it("says nothing of that elsewhere", function()
    local text = "Works in stand-alone mode if supported. Otherwise it fails."
    local about, stand_alone = prose.method(text)
    assert.equal(text, about)
    assert.is_nil(stand_alone)
    assert.is_nil((prose.method(nil)))
  end)
end)
