-- What whole clients of others hang on: a password beside the log-in, extensions of branches, keys of DID numbers, logs of
-- what was changed, totals, huntgroups that tell of their members.
local asked = require("support.asked").new { setup = setup, teardown = teardown }
local http = require "support.curl_program"

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

  it("tells an account's password in detail, as it does with get_auth_info", function()
    local login = asked.sandbox.logins.account
    local info = ok("Account/get_account_info", { login = login.login, detailed_info = 1,
      without_service_features = 1 }).account_info
    assert.equal(login.password, info.password)
    assert.equal(login.password, ok("Account/get_account_info", { login = login.login, get_auth_info = 1 })
      .account_info.password)
    assert.is_nil(ok("Account/get_account_info", { login = login.login }).account_info.password)
    assert.is_nil(ok("Account/get_account_list", { login = login.login }).account_list[1].password)
  end)

  it("answers an empty list of DID numbers where there is none", function()
    local id = new_account(1, "16040000001")
    for _, method in ipairs { "Account/get_account_info", "Account/get_account_list" } do
      local _, body = ok(method, { i_account = id, limit_alias_did_number_list = 100 })
      assert.truthy(body:find('"alias_did_number_list":[]', 1, true), body)
    end
  end)

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

  it("tells the keys of the DID numbers that aliases are, and finds aliases by a pattern", function()
    local master = new_account(1, "16040000021")
    local number = ok("DID/get_number_list", { usage = "I", frozen = "N", limit = 1 }).number_list[1]
    ok("DID/assign_did_to_customer", { i_did_number = number.i_did_number, i_customer = 1 })
    ok("DID/assign_did_to_account", { i_did_number = number.i_did_number, i_master_account = master })
    ok("Account/add_alias", { alias_info = { i_master_account = master, id = "27110000001" } })
    local function keys(params)
      params.i_master_account = master
      local out, answer = {}, ok("Account/get_alias_list", params)
      for _, row in ipairs(answer.alias_list) do
        out[#out + 1] = row.id .. "=" .. (row.i_did_number and ("%.0f"):format(row.i_did_number) or "")
      end
      table.sort(out)
      return out, answer.total
    end
    local did, digits = number.number .. "=", ("%.0f"):format(number.i_did_number)
    assert.same({ did .. digits, "27110000001=" }, keys { check_did = 1 })
    assert.same({ did, "27110000001=" }, keys {})
    local found, total = keys { check_did = 1, id = "27%", get_total = 1, limit = 300, offset = 0 }
    assert.same({ { "27110000001=" }, 1 }, { found, total })
    assert.same({ did .. digits }, keys { check_did = 1, id = number.number:sub(1, 4) .. "%" })
  end)

  it("lists access numbers, of which there are none", function()
    local _, body = ok("IVRApplications/get_access_number_list")
    assert.truthy(body:find('"access_number_list":[]', 1, true), body)
  end)

  it("keeps a log of what was done to a customer, and always says how long it is", function()
    local key = new_customer { name = "Logged", login = "logged", password = "Secret-word-1" }
    ok("Customer/update_customer", { customer_info = { i_customer = key, city = "Vancouver" } })
    ok("Customer/make_transaction", { i_customer = key, action = "Manual charge", amount = 12.5 })
    refused("Customer/update_customer", { customer_info = { i_customer = key, i_parent = 999999 } })
    local function logs(params)
      local answer = ok("WebLog/get_web_log_list", params)
      return answer.web_log_list, answer.total
    end
    local page, total = logs { limit = "2", offset = "1", entity_type = "Customers", i_entity = ("%.0f"):format(key) }
    assert.same({ 2, 3 }, { #page, total })
    local all, texts = logs { limit = 100, entity_type = "Customers", i_entity = key }, {}
    for i, row in ipairs(all) do
      assert.equal(asked.sandbox.login, row.username)
      assert.matches("^%d%d%d%d%-%d%d%-%d%d %d%d:%d%d:%d%d$", row.timestamp)
      texts[i] = row.description
    end
    assert.same({ "add customer: iso_4217, login, name, password", "update customer: city", "Manual charge 12.5" },
      texts)
    local _, none = logs { entity_type = "Customers", i_entity = 999999 }
    assert.equal(0, none)
    assert.equal("add customer", logs { entity_type = "Customers", i_entity = 4 }[1].description)
    local account = new_account(key, "16040000031")
    assert.equal("add account: billing_model, i_customer, i_product, id",
      logs { entity_type = "Accounts", i_entity = account }[1].description)
  end)

  it("tells the total of other lists to those alone that ask for it, be all of the call in its address", function()
    local s = asked.sandbox
    assert(s:set { in_path = true })
    local function call(method, session, params)
      local url = ("%s/rest/%s/%s/%s"):format(s.url.admin, method, session, params):gsub('[{}"]', function(char)
        return ("%%%02X"):format(char:byte())
      end)
      local answer = http.request(s, { "-X", "POST" }, url)
      assert.equal(200, answer.status, answer.body)
      return answer.json
    end
    local login = call("Session/login", "", ('{"login":"%s","token":"%s"}'):format(s.login, s.token))
    local session = ('{"session_id":"%s"}'):format(login.session_id)
    for _, method in ipairs { "Customer/get_customer_list", "Invoice/get_invoice_list", "Account/get_account_list" } do
      assert.is_nil(call(method, session, '{"limit":"2","offset":"0"}').total, method)
      assert.is_nil(ok(method, { limit = 2 }).total, method)
      assert.is_number(call(method, session, '{"limit":"2","get_total":"1"}').total, method)
    end
    assert.is_number(call("WebLog/get_web_log_list", session, '{"limit":"2"}').total)
    assert(s:set { in_path = false })
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
