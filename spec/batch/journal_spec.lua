-- Batches against the sandbox: what is sent is counted there.
local curl = require "portabilling.curl"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local replay = require "portabilling.driver.replay"
local world = require "support.world"
local unpack = table.unpack or unpack -- luacheck: ignore 113
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local function account(i, extra)
  local info = { id = ("16045551%04d"):format(i), i_customer = 1, i_product = 1, billing_model = 1, bill_status = "O",
    h323_password = "marker-password-" .. i }
  for name, value in pairs(extra or {}) do
    info[name] = value
  end
  return { account_info = info }
end

-- An iterator of n accounts; each(i) may replace one.
local function accounts(n, each)
  local i = 0
  return function()
    i = i + 1
    if i <= n then
      return each and each(i) or account(i)
    end
  end
end

local function run(client, source, options)
  local items = {}
  for item in client:batch("create", "Account", "account", source, options) do
    items[#items + 1] = item
  end
  return items
end

local function created()
  local ids = {}
  for record in w.client():list("Account", "account", { id = "16045551%" }) do
    assert.is_nil(ids[record.id], record.id .. " is there twice")
    ids[record.id] = record.i_account
  end
  return ids
end

local function count(t)
  local n = 0
  for _ in pairs(t) do
    n = n + 1
  end
  return n
end

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
    assert.equal(62, count(created()))
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
    local function answer(body)
      return { "keep", ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
        :format(#body, body) }
    end
    local raw = rawserver.start { answer '{"access_token":"a","refresh_token":"b","expires_at":"2099-01-01 00:00:00"}',
      answer '{"i_account":1}' }
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
    assert.equal(26, count(created()))
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

  it("takes from the source only what it needs", function()
    local pulled = 0
    local source = accounts(10000)
    for item in w.client():batch("create", "Account", "account", function()
      pulled = pulled + 1
      return source()
    end) do
      if item.index then
        break
      end
    end
    assert.is_true(pulled <= 8 * 8 + 8, pulled)
    w.settle() -- LuaJIT does not close the loop: what was in flight is
  end)

  it("raises an error of the source, after what was sent before it", function()
    local items, message = 0, nil
    local next_item = w.client():batch("create", "Account", "account", accounts(10, function(i)
      if i == 8 then
        error("row 8 is torn", 0)
      end
    end))
    repeat
      local ok, item = pcall(next_item)
      if ok then
        items = items + 1
      else
        message = item
      end
    until not ok
    assert.equal(7, items)
    assert.equal("row 8 is torn", message)
  end)

  it("raises what a source fails with, also when that is nothing, or nil and a message", function()
    local function raise(...)
      local what = { n = select("#", ...), ... }
      return function() error(what[1], 0) end
    end
    local object = setmetatable({}, {})
    for _, case in ipairs { { raise(), "gave no reason (it raised nil)" }, { raise(false), "it raised false" },
      { raise "torn", "torn" }, { raise(object), object }, { function() return nil, "torn" end, "torn" },
      { function() return nil, object end, object } } do
      local items, source = 0, accounts(2)
      local ok, err = pcall(function()
        for item in w.client():batch("create", "Account", "account", function()
          local row = source()
          if row then
            return row
          end
          return case[1]()
        end, { dry_run = true }) do
          items = items + 1
          assert.truthy(item.result) -- what it gave before is sent
        end
      end)
      assert.same({ false, 2 }, { ok, items })
      assert.is_true(err == case[2] or tostring(err):find(tostring(case[2]), 1, true) ~= nil, tostring(err))
    end
  end)

  it("refuses a source that would end early, or give nothing, in silence", function()
    local client = w.client()
    local holed = { account(1), account(2), nil, account(4) }
    local packed, rows = { account(1), n = 3 }, { account(1), account(2) }
    for words, source in pairs {
      ["array with a hole: element 3 is nil, but element 4 is not"] = holed,
      ["array with a hole: element 2 is nil, but n is 3"] = packed,
      ['got a table with the key "account_info"'] = account(1),
      ['got a table with the key "last"'] = { account(1), last = account(2) },
      ["got a table with the key 0"] = { [0] = account(1), account(2) },
      ["got a table with the key 1.5"] = { [1.5] = account(1) },
      ['the key "i_account"'] = { i_account = 1 },
      ["by __index has nothing at 1"] = setmetatable({}, { __index = function(_, key)
        return key == "account_info" and {} or nil
      end }),
      ["by __index has nothing at 1: give it"] = setmetatable({}, { __index = account(1) }),
      ["its __pairs failed"] = setmetatable({}, { __pairs = function() error "torn" end }),
      ['the key "x"'] = setmetatable({}, { __pairs = function() return next, { x = account(1) } end }),
      ["element 2 is nil, but element 3 is not"] = setmetatable({}, { __index = { account(1), nil, account(3) } }),
      ["element 2 is nil, but n is 4"] = setmetatable({}, { __index = { account(1), n = 4 } }),
      ["element 1 is nil, but n is 2"] = { n = 2 },
      ['the key "n"'] = { n = -1 },
      ["element 1 is nil, but its __len gives 2"] = setmetatable({}, { __len = function() return 2 end }),
      ["element 2 is nil, but its __len gives 3"] = setmetatable({ account(1) }, { __len = function() return 3 end }),
      ["element 2 is nil, but its __len gives 4"] = setmetatable({}, { __index = { account(1) },
        __len = function() return 4 end }),
      ["its __len gives -1: "] = setmetatable({}, { __index = rows, __len = function() return -1 end }),
      ["its __len gives 1.5: "] = setmetatable({}, { __index = rows, __len = function() return 1.5 end }),
      ["its __len gives a string: "] = setmetatable({}, { __index = rows, __len = function() return "3" end }),
      ["its __len gives a nil: "] = setmetatable({}, { __index = rows, __len = function() end }),
      ["its __len failed: torn"] = setmetatable({}, { __index = rows, __len = function() error("torn", 0) end }),
      ["an array of 1 that shows more by __index"] = setmetatable({ account(1) }, { __index = function(_, i)
        return rows[i]
      end }),
      ["expected, got string"] = "x",
    } do
      local ok, message = pcall(run, client, source)
      assert.is_false(ok)
      assert.truthy(message:find("batch: source: ", 1, true) and message:find(words, 1, true), message)
      assert.truthy(message:find("journal_spec.lua:", 1, true), message)
    end
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("reads a source that is a view, or an object", function()
    local client, List = w.client(), {}
    List.__index = List
    List._class = List
    function List.append() end
    local rows = { account(1), account(2), account(3) }
    for _, source in ipairs {
      { rows = 3, setmetatable({}, { __pairs = function() return next, rows end }) },
      { rows = 3, setmetatable({}, { __index = rows }) },
      { rows = 3, setmetatable({}, { __index = function(_, i) return rows[i] end }) },
      { rows = 3, setmetatable({}, { __index = function(_, i) return rows[i] end, __len = function() return 3 end }) },
      { rows = 3, setmetatable({}, { __call = accounts(3) }) },
      { rows = 3, setmetatable({ rows[1], rows[2], rows[3], total = 3 }, List) },
      { rows = 3, setmetatable({ unpack(rows) }, { __index = function() error "no such field" end }) },
      { rows = 3, setmetatable({ unpack(rows) }, { __index = function() return {} end,
        __len = function() return 3 end }) },
      { rows = 0, setmetatable({}, List) },
      { rows = 0, {} },
      { rows = 0, { n = 0 } },
      { rows = 0, setmetatable({}, { __len = function() return 0 end }) },
      { rows = 0, setmetatable({}, { __index = {}, __len = function() return 0 end }) },
      { rows = 0, setmetatable({}, { __index = function() end, __len = function() return 0 end }) },
      { rows = 3, setmetatable({}, { __index = { n = 3, unpack(rows) } }) },
      { rows = 3, setmetatable({ unpack(rows) }, { __len = function() return 3 end }) },
      { rows = 2, { rows[1], rows[2], n = 2 } },
    } do
      assert.equal(source.rows, #run(client, source[1], { dry_run = true }))
    end
  end)

  it("is refused at once when called wrongly", function()
    local client = w.client()
    for _, call in ipairs {
      function() client:batch("crate", "Account", "account", {}) end,
      function() client:batch("create", "Acount", "account", {}) end,
      function() client:batch("create", "Account", "account", "x") end,
      function() client:batch("create", "Account", "account", {}, { concurency = 3 }) end,
      function() client:list("Account", "account", nil, { journal = "x" }) end,
    } do
      local ok, message = pcall(call)
      assert.is_false(ok)
      assert.truthy(message:find("journal_spec.lua:", 1, true), message)
    end
  end)

  it("does not count as done what the answer says was not: success = 0", function()
    for _, answer in ipairs { '{"success":0}', '{"success":"0"}', '{"success":false}', '{"success":"N"}',
      '{"success":"0.0"}', '{"success":0.0}', '{"success":-1}', '{"success":"-1"}', '{"success":" False "}',
      '{"success":"no"}', '{"success":""}', '{"success":0,"error_message":"marker-new is too short"}',
      '{"success":"n","errors":"marker-new is too short"}',
      '{"success":0,"errors":{"new_password":"marker-new is too short"}}' } do
      local client = pb.new { url = "https://localhost", login = "x", token = "y-token",
        driver = replay.open(function() return { body = answer } end) }
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
      local client = pb.new { url = "https://localhost", login = "x", token = "y-token",
        driver = replay.open(function() return { body = answer } end) }
      assert.truthy(client:call("Account", "change_password", { i_account = 1, new_password = "marker-new" }))
    end
  end)

  it("works with a driver that makes one call at a time", function()
    local driver = replay.open(function() return { body = '{"i_account":1}' } end)
    local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver }
    assert.equal(20, #run(client, accounts(20)))
    assert.equal(20, #driver.requests)
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

  local function text()
    local file = assert(io.open(path, "rb"))
    local content = file:read "*a"
    file:close()
    return content
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

  it("holds no attributes and no secrets, and is private", function()
    run(w.client(), accounts(10, function(i)
      return i == 5 and account(i, { billing_model = 77 }) or nil
    end), { journal = path })
    assert.is_nil(text():find("marker", 1, true))
    assert.is_nil(text():find("16045551", 1, true))
    assert.equal("600", require("support.shell").output("stat -c %a " .. path))
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
    assert.equal(8, count(created()))
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
    assert.equal(9, count(created()))
    local found = 0
    for _, item in ipairs(run(client, accounts(10), { journal = path })) do
      assert.is_nil(item.err, tostring(item.err))
      assert.truthy(item.result.i_account)
      found = found + (item.found and 1 or 0)
    end
    assert.equal(1, found)
    assert.equal(10, count(created()))
  end)

  it("does not send again what cannot be looked up, unless that is wanted", function()
    local client = w.client()
    local charge = { { i_customer = 1, action = "Manual charge", amount = 5 } }
    assert(w.sandbox:inject { method = "Customer/make_transaction", action = "drop_after", times = 1 })
    local function charge_all(options)
      options.journal = path
      local items = {}
      for item in client:batch("call", "Customer", "make_transaction", charge, options) do
        items[#items + 1] = item
      end
      return items[1]
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

  it("can be read whatever byte of its last line a crash cut it at, and never sends what it knows again", function()
    local client = w.client()
    run(client, accounts(6), { journal = path })
    local whole = text()
    local ids = created()
    local header = #whole:match "^[^\n]*\n"
    for at = 0, #whole, 7 do
      local file = assert(io.open(path, "wb"))
      file:write(whole:sub(1, at))
      file:close()
      local ok, items = pcall(run, client, accounts(6), { journal = path })
      if at > 0 and at < header then
        assert.truthy(tostring(items):find("line 1: ", 1, true), items)
      else
        assert.is_true(ok, items)
        for _, item in ipairs(items) do
          -- Cut before the line that is written, and synced, before an item leaves, nothing tells that it was sent.
          assert.is_true(not item.err or item.err.code == "Server.Account.duplicate_id")
        end
      end
    end
    assert.same(ids, created())
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

  it("refuses the journal of another batch, and one that is in use", function()
    local client = w.client()
    run(client, accounts(2), { journal = path })
    local ok, err = pcall(client.batch, client, "update", "Account", "account", {}, { journal = path })
    assert.is_false(ok)
    assert.truthy(tostring(err):find("belongs to another batch (create Account/account at https://", 1, true))
    local next_item = client:batch("create", "Account", "account", accounts(2), { journal = path })
    ok, err = pcall(client.batch, client, "create", "Account", "account", {}, { journal = path })
    assert.is_false(ok)
    assert.truthy(tostring(err):find("in use", 1, true))
    while next_item() do end -- luacheck: ignore 542
  end)

  it("is neither read, written nor made by a dry run, which tells what would be sent", function()
    local client = w.client()
    for _ = 1, 2 do
      for i, item in ipairs(run(client, accounts(3), { journal = path, dry_run = true, ordered = true })) do
        assert.truthy(item.result.body:find(("16045551%04d"):format(i), 1, true))
        assert.is_nil(item.skipped)
      end
      assert.is_nil(io.open(path))
    end
    assert.equal(0, w.calls "Account/add_account")
    run(client, accounts(3), { journal = path })
    local before = text()
    assert.is_nil(run(client, accounts(3), { journal = path, dry_run = true })[1].skipped)
    assert.equal(before, text())
  end)

  it("is one server's and one login's alone", function()
    run(w.client(), accounts(2), { journal = path })
    local reseller = w.sandbox.logins.reseller
    for _, other in ipairs { { url = w.sandbox.url.reseller, login = reseller.login, password = reseller.password },
      { login = "somebody", token = "else" } } do
      local ok, err = pcall(run, w.client(other), accounts(2), { journal = path })
      assert.is_false(ok)
      assert.equal("JOURNAL", err.code)
      assert.truthy(err.message:find(w.sandbox.login, 1, true) and err.message:find(other.login, 1, true), err.message)
    end
    assert.equal(2, w.calls "Account/add_account")
  end)

  it("of an earlier format is refused, with what to do", function()
    local file = assert(io.open(path, "wb"))
    file:write('{"batch":"create Account/account","journal":1}\n{"window":64}\n')
    file:close()
    os.execute("chmod 600 " .. path)
    local ok, err = pcall(run, w.client(), accounts(2), { journal = path })
    assert.is_false(ok)
    assert.truthy(err.message:find("format 1", 1, true), err.message)
    assert.truthy(err.advice:find("begin a new journal", 1, true), err.advice)
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("made when other fields counted as secrets is refused, for its items would be taken for new ones", function()
    local core = require "portabilling.core"
    local header = '{"journal":2,"batch":"create Account/account","key":"x"}'
    local file = assert(io.open(path, "wb"))
    file:write(core.sha256(header):sub(1, 16), " ", header, "\n")
    file:close()
    os.execute("chmod 600 " .. path)
    local ok, err = pcall(run, w.client(), accounts(2), { journal = path })
    assert.is_false(ok)
    assert.truthy(err.message:find("format 2 is not known", 1, true), err.message)
    assert.truthy(err.advice:find("begin a new journal", 1, true), err.advice)
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("that is damaged is refused, with the line, whatever is wrong with it", function()
    local client = w.client()
    run(client, accounts(4), { journal = path })
    local whole = text()
    local function refused(changed, line)
      assert.not_equal(whole, changed)
      local file = assert(io.open(path, "wb"))
      file:write(changed)
      file:close()
      local ok, err = pcall(run, client, accounts(4), { journal = path })
      assert.is_false(ok)
      assert.truthy(err.message:find(": line " .. line .. ": "), err.message)
      assert.equal(changed, text())
    end
    refused((whole:gsub('"done"', '"dkne"', 1)), "%d+")
    refused((whole:gsub('"k":"%x', '"k":"g', 1)), "2")
    refused((whole:gsub("\n[^\n]+\n", "\n", 1)), "2")
    refused((whole:gsub("^[^\n]+\n", "", 1)), "1")
    refused(whole:sub(1, 40), "1")
    refused("something else\n", "1")
    refused(whole:sub(1, -3) .. "\0\n", "%d+")
  end)

  -- What the journal says of a batch of accounts; secret: the password of each.
  local function with_secret(n, secret, extra)
    return accounts(n, function(i)
      local attributes = account(i, extra and extra(i))
      attributes.account_info.h323_password = secret .. i
      return attributes
    end)
  end

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
    local driver = replay.open(function(request)
      sent[#sent + 1] = request.params.account_info.note
      return #sent == 1 and { failed = "COULDNT_CONNECT", message = "refused", handed_over = false } or {}
    end)
    local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver, retries = 0 }
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

  it("sends nothing more once it is stopped, of what is in doubt neither", function()
    local sent, answer = 0, nil
    local driver = replay.open(function()
      sent = sent + 1
      return answer
    end)
    local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver, retries = 0 }
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
      answer = { failed = "RECV_ERROR", message = "lost", handed_over = true }
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

  it("knows a record by its id, whether that is a number or digits, with zeros before them or not", function()
    local sent = {}
    local driver = replay.open(function(request)
      sent[#sent + 1] = request.params.account_info.note
      return #sent == 1 and { failed = "COULDNT_CONNECT", message = "refused", handed_over = false } or {}
    end)
    local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver, retries = 0 }
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

  it("takes an id that was given with zeros before it for the same in what it finds; a name not", function()
    for _, case in ipairs { { "i_customer", "07", true }, { "i_customer", "8", "CONFLICT" },
      { "fax", "07", "CONFLICT" } } do
      local driver = replay.open(function(request)
        if request.method == "add_account" then
          return { failed = "RECV_ERROR", message = "lost", handed_over = true }
        end
        return { body = ('{"account_info":{"i_account":3,"id":"x","%s":7}}'):format(case[1]) }
      end)
      local client, found = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver }, nil
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

  it("does not send a row with new secrets over a later row of the same record", function()
    for _, first in ipairs { "done", "refused" } do
      local sent, answers = {}, { { body = "{}" }, first == "refused"
        and { status = 500, body = '{"faultcode":"Server.weak","faultstring":"too weak: marker-1"}' } or nil }
      local driver = replay.open(function(request)
        sent[#sent + 1] = request.params.customer_info.name or "secret"
        return sent[#sent] == "first" and table.remove(answers) or { body = "{}" }
      end)
      local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver }
      local function go(number, more, options)
        local rows, items = { { customer_info = { i_customer = 7, name = "first", password = "marker-" .. number } },
          { customer_info = { i_customer = 7, name = "second" } }, { customer_info = { i_customer = 8, name = "third",
          password = "marker-" .. number } }, more }, {}
        options.journal, options.ordered = path, true
        for item in client:batch("update", "Customer", "customer", rows, options) do
          items[#items + 1] = item
        end
        return items
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

  it("says why a creation in doubt is not looked up", function()
    local driver = replay.open(function()
      return { failed = "RECV_ERROR", message = "lost", handed_over = true }
    end)
    local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver }
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
      assert.equal(2, count(created()))
    end)

  it("leaves open what was not sent: a plain rerun sends it", function()
    local nobody = pb.new { url = "https://127.0.0.1:1", login = "api", token = "x", timeout = 5, retries = 0 }
    local broken = { token = "wrong-token", login = w.sandbox.login }
    assert.is_false((pcall(run, w.client(broken), accounts(5), { journal = path })))
    for _, item in ipairs(run(w.client(), accounts(5), { journal = path })) do
      assert.is_nil(item.err)
      assert.is_nil(item.skipped)
    end
    assert.equal(5, count(created()))
    os.remove(path)
    for _ = 1, 2 do -- a server that is down
      for _, item in ipairs(run(nobody, accounts(5), { journal = path })) do
        assert.is_nil(item.skipped)
        assert.equal("no", item.err.sent)
      end
    end
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

  it("says so when a run has ended by itself: rows corrected or appended after it were never sent", function()
    local client = w.client()
    local function charge(n, amount)
      local rows, items = {}, {}
      for i = 1, n do
        rows[i] = { i_customer = 1, action = i == 2 and amount < 0 and "no such thing" or "Manual charge", amount = i }
      end
      for item in client:batch("call", "Customer", "make_transaction", rows, { journal = path, ordered = true }) do
        items[#items + 1] = item
      end
      return items
    end
    assert.equal("fault", charge(3, -1)[2].err.kind)
    assert.truthy(text():find('{"s":"end"}\n$'))
    for _, item in ipairs(charge(70, 1)) do
      assert.is_nil(item.err, tostring(item.err))
    end
    assert.equal(71, w.calls "Customer/make_transaction")
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
      local items = {}
      for item in client:batch("create", "Customer", "customer", row, { journal = path }) do
        items[#items + 1] = item
      end
      return items[1]
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
      local driver = replay.open(function(request)
        if request.method == "add_customer" then
          return { failed = "RECV_ERROR", message = "lost", handed_over = true }
        end
        return { body = ('{"customer_info":{"i_customer":7,"name":"Acme","%s":%s}}'):format(name, case[2]) }
      end)
      local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver }
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
      local driver = replay.open(function(request)
        if request.method == "add_customer" then
          made = true
          return { failed = "RECV_ERROR", message = "lost", handed_over = true }
        end
        return { body = made and request.params.name:lower() ~= given:lower()
          and ('{"customer_info":{"i_customer":7,"name":"%s"}}'):format(kept)
          or made and given:find "^Zu" and ('{"customer_info":{"i_customer":7,"name":"%s"}}'):format(kept) or "{}" }
      end)
      local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver }
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
    local driver = replay.open(function(request)
      if request.method == "add_account" then
        return { failed = "RECV_ERROR", message = "lost", handed_over = true }
      end
      asked[#asked + 1] = request.body
      return { body = '{"account_info":{"i_account":3,"id":100000000000002}}' }
    end)
    local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver }
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

  it("does not send a call that may have been made with other secrets; nor takes its entry from another row", function()
    local client = w.client()
    local function charge(secrets)
      local rows, items = {}, {}
      for i, secret in ipairs(secrets) do
        rows[i] = { i_customer = 1, action = "Manual charge", amount = 5, card_number = secret }
      end
      for item in client:batch("call", "Customer", "make_transaction", rows, { journal = path, ordered = true }) do
        items[#items + 1] = item
      end
      return items
    end
    assert(w.sandbox:inject { method = "Customer/make_transaction", action = "drop_after", times = 1 })
    assert.equal("unknown", charge({ "1" })[1].err.sent)
    assert.equal("OUTCOME_UNKNOWN", charge({ "2" })[1].err.code)
    for _, item in ipairs(charge { "2", "1" }) do -- the second may have been made; the first may be that one
      assert.equal("OUTCOME_UNKNOWN", item.err.code)
    end
    assert.equal(1, w.calls "Customer/make_transaction")
  end)

  it("on a disk that is full leaves what is in flight its results, and its failure is told beside them", function()
    local file = require "portabilling.file"
    local append = file.append
    file.append = function(...)
      local real = assert(append(...))
      return { sync = function() return real:sync() end, close = function() return real:close() end,
        named = function() return real:named() end,
        cut = function(_, size) return real:cut(size) end, write = function(_, bytes)
          if bytes:find '"s":"done"' then
            return nil, "write: No space left on device", "ENOSPC"
          end
          return real:write(bytes)
        end }
    end
    local items = {}
    local ok, err = pcall(function()
      for item in w.client():batch("create", "Account", "account", accounts(100), { journal = path }) do
        items[#items + 1] = item
      end
    end)
    file.append = append
    assert.is_false(ok)
    assert.equal("JOURNAL", err.code)
    assert.truthy(err.message:find("No space left", 1, true))
    assert.is_nil(tostring(err):find("not sent", 1, true), tostring(err)) -- what was in flight was
    local n = count(created())
    assert.is_true(n >= 1 and n <= 16, n)
    for _, item in ipairs(items) do
      if item.result then
        n = n - 1
        assert.is_nil(item.err)
        assert.equal("JOURNAL", item.unkept.code)
        assert.equal("yes", item.unkept.sent)
      else
        assert.equal("no", item.err.sent)
      end
    end
    assert.equal(0, n)
    for _, item in ipairs(run(w.client(), accounts(100), { journal = path })) do
      assert.is_nil(item.err, tostring(item.err))
    end
    assert.equal(100, count(created()))
  end)

  it("that is moved, removed or replaced meanwhile stops the batch: another run would not see what it did", function()
    for _, what in ipairs { "mv %s %s.old", "rm %s", "cp %s %s.old && mv %s.old %s",
      "mv %s %s.old && ln -s %s.old %s" } do
      local client, items = w.client(), {}
      local before = w.calls "Account/add_account"
      local ok, err = pcall(function()
        for item in client:batch("create", "Account", "account", accounts(50), { journal = path, concurrency = 2 }) do
          items[#items + 1] = item
          if #items == 1 then
            os.execute((what:gsub("%%s", path)))
          end
        end
      end)
      assert.is_false(ok)
      assert.equal("JOURNAL", err.code)
      assert.truthy(err.message:find("moved, removed or replaced", 1, true), err.message)
      local sent = w.calls "Account/add_account" - before
      assert.is_true(sent < 10, sent)
      for _, item in ipairs(items) do
        assert.is_true(item.err == nil or item.err.sent == "no" or item.err.kind == "fault", tostring(item.err))
      end
      os.remove(path)
      os.remove(path .. ".old")
      assert(w.sandbox:reset())
    end
  end)

  it("that is a link, a FIFO or a directory is refused with what it is, and what to do", function()
    local shell = require "support.shell"
    for command, words in pairs {
      ["ln -s /tmp/nowhere "] = "a symbolic link, which is not followed; name the file itself",
      ["mkfifo "] = "a FIFO, not a regular file; name another one",
      ["mkdir "] = "a directory, not a regular file; name a file in it",
    } do
      shell.output(command .. path)
      local ok, err = pcall(run, w.client(), accounts(1), { journal = path })
      assert.is_false(ok)
      assert.equal("JOURNAL", err.code)
      assert.truthy(err.message:find(path .. ": it is " .. words, 1, true), err.message)
      shell.output("rm -r " .. path)
    end
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("that cannot be written stops the batch before anything is sent", function()
    local ok, err = pcall(run, w.client(), accounts(3), { journal = "/dev/full" })
    assert.is_false(ok)
    assert.equal("JOURNAL", err.code)
    assert.equal(0, w.calls "Account/add_account")
  end)
end)
