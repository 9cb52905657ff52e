-- Booleans on their way to the server: what is sent is read there.
local api = require "portabilling.api"
local canned = require "support.canned"
local model = require "portabilling.api.model"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local function recording(answer)
  return canned.client(function() return { body = answer or "{}" } end)
end

local LOCKED = { customer_info = { i_customer = 1, billing_lock = true } }

describe("booleans", function()
  it("are Y and N, or 1 and 0, at any depth and in arrays", function()
    local client, driver = recording()
    assert(client:create("Account", "account", { generate_web_password = true, account_info = { blocked = true,
      um_enabled = false, service_features = { { name = "cli", flag_value = true, locked = true,
        attributes = { { name = "display_name_override", values = { true, false } } } } } } }))
    local sent = driver.requests[1].params
    assert.equal(1, sent.generate_web_password)
    assert.equal("Y", sent.account_info.blocked)
    assert.equal("N", sent.account_info.um_enabled)
    local feature = sent.account_info.service_features[1]
    assert.equal("Y", feature.flag_value)
    assert.equal(1, feature.locked)
    assert.same({ "Y", "N" }, feature.attributes[1].values)
  end)

  it("are so in filters of lists and in the items of batches", function()
    local client, driver = recording '{"customer_list":[]}'
    assert(client:collect("Customer", "customer", { blocked = true, detailed_info = true, get_total = false }))
    local sent = driver.requests[1].params
    assert.same({ "Y", 1, 0 }, { sent.blocked, sent.detailed_info, sent.get_total })
    local before = #driver.requests
    for item in client:batch("update", "Customer", "customer", {
      { customer_info = { i_customer = 1, blocked = true } }, { customer_info = { i_customer = 2, blocked = false } },
    }, { ordered = true }) do
      assert.is_nil(item.err)
    end
    assert.equal("Y", driver.requests[before + 1].params.customer_info.blocked)
    assert.equal("N", driver.requests[before + 2].params.customer_info.blocked)
  end)

  it("go by their names in methods of which no more is known", function()
    local client, driver = recording()
    assert(client:call("Tariff", "add_thing_of_later", { blocked = true, of_later = true }))
    assert.same({ blocked = "Y", of_later = 1 }, driver.requests[1].params)
  end)

  it("are JSON's where the operator's own description says so", function()
    local client, driver = recording()
    client.model = model.new({ services = { Thing = { methods = { add_thing = { "thing_info:{thing}" } } } },
      shared = { objects = { thing = "open:bool blocked:bool" } } }, api.builtin)
    assert(client:create("Thing", "thing", { thing_info = { open = true, blocked = false } }))
    assert.truthy(driver.requests[1].body:find('{"blocked":false,"open":true}', 1, true))
  end)

  it("are what the server understands", function()
    local client = w.client()
    local customer = assert(client:collect("Customer", "customer", { bill_status = "O", limit = 1 }))[1]
    assert(client:update("Customer", "customer",
      { customer_info = { i_customer = customer.i_customer, blocked = true } }))
    local blocked = assert(client:collect("Customer", "customer", { blocked = true }))
    assert.is_true(#blocked > 0)
    for _, record in ipairs(blocked) do
      assert.equal("Y", record.blocked)
    end
  end)

  it("are refused where the field has other values, and nothing is sent", function()
    for _, option in ipairs { "hint", "off" } do
      local client, driver = recording()
      local none, err = client:update("Customer", "customer", LOCKED, { check = option })
      assert.is_nil(none)
      assert.same({ "config", "UNSENDABLE_VALUE", "customer_info.billing_lock", "no" },
        { err.kind, err.code, err.path, err.sent })
      assert.truthy(err.message:find('"N" (free)', 1, true), err.message)
      assert.equal(0, #driver.requests)
    end
  end)

  it("are told among the other problems where what is sent is checked", function()
    local client, driver = recording()
    local none, err = client:update("Customer", "customer", LOCKED, { check = "error" })
    assert.is_nil(none)
    assert.equal("invalid", err.kind)
    assert.equal("boolean", err.problems[1].problem)
    assert.truthy(err.problems[1].expected:find('"N" (free)', 1, true))
    assert.equal(0, #driver.requests)
  end)
end)
