-- Money in the sandbox: balances follow from entries, whatever was done.
local sandbox = require "portabilling.sandbox"
local pb = require "portabilling"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 25 })

local ALL = { from_date = "0001-01-01 00:00:00", to_date = "9999-01-01 00:00:00", limit = 1000 }

describe("the sandbox's balances", function()
  local client

  before_each(function()
    client = w.client()
  end)
  after_each(function()
    client:close()
  end)

  local function call(service, method, params, of)
    return assert((of or client):call(service, method, params))
  end

  -- What an owner's xDRs charge in all: added up of whole numbers, so that nothing is lost.
  local function charged(service, method, filters, of)
    local sum, filter = 0, { i_customer = filters.i_customer, i_account = filters.i_account,
      billing_model = filters.billing_model, limit = 1000, offset = 0 }
    repeat
      filter.from_date, filter.to_date = ALL.from_date, ALL.to_date
      local xdrs = call(service, method, filter, of).xdr_list
      for _, xdr in ipairs(xdrs) do
        sum = sum + math.floor(xdr.charged_amount * 100000 + 0.5)
      end
      filter.offset = filter.offset + 1000
    until #xdrs < 1000
    return sum
  end

  local function in_whole(amount)
    return math.floor(amount * 100000 + 0.5)
  end

  local function account(i_account, of)
    return call("Account", "get_account_info", { i_account = i_account, without_service_features = 1 }, of).account_info
  end

  local function customer(i_customer, of)
    return call("Customer", "get_customer_info", { i_customer = i_customer }, of).customer_info
  end

  local function check_customer(record, of)
    local entries = charged("Customer", "get_customer_xdrs", { i_customer = record.i_customer, billing_model = 1 }, of)
    assert.equal(in_whole(record.balance), in_whole(record.opening_balance) + entries,
      "balance of customer " .. record.i_customer)
    return entries
  end

  local function check_account(record, of)
    local entries = charged("Account", "get_xdr_list", { i_account = record.i_account }, of)
    local sign = record.billing_model == -1 and -1 or 1
    assert.equal(in_whole(record.balance), in_whole(record.opening_balance) + sign * entries,
      "balance of account " .. record.i_account)
    return entries
  end

  it("are the opening balance and what the xDRs charge, of every customer", function()
    local customers = assert(client:collect("Customer", "customer"))
    assert.equal(25, #customers)
    local moved = 0
    for _, record in ipairs(customers) do
      moved = moved + (check_customer(record) > 0 and 1 or 0)
    end
    assert.equal(25, moved)
  end)

  it("are it for accounts, too, a debit account's counted down", function()
    local kinds = {}
    for _, i_customer in ipairs { 4, 5, 14 } do
      for _, record in ipairs(assert(client:collect("Account", "account", { i_customer = i_customer }))) do
        check_account(record)
        kinds[record.billing_model] = true
      end
    end
    assert.same({ [-1] = true, [1] = true, [2] = true }, kinds)
  end)

  it("stay it after transactions, fees and a new number, and nothing moves the opening balance", function()
    local debit = assert(client:collect("Account", "account", { i_customer = 4, billing_model = -1 }))[1]
    local credit = assert(client:collect("Account", "account", { i_customer = 4, billing_model = 1 }))[1]
    local before = { customer = customer(4), debit = debit, credit = credit }
    local function transact(service, key, value, action, amount)
      return call(service, "make_transaction", { [key] = value, action = action, amount = amount }).balance
    end
    transact("Customer", "i_customer", 4, "Manual payment", 20.00001)
    assert.equal(in_whole(credit.balance) + 325000, in_whole(
      transact("Account", "i_account", credit.i_account, "Manual charge", 3.25)))
    assert.equal(in_whole(debit.balance) - 125000, in_whole(
      transact("Account", "i_account", debit.i_account, "Manual charge", 1.25)))
    transact("Account", "i_account", debit.i_account, "Manual payment", 10)
    transact("Account", "i_account", credit.i_account, "Authorization only", 7)
    for _, i_account in ipairs { credit.i_account, debit.i_account } do
      call("Account", "add_subscription", { i_account = i_account, subscription_info = { i_subscription = 1 } })
      call("Account", "charge_subscription_fees", { i_account = i_account })
    end
    local free = call("DID", "get_number_list", { usage = "I", limit = 1 }).number_list[1]
    call("DID", "assign_did_to_customer", { i_did_number = free.i_did_number, i_customer = 4 })

    local after = customer(4)
    check_customer(after)
    assert.equal(in_whole(before.customer.opening_balance), in_whole(after.opening_balance))
    local fees = (12.5 + free.activation_fee) * 100000
    assert.equal(in_whole(before.customer.balance) - 2000001 + 325000 + fees, in_whole(after.balance))
    for _, record in pairs { debit, credit } do
      local now = account(record.i_account)
      check_account(now)
      assert.equal(in_whole(record.opening_balance), in_whole(now.opening_balance))
    end
  end)

  it("begin with what a create says, and are not set afterwards", function()
    local i_customer = call("Customer", "add_customer",
      { customer_info = { name = "New", iso_4217 = "USD", opening_balance = 12.5 } }).i_customer
    call("Customer", "update_customer",
      { customer_info = { i_customer = i_customer, balance = 1, opening_balance = 2 } })
    local record = customer(i_customer)
    assert.same({ 12.5, 12.5 }, { record.balance, record.opening_balance })
    check_customer(record)
  end)

  it("turn with the billing model: what was owed is missing from what is left", function()
    local of_customer = customer(4)
    local record = assert(client:collect("Account", "account", { i_customer = 4, billing_model = 1 }))[1]
    local function bill_as(billing_model)
      call("Account", "update_account", { account_info = { i_account = record.i_account,
        billing_model = billing_model } })
      local now = account(record.i_account)
      check_account(now)
      return now
    end
    local function charge()
      call("Account", "make_transaction", { i_account = record.i_account, action = "Manual charge", amount = 3 })
      local now = account(record.i_account)
      check_account(now)
      return now
    end
    assert.equal(in_whole(record.balance) + 300000, in_whole(charge().balance))
    local turned = bill_as(-1)
    assert.equal(-in_whole(record.balance) - 300000, in_whole(turned.balance))
    assert.equal(in_whole(turned.balance) - 300000, in_whole(charge().balance))
    assert.equal(in_whole(record.balance) + 600000, in_whole(bill_as(1).balance))
    assert.equal(in_whole(record.balance) + 600000, in_whole(bill_as(1).balance)) -- no change, no turn
    assert.equal(in_whole(of_customer.balance) + 300000, in_whole(customer(4).balance))
    check_customer(customer(4))
    for _, alias in ipairs(call("Account", "get_alias_list", { i_account = record.i_account }).alias_list) do
      assert.equal(1, account(alias.i_account).master_billing_model)
    end
  end)

  it("are it in the largest world, of its last customer and of the one with many accounts", function()
    local s = assert(sandbox.start { size = "large" })
    local of = pb.new { url = s.url.admin, ca_file = s.ca_file, login = s.login, token = s.token }
    local ok, message = pcall(function()
      check_customer(customer(1000000, of), of)
      assert.is_number(customer(1, of).opening_balance)
      check_account(account(1200, of), of)
    end)
    of:close()
    s:stop()
    assert(ok, message)
  end)
end)
