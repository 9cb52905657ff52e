-- What clients in use send to the sandbox, and what they do not find in recorded answers.
local asked = require("support.asked").new { setup = setup, teardown = teardown }
local pb = require "portabilling"

describe("the sandbox, to clients in use,", function()
  local call, ok = asked.call, asked.ok

  local function info(more)
    local params = { i_account = 5 }
    for name, value in pairs(more) do params[name] = value end
    return ok("Account/get_account_info", params).account_info.service_features
  end

  local function row(wanted)
    return ok("Account/get_account_list", { i_account = 5, get_service_features = wanted })
      .account_list[1].service_features
  end

  it("answers all service features of an account where 1 asks for them, and the named ones where names do", function()
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

  it("refuses what is neither", function()
    for _, method in ipairs { "Account/get_account_info", "Account/get_account_list" } do
      for _, wrong in ipairs { "clip", 2, { { name = "clip" } }, { name = "clip" } } do
        local answer = call(method, { i_account = 5, get_service_features = wrong })
        assert.equal(500, answer.status, answer.body)
        assert.equal("Client.Account.invalid_type.get_service_features", answer.json.faultcode)
        assert.truthy(answer.json.faultstring:find("must be an array of names, or 1", 1, true))
      end
    end
  end)

  it("tells of the customer beside an account, and of add-ons, no more than recorded ones", function()
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

  it("has services with an underscore in their names, for any client and for our own", function()
    for _, service in ipairs { "DID_Provider", "did_provider" } do
      local answer = call(service .. "/get_did_provider_info", {})
      assert.equal(500, answer.status)
      assert.truthy(answer.json and answer.json.faultstring:find("DID_Provider/get_did_provider_info", 1, true))
    end
    for _, wrong in ipairs { "DID_Provider/get_nothing", "No_Service/get_nothing" } do
      local answer = call(wrong, {})
      assert.same({ 500, true }, { answer.status, answer.json ~= nil })
    end
    local s = asked.sandbox
    local client = pb.new { url = s.url.admin, login = s.login, token = s.token, ca_file = s.ca_file }
    local _, err = client:call("DID_Provider", "get_numbers_list", {})
    assert.equal("Server.DID_Provider.not_implemented_in_sandbox", err.code)
    _, err = client:collect("DID_Provider", "did_provider", nil)
    assert.same({ "get_did_provider_list", "fault" }, { err.method, err.kind })
    client:close()
  end)
end)
