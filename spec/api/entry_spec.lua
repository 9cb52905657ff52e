local catalog = require "portabilling.api"

describe("catalog: what has to be known to call it", function()
  local function entry(service, record, operation) return catalog.builtin:resolve(service, record, operation) end

  it("wraps attributes as documented, or not at all", function()
    assert.equal("account_info", entry("Account", "account", "create").wrapper)
    assert.equal("number_info", entry("DID", "number", "create").wrapper)
    assert.equal("number_info", entry("Account", "followme_number", "create").wrapper)
    assert.equal("subscription_info", entry("Account", "subscription", "create").wrapper)
    assert.equal("alias_info", entry("Account", "alias", "delete").wrapper)
    assert.equal("custom_fields_values", entry("Account", "custom_fields_value", "update").wrapper)
    assert.equal("service_features", entry("Customer", "service_features", "update").wrapper)
    assert.is_nil(entry("Account", "account", "delete").wrapper)
    assert.is_nil(entry("Account", "account", "list").wrapper)
    for _, record in ipairs({ "extension", "huntgroup" }) do
      local create = entry("Customer", record, "create")
      assert.is_nil(create.wrapper)
      assert.equal("documented", create.source)
    end
  end)

  it("knows the id keys that are not i_<record>", function()
    assert.equal("i_account", entry("Account", "account", "get").id_key)
    assert.equal("i_did_number", entry("DID", "number", "get").id_key)
    assert.equal("i_account", entry("Account", "alias", "create").id_key)
    assert.equal("i_account_subscription", entry("Account", "subscription", "delete").id_key)
    assert.equal("i_c_ext", entry("Customer", "extension", "create").id_key)
    assert.equal("i_c_group", entry("Customer", "huntgroup", "create").id_key)
    assert.equal("i_ab_dialing", entry("Customer", "abbreviated_dialing_number", "delete").id_key)
    assert.equal("message_uid", entry("Account", "mailbox_message", "get").id_key)
  end)

  it("knows where the record or the records are in the answer", function()
    assert.equal("customer_info", entry("Customer", "customer", "get").key)
    assert.equal("sim_info", entry("SIMCard", "sim_card", "get").key)
    assert.equal("rate_info", entry("Rate", "rate", "get").key)
    assert.is_nil(entry("Customer", "extension", "get").key)
    assert.equal("customer_extension_info", entry("Customer", "extension", "get").guess)
    for name, key in pairs({
      ["Account account"] = "account_list", ["Account alias"] = "alias_list", ["Account xdr"] = "xdr_list",
      ["Customer xdr"] = "xdr_list", ["Customer extension"] = "extensions_list",
      ["Customer huntgroup"] = "huntgroup_list", ["Subscription subscription"] = "subscriptions",
      ["Account subscription"] = "subscriptions", ["DID customer_number"] = "number_list",
      ["Product allowed_addon"] = "product_list", ["Account phonebook_record"] = "phonebook_rec_list",
      ["Account mailbox_message"] = "messages", ["Generic country"] = "countries_list",
      ["BillingSession active_session"] = "active_session_list", ["CallControl sip_call"] = "calls_list",
      ["Account custom_fields_value"] = "custom_fields_values", ["WebLog web_log"] = "web_log_list",
    }) do
      local service, record = name:match("^(%S+) (%S+)$")
      assert.equal(key, entry(service, record, "list").records_key, name)
    end
    assert.is_nil(entry("SIMCard", "sim_card", "list").records_key)
    assert.equal("card_list", entry("SIMCard", "sim_card", "list").guess)
  end)

  it("says which lists take no pages and which give a total", function()
    assert.is_false(entry("Generic", "country", "list").paging)
    assert.is_false(entry("Account", "mailbox_message", "list").paging)
    assert.is_false(entry("Customer", "custom_fields_value", "list").paging)
    assert.is_true(entry("Customer", "customer", "list").paging)
    assert.is_true(entry("Account", "account", "list").has_total)
    assert.is_true(entry("Customer", "xdr", "list").has_total)
    assert.is_false(entry("Customer", "customer", "list").has_total)
    assert.is_nil(entry("Account", "account", "get").paging)
  end)

  it("says what tells rows apart", function()
    assert.equal("i_account", entry("Account", "account", "list").unique_key)
    assert.equal("i_xdr", entry("Account", "xdr", "list").unique_key)
    assert.equal("i_did_number", entry("DID", "number", "list").unique_key)
    assert.equal("file_name", entry("Customer", "custom_xdr_report", "list").unique_key)
    -- Rows of two kinds come mixed, each kind numbered apart.
    assert.same({ "xdr_type", "i_xdr" }, entry("Customer", "xdr", "list").unique_key)
    assert.is_nil(entry("Customer", "status_history", "list").unique_key)
  end)

  it("says how a created record is found again", function()
    assert.same({ attribute = "id", operation = "get", filters = { id = "id" } },
      entry("Account", "account", "create").natural_key)
    assert.same({ attribute = "name", operation = "get", filters = { name = "name" } },
      entry("Customer", "customer", "create").natural_key)
    assert.same({ attribute = "number", operation = "get", filters = { number = "number" } },
      entry("DID", "number", "create").natural_key)
    assert.is_nil(entry("Account", "account", "update").natural_key)
    for _, service in ipairs(catalog.builtin:services()) do
      for _, item in ipairs(catalog.builtin:records(service)) do
        local create = item.operations.create and entry(service, item.record, "create")
        if create and create.natural_key then
          assert.truthy(entry(service, item.record, create.natural_key.operation))
        end
      end
    end
  end)

  it("knows in which realm the session says whose record it is", function()
    assert.equal("customer", entry("Customer", "customer", "get").realm)
    assert.equal("account", entry("Account", "account", "get").realm)
    assert.is_nil(entry("DID", "number", "get").realm)
  end)
end)

