local api = require "portabilling.api"
local core = require "portabilling.core"
local model = require "portabilling.api.model"
local notation = require "portabilling.api.notation"
local openapi = require "portabilling.api.openapi"
local tables = require "portabilling.support.tables"

local function ref(name) return { ["$ref"] = "#/components/schemas/" .. name } end

local function body(schema)
  return { content = { ["application/json"] = { schema = schema } } }
end

-- A description with one method of these parameters, as it comes.
local function description(params, components, answer)
  return { openapi = "3.0.2", info = { title = "T", version = "1" }, components = { schemas = components },
    paths = { ["/Account/add_account"] = { post = {
      requestBody = body { type = "object", properties = { params = params } },
      responses = { ["200"] = answer and body(answer) or { description = "OK" } },
    } } } }
end

local function encoded(value)
  return assert(core.encode(value, { max_depth = 200, boolean = function() return "bool" end }))
end

local function made(of)
  return model.new(assert(openapi.read(encoded(of))), api.builtin)
end

-- What is read of one field's schema: in the notation, without its name and mark of confidence.
local function field(schema, components)
  local data = assert(openapi.read(encoded(description({ type = "object", properties = { x = schema } }, components))))
  return (data.services.Account.methods.add_account[1]:gsub("^x:", ""):gsub("/H", "")), data
end

