-- What a second run of a batch does with each row, by what its journal says of it.
local batches = require "support.batches"
local pb = require "portabilling"
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

  local function text()
    local file = assert(io.open(path, "rb"))
    local content = file:read "*a"
    file:close()
    return content
  end

  -- What the journal says of a batch of accounts; secret: the password of each.
  local function with_secret(n, secret, extra)
    return accounts(n, function(i)
      local attributes = account(i, extra and extra(i))
      attributes.account_info.h323_password = secret .. i
      return attributes
    end)
  end

  it("makes a second run skip what is done, with the ids that were given", function()
    local client = w.client()
    local first = run(client, accounts(30), { journal = path, ordered = true })
    local second = run(client, accounts(35), { journal = path, ordered = true })
    for i = 1, 30 do
      assert.is_nil(first[i].err, tostring(first[i].err))
      assert.is_true(second[i].skipped)
      assert.equal(first[i].result.i_account, second[i].result.i_account)
    end
    assert.is_nil(second[31].skipped)
    assert.equal(35, w.calls "Account/add_account")
  end)

  it("sends what failed again only when that is wanted", function()
    local client, wrong = w.client(), true
    local function each(i)
      return i == 5 and account(i, { i_product = wrong and 987654 or 1, note = "same" }) or nil
    end
    assert.truthy(run(client, accounts(8, each), { journal = path, ordered = true })[5].err)
    local again = run(client, accounts(8, each), { journal = path, ordered = true })[5]
    assert.is_true(again.skipped)
    assert.equal("fault", again.err.kind)
    assert.truthy(tostring(again.err):find "^Account/add_account: row 5: an earlier run was told: ")
    assert.equal(8, w.calls "Account/add_account")
    assert.truthy(run(client, accounts(8, each), { journal = path, ordered = true, retry_failed = true })[5].err)
    assert.equal(9, w.calls "Account/add_account")
    wrong = false -- the spreadsheet was corrected: another row now
    assert.is_nil(run(client, accounts(8, each), { journal = path, ordered = true })[5].err)
    assert.equal(8, count(created(w)))
  end)

  it("tells equal rows apart by their number", function()
    local client = w.client()
    local rows = {}
    for i = 1, 4 do
      rows[i] = { i_customer = 1, action = "Manual charge", amount = 1 }
    end
    for _ = 1, 2 do
      for item in client:batch("call", "Customer", "make_transaction", rows, { journal = path }) do
        assert.is_nil(item.err)
      end
    end
    assert.equal(4, w.calls "Customer/make_transaction")
  end)

  it("leaves open what was not sent: a plain rerun sends it", function()
    local nobody = pb.new { url = "https://127.0.0.1:1", login = "api", token = "x", timeout = 5, retries = 0 }
    local broken = { token = "wrong-token", login = w.sandbox.login }
    assert.is_false((pcall(run, w.client(broken), accounts(5), { journal = path })))
    for _, item in ipairs(run(w.client(), accounts(5), { journal = path })) do
      assert.is_nil(item.err)
      assert.is_nil(item.skipped)
    end
    assert.equal(5, count(created(w)))
    os.remove(path)
    for _ = 1, 2 do -- a server that is down
      for _, item in ipairs(run(nobody, accounts(5), { journal = path })) do
        assert.is_nil(item.skipped)
        assert.equal("no", item.err.sent)
      end
    end
  end)

  it("says so when a run has ended by itself: rows corrected or appended after it were never sent", function()
    local client = w.client()
    local function charge(n, amount)
      local rows = {}
      for i = 1, n do
        rows[i] = { i_customer = 1, action = i == 2 and amount < 0 and "no such thing" or "Manual charge", amount = i }
      end
      return all(client:batch("call", "Customer", "make_transaction", rows, { journal = path, ordered = true }))
    end
    assert.equal("fault", charge(3, -1)[2].err.kind)
    assert.truthy(text():find('{"s":"end"}\n$'))
    for _, item in ipairs(charge(70, 1)) do
      assert.is_nil(item.err, tostring(item.err))
    end
    assert.equal(71, w.calls "Customer/make_transaction")
  end)

  it("sends nothing more once it is stopped, of what is in doubt neither", function()
    local sent, answer = 0, nil
    local client = replayed(function()
      sent = sent + 1
      return answer
    end, 0)
    local rows = {}
    for i = 1, 6 do
      rows[i] = { account_info = { i_account = i % 5, id = "1604555000" .. i, note = "row " .. i } }
    end
    for _, operation in ipairs { "update", "create" } do
      local function go(options)
        local errors = {}
        options.journal = path
        local ok, err = pcall(function()
          for item in client:batch(operation, "Account", "account", rows, options) do
            errors[#errors + 1] = item.err
          end
        end)
        return errors, not ok and err
      end
      answer = lost()
      assert.equal(6, #go {})
      answer, sent = { status = 500, body = '{"faultcode":"Server.x","faultstring":"no"}' }, 0
      local errors, err = go { max_failures = 1, ordered = true }
      assert.equal("MAX_FAILURES", err.code)
      assert.equal(1, sent)
      for i = 2, #errors do
        assert.equal("unknown", errors[i].sent)
        assert.truthy(errors[i].message:find("and the batch was ended before this was found out", 1, true))
      end
      os.remove(path)
      sent = 0
      errors = go { max_failures = 1, ordered = true }
      assert.equal(1, sent)
      for i = 2, #errors do
        assert.same({ "CANCELLED", "no" }, { errors[i].code, errors[i].sent })
      end
      os.remove(path)
    end
  end)

  it("tells of reads no unknown outcome, whatever its earlier run saw", function()
    local client = w.client { retries = 0 }
    for _, action in ipairs { "drop_after", "fault" } do
      assert(w.sandbox:inject { method = "Account/get_account_info", action = action, times = 1 })
      for item in client:batch("get", "Account", "account", { { i_account = 1 } }, { journal = path }) do
        assert.is_nil(tostring(item.err):find("an earlier run", 1, true), tostring(item.err))
      end
    end
  end)

  it("tells at the end what is in doubt and is no row any more; a corrected one's refusal has a hint", function()
    local client, events = w.client(), {}
    local options = { journal = path, ordered = true, concurrency = 1, log = function(event)
      events[#events + 1] = event.event == "warning" and event or nil
    end }
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after", times = 3, after = 1 })
    local rows = { account(1), account(2), account(3), account(4) }
    assert.equal("unknown", run(client, rows, options)[4].err.sent)
    assert.equal(0, #events)
    -- The second one is corrected, the third taken out.
    local again = run(client, { account(1), account(2, { note = "corrected" }), account(4) }, options)
    assert.is_true(again[3].found)
    local err = again[2].err
    assert.equal("Server.Account.duplicate_id", err.code)
    assert.truthy(err.advice:find("that one may have made it", 1, true), err.advice)
    assert.equal(1, #events)
    local left = events[1].in_doubt
    assert.same({ 2, 2, 3 }, { #left, left[1].row, left[2].row })
    assert.same({ 2 }, { left[1].heir, left[2].heir })
    assert.truthy(text():match(("[^\n]*\n"):rep(left[1].line - 1) .. "([^\n]*)"):find('"s":"unknown"', 1, true))
    assert.truthy(events[1].message:find("create Account/account, 2 that were sent", 1, true), events[1].message)
    assert.is_nil(events[1].message:find("16045551", 1, true))
    -- Nothing is told when the rows were not all seen, or are all there.
    assert(client:batch("create", "Account", "account", rows, options)())
    collectgarbage()
    w.settle()
    run(client, rows, options)
    assert.equal(1, #events)
  end)

  it("knows a create whose secrets have changed: done, it fails; refused, it is sent", function()
    local client = w.client()
    local function wrong(i) return i == 2 and { i_product = 987654 } or nil end
    assert.truthy(run(client, with_secret(2, "one", wrong), { journal = path, ordered = true })[2].err)
    local again = run(client, with_secret(2, "two", wrong), { journal = path, ordered = true })
    assert.equal("SECRETS_CHANGED", again[1].err.code)
    assert.equal("no", again[1].err.sent)
    assert.equal(3, w.calls "Account/add_account")
    assert.is_nil(again[2].skipped)
    assert.equal("fault", again[2].err.kind)
    assert.equal("SECRETS_CHANGED",
      run(client, with_secret(2, "two", wrong), { journal = path, ordered = true })[1].err.code)
    assert.is_nil(run(client, with_secret(1, "one"), { journal = path })[1].err)
  end)

  it("sends an update whose secrets have changed", function()
    local client = w.client()
    local id = run(client, accounts(1))[1].result.i_account
    for _, secret in ipairs { "one", "two", "two", "one" } do
      local rows = { { account_info = { i_account = id, h323_password = "marker-" .. secret } } }
      for item in client:batch("update", "Account", "account", rows, { journal = path }) do
        assert.is_nil(item.err)
      end
    end
    assert.equal(3, w.calls "Account/update_account")
  end)

  it("takes an item in doubt for the same, whatever its secrets, and says when they are not those it was made with",
    function()
      local client = w.client()
      assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after", times = 1 })
      assert(w.sandbox:inject { method = "Account/add_account", action = "drop_before", times = 1 })
      run(client, with_secret(2, "one"), { journal = path, concurrency = 1 })
      local again = run(client, with_secret(2, "two"), { journal = path, ordered = true })
      assert.equal("SECRETS_CHANGED", again[1].err.code)
      assert.is_nil(again[2].err)
      assert.equal(2, count(created(w)))
    end)

  it("does not send a call that may have been made with other secrets; nor takes its entry from another row", function()
    local client = w.client()
    local function charge(secrets)
      local rows = {}
      for i, secret in ipairs(secrets) do
        rows[i] = { i_customer = 1, action = "Manual charge", amount = 5, card_number = secret }
      end
      return all(client:batch("call", "Customer", "make_transaction", rows, { journal = path, ordered = true }))
    end
    assert(w.sandbox:inject { method = "Customer/make_transaction", action = "drop_after", times = 1 })
    assert.equal("unknown", charge({ "1" })[1].err.sent)
    assert.equal("OUTCOME_UNKNOWN", charge({ "2" })[1].err.code)
    for _, item in ipairs(charge { "2", "1" }) do -- the second may have been made; the first may be that one
      assert.equal("OUTCOME_UNKNOWN", item.err.code)
    end
    assert.equal(1, w.calls "Customer/make_transaction")
  end)
end)
