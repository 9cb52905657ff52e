-- What an operator's scripts ask the sandbox beside customers and accounts: who and what there is, agreements,
-- subscriptions of all accounts, rerating, reservations, barring, totals.
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each },
  { size = "small", today = "2026-03-15" })

describe("the sandbox", function()
  local admin, customer

  before_each(function()
    local login = w.sandbox.logins.customer
    admin = w.client()
    customer = w.client { url = w.sandbox.url.customer, realm = "customer", login = login.login,
      password = login.password }
  end)
  after_each(function()
    admin:close()
    customer:close()
  end)

  local function call(service, method, params, client)
    return assert((client or admin):call(service, method, params or {}))
  end

  local function fault(code, service, method, params, client)
    local answer, err = (client or admin):call(service, method, params or {})
    assert.is_nil(answer)
    assert.equal(code, err.code)
  end

  it("tells of its environment, users, currencies and customer classes", function()
    local env = call("Env", "get_env_info").env_info
    assert.matches("^%S+@%S+$", env.email)
    assert.same({ env }, call("Env", "get_env_list").env_list)
    local users = call("User", "get_user_list", { login = w.sandbox.login }).user_list
    assert.equal(1, #users)
    assert.matches("^%S+@%S+$", users[1].email)
    assert.is_nil(users[1].password)
    assert.is_nil(users[1].api_token)
    assert.same(users[1], call("User", "get_user_info", { i_user = users[1].i_user }).user_info)
    assert.same(users[1], call("User", "get_user_info", { login = w.sandbox.login }).user_info)
    assert.equal(3, call("User", "get_user_list", { limit = 1, get_total = 1 }).total)
    local currencies = call("Currency", "get_currency_list").currency_list
    assert.same(call("Generic", "get_global_currency_list").currency_list, currencies)
    assert.equal("Euro", call("Currency", "get_currency_info", { iso_4217 = "EUR" }).currency_info.name)
    local classes = call("CustomerClass", "get_customer_class_list").customer_class_list
    local key = assert(admin:get("Customer", "customer", { i_customer = 1 })).i_customer_class
    local class = call("CustomerClass", "get_customer_class_info", { i_customer_class = key }).customer_class_info
    assert.same(classes[key], class)
    assert.same({}, call("CustomerClass", "get_customer_class_info", { i_customer_class = 999 }))
  end)

  it("lists the subscriptions of all accounts of a customer", function()
    local all, offset = {}, 0
    repeat
      local page = call("Customer", "get_accounts_subscriptions", { i_customer = 1, limit = 4, offset = offset })
      for _, row in ipairs(page.subscriptions) do
        all[#all + 1] = row
      end
      offset = offset + 4
    until #page.subscriptions == 0
    assert.equal(15, #all)
    local seen = {}
    for _, row in ipairs(all) do
      assert.equal(1, assert(admin:get("Account", "account", { i_account = row.i_account })).i_customer)
      assert.is_nil(seen[row.i_account_subscription])
      seen[row.i_account_subscription] = true
      assert.is_number(row.i_subscription)
    end
    local added = call("Account", "add_subscription", { i_account = 1, subscription_info = { i_subscription = 2 } })
    local count = 0
    for row in customer:list("Customer", "accounts_subscription") do
      count = count + 1
      seen[row.i_account_subscription] = true
    end
    assert.equal(16, count)
    assert.is_true(seen[added.i_account_subscription])
    fault("Server.Customer.access_denied", "Customer", "get_accounts_subscriptions", { i_customer = 3 }, customer)
  end)

  it("keeps agreements: how many of a product a customer may have", function()
    local function conditions(key)
      local quantities = {}
      local info = call("Customer", "get_customer_agreement_info", { i_customer = key }).customer_agreement_info
      for _, condition in ipairs(info.agreement_condition_list) do
        quantities[condition.i_product] = condition.max_offered_quantity
      end
      return quantities
    end
    local before = conditions(4)
    call("Customer", "update_agreement_conditions", { i_customer = 4, agreement_condition_list = {
      { i_product = 1, max_offered_quantity = 99 }, { i_product = 3, max_offered_quantity = 7 },
    } })
    assert.same({ 99, before[2], 7 }, conditions(4))
    local new = assert(admin:create("Customer", "customer", { customer_info = { name = "New", iso_4217 = "USD" } }))
    assert.same({}, conditions(new.i_customer))
    call("Customer", "update_agreement_conditions", { i_customer = new.i_customer,
      agreement_condition_list = { { i_product = 2, max_offered_quantity = 5 } } })
    assert.same({ [2] = 5 }, conditions(new.i_customer))
    fault("Server.Customer.not_found.agreement_condition_list[0].i_product", "Customer", "update_agreement_conditions",
      { i_customer = 4, agreement_condition_list = { { i_product = 999, max_offered_quantity = 5 } } })
  end)

  it("counts the xDRs that are rated again", function()
    local params = { owner = "customer", i_owner = 4, i_service = 3, date_from = "2026-01-01 00:00:00",
      date_to = "2026-03-16 00:00:00", i_tariff_wrong = 1, i_tariff_correct = 2 }
    local xdrs = call("Customer", "get_customer_xdrs",
      { i_customer = 4, from_date = params.date_from, to_date = params.date_to, i_service = 3, limit = 1000 }).xdr_list
    assert.is_true(#xdrs > 0)
    assert.equal(#xdrs, call("Tariff", "rerate_xdrs", params).xdrs_rerated)
    params.i_service = 5
    assert.equal(0, call("Tariff", "rerate_xdrs", params).xdrs_rerated)
    params.owner = "nobody"
    fault("Client.Tariff.invalid_value.owner", "Tariff", "rerate_xdrs", params)
    params.owner = nil
    fault("Client.Tariff.missing_required.owner", "Tariff", "rerate_xdrs", params)
  end)

  it("reserves a free number for a session and a while", function()
    local free = call("DID", "get_number_list", { usage = "I", frozen = "N", limit = 1 }).number_list[1]
    local other = w.client()
    assert.equal(1, call("DID", "reserve_number", { number = free.number, reserve_term = 600 }).success)
    assert.equal(1, call("DID", "reserve_number", { number = free.number, reserve_term = 60 }).success)
    fault("Server.DID.in_use.number", "DID", "reserve_number", { number = free.number }, other)
    assert(w.sandbox:set { clock_skew = 61 })
    assert.equal(1, call("DID", "reserve_number", { number = free.number }, other).success)
    other:close()
    fault("Server.DID.not_found.number", "DID", "reserve_number", { number = "999" })
    call("DID", "assign_did_to_account", { i_did_number = free.i_did_number, i_master_account = 1 })
    fault("Server.DID.in_use.number", "DID", "reserve_number", { number = free.number })
    local frozen = call("DID", "get_number_list", { usage = "Z", limit = 1 }).number_list[1]
    fault("Server.DID.wrong_state.number", "DID", "reserve_number", { number = frozen.number })
  end)

  it("keeps classes of barred numbers", function()
    local list = call("CallBarring", "get_call_barring_class_list").call_barring_class_list
    assert.is_true(#list > 0)
    local numbers = { { number = "27110000000" }, { number = "2782%" } }
    local updated = call("CallBarring", "update_call_barring_class",
      { call_barring_class_info = { i_cp_condition = 1, number_pattern_list = numbers } })
    assert.equal(1, updated.i_cp_condition)
    local info = call("CallBarring", "get_call_barring_class_info", { i_cp_condition = 1 }).call_barring_class_info
    assert.same(numbers, info.number_pattern_list)
    assert.equal(list[1].name, info.name)
    local key = call("CallBarring", "add_call_barring_class",
      { call_barring_class_info = { name = "Own" } }).i_cp_condition
    assert.equal("Own", call("CallBarring", "get_call_barring_class_info",
      { i_cp_condition = key }).call_barring_class_info.name)
    fault("Server.CallBarring.not_found.call_barring_class_info.i_cp_condition", "CallBarring",
      "update_call_barring_class", { call_barring_class_info = { i_cp_condition = 999 } })
  end)

  it("adds up the transactions of a customer and of an account", function()
    for _, entry in ipairs { { "Manual charge", 12.5 }, { "Manual payment", 2.25 } } do
      call("Customer", "make_transaction", { i_customer = 4, action = entry[1], amount = entry[2] })
      call("Account", "make_transaction", { i_account = 1, action = entry[1], amount = 2 * entry[2] })
    end
    assert.same({ count = 2, total = 10.25 },
      call("Customer", "get_transactions_total_info", { i_customer = 4 }).transactions_total_info)
    assert.same({ count = 2, total = 20.5 },
      call("Account", "get_transactions_total_info", { i_account = 1 }).transactions_total_info)
    assert.same({ count = 0, total = 0 }, call("Customer", "get_transactions_total_info",
      { i_customer = 4, to_date = "2026-01-01 00:00:00" }).transactions_total_info)
  end)
end)
