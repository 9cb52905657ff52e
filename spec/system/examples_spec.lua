-- Every example, run as a user would run it, against the sandbox.
local shell = require "support.shell"
local world = require "support.world"
local unpack = table.unpack or unpack -- luacheck: ignore 113
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

-- Runs examples/NAME.lua with arguments and the environment that `make sandbox` tells to set, and more; returns its
-- output. What does not end is ended.
local function run_in(environment, name, ...)
  local words = {}
  for _, word in ipairs { ... } do
    words[#words + 1] = shell.quote(word)
  end
  local settings = ("PORTABILLING_URL=%s PORTABILLING_LOGIN=%s PORTABILLING_TOKEN=%s PORTABILLING_CA_FILE=%s "
    .. "LUA_PATH=%s LUA_CPATH=%s"):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token,
    shell.quote(w.sandbox.ca_file), shell.quote(package.path), shell.quote(package.cpath))
  return shell.output(("%s %s timeout 60 %s examples/%s.lua %s"):format(settings, environment, shell.interpreter(),
    name, table.concat(words, " ")))
end

local function run(name, ...)
  return run_in("", name, ...)
end

-- What an example says that does not end well.
local function complaint(name, ...)
  local ok, message = pcall(run, name, ...)
  assert.is_false(ok)
  return tostring(message)
end

local function with_file(text, work)
  local path = world.path()
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  work(path, function(mended)
    file = assert(io.open(path, "wb"))
    file:write(mended)
    file:close()
  end)
  os.remove(path)
  os.remove(path .. ".journal")
end

local function ids_like(pattern)
  local ids = {}
  for i, account in ipairs(assert(w.client():collect("Account", "account", { id = pattern }))) do
    ids[i] = account.id
  end
  table.sort(ids)
  return ids
end

local function has(output, text)
  assert.truthy(output:find(text, 1, true), output)
end

