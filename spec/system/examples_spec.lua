-- Every example, run as a user would run it, against the sandbox.
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

-- Runs examples/NAME.lua with arguments and the environment that `make sandbox` tells to set; returns its output.
local function run(name, ...)
  local words = {}
  for _, word in ipairs { ... } do
    words[#words + 1] = shell.quote(word)
  end
  return shell.output(("PORTABILLING_URL=%s PORTABILLING_LOGIN=%s PORTABILLING_TOKEN=%s PORTABILLING_CA_FILE=%s "
    .. "LUA_PATH=%s LUA_CPATH=%s %s examples/%s.lua %s"):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token,
    shell.quote(w.sandbox.ca_file), shell.quote(package.path), shell.quote(package.cpath), shell.interpreter(), name,
    table.concat(words, " ")))
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

  it("list_customers lists the open ones", function()
    local open = #assert(w.client():collect("Customer", "customer", { bill_status = "O" }))
    has(run "list_customers", open .. " open customers")
    has(run("list_customers", "7"), "7 open customers")
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
        has(output, ("%.5f charged"):format(sum))
        checked = checked + 1
        break
      end
    end
    assert.equal(1, checked)
    has(run("month_xdrs", "1"), " xDRs, ")
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
    for _ = 1, 2 do
      local output = run("import_accounts", path)
      has(output, "29 accounts are there, 1 failed")
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
    assert.equal(2, #assert(w.client():collect("Account", "account", { id = "160455581%" })))
    os.remove(path)
    os.remove(path .. ".journal")
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

  it("tells how it is used when arguments are missing", function()
    for _, name in ipairs { "block_account", "assign_did", "month_xdrs", "invoice_pdf", "self_care",
      "import_accounts" } do
      local ok, message = pcall(run, name)
      assert.is_false(ok)
      assert.truthy(tostring(message):find("usage: " .. name, 1, true), message)
    end
  end)
end)
