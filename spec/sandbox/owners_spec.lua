-- What becomes of what customers and accounts have when they are terminated, moved, billed otherwise, removed.
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 25 })

describe("in the sandbox", function()
  local client
  before_each(function()
    client = w.client()
  end)
  after_each(function()
    client:close()
  end)

  local function call(service, method, params)
    return assert(client:call(service, method, params))
  end

  local function refused(code, words, service, method, params)
    local none, err = client:call(service, method, params)
    assert.is_nil(none)
    assert.same({ "fault", code }, { err.kind, err.code })
    assert.matches(words, err.message, 1, true)
  end

  local function new_customer(values)
    local info = { name = "One", iso_4217 = "USD" }
    for name, value in pairs(values or {}) do
      info[name] = value
    end
    return call("Customer", "add_customer", { customer_info = info }).i_customer
  end

  local function new_account(i_customer, id, values)
    local info = { id = id, i_customer = i_customer, i_product = 1, billing_model = 1, bill_status = "O" }
    for name, value in pairs(values or {}) do
      info[name] = value
    end
    return call("Account", "add_account", { account_info = info }).i_account
  end

  local function account(i_account)
    return call("Account", "get_account_info", { i_account = i_account }).account_info
  end

  local function number()
    return call("DID", "get_number_list", { usage = "I", limit = 1 }).number_list[1].i_did_number
  end

  local function number_info(i_did_number)
    return call("DID", "get_number_info", { i_did_number = i_did_number }).number_info
  end

  it("a terminated customer keeps its xDRs and numbers; its subscriptions end, and nobody is charged", function()
    local i_customer = new_customer()
    local i_account, did = new_account(i_customer, "16045551001"), number()
    call("DID", "assign_did_to_account", { i_did_number = did, i_master_account = i_account })
    call("Account", "add_subscription", { i_account = i_account, subscription_info = { i_subscription = 1 } })
    call("Customer", "add_subscription", { i_customer = i_customer, subscription_info = { i_subscription = 1 } })
    call("Customer", "terminate_customer", { i_customer = i_customer })
    assert.same({ i_customer, i_account }, { number_info(did).i_customer, number_info(did).i_master_account })
    for _, row in ipairs { call("Account", "get_subscriptions", { i_account = i_account }).subscriptions[1],
      call("Customer", "get_subscriptions", { i_customer = i_customer }).subscriptions[1] } do
      assert.same({ 2, "Y" }, { row.int_status, row.is_finished })
    end
    call("Account", "charge_subscription_fees", { i_account = i_account })
    local xdrs = call("Customer", "get_customer_xdrs", { i_customer = i_customer, from_date = "0001-01-01 00:00:00",
      to_date = "9999-01-01 00:00:00" }).xdr_list
    assert.same({ 1, "Activation of a DID number" }, { #xdrs, xdrs[1].description })
    call("DID", "release_did_from_customer", { i_did_number = did })
    assert.is_nil((number_info(did).i_customer))
  end)

  it("the sessions of who is terminated end", function()
    local i_customer = new_customer { login = "ends-soon", password = "Ends-soon-1" }
    local i_account = new_account(i_customer, "16045551001", { login = "line", password = "Ends-soon-2" })
    local own = w.client { url = w.sandbox.url.customer, login = "ends-soon", password = "Ends-soon-1" }
    local line = w.client { url = w.sandbox.url.account, login = "line", password = "Ends-soon-2" }
    assert(own:call("Customer", "get_my_info", {}))
    assert(line:call("Account", "get_account_info", {}))
    call("Account", "terminate_account", { i_account = i_account })
    local none, err = line:call("Account", "get_account_info", {})
    assert.is_nil(none)
    assert.matches("auth_failed", err.code)
    assert(own:call("Customer", "get_my_info", {}))
    call("Customer", "terminate_customer", { i_customer = i_customer })
    none, err = own:call("Customer", "get_my_info", {})
    assert.is_nil(none)
    assert.matches("auth_failed", err.code)
    own:close()
    line:close()
  end)

  it("a customer is removed with what it had, unless bills would lose something", function()
    refused("Server.Customer.in_use.i_customer", "has accounts: terminate it instead", "Customer", "delete_customer",
      { i_customer = 4 })
    local charged = new_customer { name = "Charged" }
    call("Customer", "make_transaction", { i_customer = charged, action = "Manual charge", amount = 1 })
    refused("Server.Customer.in_use.i_customer", "has xDRs: terminate it instead", "Customer", "delete_customer",
      { i_customer = charged })
    refused("Server.Customer.in_use.i_customer", "terminate it instead", "Customer", "delete_customer",
      { i_customer = 2 })

    local i_customer = new_customer()
    local branch = new_customer { name = "Branch", i_main_office = i_customer }
    local free = call("DID", "add_number",
      { number_info = { number = "493055501", free_of_charge = "Y" } }).i_did_number
    call("DID", "assign_did_to_customer", { i_did_number = free, i_customer = i_customer })
    local extension = call("Customer", "add_customer_extension",
      { i_customer = i_customer, id = "101", name = "A" }).i_c_ext
    local subscription = call("Subscription", "add_subscription", { subscription_info = { name = "New",
      charge_model = 1, activation_mode = 1, iso_4217 = "USD" } }).i_subscription
    call("Customer", "add_subscription", { i_customer = i_customer,
      subscription_info = { i_subscription = subscription } })
    call("Customer", "delete_customer", { i_customer = i_customer })

    assert.is_nil(call("Customer", "get_customer_info", { i_customer = i_customer }).customer_info)
    assert.is_nil((number_info(free).i_customer))
    assert.is_nil(call("Customer", "get_customer_extension_info", { i_c_ext = extension }).extension_info)
    assert.is_nil((call("Customer", "get_customer_info", { i_customer = branch }).customer_info.i_main_office))
    call("Subscription", "delete_subscription", { i_subscription = subscription }) -- nobody has it
    call("DID", "assign_did_to_customer", { i_did_number = free, i_customer = branch })
  end)

  it("an account that is moved takes its aliases and numbers along", function()
    local from, to = new_customer { name = "From" }, new_customer { name = "To" }
    local i_account, did = new_account(from, "16045551001"), number()
    local alias = call("DID", "assign_did_to_account", { i_did_number = did, i_master_account = i_account }).i_account
    call("Account", "move_account", { i_account = i_account, i_customer = to })
    assert.same({ to, to, to }, { account(i_account).i_customer, account(alias).i_customer,
      number_info(did).i_customer })
    assert.equal(2, #call("Account", "get_account_list", { i_customer = to }).account_list)
    assert.equal(0, #call("Account", "get_account_list", { i_customer = from }).account_list)
  end)
end)
