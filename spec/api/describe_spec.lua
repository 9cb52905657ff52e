local api = require "portabilling.api"
local describe_api = require "portabilling.api.describe"
local model = require "portabilling.api.model"
local pb = require "portabilling"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = function() end }

local load_text = loadstring or load -- luacheck: ignore 113

local function of(...)
  return describe_api.of(api.builtin, "pb.", ...)
end

-- An operator's own description of one service.
local function own(service)
  return model.new({ services = { Thing = service }, shared = { objects = {} } }, api.builtin)
end

local function has(text, part)
  assert.truthy(tostring(text):find(part, 1, true), ("%q in\n%s"):format(part, tostring(text)))
end

local function lacks(text, part)
  assert.falsy(tostring(text):find(part, 1, true), tostring(text))
end

-- The call that an example makes: { function's name, its arguments }.
local function run(example)
  local call
  local functions = setmetatable({ show = function() end }, { __index = function(_, name)
    return function(...)
      call = { name, ... }
      return name == "list" and function() end or {}
    end
  end })
  local chunk = assert(load_text("local pb = ...\n" .. example))
  chunk(functions)
  return call
end

local FITS = {
  i = function(value) return type(value) == "number" and value % 1 == 0 end,
  n = function(value) return type(value) == "number" end,
  s = function(value) return type(value) == "string" end,
  d = function(value) return type(value) == "string" and value:find "^%d%d%d%d%-%d%d%-%d%d$" ~= nil end,
  t = function(value) return type(value) == "string" and value:find "^%d%d%d%d%-%d%d%-%d%d %d%d:%d%d:%d%d$" ~= nil end,
  yn = function(value) return type(value) == "boolean" end,
  b = function(value) return type(value) == "boolean" end,
  bool = function(value) return type(value) == "boolean" end,
  list = function(value) return type(value) == "table" end,
  object = function(value) return type(value) == "table" end,
  any = function() return true end,
}

-- Do values fit what the model knows? Raises where they do not.
local check_object

local function check_value(of_model, service, f, value, path)
  assert.is_true(FITS[f.kind](value), path .. " is no " .. f.kind)
  if f.allowed and type(value) ~= "boolean" then
    assert.is_true(f.allowed[tostring(value)], path .. " is not among the values")
  end
  if f.max then assert.is_true(#tostring(value) <= f.max, path) end
  if f.item then
    for _, item in ipairs(value) do check_value(of_model, service, f.item, item, path) end
  elseif of_model:inside(service, f) then
    check_object(of_model, service, of_model:inside(service, f), value, f.strict, path .. ".")
  end
end

function check_object(of_model, service, fields, values, strict, path)
  local one_of, given
  for _, f in ipairs(fields) do
    if strict and f.required then assert.not_nil(values[f.name], path .. f.name .. " is missing") end
    one_of = one_of or f.one_of
    given = given or f.one_of and values[f.name] ~= nil
  end
  assert.is_true(not one_of or given, path .. " lacks one of the keys")
  for name, value in pairs(values) do
    assert.truthy(fields[name], path .. tostring(name) .. " is unknown")
    check_value(of_model, service, fields[name], value, path .. name)
  end
end

local function columns_of(text)
  local most = 0
  for line in text:gmatch "[^\n]+" do most = math.max(most, #line) end
  return most
end

local function check(of_model, d)
  local text, all = tostring(d), d:all()
  assert.is_true(columns_of(text) <= 100 and columns_of(all) <= 100, all)
  lacks(all, "  \n")
  lacks(all, "nil")
  for _, f in ipairs(d.fields or {}) do has(all, f.name) end
  if d.kind ~= "method" then return end
  for _, f in ipairs(d.params or {}) do has(all, f.name) end
  local call = run(d.example)
  assert.same({ d.operation or "call", d.service, d.record or d.method }, { call[1], call[2], call[3] })
  if d.params then
    check_object(of_model, d.service, d.params, call[4] or {}, true, ("%s/%s "):format(d.service, d.method))
  end
  assert.is_true(columns_of(d.example) <= 100)
end

describe("describe", function()
  it("tells every service, record, operation and method that is built in", function()
    check(api.builtin, of())
    local methods = 0
    for _, service in ipairs(api.builtin:services()) do
      check(api.builtin, of(service))
      for _, item in ipairs(api.builtin:records(service)) do
        check(api.builtin, of(service, item.record))
        for operation, method in pairs(item.operations) do
          local d = of(service, item.record, operation)
          assert.equal(method, d.method)
          check(api.builtin, d)
        end
      end
      for _, method in ipairs(api.builtin:methods(service)) do
        local d = of(service, method)
        assert.same({ "method", method }, { d.kind, d.method })
        check(api.builtin, d)
        methods = methods + 1
      end
    end
    assert.is_true(methods > 800)
  end)

  it("says what services are: in the words of the operator's description, else in its own", function()
    for service in pairs(require "portabilling.api.about") do
      assert.truthy(api.builtin:load(service), service)
    end
    assert.equal("invoices", of("Invoice").about)
    local rows = tostring(of())
    has(rows, "\nInvoice ")
    has(rows, "invoices\n")
    local of_model = model.new({ services = { Invoice = { about = "Invoice management", methods = {} },
      Rate = { methods = {} }, Other = { methods = {} } }, shared = { objects = {} } }, api.builtin)
    local told = describe_api.of(of_model, "pb.").services
    assert.same({ "Invoice management", "nothing", "rates: prices by destination" },
      { told[1].about, told[2].about or "nothing", told[3].about })
  end)

  it("tells what a create takes: what is required first, then the usual, then the names of the rest", function()
    local d = of("Account", "account", "create")
    assert.same({ "method", "Account", "account", "create", "add_account", "account_info", false },
      { d.kind, d.service, d.record, d.operation, d.method, d.wrapper, d.safe })
    local required = {}
    for _, name in ipairs(d.required) do required[name] = true end
    for name in ("id i_customer i_product billing_model bill_status"):gmatch "%S+" do
      assert.is_true(required[name], name)
    end
    local text = tostring(d)
    local at = 0
    for _, part in ipairs { "Account/add_account", "in account_info (object):", "required", "\n  i_product ", "usual:",
      "\n  blocked ", "boolean (Y, N)", "more: ", "i_routing_plan", "beside account_info:",
      "\n  generate_web_password ", "answers i_account (integer)", "pb.create(\"Account\", \"account\", {",
      "account_info = {" } do
      local found = text:find(part, at + 1, true)
      assert.truthy(found, part .. " is not behind what comes before it in\n" .. text)
      at = found
    end
    assert.is_true(select(2, text:gsub("\n", "")) < 70)
    has(d:all(), "\n  i_routing_plan  ")
    has(d:all(), "\nmade by the server; not changed when sent back:\n  ")
  end)

  it("puts what the vendor requires before what was always seen", function()
    local d = describe_api.of(own { methods = { add_thing = { "thing_info:{+thing}!" } },
      objects = { thing = "a:s+ b:s! c:s+ d:s! e:s f:s@" } }, "pb.", "Thing", "thing", "create")
    assert.same({ { "b", "d", "a", "c" }, { "e" }, {}, {} }, { d.required, d.usual, d.rest, d.one_of })
    has(d, "\nrequired:\n  b  text\n  d  text\nrequired, as far as was seen:\n  a  text\n  c  text\nelse:\n  e  text")
    lacks(d, "\n  f ")
  end)

  it("shows of many fields the first, and none of which there is but one old mention", function()
    local many = {}
    for i = 1, 40 do many[i] = ("f%02d:s%s"):format(i, i == 2 and "/L" or "") end
    local d = describe_api.of(model.new { shared = { objects = {} }, services = { Thing = { methods = {
      do_it = { table.concat(many, " ") } } } } }, "pb.", "Thing", "do_it")
    assert.equal("f01 f03", table.concat(d.usual, " "):sub(1, 7))
    assert.same({ 12, 28, "f02" }, { #d.usual, #d.rest, d.rest[1] })
  end)

  it("takes a method as it is written elsewhere, too", function()
    assert.equal(tostring(pb.describe("Customer", "add_customer")), tostring(pb.describe "Customer/add_customer"))
    assert.has_error(function() pb.describe "Customer/add_custmer" end)
  end)

  it("says of a field what its values, null, length and unit are, and how sure that is", function()
    local text = [[
      lock:s=N|C|F -- the period. Possible values: N - free; C - closing is barred; F - so are corrections
      level:i=1|2 kind:s=a%20b|* credit:n?/H -- null - no limit
      name:s#41?/L pin:s$/H wait:i~seconds days:[d]/H flag:b/H list:list/H
      code:i/H -- Possible values: 7 - seven; 8 - eight.
      ]]
    local data = { shared = { objects = {} }, services = { Thing = { methods = { do_it = { text } } } } }
    local built_in = describe_api.of(model.new(data), "pb.", "Thing", "do_it"):all()
    for _, line in ipairs {
      'lock text the period; "N" free; "C" closing is barred; "F" so are corrections (M) level',
      "level integer 1, 2 (M) kind",
      'kind text such as "a b" (M) credit',
      "credit number pb.null no limit pin",
      "pin text secret wait",
      "wait integer in seconds (M) days",
      "days array of dates flag",
      "flag boolean (1, 0) list",
      "list array code",
      "code integer Possible values: 7 - seven; 8 - eight more:",
      "name text pb.null as well; at most 41 characters (L)",
      "(M: seen in clients in use; L: one old or indirect mention)",
    } do
      has(built_in:gsub("%s+", " "), line)
    end
    local operators = describe_api.of(model.new(data, api.builtin), "pb.", "Thing", "do_it")
    assert.is_true(operators.own)
    lacks(operators, "(M")
    lacks(operators, "(L")
  end)

  it("gives the same as data", function()
    local d = of("Account", "account", "create")
    assert.same({ "bill_status", "s", true }, { d.fields.bill_status.name, d.fields.bill_status.kind,
      d.fields.bill_status.allowed.O })
    assert.equal(d.fields[1], d.params.account_info.fields[1])
    assert.equal("i", d.answer.i_account.kind)
    local all = {}
    for _, list in ipairs { d.required, d.usual, d.rest } do
      for _, name in ipairs(list) do
        assert.is_nil(all[name])
        all[name] = true
      end
    end
    for _, f in ipairs(d.fields) do assert.equal(not f.read_only, all[f.name] == true, f.name) end
    local record = of("Account", "account")
    assert.equal("terminate_account", record.operations.delete)
    assert.equal("i_account", record.id)
    assert.equal("xdr", of("Account", "get_xdr_list").record)
    assert.is_nil(of("Account", "move_account").record)
    -- Whoever changes it changes nothing that is known.
    d.fields.bill_status.kind = "changed"
    assert.equal("s", of("Account", "account", "create").fields.bill_status.kind)
  end)

  it("tells what a field has, at any depth, whatever circles there are", function()
    has(of("Account", "account", "create"), "print(pb.describe(\"Account\", \"account\", \"create\").fields.")
    local feature = of("Account", "account", "create").fields.service_features
    has(feature, "service_features: array of objects")
    has(feature, "\n  name ")
    has(feature.fields.attributes, "values")
    local d = describe_api.of(own { methods = { add_thing = { "thing_info:{+thing}!" } },
      objects = { thing = "name:s! parent:{+thing}! children:[{+thing}]" } }, "pb.", "Thing", "thing", "create")
    assert.equal("name", d.fields.parent.fields.parent.fields.children.fields.name.name)
    has(d, "has name*, parent*, children")
    assert.equal("string", type(run(d.example)[4].thing_info.parent.name))
  end)

  it("gives examples whose values fit, and short ones where everything is required", function()
    local d = describe_api.of(own { methods = { do_it = {
      "name:s!#3 iso_4217:s!=EUR|CHF billing_model:i!=7|8 kind:s!=a%20b|* days:[d]! id:i! pin:s!$ any:any! n:n!" } } },
      "pb.", "Thing", "do_it")
    assert.same({ name = "exa", iso_4217 = "EUR", billing_model = 7, kind = "a b", days = { "2026-01-31" }, id = 1,
      pin = "change-me", any = "example", n = 1.5 }, run(d.example)[4])
    local objects = {}
    for i = 0, 49 do
      local list = {}
      for k = 1, 5 do list[k] = ("o%d:{+o%d}! x%d:s!"):format(k, (i * 5 + k) % 50, k) end
      objects["o" .. i] = table.concat(list, " ")
    end
    d = describe_api.of(own { methods = { do_it = { objects.o0 } }, objects = objects }, "pb.", "Thing", "do_it")
    assert.is_true(#d.example < 10000)
    assert(load_text(d.example))
  end)

  it("takes a field * for any other name", function()
    local d = describe_api.of(own { methods = { add_thing = { "thing_info:{+thing}!" } },
      objects = { thing = "name:s! *:s! more:{rest}", rest = "*:i" } }, "pb.", "Thing", "thing", "create")
    has(d, "\n  any other  text\n")
    has(d, "has any other")
    assert.same({ thing_info = { name = "Example" } }, run(d.example)[4])
  end)

  it("asks for keys and filters as the operation is called", function()
    local get = of("Account", "account", "get")
    assert.same({ "i_account", "id", "login" }, get.one_of)
    has(get, "one of these is required:")
    has(get, "gives the record itself (account_info of the answer):\n  pb.describe(\"Account\", \"account\")")
    assert.same({ "i_account" }, of("Account", "account", "update").required)
    assert.same({ "from_date", "to_date" }, of("Account", "xdr", "list").required)
    has(of("Account", "xdr", "list"), "limit, offset: the list's own business")
    has(of("Account", "custom_fields_value", "update"), "\n  i_account  integer  required, as far as was seen")
    has(of("Tariff", "tariff", "create"), "By the rule of names its attributes go into tariff_info.")
    has(of("Customer", "get_my_info"), "It takes nothing.")
  end)

  it("raises a misspelt name with the nearest, and blames the caller", function()
    for message, ask in pairs {
      ["unknown service 'Acount'; did you mean 'Account'?"] = function() pb.describe "Acount" end,
      ["did you mean 'account'?"] = function() pb.describe("Account", "acount") end,
      ["did you mean 'get_xdr_list'?"] = function() pb.describe("Account", "get_xdr_lst") end,
      ["did you mean 'create'?"] = function() pb.describe("Account", "account", "creat") end,
      ["has no operation create, only: list"] = function() pb.describe("Account", "xdr", "create") end,
      ["service must be a string"] = function() pb.describe(nil, "account") end,
      ["record of service Account must be a string"] = function() pb.describe("Account", nil, "create") end,
      ["call it with a dot"] = function() pb:describe "Account" end, -- luacheck: ignore
    } do
      local ok, err = pcall(ask)
      assert.is_false(ok)
      has(err, message)
      has(err, "describe_spec.lua:")
    end
  end)

  it("hides nothing of an operator's own description, and obeys nothing in it", function()
    local d = describe_api.of(own { about = "things\27[2J", methods = {
      add_thing = { "thing_info:{+thing}! end:s!", "i_thing:i", about = "Adds\27[31m a thing." },
      ["do-it"] = { "x-y:s!" } },
      objects = { thing = "name:s! -- what\7it is" } }, "pb.", "Thing", "thing", "create")
    lacks(d, "\27")
    has(d, "Adds [31m a thing.")
    has(d, "what it is")
    assert.equal("example", run(d.example)[4]["end"])
    local odd = describe_api.of(own { methods = { ["do-it"] = { "x-y:s!" } } }, "pb.", "Thing", "do-it")
    assert.same({ "call", "Thing", "do-it", { ["x-y"] = "example" } }, run(odd.example))
  end)

  describe("uses the model of the client", function()
    after_each(function() pb.close() end)

    it("that was made, and makes none", function()
      assert.equal("services", pb.describe().kind)
      local client = pb.connect { url = "http://127.0.0.1:1", insecure = true, login = "a", password = "b" }
      client.model = own { methods = { add_thing = { "thing_info:{+thing}!" } }, objects = { thing = "name:s!" } }
      assert.same({ "Thing" }, pb.services())
      assert.equal("thing", pb.records("Thing")[1].record)
      has(pb.describe("Thing", "thing", "create"), "pb.create(\"Thing\", \"thing\", {")
      has(client:describe("Thing", "thing", "create"), "client:create(\"Thing\", \"thing\", {")
      assert.equal("add_thing", client:methods("thing")[1].method)
      local ok, err = pcall(function() client:describe "Thin" end)
      assert.is_false(ok)
      has(err, "did you mean 'Thing'?")
      has(err, "describe_spec.lua:")
    end)
  end)

  it("prints lists of names, too", function()
    has(pb.services(), "\nAccount\n")
    has(pb.records "DID", "  number            create, get, update, delete, list")
  end)

  it("tells whatever an operator's own description may hold", function()
    local TYPES = { "i", "n", "s", "d", "t", "yn", "b", "bool", "list", "object", "any", "{a}", "{+b}", "[{+a}]",
      "[{b}]", "[s]", "[[i]]", "[any]", "{gone}" }
    local MARKS = { "!", "+", "&", "?", "@", "$", "#3", "#0", "~seconds", "/H", "/L", "" }
    local ENDS = { "", "", "", "=a|b", "=1|2|*", "=*", "=N", "=a%20b%7C", " -- Possible values: N - no; null - none.",
      " -- \27[2J " .. ("w"):rep(150), " -- 'quoted' \"text\" %s %d; a - b - c", " -- \195\169 \255" }
    local NAMES = { "x", "end", "i_thing", "thing_info", "limit", "offset", "i_account", "a-b", "$ref", "1st",
      "password", "from_date", "fields", "kind", "\195\169" }
    math.randomseed(14)
    local function one(list) return list[math.random(#list)] end
    local function fields()
      local lines = {}
      for i = 1, math.random(0, 30) do
        lines[i] = ("%s:%s%s%s"):format(one(NAMES), one(TYPES), one(MARKS), one(ENDS))
      end
      return table.concat(lines, "\n")
    end
    for _ = 1, 60 do
      local methods = { delete_thing = { fields() }, ["do-it"] = { fields() }, none = {} }
      for _, name in ipairs { "add_thing", "get_thing_info", "get_thing_list", "update_thing" } do
        methods[name] = { fields(), fields() }
      end
      local of_model = model.new({ shared = { objects = { b = fields() } }, services = {
        Thing = { about = one { "x", "\27" }, objects = { a = fields() }, methods = methods } } }, api.builtin)
      local function tell(...)
        local d = describe_api.of(of_model, "client:", ...)
        for _, text in ipairs { tostring(d), d:all() } do assert.falsy(text:find "[%z\1-\9\11-\31]", text) end
        if d.example then assert(load_text(d.example)) end
        for _, f in ipairs(d.fields or {}) do assert.equal("string", type(tostring(f))) end
      end
      tell()
      tell "Thing"
      tell("Thing", "thing")
      for _, operation in ipairs(model.OPERATIONS) do tell("Thing", "thing", operation) end
      tell("Thing", "do-it")
      tell("Thing", "none")
    end
  end)

  it("gives examples that run where nothing has to be given, and those of lists without limit and offset", function()
    local m = own { methods = { add_thing = { "a:s", "i_thing:i" }, update_thing = { "", "" },
      delete_thing = { "", "" }, get_thing_list = { "limit:i! offset:i! name:s", "thing_list:[any]" } } }
    for _, operation in ipairs { "create", "update", "delete" } do
      local d = describe_api.of(m, "pb.", "Thing", "thing", operation)
      assert.same({ operation, "Thing", "thing", {} }, run(d.example))
    end
    local d = describe_api.of(m, "pb.", "Thing", "thing", "list")
    assert.same({ "list", "Thing", "thing" }, run(d.example))
    has(d, "limit, offset: the list's own business")
    lacks(d, "required:")
  end)

  it("tells how to look into a field of any name", function()
    local m = own { methods = { add_thing = { "<a-b>:{part} c:s", "" } }, objects = { part = "d:s" } }
    local text = tostring(describe_api.of(m, "pb.", "Thing", "thing", "create"))
    has(text, '.fields["')
    assert(load_text(text:match "What one has: ([^\n]+)"))
  end)

  it("gives examples that a server takes", function()
    local client = w.client()
    local tried = 0
    for name in ([[
      Account/account Account/alias Account/followme_number Account/custom_fields_value Account/service_features
      Account/subscription Account/xdr Customer/customer Customer/xdr Customer/extension Customer/huntgroup
      Customer/abbreviated_dialing_number Customer/subscription DID/number SIMCard/sim_card Product/product
      Service/service CustomFields/custom_field Subscription/subscription Invoice/invoice ]]):gmatch "%S+" do
      local service, record = name:match "^(%w+)/(.+)$"
      for _, operation in ipairs(model.OPERATIONS) do
        if of(service, record).operations[operation] then
          assert(w.sandbox:reset())
          local d = of(service, record, operation)
          local call = run(d.example)
          local ok, err
          if operation == "list" then
            ok, err = pcall(client.collect, client, call[2], call[3], call[4])
          else
            ok, err = client[operation](client, call[2], call[3], call[4])
          end
          -- What is not there, or in use, has nothing to do with the form.
          local code = type(err) == "table" and err.code or ""
          local there = type(err) == "table" and err.kind == "not_found" or code:find "%.not_found%."
            or code:find "%.in_use%." or code:find "%.wrong_state%."
          assert.truthy(ok or operation ~= "create" and there, ("%s %s: %s"):format(name, operation, tostring(err)))
          tried = tried + 1
        end
      end
    end
    assert.is_true(tried > 50)
  end)
end)