describe("a description's field", function()
  it("has the type that the schema tells", function()
    for expected, schema in pairs {
      i = { type = "integer", example = 1 }, n = { type = "number", example = 0.99 }, s = { type = "string" },
      bool = { type = "boolean" }, d = { type = "string", format = "date" },
      t = { type = "string", format = "date-time", example = "2000-01-01 08:00:00" },
      any = { description = " " }, object = { type = "object" }, list = { type = "array" },
      yn = { type = "string", enum = { "N", "Y" } }, b = { type = "integer", enum = { 0, 1 } },
      ["[i]"] = { type = "array", items = { type = "integer" } },
      ["[[s]]"] = { type = "array", items = { type = "array", items = { type = "string" } } },
      ["[yn]"] = { type = "array", items = { type = "string", enum = { "N", "Y" } } },
      ["[s=a|b]"] = { type = "array", items = { type = "string", enum = { "a", "b" } } },
      ["[object]"] = { type = "array", items = { type = "object" } },
      ["s?"] = { type = "string", nullable = true }, ["i@"] = { type = "integer", readOnly = true },
      ["s$"] = { type = "string", format = "password" },
      ["s$#9"] = { type = "string", writeOnly = true, maxLength = 9 },
      ["s=a|b"] = { type = "string", enum = { "a", "b" } }, ["i=1|2|5"] = { type = "integer", enum = { 1, 2, 5 } },
      ["s?=a"] = { type = "string", enum = { "a", core.null } }, ["n=0.5|1"] = { type = "number", enum = { 0.5, 1 } },
      ["s=%|a%20b%7Cc|%2A|x%5B%5D"] = { type = "string", enum = { "", "a b|c", "*", "x[]" } },
      ["s#41"] = { type = "string", maxLength = 41 },
      ["s#12"] = { type = "string", description = "Possible length: 12 characters" },
    } do
      assert.equal(expected, (field(schema)))
    end
  end)

  it("has values that only its text tells, and keeps the text", function()
    assert.equal("s=N|C|F -- Possible values: N - free; C - closed; F - both",
      (field { type = "string", description = "Possible values: N - free; C - closed; F - both" }))
    assert.equal("yn -- Possible values: Y - yes; N - no",
      (field { type = "string", description = "Possible values: Y - yes; N - no" }))
    assert.equal("b -- Possible values: 0 - no; 1 - yes",
      (field { type = "integer", description = "Possible values: 0 - no; 1 - yes" }))
    assert.equal("i=1|2|* -- Possible values: 1 - a; 2 - b; other - more",
      (field { type = "integer", description = "Possible values: 1 - a; 2 - b; other - more" }))
    assert.equal("i=1|2|4|* -- Bit mask. Possible values: 1 - out; 2 - in; 4 - on; other - perhaps",
      (field { type = "integer", description = "Bit mask. Possible values: 1 - out; 2 - in; 4 - on" }))
    assert.equal("s=a|b|* -- Several, separated by comma. Possible values: a - x; b - y; other - perhaps",
      (field { type = "string", description = "Possible values: a - x; b - y. Several, separated by comma." }))
    assert.equal("[s=a|b] -- Possible values: a - x; b - y", (field { type = "array", items = { type = "string" },
      description = "Possible values: a - x; b - y" }))
    assert.equal("s?=N|Y|% -- Possible values: N - no; Y - yes; empty - the class's", (field { type = "string",
      enum = { "N", "Y" }, description = "Possible values: N - no; Y - yes; empty - the class's" }))
    assert.equal("i -- Mandatory together with the offset property.",
      (field { type = "integer", description = "Mandatory together with the\n offset property." }))
  end)

  it("has the values as the model tells them", function()
    local read = made(description { type = "object", properties = {
      lock = { type = "string", description = "Possible values: N - free; C - closed" },
      odd = { type = "string", enum = { "", "a b", "*", "[x]", "100%" } } } })
    local params = read:method("Account", "add_account").params
    assert.same({ N = "free", C = "closed" }, params.lock.meanings)
    assert.same({ N = true, C = true }, params.lock.allowed)
    assert.same({ "", "a b", "*", "[x]", "100%" }, params.odd.values)
    local _, why = read:boolean("Account", "add_account")("lock")
    assert.matches('"N" %(free%)', why)
  end)

  it("goes by the name of its component, which may refer to itself", function()
    local components = { Loop = { type = "object", properties = { again = ref "Loop", more = { type = "array",
      items = ref "Other" } } }, Other = { type = "object", properties = { back = ref "Loop" } } }
    local text, data = field(ref "Loop", components)
    assert.equal("{+Loop}", text)
    assert.equal("again:{+Loop}/H\nmore:[{+Other}]/H", data.shared.objects.Loop)
    assert.equal("back:{+Loop}/H", data.shared.objects.Other)
    assert.equal("any", (field(ref "ANY", { ANY = { type = "object" } })))
    assert.equal("object", (field(ref "Bare", { Bare = { type = "object" } })))
    assert.equal("i=1|2", (field(ref "Number", { Number = { type = "integer", enum = { 1, 2 } } })))
    assert.equal("any", (field(ref "Nowhere")))
    assert.equal("any", (field { ["$ref"] = "http://elsewhere/x" }))
    assert.equal("any", (field(ref "A", { A = ref "B", B = ref "A" })))
    assert.matches("^%[%[%[", (field(ref "Rows", { Rows = { type = "array", items = ref "Rows" } })))
    components.Alias = ref "Loop"
    assert.equal("{+Loop}", (field(ref "Alias", components)))
  end)

  it("is put together from the parts of an allOf", function()
    local components = {
      One = { type = "object", required = { "a" }, properties = { a = { type = "integer" } } },
      Self = { allOf = { ref "Self", ref "One", { properties = { own = { type = "string" } } } } },
    }
    assert.equal("{+One} -- A text", (field({ allOf = { ref "One" }, description = "A text" }, components)))
    assert.equal("{+One}@?", (field({ type = "object", allOf = { ref "One", { description = "" } }, nullable = true,
      readOnly = true }, components)))
    assert.equal("i", (field { allOf = { { type = "integer" } } }))
    local text, data = field({ allOf = { ref "One", { type = "object", required = { "b" },
      properties = { b = { type = "string" } } } } }, components)
    assert.equal("{+Account.add_account.x}", text)
    assert.equal("a:i!/H\nb:s!/H", data.shared.objects["Account.add_account.x"])
    text, data = field(ref "Self", components)
    assert.equal("{+Self}", text)
    assert.equal("a:i!/H\nown:s/H", data.shared.objects.Self)
    assert.equal("[{+Account.add_account.x}]", (field({ type = "array", items = { allOf = { ref "One",
      { properties = { session_id = { type = "string" } } } } } }, components)))
  end)

  it("is any where it is one of several, and all their fields where these are objects", function()
    assert.equal("any", (field { oneOf = { { type = "integer" }, { type = "string" } } }))
    assert.equal("any", (field { anyOf = { { type = "integer" }, { type = "object", properties = { a = {} } } } }))
    assert.equal("i", (field { oneOf = { { type = "integer" }, { type = "integer", enum = { 5 } } } }))
    assert.equal("i?", (field { type = { "integer", "null" } }))
    local text, data = field { oneOf = {
      { type = "object", required = { "a" }, properties = { a = { type = "integer" } } },
      { type = "object", required = { "b" }, properties = { b = { type = "string" } } } } }
    assert.equal("{+Account.add_account.x}", text)
    assert.equal("a:i/H\nb:s/H", data.shared.objects["Account.add_account.x"])
  end)

  it("that is an object without a name is called after its place", function()
    local text, data = field { type = "object", properties = {
      inner = { type = "array", items = { type = "object", properties = { deep = { type = "integer" } } } } } }
    assert.equal("{+Account.add_account.x}", text)
    assert.equal("inner:[{+Account.add_account.x.inner}]/H", data.shared.objects["Account.add_account.x"])
    assert.equal("deep:i/H", data.shared.objects["Account.add_account.x.inner"])
  end)

  it("may have other fields beside those that are told", function()
    local text, data = field { type = "object", properties = { a = { type = "integer" } },
      additionalProperties = { type = "string" } }
    assert.equal("{+Account.add_account.x}", text)
    assert.equal("a:i/H\n*:any", data.shared.objects["Account.add_account.x"])
    text, data = field { type = "object", properties = { a = { type = "integer" }, ["*"] = { type = "string" } } }
    assert.equal("a:i/H\n*:any", data.shared.objects[text:match "%+(.-)}"])
    assert.equal("object", (field { type = "object", additionalProperties = { type = "string" } }))
    assert.equal("object", (field { type = "object", additionalProperties = true }))
    assert.equal("object", (field { type = "object", properties = { ["*"] = { type = "string" },
      [""] = { type = "string" } } }))
  end)

  it("keeps a name that the notation cannot hold as it is", function()
    local odd = "a b:c%dü=/[x]{y}|--"
    local read = made(description({ type = "object", properties = {
      [odd] = { type = "object", properties = { [" "] = { type = "integer" } } },
      [""] = { type = "integer" }, plain = { type = "string" } }, required = { odd, 5, "gone" } }))
    local params = read:method("Account", "add_account").params
    assert.equal(2, #params)
    assert.equal(odd, params[odd].name)
    assert.equal("documented", params[odd].required)
    assert.equal("i", read:inside("Account", params[odd])[" "].kind)
  end)

  it("is what it is whatever else stands in its schema", function()
    assert.equal("i", (field { type = "integer", ["x-vendor"] = { 1 }, deprecated = true, minimum = "x", format = 5,
      xml = {}, discriminator = {}, pattern = 5, maxLength = "9", description = { 1 }, enum = "x", nullable = "yes",
      required = true, default = {}, externalDocs = 7 }))
    for _, schema in ipairs { "text", 5, true, { type = 5 }, { type = {} }, { items = {} }, { allOf = {} },
      { allOf = 5 }, { oneOf = { 1, 2 } }, { ["$ref"] = 5 }, { enum = {} }, { type = "none" } } do
      assert.matches("^%a+$", (field(schema)))
    end
  end)
end)

describe("a description's method", function()
  it("takes what stands in params: inline, by reference, or without that wrapper", function()
    local inline = { type = "object", required = { "a" }, properties = { a = { type = "integer" } } }
    local components = { Request = inline, Body = { type = "object", properties = { params = ref "Request" } } }
    local function params(schema)
      local of = description(inline, components)
      of.paths["/Account/add_account"].post.requestBody = schema
      return assert(openapi.read(encoded(of))).services.Account.methods.add_account[1]
    end
    assert.equal("a:i!/H", params(body { type = "object", properties = { params = inline } }))
    assert.equal("a:i!/H", params(body { type = "object", properties = { params = ref "Request" } }))
    assert.equal("a:i!/H", params(body(ref "Body")))
    assert.equal("a:i!/H", params(body { allOf = { ref "Body" } }))
    assert.equal("a:i!/H", params(body(ref "Request")))
    assert.equal("a:i!/H", params { content = { ["text/json"] = { schema = inline } } })
    assert.equal("", params(body { type = "object", properties = { params = { type = "object", properties = {} } } }))
    assert.is_nil(params(body { type = "object", properties = { params = { type = "object" } } }))
    assert.is_nil(params(body {}))
    assert.is_nil(params(nil))
    assert.is_nil(params("odd"))
  end)

  it("answers what stands under 200, tells its text, stand-alone mode and its service", function()
    local of = description({ type = "object" }, { Answer = { type = "object", properties = {
      i_account = { type = "integer" } } } }, ref "Answer")
    local operation = of.paths["/Account/add_account"].post
    operation.tags = { "Account | Account management" }
    operation.summary = "Short"
    operation.description = "Adds one.\nThe method is not supported when the system is in standalone mode."
    operation.responses["500"] = body { type = "object", properties = { faultcode = { type = "string" } } }
    local read = made(of)
    local method = read:method("Account", "add_account")
    assert.equal("i", method.answer.i_account.kind)
    assert.is_nil(method.params)
    assert.equal("Adds one.", method.about)
    assert.equal("no", method.stand_alone)
    assert.equal("Account management", read.data.services.Account.about)
    operation.description = nil
    assert.equal("Short", made(of):method("Account", "add_account").about)
  end)

  it("may be of any service, and whatever the path is called", function()
    local of = description { type = "object" }
    local post = of.paths["/Account/add_account"]
    of.paths = { ["/New-Service.2/do it"] = post, ["/rest/Other/get_it"] = post, ["/a/b/c"] = post, ["/"] = post,
      Account = post, ["/Account/get"] = { get = {} }, ["/X/y"] = 5 }
    local read = made(of)
    assert.same({ "New-Service.2", "Other" }, read:services())
    assert.same({ "do it" }, read:methods "New-Service.2")
  end)

  it("is told whose it is, and of which release", function()
    local of = description { type = "object" }
    of.info = { title = "CustomerInterface", version = "MR130-1" }
    local data = assert(openapi.read(encoded(of)))
    assert.is_true(data.own)
    assert.equal("Customer", data.realm)
    assert.equal("MR130-1", data.version)
    assert.equal("Account", openapi.read(encoded(of), { realm = "Account" }).realm)
    of.info = nil
    assert.is_nil(openapi.read(encoded(of)).realm)
  end)
end)

describe("what a terminal would obey", function()
  it("is in no name, value or text that is read", function()
    local bad = "\27[31m\194\155x\r\n"
    local of = description({ type = "object", properties = { ["a" .. bad] = { type = "string" },
      kind = { type = "string", enum = { "x", bad } }, text = { type = "string", description = "about " .. bad } } })
    of.paths["/Account/add" .. bad] = of.paths["/Account/add_account"]
    of.paths["/Thing" .. bad .. "/add_x"] = of.paths["/Account/add_account"]
    local data = assert(openapi.read(encoded(of)))
    assert.same({ "Account" }, tables.sorted_keys(data.services))
    assert.same({ "add_account" }, tables.sorted_keys(data.services.Account.methods))
    assert.equal("kind:s/H\ntext:s/H -- about [31m x", data.services.Account.methods.add_account[1])
  end)
end)

describe("a description", function()
  it("may begin with a byte order mark", function()
    assert(openapi.read("\239\187\191" .. encoded(description({ type = "object" }))))
  end)
end)

describe("the time that reading takes", function()
  it("does not grow with a service's tag", function()
    local of = description({ type = "object" })
    of.paths["/Account/add_account"].post.tags = { (" "):rep(300000) }
    assert(openapi.read(encoded(of)))
  end)

  it("is limited beyond decoding", function()
    local properties = {}
    for i = 1, 20 do properties["f" .. i] = { type = "string" } end
    local none, message = openapi.reduce(description({ type = "object", properties = properties }), { timeout = -1 })
    assert.is_nil(none)
    assert.matches("could not be read in -1 seconds", message, 1, true)
  end)
end)

describe("what is no description", function()
  local whole = encoded(description { type = "object" })

  for name, case in pairs {
    ["is empty"] = { " \n", "is empty" },
    ["is a page"] = { "\n<!DOCTYPE html><html><body>Log in</body></html>", "is a page (HTML), not JSON" },
    ["is a WSDL"] = { '<?xml version="1.0"?><wsdl:definitions/>', "is XML (a WSDL)" },
    ["is compressed"] = { "\31\139\8xyz", "is compressed (gzip)" },
    ["is cut off"] = { whole:sub(1, -20), "is cut off: it ends after " .. #whole - 19 .. " bytes" },
    ["is no JSON"] = { "openapi: 3.0.2", "is no JSON: " },
    ["is broken inside"] = { '{"openapi":"3.0.2",,}', "is no JSON: " },
    ["is an array's text"] = { '"text"', "is JSON, but no object" },
    ["is null"] = { "null", "is JSON, but no object" },
    ["is another JSON"] = { '{"faultcode":"x"}', 'it has no "openapi"' },
    ["is an array"] = { "[]", 'it has no "openapi"' },
    ["is Swagger"] = { '{"swagger":"2.0","paths":{}}', "is of OpenAPI (Swagger) 2.0" },
    ["is OpenAPI 3.1"] = { '{"openapi":"3.1.0","paths":{}}', "is of OpenAPI 3.1.0" },
    ["has no paths"] = { '{"openapi":"3.0.2"}', 'has no "paths"' },
    ["has other paths"] = { '{"openapi":"3.0.2","paths":{"/pets":{"post":{}}}}', "has no method" },
    ["is nested without end"] = { '{"openapi":"3.0.2","paths":' .. ("["):rep(5000) .. ("]"):rep(5000) .. "}",
      "is no JSON" },
    ["is too large"] = { whole, "is too large: " .. #whole .. " bytes, 100 are allowed", { max_bytes = 100 } },
    ["grows without end"] = { (function()
      local components = {}
      for i = 1, 4 do
        local one_of = { { type = "string" } }
        for k = 1, 200 do one_of[k + 1] = ref("C" .. i + 1) end
        components["C" .. i] = { oneOf = one_of }
      end
      components.C5 = { type = "integer" }
      return encoded(description({ type = "object", properties = { x = ref "C1" } }, components))
    end)(), "its schemas grow without end" },
  } do
    it(name .. ": is refused with the reason and how to get it", function()
      local options = case[3] or {}
      options.address = "https://pb.example.com/doc/api/CustomerInterface.json"
      local data, message = openapi.read(case[1], options)
      assert.is_nil(data)
      assert.matches(case[2], message, 1, true)
      assert.matches("open https://pb.example.com/doc/api/CustomerInterface.json in a browser, save", message, 1, true)
      assert.is_true(#message < 700)
    end)
  end

  it("tells an address to put the host into, where none is known", function()
    local _, message = openapi.read("", { address = "/tmp/file.json", realm = "Reseller" })
    assert.matches("^the API description /tmp/file.json is empty; open https://HOST/doc/api/ResellerInterface.json in",
      message)
    _, message = openapi.read ""
    assert.matches("^the API description is empty; open https://HOST/doc/api/<Realm>Interface.json in", message)
  end)
end)

describe("what was read, as a text for a file", function()
  local text = encoded(description({ type = "object", properties = { x = ref "X" } }, { X = { type = "object",
    properties = { a = { type = "string", description = 'Ünï "x"' } } } }))
  local data = assert(openapi.read(text))

  it("is restored as it was", function()
    assert.same(data, assert(openapi.restore(assert(openapi.cached(data)))))
    local read = model.new(assert(openapi.restore(openapi.cached(data))), api.builtin)
    assert.equal('Ünï "x"', read:object("Account", "X").a.about)
  end)

  it("is refused where it is of another format, cut off or changed", function()
    local kept = openapi.cached(data)
    for _, case in ipairs {
      { "", "another format" }, { "{}", "another format" }, { text, "another format" },
      { kept:gsub("^portabilling api %d+", "portabilling api 0"), "another format" },
      { kept:sub(1, -2), "cut off or was changed" }, { kept .. " ", "cut off or was changed" },
      { kept:gsub("Account", "Accounts", 1), "cut off or was changed" },
      { "portabilling api 1 " .. core.sha256 "[]" .. "\n[]", "cannot be read" },
      { "portabilling api 1 " .. core.sha256 "x" .. "\nx", "cannot be read" },
    } do
      local restored, reason = openapi.restore(case[1])
      assert.is_nil(restored)
      assert.matches(case[2], reason, 1, true)
    end
  end)
end)

describe("the notation", function()
  it("reads what it writes", function()
    for _, text in ipairs { "a:i", "a:s!@$?#41~seconds/H=x|y|*", "a:[s?=a|b]/H", "a:[[{+x}]]", "a%20b:s",
      "a%3Ab:s=%|%2A|%5D", "*:any", "a:{+x}+ -- some text", "a:yn&", "a:[yn]", "a:s=*" } do
      assert.equal(text, notation.write(notation.parse(text)[1]))
    end
  end)

  it("tells meanings only of values that a field has, and of null, where its values are known", function()
    local fields = notation.parse "a:s=N|C -- N - free; X - what\nb:i?=1 -- null - none; see - there\nc:[s=x] -- x - y"
    assert.same({ x = "y" }, fields.c.meanings)
    assert.same({ N = "free" }, fields.a.meanings)
    assert.same({ null = "none" }, fields.b.meanings)
  end)
end)
