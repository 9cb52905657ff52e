-- The option check, and the function: what is held against the model before it is sent, and what that does to each operation.
local api = require "portabilling.api"
local canned = require "support.canned"
local model = require "portabilling.api.model"
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

-- The canned server answers this to everything.
local function client_of(options, answer)
  return canned.client(function()
    return answer or { body = '{"account_list":[],"account_info":{"i_account":1},"i_account":1}' }
  end, options)
end

-- The same, at a host instead of a url.
local function canned_of(options)
  local driver = replay.open(function() return { body = '{"account_info":{"i_account":1}}' } end)
  options.driver, options.login, options.token = driver, "api", "marker-token"
  return pb.new(options), driver
end

local FAULT = canned.fault("Server.Account.some_fault", "refused")
local MISSPELT = { account_info = { i_account = 1, compnayname = "x", bill_status = "o" } }

-- Nothing was sent, and err tells this problem.
local function refused(driver, none, err, path, problem)
  assert.is_nil(none)
  assert.equal("invalid", err.kind)
  assert.equal("no", err.sent)
  assert.is_false(err.retryable)
  assert.equal(0, #driver.requests)
  for _, one in ipairs(err.problems) do
    if one.path == path then
      return assert.equal(problem, one.problem)
    end
  end
  error("no problem at " .. path .. ": " .. tostring(err))
end

describe('check = "error"', function()
  local function strict(answer)
    return client_of({ check = "error" }, answer)
  end

  it("says that check = \"off\" sends it only where that can be sent", function()
    local client, driver = strict()
    local _, err = client:update("Account", "account", MISSPELT)
    assert.equal('check = "off" sends it as it is', err.advice)
    for _, value in ipairs { true, print, 0 / 0 } do
      _, err = client:update("Account", "account", { account_info = { compnayname = 1, i_product = value } })
      assert.equal("invalid", err.kind)
      assert.is_nil(err.advice)
      local _, unsendable = client:update("Account", "account", { account_info = { i_account = 1, i_product = value } },
        { check = "off" })
      assert.equal("UNSENDABLE_VALUE", unsendable.code)
    end
    assert.equal(0, #driver.requests)
  end)

  it("tells problems in the order of their paths, those of the option fields among them", function()
    local _, err = strict():get("Account", "account", { i_acount = 1 }, { fields = { "i_acount" } })
    local paths = {}
    for i, problem in ipairs(err.problems) do paths[i] = problem.path end
    assert.same({ "fields[1]", "i_account", "i_acount" }, paths)
    assert.equal("fields[1]", err.path)
  end)

  it("refuses create, update, delete, get and call before anything is sent", function()
    local client, driver = strict()
    local none, err = client:create("Account", "account", { account_info = { id = 1 }, notfy = 1 })
    refused(driver, none, err, "account_info.i_customer", "missing")
    none, err = client:update("Account", "account", MISSPELT)
    refused(driver, none, err, "account_info.compnayname", "unknown")
    none, err = client:delete("Account", "account", { i_acount = 1 })
    refused(driver, none, err, "i_acount", "unknown")
    none, err = client:get("Account", "account", { i_acount = 1 })
    refused(driver, none, err, "i_account", "missing")
    none, err = client:call("Account", "terminate_account", { i_account = "x" })
    refused(driver, none, err, "i_account", "type")
    none, err = client:download("Account", "terminate_account", { i_account = "x" }, function() end)
    refused(driver, none, err, "i_account", "type")
  end)

  it("refuses a list, its pages and its array; the iterators raise it", function()
    local client, driver = strict()
    for _, operation in ipairs { "list", "pages" } do
      local ok, err = pcall(client[operation], client, "Account", "account", { blokced = true })
      assert.is_false(ok)
      refused(driver, nil, err, "blokced", "unknown")
    end
    local none, err = client:collect("Account", "account", { blokced = true })
    refused(driver, none, err, "blokced", "unknown")
  end)

  it("lets pass what fits, limit and offset too", function()
    local client, driver = strict()
    assert(client:update("Account", "account", { account_info = { i_account = 1, blocked = true } }))
    assert(client:collect("Account", "account", { blocked = true, limit = 3, offset = 2 }))
    assert(client:get("Account", "account", { i_account = 1 }, { fields = { "id", "assigned_addons.name" } }))
    assert.is_true(#driver.requests >= 3)
  end)

  it("looks at the option fields", function()
    local client, driver = strict()
    local none, err = client:get("Account", "account", { i_account = 1 }, { fields = { "id", "compnayname" } })
    refused(driver, none, err, "fields[2]", "unknown")
    none, err = client:collect("Account", "account", nil, { fields = { "assigned_addons.nmae" } })
    refused(driver, none, err, "fields[1]", "unknown")
    assert.equal("assigned_addons.name", err.problems[1].suggestion)
  end)

  it("refuses nothing for a field alone that is required in practice only, but tells it beside others", function()
    local client, driver = strict()
    local info = { id = 1, i_customer = 1, i_product = 1, billing_model = 1, h323_password = "x" }
    assert(client:create("Account", "account", { account_info = info }))
    assert.equal(1, #driver.requests)
    assert.equal("account_info.bill_status", select(2, client:check("create", "Account", "account",
      { account_info = info })).path)
    info.compnayname = "x"
    local _, err = client:create("Account", "account", { account_info = info })
    assert.equal("invalid", err.kind)
    assert.equal(2, #err.problems)
  end)

  it("holds for dry runs", function()
    local client, driver = strict()
    local none, err = client:update("Account", "account", MISSPELT, { dry_run = true })
    refused(driver, none, err, "account_info.bill_status", "value")
  end)

  it("tells all problems in one line, of many the first ones, without secrets", function()
    local client = strict()
    local _, err = client:update("Account", "account", MISSPELT)
    assert.equal(2, #err.problems)
    assert.equal("account_info.bill_status", err.path)
    assert.equal('Account/update_account: 2 problems: account_info.bill_status: one of "O" (open), "I" (inactive), "C" '
      .. '(closed), "S" (suspended) expected, '
      .. "got \"o\"; did you mean 'O'?; account_info.compnayname: no such field; did you mean 'companyname'?",
      tostring(err):match "^(.-) %(invalid; not sent")
    local many = { i_account = 1, h323_password = { "marker-secret" } }
    for i = 1, 30 do
      many["frobnicate" .. i] = "marker-value"
    end
    _, err = client:update("Account", "account", { account_info = many })
    assert.equal(31, #err.problems)
    assert.truthy(err.message:find("; and 21 more", 1, true), err.message)
    assert.is_nil((tostring(err) .. require("portabilling.json").encode(err:totable())):find("marker", 1, true))
  end)

  it("shows nothing of an object that is given as JSON text", function()
    local _, err = strict():update("Account", "account", { account_info = '{"h323_password":"marker-secret"}' })
    assert.equal("account_info: an object expected, got a text", err.message)
    assert.equal("a text", err.problems[1].got)
  end)

  it("is one line of a sensible length whatever the fields are called", function()
    local many = { i_account = 1, ["a\nb"] = 1 }
    for i = 1, 9 do
      many[("z"):rep(300) .. i] = 1
    end
    local _, err = strict():update("Account", "account", { account_info = many })
    assert.equal(10, #err.problems)
    assert.is_nil(tostring(err):find "%c")
    assert.truthy(#err.message < 1700 and err.message:find("; and %d more$"), #err.message)
  end)

  it("tells the program's own line", function()
    local _, err = strict():update("Account", "account", MISSPELT)
    assert.truthy(err.where:find("check_spec.lua:%d+$"), err.where)
  end)

  it("may be said of one call", function()
    local client, driver = client_of()
    local none, err = client:update("Account", "account", MISSPELT, { check = "error" })
    refused(driver, none, err, "account_info.compnayname", "unknown")
    assert(client:update("Account", "account", MISSPELT))
    assert.equal(1, #driver.requests)
  end)

  it("knows what the session of a realm implies", function()
    local client, driver = client_of { check = "error", url = "https://localhost:8445" }
    assert(client:update("Account", "account", { account_info = { email = "a@example.com" } }))
    assert(client:get("Account", "account"))
    assert.equal(2, #driver.requests)
    client, driver = canned_of { host = "localhost", realm = "account", check = "error" }
    assert(client:get("Account", "account"))
    assert.equal(1, #driver.requests)
    client, driver = client_of { check = "error", url = "https://localhost:8444" }
    local none, err = client:update("Account", "account", { account_info = { email = "a@example.com" } })
    refused(driver, none, err, "account_info.i_account", "missing")
  end)
end)

describe("an item of a batch that does not fit", function()
  local function go(client, rows, options)
    local items = {}
    for item in client:batch("update", "Account", "account", rows, options) do
      items[#items + 1] = item
    end
    return items
  end

  it("has the error, and does not stop the others, however many they are", function()
    local client, driver = client_of { check = "error" }
    local rows = {}
    for i = 1, 30 do
      rows[i] = { account_info = { i_account = i, [i == 30 and "companyname" or "compnayname"] = "x" } }
    end
    local items = go(client, rows, { max_failures = 3, ordered = true })
    assert.equal(30, #items)
    for i = 1, 29 do
      assert.equal("invalid", items[i].err.kind)
      assert.equal("no", items[i].err.sent)
    end
    assert.is_nil(items[30].err)
    assert.equal(1, #driver.requests)
  end)

  it("does not interrupt a row of the server's own refusals", function()
    local client = client_of({ check = "error" }, FAULT)
    local ok, err = pcall(go, client, { { account_info = { i_account = 1 } }, MISSPELT,
      { account_info = { i_account = 2 } }, { account_info = { i_account = 3 } } },
      { max_failures = 2, ordered = true, concurrency = 1 })
    assert.is_false(ok)
    assert.equal("MAX_FAILURES", err.code)
  end)

  it("was not sent as far as the journal knows: corrected or not, it is sent later", function()
    local journal = world.path()
    local rows = { MISSPELT, { account_info = { i_account = 2, companyname = "x" } } }
    local client, driver = client_of { check = "error" }
    assert.equal("invalid", go(client, rows, { journal = journal, ordered = true })[1].err.kind)
    assert.equal(1, #driver.requests)
    local items = go(client, rows, { journal = journal, check = "off", ordered = true })
    assert.is_nil(items[1].err, tostring(items[1].err))
    assert.is_true(items[2].skipped)
    assert.equal(2, #driver.requests)
    assert.equal("x", driver.requests[2].params.account_info.compnayname)
    os.remove(journal)
  end)
end)

describe('check = "hint"', function()
  it("is the default with what is built in: nothing is refused, a refusal's advice tells what is known", function()
    local client, driver = client_of(nil, FAULT)
    local _, err = client:update("Account", "account", MISSPELT)
    assert.equal(1, #driver.requests)
    assert.equal("fault", err.kind)
    assert.equal("yes", err.sent)
    assert.truthy(err.advice:find("account_info.compnayname: no such field; did you mean 'companyname'?", 1, true),
      err.advice)
    assert.truthy(err.advice:find("By what is known here of Account/update_account: ", 1, true))
  end)

  it("tells at most three of them, for all operations", function()
    local client = client_of(nil, FAULT)
    local _, err = client:create("Account", "account", { account_info = {} })
    assert.truthy(err.advice:find("; and %d more$"), err.advice)
    assert.truthy(err.advice:find("missing, and required in practice", 1, true))
    _, err = client:delete("Account", "account", { i_acount = 1 })
    assert.truthy(err.advice:find("i_acount: no such field; did you mean 'i_account'?", 1, true))
    _, err = client:call("Account", "get_account_info", { i_acount = 1 })
    assert.truthy(err.advice:find("i_acount: no such field; did you mean 'i_account'?", 1, true))
    _, err = client:get("Account", "account", { i_acount = 1 })
    assert.truthy(err.advice:find("i_acount: no such field; did you mean 'i_account'?", 1, true))
    _, err = client:collect("Account", "account", { blokced = 1, limit = 3 })
    assert.truthy(err.advice:find("blokced: no such field; did you mean 'blocked'?", 1, true))
    assert.is_nil(err.advice:find("limit", 1, true))
    for item in client:batch("update", "Account", "account", { MISSPELT }) do
      assert.truthy(item.err.advice:find("did you mean 'companyname'?", 1, true))
    end
  end)

  it("leaves out what the server said itself", function()
    local client = client_of(nil, canned.fault("Client.Account.missing_required.account_info.id", "x"))
    local _, err = client:create("Account", "account", { account_info = { i_customer = 1, i_product = 1,
      billing_model = 1, h323_password = "x" } })
    assert.equal("account_info.id", err.path)
    assert.equal("By what is known here of Account/add_account: account_info.bill_status: missing, and required in "
      .. "practice", err.advice)
  end)

  it("tells what is certain before what is the practice", function()
    local client = client_of(nil, FAULT)
    local _, err = client:create("Account", "account", { account_info = { zipp = "12345" } })
    assert.truthy(err.advice:find("add_account: account_info.zipp: no such field; did you mean 'zip'?; ", 1, true),
      err.advice)
  end)

  it("tells of a record that was not found by a misspelt key", function()
    local client = client_of(nil, { body = "{}" })
    local _, err = client:get("Account", "account", { i_acount = 1 })
    assert.equal("not_found", err.kind)
    assert.truthy(err.advice:find("did you mean 'i_account'?", 1, true))
  end)

  it("tells of a change that was answered but not done", function()
    local client = client_of(nil, { body = '{"success":0}' })
    local _, err = client:update("Account", "account", MISSPELT)
    assert.equal("NOT_DONE", err.code)
    assert.truthy(err.advice:find("did you mean 'companyname'?", 1, true))
  end)

  it("says nothing where nothing is found, nor of other failures, nor of what was done", function()
    local client = client_of(nil, FAULT)
    local _, err = client:update("Account", "account", { account_info = { i_account = 1 } })
    assert.is_nil(err.advice)
    client = client_of(nil, { status = 404, body = "<html>" })
    _, err = client:update("Account", "account", MISSPELT)
    assert.is_nil(err.advice:find("companyname", 1, true))
    local answer = assert(client_of():update("Account", "account", MISSPELT))
    assert.equal(1, answer.i_account)
  end)

  it("stands beside the advice that there is", function()
    local client = client_of(nil, canned.fault("standalone_mode", "x"))
    local _, err = client:update("Account", "account", MISSPELT)
    assert.truthy(err.advice:find("^This site runs in stand%-alone mode.*main site%. By what is known here"),
      err.advice)
  end)

  it("is what a real refusal is told with", function()
    local client = w.client()
    local _, err = client:create("Account", "account", { account_info = { id = "16045559999", i_customer = 1,
      i_product = 1, bill_status = "O", biling_model = 1 } })
    assert.equal("fault", err.kind)
    assert.truthy(err.advice:find("account_info.biling_model: no such field; did you mean 'billing_model'?", 1, true),
      err.advice)
  end)
end)

describe("a list's own limit and offset", function()
  it("are no filters: they fit where the method has none", function()
    local client = client_of({ check = "error" }, { body = '{"thing_list":[]}' })
    client.model = model.new({ services = { Thing = { methods = {
      get_thing_list = { "name:s", "thing_list:[{thing}]" } } } },
      shared = { objects = { thing = "name:s" } } }, api.builtin)
    assert.is_true(client:check("list", "Thing", "thing", { limit = 3, offset = 1 }))
    assert(client:collect("Thing", "thing", { limit = 3, offset = 1 }))
    local none, err = client:check("list", "Thing", "thing", { limt = 3 })
    assert.is_nil(none)
    assert.equal("limt", err.path)
  end)
end)

describe('check = "off"', function()
  it("never looks", function()
    local client = client_of({ check = "off" }, FAULT)
    local _, err = client:update("Account", "account", MISSPELT)
    assert.equal("fault", err.kind)
    assert.is_nil(err.advice)
  end)
end)

describe("with the operator's own description", function()
  local function own(options, answer)
    local client, driver = client_of(options, answer)
    client.model = model.new({ realm = "Admin", services = { Account = { methods = {
      update_account = { "account_info:{account}!" } } },
      Thing = { methods = { add_thing = { "thing_info:{+thing}!" } } } },
      shared = { objects = { account = "i_account:i! newname:s", thing = "name:s! size:s=S|L" } } }, api.builtin)
    return client, driver
  end

  it("the default is to refuse, by what it says", function()
    local client, driver = own()
    local none, err = client:update("Account", "account", { account_info = { i_account = 1, companyname = "x" } })
    refused(driver, none, err, "account_info.companyname", "unknown")
    assert(client:update("Account", "account", { account_info = { i_account = 1, newname = "x" } }))
    assert.equal(1, #driver.requests)
  end)

  it("lists add limit and offset themselves where it requires these", function()
    local client, driver = client_of()
    client.model = model.new({ realm = "Admin", services = { Account = { methods = {
      get_account_list = { "limit:i! offset:i! i_customer:i!", "account_list:[{account}]" } } } },
      shared = { objects = { account = "i_account:i" } } }, api.builtin)
    assert(client:collect("Account", "account", { i_customer = 1 }))
    assert.is_true(client:check("list", "Account", "account", { i_customer = 1 }))
    assert.equal("i_customer", select(2, client:check("list", "Account", "account", {})).path)
    local count = #driver.requests
    local none, err = client:call("Account", "get_account_list", { i_customer = 1 })
    assert.is_nil(none)
    assert.same({ "limit", "offset" }, { err.problems[1].path, err.problems[2].path })
    assert.equal(count, #driver.requests)
  end)

  it("services that nobody here heard of are checked as well", function()
    local client, driver = own()
    local none, err = client:create("Thing", "thing", { thing_info = { size = "M" } })
    refused(driver, none, err, "thing_info.name", "missing")
    refused(driver, none, err, "thing_info.size", "value")
  end)

  it("the option holds", function()
    local client, driver = own { check = "off" }
    assert(client:create("Thing", "thing", { thing_info = { size = "M" } }))
    client = own({ check = "hint" }, FAULT)
    local _, err = client:create("Thing", "thing", { thing_info = { size = "M" } })
    assert.truthy(err.advice:find("thing_info.name: missing, and required", 1, true))
    assert.equal(1, #driver.requests)
  end)
end)

describe("client:check", function()
  it("is true, or tells all problems, whatever the option says; nothing is sent", function()
    local client, driver = client_of { check = "off" }
    assert.is_true(client:check("update", "Account", "account", { account_info = { i_account = 1, blocked = true } }))
    local none, err = client:check("update", "Account", "account", MISSPELT)
    refused(driver, none, err, "account_info.compnayname", "unknown")
    assert.equal(2, #err.problems)
  end)

  local function tells(path, problem, client, ...)
    local none, err = client:check(...)
    refused({ requests = {} }, none, err, path, problem)
  end

  it("takes every operation; of call the method", function()
    local client = client_of()
    tells("account_info.i_customer", "missing", client, "create", "Account", "account", { account_info = { id = 1 } })
    tells("i_account", "missing", client, "delete", "Account", "account", {})
    tells("i_account", "missing", client, "get", "Account", "account")
    tells("blokced", "unknown", client, "list", "Account", "account", { blokced = 1, limit = 3 })
    tells("i_account", "type", client, "call", "Account", "terminate_account", { i_account = "x" })
    tells("fields[1]", "unknown", client, "list", "Account", "account", nil, { fields = { "compnayname" } })
    assert.is_true(client:check("call", "Account", "method_of_later", { x = 1 }))
    assert.is_true(client:check("list", "Account", "account", { limit = 3 }))
  end)

  it("tells of a wrapper that was forgotten", function()
    local client = client_of()
    tells("account_info", "missing", client, "create", "Account", "account", { id = 1 })
    tells("id", "misplaced", client, "create", "Account", "account", { id = 1 })
  end)

  it("tells what cannot be sent at all", function()
    local none, err = client_of():check("call", "Account", "method_of_later", { x = print })
    assert.is_nil(none)
    assert.same({ "config", "UNSENDABLE_VALUE", "x", "no" }, { err.kind, err.code, err.path, err.sent })
  end)

  it("raises on a programmer's mistakes", function()
    local client = client_of()
    for text, arguments in pairs {
      ["operation 'creat'; did you mean 'create'?"] = { "creat", "Account", "account", {} },
      ["did you mean 'Account'?"] = { "create", "Acount", "account", {} },
      ["did you mean 'account'?"] = { "create", "Account", "acount", {} },
      ["attributes: table expected, got nil"] = { "create", "Account", "account" },
      ["did you mean 'fields'?"] = { "get", "Account", "account", {}, { feilds = { "x" } } },
      ["method must be a plain name"] = { "call", "Account", "a/b", {} },
    } do
      local ok, message = pcall(function()
        return client:check((table.unpack or unpack)(arguments)) -- luacheck: ignore 143
      end)
      assert.is_false(ok)
      assert.truthy(message:find(text, 1, true), message)
    end
  end)
end)

describe("pb.check", function()
  it("asks the default client", function()
    pb.connect { url = "https://localhost:8445", login = "x", token = "y", driver = replay.open {} }
    assert.is_true(pb.check("get", "Account", "account"))
    pb.close()
  end)

  it("needs no client", function()
    pb.close()
    local none, err = pb.check("update", "Account", "account", MISSPELT)
    refused({ requests = {} }, none, err, "account_info.compnayname", "unknown")
    assert.is_true(pb.check("get", "Account", "account", { i_account = 1 }))
  end)

  it("is called with a dot", function()
    local ok, message = pcall(function() return pb:check("get", "Account", "account") end) -- luacheck: ignore 143
    assert.is_false(ok)
    assert.truthy(message:find("call it with a dot", 1, true))
  end)
end)

describe("the option check", function()
  it("is error, hint or off, of a client or of a call that heeds it", function()
    local ok, message = pcall(client_of, { check = "eror" })
    assert.is_false(ok)
    assert.truthy(message:find('"error", "hint" or "off" expected', 1, true), message)
    assert.truthy(message:find("did you mean 'error'?", 1, true))
    ok, message = pcall(function() client_of():ping { check = "off" } end)
    assert.is_false(ok)
    assert.truthy(message:find("option 'check' belongs to", 1, true), message)
  end)
end)

describe("a slip in what check is given", function()
  -- Not as their last expression: a tail call would leave the line out.
  local function slips(check)
    return {
      function() local fits = check("creat", "Account", "account", {}) return fits end,
      function() local fits = check("create", "Acount", "account", {}) return fits end,
      function() local fits = check("create", "Account", "acount", {}) return fits end,
      function() local fits = check("create", "Account", "account") return fits end,
      function() local fits = check("get", "Account", "account", 5) return fits end,
      function() local fits = check("get", "Account", "account", {}, { feilds = {} }) return fits end,
      function() local fits = check("call", "Acc/ount", "shake", {}) return fits end,
      function() local fits = check("list", "Account", "account", { limit = "many" }) return fits end,
      function() local fits = check("list", "Account", "account", { offset = -1 }) return fits end,
    }
  end

  local function tells_lines(check)
    for _, slip in ipairs(slips(check)) do
      local ok, message = pcall(slip)
      assert.is_false(ok)
      assert.matches("check_spec.lua:" .. debug.getinfo(slip, "S").linedefined .. ": ", message, 1, true)
    end
  end

  it("is told with the program's line: of a client", function()
    local client = client_of()
    tells_lines(function(...) return client:check(...) end)
  end)

  it("is told with the program's line: with and without a default client", function()
    tells_lines(pb.check)
    pb.connect { url = "https://127.0.0.1:1", login = "api", token = "marker-token" }
    tells_lines(pb.check)
    pb.close()
  end)
end)
