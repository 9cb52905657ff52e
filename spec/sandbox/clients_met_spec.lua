-- What whole clients of others hang on: a password beside the log-in, extensions of branches, keys of DID numbers, logs of
-- what was changed, totals, huntgroups that tell of their members.
local asked = require("support.asked").new { setup = setup, teardown = teardown }

describe("the sandbox, to clients that were met,", function()
  local ok, refused = asked.ok, asked.refused

  local function new_customer(more)
    local info = { name = more.name, iso_4217 = "USD" }
    for name, value in pairs(more) do info[name] = value end
    return ok("Customer/add_customer", { customer_info = info }).i_customer
  end

  local function new_account(i_customer, id)
    return ok("Account/add_account", { account_info = { id = id, i_customer = i_customer, i_product = 1,
      billing_model = 1 } }).i_account
  end

  it("lets a main office have the extensions of its branches' accounts, and says whose each is", function()
    local main = new_customer { name = "Main office", i_office_type = 3 }
    local branch = new_customer { name = "Branch", i_office_type = 2, i_main_office = main }
    local other = new_customer { name = "Other" }
    local first, second = new_account(branch, "16040000011"), new_account(branch, "16040000012")
    local extension = ok("Customer/add_customer_extension", { i_customer = main, id = "701", i_account = first })
    ok("Customer/add_customer_extension", { i_customer = branch, id = "702", i_account = second })
    assert.equal("Client.Customer.invalid_value.i_account",
      (refused("Customer/add_customer_extension", { i_customer = other, id = "703", i_account = first })))
    local function rows(params)
      local out = {}
      for i, row in ipairs(ok("Customer/get_extensions_list", params).extensions_list) do
        out[i] = { row.id, row.i_customer, row.i_customer_of_account }
      end
      return out
    end
    assert.same({ { "701", main, branch } }, rows { i_customer = main, extension = "70_" })
    assert.same({ { "701", main, branch }, { "702", branch, branch } },
      rows { i_customer = main, get_main_office_extensions = 1 })
    assert.equal(main, ok("Customer/get_customer_extension_info", extension).extension_info.i_customer)
  end)
end)

describe("the sandbox's huntgroups", function()
  local ok, refused = asked.ok, asked.refused
  local i_account, group, mine, other

  setup(function()
    i_account = asked.sandbox.logins.account.i_account
    for _, row in ipairs(ok("Customer/get_extensions_list", { i_customer = 1, limit = 10 }).extensions_list) do
      if row.i_account == i_account then
        mine = row
      else
        other = row
      end
    end
    group = ok("Customer/add_customer_huntgroup", { i_customer = 1, id = "801", name = "Support",
      add_extensions = { { i_c_ext = mine.i_c_ext }, { i_c_ext = other.i_c_ext } } }).i_c_group
  end)

  local function members(realm)
    return ok("Customer/get_huntgroup_list", { i_customer = not realm and 1 or nil, id = "801", get_total = 1 }, realm)
      .huntgroup_list[1].assigned_extensions
  end

  it("tell administrators of each member its account, number and name", function()
    ok("Customer/update_customer_extension", { i_c_ext = other.i_c_ext, name = "Renamed" })
    local list = members()
    assert.equal(2, #list)
    for i, expected in ipairs { { mine, mine.name }, { other, "Renamed" } } do
      local member, row = list[i], expected[1]
      assert.same({ row.i_c_ext, row.account_id, row.id, expected[2], "Y" },
        { member.i_c_ext, member.account_id, member.id, member.name, member.hunt_active })
    end
    assert.same(list, ok("Customer/get_huntgroup_info", { i_c_group = group }).huntgroup_info.assigned_extensions)
    local seeded = ok("Customer/get_huntgroup_list", { i_customer = 4 }).huntgroup_list[1].assigned_extensions[1]
    assert.same({ "101", "Desk 1", "string" }, { seeded.id, seeded.name, type(seeded.account_id) })
  end)

  it("tell an account of its own membership alone", function()
    local list = members "account"
    assert.equal(1, #list)
    assert.same({ i_c_ext = mine.i_c_ext, type = "Account", hunt_active = "Y" }, list[1])
    ok("Customer/add_customer_huntgroup", { i_customer = 1, id = "802", name = "Without" })
    for _, row in ipairs(ok("Customer/get_huntgroup_list", {}, "account").huntgroup_list) do
      assert.equal(1, #row.assigned_extensions)
      assert.not_equal("802", row.id)
    end
  end)

  it("are logged in to and out of by their members", function()
    local function change(params, realm)
      params.i_account = not realm and i_account or nil
      assert.equal(1, ok("Account/update_huntgroups_subscription", params, realm).success)
      local list = members()
      assert.equal("Y", list[2].hunt_active)
      return list[1].hunt_active
    end
    local this = { { id = "801" } }
    assert.equal("N", change { unsubscribe_from_huntgroups = this })
    assert.equal("Y", change { subscribe_to_huntgroups = this })
    assert.equal("N", change({ unsubscribe_from_huntgroups = this }, "account"))
    assert.equal("Y", change({ subscribe_to_huntgroups = this }, "account"))
    assert.equal("N", change { subscribe_to_huntgroups = this, unsubscribe_from_huntgroups = this })
    local function refusal(params)
      params.i_account = i_account
      return (refused("Account/update_huntgroups_subscription", params))
    end
    assert.equal("Server.Account.not_found.subscribe_to_huntgroups[0].id",
      refusal { subscribe_to_huntgroups = { { id = "899" } } })
    ok("Customer/add_customer_huntgroup", { i_customer = 1, id = "803", name = "Others'" })
    assert.equal("Server.Account.wrong_state.subscribe_to_huntgroups[1].id",
      refusal { subscribe_to_huntgroups = { { id = "801" }, { id = "803" } } })
    assert.equal("N", members()[1].hunt_active) -- all or nothing
  end)

  it("of a main office are its branches' as well", function()
    local main = ok("Customer/add_customer", { customer_info = { name = "Main of groups", iso_4217 = "USD",
      i_office_type = 3 } })
    local branch = ok("Customer/add_customer", { customer_info = { name = "Branch of groups", iso_4217 = "USD",
      i_office_type = 2, i_main_office = main.i_customer } }).i_customer
    main = main.i_customer
    local account = ok("Account/add_account", { account_info = { id = "16040000041", i_customer = branch, i_product = 1,
      billing_model = 1 } }).i_account
    local extension = ok("Customer/add_customer_extension", { i_customer = main, id = "701", i_account = account })
    ok("Customer/add_customer_huntgroup", { i_customer = main, id = "801", name = "All",
      add_extensions = { extension } })
    assert.same({}, ok("Customer/get_huntgroup_list", { i_customer = branch }).huntgroup_list)
    local function active()
      return ok("Customer/get_huntgroup_list", { i_customer = branch, get_main_office_huntgroups = 1 })
        .huntgroup_list[1].assigned_extensions[1].hunt_active
    end
    assert.equal("Y", active())
    ok("Account/update_huntgroups_subscription",
      { i_account = account, unsubscribe_from_huntgroups = { { id = "801" } } })
    assert.equal("N", active())
  end)

  it("have call queues behind some of them", function()
    local with, without = 0, 0
    for key = 3, 6 do
      local queue = ok("Customer/get_huntgroup_list", { i_customer = key }).huntgroup_list[1].assigned_callqueue
      with = with + (queue and queue.i_c_queue > 0 and 1 or 0)
      without = without + (queue and 0 or 1)
    end
    assert.same({ 1, 3 }, { with, without })
  end)
end)
