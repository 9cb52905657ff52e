-- What a change of one record of the sandbox brings with it in others, and which states its records are in from the start.
local asked = require("support.asked").new({ setup = setup, teardown = teardown },
  { size = "small" }) -- today: some statuses follow from the day

describe("the sandbox", function()
  local ok, refused = asked.ok, asked.refused

  local function new_account(i_customer, id)
    return ok("Account/add_account", { account_info = { id = id, i_customer = i_customer, i_product = 1,
      billing_model = 1 } }).i_account
  end

  local function account(i_account)
    return ok("Account/get_account_info", { i_account = i_account }).account_info
  end

  describe("moves an account", function()
    it("with its aliases and DID numbers, and answers both keys", function()
      local key = new_account(4, "16040000001")
      local alias = ok("Account/add_alias", { alias_info = { i_master_account = key, id = "16040000002" } }).i_account
      local number = ok("DID/get_number_list", { usage = "I", limit = 1 }).number_list[1].i_did_number
      ok("DID/assign_did_to_account", { i_did_number = number, i_master_account = key })
      local moved = ok("Account/move_account", { i_account = key, i_customer = 5, i_product = 2 })
      assert.equal(key, moved.old_i_account)
      assert.equal(5, account(moved.i_account).i_customer)
      assert.equal(2, account(moved.i_account).i_product)
      assert.equal(5, account(alias).i_customer)
      assert.equal(2, #ok("Account/get_alias_list", { i_master_account = moved.i_account }).alias_list)
      assert.equal(5, ok("DID/get_number_info", { i_did_number = number }).number_info.i_customer)
      local left = ok("Customer/get_account_aliases_list", { i_customer = 4 }).alias_list
      for _, row in ipairs(left) do
        assert.not_equal(key, row.i_master_account)
      end
      assert.equal("Server.Account.wrong_state.i_account",
        (refused("Account/move_account", { i_account = alias, i_customer = 4 })))
    end)

    it("away from its extension", function()
      local key = new_account(4, "16040000003")
      local extension = ok("Customer/add_customer_extension", { i_customer = 4, id = "777", i_account = key }).i_c_ext
      assert.equal("777", account(key).extension_id)
      ok("Account/move_account", { i_account = key, i_customer = 5 })
      assert.is_nil(account(key).extension_id)
      local info = ok("Customer/get_customer_extension_info", { i_c_ext = extension }).extension_info
      assert.same({ "Unassigned", 4 }, { info.type, info.i_customer })
    end)
  end)

  it("adds the adjustment of an invoice to the customer's balance, as an xDR", function()
    local invoice = ok("Invoice/get_invoice_list", { i_customer = 6, limit = 1 }).invoice_list[1]
    local function balance()
      return ok("Customer/get_customer_info", { i_customer = 6 }).customer_info.balance
    end
    local before = balance()
    for _, amount in ipairs { 12.5, -2.25 } do
      ok("Invoice/apply_invoice_adjustment",
        { i_invoice = invoice.i_invoice, amount = amount, visible_comment = "agreed" })
    end
    assert.near(before + 10.25, balance(), 1e-9)
    local entries = ok("Customer/get_customer_xdrs", { i_customer = 6, cdr_entity = "C", from_date = "1970-01-01",
      to_date = "9999-01-01" }).xdr_list
    assert.same({ 12.5, -2.25, "agreed" },
      { entries[1].charged_amount, entries[2].charged_amount, entries[1].description })
    assert.near(invoice.amount_due + 10.25,
      ok("Invoice/get_invoice_info", { i_invoice = invoice.i_invoice }).invoice_info.amount_due, 1e-9)
  end)

  describe("has from the start", function()
    local function statuses(method, rows)
      local seen = {}
      for _, row in ipairs(ok(method, { limit = 1000, get_statuses = 1, with_terminated = 1 })[rows]) do
        seen[row.status or "ok"] = row
      end
      return seen
    end

    it("accounts of each status that public sources explain", function()
      local seen = statuses("Account/get_account_list", "account_list")
      for status in ([[ ok blocked closed credit_exceeded customer_blocked customer_credit_exceed customer_exported
        customer_has_no_available_funds customer_provisionally_terminated customer_suspended
        customer_suspension_delayed expired inactive not_yet_active overdraft quarantine screening zero_balance
        ]]):gmatch "%S+" do
        assert.is_table(seen[status], status)
      end
      local delayed = account(seen.customer_suspension_delayed.i_account)
      assert.same({ "customer_suspension_delayed", 1 }, { delayed.status, delayed.cust_bill_suspension_delayed })
      local suspected = account(seen.quarantine.i_account)
      assert.equal("5", suspected.service_state.voice_fraud_suspicion)
      assert.is_nil(seen.quarantine.service_state) -- rows of lists are shorter
      ok("Account/update_account", { account_info = { i_account = suspected.i_account, note = "seen",
        service_state = suspected.service_state } })
      assert.equal("quarantine", account(suspected.i_account).status)
    end)

    it("customers of each status that public sources explain", function()
      local seen = statuses("Customer/get_customer_list", "customer_list")
      for status in ([[ ok blocked credit_exceeded exported no_available_funds provisionally_terminated suspended
        suspension_delayed ]]):gmatch "%S+" do
        assert.is_table(seen[status], status)
      end
    end)
  end)
end)
