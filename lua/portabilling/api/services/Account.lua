return {
  mr80 = [[
    activate_subscriptions add_account add_alias add_allowed_location add_auto_payment add_cp_condition
    add_cp_rule add_followme_number add_followme_number_list add_phonebook_record add_preferable_account
    add_subscription arrange_cp_rules arrange_followme_numbers assign_sim_card assign_ua change_password
    charge_subscription_fees close_subscription delete_alias delete_allowed_location delete_auto_payment
    delete_cp_condition delete_cp_rule delete_followme_number delete_payment_method delete_phonebook_record
    delete_preferable_account delete_subscription disable_api_notifications enable_api_notifications
    estimate_call_price estimate_taxes generate_accounts generate_aliases get_account_followme get_account_info
    get_account_list get_account_product_info get_account_state get_alias_list get_allowed_location_list
    get_auto_payment_info get_call_barring_options get_cp_condition_info get_cp_condition_list get_cp_rule_list
    get_custom_fields_schema get_custom_fields_values get_full_vd_counter_info get_member_of_huntgroups_list
    get_moh_list_info get_payment_method_info get_permitted_sip_proxies_info get_phonebook_list
    get_phonebook_record get_preferable_account get_preferable_account_list get_provisioning_status_list
    get_role_info get_role_list get_service_features get_service_wallet_xdr_list get_services_consumption
    get_sip_status get_subscriptions get_transactions_total_info get_ua_info get_used_location_list
    get_used_vd_dest_group_list get_vd_counter_history_list get_vd_counter_info get_vd_counter_list
    get_vd_notification_list get_xdr_list get_xdr_quality_info make_transaction mark_xdr_out_of_turn
    move_account register_transaction release_sim_card release_ua set_account_state terminate_account
    topup_account update_account update_account_followme update_accounts_batch update_alias
    update_allowed_location update_auto_payment update_call_barring_options update_cp_condition update_cp_rule
    update_custom_fields_values update_followme_number update_followme_number_list update_payment_method
    update_phonebook_record update_preferable_account update_service_features update_subscription
    validate_account_info vd_topup]],
  later = [[
    activate_bundle add_account_with_topup delete_mailbox_messages get_account_huntgroups_list
    get_mailbox_message_attachment get_mailbox_message_details get_mailbox_message_list get_simple_account_info
    set_mailbox_messages_flag update_huntgroups_subscription]],
  records = {
    account = { delete = "terminate_account", list = { "get_account_list", total = true }, seen = "all",
      natural = { "id", "get", filters = { id = "id" } }, realm = "account" },
    account_with_topup = { wrapper = "account_info", id = "i_account" },
    accounts_batch = { update = false },
    account_state = { get = "get_account_state", update = "set_account_state" },
    -- An alias is an account of its own (billing_model 2), hence its id key.
    alias = { delete = { "delete_alias", wrapper = "alias_info" }, id = "i_account", seen = "create delete list",
      natural = { "id", "list", filters = { i_account = "i_master_account" } }, realm = "account" },
    custom_fields_value = { also = "custom_fields_values custom_field_value", id = "i_account",
      unique = "i_custom_field",
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
    moh = { list = "get_moh_list_info" }, -- as of a customer
    mailbox_message = { get = "get_mailbox_message_details", delete = "delete_mailbox_messages", id = "message_uid",
      list = { "get_mailbox_message_list", key = "messages", paging = false }, seen = "list", realm = "account" },
    phonebook_record = { list = { "get_phonebook_list", key = "phonebook_rec_list", total = true }, also = "phonebook",
      wrapper = "phonebook_rec_info", id = false, seen = "create list", realm = "account" },
    service_features = { also = "service_feature", id = "i_account", unique = "name",
      get = { "get_service_features", key = "service_features" },
      list = { "get_service_features", key = "service_features", paging = false },
      update = { "update_service_features", wrapper = "service_features" }, seen = "update" },
    -- The definition is Subscription/subscription; this is its assignment. What ends a running one is
    -- close_subscription (seen in operators' scripts), as terminate_account ends an account; delete_subscription can be
    -- called by name.
    subscription = { list = { "get_subscriptions", key = "subscriptions" }, delete = "close_subscription",
      id = "i_account_subscription", seen = "create delete list" },
    vd_counter_history = { list = "get_vd_counter_history_list" },
    xdr = { list = { "get_xdr_list", key = "xdr_list", total = "costly" }, id = "i_xdr", seen = "all",
      realm = "account" },
  },
}
