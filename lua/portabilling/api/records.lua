-- Where a record type is not what its methods' names say. One line a record; whatever a line leaves out follows the
-- naming rule: add_x / get_x_info / get_x_list / update_x / delete_x, wrapper and key x_info, id i_x.
--
--   create get update delete list   method name; or { method, wrapper =, key =, paging =, total = }; false = has none
--   seen      operations whose parameters and keys are documented or seen in public clients ("all" = all it has);
--             for the others only the name of the method is known, and keys are a guess by rule
--   wrapper   the key that holds the attributes of create and update; false = attributes stand beside the id (flat)
--   id        the key of the record's number; unique = what tells rows of a list apart, where that is not the id
--             (several names: only together); false = unknown
--   natural   { attribute, get or list, filters = { filter = attribute } }: finds a record again after a create whose
--             outcome is unknown
--   also      other names a user may know the record by
--   realm     in which realm the session itself says whose record it is, so that keys may be left out
-- For list: key = where the records are; paging = false: the method has no limit and offset (set only where that is
-- certain; asking a page of a list that ignores limit does no harm); total = true: get_total is known to work,
-- "costly": but has taken servers down, so that only who asks for it gets it.
local M = {}

local xdr = { list = { "get_xdr_list", key = "xdr_list" }, id = "i_xdr" }

