local api = require "portabilling.api"
local canned = require "support.canned"
local core = require "portabilling.core"
local denial = require "portabilling.call.denial"
local model = require "portabilling.api.model"
local openapi = require "portabilling.api.openapi"
local pb = require "portabilling"

local I, S, B = { type = "integer" }, { type = "string" }, { type = "integer", enum = { 0, 1 } }

local function object(properties, required)
  return { type = "object", properties = properties, required = required }
end

local function list(items) return { type = "array", items = items } end

local function ref(name) return { ["$ref"] = "#/components/schemas/" .. name } end

local function body(schema)
  return { content = { ["application/json"] = { schema = schema } } }
end

-- The model of an operator whose server has these methods: "Service/method" -> { params, answer }, schemas.
local function own(methods, components)
  local paths = {}
  for name, told in pairs(methods) do
    paths["/" .. name] = { post = { requestBody = body(object { params = told[1] }),
      responses = { ["200"] = told[2] and body(told[2]) or { description = "OK" } } } }
  end
  local text = assert(core.encode { openapi = "3.0.2", paths = paths, components = { schemas = components } })
  return model.new(assert(openapi.read(text)), api.builtin)
end

local PAGED = { limit = I, offset = I, get_total = B, i_thing = I }

local function raised(of, ...)
  local ok, message = pcall(of.resolve, of, ...)
  assert.is_false(ok)
  return message
end

describe("a record that only the operator's own description knows", function()
  local things

  setup(function()
    things = own({
      ["NewService/add_thing"] = { object { thing_info = ref "ThingInfo", suppress_notification = B },
        object { i_thing = I } },
      ["NewService/get_thing_info"] = { object { i_thing = I, detailed_info = B },
        object { thing_info = ref "ThingInfo" } },
      ["NewService/get_thing_list"] = { object(PAGED), object { thing_list = list(ref "ThingInfo"), total = I } },
      ["NewService/update_thing"] = { object { thing_info = ref "ThingInfo" }, object { i_thing = I } },
      ["NewService/delete_thing"] = { object({ i_thing = I }, { "i_thing" }), object { success = B } },
    }, { ThingInfo = object({ i_thing = I, name = S, on = { type = "string", enum = { "N", "Y" } }, odd = B },
      { "name" }) })
  end)

  it("has the operations that there are methods for", function()
    assert.same({ "NewService" }, things:services())
    assert.same({ { record = "thing", operations = { create = "add_thing", get = "get_thing_info",
      list = "get_thing_list", update = "update_thing", delete = "delete_thing" } } }, things:records "NewService")
  end)

  it("is called as the description shows", function()
    local create = things:resolve("NewService", "thing", "create")
    assert.equal("thing_info", create.wrapper)
    assert.equal("i_thing", create.id_key)
    assert.equal("documented", create.source)
    assert.is_false(create.safe)
    assert.equal("thing_info", things:resolve("NewService", "thing", "update").wrapper)
    assert.equal("thing_info", things:resolve("NewService", "thing", "get").key)
    assert.is_nil(things:resolve("NewService", "thing", "delete").wrapper)
    local rows = things:resolve("NewService", "thing", "list")
    assert.equal("thing_list", rows.records_key)
    assert.is_true(rows.paging)
    assert.is_true(rows.has_total)
    assert.equal("i_thing", rows.unique_key)
    assert.is_true(rows.safe)
  end)

  it("is created by a client that goes by that model", function()
    local client = pb.new { url = "https://localhost:8443", login = "api", token = "marker-token" }
    client.model = things
    local request = assert(client:create("NewService", "thing", { thing_info = { name = "x", on = true, odd = true },
      suppress_notification = true }, { dry_run = true }))
    assert.matches("/rest/NewService/add_thing$", request.url)
    assert.same({ params = { thing_info = { name = "x", on = "Y", odd = 1 }, suppress_notification = 1 } },
      core.decode(request.body))
    local ok, message = pcall(client.create, client, "NewService", "thing", { name = "x" }, { dry_run = true })
    assert.is_false(ok)
    assert.matches("put them into thing_info = { ... }", message, 1, true)
    client:close()
  end)

  it("has booleans by the types of its fields", function()
    local form = things:boolean("NewService", "add_thing")
    assert.equal("yn", form("thing_info", "on"))
    assert.equal("01", form("thing_info", "odd"))
    assert.equal("01", form("suppress_notification"))
    assert.is_nil((form("thing_info", "i_thing")))
  end)
end)

