-- Rows of a batch that change the same record: in their order, and never over a later one.
local batches = require "support.batches"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local account, all, replayed = batches.account, batches.all, batches.replayed

describe("a batch", function()
  it("sends rows that change the same record one after the other, in their order", function()
    local client = w.client()
    local id = assert(client:create("Account", "account", account(1))).i_account
    for _, journal in ipairs { false, world.path() } do
      assert(w.sandbox:inject { method = "Account/update_account", action = "slow", seconds = 0.3, times = 1 })
      local rows, order = {}, {}
      for i = 1, 6 do
        -- The id as a number or as a text: it is the same record.
        rows[i] = { account_info = { i_account = i % 2 == 0 and tostring(id) or id, note = "row " .. i } }
      end
      for item in client:batch("update", "Account", "account", rows, { journal = journal or nil, concurrency = 6 }) do
        assert.is_nil(item.err, tostring(item.err))
        order[#order + 1] = item.index
      end
      assert.same({ 1, 2, 3, 4, 5, 6 }, order)
      assert.equal("row 6", assert(client:get("Account", "account", { i_account = id })).note)
      if journal then
        os.remove(journal)
      end
    end
  end)
end)

describe("a journal", function()
  local path
  before_each(function()
    path = world.path()
  end)
  after_each(function()
    os.remove(path)
  end)

  -- Updates of one account, each to one note; what became of them, and the account's note afterwards.
  local function annotate(client, id, notes, options)
    local rows, items = {}, {}
    for i, note in ipairs(notes) do
      rows[i] = { account_info = { i_account = id, note = note } }
    end
    options.journal, options.ordered = path, true
    for item in client:batch("update", "Account", "account", rows, options) do
      items[#items + 1] = item
    end
    return items, assert(client:get("Account", "account", { i_account = id })).note
  end

  it("does not repeat an update in doubt, nor send one that was not, over a later one of the same record", function()
    local client = w.client()
    local id = assert(client:create("Account", "account", account(1))).i_account
    assert(w.sandbox:inject { method = "Account/update_account", action = "drop_after", times = 1 })
    local items, note = annotate(client, id, { "one", "two" }, {})
    assert.equal("unknown", items[1].err.sent)
    assert.is_nil(items[2].err)
    assert.equal("two", note)
    for _ = 1, 2 do
      items, note = annotate(client, id, { "one", "two" }, {})
      assert.equal("OUTCOME_UNKNOWN", items[1].err.code)
      assert.equal("unknown", items[1].err.sent)
      assert.truthy(items[1].err.message:find("a later row that changes the same record was done", 1, true))
      assert.truthy(items[1].err.advice:find("resend_unknown", 1, true))
      assert.is_true(items[2].skipped)
      assert.equal("two", note)
    end
    items, note = annotate(client, id, { "one", "two" }, { resend_unknown = true })
    assert.is_nil(items[1].err)
    assert.equal("one", note)
    os.remove(path)

    -- Refused, or not sent.
    assert(w.sandbox:inject { method = "Account/update_account", action = "fault", times = 1 })
    annotate(client, id, { "three", "four" }, {})
    items, note = annotate(client, id, { "three", "four" }, { retry_failed = true })
    assert.equal("fault", items[1].err.kind)
    assert.truthy(items[1].err.advice:find("later row", 1, true), items[1].err.advice)
    assert.equal("four", note)
    items, note = annotate(client, id, { "three!", "four" }, {}) -- corrected
    assert.is_nil(items[1].err)
    assert.equal("three!", note)
  end)

  it("does not send what was not sent over a later row of the same record, and says so", function()
    local sent = {}
    local client = replayed(function(request)
      sent[#sent + 1] = request.params.account_info.note
      return #sent == 1 and { failed = "COULDNT_CONNECT", message = "refused", handed_over = false } or {}
    end, 0)
    local rows = {}
    for i, note in ipairs { "one", "two" } do
      rows[i] = { account_info = { i_account = 1, note = note } }
    end
    local errors = {}
    for _ = 1, 2 do
      for item in client:batch("update", "Account", "account", rows, { journal = path }) do
        errors[#errors + 1] = item.err and ("%s %s"):format(item.err.code, item.err.sent) or "done"
      end
    end
    assert.same({ "COULDNT_CONNECT no", "done", "OVERTAKEN no", "done" }, errors)
    assert.same({ "one", "two" }, sent)
  end)

  it("knows a record by its id, whether that is a number or digits, with zeros before them or not", function()
    local sent = {}
    local client = replayed(function(request)
      sent[#sent + 1] = request.params.account_info.note
      return #sent == 1 and { failed = "COULDNT_CONNECT", message = "refused", handed_over = false } or {}
    end, 0)
    local forms = { 7, 7.0, "7", "07", " 7 ", "007", "7.0" }
    for _, one in ipairs(forms) do
      for _, other in ipairs { "7", "07" } do
        local rows, last = { { account_info = { i_account = one, note = "one" } },
          { account_info = { i_account = other, note = "two" } } }, nil
        sent = {}
        for _ = 1, 2 do
          for item in client:batch("update", "Account", "account", rows, { journal = path, ordered = true }) do
            last = item.index == 1 and item.err or last
          end
        end
        assert.same({ { "one", "two" }, "OVERTAKEN" }, { sent, last.code })
        os.remove(path)
      end
    end
  end)

  it("does not send a row with new secrets over a later row of the same record", function()
    for _, first in ipairs { "done", "refused" } do
      local sent, answers = {}, { { body = "{}" }, first == "refused"
        and { status = 500, body = '{"faultcode":"Server.weak","faultstring":"too weak: marker-1"}' } or nil }
      local client = replayed(function(request)
        sent[#sent + 1] = request.params.customer_info.name or "secret"
        return sent[#sent] == "first" and table.remove(answers) or { body = "{}" }
      end)
      local function go(number, more, options)
        local rows = { { customer_info = { i_customer = 7, name = "first", password = "marker-" .. number } },
          { customer_info = { i_customer = 7, name = "second" } }, { customer_info = { i_customer = 8, name = "third",
          password = "marker-" .. number } }, more }
        options.journal, options.ordered = path, true
        return all(client:batch("update", "Customer", "customer", rows, options))
      end
      go(1, nil, {})
      assert.same({ "first", "second", "third" }, sent)
      sent = {}
      for number = 2, 3 do
        local items = go(number, nil, { retry_failed = number == 3 })
        local err = items[1].err
        assert.same({ "cancelled", "OVERTAKEN", "no" }, { err.kind, err.code, err.sent })
        assert.truthy(err.message:find(first == "done" and "did this with other secrets, and a later row"
          or "was refused this with other secrets (it was told: too weak", 1, true), err.message)
        assert.is_nil(tostring(err):find("marker", 1, true))
        assert.is_true(items[2].skipped)
        assert.is_nil(items[2].err)
        assert.is_nil(items[3].err)
      end
      assert.same({ "third", "third" }, sent) -- nothing came after that one
      sent = {}
      assert.equal("OVERTAKEN", go(4, { customer_info = { i_customer = 7, password = "marker-4" } }, {})[1].err.code)
      assert.same({ "third", "secret" }, sent)
      sent = {}
      assert.is_nil(go(5, nil, { resend_unknown = true })[1].err)
      assert.same({ "first", "third" }, sent)
      os.remove(path)
    end
  end)

  it("repeats updates in doubt of one record in their order", function()
    local client = w.client()
    local id = assert(client:create("Account", "account", account(1))).i_account
    assert(w.sandbox:inject { method = "Account/update_account", action = "drop_before", times = 3 })
    annotate(client, id, { "one", "two", "three" }, {})
    local items, note = annotate(client, id, { "one", "two", "three" }, {})
    assert.same({}, { items[1].err, items[2].err, items[3].err })
    assert.equal("three", note)
  end)
end)
