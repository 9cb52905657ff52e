-- Items in doubt: what a second run of a batch looks up, and what it takes for what was to be made.
local batches = require "support.batches"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local account, accounts, all, run = batches.account, batches.accounts, batches.all, batches.run
local created, count, replayed, lost = batches.created, batches.count, batches.replayed, batches.lost

describe("a journal", function()
  local path
  before_each(function()
    path = world.path()
  end)
  after_each(function()
    os.remove(path)
  end)

  it("looks an unknown outcome up before it sends again", function()
    local client = w.client()
    -- One executed without an answer, one not executed.
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after", times = 1 })
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_before", times = 1, after = 3 })
    local unknown = 0
    for _, item in ipairs(run(client, accounts(10), { journal = path })) do
      if item.err then
        assert.equal("unknown", item.err.sent)
        unknown = unknown + 1
      end
    end
    assert.equal(2, unknown)
    assert.equal(9, count(created(w)))
    local found = 0
    for _, item in ipairs(run(client, accounts(10), { journal = path })) do
      assert.is_nil(item.err, tostring(item.err))
      assert.truthy(item.result.i_account)
      found = found + (item.found and 1 or 0)
    end
    assert.equal(1, found)
    assert.equal(10, count(created(w)))
  end)

  it("does not send again what cannot be looked up, unless that is wanted", function()
    local client = w.client()
    local charge = { { i_customer = 1, action = "Manual charge", amount = 5 } }
    assert(w.sandbox:inject { method = "Customer/make_transaction", action = "drop_after", times = 1 })
    local function charge_all(options)
      options.journal = path
      return all(client:batch("call", "Customer", "make_transaction", charge, options))[1]
    end
    assert.equal("unknown", charge_all({}).err.sent)
    local err = charge_all({}).err
    assert.equal("OUTCOME_UNKNOWN", err.code)
    assert.truthy(tostring(err):find("make_transaction: row 1: an earlier run sent this", 1, true), tostring(err))
    assert.truthy(err.message:find("a call makes no record that could be looked for", 1, true), err.message)
    assert.equal(1, w.calls "Customer/make_transaction")
    assert.is_nil(charge_all({ resend_unknown = true }).err)
    assert.equal(2, w.calls "Customer/make_transaction")
  end)

  it("keeps a fate unknown when the look-up cannot be made, and the error says so", function()
    local client = w.client()
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after", times = 8 })
    run(client, accounts(8), { journal = path })
    assert(w.sandbox:inject { method = "Account/get_account_info", action = "fault", times = 8 })
    for _, item in ipairs(run(client, accounts(8), { journal = path, retry_failed = true })) do
      assert.equal("unknown", item.err.sent)
      assert.truthy(tostring(item.err):find("looking it up failed", 1, true), tostring(item.err))
    end
    local ok, err = pcall(run, w.client { login = w.sandbox.login, token = "wrong" }, accounts(8),
      { journal = path, retry_failed = true })
    assert.is_false(ok)
    assert.equal("unknown", err.sent)
    for _, item in ipairs(run(client, accounts(8), { journal = path, retry_failed = true })) do
      assert.is_nil(item.err, tostring(item.err))
      assert.is_true(item.found)
    end
    assert.equal(8, w.calls "Account/add_account")
  end)

  it("says why a creation in doubt is not looked up", function()
    local client = replayed(function()
      return lost()
    end)
    for why, batch in pairs {
      ["its row has no id by which"] = { "Account", "account", { account_info = { i_customer = 1 } } },
      ["no way is known to look for a site"] = { "Customer", "site", { site_info = { name = "x" } } },
    } do
      local err
      for _ = 1, 2 do
        for item in client:batch("create", batch[1], batch[2], { batch[3] }, { journal = path }) do
          err = item.err
        end
      end
      assert.equal("OUTCOME_UNKNOWN", err.code)
      assert.truthy(err.message:find(why, 1, true), err.message)
      assert.truthy(err.message:find("what that run was told: ", 1, true), err.message)
      os.remove(path)
    end
  end)

  it("takes a deletion in doubt for done when there is nothing to delete any more, else it stays unknown", function()
    local client = w.client()
    local id = assert(client:create("Account", "account", account(1))).i_account
    local function delete()
      local found
      for item in client:batch("delete", "Account", "account", { { i_account = id } }, { journal = path }) do
        found = item
      end
      return found
    end
    assert(w.sandbox:inject { method = "Account/terminate_account", action = "drop_after", times = 1 })
    assert.equal("unknown", delete().err.sent)
    assert(w.sandbox:inject { method = "Account/terminate_account", action = "fault", times = 1 })
    local item = delete()
    assert.equal("unknown", item.err.sent)
    assert.truthy(item.err.message:find("and now it was refused", 1, true), item.err.message)
    item = delete()
    assert.is_nil(item.err, tostring(item.err))
    assert.is_true(item.found)
    item = delete()
    assert.is_true(item.skipped)
    assert.is_nil(item.err)
    os.remove(path)
    assert.equal("fault", delete().err.kind) -- that was never in doubt
  end)

  it("takes an id that was given with zeros before it for the same in what it finds; a name not", function()
    for _, case in ipairs { { "i_customer", "07", true }, { "i_customer", "8", "CONFLICT" },
      { "fax", "07", "CONFLICT" } } do
      local client = replayed(function(request)
        if request.method == "add_account" then
          return lost()
        end
        return { body = ('{"account_info":{"i_account":3,"id":"x","%s":7}}'):format(case[1]) }
      end)
      local found
      local rows = { { account_info = { id = "x", [case[1]] = case[2] } } }
      for _ = 1, 2 do
        for item in client:batch("create", "Account", "account", rows, { journal = path }) do
          found = item.found or item.err.code
        end
      end
      assert.equal(case[3], found)
      os.remove(path)
    end
  end)

  it("does not take somebody else's record for what was to be made", function()
    local client = w.client()
    assert(client:create("Account", "account", account(1, { i_customer = 2 })))
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_before", times = 1 })
    assert.equal("unknown", run(client, accounts(1), { journal = path })[1].err.sent)
    local err = run(client, accounts(1), { journal = path })[1].err
    assert.equal("CONFLICT", err.code)
    assert.equal("unknown", err.sent)
    assert.truthy(err.message:find("i_customer 2, not 1", 1, true), err.message)
  end)

  it("does not take an older record of that name for what was to be made: its other fields tell", function()
    local client = w.client()
    local function customer(email, phone)
      return { { customer_info = { name = "Acme", email = email, phone1 = phone, i_customer_class = 1,
        iso_4217 = "USD", login = "acme", password = "marker-secret-1" } } }
    end
    local function add(row)
      return all(client:batch("create", "Customer", "customer", row, { journal = path }))[1]
    end
    assert(client:create("Customer", "customer", customer("old@example.com", "1")[1]))
    assert(w.sandbox:inject { method = "Customer/add_customer", action = "drop_before", times = 1 })
    assert.equal("unknown", add(customer("new@example.com", "2")).err.sent)
    local err = add(customer("new@example.com", "2")).err
    assert.equal("CONFLICT", err.code)
    assert.equal("unknown", err.sent)
    assert.truthy(err.message:find("another email, another phone1", 1, true), err.message)
    assert.is_nil(tostring(err):find("marker", 1, true))
    assert.is_nil(tostring(err):find("example.com", 1, true))
  end)

  it("compares what it finds with what was given, whatever form the server keeps it in", function()
    -- given, kept, the same?
    for _, case in ipairs { { true, '"Y"', true }, { false, '"N"', true }, { true, "0", false }, { true, '"N"', false },
      { "Y", "1", true }, { "N", '"Y"', false }, { 1.5, '"1.50000"', true }, { 0, '"0.00"', true }, { 7, '"7"', true },
      { 7, "8", false }, { "7", "7.0", true }, { 1e14 + 1, "100000000000002", false }, { "007", '"7"', false },
      { " Mixed  Case", '"MIXED CASE"', true }, { "x", '""', false }, { "", '"x"', true }, { "x", "null", true },
      { "x", "{}", true }, { "2026-01-31", '"2026-01-31 00:00:00"', true }, { "31/01/2026", '"2026-01-31"', true },
      { true, '"C"', true }, { -1, '"-1.00"', true },
      -- A date may be kept in any form; what only looks like one is compared.
      { "2026-01-31T10:20:30Z", '"1769854830"', true }, { "2026-01-31 10:20:30.5+02:00", '"x"', true },
      { "1/31/2026 5:00 PM", '"x"', true }, { "31.01.2026", '"x"', true }, { "212-555-0199", '"212-555-0100"', false },
      { "12-3456789", '"12-3456780"', false }, { "12-34-5678", '"12-34-5679"', false },
      { "555-12-3456", '"555-12-3457"', false }, { "10.0.0.1", '"10.0.0.2"', false }, { "1.2.3", '"x"', false },
      { "10-12 Main St", '"11-12 Main St"', false }, { "2026-01-31 Main St", '"x"', false },
      { "2001-5550-1234", '"2001-5550-1235"', false }, { "candidate", "Ann", '"Ben"', false } } do
      local name = "fax"
      if #case == 4 then
        name = table.remove(case, 1) .. "_no"
      end
      local rows = { { customer_info = { name = "Acme", [name] = case[1], password = "new", balance = 3,
        creation_date = "now" } } }
      local client = replayed(function(request)
        if request.method == "add_customer" then
          return lost()
        end
        return { body = ('{"customer_info":{"i_customer":7,"name":"Acme","%s":%s}}'):format(name, case[2]) }
      end)
      local found
      for _ = 1, 2 do
        for item in client:batch("create", "Customer", "customer", rows, { journal = path }) do
          found = item.found or item.err.code
        end
      end
      assert.equal(case[3] and true or "CONFLICT", found, ("%s and %s"):format(tostring(case[1]), case[2]))
      os.remove(path)
    end
  end)

  it("takes a name that the server keeps trimmed, or in another case, for the same", function()
    local stored = { ["Zu Acme  Ltd"] = "ZU ACME LTD", [" Acme "] = "acme" }
    for given, kept in pairs(stored) do
      local made
      local client = replayed(function(request)
        if request.method == "add_customer" then
          made = true
          return lost()
        end
        return { body = made and request.params.name:lower() ~= given:lower()
          and ('{"customer_info":{"i_customer":7,"name":"%s"}}'):format(kept)
          or made and given:find "^Zu" and ('{"customer_info":{"i_customer":7,"name":"%s"}}'):format(kept) or "{}" }
      end)
      local rows = { { customer_info = { name = given } } }
      local items = {}
      for _ = 1, 2 do
        for item in client:batch("create", "Customer", "customer", rows, { journal = path }) do
          items[#items + 1] = item
        end
      end
      assert.equal("unknown", items[1].err.sent)
      assert.is_nil(items[2].err, tostring(items[2].err))
      assert.is_true(items[2].found)
      assert.equal(7, items[2].result.i_customer)
      os.remove(path)
    end
  end)

  it("looks up with all digits", function()
    local asked = {}
    local client = replayed(function(request)
      if request.method == "add_account" then
        return lost()
      end
      asked[#asked + 1] = request.body
      return { body = '{"account_info":{"i_account":3,"id":100000000000002}}' }
    end)
    local rows = { { account_info = { id = 1e14 + 1 } }, { account_info = { id = 1e14 + 2 } } }
    local items = {}
    for _ = 1, 2 do
      for item in client:batch("create", "Account", "account", rows, { journal = path, ordered = true }) do
        items[#items + 1] = item
      end
    end
    assert.truthy(asked[1]:find('"id":100000000000001', 1, true), asked[1])
    assert.is_nil(items[3].found)
    assert.is_true(items[4].found)
  end)

  it("does not count one record for two items in doubt", function()
    local client = w.client()
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after", times = 1 })
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_before", times = 1 })
    run(client, { account(1), account(1) }, { journal = path, concurrency = 1 })
    local again = run(client, { account(1), account(1) }, { journal = path, ordered = true })
    assert.is_true(again[1].found)
    assert.equal("OUTCOME_UNKNOWN", again[2].err.code)
    assert.equal("unknown", again[2].err.sent)
  end)

  it("does not take a record for an item's when another one in doubt goes by the same name", function()
    local client = w.client()
    local rows = { account(1, { note = "one" }), account(1, { note = "two" }) }
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_before", times = 1 })
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after", times = 1 })
    run(client, rows, { journal = path, concurrency = 1 })
    local again = run(client, rows, { journal = path, ordered = true })
    assert.equal("CONFLICT", again[1].err.code)
    assert.truthy(again[1].err.message:find("another note", 1, true), again[1].err.message)
    assert.equal("OUTCOME_UNKNOWN", again[2].err.code)
    assert.equal(2, w.calls "Account/add_account")
  end)
end)
