-- The status of accounts and customers, which follows from what is known of them.
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 30 })
local null = require("portabilling").null

describe("the sandbox's status", function()
  local call, client = w.each { before_each = before_each, after_each = after_each }

  local function of_customer(i_customer)
    return call("Customer", "get_customer_info", { i_customer = i_customer }).customer_info.status
  end

  local function of_account(i_account)
    return call("Account", "get_account_info", { i_account = i_account }).account_info.status
  end

  local names = 0
  local function new(customer, account)
    names = names + 1
    local info = { name = "Customer of status " .. names, iso_4217 = "USD" }
    for name, value in pairs(customer or {}) do
      info[name] = value
    end
    local i_customer = call("Customer", "add_customer", { customer_info = info }).i_customer
    info = { id = ("1604555%04d"):format(names), i_customer = i_customer, i_product = 1, billing_model = 1,
      bill_status = "O" }
    for name, value in pairs(account or {}) do
      info[name] = value
    end
    return i_customer, call("Account", "add_account", { account_info = info }).i_account
  end

  local function change(i_customer, i_account, customer, account)
    if customer then
      customer.i_customer = i_customer
      call("Customer", "update_customer", { customer_info = customer })
    end
    if account then
      account.i_account = i_account
      call("Account", "update_account", { account_info = account })
    end
  end

  it("is left out when all is well", function()
    local i_customer, i_account = new()
    assert.same({}, { of_customer(i_customer), of_account(i_account) })
  end)

  it("follows from the record itself, and from the customer's", function()
    local i_customer, i_account = new()
    for _, case in ipairs {
      { account = { blocked = "Y" }, back = { blocked = "N" }, "blocked" },
      { account = { bill_status = "I" }, back = { bill_status = "O" }, "inactive" },
      { account = { expiration_date = "2020-02-29" }, back = { expiration_date = null }, "expired" },
      { account = { activation_date = "2999-01-01" }, back = { activation_date = "2020-01-01" }, "not_yet_active" },
      { customer = { blocked = "Y" }, back = { blocked = "N" }, "customer_blocked", "blocked" },
      { customer = { bill_status = "S" }, back = { bill_status = "O" }, "customer_suspended", "suspended" },
      { customer = { bill_status = "D" }, back = { bill_status = "O" }, "customer_provisionally_terminated",
        "provisionally_terminated" },
      { customer = { bill_status = "E" }, back = { bill_status = "O" }, "customer_exported", "exported" },
    } do
      change(i_customer, i_account, case.customer, case.account)
      assert.same({ case[1], case[2] }, { of_account(i_account), of_customer(i_customer) })
      change(i_customer, i_account, case.customer and case.back, case.account and case.back)
      assert.is_nil(of_account(i_account))
      assert.is_nil(of_customer(i_customer))
    end
    change(i_customer, i_account, { blocked = "Y" }, { blocked = "Y" })
    assert.equal("blocked", of_account(i_account)) -- its own reasons come first
    call("Customer", "terminate_customer", { i_customer = i_customer })
    assert.same({ "closed", "closed" }, { of_account(i_account), of_customer(i_customer) })
  end)

  it("of generated accounts changes with them", function()
    assert.equal("blocked", of_account(13))
    change(nil, 13, nil, { blocked = "N" })
    assert.not_equal("blocked", of_account(13))
    change(nil, 1, nil, { life_time = 1 }) -- days after its first use
    assert.equal("expired", of_account(1))
    change(nil, 1, nil, { life_time = null, inactivity_expire_time = 20000 })
    assert.not_equal("expired", of_account(1))
  end)

  it("follows from the money of a customer", function()
    local i_customer, i_account = new { credit_limit = 5 }
    local function pay(action, amount)
      call("Customer", "make_transaction", { i_customer = i_customer, action = action, amount = amount })
      return { of_customer(i_customer), of_account(i_account) }
    end
    assert.same({}, pay("Manual charge", 5))
    assert.same({ "credit_exceeded", "customer_credit_exceed" }, pay("Manual charge", 0.01))
    local exceeded = assert(client():collect("Customer", "customer", { credit_limit_exceeded = 1, get_statuses = 1 }))
    local found
    for _, customer in ipairs(exceeded) do
      assert.equal(1, customer.credit_exceed)
      found = found or customer.i_customer == i_customer
    end
    assert.is_true(found)
    local beside = call("Account", "get_account_info", { i_account = i_account, with_customer_info = 1 }).customer_info
    assert.same({ "credit_exceeded", 1 }, { beside.status, beside.credit_exceed })
    assert.same({}, pay("Manual payment", 5))
    i_customer, i_account = new { i_balance_control_type = 2 }
    assert.same({ "customer_has_no_available_funds", "no_available_funds" },
      { of_account(i_account), of_customer(i_customer) })
    assert.same({}, pay("Manual payment", 10))
  end)

  it("follows from the money of an account that has its own", function()
    local _, i_account = new(nil, { i_account_balance_control_type = 2, credit_limit = 5 })
    local function pay(action, amount)
      call("Account", "make_transaction", { i_account = i_account, action = action, amount = amount })
      return of_account(i_account)
    end
    assert.is_nil(pay("Manual charge", 5))
    assert.equal("credit_exceeded", pay("Manual charge", 1))
    local i_customer
    i_customer, i_account = new({ i_balance_control_type = 2 }, { billing_model = -1, opening_balance = 5 })
    assert.equal("no_available_funds", of_customer(i_customer)) -- which is nothing to a debit account
    assert.is_nil(of_account(i_account))
    assert.equal("zero_balance", pay("Manual charge", 5))
    assert.equal("overdraft", pay("Manual charge", 1))
    assert.is_nil(pay("Manual payment", 2))
  end)

  it("of an alias is its account's, of a reseller's customer the reseller's", function()
    local i_customer, i_account = new { i_parent = 2 }
    local alias = call("Account", "add_alias",
      { alias_info = { i_master_account = i_account, id = "16045558888" } }).i_account
    assert.is_nil(of_account(alias))
    change(nil, i_account, nil, { blocked = "Y" })
    assert.equal("blocked", of_account(alias))
    change(2, i_account, { blocked = "Y" }, { blocked = "N" })
    assert.same({ "reseller_blocked", "customer_blocked" }, { of_customer(i_customer), of_account(alias) })
  end)

  it("is in lists when asked for", function()
    local i_customer, i_account = new({ bill_status = "S" }, { blocked = "Y" })
    for asked = 0, 1 do
      local accounts = call("Account", "get_account_list", { i_customer = i_customer, get_statuses = asked })
      local account = accounts.account_list[1]
      assert.same({ i_account, asked == 1 and "blocked" or nil }, { account.i_account, account.status })
      local customers = call("Customer", "get_customer_list", { i_customer = i_customer, get_statuses = asked })
      assert.equal(asked == 1 and "suspended" or nil, customers.customer_list[1].status)
    end
  end)

  it("cannot be set, but sent back", function()
    local i_customer, i_account = new({ status = "blocked" }, { status = "blocked", blocked = "Y" })
    assert.is_nil(of_customer(i_customer))
    local info = call("Account", "get_account_info", { i_account = i_account }).account_info
    assert.equal("blocked", info.status)
    change(nil, i_account, nil, { status = info.status, blocked = "N" })
    assert.is_nil(of_account(i_account))
  end)
end)