describe("a record whose methods do not follow the rule", function()
  it("has the wrapper that the description shows", function()
    local some = own({
      ["S/add_a"] = { object { a_data = ref "A", i_customer = I, force = B, suppress = I } },
      ["S/add_b"] = { object { b_data = ref "A", name = S } },
      ["S/add_c"] = { object { name = S, i_customer = I } },
      ["S/add_d"] = { object { d_rec_info = ref "A", other = ref "A" } },
      ["S/add_k"] = { object { name = S, billing_info = ref "A" } },
      ["S/add_e"] = { object { one = ref "A", other = ref "A" } },
      ["S/add_f"] = { nil },
      ["S/add_i"] = { object({ attributes = ref "A", i_customer = I }, { "attributes" }) },
      ["S/add_j"] = { object { options = ref "A", amount = I } },
      ["Customer/add_customer_extension"] = { object { i_customer = I, id = S, extension_prompt_info = ref "A" } },
      ["S/delete_g"] = { object { g_info = ref "A" } },
      ["S/delete_h"] = { object { h_info = ref "A", i_h = I } },
    }, { A = object { name = S } })
    assert.equal("a_data", some:resolve("S", "a", "create").wrapper)
    assert.is_nil(some:resolve("S", "b", "create").wrapper)
    assert.is_nil(some:resolve("S", "c", "create").wrapper)
    assert.equal("d_rec_info", some:resolve("S", "d", "create").wrapper)
    assert.is_nil(some:resolve("S", "k", "create").wrapper)
    assert.is_nil(some:resolve("S", "e", "create").wrapper)
    assert.equal("f_info", some:resolve("S", "f", "create").wrapper)
    assert.equal("attributes", some:resolve("S", "i", "create").wrapper)
    assert.is_nil(some:resolve("S", "j", "create").wrapper)
    assert.is_nil(some:resolve("Customer", "extension", "create").wrapper) -- flat, as its line says
    assert.equal("g_info", some:resolve("S", "g", "delete").wrapper)
    assert.is_nil(some:resolve("S", "h", "delete").wrapper)
  end)

  it("has the keys and pages that the description shows", function()
    local some = own({
      ["S/get_a_info"] = { object { i_a = I }, object { the_a = ref "A" } },
      ["S/get_a_list"] = { object { i_a = I }, object { as = list(ref "A"), names = list(S) } },
      ["S/get_b_list"] = { object(PAGED), object { one = list(ref "A"), two = list(ref "A") } },
      ["S/get_c_list"] = { nil, nil },
      ["S/get_d_list"] = { object { limit = I, offset = I, get_total = B }, object { d_list = list(ref "A") } },
    }, { A = object { a = I } })
    assert.equal("the_a", some:resolve("S", "a", "get").key)
    local a = some:resolve("S", "a", "list")
    assert.equal("as", a.records_key)
    assert.is_false(a.paging)
    assert.is_false(a.has_total)
    assert.is_nil(a.unique_key) -- the rows have no i_a
    assert.is_nil(some:resolve("S", "b", "list").records_key)
    local c = some:resolve("S", "c", "list")
    assert.is_nil(c.records_key)
    assert.equal("c_list", c.guess)
    assert.is_true(c.paging)
    assert.equal("i_c", c.unique_key)
    assert.is_false(some:resolve("S", "d", "list").has_total) -- no total is answered
  end)

  it("is listed whole where the description shows limit alone", function()
    local client, driver = canned.client(function(request)
      local rows = {}
      for i = 1, math.min(request.params.limit or 50, 120) do rows[i] = { i_a = i } end
      return { body = core.encode({ a_list = rows }, {}) }
    end)
    client.model = own({ ["S/get_a_list"] = { object { limit = I }, object { a_list = list(ref "A") } } },
      { A = object { i_a = I } })
    assert.equal(120, #assert(client:collect("S", "a")))
    assert.equal(500, driver.requests[1].params.limit)
    local none, err = client:collect("S", "a", {}, { page_size = 50 })
    assert.is_nil(none)
    assert.equal("OFFSET_IGNORED", err.code)
  end)

  it("has the id that its methods take", function()
    local some = own({
      ["S/get_site_info"] = { object { i_customer_site = I, detailed_info = B }, object { site_info = ref "Site" } },
      ["S/get_site_list"] = { object { i_customer = I }, object { site_list = list(ref "Site") } },
      ["S/add_site"] = { object { site_info = ref "Site" }, object { i_customer_site = I } },
      ["S/get_x_info"] = { object { i_a = I, i_b = I } },
      ["S/update_y"] = { object { y_info = object { i_y = I, i_z = I } } },
    }, { Site = object { i_customer_site = I, name = S } })
    for _, operation in ipairs { "get", "list", "create" } do
      assert.equal("i_customer_site", some:resolve("S", "site", operation).id_key)
    end
    assert.equal("i_customer_site", some:resolve("S", "site", "list").unique_key)
    assert.equal("i_x", some:resolve("S", "x", "get").id_key)
    assert.equal("i_y", some:resolve("S", "y", "update").id_key)
  end)
end)

describe("what the built-in model knows of a record", function()
  local some

  setup(function()
    some = own({
      ["Account/add_account"] = { object { account_info = ref "Account" } },
      ["Account/delete_account"] = { object { i_account = I } },
      ["Account/get_account_list"] = { object(PAGED), object { account_list = list(ref "Account"), total = I } },
      ["Customer/get_site_list"] = { object(PAGED), object { all = list(ref "Site") } },
      ["Customer/get_extensions_list"] = { object(PAGED), object { extensions_list = list(ref "Site") } },
      ["Account/get_followme_number_list"] = {},
      ["DID/add_number"] = { object { number_info = ref "Site" } },
      ["DID/get_number_info"] = { object { i_did_number = I }, object { number_info = ref "Site" } },
      ["Customer/add_customer"] = { object { customer_info = ref "Site" } },
      ["Customer/get_customer_info"] = { object { i_customer = I, name = S }, object { customer_info = ref "Site" } },
    }, { Account = object { i_account = I, id = S }, Site = object { i_customer_site = I, i_c_ext = I } })
  end)

  it("holds where its methods are in the description as well", function()
    assert.equal("terminate_account", api.builtin:resolve("Account", "account", "delete").method)
    assert.equal("delete_account", some:resolve("Account", "account", "delete").method)
    local extension = some:resolve("Customer", "extension", "list")
    assert.equal("get_extensions_list", extension.method)
    assert.equal("i_c_ext", extension.unique_key)
    assert.equal("extension", some:resolve("Customer", "customer_extension", "list").record)
    -- get_sites is how a site is listed elsewhere
    local site = some:resolve("Customer", "site", "list")
    assert.equal("get_site_list", site.method)
    assert.equal("all", site.records_key)
    assert.equal("i_customer_site", site.id_key)
    -- get_account_followme takes no pages
    local numbers = some:resolve("Account", "followme_number", "list")
    assert.is_true(numbers.paging)
    assert.is_nil(numbers.records_key)
    assert.equal("followme_number_list", numbers.guess)
  end)

  it("finds a created record again only by a look-up that is there, and takes that filter", function()
    assert.is_nil(some:resolve("Account", "account", "create").natural_key)
    assert.is_nil(some:resolve("DID", "number", "create").natural_key)
    assert.same({ attribute = "name", operation = "get", filters = { name = "name" } },
      some:resolve("Customer", "customer", "create").natural_key)
  end)

  it("says that it is the description which has no such name", function()
    assert.matches("the server's description has no service 'Acount'; did you mean 'Account'?",
      raised(some, "Acount", "account", "get"), 1, true)
    assert.matches("the server's description has no service 'Invoice'; ", raised(some, "Invoice", "invoice", "get"), 1,
      true)
    assert.matches("the server's description has no record 'acount' of service Account; did you mean 'account'?",
      raised(some, "Account", "acount", "get"), 1, true)
    assert.matches("no operation get, only: create, delete, list; the server's description has no get_account_info; ",
      raised(some, "Account", "account", "get"), 1, true)
    local err = { service = "Account", method = "get_account_lists" }
    denial.add_method_hint(err, some)
    assert.equal("The server's description has no such method; did you mean 'get_account_list'?", err.advice)
    err = { service = "Account", method = "get_account_lists" }
    denial.add_method_hint(err, api.builtin)
    assert.matches("^This release of the client knows no such method", err.advice)
  end)

  it("leaves out methods that the description does not have", function()
    assert.is_false(some:has_method("Account", "get_account_info"))
    assert.is_nil(some:method("Account", "get_account_info"))
    assert.same({ "add_account", "delete_account", "get_account_list", "get_followme_number_list" },
      some:methods "Account")
  end)
end)
