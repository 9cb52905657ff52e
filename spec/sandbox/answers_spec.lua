-- What answers about accounts and customers tell that stands in other records, and what is taken back of it.
local asked = require("support.asked").new { setup = setup, teardown = teardown }
local http = require "support.curl_program"
local json = require "cjson"

describe("the sandbox's answers", function()
  local ok, refused = asked.ok, asked.refused

  local added = 0

  local function add_account(changes, beside)
    added = added + 1
    local id = ("1604555%04d"):format(added)
    local params = { account_info = { id = id, i_customer = 4, i_product = 1, billing_model = 1,
      bill_status = "O", h323_password = "s3cret" } }
    for name, value in pairs(changes or {}) do params.account_info[name] = value end
    for name, value in pairs(beside or {}) do params[name] = value end
    return ok("Account/add_account", params).i_account, id
  end

  local function info(i_account, more)
    local params = { i_account = i_account }
    for name, value in pairs(more or {}) do params[name] = value end
    return ok("Account/get_account_info", params).account_info
  end

  local function keys(rows, name)
    local out = {}
    for i, row in ipairs(rows) do out[i] = row[name] end
    return out
  end

  describe("about passwords", function()
    it("tell the web password where it was asked for, and it opens a session", function()
      local i_account = add_account({ login = "newcomer" }, { generate_web_password = 1 })
      assert.is_nil(info(i_account).password)
      local told = info(i_account, { get_auth_info = 1 })
      assert.is_true(#told.password >= 8)
      local as_account = http.login(asked.sandbox, "account", { login = told.login, password = told.password })
      assert.equal(i_account, as_account("Account/get_account_info").json.account_info.i_account)

      ok("Account/update_account", { account_info = { i_account = i_account }, generate_web_password = 1 })
      assert.are_not.equal(told.password, info(i_account, { get_auth_info = 1 }).password)

      told = info(1, { get_auth_info = 1 })
      http.login(asked.sandbox, "account", { login = told.login, password = told.password })
    end)

    it("of customers as well", function()
      assert.is_nil(ok("Customer/get_customer_info", { i_customer = 1 }).customer_info.password)
      local told = ok("Customer/get_customer_info", { i_customer = 1, get_auth_info = 1 }).customer_info
      http.login(asked.sandbox, "customer", { login = told.login, password = told.password })
    end)
  end)

  describe("about accounts", function()
    it("tell sip_status, first and last name, and their extension", function()
      local registered, named = 0, 0
      for _, row in ipairs(ok("Account/get_account_list", { i_customer = 3 }).account_list) do
        local one = info(row.i_account)
        assert.equal(row.sip_status, one.sip_status)
        registered = registered + one.sip_status
        assert.equal(row.companyname ~= nil, row.firstname ~= nil and row.lastname ~= nil) -- a subscriber record
        named = named + (row.firstname and 1 or 0)
        local extension = ok("Customer/get_extensions_list",
          { i_customer = 3, account_id = row.id }).extensions_list[1]
        assert.same({ extension.id, extension.name }, { row.extension_id, row.extension_name })
        assert.same({ extension.id, extension.name }, { one.extension_id, one.extension_name })
        assert.equal(one.firstname or "", extension.firstname)
      end
      assert.is_true(registered > 0 and named > 0)
    end)

    it("follow their extensions, which they can be found by", function()
      local i_account = add_account()
      assert.is_nil(info(i_account).extension_id)
      local found = { i_customer = 4, extension_name = "Lab%" }
      assert.same({}, ok("Account/get_account_list", found).account_list)
      local i_c_ext = ok("Customer/add_customer_extension",
        { i_customer = 4, id = "901", name = "Lab 1", i_account = i_account }).i_c_ext
      assert.equal("901", info(i_account).extension_id)
      assert.same({ i_account }, keys(ok("Account/get_account_list", found).account_list, "i_account"))
      assert.same({ i_account }, keys(ok("Account/get_account_list",
        { i_customer = 4, extension_id = "90_" }).account_list, "i_account"))
      ok("Customer/update_customer_extension", { i_c_ext = i_c_ext, i_account = json.null })
      assert.is_nil(info(i_account).extension_id)
      assert.same({}, ok("Account/get_account_list", found).account_list)
    end)

    it("can be filtered by names", function()
      local name = info(1).lastname
      local rows = ok("Account/get_account_list", { i_customer = 1, lastname = name:lower():sub(1, 3) .. "%" })
      assert.is_true(#rows.account_list > 0)
      for _, row in ipairs(rows.account_list) do assert.equal(name:sub(1, 3), row.lastname:sub(1, 3)) end
    end)

    it("list their DID numbers, up to the number that was asked for", function()
      local i_account, id = add_account()
      ok("Account/add_alias", { alias_info = { i_master_account = i_account, id = id .. "7" } })
      for i, number in ipairs { "16725559991", "16725559992" } do
        local did = ok("DID/add_number", { number_info = { number = number } }).i_did_number
        ok("DID/assign_did_to_account", { i_did_number = did, i_master_account = i_account })
        assert.equal(i, #info(i_account, { limit_alias_did_number_list = 100 }).alias_did_number_list)
      end
      assert.is_nil(info(i_account).alias_did_number_list)
      local all = { { did_number = "16725559991" }, { did_number = "16725559992" } }
      assert.same(all, info(i_account, { limit_alias_did_number_list = 2 }).alias_did_number_list)
      assert.same({ all[1] }, info(i_account, { limit_alias_did_number_list = 1 }).alias_did_number_list)
      local listed = ok("Account/get_account_list", { id = id, limit_alias_did_number_list = 9,
        with_aliases = 1 }).account_list[1]
      assert.same(all, listed.alias_did_number_list)
      assert.same({ id .. "7", "16725559991", "16725559992" }, keys(listed.alias_list, "id"))
      assert.same({ i_account }, keys(ok("Account/get_account_list",
        { i_customer = 4, did_number = "%9992", get_only_real_accounts = 1 }).account_list, "i_account"))
      ok("Customer/add_customer_extension", { i_customer = 4, id = "801", i_account = i_account })
      local extension = ok("Customer/get_extensions_list",
        { i_customer = 4, extension = "801", limit_alias_did_number_list = 9 }).extensions_list[1]
      assert.same(all, extension.alias_did_number_list)
    end)

    it("can be posted back as they were received", function()
      local i_account = 24
      local before = info(i_account, { detailed_info = 1, get_auth_info = 1, limit_alias_did_number_list = 9 })
      assert.is_true(#before.assigned_addons > 0)
      ok("Account/update_account", { account_info = before })
      assert.same(before, info(i_account, { detailed_info = 1, get_auth_info = 1, limit_alias_did_number_list = 9 }))
      local row = ok("Account/get_account_list", { id = before.id }).account_list[1]
      assert.is_nil(row.customer_name or row.time_zone_name or row.alias_did_number_list)
    end)
  end)

  describe("about offices", function()
    local main, branch, i_account

    setup(function()
      main = ok("Customer/add_customer",
        { customer_info = { name = "Head", iso_4217 = "USD", i_office_type = 3 } }).i_customer
      branch = ok("Customer/add_customer", { customer_info = { name = "Branch", iso_4217 = "USD", i_office_type = 2,
        i_main_office = main } }).i_customer
      i_account = add_account { i_customer = branch }
      ok("Customer/add_customer_extension", { i_customer = main, id = "11", i_account = i_account })
      ok("Customer/add_customer_extension", { i_customer = branch, id = "12" })
    end)

    it("tell the customer of an extension's account, which may be a branch office", function()
      local rows = ok("Customer/get_extensions_list", { i_customer = main }).extensions_list
      assert.same({ "11" }, keys(rows, "id"))
      assert.equal(branch, rows[1].i_customer_of_account)
      assert.equal("Client.Customer.invalid_value.i_account",
        (refused("Customer/add_customer_extension", { i_customer = 3, id = "13", i_account = i_account })))
    end)

    it("list extensions of main office and branches together where they are asked to", function()
      local function ids(i_customer, more)
        return keys(ok("Customer/get_extensions_list", { i_customer = i_customer, get_main_office_extensions = more })
          .extensions_list, "id")
      end
      assert.same({ "12" }, ids(branch))
      assert.same({ "11", "12" }, ids(branch, 1))
      assert.same({ "11", "12" }, ids(main, 1))
      assert.same({ "11" }, ids(main, 0))
      assert.equal(3, #ids(3, 1))
      assert.same({ branch }, keys(ok("Customer/get_customer_list", { i_main_customer = main, i_office_type = 2 })
        .customer_list, "i_customer"))
    end)
  end)

  describe("about add-ons", function()
    local function open_subscriptions(i_account)
      local open = {}
      for _, row in ipairs(ok("Account/get_subscriptions", { i_account = i_account }).subscriptions) do
        if row.int_status ~= 2 then open[row.i_product] = row end
      end
      return open
    end

    it("tell the product's fields and its subscription with its fees", function()
      local i_account, id = add_account { assigned_addons = { { i_product = 7 }, { i_product = 10,
        addon_effective_from = "2026-01-01 00:00:00", addon_effective_to = "2026-12-31 23:59:59" } } }
      local addons = info(i_account).assigned_addons
      local product = ok("Product/get_product_info", { i_product = 7 }).product_info
      for _, name in ipairs { "name", "end_user_name", "addon_priority", "iso_4217", "i_subscription" } do
        assert.equal(product[name], addons[1][name])
      end
      assert.is_nil(addons[1].addon_effective_to)
      assert.equal("2026-12-31 23:59:59", addons[2].addon_effective_to)
      assert.is_nil(addons[2].product_subscription)
      local subscription = addons[1].product_subscription
      assert.same({ 3, 7, 9.99 }, { subscription.i_subscription, subscription.i_product, subscription.fee })
      assert.same({ i_billing_period = 1, periods = 0, fee = 0.333, i_subscription = 3 },
        subscription.periodic_fees[1][2])
      assert.same({}, ok("Account/get_account_list", { id = id }).account_list[1].assigned_addons)
    end)

    it("bring their subscriptions, which end with them", function()
      local i_account = add_account()
      assert.same({}, open_subscriptions(i_account))
      local function assign(list)
        ok("Account/update_account", { account_info = { i_account = i_account, assigned_addons = list } })
        return open_subscriptions(i_account)
      end
      local open = assign { { i_product = 7 }, { i_product = 10 } }
      assert.same({ 3, 1, "Y", json.null }, { open[7].i_subscription, open[7].int_status, open[7].obligatory,
        open[7].finish_date })
      assert.is_nil(open[10])
      local key = open[7].i_account_subscription

      open = assign(info(i_account).assigned_addons) -- as it was received
      assert.equal(key, open[7].i_account_subscription)

      open = assign { { i_product = 7, addon_effective_to = "2099-12-31 23:59:59" } }
      assert.same({ key, "2099-12-31" }, { open[7].i_account_subscription, open[7].finish_date })
      assert.same({}, assign {})
      assert.equal(0, #info(i_account).assigned_addons)
      open = assign { { i_product = 7, addon_effective_from = "2099-01-01 00:00:00" } }
      assert.equal(0, open[7].int_status)
    end)

    it("of generated accounts have one open subscription each where their product has one", function()
      local seen = { with = 0, without = 0, ending = 0 }
      for _, row in ipairs(ok("Account/get_account_list", { i_customer = 1, with_addon_products = 1 }).account_list) do
        local open = #row.assigned_addons > 0 and open_subscriptions(row.i_account)
        for _, addon in ipairs(row.assigned_addons) do
          assert.equal(addon.product_subscription and addon.i_subscription,
            open[addon.i_product] and open[addon.i_product].i_subscription)
          local kind = addon.product_subscription and "with" or "without"
          seen[kind] = seen[kind] + 1
          seen.ending = seen.ending + (addon.addon_effective_to and 1 or 0)
        end
      end
      assert.is_true(seen.with > 0 and seen.without > 0 and seen.ending > 0)
      assert.equal("Server.Product.in_use.i_product", (refused("Product/delete_product", { i_product = 10 })))
    end)

    it("are answered with the subscription of their product where that was asked for", function()
      assert.is_nil(ok("Product/get_allowed_addons", { i_product = 1 }).product_list[1].product_subscription)
      local row = ok("Product/get_allowed_addons", { i_product = 1, with_subscription = 1 }).product_list[1]
      assert.equal(row.i_subscription, row.product_subscription.i_subscription)
    end)
  end)

  it("about subscriptions have periodic_fees where they were asked for", function()
    local expected = { { i_billing_period = 4, periods = 0, fee = 15, i_subscription = 4 },
      { i_billing_period = 1, periods = 0, fee = 0.5, i_subscription = 4 },
      { i_billing_period = 3, periods = 0, fee = 7.5, i_subscription = 4 },
      { i_billing_period = 2, periods = 0, fee = 3.5, i_subscription = 4 } }
    assert.same({ expected }, ok("Subscription/get_subscription_info",
      { i_subscription = 4, with_fees = 1 }).subscription_info.periodic_fees)
    assert.is_nil(ok("Subscription/get_subscription_info", { i_subscription = 4 }).subscription_info.periodic_fees)
    local rows = ok("Subscription/get_subscription_list", { with_fees = 1 }).subscriptions
    assert.same({ expected }, rows[4].periodic_fees)
    assert.equal(2, rows[3].rounding)
    assert.is_nil(ok("Subscription/get_subscription_list").subscriptions[4].periodic_fees)
  end)
end)
