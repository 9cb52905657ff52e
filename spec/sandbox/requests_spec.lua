-- What the sandbox takes of a request: what real servers take, and what strict ones refuse. The calls go as they are:
-- nothing is checked before they are sent.
local http = require "support.curl_program"
local pb = require "portabilling"
local sandbox = require "portabilling.sandbox"
local shell = require "portabilling.sandbox.shell"

describe("the sandbox takes of a request", function()
  local s, client

  setup(function()
    s = assert(sandbox.start { size = 20, today = "2026-03-15" })
  end)
  teardown(function()
    s:stop()
  end)
  before_each(function()
    assert(s:reset())
    client = pb.new { url = s.url.admin, ca_file = s.ca_file, login = s.login, token = s.token, check = "off" }
    assert(client:login())
    assert(s:clear())
  end)
  after_each(function()
    client:close()
  end)

  local function call(method, params)
    local service, name = method:match "^(.-)/(.+)$"
    return client:call(service, name, params or {}, { keep_null = true })
  end

  local function code(answer, err)
    assert.is_nil(answer)
    return err.code, err.message
  end

  local function ok(answer, err)
    return assert(answer, err)
  end

  local function new_account(changes)
    local info = { id = "16045550100", i_customer = 4, i_product = 1, billing_model = 1, h323_password = "s3cret" }
    for name, value in pairs(changes or {}) do
      info[name] = value
    end
    return { account_info = info }
  end

  local function account(key)
    return ok(call("Account/get_account_info", { i_account = key })).account_info
  end

  local function customer(key)
    return ok(call("Customer/get_customer_info", { i_customer = key })).customer_info
  end

  describe("properties that the method does not have", function()
    local MISSPELT = { account_info = { id = "16045550100", i_customer = 4, i_product = 1, billing_model = 1,
      fristname = "Robin", assigned_addons = { { i_product = 1, nonsense = 1 } } }, colour = "red" }

    it("and ignores them: nothing of them is stored", function()
      local key = ok(call("Account/add_account", MISSPELT)).i_account
      local info = account(key)
      assert.is_nil(info.fristname)
      assert.is_nil(info.assigned_addons[1].nonsense)
      assert.equal(1, #ok(call("Account/get_account_list", { i_account = key, lmiit = 1, search = {
        serch_by = "id" } })).account_list)
    end)

    it("and tells them by the control channel: of each request, and counted", function()
      call("Account/add_account", MISSPELT)
      call("Account/get_account_list", { limit = 1 })
      call("Account/add_account", MISSPELT) -- refused: there is such an account
      local log = assert(s:requests())
      local paths = log[1].ignored
      table.sort(paths)
      assert.same({ "account_info.assigned_addons[0].nonsense", "account_info.fristname", "colour" }, paths)
      assert.is_nil(log[2].ignored)
      assert.equal("Robin", log[1].params.account_info.fristname) -- the request is shown as it came
      assert.same({ ["Account/add_account account_info.assigned_addons[0].nonsense"] = 2,
        ["Account/add_account account_info.fristname"] = 2, ["Account/add_account colour"] = 2 }, s:stats().ignored)
    end)

    it("of requests, too, that it then refuses for what was misspelt", function()
      assert.equal("Client.Account.missing_required.account_info.id",
        code(call("Account/add_account", { account_info = { Id = "1", i_customer = 4, i_product = 1,
          billing_model = 1 } })))
      assert.same({ "account_info.Id" }, s:requests()[1].ignored)
    end)

    it("or refuses them where the setting unknown says so, with the names that are near", function()
      assert(s:set { unknown = "refuse" })
      local fault, text = code(call("Account/add_account", new_account { fristname = "Robin" }))
      assert.equal("Client.Account.unknown_property.account_info.fristname", fault)
      assert.matches("unknown property fristname on account_info; did you mean 'firstname'?", text, 1, true)
      text = select(2, code(call("Account/update_account", { account_info = { i_account = 1 }, blocked = "Y" })))
      assert.matches("unknown property blocked on params; did you mean 'account_info.blocked'?", text, 1, true)
      assert.equal("Client.Account.unknown_property.colour",
        code(call("Account/get_account_list", { colour = "red" })))
      assert.same({}, s:stats().ignored)
      assert.matches("unknown cannot be", select(2, s:set { unknown = "refused" }))
    end)

    it("and tells each once on the terminal, unless it is strict", function()
      local main = package.searchpath("portabilling.sandbox.main", package.path)
      local function run(...)
        return select(2, shell.run(shell.command { jit and "luajit" or "lua5.4", main, "--size", "5", ... }))
      end
      local request = [[curl -sS --cacert "$PORTABILLING_CA_FILE" "$PORTABILLING_URL/rest/Session/login" \
        -d 'params={"login":"nobody","pasword":"x"}' ; ]]
      local told = "sandbox: Session/login does not take 'pasword', which was ignored; did you mean 'password'?\n"
      local output = run("--exec", "sh", "-c", request .. request)
      assert.equal(told, output:match "sandbox:.*$")
      output = run("--strict", "--exec", "sh", "-c", request)
      assert.matches("Client.Session.unknown_property.pasword", output, 1, true)
      assert.falsy(output:find("sandbox:", 1, true))
    end)
  end)

  it("[] for {}, as PHP writes it, unless it is strict", function()
    local _, login = http.login(s)
    local function refused(answer)
      assert.equal("Client.invalid_request", answer.json.faultcode)
    end
    for _, encoding in ipairs { "bearer", "json", "form", "multipart" } do
      assert(s:set { strict = false })
      assert.equal(200, http.call(s, encoding, "Generic/get_version", "[]", login).status, encoding)
      assert(s:set { strict = true })
      refused(http.call(s, encoding, "Generic/get_version", "[]", login))
    end
    assert(s:set { strict = false })
    refused(http.call(s, "bearer", "Generic/get_version", "[1]", login))
  end)

  it("an account without bill_status for an open one, unless it is strict", function()
    local key = ok(call("Account/add_account", new_account())).i_account
    assert.equal("O", account(key).bill_status)
    ok(call("Account/validate_account_info", new_account { id = "16045550101" }))
    assert.equal("S", account(ok(call("Account/add_account",
      new_account { id = "16045550102", bill_status = "S" })).i_account).bill_status)
    assert(s:set { strict = true })
    for _, method in ipairs { "add_account", "validate_account_info" } do
      assert.equal("Client.Account.missing_required.account_info.bill_status",
        code(call("Account/" .. method, new_account { id = "16045550103" })))
    end
  end)

  it("texts up to their longest length, in characters", function()
    local longest = { baddr1 = 41, baddr2 = 41, baddr5 = 41, address_line_2 = 167, city = 31, state = 21,
      companyname = 100, cont1 = 120, cont2 = 120, bcc = 99, api_token = 36 }
    local info = { i_customer = 4 }
    for name, length in pairs(longest) do
      info[name] = ("é"):rep(length)
    end
    ok(call("Customer/update_customer", { customer_info = info }))
    assert.equal(("é"):rep(31), customer(4).city)
    for name, length in pairs(longest) do
      local fault, text = code(call("Customer/update_customer",
        { customer_info = { i_customer = 4, [name] = ("é"):rep(length + 1) } }))
      assert.equal("Client.Customer.too_long.customer_info." .. name, fault)
      assert.matches(("customer_info.%s must have at most %d characters, not %d"):format(name, length, length + 1),
        text, 1, true)
    end
    assert.equal("Client.Account.too_long.account_info.city",
      code(call("Account/add_account", new_account { city = ("x"):rep(32) })))
  end)

  it("null where it means something", function()
    local null = pb.null
    local info = { i_customer = 4 }
    for _, name in ipairs { "send_invoices", "send_statistics", "i_template", "i_traffic_profile", "i_number_scope",
      "i_ui_time_zone", "i_parent", "perm_credit_limit", "credit_limit" } do
      info[name] = null
    end
    ok(call("Customer/update_customer", { customer_info = info }))
    assert.equal(null, customer(4).i_ui_time_zone)
    ok(call("Account/update_account", { account_info = { i_account = 1, expiration_date = null, life_time = null } }))
    assert.equal("Client.Customer.invalid_type.customer_info.i_customer_class",
      code(call("Customer/update_customer", { customer_info = { i_customer = 4, i_customer_class = null } })))
  end)

  it("what it answered, and changes nothing that the server makes", function()
    assert(s:set { unknown = "refuse" })
    for _, case in ipairs {
      { "Account/get_account_info", { i_account = 4, detailed_info = 1 }, "Account/update_account", "account_info" },
      { "Customer/get_customer_info", { i_customer = 4, detailed_info = 1 }, "Customer/update_customer",
        "customer_info" },
    } do
      local before = ok(call(case[1], case[2]))
      ok(call(case[3], before))
      assert.same(before, ok(call(case[1], case[2])))
    end
    local before = account(4)
    ok(call("Account/update_account", { account_info = { i_account = 4, product_name = "Mine", customer_name = "Me",
      has_custom_fields = 0, idle_days = 100, sip_status = 1, first_usage = pb.null,
      note = "kept" } }))
    before.note = "kept"
    assert.same(before, account(4))
  end)

  it("all values that are known", function()
    local key = ok(call("Account/add_account", new_account())).i_account
    for _, status in ipairs { "O", "I", "S" } do
      ok(call("Account/update_account", { account_info = { i_account = key, bill_status = status } }))
    end
    for _, mode in ipairs { "N", "Y", "F", "U", "C" } do
      ok(call("Account/update_account", { account_info = { i_account = key, follow_me_enabled = mode } }))
    end
    assert.equal("C", account(key).follow_me_enabled)
    ok(call("Account/update_account", { account_info = { i_account = key, um_enabled = "Y", notepad = "later",
      service_flags = "" } }))
    assert.equal("later", account(key).notepad)
    for _, lock in ipairs { "N", "C", "F" } do
      ok(call("Customer/update_customer", { customer_info = { i_customer = 4, billing_lock = lock } }))
    end
    ok(call("Customer/update_customer", { customer_info = { i_customer = 4, i_billing_period = 6,
      aux_fields = { { name = "floor", value = "3" } }, i_billing_processor = 2, i_number_scope_reseller = 2,
      notepad = "later" } }))
    assert.same({ { name = "floor", value = "3" } }, customer(4).aux_fields)
    ok(call("Account/get_custom_fields_schema", { i_account = key }))
    assert.equal("Client.Account.invalid_value.account_info.follow_me_enabled",
      code(call("Account/update_account", { account_info = { i_account = key, follow_me_enabled = "X" } })))
  end)

  it("i_env at log-in", function()
    assert.is_string(ok(call("Session/login", { login = s.login, token = s.token, i_env = 1 })).session_id)
  end)

  it("i_main_office 0 for none", function()
    local branch = ok(call("Customer/add_customer", { customer_info = { name = "Branch", iso_4217 = "USD",
      i_office_type = 2, i_main_office = 4 } })).i_customer
    assert.equal(4, customer(branch).i_main_office)
    ok(call("Customer/update_customer", { customer_info = { i_customer = branch, i_main_office = 0 } }))
    assert.same({}, ok(call("Customer/get_customer_list", { i_main_office = 4 })).customer_list)
    assert.equal("Server.Customer.not_found.customer_info.i_main_office",
      code(call("Customer/update_customer", { customer_info = { i_customer = branch, i_main_office = 999 } })))
  end)

  it("an alias by its id", function()
    ok(call("Account/add_alias", { alias_info = { i_master_account = 1, id = "16045550150" } }))
    local alias = ok(call("Account/add_alias", { alias_info = { i_master_account = 4, id = "16045550151" } })).i_account
    local list = ok(call("Account/get_alias_list", { id = "16045550151" })).alias_list
    assert.equal(1, #list)
    assert.equal(alias, list[1].i_account)
    assert.equal(4, list[1].i_master_account)
    assert.equal(0, #ok(call("Account/get_alias_list", { i_account = 1, id = "16045550151" })).alias_list)
    assert.equal(0, #ok(call("Account/get_alias_list", { id = "nobody" })).alias_list)
    local other = pb.new { url = s.url.customer, ca_file = s.ca_file, login = s.logins.customer.login,
      password = s.logins.customer.password, check = "off" }
    local own = ok(other:call("Customer", "get_customer_info", {})).customer_info.i_customer
    assert.not_equal(own, account(4).i_customer)
    assert.equal(0, #ok(other:call("Account", "get_alias_list", { id = "16045550151" })).alias_list)
    other:close()
    assert.equal("Client.Account.missing_required.i_account", code(call("Account/get_alias_list", {})))
  end)

  it("the product of a subscription, and shows it", function()
    ok(call("Account/add_subscription", { i_account = 1, subscription_info = { i_subscription = 1, i_product = 2 } }))
    assert.equal(2, ok(call("Account/get_subscriptions", { i_account = 1 })).subscriptions[1].i_product)
  end)

  it("the status used of a SIM card, which those have that are in an account", function()
    local used = ok(call("SIMCard/get_card_list", { status = "used", limit = 1 })).card_list
    assert.is_number(used[1].i_account)
    assert.equal("Server.SIMCard.in_use.i_sim_card",
      code(call("SIMCard/delete_sim_card", { i_sim_card = used[1].i_sim_card })))
  end)

  it("R for the DID numbers that are reserved", function()
    ok(call("DID/get_number_list", { usage = "R" }))
    assert.equal("Client.DID.invalid_value.usage", code(call("DID/get_number_list", { usage = "X" })))
  end)
end)
