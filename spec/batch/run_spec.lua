-- Batches against the sandbox: what is sent is counted there.
local batches = require "support.batches"
local curl = require "portabilling.curl"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local uncompiled = require "support.uncompiled"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local account, accounts, run, created = batches.account, batches.accounts, batches.run, batches.created
local count, replayed = batches.count, batches.replayed

describe("a batch", function()
  it("creates every item of an iterator or an array, and tells each one's answer", function()
    local client = w.client()
    for _, source in ipairs { accounts(60), { account(61), account(62) } } do
      for _, item in ipairs(run(client, source)) do
        assert.is_nil(item.err)
        assert.truthy(item.result.i_account)
        assert.equal(item.attributes.account_info.id, assert(client:get("Account", "account",
          { i_account = item.result.i_account })).id)
      end
    end
    assert.equal(62, count(created(w)))
  end)

  it("has no more in flight than asked for, over as many connections", function()
    assert(w.sandbox:set { latency = 0.02 })
    run(w.client(), accounts(40), { concurrency = 5 })
    assert.equal(5, assert(w.sandbox:stats()).connections)
  end)

  it("sends each row as it was when the source gave it, also when that uses one table for all", function()
    local row, n = { account_info = { i_customer = 1, i_product = 1, billing_model = 1, bill_status = "O" } }, 0
    local ids = {}
    for item in w.client():batch("create", "Account", "account", function()
      n = n + 1
      row.account_info.id = n <= 5 and ("16045554%04d"):format(n) or nil
      return n <= 5 and row or nil
    end) do
      assert.is_nil(item.err, tostring(item.err))
    end
    for made in w.client():list("Account", "account", { id = "16045554%" }) do
      ids[#ids + 1] = made.id
    end
    table.sort(ids)
    assert.same({ "160455540001", "160455540002", "160455540003", "160455540004", "160455540005" }, ids)
  end)

  it("sends the next requests while the caller is busy with an item", function()
    if rawget(_G, "ngx") then
      return -- nothing is sent there while a handler keeps the worker to itself, as it does below
    end
    local raw = rawserver.start {
      rawserver.json '{"access_token":"a","refresh_token":"b","expires_at":"2099-01-01 00:00:00"}',
      rawserver.json '{"i_account":1}',
    }
    local client = pb.new { url = raw.url, insecure = true, login = "api", token = "t", timeout = 20 }
    run(client, accounts(3), { concurrency = 3 }) -- so that there are connections
    local pulled, before, unsent = 0, raw.count(), 0
    local source = accounts(9, function(i)
      pulled = i
      return account(i)
    end)
    local seen = 0
    for item in client:batch("create", "Account", "account", source, { concurrency = 3 }) do
      assert.is_nil(item.err)
      seen = seen + 1
      local began = curl.now()
      repeat
        unsent = seen > 1 and before + pulled - raw.count() or 0 -- with the first it is not known yet that this takes long
      until (unsent == 0 or curl.now() > began + 5) and curl.now() > began + 0.003
      if unsent > 0 then
        break
      end
    end
    client:close()
    raw.stop()
    assert.equal(0, unsent)
  end)

  it("can be shared by several tasks: each item goes to one of them, and all come to the end", function()
    local client = w.client()
    local tasks, seen, ended = client.driver.tasks, {}, 0
    local items = client:batch("create", "Account", "account", accounts(20), { concurrency = 4 })
    local readers = {}
    for i = 1, 2 do
      readers[i] = tasks:spawn(function()
        for item in items do
          assert(not seen[item.index])
          seen[item.index] = true
        end
        ended = ended + 1
      end)
    end
    for i = 1, 2 do
      tasks:join(readers[i])
    end
    assert.same({ 2, 20 }, { ended, count(seen) })
  end)

  it("hands items out in input order when that is wanted", function()
    local order = {}
    assert(w.sandbox:inject { method = "Account/add_account", action = "slow", seconds = 0.3, times = 1 })
    for item in w.client():batch("create", "Account", "account", accounts(50), { ordered = true }) do
      order[#order + 1] = item.index
    end
    for i = 1, 50 do
      assert.equal(i, order[i])
    end
  end)

  it("as they finish otherwise: a slow one holds up nothing", function()
    assert(w.sandbox:inject { method = "Account/add_account", action = "slow", seconds = 0.3, times = 1 })
    local items = run(w.client(), accounts(50))
    assert.is_true(items[1].index ~= 1 or items[2].index ~= 2 or items[50].index ~= 50)
    assert.equal(50, #items)
  end)

  it("goes on past items that fail, whatever is wrong with them", function()
    local items = run(w.client(), accounts(30, function(i)
      if i == 3 then
        return account(i, { billing_model = 77 })
      elseif i == 4 then
        return { no_wrapper = true }
      elseif i == 5 then
        return account(i, { note = "\255" })
      elseif i == 6 then
        return 42
      end
    end), { ordered = true })
    local kinds = {}
    for _, item in ipairs(items) do
      kinds[#kinds + 1] = item.err and item.index .. " " .. item.err.kind or nil
    end
    assert.same({ "3 fault", "4 config", "5 config", "6 config" }, kinds)
    assert.equal(26, count(created(w)))
  end)

  it("logs in once, and renews once when the session dies under it", function()
    local client, n = w.client(), 0
    for item in client:batch("create", "Account", "account", accounts(120)) do
      assert.is_nil(item.err)
      n = n + 1
      if n == 40 then
        assert(w.sandbox:expire_sessions())
      end
    end
    assert.equal(120, n)
    assert.equal(2, assert(w.sandbox:stats()).logins)
  end)

  it("works for updates, reads, deletions and raw calls", function()
    local client = w.client()
    local ids = {}
    for i, item in ipairs(run(client, accounts(10), { ordered = true })) do
      ids[i] = { i_account = item.result.i_account }
    end
    local function each(operation, record, change)
      local sent, results = {}, {}
      for i, id in ipairs(ids) do
        sent[i] = change and change(id) or id
      end
      for item in client:batch(operation, "Account", record, sent, { ordered = true }) do
        assert.is_nil(item.err, tostring(item.err))
        results[item.index] = item.result
      end
      return results
    end
    each("update", "account", function(id) return { account_info = { i_account = id.i_account, note = "x" } } end)
    for _, record in ipairs(each("get", "account")) do
      assert.equal("x", record.note)
    end
    each("call", "make_transaction", function(id)
      return { i_account = id.i_account, action = "Manual charge", amount = 1.5 }
    end)
    each("delete", "account")
    assert.equal(10, w.calls "Account/terminate_account")
  end)

  it("stops at a refused log-in, having tried it once", function()
    local client = w.client { login = w.sandbox.login, token = "wrong-token" }
    local pulled = 0
    local source = accounts(1000)
    local ok, err = pcall(run, client, function()
      pulled = pulled + 1
      return source()
    end)
    assert.is_false(ok)
    assert.equal("Server.Session.auth_failed", err.code)
    assert.equal(1, assert(w.sandbox:stats()).failed_logins)
    assert.is_true(pulled < 50)
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("stops when the server refuses everything, with the reason", function()
    local items = 0
    local ok, err = pcall(function()
      for _ in w.client():batch("create", "Account", "account", accounts(1000, function(i)
        return account(i, { billing_model = 77 })
      end), { max_failures = 10 }) do
        items = items + 1
      end
    end)
    assert.is_false(ok)
    assert.equal("MAX_FAILURES", err.code)
    assert.equal("yes", err.sent)
    assert.is_nil(tostring(err):find("not sent", 1, true), tostring(err))
    assert.truthy(tostring(err):find("billing_model", 1, true))
    assert.equal(err.position, items)
    assert.is_true(items >= 10 and items < 40)
  end)

  it("does not count as done what the answer says was not: success = 0", function()
    for _, answer in ipairs { '{"success":0}', '{"success":"0"}', '{"success":false}', '{"success":"N"}',
      '{"success":"0.0"}', '{"success":0.0}', '{"success":-1}', '{"success":"-1"}', '{"success":" False "}',
      '{"success":"no"}', '{"success":""}', '{"success":0,"error_message":"marker-new is too short"}',
      '{"success":"n","errors":"marker-new is too short"}',
      '{"success":0,"errors":{"new_password":"marker-new is too short"}}' } do
      local client = replayed(function() return { body = answer } end)
      local params = { i_account = 1, new_password = "marker-new" }
      for operation, record in pairs { create = "account", update = "account", delete = "account",
        call = "change_password" } do
        local row = (operation == "call" or operation == "delete") and params or { account_info = params }
        local path = world.path()
        local call = client[operation]
        local none, err = call(client, "Account", record, row)
        assert.is_nil(none)
        local errors = { err }
        for _ = 1, 2 do -- then the journal knows
          for item in client:batch(operation, "Account", record, { row }, { journal = path }) do
            errors[#errors + 1] = item.err
          end
        end
        for i = 1, 3 do
          assert.same({ "fault", "NOT_DONE", "yes" }, { errors[i].kind, errors[i].code, errors[i].sent })
          assert.is_nil(tostring(errors[i]):find("marker", 1, true))
        end
        if operation == "call" then
          assert.truthy(err.message:find(answer:find "error" and "is too short" or "not done", 1, true), err.message)
          assert.truthy(err.response)
        end
        os.remove(path)
      end
      -- There it answers a question.
      assert.truthy(client:call("AccessControl", "verify_otp", { one_time_password = "1", operation = "General" }))
    end
  end)

  it("counts as done whatever else an answer says of success", function()
    for _, answer in ipairs { '{"success":1}', '{"success":"1.0"}', '{"success":true}', '{"success":"Y"}',
      '{"success":"ok"}', '{"success":null}', '{"success":{}}', '{"error_message":"none"}', "{}" } do
      local client = replayed(function() return { body = answer } end)
      assert.truthy(client:call("Account", "change_password", { i_account = 1, new_password = "marker-new" }))
    end
  end)

  it("is ended by an interrupt that comes while an item is looked at, wherever: it is no item's failure", function()
    local place, reached = 0
    local function is_looking()
      return debug.getinfo(3, "S").source:find("portabilling/batch/", 1, true) and debug.traceback():find "is_settled"
    end
    repeat
      place = place + 1
      reached = false
      local client, driver = replayed(function() return { body = '{"i_account":1}' } end)
      local passed = 0
      local function hook()
        if is_looking() then
          passed = passed + 1
          if passed == place then
            debug.sethook()
            reached = true
            error("interrupted!", 0)
          end
        end
      end
      local ok, message = uncompiled(function()
        debug.sethook(hook, "l")
        run(client, accounts(3))
      end)
      debug.sethook()
      if reached then
        assert.is_false(ok)
        assert.truthy(tostring(message):find("^interrupted: %d done"), tostring(message))
        assert.is_nil(tostring(message):find "unknown")
      else
        assert.equal(3, #driver.requests)
      end
    until not reached
    assert.is_true(place > 5)
  end)

  it("works with a driver that makes one call at a time", function()
    local client, driver = replayed(function() return { body = '{"i_account":1}' } end)
    assert.equal(20, #run(client, accounts(20)))
    assert.equal(20, #driver.requests)
  end)
end)
