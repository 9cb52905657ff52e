-- What the sandbox says of methods that it does not behave like, and of those that nobody has.
local http = require "support.curl_program"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 5 })

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