M.Account = {
  account = { delete = "terminate_account", list = { "get_account_list", total = true }, seen = "all",
    natural = { "id", "get", filters = { id = "id" } }, realm = "account" },
  account_with_topup = { wrapper = "account_info", id = "i_account" },
  accounts_batch = { update = false },
  account_state = { get = "get_account_state", update = "set_account_state" },
  -- An alias is an account of its own (billing_model 2), hence its id key.
  alias = { delete = { "delete_alias", wrapper = "alias_info" }, id = "i_account", seen = "create delete list",
    natural = { "id", "list", filters = { i_account = "i_master_account" } }, realm = "account" },
  custom_fields_value = { also = "custom_fields_values custom_field_value", id = "i_account", unique = "i_custom_field",
    get = { "get_custom_fields_values", key = "custom_fields_values" },
    list = { "get_custom_fields_values", key = "custom_fields_values", paging = false },
    update = { "update_custom_fields_values", wrapper = "custom_fields_values" }, seen = "all" },
  custom_fields_schema = { get = "get_custom_fields_schema" },
  followme = { also = "account_followme", get = "get_account_followme", update = "update_account_followme",
    id = "i_account" },
  followme_number = { list = { "get_account_followme", key = "followme_numbers", paging = false },
    id = "i_follow_me_number", wrapper = "number_info", seen = "create update list" },
  huntgroup = { list = "get_account_huntgroups_list", also = "account_huntgroup", id = "i_c_group" },
  huntgroups_subscription = { update = false },
  mailbox_message = { get = "get_mailbox_message_details", delete = "delete_mailbox_messages", id = "message_uid",
    list = { "get_mailbox_message_list", key = "messages", paging = false }, seen = "list", realm = "account" },
  phonebook_record = { list = { "get_phonebook_list", key = "phonebook_rec_list", total = true }, also = "phonebook",
    wrapper = "phonebook_rec_info", id = false, seen = "create list", realm = "account" },
  service_features = { also = "service_feature", id = "i_account", unique = "name",
    get = { "get_service_features", key = "service_features" },
    list = { "get_service_features", key = "service_features", paging = false },
    update = { "update_service_features", wrapper = "service_features" }, seen = "update" },
  -- The definition is Subscription/subscription; this is its assignment. What ends a running one is close_subscription
  -- (seen in operators' scripts), as terminate_account ends an account; delete_subscription can be called by name.
  subscription = { list = { "get_subscriptions", key = "subscriptions" }, delete = "close_subscription",
    id = "i_account_subscription", seen = "create delete list" },
  vd_counter_history = { list = "get_vd_counter_history_list" },
  xdr = { list = { "get_xdr_list", key = "xdr_list", total = "costly" }, id = "i_xdr", seen = "all",
    realm = "account" },
}

M.ACL = { acl = { seen = "list" } }

M.BillingSession = {
  active_call = { list = "get_active_calls_list", also = "active_calls" },
  active_session = { list = { "get_active_sessions_list", key = "active_session_list", total = true }, seen = "all",
    also = "active_sessions", unique = false },
}

M.BundlePromotion = { criterion = { list = "get_criteria_list", also = "criteria" } }

M.CallControl = {
  sip_call = { list = { "get_sip_calls_list", key = "calls_list" }, seen = "all", also = "sip_calls" },
}

M.Customer = {
  abbreviated_dialing_number = { id = "i_ab_dialing", seen = "create delete list", also = "abbreviated_dialing",
    natural = { "abbreviated_number", "list", filters = { i_customer = "i_customer" } } },
  account_alias = { list = "get_account_aliases_list", also = "account_aliases", id = "i_account" },
  accounts_subscription = { list = { "get_accounts_subscriptions" }, also = "accounts_subscriptions", unique = false },
  agreement = { get = "get_customer_agreement_info", update = "update_agreement_conditions",
    also = "customer_agreement", wrapper = "agreement_condition_list", id = "i_customer", seen = "update" },
  billing_period_history = { list = "get_customer_billing_periods_history", unique = false },
  credit_limit_history = { list = "get_credit_limit_history", unique = false },
  custom_fields_schema = { get = "get_custom_fields_schema" },
  custom_fields_value = { also = "custom_fields_values custom_field_value", id = "i_customer",
    unique = "i_custom_field", get = { "get_custom_fields_values", key = "custom_fields_values" },
    list = { "get_custom_fields_values", key = "custom_fields_values", paging = false },
    update = { "update_custom_fields_values", wrapper = "custom_fields_values" }, seen = "all" },
  custom_xdr_report = { list = { "get_custom_xdr_report_list", key = "report_list" }, unique = "file_name",
    get = false, seen = "all" },
  custom_xdr_report_type = { list = "get_custom_xdr_report_types" },
  customer = { delete = "terminate_customer", seen = "all", natural = { "name", "get", filters = { name = "name" } },
    realm = "customer" },
  dial_rule_sample = { list = "get_dial_rule_samples" },
  extension = { create = "add_customer_extension", get = "get_customer_extension_info",
    update = "update_customer_extension", delete = "delete_customer_extension",
    list = { "get_extensions_list", key = "extensions_list" }, wrapper = false, id = "i_c_ext",
    also = "customer_extension extensions", seen = "create update list",
    natural = { "id", "list", filters = { i_customer = "i_customer", extension = "id" } } },
  huntgroup = { create = "add_customer_huntgroup", update = "update_customer_huntgroup",
    delete = "delete_customer_huntgroup", list = { "get_huntgroup_list", total = true }, wrapper = false,
    id = "i_c_group", also = "customer_huntgroup", seen = "create update list",
    natural = { "id", "list", filters = { i_customer = "i_customer" } } },
  invoice = { list = "get_customer_invoices" },
  moh = { list = "get_moh_list_info" }, -- not a record moh_list with a get
  rt_ticket = { list = "get_rt_tickets_list", also = "rt_tickets" },
  service_features = { also = "service_feature", id = "i_customer", unique = "name",
    get = { "get_service_features", key = "service_features" },
    list = { "get_service_features", key = "service_features", paging = false },
    update = { "update_service_features", wrapper = "service_features" }, seen = "update" },
  site = { create = "add_customer_site", update = "update_customer_site", delete = "delete_customer_site",
    list = "get_sites", also = "customer_site", id = "i_customer_site" },
  status_history = { list = "get_status_history", unique = false },
  subscription = { list = { "get_subscriptions", key = "subscriptions" }, delete = "close_subscription",
    id = "i_customer_subscription" },
  -- Rows of accounts and of the customer itself come mixed. Whether i_xdr is unique over both is not public: as a
  -- precaution rows count as the same only when xdr_type agrees as well.
  xdr = { list = { "get_customer_xdrs", key = "xdr_list", total = "costly" }, id = "i_xdr", unique = "xdr_type i_xdr",
    seen = "all", realm = "customer" },
}
M.Account.moh = M.Customer.moh

M.CustomerClass = {
  business_model = { list = "get_business_models_list", also = "business_models" },
  default_customer_class = { get = "get_default_customer_class" },
}

M.DialingRule = {
  -- get_dialing_rules_list up to MR80 (and for some time after); releases such as MR119 have get_dialing_rule_list.
  dialing_rule = { list = "get_dialing_rule_list" },
  dialing_rules = { list = "get_dialing_rules_list", id = "i_dialing_rule" },
}

M.DID = {
  customer_number = { list = { "get_customer_numbers", key = "number_list" }, id = "i_did_number", seen = "all" },
  inventory_option = { list = "get_inventory_options", update = "update_inventory_options",
    also = "inventory_options" },
  number = { id = "i_did_number", seen = "create get delete list", also = "did_number did",
    natural = { "number", "get", filters = { number = "number" } } },
}

M.Env = {
  custom_fields_schema = { get = "get_custom_fields_schema" },
  custom_tax_option = { list = "list_custom_tax_options" },
  env = { seen = "get" },
}

M.Generic = {
  country = { list = { "get_countries_list", paging = false }, also = "countries", unique = false, seen = "all" },
  locale_language = { list = "get_locale_languages_list", also = "locale_languages", unique = false },
  subdivision = { list = "get_subdivisions_list", also = "subdivisions" },
}

M.Invoice = {
  invoice = { seen = "all", natural = { "invoice_number", "list",
    filters = { i_customer = "i_customer", invoice_number = "invoice_number" } } },
}

M.IVRApplications = { conference_settings = { get = "get_conference_settings" } }

M.MeasuredServices = {
  customer_class_metric = { list = "get_customer_class_metrics_list", also = "customer_class_metrics" },
  customer_metric = { list = "get_customer_metrics_list", also = "customer_metrics" },
  measured_metric = { list = "get_measured_metrics_list", also = "measured_metrics" },
  metric_charge_method = { list = "get_metric_charge_methods_list", also = "metric_charge_methods" },
}

M.NumberPorting = {
  netnumber = { create = { "add_netnumber_info", wrapper = "netnumber_info" } },
  request = { create = "create_portin_request", update = "modify_request", delete = "cancel_request",
    also = "portin_request" },
}

M.Payment = {
  merchant = { list = "list_merchants" },
  payment_method = { list = "get_payment_methods_for_owner" },
  payment_transaction = { get = "get_payment_transaction_by_id" },
  processor = { get = "get_processor", list = "list_processors" },
  transaction_action = { list = "get_transaction_actions_list", also = "transaction_actions" },
}

M.Product = {
  allowed_addon = { list = { "get_allowed_addons", key = "product_list" }, id = "i_product", seen = "all" },
  priority = { list = "get_priorities_list", also = "priorities" },
  product = { seen = "get list" },
  role = { list = "get_roles_list", also = "roles" },
  subrealm = { list = "get_subrealms_list", also = "subrealms" },
  subscription = { list = { "get_subscriptions" }, id = "i_product_subscription" },
}

M.QuickForms = {
  quick_form = { list = "get_quick_forms_list" },
  quick_form_field = { list = "get_quick_form_fields_list", update = "set_quick_form_fields",
    also = "quick_form_fields" },
}

-- The bare get_x is the file itself, for download.
M.Report = { asr_file = { get = false }, cost_revenue_file = { get = false } }

M.Representative = { xdr = xdr }

M.ServiceFeatures = {
  service_feature = { list = "get_service_features_list", also = "service_features", unique = "name" },
}

M.Session = { session_context = { get = "get_session_context", update = "set_session_context", wrapper = false } }

M.SIMCard = {
  sim_card = { get = { "get_card_info", key = "sim_info" }, list = "get_card_list", also = "card", seen = "get",
    natural = { "imsi", "get", filters = { imsi = "imsi" } } },
}

M.Subscription = {
  subscription = { list = { "get_subscription_list", key = "subscriptions" }, seen = "get list" },
}

M.Tariff = { resale_map_record = { list = "get_resale_map_list", also = "resale_map" } }

M.TaxationPlugin = {
  tax_plugin = { get = "get_tax_plugin", list = "get_tax_plugins_list" },
  tax_plugin_code = { list = "get_tax_plugin_codes_list", also = "tax_plugin_codes" },
}

M.UA = {
  phone_directory = { list = { "get_phone_directory_list", total = true }, id = "i_ua_config_directory", seen = "all",
    realm = "account" },
}

M.User = { user = { seen = "list" } }

M.Vendor = { xdr = xdr }

M.WebLog = { web_log = { list = { "get_web_log_list", total = true }, seen = "all" } }

return M