describe("catalog: safe to repeat", function()
  it("are reads", function()
    for _, name in ipairs({
      "Account/get_account_info", "Customer/get_customer_xdrs", "Payment/list_merchants", "Session/ping",
      "Currency/convert_money", "Customer/validate_customer_info", "Account/estimate_taxes", "Rate/search_rate_list",
      "Destination/match_destination_groups", "Tariff/test_tariff_rating", "Destination/download_dest_group_set",
      "Invoice/get_invoice_info", "Product/get_something_of_a_later_release",
    }) do
      local service, method = name:match("^(%w+)/(.+)$")
      assert.is_true(catalog.safe(service, method), name)
    end
  end)

  it("are never changes, nor what nobody has described", function()
    for _, name in ipairs({
      "Account/add_account", "Account/terminate_account", "Account/make_transaction", "Session/login",
      "Session/logout", "Session/generate_captcha", "IVRApplications/obtain_access_number", "Tariff/rerate_xdrs",
      "Currency/sync_exchange_rates", "Generic/make_request", "AccessControl/verify_otp", "CallControl/play",
      "Account/getaway", "Account/get", "Account/ping", "Destination/upload", "Account/frobnicate",
    }) do
      local service, method = name:match("^(%w+)/(.+)$")
      assert.is_false(catalog.safe(service, method), name)
    end
    for _, service in ipairs(catalog.builtin:services()) do
      for _, item in ipairs(catalog.builtin:records(service)) do
        for operation in pairs(item.operations) do
          local read = operation == "get" or operation == "list"
          local entry = catalog.builtin:resolve(service, item.record, operation)
          assert.equal(read, entry.safe, service .. " " .. item.record)
        end
      end
    end
  end)
end)

describe("catalog: what a boolean is sent as", function()
  local function form(service, method, ...) return catalog.builtin:boolean(service, method)(...) end

  it("goes by the type of the field, at any depth, in arrays too", function()
    assert.equal("yn", form("Account", "update_account", "account_info", "blocked"))
    assert.equal("01", form("Account", "update_account", "generate_web_password"))
    assert.equal("01", form("Account", "get_account_list", "get_total"))
    assert.equal("yn", form("Account", "update_account", "account_info", "service_features", "flag_value"))
    assert.equal("yn", form("Account", "update_account", "account_info", "service_features", "attributes", "values"))
    assert.equal("yn", form("Account", "add_followme_number", "number_info", "active"))
    assert.equal("yn", form("Customer", "add_customer", "customer_info", "send_invoices"))
    assert.equal("yn", form("UA", "get_phone_directory_info", "get_records"))
    assert.equal("yn", form("DID", "add_number", "number_info", "frozen"))
    assert.equal("01", form("DID", "add_number", "number_info", "external"))
    assert.equal("yn", form("Service", "add_service", "service_info", "hidden"))
    assert.equal("01", form("Rate", "search_rate_list", "hidden"))
    assert.equal("01", form("Account", "get_service_features", "effective_values"))
  end)

  it("is nothing where the field takes none, and why is said", function()
    local none, reason = form("Customer", "update_customer", "customer_info", "billing_lock")
    assert.is_nil(none)
    assert.matches('it takes one of "N" (free), "C" (closing the period is barred), "F"', reason, 1, true)
    assert.same({ nil, "a boolean cannot be an id" }, { form("Account", "terminate_account", "i_account") })
    assert.same({ nil, "a boolean cannot be a number" },
      { form("Customer", "update_customer", "customer_info", "credit_limit") })
    assert.same({ nil, "a boolean cannot be an id" }, { form("Nobody", "some_method", "i_account") })
  end)

  it("goes by the name where nobody has told the fields", function()
    for _, name in ipairs { "blocked", "published", "flag_value", "inclusive_taxation", "send_invoices", "obligatory" }
    do
      assert.equal("yn", form("Nobody", "some_method", "thing_info", name), name)
      assert.equal("yn", form("Rate", "add_rate", "rate_info", name), name)
    end
    for _, name in ipairs { "is_active", "has_custom_fields", "hidden", "billing_lock", "effective_values" } do
      assert.equal("01", form("Nobody", "some_method", "thing_info", name), name)
    end
  end)
end)
