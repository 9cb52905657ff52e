-- Requests that nobody sends on purpose: the sandbox, which is one process, goes on all the same.
local list = require "portabilling.sandbox.list"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

describe("a filter with wildcards", function()
  it("finds what SQL's LIKE finds", function()
    for _, case in ipairs {
      { "abc", "ABC", true }, { "abc", "abcd", false }, { "a%", "abc", true }, { "%c", "abc", true },
      { "%b%", "abc", true },
      { "a_c", "abc", true }, { "a_c", "ac", false }, { "_", "é", true }, { "__", "é", false }, { "%é", "café", true },
      { "ab%bc", "abc", false }, { "ab%bc", "abbc", true }, { "%ab%ab", "abab", true }, { "%ab%ab", "aab", false },
      { "%", "", true }, { "", "", true }, { "", "a", false }, { "%%", "x", true }, { "a%%c", "abc", true },
      { "%a_", "aab", true }, { "a.c", "abc", false }, { "[a]%", "[a]b", true }, { "1%", 12, true },
    } do
      assert.equal(case[3], list.like(case[1])(case[2]), case[1] .. " of " .. tostring(case[2]))
    end
    assert.is_false(list.like "userdata: NULL"(require("portabilling.sandbox.json").null))
  end)

  it("takes no longer for many of them", function()
    local client = w.client { timeout = 20 }
    for _, name in ipairs { ("%_"):rep(150), ("%"):rep(8) .. "é", ("%a"):rep(100), ("_"):rep(300) } do
      assert(client:call("Customer", "get_customer_list", { name = name, limit = 1 }))
    end
  end)
end)

describe("a number that is none", function()
  it("is refused with its field, and the record can be read", function()
    local client = w.client { check = "off" }
    for _, amount in ipairs { ("9"):rep(400), 1e308, -1e300 } do
      local none, err = client:call("Customer", "make_transaction", { i_customer = 5, action = "Manual charge",
        amount = amount })
      assert.is_nil(none)
      assert.same({ "fault", "Client.Customer.invalid_type.amount" }, { err.kind, err.code })
      none, err = client:update("Account", "account", { account_info = { i_account = 5, credit_limit = amount } })
      assert.is_nil(none)
      assert.same({ "fault", "Client.Account.invalid_type.account_info.credit_limit" }, { err.kind, err.code })
    end
    assert(client:get("Customer", "customer", { i_customer = 5 }))
    assert(client:get("Account", "account", { i_account = 5 }))
  end)
end)
