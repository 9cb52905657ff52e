-- The operations against the sandbox, over real TLS.
local pb = require "portabilling"
local world = require("support.world")
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local function new_account(client, extra)
  local customer = assert(client:collect("Customer", "customer", { bill_status = "O", limit = 1 }))[1]
  local product = assert(client:collect("Product", "product", { limit = 1 }))[1]
  local info = { id = "16045559999", i_customer = customer.i_customer, i_product = product.i_product, billing_model = 1,
    bill_status = "O" }
  for name, value in pairs(extra or {}) do
    info[name] = value
  end
  return info
end

describe("an account", function()
  it("is created, read, changed, blocked, listed and terminated", function()
    local client = w.client()
    local answer = assert(client:create("Account", "account", { account_info = new_account(client),
      generate_web_password = true }))
    local account = assert(client:get("Account", "account", { i_account = answer.i_account }))
    assert.equal("16045559999", account.id)
    assert.equal("N", account.blocked)
    assert.equal(tostring(answer.i_account), ("%d"):format(account.i_account))

    assert(client:update("Account", "account", { account_info = { i_account = account.i_account, blocked = true } }))
    assert.equal("Y", assert(client:get("Account", "account", { id = "16045559999" })).blocked)

    local listed = assert(client:collect("Account", "account", { id = "1604555999_" }))
    assert.equal(1, #listed)

    assert(client:delete("Account", "account", { i_account = account.i_account }))
    assert.equal(1, w.calls("Account/terminate_account"))
    assert.equal("C", assert(client:get("Account", "account", { i_account = account.i_account })).bill_status)
  end)

  it("without billing_model is refused with the field's name", function()
    local client = w.client()
    local info = new_account(client)
    info.billing_model = nil
    local none, err = client:create("Account", "account", { account_info = info })
    assert.is_nil(none)
    assert.equal("fault", err.kind)
    assert.equal("account_info.billing_model", err.path)
    assert.equal("required field billing_model is missing on account_info", err.message)
    assert.equal("yes", err.sent)
  end)

  it("with an id that is taken is refused as a duplicate", function()
    local client = w.client()
    local info = new_account(client)
    assert(client:create("Account", "account", { account_info = info }))
    local _, err = client:create("Account", "account", { account_info = info })
    assert.is_true(err:is("Server.Account.duplicate_id"))
  end)

  it("that does not exist is not_found", function()
    local none, err = w.client():get("Account", "account", { i_account = 987654321 })
    assert.is_nil(none)
    assert.is_true(err:is("not_found"))
  end)

  it("has aliases, subscriptions, service features and custom-field values", function()
    local client = w.client()
    local answer = assert(client:create("Account", "account", { account_info = new_account(client) }))
    local id = { i_account = answer.i_account }
    assert(client:create("Account", "alias", { alias_info = { i_master_account = answer.i_account, id = "16045559998",
      blocked = false } }))
    local aliases = assert(client:collect("Account", "alias", id))
    assert.equal("16045559998", aliases[1].id)
    assert(client:delete("Account", "alias", { alias_info = { i_account = aliases[1].i_account } }))
    assert.same({}, assert(client:collect("Account", "alias", id)))

    local definition = assert(client:collect("Subscription", "subscription", nil))[1]
    assert(client:create("Account", "subscription", { i_account = answer.i_account,
      subscription_info = { i_subscription = definition.i_subscription } }))
    local subscriptions = assert(client:collect("Account", "subscription", id))
    assert.equal(definition.i_subscription, subscriptions[1].i_subscription)

    local features = assert(client:get("Account", "service_features", id))
    assert.is_true(#features > 10)
    assert(client:update("Account", "service_features", { i_account = answer.i_account,
      service_features = { { name = features[1].name, flag_value = features[1].flag_value } } }))

    local field = assert(client:collect("CustomFields", "custom_field"))[1]
    assert(field, "the sandbox has custom fields")
    assert.equal("table", type(client:collect("Account", "custom_fields_value", id)))
  end)
end)

describe("other records", function()
  it("a DID number is added, assigned to a customer and released", function()
    local client = w.client()
    local number = assert(client:create("DID", "number", { number_info = { number = "16045559990", description = "x",
      free_of_charge = false } }))
    local customer = assert(client:collect("Customer", "customer", { limit = 1 }))[1]
    assert(client:call("DID", "assign_did_to_customer", { i_did_number = number.i_did_number,
      i_customer = customer.i_customer }))
    local found = assert(client:get("DID", "number", { number = "16045559990" }))
    assert.equal(customer.i_customer, found.i_customer)
    assert(client:call("DID", "release_did_from_customer", { i_did_number = number.i_did_number }))
    assert(client:delete("DID", "number", { i_did_number = number.i_did_number }))
    assert.is_true(select(2, client:get("DID", "number", { number = "16045559990" })):is("not_found"))
  end)

  it("a customer is created, changed and terminated", function()
    local client = w.client()
    local answer = assert(client:create("Customer", "customer", { customer_info = { name = "Example Ltd",
      iso_4217 = "USD", companyname = "Beispiel GmbH – Zürich" } }))
    local customer = assert(client:get("Customer", "customer", { name = "Example Ltd" }))
    assert.equal(answer.i_customer, customer.i_customer)
    assert.equal("Beispiel GmbH – Zürich", customer.companyname)
    assert(client:update("Customer", "customer", { customer_info = { i_customer = answer.i_customer,
      city = "Zürich" } }))
    assert(client:delete("Customer", "customer", { i_customer = answer.i_customer }))
    assert.equal("C", assert(client:get("Customer", "customer", { i_customer = answer.i_customer })).bill_status)
  end)

  it("money moves by make_transaction, and is not rounded on the way", function()
    local client = w.client()
    local customer = assert(client:collect("Customer", "customer", { bill_status = "O", limit = 1 }))[1]
    local before = assert(client:get("Customer", "customer", { i_customer = customer.i_customer })).balance
    assert(client:call("Customer", "make_transaction", { i_customer = customer.i_customer, action = "Manual charge",
      amount = 0.1 }))
    local after = assert(client:get("Customer", "customer", { i_customer = customer.i_customer })).balance
    assert.equal(("%.5f"):format(before + 0.1), ("%.5f"):format(after))
    assert.equal('{"params":{"amount":0.1}}', client:call("Customer", "make_transaction", { amount = 0.1 },
      { dry_run = true }).body)
  end)

  it("xDRs of customers and accounts are listed by the same name", function()
    local client = w.client()
    local period = { from_date = "1970-01-01 00:00:00", to_date = "9000-01-01 00:00:00" }
    local customer
    for candidate in client:list("Customer", "customer") do
      period.i_customer = candidate.i_customer
      local xdrs = assert(client:collect("Customer", "xdr", period, { max = 5 }))
      if #xdrs == 5 then
        customer = candidate
        break
      end
    end
    assert(customer, "some customer of the sandbox has xDRs")
    assert.is_true(w.calls("Customer/get_customer_xdrs") > 0)
    local account = assert(client:collect("Account", "account", { i_customer = customer.i_customer, limit = 1 }))[1]
    assert(client:collect("Account", "xdr", { i_account = account.i_account, from_date = period.from_date,
      to_date = period.to_date }))
    assert.is_true(w.calls("Account/get_xdr_list") > 0)
  end)

  it("the version and the countries are read", function()
    local client = w.client()
    assert.truthy(assert(client:call("Generic", "get_version")).version:find("^MR"))
    local countries = assert(client:collect("Generic", "country"))
    assert.is_true(#countries > 5)
  end)
end)

describe("files", function()
  local function invoices(client)
    return client:list("Invoice", "invoice", {})
  end

  it("come from call as { filename, content_type, body }, or not at all where there is none", function()
    local client = w.client()
    local with, without
    for invoice in invoices(client) do
      local answer = assert(client:call("Invoice", "get_invoice_info", { i_invoice = invoice.i_invoice, get_pdf = 1 }))
      if answer.body then
        with = answer
      else
        without = answer
      end
      if with and without then
        break
      end
    end
    assert.equal("%PDF", with.body:sub(1, 4))
    assert.equal("application/pdf", with.content_type)
    assert.truthy(with.filename:find("%.pdf$"))
    assert.truthy(without.invoice_info)
  end)

  it("are streamed to a path, which appears only when it is whole", function()
    local client = w.client()
    local path = world.path()
    local done, none = nil, nil
    for invoice in invoices(client) do
      local info, err = client:download("Invoice", "get_invoice_info",
        { i_invoice = invoice.i_invoice, get_pdf = 1 }, path)
      if info then
        done = info
        local file = assert(io.open(path, "rb"))
        local body = file:read "*a"
        file:close()
        assert.equal(info.bytes, #body)
        assert.equal("%PDF", body:sub(1, 4))
        os.remove(path)
      else
        none = err
        assert.is_nil(io.open(path))
      end
      if done and none then
        break
      end
    end
    assert.equal(path, done.path)
    assert.is_true(none:is("NO_FILE"))
    assert.truthy(none.response.invoice_info)
  end)

  -- The first call with a recording.
  local function recording(client)
    local period = { from_date = "1970-01-01 00:00:00", to_date = "9000-01-01 00:00:00" }
    for customer in client:list("Customer", "customer") do
      period.i_customer = customer.i_customer
      for xdr in client:list("Customer", "xdr", period) do
        if client:call("CDR", "get_call_recording", { i_xdr = xdr.i_xdr }) then
          return { i_xdr = xdr.i_xdr }
        end
      end
    end
  end

  it("are streamed in pieces, never whole in memory", function()
    local client = w.client()
    local params = assert(recording(client), "the sandbox has recordings")
    local size = 64 * 1024 * 1024
    assert(w.sandbox:set { recording_bytes = size })
    local largest, bytes, peak = 0, 0, 0
    collectgarbage "collect"
    local base = collectgarbage "count"
    local info = assert(client:download("CDR", "get_call_recording", params, function(piece)
      largest = math.max(largest, #piece)
      local before = math.floor(bytes / 0x800000)
      bytes = bytes + #piece
      if math.floor(bytes / 0x800000) > before then -- what is garbage by then does not count
        collectgarbage "collect"
        peak = math.max(peak, collectgarbage "count" - base)
      end
    end))
    assert.equal(bytes, info.bytes)
    assert.is_true(bytes >= size)
    assert.is_true(largest < 2 * 1024 * 1024, "largest piece " .. largest)
    assert.is_true(peak < 4 * 1024, "Lua heap grew by " .. peak .. " KB")
  end)

  it("are not asked for when they cannot be written", function()
    local none, err = w.client():download("Invoice", "get_invoice_info", { i_invoice = 1, get_pdf = 1 },
      "/no/such/directory/file.pdf")
    assert.is_nil(none)
    assert.same({ "config", "no" }, { err.kind, err.sent })
    assert.equal(0, w.calls "Invoice/get_invoice_info")
  end)

  it("stop when the receiver says so", function()
    local client = w.client()
    local params = assert(recording(client))
    local pieces = 0
    local none, err = client:download("CDR", "get_call_recording", params, function()
      pieces = pieces + 1
      return nil, "the disk is full"
    end)
    assert.is_nil(none)
    assert.equal(1, pieces)
    assert.truthy(tostring(err):find("the disk is full", 1, true))
  end)

  it("keep what was there when the download breaks", function()
    local client = w.client { retries = 0 }
    local params = assert(recording(client))
    local path = world.path()
    local file = assert(io.open(path, "wb"))
    file:write "old"
    file:close()
    assert(w.sandbox:inject { method = "CDR/get_call_recording", action = "truncate", times = 3 })
    local none, err = client:download("CDR", "get_call_recording", params, path)
    assert.is_nil(none)
    assert.equal("transport", err.kind)
    file = assert(io.open(path, "rb"))
    assert.equal("old", file:read "*a")
    file:close()
    os.remove(path)
  end)
end)

describe("a realm", function()
  it("of a customer implies whose records are meant", function()
    local login = w.sandbox.logins.customer
    local me = w.client { url = w.sandbox.url.customer, login = login.login, password = login.password }
    local customer = assert(me:get("Customer", "customer"))
    assert.equal(login.i_customer, customer.i_customer)
    for account in me:list("Account", "account") do
      assert.equal(login.i_customer, account.i_customer)
    end
    local _, err = me:get("Customer", "customer", { i_customer = login.i_customer + 1 })
    assert.equal("fault", err.kind)
  end)

  it("of an account as well", function()
    local login = w.sandbox.logins.account
    local me = w.client { url = w.sandbox.url.account, login = login.login, password = login.password }
    assert.equal(login.i_account, assert(me:get("Account", "account")).i_account)
  end)
end)

describe("all the wire forms", function()
  it("work: form fields for releases before MR101", function()
    assert(w.sandbox:set { bearer_json = false })
    local json = w.client()
    local _, err = json:get("Customer", "customer", { i_customer = 1 })
    assert.truthy(err)
    local form = w.client { wire = "form" }
    assert.truthy(assert(form:collect("Customer", "customer", { limit = 3 }))[3])
  end)

  it("work with a session that has an id only", function()
    local client = w.client()
    assert(w.sandbox:set { login_to_realm_token = false })
    local login = w.sandbox.logins.account
    local child = assert(client:login_as { login = login.login, realm = "account", url = w.sandbox.url.account })
    assert.equal(login.i_account, assert(child:get("Account", "account")).i_account)
  end)
end)

describe("a list against the sandbox", function()
  it("is read whole past the silent limit of 50 and the maximum of 1000", function()
    local client = w.client()
    local count = #assert(client:collect("Customer", "customer"))
    assert.is_true(count > 50)
    for _, over in ipairs { "clamp", "fault" } do
      assert(w.sandbox:set { over_limit = over, max_limit = 70, default_limit = 20 })
      if over == "clamp" then
        assert.equal(count, #assert(client:collect("Customer", "customer")))
      else
        assert.is_nil((client:collect("Customer", "customer")))
        assert.equal(count, #assert(client:collect("Customer", "customer", nil, { page_size = 70 })))
      end
    end
  end)

  it("raises rather than losing records when their order means nothing", function()
    local client = w.client()
    local count = #assert(client:collect("Customer", "customer"))
    assert(w.sandbox:set { shuffle = true })
    local all, err = client:collect("Customer", "customer", nil, { page_size = 30 })
    assert.is_nil(all)
    assert.equal("UNSTABLE_ORDER", err.code)
    all = assert(client:collect("Customer", "customer", nil, { page_size = 30, consistent = false }))
    assert.equal(count, #all)
  end)

  it("yields integers, not 42.0, and only the wanted fields", function()
    for customer in w.client():list("Customer", "customer", { limit = 60 }, { fields = { "i_customer" } }) do
      assert.truthy(tostring(customer.i_customer):find("^%d+$"))
      assert.is_nil(customer.name)
    end
  end)
end)

describe("the certificate", function()
  it("is verified: an unknown CA is refused before anything is sent #libcurl", function()
    local client = pb.new { url = w.sandbox.url.admin, login = w.sandbox.login, token = w.sandbox.token }
    local _, err = client:create("Account", "account", { account_info = { id = "1" } })
    assert.equal("transport", err.kind)
    assert.equal("PEER_FAILED_VERIFICATION", err.code)
    assert.equal("no", err.sent)
    assert.truthy(tostring(err):find("ca_file", 1, true))
    assert.equal(0, w.calls("Session/login"))
  end)

  it("is not asked for with verify = false", function()
    local client = w.client { verify = false }
    assert(client:login())
  end)
end)
