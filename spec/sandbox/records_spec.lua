-- The sandbox's records, seen with the curl program: what is stored, listed, refused.
local http = require "support.curl_program"
local sandbox = require "portabilling.sandbox"

describe("the sandbox's records", function()
  local s, call

  setup(function()
    s = assert(sandbox.start { size = "medium", today = "2026-03-15",
      settings = { strict = true, unknown = "refuse" } })
  end)
  teardown(function()
    s:stop()
  end)
  before_each(function()
    assert(s:reset())
    call = http.login(s)
  end)

  local function code(answer)
    assert.equal(500, answer.status, answer.body)
    return answer.json.faultcode
  end

  local function ok(answer)
    assert.equal(200, answer.status, answer.body)
    return answer.json
  end

  local function account(changes)
    local info = {
      id = "16045550100", i_customer = 4, i_product = 1, billing_model = 1, bill_status = "O", h323_password = "s3cret",
    }
    for name, value in pairs(changes or {}) do
      info[name] = value ~= "absent" and value or nil
    end
    return { account_info = info }
  end

  local function ids(rows, key)
    local out = {}
    for i, row in ipairs(rows) do
      out[i] = key and row[key] or row
    end
    return out
  end

  describe("accounts", function()
    it("are created, read, changed, listed and terminated", function()
      local key = ok(call("Account/add_account", account())).i_account
      local info = ok(call("Account/get_account_info", { id = "16045550100" })).account_info
      assert.equal(key, info.i_account)
      assert.equal("O", info.bill_status)
      assert.equal("N", info.blocked)
      assert.equal(require("cjson").null, info.credit_limit)
      ok(call("Account/update_account", { account_info = { i_account = key, blocked = "Y" } }))
      assert.equal("Y", ok(call("Account/get_account_info", { i_account = key })).account_info.blocked)
      assert.same({ key }, ids(ok(call("Account/get_account_list", { id = "1604555%" })).account_list, "i_account"))
      assert.equal(1, ok(call("Account/terminate_account", { i_account = key })).success)
      assert.equal("C", ok(call("Account/get_account_info", { i_account = key })).account_info.bill_status)
      assert.same({}, ok(call("Account/get_account_list",
        { id = "16045550100", get_not_closed_accounts = 1 })).account_list)
      assert.equal("Server.Account.wrong_state.i_account", code(call("Account/terminate_account", { i_account = key })))
    end)

    it("lack nothing that is required, and the complaint names the field", function()
      for _, name in ipairs { "billing_model", "bill_status", "i_product", "id", "i_customer" } do
        local answer = call("Account/add_account", account { [name] = "absent" })
        assert.equal("Client.Account.missing_required.account_info." .. name, code(answer))
        assert.equal(("required field %s is missing on account_info"):format(name), answer.json.faultstring)
      end
      assert.equal("Client.Account.missing_required.account_info", code(call("Account/add_account")))
      assert.equal(0, #ok(call("Account/get_account_list", { id = "16045550100" })).account_list)
    end)

    it("refuse what does not fit, naming the field", function()
      for expected, changes in pairs {
        ["Client.Account.invalid_type.account_info.i_product"] = { i_product = "three" },
        ["Client.Account.invalid_type.account_info.blocked"] = { blocked = true },
        ["Client.Account.invalid_type.account_info.sip_status"] = { sip_status = true },
        ["Client.Account.invalid_value.account_info.blocked"] = { blocked = "yes" },
        ["Client.Account.invalid_value.account_info.sip_status"] = { sip_status = 2 },
        ["Client.Account.invalid_value.account_info.billing_model"] = { billing_model = 7 },
        ["Client.Account.invalid_value.account_info.bill_status"] = { bill_status = "X" },
        ["Client.Account.invalid_value.account_info.activation_date"] = { activation_date = "2026-02-30" },
        ["Client.Account.unknown_property.account_info.bil_status"] = { bil_status = "O" },
        ["Client.Account.invalid_type.account_info.service_features[0].attributes"] =
          { service_features = { { name = "clip", attributes = "x" } } },
        ["Client.Account.invalid_value.account_info.service_features[0].name"] =
          { service_features = { { name = "teleport", flag_value = "Y" } } },
        ["Server.Account.not_found.account_info.i_customer"] = { i_customer = 999999 },
        ["Server.Account.not_found.account_info.i_product"] = { i_product = 999999 },
        ["Server.Account.duplicate_id"] = { id = "12365550001" },
        ["Server.Account.duplicate_login"] = { login = "account1" },
      } do
        assert.equal(expected, code(call("Account/add_account", account(changes))))
      end
      assert.equal("Client.Account.unknown_property.nonsense", code(call("Account/get_account_list", { nonsense = 1 })))
      assert.equal("Client.Account.missing_required.account_info.i_account",
        code(call("Account/update_account", { account_info = { blocked = "Y" } })))
    end)

    it("take digit strings for numbers and numbers for text", function()
      local key = ok(call("Account/add_account", account { i_customer = "4", billing_model = "-1", id = 16045550101 }))
      local info = ok(call("Account/get_account_info", key)).account_info
      assert.equal(4, info.i_customer)
      assert.equal(-1, info.billing_model)
      assert.equal("16045550101", info.id)
    end)

    it("that do not exist are not found without a fault", function()
      assert.same({}, ok(call("Account/get_account_info", { i_account = 99999999 })))
      assert.same({}, ok(call("Account/get_account_info", { id = "nobody" })))
      assert.same({}, ok(call("Customer/get_customer_info", { name = "Nobody" })))
      local answer = call("Account/get_account_list", { id = "nobody" })
      assert.matches('"account_list":%[%]', answer.body)
    end)

    it("have aliases, which are accounts too", function()
      local master = ok(call("Account/add_account", account())).i_account
      local alias = ok(call("Account/add_alias",
        { alias_info = { i_master_account = master, id = 16045550102 } })).i_account
      assert.equal("Server.Account.duplicate_id",
        code(call("Account/add_alias", { alias_info = { i_master_account = master, id = "16045550102" } })))
      local list = ok(call("Account/get_alias_list", { i_account = master })).alias_list
      assert.same({ alias }, ids(list, "i_account"))
      local info = ok(call("Account/get_account_info", { i_account = alias })).account_info
      assert.equal(2, info.billing_model)
      assert.equal(master, info.i_master_account)
      ok(call("Account/delete_alias", { alias_info = { i_account = alias } }))
      assert.same({}, ok(call("Account/get_alias_list", { i_account = master })).alias_list)
    end)

    it("have subscriptions, service features, custom-field values, follow-me numbers", function()
      local key = ok(call("Account/add_account", account())).i_account
      local subscription = ok(call("Account/add_subscription",
        { i_account = key, subscription_info = { i_subscription = 1 } })).i_account_subscription
      assert.equal(1, ok(call("Account/get_subscriptions", { i_account = key })).subscriptions[1].int_status)
      ok(call("Account/close_subscription", { i_account_subscription = subscription }))
      assert.equal(2, ok(call("Account/get_subscriptions", { i_account = key })).subscriptions[1].int_status)

      ok(call("Account/update_service_features", { i_account = key, service_features = {
        { name = "clip", flag_value = "N" },
        { name = "call_processing", attributes = { { name = "pbx_management", values = { "Y" } } } },
      } }))
      local found = {}
      for _, feature in ipairs(ok(call("Account/get_service_features", { i_account = key })).service_features) do
        found[feature.name] = feature
      end
      assert.equal("N", found.clip.flag_value)
      assert.same({ "Y" }, found.call_processing.attributes[1].values)
      assert.equal("~", found.call_processing.flag_value)
      local row = ok(call("Account/get_account_list", { id = "16045550100", get_service_features = { "clip" } }))
      assert.same({ "clip" }, ids(row.account_list[1].service_features, "name"))

      ok(call("Account/update_custom_fields_values",
        { i_account = key, custom_fields_values = { { name = "Room", db_value = "12b" } } }))
      local values = {}
      for _, value in ipairs(ok(call("Account/get_custom_fields_values", { i_account = key })).custom_fields_values) do
        values[value.name] = value.db_value
      end
      assert.equal("12b", values.Room)
      assert.same({ key }, ids(ok(call("Account/get_account_list", { i_customer = 4,
        custom_fields_values = { { name = "Room", db_value = "12b" } } })).account_list, "i_account"))

      ok(call("Account/add_followme_number", { number_info = { i_account = key, redirect_number = "16045550199" } }))
      local followme = ok(call("Account/get_account_followme", { i_account = key })).followme_numbers
      assert.equal("16045550199", followme[1].redirect_number)
    end)
  end)

  describe("customers", function()
    it("are created, found by name, changed, suspended, terminated with their accounts", function()
      local key = ok(call("Customer/add_customer",
        { customer_info = { name = "Näme Ltd", iso_4217 = "EUR" } })).i_customer
      local info = ok(call("Customer/get_customer_info", { name = "Näme Ltd" })).customer_info
      assert.equal(key, info.i_customer)
      assert.equal(0, info.is_used)
      assert.is_nil(info.email) -- unset fields are absent, null or empty, as on real servers
      local i_account = ok(call("Account/add_account", account { i_customer = key })).i_account
      assert.equal(1, ok(call("Customer/get_customer_info", { i_customer = key })).customer_info.is_used)
      ok(call("Customer/suspend_customer", { i_customer = key }))
      assert.equal("suspended", ok(call("Customer/get_customer_info", { i_customer = key })).customer_info.status)
      ok(call("Customer/unsuspend_customer", { i_customer = key }))
      assert.is_nil(ok(call("Customer/get_customer_info", { i_customer = key })).customer_info.status)
      assert.equal("Server.Customer.in_use.i_customer", code(call("Customer/delete_customer", { i_customer = key })))
      ok(call("Customer/terminate_customer", { i_customer = key, supress_notification = 1 }))
      assert.equal("C", ok(call("Account/get_account_info", { i_account = i_account })).account_info.bill_status)
      assert.equal(0, #ok(call("Customer/get_customer_list", { name = "Näme%" })).customer_list)
      assert.equal(1, #ok(call("Customer/get_customer_list", { name = "Näme%", with_terminated = 1 })).customer_list)
    end)

    it("refuse duplicates and what is missing", function()
      local taken = ok(call("Customer/get_customer_info", { i_customer = 7 })).customer_info
      assert.equal("Server.Customer.duplicate_id",
        code(call("Customer/add_customer", { customer_info = { name = taken.name, iso_4217 = "USD" } })))
      assert.equal("Server.Customer.duplicate_login", code(call("Customer/add_customer",
        { customer_info = { name = "New", iso_4217 = "USD", login = taken.login } })))
      assert.equal("Client.Customer.too_short.customer_info.login", code(call("Customer/add_customer",
        { customer_info = { name = "New", iso_4217 = "USD", login = "x" } })))
      assert.equal("Client.Customer.missing_required.customer_info.iso_4217",
        code(call("Customer/add_customer", { customer_info = { name = "New" } })))
    end)

    it("can be sent back as they were read", function()
      local answer = call("Customer/get_customer_info", { i_customer = 3 })
      assert.equal(3, ok(call("Customer/update_customer", answer.body)).i_customer)
    end)

    it("have a billing lock that says N, C or F, not Y", function()
      ok(call("Customer/update_customer", { customer_info = { i_customer = 3, billing_lock = "F" } }))
      assert.equal("F", ok(call("Customer/get_customer_info", { i_customer = 3 })).customer_info.billing_lock)
      assert.equal("Client.Customer.invalid_value.customer_info.billing_lock",
        code(call("Customer/update_customer", { customer_info = { i_customer = 3, billing_lock = "Y" } })))
    end)

    it("are charged and paid", function()
      local before = ok(call("Customer/get_customer_info", { i_customer = 3 })).customer_info.balance
      local paid = ok(call("Customer/make_transaction",
        { i_customer = 3, action = "Manual Payment", amount = 12.25, visible_comment = "thanks" }))
      assert.equal(("%.5f"):format(before - 12.25), ("%.5f"):format(paid.balance))
      local after = ok(call("Customer/get_customer_info", { i_customer = 3 })).customer_info.balance
      assert.equal(("%.5f"):format(paid.balance), ("%.5f"):format(after))
      assert.equal("Client.Customer.invalid_value.action",
        code(call("Customer/make_transaction", { i_customer = 3, action = "Robbery", amount = 1 })))
    end)

    it("have extensions, huntgroups and abbreviated numbers", function()
      local extension = ok(call("Customer/add_customer_extension",
        { i_customer = 4, id = "901", name = "Lab" })).i_c_ext
      assert.equal("Server.Customer.Ext_HG_number_already_in_use",
        code(call("Customer/add_customer_huntgroup", { i_customer = 4, id = "901", name = "Clash" })))
      local list = ok(call("Customer/get_extensions_list", { i_customer = 4, extension = "9%" })).extensions_list
      assert.same({ extension }, ids(list, "i_c_ext"))
      assert.equal("Unassigned", list[1].type)
      local group = ok(call("Customer/add_customer_huntgroup", { i_customer = 4, id = "902", name = "Team" })).i_c_group
      ok(call("Customer/update_customer_huntgroup",
        { i_c_group = group, add_extensions = { { i_c_ext = extension } } }))
      local groups = ok(call("Customer/get_huntgroup_list", { i_customer = 4, id = "902", get_total = 1 }))
      assert.equal(extension, groups.huntgroup_list[1].assigned_extensions[1].i_c_ext)
      assert.equal(1, groups.total)
      ok(call("Customer/add_abbreviated_dialing_number", { i_customer = 4,
        abbreviated_dialing_number_info = { abbreviated_number = "7", number_to_dial = "16045550100" } }))
      assert.equal(1, #ok(call("Customer/get_abbreviated_dialing_number_list",
        { i_customer = 4 })).abbreviated_dialing_number_list)
    end)
  end)

  describe("the other record types", function()
    for _, case in ipairs {
      { "Product", "product", "i_product", { name = "New", iso_4217 = "USD" } },
      { "Subscription", "subscription", "i_subscription", { name = "New", iso_4217 = "USD" }, list = "subscriptions" },
      { "Service", "service", "i_service", { name = "New", i_service_type = 3 } },
      { "ServicePolicy", "service_policy", "i_service_policy", { name = "New", i_service_type = 3 } },
      { "CustomFields", "custom_field", "i_custom_field", { name = "New", object = "account", type = "Text" } },
      { "DID", "number", "i_did_number", { number = "16725559999" } },
      { "SIMCard", "sim_card", "i_sim_card", { imsi = "001019999999999", iccid = "8900101999999999999" }, get = "card",
        info = "sim_info", list = "card_list" },
    } do
      local service, record, key, info = case[1], case[2], case[3], case[4]
      it("work the same way: " .. service .. " " .. record, function()
        local added = ok(call(("%s/add_%s"):format(service, record), { [record .. "_info"] = info }))
        assert.equal("Server." .. service, code(call(("%s/add_%s"):format(service, record),
          { [record .. "_info"] = info })):match("^Server%.%a+"))
        local read = case.get or record
        local got = ok(call(("%s/get_%s_info"):format(service, read), { [key] = added[key] }))
        assert.equal(added[key], got[case.info or read .. "_info"][key])
        local method, list = ("%s/get_%s_list"):format(service, read), case.list or record .. "_list"
        local total = ok(call(method, { limit = 0, get_total = 1 })).total
        local last = ok(call(method, { limit = 1, offset = total - 1 }))[list]
        assert.same({ added[key] }, ids(last, key))
        local change = { [key] = added[key] }
        ok(call(("%s/update_%s"):format(service, record), { [record .. "_info"] = change }))
        ok(call(("%s/delete_%s"):format(service, record), change))
        assert.same({}, ok(call(("%s/get_%s_info"):format(service, read), change)))
      end)
    end

    it("DID numbers are assigned and released", function()
      local did = ok(call("DID/add_number", { number_info = { number = "16725559998" } })).i_did_number
      ok(call("DID/assign_did_to_customer", { i_did_number = did, i_customer = 4 }))
      assert.equal(did, ok(call("DID/get_customer_numbers", { i_customer = 4 })).number_list[1].i_did_number)
      local master = ok(call("Account/add_account", account())).i_account
      ok(call("DID/assign_did_to_account", { i_did_number = did, i_master_account = master }))
      assert.equal("16725559998", ok(call("Account/get_alias_list", { i_account = master })).alias_list[1].id)
      assert.equal("Server.DID.in_use.i_did_number", code(call("DID/delete_number", { i_did_number = did })))
      assert.same({ did }, ids(ok(call("DID/get_number_list",
        { usage = "U", number = "16725559998" })).number_list, "i_did_number"))
      ok(call("DID/release_did_from_customer", { i_did_number = did }))
      assert.same({}, ok(call("Account/get_alias_list", { i_account = master })).alias_list)
      assert.equal(1, ok(call("DID/delete_number", { i_did_number = did })).success)
    end)

    it("Generic tells version and countries", function()
      assert.matches("^MR%d+%-%d+$", ok(call("Generic/get_version")).version)
      assert.equal("CA", ok(call("Generic/get_countries_list")).countries_list[1].iso_3166_1_a2)
    end)
  end)

  describe("lists", function()
    it("have 50 rows by default, at most 1000, and their total when asked", function()
      local function list(params)
        params.i_customer = 1
        return ok(call("Account/get_account_list", params))
      end
      assert.equal(50, #list({}).account_list)
      assert.is_nil(list({}).total)
      local answer = list { limit = 5000, get_total = 1 }
      assert.equal(1000, #answer.account_list)
      assert.equal(1203, answer.total)
      assert(s:set { over_limit = "fault", total = "always" })
      assert.equal("Client.Account.invalid_value.limit", code(call("Account/get_account_list", { limit = 1001 })))
      assert.equal(1203, list({}).total)
      assert(s:set { total = "never" })
      assert.is_nil(list({ get_total = 1 }).total)
    end)

    it("are paged by limit and offset without a gap or a repetition", function()
      ok(call("Account/add_account", account { i_customer = 1 }))
      local all, offset = {}, 0
      repeat
        local rows = ok(call("Account/get_account_list", { i_customer = 1, limit = 500, offset = offset })).account_list
        for _, row in ipairs(rows) do
          assert.is_true(not all[#all] or row.i_account > all[#all])
          all[#all + 1] = row.i_account
        end
        offset = offset + 500
      until #rows == 0
      assert.equal(1204, #all)
      assert.equal("Client.Account.offset_without_limit.offset",
        code(call("Account/get_account_list", { offset = 10 })))
    end)

    it("skip what was removed, and count it out", function()
      local function numbers()
        return ok(call("DID/get_number_list", { limit = 3, offset = 9, get_total = 1 }))
      end
      local before = numbers()
      assert.same({ 10, 11, 12 }, ids(before.number_list, "i_did_number"))
      ok(call("DID/delete_number", { i_did_number = 2 }))
      ok(call("DID/delete_number", { i_did_number = 11 }))
      local after = numbers()
      assert.same({ 12, 13, 14 }, ids(after.number_list, "i_did_number"))
      assert.equal(before.total - 2, after.total)
    end)

    it("know % and _ as wildcards, and nothing else", function()
      local function find(id)
        return #ok(call("Account/get_account_list", { id = id, limit = 1000 })).account_list
      end
      assert.equal(1, find "12365550001")
      assert.equal(9, find "1236555000_") -- 0001 to 0009
      assert.equal(1, find "%0001")
      assert.equal(0, find "1236555000.")
      assert.equal(0, find "1236555000")
    end)

    it("are filtered by status, and the others are not in them", function()
      local answer = ok(call("Customer/get_customer_list", { bill_status = "S", limit = 1000, get_total = 1 }))
      assert.is_true(#answer.customer_list > 0)
      for _, customer in ipairs(answer.customer_list) do
        assert.equal("S", customer.bill_status)
      end
      local all = answer.total
      for _, other in ipairs { "O", "E", "D" } do
        all = all + ok(call("Customer/get_customer_list", { bill_status = other, limit = 1, get_total = 1 })).total
      end
      assert.equal(2000, all)
    end)

    it("can ignore the offset and come in no order, when asked to", function()
      assert(s:set { ignore_offset = true })
      assert.equal(1, ok(call("Customer/get_customer_list", { limit = 1, offset = 7 })).customer_list[1].i_customer)
      assert(s:set { ignore_offset = false, shuffle = true })
      local rows = ids(ok(call("Customer/get_customer_list", { limit = 100 })).customer_list, "i_customer")
      local sorted = ids(rows)
      table.sort(sorted)
      assert.not_same(sorted, rows)
      assert.equal(1, sorted[1])
      assert.equal(100, #sorted)
    end)

    it("of xDRs have a window: from inclusive, to exclusive", function()
      local all = ok(call("Customer/get_customer_xdrs", { i_customer = 4, from_date = "1970-01-01 00:00:00",
        to_date = "9999-01-01", get_total = 1, limit = 1000 })).xdr_list
      local one = all[10]
      local function count(from, to)
        return ok(call("Customer/get_customer_xdrs",
          { i_customer = 4, from_date = from, to_date = to, get_total = 1 })).total
      end
      local same = 0
      for _, xdr in ipairs(all) do
        same = same + (xdr.bill_time == one.bill_time and 1 or 0)
      end
      assert.equal(#all, count("1970-01-01", one.bill_time) + count(one.bill_time, "9999-01-01"))
      assert.is_true(same >= 1)
      assert.equal("Client.Customer.missing_required.from_date",
        code(call("Customer/get_customer_xdrs", { i_customer = 4 })))
      assert.equal("Client.Customer.invalid_value.from_date", code(call("Customer/get_customer_xdrs",
        { i_customer = 4, from_date = "2026-01-01T00:00:00Z", to_date = "9999-01-01" })))
      assert.equal("Client.Account.missing_required.from_date", code(call("Account/get_xdr_list", { i_account = 1 })))
      assert.matches('"i_xdr":1000000000%d%d%d%d%d[,}]', call("Account/get_xdr_list",
        { i_account = 1, from_date = "1970-01-01", to_date = "9999-01-01" }).body .. ",")
    end)
  end)

  describe("files", function()
    it("come with their own type and a name: PDF", function()
      local answer = call("Invoice/get_invoice_info", { i_invoice = 1, get_pdf = 1 })
      assert.equal("application/pdf", answer.headers["content-type"])
      assert.matches('^attachment; filename=".+%.pdf"$', answer.headers["content-disposition"])
      assert.matches("^%%PDF%-1%.4\n", answer.body)
      assert.matches("%%%%EOF\n$", answer.body)
      local offset = tonumber(answer.body:match("startxref\n(%d+)"))
      assert.equal("xref", answer.body:sub(offset + 1, offset + 4))
      local number = 0
      for at in answer.body:gmatch("\n(%d%d%d%d%d%d%d%d%d%d) 00000 n") do
        number = number + 1
        assert.equal(("%d 0 obj"):format(number), answer.body:sub(tonumber(at) + 1, tonumber(at) + 7))
      end
      assert.equal(5, number)
    end)

    it("are left out where there is none", function()
      local answer = call("Invoice/get_invoice_info", { i_invoice = 5, get_pdf = 1 })
      assert.equal(5, ok(answer).invoice_info.i_invoice)
      local by_number = ok(call("Invoice/get_invoice_info", { i_customer = 2, invoice_number = "000002" }))
      assert.equal(5, by_number.invoice_info.i_invoice)
    end)

    it("are streamed without a length: a recording", function()
      assert(s:set { recording_bytes = 3000000 })
      local xdr = ok(call("Account/get_xdr_list",
        { i_account = 1, from_date = "1970-01-01", to_date = "9999-01-01", call_recording = 1 })).xdr_list[1]
      local answer = call("CDR/get_call_recording", ('{"i_xdr":%.0f}'):format(xdr.i_xdr))
      assert.equal("audio/wav", answer.headers["content-type"])
      assert.equal("chunked", answer.headers["transfer-encoding"])
      assert.equal(3000000, #answer.body)
      assert.equal("RIFF", answer.body:sub(1, 4))
      assert.equal("Server.CDR.xdr_not_found", code(call("CDR/get_call_recording", { i_xdr = 5 })))
    end)

    it("can be a ZIP of CSV", function()
      local reports = ok(call("Customer/get_custom_xdr_report_list", { i_customer = 4 })).report_list
      local answer = call("Customer/get_custom_xdr_report", { i_customer = 4, file_name = reports[3].file_name })
      assert.equal("application/zip", answer.headers["content-type"])
      assert.equal("PK\3\4", answer.body:sub(1, 4))
      assert.matches("i_xdr,account_id,CLI", answer.body, 1, true)
      assert.matches("1000000000%d%d%d%d%d,1236555", answer.body)
    end)
  end)

  it("vary within what real servers send, in the hostile mode", function()
    assert(s:set { hostile = true })
    local body = call("Customer/get_customer_list", { limit = 20 }).body
    assert.matches('"credit_limit":%d+%.00000', body)
    assert.matches('"credit_limit":%d+[,}]', body)
    local answer = call("Account/terminate_account", { i_account = 70 })
    assert.equal(200, answer.status)
    assert.equal("{}", answer.body)
  end)
end)

describe("a sandbox", function()
  local function first(options, method, params)
    local s = assert(sandbox.start(options))
    local call = http.login(s)
    local body = call(method, params).json
    local directory = s.directory
    s:stop()
    return body, directory
  end

  it("makes the same records from the same seed, others from another", function()
    local function customers(seed)
      return (first({ size = 50, seed = seed, today = "2026-03-15" }, "Customer/get_customer_list", { limit = 50 }))
    end
    local one = customers(1)
    assert.same(one, customers(1))
    assert.not_same(one, customers(2))
  end)

  it("of a million customers starts and is paged as a small one", function()
    local answer = first({ size = "large" }, "Customer/get_customer_list",
      { limit = 1000, offset = 999500, get_total = 1 })
    assert.equal(1000000, answer.total)
    assert.equal(500, #answer.customer_list)
    assert.equal(1000000, answer.customer_list[500].i_customer)
  end)

  it("leaves nothing behind when it is stopped", function()
    local _, directory = first({ size = 5 }, "Generic/get_version")
    assert.is_nil(io.open(directory .. "/nginx.conf"))
  end)

  it("says why it cannot start", function()
    local s = assert(sandbox.start { size = 5 })
    local other, message = sandbox.start { size = 5, ports = s.ports }
    s:stop()
    assert.is_nil(other)
    assert.matches("Address already in use", message)
    assert.matches("size must be", select(2, sandbox.start { size = "huge" }))
    assert.matches("unknown option colour", select(2, sandbox.start { colour = "blue" }))
    assert.matches("unknown setting", select(2, sandbox.start { settings = { colour = "blue" } }))
  end)
end)
