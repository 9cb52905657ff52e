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
    add_customer_individual:MR110-2 assign_commitment:MR86-0 get_accounts_subscriptions:MR118-0
    get_call_activity_metrics:MR122 get_customer_agreement_info get_pay_required_invoices_summary:MR107-0
    update_agreement_conditions update_customer_individual:MR110-2]],
  records = {
    abbreviated_dialing_number = { id = "i_ab_dialing", seen = "create delete list", also = "abbreviated_dialing",
      natural = { "abbreviated_number", "list", filters = { i_customer = "i_customer" } } },
    account_alias = { list = "get_account_aliases_list", also = "account_aliases", id = "i_account" },
    accounts_subscription = { list = { "get_accounts_subscriptions", key = "subscriptions" },
      also = "accounts_subscriptions", unique = false },
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
    my = { get = { "get_my_info", key = "customer_info" }, id = "i_customer" },
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
    activate_subscriptions = { "i_customer:i", "success:b" },
    add_abbreviated_dialing_number = { [[
      i_customer:i abbreviated_dialing_number_info:{+abbreviated_number}+ ]], "i_ab_dialing:i" },
    add_customer = { [[
      customer_info:{+customer}+ suppress_notification:b supress_notification:b send_invoices:yn/L
      generate_web_password:b/L ]], "i_customer:i/H" },
    add_customer_extension = { [[
      i_customer:i id:s+ -- the number that is dialled
      name:s i_account:i? i_product:i i_cpe:i? port:i? published:yn prompt_action:s=set|unset primary_i_c_group:i?
      firstname:s lastname:s ]], "i_c_ext:i/H" },
    add_customer_huntgroup = { [[
      i_customer:i id:s+ -- the number that is dialled
      name:s+ add_extensions:[{+extension_member}] hunt_sequence:s=Order|Random|Simultaneous|*
      hunt_keep_original_cli:yn hunt_while_wrapping_up:s=always|* pickup_allowed:yn activity_monitoring:yn
      call_wrap_up_time:i minimal_served_call_duration:i wrap_up_extend_time:i wrap_up_passed_calls:yn published:yn
      i_account:i? ]], "i_c_group:i/H" },
    add_subscription = { "i_customer:i subscription_info:{+assigned_subscription}+", "i_customer_subscription:i" },
    change_password = { "i_customer:i old_password:s+ new_password:s+", "success:b errors:object/L" },
    charge_subscription_fees = { "i_customer:i immediately_in_advance:i", "success:b" },
    close_subscription = { "i_customer_subscription:i+ close_date:d", "success:b" },
    delete_abbreviated_dialing_number = { "i_ab_dialing:i+ i_customer:i", "success:b" },
    delete_customer = { "i_customer:i+", "success:b",
      about = "For a customer that was never used; terminate_customer ends one." },
    delete_customer_extension = { "i_c_ext:i+ i_customer:i dont_release_did_number_to_pool:b", "success:b" },
    delete_customer_huntgroup = { "i_c_group:i+ i_customer:i", "success:b" },
    delete_subscription = { "i_customer_subscription:i+", "success:b" },
    get_abbreviated_dialing_number_list = { [[
      i_customer:i limit:i?/H
      offset:i?/H -- goes with limit
      get_total:b ]], "abbreviated_dialing_number_list:[{abbreviated_number}]/H total:i" },
    get_account_aliases_list = { "i_customer:i limit:i? offset:i? get_total:b", "alias_list:[{alias}] total:i" },
    get_accounts_subscriptions = { "i_customer:i limit:i? offset:i? get_total:b/L",
      "subscriptions:[{assigned_subscription}] total:i/L" },
    get_custom_fields_schema = { "limit:i? offset:i? get_total:b", "custom_fields_list:list/L" },
    get_custom_fields_values = { "i_customer:i!", "custom_fields_values:[{custom_field_value}]" },
    get_custom_xdr_report = { "i_customer:i file_name:s+", about = "Answers a ZIP file." },
    get_custom_xdr_report_list = { [[
      i_customer:i type:s period_from:t period_to:t limit:i?/H
      offset:i?/H -- goes with limit
      ]], "report_list:[{xdr_report}]" },
    get_customer_agreement_info = { "i_customer:i", "customer_agreement_info:{agreement}/L" },
    get_customer_extension_info = { "i_c_ext:i+ i_customer:i", "extension_info:{extension}/L" },
    get_customer_info = { [[
      i_customer:i& name:s& login:s& refnum:s& detailed_info:b/H effective_values:b/H get_time_zone_name:b/H
      with_agreement_condition_list:b without_service_features:b
      get_service_features:[s] -- names of features
      get_auth_info:b get_main_office_info:b get_rt_auth_info:b with_reseller_info:b ]],
      "customer_info:{customer}/H" },
    get_customer_invoices = { "i_customer:i limit:i? offset:i? get_total:b", "invoice_list:[{invoice}]/L total:i" },
    get_customer_list = { [[
      i_customer:i
      name:s -- wildcards: % and _
      companyname:s firstname:s lastname:s email:s login:s refnum:s city:s phone1:s bill_status:s=O|S|C|E|D|I
      i_parent:i? -- null - direct customers
      i_customer_type:i=1|2|3 i_customer_class:i
      i_main_customer:i -- with i_office_type 2: the branch offices of this main office
      i_main_office:i i_office_type:i=1|2|3 i_balance_control_type:i=1|2
      iso_4217:s -- currency, ISO 4217
      blocked:yn i_rep:i i_distributor:i get_statuses:b has_invoices:b credit_limit_exceeded:b
      spending_limit_reached:b check_usage:b skip_exported:b with_terminated:b with_subresellers:b
      with_credit_limit_warnings:b with_commission_plan:b with_bp_charge_cc:b detailed_info:b
      get_service_features:[s] -- names of features
      search:{search}
      limit:i?/H -- 50 or so when left out, 1000 at most
      offset:i?/H -- goes with limit
      get_total:b callshop_enabled:yn/L get_auth_info:b get_notepad:b cont1:s/L cont2:s/L country:s/L bcc:s/L
      midinit:s/L note:s/L phone2:s/L salutation:s/L fax:s/L custom_fields_values:[{custom_field_value}] ]],
      "customer_list:[{customer}]/H total:i" },
    get_customer_xdrs = { [[
      i_customer:i from_date:t! to_date:t! connect_time_after:t connect_time_before:t
      i_service:i
      i_service_type:i/H=3|* -- 3 - voice calls
      billing_model:i=1|-1|*
      cdr_entity:s=A|C -- both when left out; A - xDRs of accounts; C - of the customer itself
      call_id:s h323_conf_id:s
      cli:s -- wildcards: % and _
      cld:s -- wildcards: % and _
      call_recording:b with_cr_download_ids:b show_unsuccessful:b/H show_hidden:b get_split_xdrs:b
      i_invoice:i?=0|* -- any when left out; null - midterm and out-of-turn ones; 0 - out-of-turn ones
      i_dest_group:i i_customer_type:i on_net:s/L=A|C|* quality:s roaming:b history_pattern:s
      with_netaccess_usage:b -- adds bytes_downloaded and bytes_uploaded
      enable_safe_mode:b -- looks at the amount of data first
      for_current_period:b format:s=csv|xml|json|*
      limit:i?/H
      offset:i?/H -- goes with limit
      get_total:b -- over a wide range it has taken servers down
      ]], "xdr_list:[{xdr}] total:i/H",
      about = "Both dates are mandatory; they compare bill_time: from the first on, to before the second." },
    get_extensions_list = { [[
      i_customer:i account_id:s
      extension:s -- its number; wildcards: % and _
      name:s -- wildcards: % and _
      get_main_office_extensions:b -- of a branch office: those of its main office
      detailed_info:b limit_alias_did_number_list:i limit:i?/H
      offset:i?/H -- goes with limit
      get_total:b get_published:b account:s/L ]], "extensions_list:[{extension}]/H total:i" },
    get_full_vd_counter_info = { nil, "full_vd_counter_info:{vd_counter}/L" },
    get_huntgroup_info = { "i_c_group:i+ i_customer:i", "huntgroup_info:{huntgroup}/L" },
    get_huntgroup_list = { [[
      i_customer:i/H id:s name:s limit:i?/H
      offset:i?/H -- goes with limit
      get_total:b/H
      get_main_office_huntgroups:b/H -- from MR106 on
      ]], "huntgroup_list:[{huntgroup}]/H total:i/H" },
    get_my_info = { "", "customer_info:{customer}/L" },
    get_service_features = { "i_customer:i effective_values:b", "service_features:[{service_feature}]" },
    get_subscriptions = { [[
      i_customer:i with_effective_fees:b with_promotional_periods_info:b with_regular_discount_list:b
      with_upcharge_list:b with_discounts:b limit:i? offset:i? get_total:b ]],
      "subscriptions:[{assigned_subscription}] total:i" },
    get_transactions_total_info = { "i_customer:i/L from_date:t/L to_date:t/L",
      "transactions_total_info:{transactions_total}/L" },
    make_transaction = { [[
      i_customer:i!
      action:s!=Manual%20charge|Manual%20credit|Manual%20payment|Promotional%20credit|E-commerce%20payment|
      E-commerce%20refund|Authorization%20only|Capture%20payment|Refund|* -- older scripts write Manual Payment
      amount:n! visible_comment:s internal_comment:s
      transaction_id:s -- the longest seen has 20 characters
      card_info:{card} suppress_notification:b date:t/L i_service:i/L h323_conf_id:s/L ]],
      "i_payment_transaction:i transaction_id:s authorization:s result_code:s balance:n i_xdr:i",
      about = "Charges or credits. Which actions there are Payment/get_transaction_actions_list tells." },
    suspend_customer = { "i_customer:i+ suppress_notification:b supress_notification:b", "success:b",
      about = "Suspends a customer's services." },
    terminate_customer = { "i_customer:i! supress_notification:b suppress_notification:b force:b", "success:b" },
    unsuspend_customer = { "i_customer:i+ suppress_notification:b supress_notification:b", "success:b",
      about = "Ends the suspension of a customer's services." },
    update_abbreviated_dialing_number = { [[
      i_customer:i abbreviated_dialing_number_info:{abbreviated_number}+ ]], "i_ab_dialing:i" },
    update_agreement_conditions = { "agreement_condition_list:[{+agreement_condition}] i_customer:i", "success:b/L" },
    update_custom_fields_values = { "i_customer:i+/H custom_fields_values:[{custom_field_value}]!", "i_customer:i/H",
      about = "Each entry needs i_custom_field or name." },
    update_customer = { [[
      customer_info:{customer}+ suppress_notification:b supress_notification:b
      update_params:object/L -- when a changed spending counter takes effect
      ]], "i_customer:i/H",
      about = "An old rule: to set another credit_limit, set it to null first." },
    update_customer_extension = { [[
      i_c_ext:i! i_customer:i id:s name:s i_account:i? i_product:i i_cpe:i? port:i? published:yn
      prompt_action:s=set|unset
      primary_i_c_group:i?=0|* -- 0 - none
      firstname:s lastname:s ]], "i_c_ext:i/H" },
    update_customer_huntgroup = { [[
      i_c_group:i!/H i_customer:i id:s name:s add_extensions:[{+extension_member}]
      hunt_sequence:s=Order|Random|Simultaneous|* hunt_keep_original_cli:yn hunt_while_wrapping_up:s=always|*
      pickup_allowed:yn activity_monitoring:yn call_wrap_up_time:i minimal_served_call_duration:i
      wrap_up_extend_time:i wrap_up_passed_calls:yn published:yn i_account:i? ]], "i_c_group:i/H" },
    update_service_features = { "i_customer:i!/H service_features:[{+service_feature}]!/H detailed_response:b/L",
      "i_customer:i success:b" },
    update_subscription = { "subscription_info:{assigned_subscription}+", "i_customer_subscription:i" },
    validate_customer_info = { "customer_info:{+customer}+", "success:b",
      about = "Takes the same as add_customer and stores nothing: it tells whether the name is free." },
  },
  objects = {
    credit_limit_warning = [[
      type:s=A|P -- A - an amount; P - percent of the limit
      warning_threshold:n+ ]],
    customer = [[
      i_customer:i/H name:s!/H -- the customer's visible name, unique in the environment
      iso_4217:s!/H -- currency, ISO 4217
      bill_status:s/H=O|S|C|E|D|I -- O - open; S - suspended; C - closed; E - exported; D - deactivated; I - inactive
      status:s=closed|exported|blocked|suspended|provisionally_terminated|limited|billing_paused|credit_exceeded|
      no_available_funds|suspension_delayed|limiting_delayed|frozen|in_progress|spending_limit_reached|
      reseller_blocked|reseller_suspended|reseller_provisionally_terminated|*
      -- made from the other states; left out when all is well
      blocked:yn/H
      balance:n/H -- what is owed; below 0 what is left to spend
      opening_balance:n/H -- heeded by a create alone
      credit_limit:n?/H -- null - none
      perm_credit_limit:n?/H -- null - none
      temp_credit_limit:n?
      credit_limit_until:t? -- until when temp_credit_limit holds
      credit_exceed:b@/H unallocated_payments:n@/H
      i_customer_type:i/H=1|2|3 -- 1 - retail customer; 2 - reseller; 3 - distributor
      i_customer_class:i/H -- set by administrators alone
      i_balance_control_type:i/H=1|2 -- 1 - postpaid; 2 - prepaid
      i_billing_period:i/H=1|2|3|4|5|6|* -- 1 - daily; 2 - weekly; 3 - twice a month; 4 - monthly; 5 - anniversary;
      -- 6 - 30 days
      i_office_type:i/H=1|2|3 -- 1 - none; 2 - branch office; 3 - main office
      i_role:i/H i_acl:i/H i_lang:s/H i_time_zone:i/H
      i_ui_time_zone:i?/H -- null - as the customer class or the default says
      i_template:i?/H=0|* -- 0 - no invoices; null - as the customer class says
      ot_i_template:i?/H -- of out-of-turn invoices
      i_commission_plan:i?/H creation_date:t@/H billed_to:t@/H next_billed_to:t/H terminate_on:t?/H deactivate_on:t?/H
      restore_on:t?/H suspension_delay_date:t?/H suspend_on_insuff_funds:any?/H purge_after_months:i?/H
      billing_lock:s/H=N|C|F|L -- N - free; C - closing the period is barred; F - so are corrections; L - seen in
      -- place of F
      callshop_enabled:yn/H inclusive_taxation:yn/H override_tariffs_enabled:yn/H balance_transfer_allowed:yn/H
      generate_invoice_earlier:yn/H invoice_generation_enabled:b/H onetime_invoice_generation_enabled:b/H
      estimate_taxes:b/H bill_suspension_delayed:b@/H has_custom_fields:b@/H is_used:b@/H
      scheduled_status_change_list:list/H service_features:[{+service_feature}]/H service_flags:s@ time_zone_name:s@/H
      login:s -- for the self-care pages; small letters, digits and _ @ . -
      password:s -- for the self-care pages
      api_token:s#36 -- for log-in by token; digits, a to f and hyphens
      refnum:s?
      i_parent:i? -- whose it is; null - a direct customer
      i_main_office:i?=0|* -- 0 - none
      i_tariff:i? -- for resellers only
      i_tariff_incoming:i? -- for resellers only
      i_traffic_profile:i? -- null - as the customer class says
      i_vd_plan:i? i_rep:i? i_distributor:i? i_do_batch:i?
      i_number_scope:i?=1|2|3 -- 1 - environment; 2 - reseller; 3 - customer; null - as the customer class or the
      -- default says
      i_number_scope_reseller:i?=1|2|3 -- 1 - environment; 2 - reseller; 3 - customer
      discount_rate:n?
      send_statistics:s?=F|S|N -- F - full; S - short; N - none; null - as the customer class says
      send_invoices:yn? -- null - as the customer class says
      credit_limit_warning:[{+credit_limit_warning}]
      bp_charge_cc:s=N|Y|% -- when left empty, as the customer class says
      bp_closure_delayed_info:{+delayed_closure} comm_plan_effective_from:t? max_abbreviated_length:i
      dual_version_system:s?=source|target|* -- which of two systems has it while it moves; null - there is but one
      custom_fields_values:[{+custom_field_value}] aux_fields:[{+aux_field}]
      salutation:s/H firstname:s/H midinit:s/H lastname:s/H companyname:s#100 baddr1:s#41/H baddr2:s#41 baddr3:s#41
      baddr4:s#41 baddr5:s#41 address_line_2:s#167/H city:s#31/H state:s#21/H zip:s/H
      country:s/H -- ISO 3166-1 alpha-2
      cont1:s#120/H cont2:s#120/H phone1:s/H phone2:s/H faxnum:s/H
      email:s -- several with commas between them
      bcc:s#99 note:s/H notepad:s i_billing_processor:i
      in_date_format:s/H=YYYY-MM-DD|MM/DD/YYYY|MM/DD/YY|DD-MM-YYYY|DD-MM-YY|DD.MM.YYYY|DD.MM.YY|D-MON-YY|
      MON.%20D,%20YY|D%20MON.%20YY|MONTH%20D,%20YYYY|D%20MONTH%20YYYY|MM-DD-YYYY|* -- for screens, as the four below
      in_time_format:s/H=HH24:MI:SS|HH12:MI:SS%20AM|HH:MI:SS|HH-MI-SS|HH12:MI%20AM|HH:MI|HH-MI|*
      out_date_format:s/H=YYYY-MM-DD|MM/DD/YYYY|MM/DD/YY|DD-MM-YYYY|DD-MM-YY|DD.MM.YYYY|DD.MM.YY|D-MON-YY|
      MON.%20D,%20YY|D%20MON.%20YY|MONTH%20D,%20YYYY|D%20MONTH%20YYYY|MM-DD-YYYY|*
      out_time_format:s/H=HH24:MI:SS|HH12:MI:SS%20AM|HH:MI:SS|HH-MI-SS|HH12:MI%20AM|HH:MI|HH-MI|*
      out_date_time_format:s/H
      shifted_billing_date:d/L dialing_rules:{+dialing_rules}/L ppm_enabled:yn/L drm_enabled:yn/L tax_id:s/L
      i_moh:i?/L ]],
    abbreviated_number = "i_ab_dialing:i abbreviated_number:s+ number_to_dial:s+ description:s",
    extension_member = [[
      i_c_ext:i+ account_id:s
      id:s@/H -- number of its extension
      name:s@/H
      type:s=Account|Group|Unassigned|*
      hunt_active:yn -- N - it is logged out
      huntstop:any/L ]],
    extension = [[
      i_c_ext:i/H id:s/H name:s/H type:s/H=Account|Group|Unassigned|* i_account:i?/H account_id:s/H i_customer:i@
      i_customer_of_account:i@ -- of a branch office, where the main office has the extension
      firstname:s/H
      lastname:s/H published:yn/H did_number:s?/H alias_did_number_list:[{alias_did_number}]/H primary_i_c_group:i?
      i_product:i i_cpe:i? port:i? prompt_action:s=set|unset ]],
    huntgroup = [[
      i_c_group:i id:s name:s hunt_sequence:s=Order|Random|Simultaneous|* assigned_extensions:[{extension_member}]
      assigned_callqueue:{callqueue} hunt_keep_original_cli:yn hunt_while_wrapping_up:s pickup_allowed:yn
      activity_monitoring:yn published:yn ]],
    callqueue = "i_c_queue:i",
    xdr_report = "file_name:s period_from:t period_to:t type:s/L",
    aux_field = "name:s value:s",
    delayed_closure = "auto_close_on:t is_closing_scheduled:yn",
    dialing_rules = "cc:s/L ac:s/L dp:s/L ip:s/L em:s/L ex:s/L",
    agreement = "i_customer:i/L agreement_condition_list:[{agreement_condition}]",
    agreement_condition = "i_product:i max_offered_quantity:i",
  },
}
