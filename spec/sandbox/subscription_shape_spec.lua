-- The definition of a subscription, as a recorded answer has it, and as it is sent.
local asked = require("support.asked").new { setup = setup, teardown = teardown }

local FLAGS = [[
  charge_suspended_customers generate_daily_charge multiple prorate_first_period prorate_last_period shared
  waive_acc_expired_charges waive_blocked_charges waive_charges_for_first_bp waive_charges_for_last_bp
  waive_charges_for_regular_bp waive_credit_exceeded_charges waive_suspended_charges]]

describe("a subscription in the sandbox", function()
  local call, ok = asked.call, asked.ok

  local function definition(i_subscription)
    return ok("Subscription/get_subscription_info",
      { i_subscription = i_subscription, with_fees = 1, with_discounts = 1 }).subscription_info
  end

  local function add(name, more)
    local info = { name = name, iso_4217 = "USD", activation_mode = 1, charge_model = 0, activation_fee = 0,
      invoice_description = name }
    for field, value in pairs(more) do info[field] = value end
    return ok("Subscription/add_subscription", { subscription_info = info }).i_subscription
  end

  local function update(i_subscription, changes)
    changes.i_subscription = i_subscription
    ok("Subscription/update_subscription", { subscription_info = changes })
  end

  local function fees(info)
    local out = {}
    for _, one in ipairs(info.periodic_fees[1]) do
      assert.same({ 0, info.i_subscription }, { one.periods, one.i_subscription })
      assert.is_nil(out[one.i_billing_period])
      out[one.i_billing_period] = one.fee
    end
    return out
  end

  local function monthly_fee(i_subscription)
    ok("Account/add_subscription", { i_account = 1, subscription_info = { i_subscription = i_subscription } })
    for _, row in ipairs(ok("Account/get_subscriptions", { i_account = 1 }).subscriptions) do
      if row.i_subscription == i_subscription then return row.monthly_fee, row.multiple end
    end
  end

  it("has the fields of the recorded one, generated or added", function()
    for _, key in ipairs { 4, add("Bare", {}) } do
      local info = definition(key)
      for flag in FLAGS:gmatch "%S+" do
        assert.is_truthy(info[flag] == "N" or info[flag] == "Y", flag)
      end
      assert.same({ "none", 0 }, { info.penalty_mode, #info.multi_month_discount_list })
      for _, name in ipairs { "fee", "cancellation_fee", "is_used" } do
        assert.is_nil(info[name])
      end
    end
  end)

  it("tells its discounts where they were asked for", function()
    assert.same({}, definition(3).discount_list)
    assert.same({}, ok("Subscription/get_subscription_list", { with_discounts = 1 }).subscriptions[1].discount_list)
    assert.is_nil(ok("Subscription/get_subscription_info", { i_subscription = 3 }).subscription_info.discount_list)
    assert.is_nil(ok("Subscription/get_subscription_list").subscriptions[1].discount_list)
  end)

  it("is taken with multiple as a letter, and assigned with a number", function()
    local key = add("Several", { multiple = "Y", fee = 3 })
    assert.equal("Y", definition(key).multiple)
    assert.same({ 3, 1 }, { monthly_fee(key) })
    update(key, { multiple = "N" })
    assert.equal("N", definition(key).multiple)
    assert.same({ 12.5, 0 }, { monthly_fee(1) })
    local product = ok("Product/add_product", { product_info = { name = "With several", iso_4217 = "USD",
      i_subscription = add("Several more", { multiple = "Y" }) } }).i_product
    local rows = ok("Product/get_product_list", { name = "With several", with_subscription = 1 }).product_list
    assert.same({ product, 1 }, { rows[1].i_product, rows[1].product_subscription.multiple })
  end)

  it("is taken with its fees, and answers one for each period", function()
    local key = add("Of a month", { periodic_fees = { { { i_billing_period = 4, periods = 0, fee = 6 } } } })
    assert.same({ 0.2, 1.4, 3, 6 }, fees(definition(key)))
    assert.equal(6, (monthly_fee(key)))

    key = add("Of a day", { periodic_fees = { { { i_billing_period = 1, periods = 0, fee = 1 },
      { i_billing_period = 2, periods = 0, fee = 5 } } } })
    assert.same({ 1, 5, 15, 30 }, fees(definition(key)))
    assert.equal(30, (monthly_fee(key)))

    local cheaper = { i_billing_period = 4, periods = 3, fee = 80 }
    key = add("Of a quarter", { periodic_fees = { { { i_billing_period = 4, fee = 30 } }, { cheaper } } })
    assert.same({ 1, 7, 15, 30 }, fees(definition(key)))
    cheaper.i_subscription = key
    assert.same({ cheaper }, definition(key).periodic_fees[2])
  end)

  it("is taken as it was answered, and changes its fees by either field", function()
    local key = add("Changed", { fee = 30 })
    local info = definition(key)
    assert.same({ 1, 7, 15, 30 }, fees(info))
    info.periodic_fees[1][1].fee, info.description = 31, "dearer"
    update(key, info)
    local changed = definition(key)
    assert.same(info, changed)
    assert.same({ 1, 7, 15, 31 }, fees(changed))
    update(key, { fee = 60 })
    assert.same({ 2, 14, 30, 60 }, fees(definition(key)))
  end)

  it("is refused with what is no fee", function()
    local function refused(one)
      local answer = call("Subscription/add_subscription", { subscription_info = { name = "No fee", iso_4217 = "USD",
        periodic_fees = { { one } } } })
      assert.equal(500, answer.status)
      return answer.json.faultcode
    end
    assert.equal("Client.Subscription.invalid_type.subscription_info.periodic_fees[0][0].fee",
      refused { i_billing_period = 4, fee = "much" })
    assert.equal("Client.Subscription.invalid_value.subscription_info.periodic_fees[0][0].i_billing_period",
      refused { i_billing_period = 9, fee = 1 })
    assert.equal("Client.Subscription.missing_required.subscription_info.periodic_fees[0][0].i_billing_period",
      refused { fee = 1 })
  end)
end)
