return {
  mr80 = [[
    activate_subscriptions add_abbreviated_dialing_number add_auto_payment add_batch add_callqueue add_customer
    add_customer_extension add_customer_huntgroup add_customer_site add_subreseller add_subscription
    change_password charge_subscription_fees cleanup_personal_data close_billing_period close_subscription
    delete_abbreviated_dialing_number delete_auto_payment delete_batch delete_callqueue delete_customer
    delete_customer_extension delete_customer_huntgroup delete_customer_site delete_payment_method
    delete_subscription disable_api_notifications enable_api_notifications estimate_taxes
    get_abbreviated_dialing_number_list get_account_aliases_list get_auto_payment_info get_batch_info
    get_batch_list get_call_barring_options get_callqueue_info get_callqueue_list get_callqueue_moh_file
    get_callqueue_prompt_file get_credit_limit_history get_custom_fields_schema get_custom_fields_values
    get_custom_xdr_report get_custom_xdr_report_list get_custom_xdr_report_types
    get_customer_billing_periods_history get_customer_extension_info get_customer_info get_customer_invoices
    get_customer_list get_customer_xdrs get_dial_rule_samples get_extensions_list get_full_vd_counter_info
    get_huntgroup_info get_huntgroup_list get_last_billing_date_constraint_list get_metrics_data
    get_moh_list_info get_my_info get_network_connectivity_list get_payment_method_info get_prompt_file
    get_rt_requestor_list get_rt_tickets_list get_service_features get_service_wallet_xdr_list
    get_services_consumption get_site_info get_sites get_spending_counter_info get_spending_counter_list
    get_status_history get_subscriptions get_taxation_info get_transactions_total_info
    get_vd_counter_history_list get_vd_counter_info get_vd_counter_list get_vd_notification_list
    get_xdr_quality_info make_transaction mark_xdr_out_of_turn modify_spending_limit register_transaction
    suspend_customer terminate_customer unsuspend_customer update_abbreviated_dialing_number update_auto_payment
    update_batch update_call_barring_options update_callqueue update_custom_fields_values update_customer
    update_customer_extension update_customer_huntgroup update_customer_site update_payment_method
    update_service_features update_subscription update_taxation validate_customer_info vd_topup]],
  later = [[
    add_customer_individual assign_commitment get_accounts_subscriptions get_customer_agreement_info
    get_pay_required_invoices_summary update_agreement_conditions update_customer_individual]],
  records = {
    abbreviated_dialing_number = { id = "i_ab_dialing", seen = "create delete list", also = "abbreviated_dialing",
      natural = { "abbreviated_number", "list", filters = { i_customer = "i_customer" } } },
    account_alias = { list = "get_account_aliases_list", also = "account_aliases", id = "i_account" },
    accounts_subscription = { list = { "get_accounts_subscriptions" }, also = "accounts_subscriptions",
      unique = false },
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
  },
}
