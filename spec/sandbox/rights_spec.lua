-- What the sandbox refuses: to roles that lack rights, in PortaBilling's words, and for methods that it lacks.
local http = require "support.curl_program"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 5 })

describe("a role that lacks a right", function()
  local call
  before_each(function()
    call = http.login(w.sandbox)
  end)

  local function ok(answer)
    assert.equal(200, answer.status, answer.body)
    return answer.json
  end

  local function denied(text, answer)
    assert.equal(500, answer.status, answer.body)
    assert.equal(text .. " denied", answer.json.faultstring)
    assert.matches("^Server%.%u%a+%.access_denied$", answer.json.faultcode)
  end

  it("does not read or change an object at all", function()
    assert(w.sandbox:deny { "Read Customers", "Update Accounts" })
    denied("Read Customers.*any*", call("Customer/get_customer_list"))
    denied("Read Customers.*any*", call("Customer/get_customer_info", { i_customer = 1 }))
    denied("Update Accounts.*any*", call("Account/terminate_account", { i_account = 1 }))
    ok(call("Account/get_account_list"))
    ok(call("Customer/update_customer", { customer_info = { i_customer = 1, city = "Vancouver" } }))
    ok(call("Generic/get_session_data"))
    assert(w.sandbox:deny {})
    ok(call("Customer/get_customer_list"))
  end)

  it("does not change single fields and service features", function()
    assert(w.sandbox:deny { "Update Accounts.blocked", "Update Subscribers.email", "Update Accounts.srv_cli" })
    local function update(info)
      info.i_account = 1
      return call("Account/update_account", { account_info = info })
    end
    denied("Update Accounts.blocked", update { blocked = "Y" })
    denied("Update Subscribers.email", update { email = "a@example.net" })
    denied("Update Accounts.srv_cli", update { service_features = { { name = "cli", flag_value = "Y" } } })
    denied("Update Accounts.srv_cli", call("Account/update_service_features",
      { i_account = 1, service_features = { { name = "cli", flag_value = "Y" } } }))
    ok(update { firstname = "Robin", service_features = { { name = "clir", flag_value = "Y" } } })
    assert.equal("N", ok(call("Account/get_account_info", { i_account = 1 })).account_info.blocked)
  end)

  it("does not see fields that it may not read, and does not filter by them", function()
    assert.is_string(ok(call("Account/get_account_info", { i_account = 1 })).account_info.id)
    assert(w.sandbox:deny { "Read Accounts.balance", "Read Subscribers" })
    local info = ok(call("Account/get_account_info", { i_account = 1 })).account_info
    assert.equal(1, info.i_account)
    assert.is_nil(info.balance)
    assert.is_nil(info.phone1)
    for _, row in ipairs(ok(call("Account/get_account_list")).account_list) do
      assert.is_string(row.id)
      assert.is_nil(row.balance)
    end
    denied("Read Subscribers.*any*", call("Account/get_account_list", { email = "%" }))
    assert.is_number(ok(call("Customer/get_customer_info", { i_customer = 1 })).customer_info.balance)
  end)

  it("has objects of its own for call forwarding and cards", function()
    assert(w.sandbox:deny { "Read Follow_Me", "Update Credit_Cards" })
    denied("Read Follow_Me.*any*", call("Account/get_account_followme", { i_account = 1 }))
    ok(call("Account/get_account_info", { i_account = 1 }))
  end)

  it("is one login's where that is named", function()
    local who = w.sandbox.logins.account
    local own = http.login(w.sandbox, "account", { login = who.login, password = who.password })
    assert(w.sandbox:deny({ "Read Accounts" }, who.login))
    denied("Read Accounts.*any*", own("Account/get_account_info"))
    ok(call("Account/get_account_info", { i_account = who.i_account }))
    assert(w.sandbox:deny({}, who.login))
    ok(own("Account/get_account_info"))
    assert(w.sandbox:deny { "Read Accounts" })
    ok(own("Account/get_account_info"))
  end)

  it("is not made of rights that there are not", function()
    for right, message in pairs {
      ["Delete Customers"] = "Delete Customers is no right", ["Customers"] = "Customers is no right",
      ["Read Custmers"] = "no object Custmers; did you mean 'Customers'?",
      ["Update Accounts.email"] = "email of an account is Subscribers.email",
    } do
      local denied_all, text = w.sandbox:deny { right }
      assert.is_nil(denied_all)
      assert.matches(message, text, 1, true)
    end
    ok(call("Customer/get_customer_list"))
  end)
end)

describe("a method that the sandbox lacks", function()
  local function said(method, realm)
    local who = w.sandbox.logins[realm or "admin"]
    local call = http.login(w.sandbox, realm, { login = who.login, token = who.token })
    local answer = call(method)
    assert.equal(500, answer.status)
    return answer.json.faultstring, answer.json.faultcode
  end

  it("is refused with the names of those near it that it has", function()
    local text, code = said "Customer/get_customer_billing_periods_history"
    assert.equal("Server.Customer.not_implemented_in_sandbox", code)
    assert.matches("does not implement Customer/get_customer_billing_periods_history", text, 1, true)
    assert.matches("near it, it has .*Customer/get_customer_info", text)
    assert.matches("near it, it has DID/[%w_]*numbe?r?", (said "DID/delete_number_list"))
  end)

  it("is not told of what its realm does not have", function()
    local function names_it(realm)
      return (said("Customer/add_customer_individual", realm) .. ","):find("Customer/add_customer,", 1, true) ~= nil
    end
    assert.is_true(names_it "admin")
    assert.is_false(names_it "account")
  end)

  it("is told from one that no release has, which gets the name that was meant", function()
    local text, code = said "Account/get_acount_list"
    assert.equal("Client.unknown_method", code)
    assert.matches("did you mean 'get_account_list'?", text, 1, true)
    text, code = said "Acount/get_account_list"
    assert.equal("Client.unknown_service", code)
    assert.matches("did you mean 'Account'?", text, 1, true)
  end)
end)
