-- After a termination the sandbox's events tell of no further change.
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 5 })

describe("the sandbox's events", function()
  it("tell of nothing after a termination", function()
    local client = w.client()
    local function call(service, method, params)
      return assert(client:call(service, method, params))
    end
    local i_customer = call("Customer", "add_customer",
      { customer_info = { name = "Ends", iso_4217 = "USD" } }).i_customer
    local i_account = call("Account", "add_account", { account_info = { id = "16045551001", i_customer = i_customer,
      i_product = 1, billing_model = 1, bill_status = "O" } }).i_account
    local alias = call("Account", "add_alias",
      { alias_info = { id = "16045551002", i_master_account = i_account } }).i_account
    assert(w.sandbox:send_events { url = "http://127.0.0.1:1/", speed = 1 })
    call("Account", "terminate_account", { i_account = i_account })
    call("Account", "update_account", { account_info = { i_account = i_account, firstname = "Ann" } })
    call("Account", "update_service_features", { i_account = i_account, service_features = {
      { name = "cli", flag_value = "N" } } })
    call("Account", "delete_alias", { alias_info = { i_account = alias } })
    call("Customer", "terminate_customer", { i_customer = i_customer })
    call("Customer", "update_customer", { customer_info = { i_customer = i_customer, city = "Oslo" } })
    call("Customer", "update_customer", { customer_info = { i_customer = i_customer, bill_status = "O" } })
    local told = {}
    for i, event in ipairs(assert(w.sandbox:events()).events) do
      told[i] = event.event_type
    end
    assert(w.sandbox:send_events {})
    client:close()
    assert.same({ "Subscriber/Deleted", "Customer/Deleted", "Customer/Updated" }, told)
  end)
end)