describe("the example", function()
  it("demo creates an account and lists customers", function()
    local output = run "demo"
    has(output, "without billing_model:")
    has(output, "created account 1604555")
    has(output, "open customers")
  end)

  it("create_account shows the server's complaint, then creates", function()
    local output = run("create_account", "16045558001")
    has(output, "required field billing_model is missing on account_info")
    local id = output:match("i_account = (%d+)")
    assert.equal("16045558001", assert(w.client():get("Account", "account", { i_account = tonumber(id) })).id)
  end)

  it("create_account takes a product of the customer's currency", function()
    local customer
    for one in w.client():list("Customer", "customer") do
      customer = one.iso_4217 == "EUR" and one or customer
    end
    assert(w.sandbox:inject { method = "Customer/get_customer_list", action = "body",
      body = ('{"customer_list":[{"i_customer":%d,"iso_4217":"EUR"}]}'):format(customer.i_customer) })
    run("create_account", "16045558009")
    local account = assert(w.client():get("Account", "account", { id = "16045558009" }))
    assert.equal(customer.i_customer, account.i_customer)
    local product = assert(w.client():get("Product", "product", { i_product = account.i_product }))
    assert.equal("EUR", product.iso_4217)
  end)

  it("list_customers lists the open ones, and adds up what is owed in each currency", function()
    local count, cents = 0, {}
    for customer in w.client():list("Customer", "customer", { bill_status = "O" }) do
      count = count + 1
      local owed = math.max(customer.balance, 0)
      cents[customer.iso_4217] = (cents[customer.iso_4217] or 0) + math.floor(owed * 1000 + 0.5) / 10
    end
    local output = run "list_customers"
    has(output, count .. " open customers")
    local told = {}
    for amount, currency in output:match "owed in all: (.*)":gmatch "([%d.]+) (%u+)" do
      told[currency] = math.floor(amount * 100 + 0.5)
    end
    for currency, sum in pairs(cents) do
      assert.is_true(math.abs(sum - told[currency]) <= 0.5, output)
    end
    assert.truthy(told.USD > 0 and told.EUR > 0)
    has(run("list_customers", "7"), "7 open customers")
    has(complaint("list_customers", "seven"), "usage: list_customers")
  end)

  it("block_account blocks", function()
    run("create_account", "16045558002")
    has(run("block_account", "16045558002"), "account 16045558002: blocked = Y, note = blocked by script")
  end)

  it("assign_did adds a number and assigns it", function()
    run("create_account", "16045558003")
    has(run("assign_did", "16045558004", "16045558003"), "account 16045558003 answers to 16045558004")
    local number = assert(w.client():get("DID", "number", { number = "16045558004" }))
    assert.truthy(number.i_customer)
  end)

  it("month_xdrs sums what the server has", function()
    local client = w.client()
    local now = os.date "!*t"
    local month = ("%04d-%02d"):format(now.year, now.month)
    local next_month = os.date("!%Y-%m", os.time { year = now.year, month = now.month + 1, day = 1, hour = 12 })
    local checked = 0
    for customer in client:list("Customer", "customer") do
      local count, sum = 0, 0
      for xdr in client:list("Customer", "xdr", { i_customer = customer.i_customer, from_date = month .. "-01 00:00:00",
        to_date = next_month .. "-01 00:00:00" }) do
        count = count + 1
        sum = sum + xdr.charged_amount
      end
      if count > 0 then
        local output = run("month_xdrs", customer.i_customer, month)
        has(output, ("%s: %d xDRs"):format(month, count))
        assert.equal(("%.5f"):format(sum), ("%.5f"):format(output:match "([%d.]+) charged"))
        checked = checked + 1
        break
      end
    end
    assert.equal(1, checked)
    has(run("month_xdrs", "1"), " xDRs, ")
  end)

  it("month_xdrs means months of the server's clock, wherever it runs", function()
    local now = os.date "!*t"
    local this_month = ("%04d-%02d"):format(now.year, now.month)
    local expected_now, expected_last = run("month_xdrs", "4", this_month), run("month_xdrs", "4")
    assert.truthy(expected_now:find(" [1-9]%d* xDRs") or expected_last:find(" [1-9]%d* xDRs"), expected_last)
    assert.falsy(expected_last:find(this_month, 1, true))
    -- the clocks of Auckland in summer, Kiritimati, Los Angeles, and Baker Island, without their data files
    for _, zone in ipairs { "NZDT-13", "X-14", "PST8", "X12" } do
      assert.equal(expected_now, run_in("TZ=" .. zone, "month_xdrs", "4", this_month), zone)
      assert.equal(expected_last, run_in("TZ=" .. zone, "month_xdrs", "4"), zone)
    end
    for _, wrong in ipairs { "2026-1", "2026-00", "2026-13", "last" } do
      has(complaint("month_xdrs", "4", wrong), "usage: month_xdrs")
    end
  end)

  it("month_xdrs adds money exactly, says its currency, and keeps the quantities of services apart", function()
    local rows = {}
    for i = 1, 200 do
      rows[i] = ('{"i_xdr":%d,"xdr_type":"A","charged_amount":30000000.00001,"charged_quantity":"%d","service":"%s"}')
        :format(i, i % 2 == 0 and 60 or 5, i % 2 == 0 and "Voice Calls" or "Data Transfer")
    end
    assert(w.sandbox:inject { method = "Customer/get_customer_xdrs", action = "body",
      body = '{"xdr_list":[' .. table.concat(rows, ",") .. '],"total":200}' })
    local output = run("month_xdrs", "4")
    has(output, "200 xDRs, 6000000000.002 charged (EUR)")
    has(output, "Voice Calls: 6000")
    has(output, "Data Transfer: 500")
  end)

  it("invoice_pdf saves a PDF", function()
    local path = world.path() .. ".pdf"
    local saved
    for invoice in w.client():list("Invoice", "invoice") do
      local output = run("invoice_pdf", invoice.i_customer, path)
      if output:find("application/pdf", 1, true) then
        saved = true
        break
      end
      has(output, "has no PDF")
    end
    assert.is_true(saved)
    local file = assert(io.open(path, "rb"))
    assert.equal("%PDF", file:read(4))
    file:close()
    os.remove(path)
  end)

  it("import_accounts imports once, however often it is run", function()
    local path = world.path()
    local file = assert(io.open(path, "wb"))
    for i = 1, 30 do
      file:write(("1604555%04d,%d,1\n"):format(7000 + i, i == 7 and 999999 or 1))
    end
    file:close()
    for _, before in ipairs { 0, 29 } do
      local output = complaint("import_accounts", path)
      has(output, ("29 accounts done (%d of them by an earlier run), 1 failed"):format(before))
      has(output, "line 7: ")
    end
    assert.equal(30, w.calls "Account/add_account")
    assert.equal(29, #assert(w.client():collect("Account", "account", { id = "16045557%" })))
    os.remove(path)
    os.remove(path .. ".journal")
  end)

  it("import_accounts stops at a line that it cannot read, which it names; what went before is there", function()
    local path = world.path()
    local file = assert(io.open(path, "wb"))
    file:write("16045558101,1,1\n16045558102,1,1\nwhat is this\n16045558104,1,1\n")
    file:close()
    local ok, message = pcall(run, "import_accounts", path)
    assert.is_false(ok)
    has(tostring(message), path .. ":3: id,i_customer,i_product expected")
    has(tostring(message), "2 accounts done")
    assert.equal(2, #assert(w.client():collect("Account", "account", { id = "160455581%" })))
    os.remove(path)
    os.remove(path .. ".journal")
  end)

  it("import_accounts takes what spreadsheets write around an id", function()
    with_file('\239\187\191id,i_customer,i_product\r\n'
      .. '"16045558201",1,1\r\n16045558202,"1","1"\r\n\r\n16045558203@sip , 1 , 1 \r\n\r\n'
      .. '16045558204,999999,1', function(path)
      for _, before in ipairs { 0, 3 } do
        local output = complaint("import_accounts", path)
        has(output, ("3 accounts done (%d of them by an earlier run), 1 failed"):format(before))
        has(output, "line 7: ")
      end
      assert.same({ "16045558201", "16045558202", "16045558203@sip" }, ids_like "%160455582%")
    end)
  end)

  it("import_accounts refuses what is no id, with its line, and goes on when that is mended", function()
    local total = #ids_like "%"
    for i, wrong in ipairs { "1.6E+10,1,1", '"1.60456E+10",1,1', "16045558300.0,1,1", "1.6E10,1,1", "16E9,1,1",
      "1e+5,1,1", "16 04,1,1",
      '1604"5558,1,1', ",1,1", '"",1,1', "Zo\195\171,1,1", "\239\187\191" .. "16045558300,1,1",
      "1\0006\0000\0004\000,1,1", "16045558300;1;1", "16045558300,1", "16045558300,1.0,1" } do
      local first, last = ("160455583%02d"):format(i), ("160455584%02d"):format(i)
      with_file(first .. ",1,1\n" .. wrong .. "\n" .. last .. ",1,1\n", function(path, write)
        local message = complaint("import_accounts", path)
        has(message, path .. ":2: ")
        has(message, "nothing of it was sent")
        assert.same({ first }, ids_like(first))
        assert.equal(total + 1, #ids_like "%", wrong)
        write(first .. ",1,1\n" .. ("160455585%02d"):format(i) .. ",1,1\n" .. last .. ",1,1\n")
        has(run("import_accounts", path), "3 accounts done (1 of them by an earlier run), 0 failed")
        total = total + 3
        assert.equal(total, #ids_like "%", wrong)
      end)
    end
  end)

  it("import_accounts does not take a file that cannot be read for one that has ended", function()
    local path = world.path()
    shell.output("mkdir " .. path)
    has(complaint("import_accounts", path), "Is a directory")
    shell.output("rm -r " .. path .. "*")
  end)

  it("loop_cqueues and loop_luv end when there is nothing to ask for", function()
    for _, name in ipairs { "loop_cqueues", "loop_luv" } do
      has(run(name, "0"), "0 customers; ")
    end
  end)

  it("loop_cqueues and loop_luv ask for many customers at once, and hold nothing up", function()
    for name, what in pairs { loop_cqueues = "the other coroutine", loop_luv = "the timer" } do
      has(run(name, "30"), "30 customers; " .. what .. " was never held up")
    end
  end)

  it("self_care shows a customer its own accounts", function()
    local login = w.sandbox.logins.customer
    local output = run("self_care", w.sandbox.url.customer, login.login, login.password)
    has(output, "balance")
    local accounts = assert(w.client():collect("Account", "account", { i_customer = login.i_customer }))
    for _, account in ipairs(accounts) do
      has(output, account.id)
    end
  end)

  describe("in a dry run", function()
    local function cases(path)
      local customer = w.sandbox.logins.customer
      local account = assert(w.client():collect("Account", "account", {}, { max = 1 }))[1].id
      local invoice = assert(w.client():collect("Invoice", "invoice", {}, { max = 1 }))[1]
      return {
        { "demo", changes = "dry run: account", all = "dry run: nobody was asked" },
        { "create_account", "16045558501", changes = "16045558501 was not created", all = "no account was created" },
        { "block_account", account, changes = "dry run: the update was not sent", all = "it was not blocked" },
        { "assign_did", "16045558502", account, changes = "16045558502 was not added", all = "was not assigned" },
        { "import_accounts", path, changes = "2 accounts would be sent, and none was; 0 failed",
          all = "2 accounts would be sent, and none was; 0 failed" },
        { "list_customers", changes = "open customers", all = "dry run: nobody was asked" },
        { "month_xdrs", customer.i_customer, changes = "charged", all = "dry run: nobody was asked" },
        { "invoice_pdf", invoice.i_customer, path .. ".pdf", changes = "bytes", all = "dry run: nobody was asked" },
        { "self_care", w.sandbox.url.customer, customer.login, customer.password, changes = "balance",
          all = "dry run: nobody was asked" },
        { "loop_cqueues", changes = "20 customers", all = "dry run: nobody was asked" },
        { "loop_luv", changes = "20 customers", all = "dry run: nobody was asked" },
      }
    end

    for _, mode in ipairs { "changes", "all" } do
      it(mode .. " it says truly what was not sent, and changes nothing", function()
        with_file("16045558503,1,1\n16045558504,1,1\n", function(path)
          for _, case in ipairs(cases(path)) do
            assert(w.sandbox:clear())
            local output = run_in("PORTABILLING_DRY_RUN=" .. mode, unpack(case))
            has(output, case[mode])
            for _, claim in ipairs { "created account", "accounts done" } do
              assert.falsy(output:find(claim, 1, true), output)
            end
            if case[1] == "create_account" and mode == "changes" then
              has(output, '"generate_web_password":1') -- a flag, and no password
            end
            for method in pairs(assert(w.sandbox:stats()).methods) do
              assert.equal("changes", mode, method)
              assert.truthy(method:find "/get_" or method == "Session/login", method)
            end
          end
          os.remove(path .. ".pdf")
        end)
      end)
    end
  end)

  it("tells how it is used when arguments are missing", function()
    for _, name in ipairs { "block_account", "assign_did", "month_xdrs", "invoice_pdf", "self_care",
      "import_accounts" } do
      local ok, message = pcall(run, name)
      assert.is_false(ok)
      assert.truthy(tostring(message):find("usage: " .. name, 1, true), message)
    end
  end)
end)
