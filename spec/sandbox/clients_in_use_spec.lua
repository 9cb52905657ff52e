-- What clients in use ask for in answers about accounts, and what recorded ones do not have.
local http = require "support.curl_program"
local sandbox = require "portabilling.sandbox"

describe("the sandbox's answers about an account", function()
  local s, call

  setup(function()
    s = assert(sandbox.start { size = "small", today = "2026-03-15" })
    call = http.login(s)
  end)
  teardown(function()
    s:stop()
  end)

  local function ok(method, params)
    local answer = call(method, params)
    assert.equal(200, answer.status, answer.body)
    return answer.json
  end

  local function info(more)
    local params = { i_account = 5 }
    for name, value in pairs(more) do params[name] = value end
    return ok("Account/get_account_info", params).account_info.service_features
  end

  local function row(wanted)
    return ok("Account/get_account_list", { i_account = 5, get_service_features = wanted })
      .account_list[1].service_features
  end

  it("have all service features where 1 asks for them, and the named ones where names do", function()
    local all = info {}
    assert.is_true(#all > 2)
    assert.same(all, info { get_service_features = 1 })
    assert.same(all, info { get_service_features = 1, without_service_features = 1 })
    assert.same(all, row(1))
    for _, found in ipairs { info { get_service_features = { "clip" } }, row { "clip" } } do
      assert.same({ 1, "clip" }, { #found, found[1].name })
    end
    assert.same(all, info { get_service_features = 0 })
    assert.same({}, row(0))
    assert.is_nil(info { without_service_features = 1 })
  end)

  it("refuse what is neither", function()
    for _, method in ipairs { "Account/get_account_info", "Account/get_account_list" } do
      for _, wrong in ipairs { "clip", 2, { { name = "clip" } }, { name = "clip" } } do
        local answer = call(method, { i_account = 5, get_service_features = wrong })
        assert.equal(500, answer.status, answer.body)
        assert.equal("Client.Account.invalid_type.get_service_features", answer.json.faultcode)
        assert.truthy(answer.json.faultstring:find("must be an array of names, or 1", 1, true))
      end
    end
  end)

  it("tell of the customer beside it, and of add-ons, no more than recorded ones", function()
    for key = 1, 12 do
      assert.is_nil(ok("Account/get_account_info", { i_account = key, with_customer_info = 1 })
        .customer_info.onetime_invoice_generation_enabled)
    end
    local rows = ok("Product/get_allowed_addons", { i_product = 1, with_subscription = 1 }).product_list
    assert.is_true(#rows > 0)
    for _, addon in ipairs(rows) do
      assert.is_nil(addon.maintenance_fee)
      assert.is_nil(addon.product_addon_type)
    end
    local addons = ok("Product/get_product_list", { product_addon_type = "S" }).product_list
    assert.equal(rows[1].i_product, addons[1].i_product)
  end)
end)
