local catalog = require "portabilling.api"

local OPERATIONS = { "create", "get", "update", "delete", "list" }

local function lines(path)
  local list = {}
  for line in io.lines(path) do list[#list + 1] = line end
  return list
end

-- Service/method of every operation of every record, as the public functions tell it.
local function reached_by_operations()
  local reached = {}
  for _, service in ipairs(catalog.builtin:services()) do
    for _, item in ipairs(catalog.builtin:records(service)) do
      for operation, method in pairs(item.operations) do
        local entry = catalog.builtin:resolve(service, item.record, operation)
        assert.equal(method, entry.method)
        reached[service .. "/" .. method] = true
      end
    end
  end
  return reached
end

local function call_only()
  local names = {}
  for _, service in ipairs(catalog.builtin:services()) do
    for _, method in ipairs(catalog.builtin:call_only(service)) do names[#names + 1] = service .. "/" .. method end
  end
  return names
end

local function method_of(service, record, operation)
  return catalog.builtin:resolve(service, record, operation).method
end

local function raised(...)
  local ok, message = pcall(catalog.builtin.resolve, catalog.builtin, ...)
  assert.is_false(ok)
  return message
end

describe("catalog: the methods", function()
  it("has the 811 methods of the 70 services of MR80, each behind an operation or listed as call-only", function()
    local listed = {}
    for _, name in ipairs(lines("spec/data/call-only.txt")) do listed[name] = true end
    local reached = reached_by_operations()
    local count, services, service_count = 0, {}, 0
    for _, name in ipairs(lines("spec/data/methods-mr80.txt")) do
      local service, method = name:match("^([%w_]+)/([%w_]+)$")
      count = count + 1
      if not services[service] then services[service], service_count = true, service_count + 1 end
      assert.is_true(catalog.builtin:has_method(service, method), name .. " is missing")
      assert.is_true((reached[name] or listed[name]) == true, name .. " is neither reached nor listed")
      assert.is_false((reached[name] and listed[name]) == true, name .. " is reached, yet listed")
    end
    assert.equal(811, count)
    assert.equal(70, service_count)
  end)

  it("lists as call-only exactly what the reviewed file says", function()
    local names = call_only()
    table.sort(names)
    assert.same(lines("spec/data/call-only.txt"), names)
  end)

  it("knows the methods seen in releases after MR80", function()
    for service, names in pairs({
      AccessControl = "create_otp verify_otp",
      Session = "refresh_access_token login_to_realm jwt_login jwt_login_to_realm refresh_jwt_token "
        .. "refresh_json_access_token get_json_access_token_lifetime",
      Account = "add_account_with_topup activate_bundle get_mailbox_message_list get_mailbox_message_details "
        .. "get_mailbox_message_attachment set_mailbox_messages_flag delete_mailbox_messages "
        .. "update_huntgroups_subscription get_account_huntgroups_list get_simple_account_info",
      Customer = "get_accounts_subscriptions add_customer_individual update_customer_individual "
        .. "get_customer_agreement_info update_agreement_conditions assign_commitment "
        .. "get_pay_required_invoices_summary get_call_activity_metrics",
      Product = "get_product_discount_plan_list get_product_info_detailed get_product_list_detailed",
      Invoice = "void_invoice_list",
      CDR = "get_transcription",
      CallControl = "play",
      UA = "get_phone_directory_list get_phone_directory_info add_options_template get_options_template_info "
        .. "update_options_template get_ua_profile_metainfo",
      Generic = "get_session_data get_ui_plugins_config make_request",
      DialingRule = "get_dialing_rule_list",
    }) do
      for method in names:gmatch("%S+") do
        assert.is_true(catalog.builtin:has_method(service, method), service .. "/" .. method)
      end
    end
    assert.is_false(catalog.builtin:has_method("Account", "add_nothing"))
    assert.is_false(catalog.builtin:has_method("Nobody", "get_account_info"))
  end)

  it("names no method in its data that no release has", function()
    for service, data in pairs(require "portabilling.api.services") do
      for record, line in pairs(data.records or {}) do
        for _, operation in ipairs(OPERATIONS) do
          local known = line[operation]
          local method = type(known) == "table" and known[1] or known
          if method then
            assert.is_true(catalog.builtin:has_method(service, method), ("%s %s: %s"):format(service, record, method))
          end
        end
      end
    end
  end)

  it("answers sorted services, records and methods", function()
    local model = catalog.builtin
    for _, list in ipairs({ model:services(), model:methods("Account"), model:call_only("Invoice") }) do
      assert.is_true(#list > 5)
      for i = 2, #list do assert.is_true(list[i - 1] < list[i]) end
    end
    local records = catalog.builtin:records("SIMCard")
    assert.same({ { record = "sim_card", operations = { create = "add_sim_card", get = "get_card_info",
      update = "update_sim_card", delete = "delete_sim_card", list = "get_card_list" } } }, records)
    assert.same({}, catalog.builtin:records("MOH"))
  end)
end)

describe("catalog: which method an operation is", function()
  it("follows the naming rule where nothing else is known", function()
    assert.same({ "add_rate", "get_rate_info", "update_rate", "delete_rate", "get_rate_list" }, {
      method_of("Rate", "rate", "create"), method_of("Rate", "rate", "get"), method_of("Rate", "rate", "update"),
      method_of("Rate", "rate", "delete"), method_of("Rate", "rate", "list"),
    })
    local entry = catalog.builtin:resolve("Rate", "rate", "create")
    assert.equal("rule", entry.source)
    assert.equal("rate_info", entry.wrapper)
    assert.equal("i_rate", entry.id_key)
    assert.is_false(entry.safe)
    local list = catalog.builtin:resolve("Rate", "rate", "list")
    assert.is_nil(list.records_key)
    assert.equal("rate_list", list.guess)
    assert.is_true(list.paging)
    assert.is_false(list.has_total)
  end)

  for name, expected in pairs({
    ["Account account delete"] = "terminate_account",
    ["Customer customer delete"] = "terminate_customer",
    ["DID number create"] = "add_number",
    ["DID number list"] = "get_number_list",
    ["DID customer_number list"] = "get_customer_numbers",
    ["Account alias create"] = "add_alias",
    ["Account alias list"] = "get_alias_list",
    ["Customer account_alias list"] = "get_account_aliases_list",
    ["Subscription subscription list"] = "get_subscription_list",
    ["Account subscription create"] = "add_subscription",
    ["Account subscription list"] = "get_subscriptions",
    ["Account subscription update"] = "update_subscription",
    ["Account subscription delete"] = "close_subscription",
    ["Customer subscription delete"] = "close_subscription",
    ["Product subscription delete"] = "delete_subscription",
    ["CustomFields custom_field create"] = "add_custom_field",
    ["Account custom_fields_value list"] = "get_custom_fields_values",
    ["Account custom_fields_values update"] = "update_custom_fields_values",
    ["Customer custom_fields_value get"] = "get_custom_fields_values",
    ["Env custom_fields_schema get"] = "get_custom_fields_schema",
    ["SIMCard sim_card get"] = "get_card_info",
    ["SIMCard card list"] = "get_card_list",
    ["SIMCard card create"] = "add_sim_card",
    ["Account followme get"] = "get_account_followme",
    ["Account followme_number create"] = "add_followme_number",
    ["Customer extension create"] = "add_customer_extension",
    ["Customer extension list"] = "get_extensions_list",
    ["Customer extension get"] = "get_customer_extension_info",
    ["Customer huntgroup update"] = "update_customer_huntgroup",
    ["Customer huntgroup list"] = "get_huntgroup_list",
    ["Customer huntgroup get"] = "get_huntgroup_info",
    ["Customer site create"] = "add_customer_site",
    ["Customer site list"] = "get_sites",
    ["Customer xdr list"] = "get_customer_xdrs",
    ["Account xdr list"] = "get_xdr_list",
    ["Vendor xdr list"] = "get_xdr_list",
    ["Representative xdr list"] = "get_xdr_list",
    ["Customer abbreviated_dialing_number delete"] = "delete_abbreviated_dialing_number",
    ["Customer callqueue list"] = "get_callqueue_list",
    ["DialingRule dialing_rule list"] = "get_dialing_rule_list",
    ["DialingRule dialing_rules list"] = "get_dialing_rules_list",
    ["Generic country list"] = "get_countries_list",
    ["Generic subdivisions list"] = "get_subdivisions_list",
    ["Payment merchant list"] = "list_merchants",
    ["Payment merchant get"] = "get_merchant",
    ["Payment processor list"] = "list_processors",
    ["TaxationPlugin tax_plugin list"] = "get_tax_plugins_list",
    ["TaxationPlugin tax_plugin get"] = "get_tax_plugin",
    ["Product role list"] = "get_roles_list",
    ["QuickForms quick_form list"] = "get_quick_forms_list",
    ["Account service_features get"] = "get_service_features",
    ["Customer service_features update"] = "update_service_features",
    ["Env custom_tax_option list"] = "list_custom_tax_options",
    ["Env custom_tax_option get"] = "get_custom_tax_option",
    ["Session session_context update"] = "set_session_context",
    ["BundlePromotion criterion list"] = "get_criteria_list",
    ["NumberPorting request delete"] = "cancel_request",
    ["Customer agreement update"] = "update_agreement_conditions",
    ["Account mailbox_message list"] = "get_mailbox_message_list",
  }) do
    it(name .. " is " .. expected, function()
      local service, record, operation = name:match("^(%S+) (%S+) (%S+)$")
      assert.equal(expected, method_of(service, record, operation))
    end)
  end

  it("gives the record's own name when asked by another", function()
    assert.equal("sim_card", catalog.builtin:resolve("SIMCard", "card", "list").record)
    assert.equal("extension", catalog.builtin:resolve("Customer", "customer_extension", "list").record)
  end)

  it("makes no record of methods that work on whole lists, nor of files", function()
    for _, item in ipairs({ { "DID", "number_list" }, { "Customer", "prompt_file" }, { "Account", "accounts_batch" } })
    do
      assert.matches("unknown record", raised(item[1], item[2], "update"), 1, true)
    end
    assert.matches("no operation get", raised("Report", "asr_file", "get"), 1, true)
  end)
end)

describe("catalog: names it does not know", function()
  it("raise with the nearest names", function()
    assert.matches("unknown service 'account'; did you mean 'Account'?", raised("account", "account", "get"), 1, true)
    assert.matches("did you mean 'SIMCard'?", raised("sim_card", "sim_card", "get"), 1, true)
    assert.matches("unknown record 'acount' of service Account; did you mean 'account'? known: account, ",
      raised("Account", "acount", "get"), 1, true)
    assert.matches("did you mean 'sim_card'?", raised("SIMCard", "SimCard", "get"), 1, true)
    assert.matches("'account' is a record of Account;", raised("Customer", "account", "get"), 1, true)
    assert.matches("unknown operation 'lists'; did you mean 'list'?", raised("Account", "account", "lists"), 1, true)
  end)

  it("raise with all names when none is near", function()
    local message = raised("Zzzzzz", "account", "get")
    assert.matches("unknown service 'Zzzzzz'; known: ACL, AccessControl, ", message, 1, true)
    assert.matches("XDRMediator", message, 1, true)
    assert.matches("service MOH has no records, only methods to call: get_moh_file, upload_moh_file",
      raised("MOH", "file", "get"), 1, true)
  end)

  it("raise with what the record can do and the methods that come near", function()
    local message = raised("Invoice", "invoice", "delete")
    assert.matches("record 'invoice' of service Invoice has no operation delete, only: get, list;", message, 1, true)
    assert.matches('call("Invoice", method, params)', message, 1, true)
    assert.matches("void_invoice", message, 1, true)
  end)

  it("raise when they are no names at all", function()
    assert.matches('service must be a string such as "Account", got number', raised(3, "account", "get"), 1, true)
    assert.matches("record of service Account must be a string", raised("Account", nil, "get"), 1, true)
    assert.matches("operation must be one of create, get, update, delete, list, got nil",
      raised("Account", "account"), 1, true)
    for _, name in ipairs({ "records", "methods", "call_only" }) do
      local ok, message = pcall(catalog.builtin[name], catalog.builtin, "Acount")
      assert.is_false(ok)
      assert.matches("did you mean 'Account'?", message, 1, true)
    end
  end)

  it("blame the caller, or whom the level says", function()
    local here = debug.getinfo(1, "l").currentline
    local function blamed(level)
      catalog.builtin:resolve("Account", "acount", "get", level)
      return nil
    end
    local _, message = pcall(blamed)
    assert.matches("methods_spec.lua:" .. here + 2 .. ": unknown record", message, 1, true)
    local ok
    ok, message = pcall(function()
      blamed(2)
      return nil
    end)
    assert.is_false(ok)
    assert.matches("methods_spec.lua:" .. here + 9 .. ": unknown record", message, 1, true)
  end)
end)
