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
  methods = {
    activate_subscriptions = { "i_customer:i" },
    add_abbreviated_dialing_number = { "i_customer:i abbreviated_dialing_number_info:{+abbreviated_number}+" },
    add_customer = { [[
      customer_info:{+customer}+ suppress_notification:b supress_notification:b send_invoices:b
      generate_web_password:b/L ]], "i_customer:i",
      about = "opening_balance counts only at create; i_customer_class may be set in the administrator realm only; credit limits of an existing customer: set credit_limit to null before another limit (VOX, L)." },
    add_customer_extension = { [[
      i_customer:i id:s+ name:s i_account:i? i_product:i i_cpe:i? port:i? published:yn prompt_action:s=set|unset
      primary_i_c_group:i? firstname:s lastname:s ]] },
    add_customer_huntgroup = { [[
      i_customer:i id:s+ name:s+ add_extensions:[{+extension_member}] hunt_sequence:s hunt_keep_original_cli:yn
      hunt_while_wrapping_up:s pickup_allowed:yn activity_monitoring:yn call_wrap_up_time:i
      minimal_served_call_duration:i wrap_up_extend_time:i wrap_up_passed_calls:yn published:yn i_account:i? ]] },
    add_subscription = { "i_customer:i subscription_info:{+assigned_subscription}+" },
    change_password = { "i_customer:i old_password:s+ new_password:s+" },
    charge_subscription_fees = { "i_customer:i immediately_in_advance:i" },
    close_subscription = { "i_customer_subscription:i+ close_date:d" },
    delete_abbreviated_dialing_number = { "i_ab_dialing:i+ i_customer:i" },
    delete_customer = { "i_customer:i+", "success:b" },
    delete_customer_extension = { "i_c_ext:i+ i_customer:i dont_release_did_number_to_pool:b" },
    delete_customer_huntgroup = { "i_c_group:i+ i_customer:i" },
    delete_subscription = { "i_customer_subscription:i+" },
    get_abbreviated_dialing_number_list = { "i_customer:i limit:i?/H offset:i?/H get_total:b" },
    get_account_aliases_list = { "i_customer:i limit:i? offset:i? get_total:b" },
    get_accounts_subscriptions = { "i_customer:i limit:i offset:i" },
    get_custom_fields_schema = { "limit:i? offset:i? get_total:b" },
    get_custom_fields_values = { "i_customer:i!", "custom_fields_values:[{custom_field_value}]" },
    get_custom_xdr_report = { "i_customer:i file_name:s+" },
    get_custom_xdr_report_list = { "i_customer:i type:s period_from:t period_to:t limit:i?/H offset:i?/H" },
    get_customer_agreement_info = { "i_customer:i" },
    get_customer_extension_info = { "i_c_ext:i+ i_customer:i" },
    get_customer_info = { [[
      i_customer:i& name:s& login:s& refnum:s& detailed_info:b/H effective_values:b/H get_time_zone_name:b/H
      with_agreement_condition_list:b without_service_features:b get_service_features:any get_auth_info:b
      get_main_office_info:b get_rt_auth_info:b with_reseller_info:b ]], "customer_info:{customer}" },
    get_customer_invoices = { "i_customer:i limit:i? offset:i? get_total:b" },
    get_customer_list = { [[
      i_customer:i name:s companyname:s firstname:s lastname:s email:s login:s refnum:s city:s phone1:s
      bill_status:s=O|S|C|E|D|I i_parent:i? i_customer_type:i=1|2|3 i_customer_class:i i_main_customer:i
      i_main_office:i i_office_type:i=1|2|3 i_balance_control_type:i
      iso_4217:s -- ISO 4217
      blocked:yn i_rep:i i_distributor:i get_statuses:b has_invoices:b credit_limit_exceeded:b
      spending_limit_reached:b check_usage:b skip_exported:b with_terminated:b with_subresellers:b
      with_credit_limit_warnings:b with_commission_plan:b with_bp_charge_cc:b detailed_info:b
      get_service_features:any search:{search} limit:i?/H offset:i?/H get_total:b callshop_enabled:any/L
      get_auth_info:b get_notepad:b cont1:s/L cont2:s/L country:s/L bcc:s/L midinit:s/L note:s/L phone2:s/L
      salutation:s/L fax:s/L custom_fields_values:list ]], "customer_list:[{customer}] total:i" },
    get_customer_xdrs = { [[
      i_customer:i from_date:t! to_date:t! connect_time_after:t connect_time_before:t i_service:i i_service_type:i
      billing_model:i=1|-1 cdr_entity:s=A|C call_id:s h323_conf_id:s cli:s cld:s call_recording:b
      with_cr_download_ids:b show_unsuccessful:b show_hidden:b get_split_xdrs:b i_invoice:i? i_dest_group:i
      i_customer_type:i
      on_net:s=A|C -- n8n 0.7.5 labels this name with the meaning of cdr_entity; doubtful
      quality:s roaming:b history_pattern:s with_netaccess_usage:b enable_safe_mode:b for_current_period:b
      format:s=csv|xml|json
      limit:i?/H -- mandatory with offset
      offset:i?/H -- goes with limit
      get_total:b ]], "xdr_list:[{xdr}] total:i" },
    get_extensions_list = { [[
      i_customer:i account_id:s
      extension:s -- wildcards: % and _
      name:s -- wildcards: % and _
      get_main_office_extensions:b detailed_info:b limit_alias_did_number_list:i limit:i?/H offset:i?/H get_total:b
      get_published:b account:s/L ]] },
    get_huntgroup_info = { "i_c_group:i+ i_customer:i" },
    get_huntgroup_list = { [[
      i_customer:i/H id:s name:s limit:i?/H offset:i?/H get_total:b/H
      get_main_office_huntgroups:b/H -- since MR106 ]] },
    get_my_info = { "" },
    get_service_features = { "i_customer:i effective_values:b", "service_features:[{service_feature}]" },
    get_subscriptions = { [[
      i_customer:i with_effective_fees:b with_promotional_periods_info:b with_regular_discount_list:b
      with_upcharge_list:b with_discounts:b limit:i? offset:i? get_total:b ]],
      "subscriptions:[{assigned_subscription}]" },
    make_transaction = { [[
      i_customer:i!
      action:s!=Manual%20charge|Manual%20credit|Manual%20payment|Promotional%20credit|E-commerce%20payment|E-commerce%20refund|Authorization%20only|Capture%20payment|Refund
      amount:n! visible_comment:s internal_comment:s transaction_id:s#20 card_info:{card} suppress_notification:b
      date:t i_service:i h323_conf_id:s ]],
      "i_payment_transaction:i transaction_id:s authorization:s result_code:s balance:n i_xdr:i",
      about = "transaction_id: 20 is the longest seen used, not a proven limit." },
    suspend_customer = { "i_customer:i+ suppress_notification:b supress_notification:b" },
    terminate_customer = { "i_customer:i! supress_notification:b suppress_notification:b force:b" },
    unsuspend_customer = { "i_customer:i+ suppress_notification:b supress_notification:b" },
    update_abbreviated_dialing_number = { "i_customer:i abbreviated_dialing_number_info:{abbreviated_number}+" },
    update_agreement_conditions = { "agreement_condition_list:[{+agreement_condition}] i_customer:i" },
    update_custom_fields_values = { "i_customer:i+/H custom_fields_values:[{+custom_field_value}]!",
      about = "Each entry needs i_custom_field or name." },
    update_customer = { [[
      customer_info:{customer}+ suppress_notification:b supress_notification:b update_params:object/L ]],
      "i_customer:i" },
    update_customer_extension = { [[
      i_c_ext:i! i_customer:i id:s name:s i_account:i? i_product:i i_cpe:i? port:i? published:yn
      prompt_action:s=set|unset
      primary_i_c_group:i? -- 0 clears it
      firstname:s lastname:s ]] },
    update_customer_huntgroup = { [[
      i_c_group:i!/H i_customer:i id:s name:s add_extensions:[{+extension_member}] hunt_sequence:s
      hunt_keep_original_cli:s hunt_while_wrapping_up:s pickup_allowed:yn activity_monitoring:s call_wrap_up_time:i
      minimal_served_call_duration:i wrap_up_extend_time:i wrap_up_passed_calls:s published:yn i_account:i? ]] },
    update_service_features = { "i_customer:i!/H service_features:[{+service_feature}]!/H detailed_response:b/L" },
    update_subscription = { "subscription_info:{assigned_subscription}+" },
    validate_customer_info = { "customer_info:{+customer}+",
      about = "Takes the same customer_info as add_customer and stores nothing: a signup wizard uses it to learn whether an id is free (fault = not usable) [TELW]; the C# client lists both [TYU]." },
  },
  objects = {
    credit_limit_warning = "type:s=A|P warning_threshold:n+",
    customer = [[
      i_customer:i/H name:s!/H
      iso_4217:s!/H -- ISO 4217
      bill_status:s/H=O|S|C|E|D status:s blocked:yn/H balance:n/H
      opening_balance:n/H -- at create only
      credit_limit:n?/H perm_credit_limit:n?/H credit_exceed:b/H unallocated_payments:n/H i_customer_type:i/H=1|2|3
      i_customer_class:i/H
      i_balance_control_type:i/H=1|2 -- by default 1
      i_billing_period:i/H=1|2|3|4|5|6|* -- higher ids = 30-days style periods
      i_office_type:i/H=1|2|3 i_role:i/H i_acl:i/H i_lang:s/H i_time_zone:i/H i_ui_time_zone:i?/H i_template:i?/H
      ot_i_template:i?/H i_commission_plan:i?/H creation_date:t/H billed_to:t/H next_billed_to:t/H terminate_on:t?/H
      deactivate_on:t?/H restore_on:t?/H suspension_delay_date:t?/H suspend_on_insuff_funds:any?/H
      purge_after_months:i?/H
      billing_lock:s/H=N|C|F -- N - free; C - closing the period is barred; F - closing it and corrections are barred
      callshop_enabled:yn/H inclusive_taxation:yn/H override_tariffs_enabled:yn/H balance_transfer_allowed:yn/H
      generate_invoice_earlier:yn/H invoice_generation_enabled:b/H onetime_invoice_generation_enabled:b/H
      estimate_taxes:b/H bill_suspension_delayed:b/H=0|1 has_custom_fields:b/H is_used:b/H
      scheduled_status_change_list:list/H service_features:[{+service_feature}]/H
      login:s -- pattern ^[a-z0-9_@.-]+$
      password:s$
      api_token:s$#36 -- pattern ^[0-9a-f-]{36}$
      refnum:s? i_parent:i? i_main_office:i?
      i_tariff:i? -- for resellers only
      i_tariff_incoming:i? -- for resellers only
      i_traffic_profile:i? i_vd_plan:i? i_rep:i? i_distributor:i? i_do_batch:i? i_number_scope:i?=1|2|3
      discount_rate:n? send_statistics:s?=F|S|N send_invoices:yn? credit_limit_until:t?
      credit_limit_warning:[{+credit_limit_warning}] bp_charge_cc:yn bp_closure_delayed_info:{+delayed_closure}
      comm_plan_effective_from:t? max_abbreviated_length:i dual_version_system:s?
      custom_fields_values:[{+custom_field_value}] address_line_2:s#167/H aux_fields:[{+aux_field}] baddr1:s#41/H
      bcc:s#99 city:s#31/H companyname:s#100 cont1:s#120/H cont2:s#120/H
      country:s/H -- ISO 3166-1 alpha-2
      i_billing_processor:i i_number_scope_reseller:i?=1|2|3 note:s/H faxnum:s/H firstname:s/H
      in_date_format:s/H=YYYY-MM-DD|MM/DD/YYYY|MM/DD/YY|DD-MM-YYYY|DD-MM-YY|DD.MM.YYYY|DD.MM.YY|D-MON-YY|MON.%20D,%20YY|D%20MON.%20YY|MONTH%20D,%20YYYY|D%20MONTH%20YYYY|MM-DD-YYYY
      in_time_format:s/H=HH12:MI:SS%20AM|HH:MI:SS|HH-MI-SS|HH12:MI%20AM|HH:MI|HH-MI|HH24:MI:SS lastname:s/H
      midinit:s/H
      out_date_format:s/H=YYYY-MM-DD|MM/DD/YYYY|MM/DD/YY|DD-MM-YYYY|DD-MM-YY|DD.MM.YYYY|DD.MM.YY|D-MON-YY|MON.%20D,%20YY|D%20MON.%20YY|MONTH%20D,%20YYYY|D%20MONTH%20YYYY|MM-DD-YYYY
      out_date_time_format:s/H
      out_time_format:s/H=HH12:MI:SS%20AM|HH:MI:SS|HH-MI-SS|HH12:MI%20AM|HH:MI|HH-MI|HH24:MI:SS phone1:s/H
      phone2:s/H salutation:s/H service_flags:s@ state:s#21/H zip:s/H baddr2:s#41 baddr3:s#41 baddr4:s#41
      baddr5:s#41 notepad:s email:s temp_credit_limit:n? shifted_billing_date:d/L dialing_rules:{+dialing_rules}/L
      ppm_enabled:yn/L drm_enabled:yn/L tax_id:s/L i_moh:i?/L ]],
    abbreviated_number = "i_ab_dialing:i abbreviated_number:s+ number_to_dial:s+ description:s",
    extension_member = "i_c_ext:i+ account_id:s type:s hunt_active:yn huntstop:any/L",
    aux_field = "name:s value:s",
    delayed_closure = "auto_close_on:t is_closing_scheduled:yn",
    dialing_rules = "cc:s/L ac:s/L dp:s/L ip:s/L em:s/L ex:s/L",
    search = "search_by:s value:s",
    agreement_condition = "i_product:i max_offered_quantity:i",
  },
}
