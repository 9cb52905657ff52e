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
    activate_bundle add_account_with_topup:MR118-0 delete_mailbox_messages:MR125 get_account_huntgroups_list:MR126-0
    get_mailbox_message_attachment:MR125 get_mailbox_message_details:MR125 get_mailbox_message_list:MR125
    get_simple_account_info:MR118-0 set_mailbox_messages_flag:MR125 update_huntgroups_subscription]],
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
  methods = {
    activate_subscriptions = { "i_account:i", "success:b/H" },
    add_account = { [[
      account_info:{+account}+ generate_web_password:b h323_password_is_hidden:b suppress_notification:b ]],
      "i_account:i/H" },
    add_alias = { "alias_info:{+alias}+", "i_account:i" },
    add_followme_number = { "number_info:{+followme_number}+", "i_follow_me_number:i",
      about = "An old rule: call update_account_followme before the first one." },
    add_phonebook_record = { "phonebook_rec_info:{+phonebook_record}+/L", "i_account_phonebook:i/L" },
    add_subscription = { "i_account:i! subscription_info:{+assigned_subscription}!", "i_account_subscription:i/H" },
    change_password = { "i_account:i old_password:s+ new_password:s+", "success:b errors:object/L" },
    charge_subscription_fees = { "i_account:i immediately_in_advance:i", "success:b/H" },
    close_subscription = { "i_account_subscription:i+ close_date:d", "success:b" },
    delete_alias = { "alias_info:{alias}+ release_assigned_did:b", "success:b" },
    delete_followme_number = { "i_follow_me_number:i!", "success:b",
      about = "Takes a number away to which calls are forwarded." },
    delete_mailbox_messages = { "message_uids:[s]!/H", "success:b/L" },
    delete_phonebook_record = { "i_account_phonebook:i!/L", "success:b/L" },
    delete_subscription = { "i_account_subscription:i+", "success:b" },
    get_account_followme = { "i_account:i", "followme_info:{followme} followme_numbers:[{followme_number}]",
      about = "Call forwarding of an account (follow-me): its mode and numbers." },
    get_account_info = { [[
      i_account:i& id:s& login:s& detailed_info:b/H expand_alias:b/H get_included_services:b/H
      get_service_features:any/H -- names of features, or 1 for all of them
      without_service_features:b/H with_call_processing_mode:b/H with_customer_info:b/H with_reseller_info:b/H
      get_auth_info:b -- adds password, as detailed_info does
      limit_alias_did_number_list:i/H -- brings alias_did_number_list
      i_batch:i/L i_subscriber:i/L batch_name:s/L control_number:s/L ]],
      "account_info:{account}/H customer_info:object/H" },
    get_account_list = { [[
      i_account:i i_customer:i i_product:i i_customer_site:i
      id:s -- wildcards: % and _
      billing_model:i=-1|0|1|2|3|4 bill_status:s=O|I|C|S companyname:s email:s state:s blocked:yn
      did_number:s -- wildcards: % and _
      extension_id:s -- wildcards: % and _
      extension_name:s -- wildcards: % and _
      firstname:s lastname:s login:s phone1:s batch_name:s i_batch:i sip_status:b i_account_role:i
      i_master_account:i custom_fields_values:[{custom_field_value}] get_not_closed_accounts:b
      get_only_real_accounts:b get_statuses:b with_aliases:b limit_alias_did_number_list:i
      get_service_features:any -- names of features, or 1 for all of them
      detailed_info:b search:{search}/L
      limit:i?/H -- 50 or so when left out, 1000 at most
      offset:i?/H -- goes with limit
      get_total:b expand_alias:b free_of_extensions:b has_extension:b with_call_processing_mode:b
      with_addon_products:b/L ]], "account_list:[{account}]/H total:i/H" },
    get_alias_list = { [[
      i_account:i i_master_account:i limit:i?/H
      offset:i?/H -- goes with limit
      get_total:b
      check_did:b -- adds i_did_number to those that are DID numbers
      id:s -- wildcards: % and _
      ]], "alias_list:[{alias}]/H total:i" },
    get_custom_fields_schema = { "limit:i? offset:i? get_total:b i_account:i", "custom_fields_list:list/L" },
    get_custom_fields_values = { "i_account:i!", "custom_fields_values:[{custom_field_value}]" },
    get_full_vd_counter_info = { nil, "full_vd_counter_info:{vd_counter}/L" },
    get_mailbox_message_attachment = { "format:s/H=wav|mp3|au|* message_uid:s!/H",
      about = "Answers a file; of a message that is no more, JSON." },
    get_mailbox_message_details = { "message_uid:s!/H", [[
      message_uid:s@/H size:i@/H delivery_date:s@/H flags:[s]@/H voicemail_duration:i@/H fax_pages:i@/H from:s@/H
      to:s@/H subject:s@/H body_structures:[{body_structure}]@/H ]],
      about = "The message itself is the answer." },
    get_mailbox_message_list = { "from_date:t/H to_date:t/H", "messages:[{mailbox_message}]/H" },
    get_phonebook_list = { [[
      get_total:b limit:i/H
      offset:i/H -- goes with limit
      i_account:i/L
      phone_number_pattern:s/L -- wildcards: % and _
      ]], "phonebook_rec_list:[{phonebook_record}]/H total:i/H" },
    get_phonebook_record = { "i_account_phonebook:i!/L", "phonebook_rec_info:{phonebook_record}/L" },
    get_service_features = { "i_account:i effective_values:b", "service_features:[{service_feature}]" },
    get_subscriptions = { [[
      i_account:i with_effective_fees:b with_promotional_periods_info:b with_regular_discount_list:b
      with_upcharge_list:b with_discounts:b limit:i? offset:i? get_total:b ]],
      "subscriptions:[{assigned_subscription}]/H total:i" },
    get_xdr_list = { [[
      i_account:i from_date:t!/H to_date:t!/H connect_time_after:t connect_time_before:t
      i_service:i
      i_service_type:i/H=3|* -- 3 - voice calls
      billing_model:i=1|-1|*
      cdr_entity:s=A|C -- both when left out; A - xDRs of accounts; C - of the customer itself
      call_id:s h323_conf_id:s
      cli:s -- wildcards: % and _
      cld:s -- wildcards: % and _
      call_recording:b with_cr_download_ids:b show_unsuccessful:b/H show_hidden:b get_split_xdrs:b
      i_invoice:i?=0|* -- any when left out; null - midterm and out-of-turn ones; 0 - out-of-turn ones
      i_dest_group:i i_customer_type:i on_net:s/L quality:s roaming:b history_pattern:s
      with_netaccess_usage:b -- adds bytes_downloaded and bytes_uploaded
      enable_safe_mode:b -- looks at the amount of data first
      for_current_period:b format:s=csv|xml|json|*
      limit:i?/H
      offset:i?/H -- goes with limit
      get_total:b -- over a wide range it has taken servers down
      ]], "xdr_list:[{xdr}] total:i/H",
      about = "Both dates are mandatory; they compare bill_time: from the first on, to before the second." },
    get_transactions_total_info = { "i_account:i/L from_date:t/L to_date:t/L",
      "transactions_total_info:{transactions_total}/L" },
    make_transaction = { [[
      i_account:i!
      action:s!=Manual%20charge|Manual%20credit|Manual%20payment|Promotional%20credit|E-commerce%20payment|
      E-commerce%20refund|Authorization%20only|Capture%20payment|Refund|* -- older scripts write Manual Payment
      amount:n! visible_comment:s internal_comment:s
      transaction_id:s -- the longest seen has 20 characters
      card_info:{card} suppress_notification:b date:t/L i_service:i/L h323_conf_id:s/L ]],
      "i_payment_transaction:i transaction_id:s authorization:s result_code:s balance:n i_xdr:i",
      about = "Charges or credits. Which actions there are Payment/get_transaction_actions_list tells." },
    move_account = { [[
      i_account:i+ i_customer:i+ i_product:i i_vd_plan:i? i_routing_plan:i? batch_name:s ]],
      "i_account:i old_i_account:i",
      about = "Gives an account to another customer, or another product." },
    set_mailbox_messages_flag = { [[
      action:s!/H=set_flag|remove_flag
      flag:s!/H=\Seen|\Answered|\Flagged|Seen|Answered|Flagged -- clients send it without the backslash as well
      message_uids:[s]!/H ]], "success:b/L" },
    terminate_account = { "i_account:i!/H force:b release_assigned_did:b suppress_notification:b", "success:b" },
    update_account = { [[
      account_info:{account}+ generate_web_password:b suppress_notification:b release_assigned_did:b ]],
      "i_account:i/H" },
    update_account_followme = { "followme_info:{followme}+",
      about = "Sets call forwarding of an account (follow-me)." },
    update_alias = { "alias_info:{alias}+", "i_account:i" },
    update_custom_fields_values = { "i_account:i+/H custom_fields_values:[{custom_field_value}]!", "i_account:i/H",
      about = "Each entry needs i_custom_field or name." },
    update_followme_number = { "number_info:{followme_number}+", "i_follow_me_number:i",
      about = "Changes a number to which calls are forwarded." },
    update_huntgroups_subscription = { [[
      i_account:i/H subscribe_to_huntgroups:[{+huntgroup_key}]/H unsubscribe_from_huntgroups:[{+huntgroup_key}]/H ]],
      "success:b/H", about = "Logs an account in to huntgroups that it is a member of, or out of them." },
    update_phonebook_record = { "phonebook_rec_info:{phonebook_record}+/L", "i_account_phonebook:i/L" },
    update_service_features = { "i_account:i!/H service_features:[{+service_feature}]!/H detailed_response:b/L",
      "i_account:i success:b" },
    update_subscription = { "subscription_info:{assigned_subscription}+", "i_account_subscription:i" },
    validate_account_info = { "account_info:{+account}+", "success:b",
      about = "Takes the same as add_account and stores nothing: it tells whether the id is free." },
  },
  objects = {
    account = [[
      i_account:i/H id:s+/H -- the account's visible name, unique in the environment
      i_customer:i+/H i_product:i+/H
      billing_model:i+/H=-1|0|1|2|3|4
      -- -1 - debit; 0 - voucher; 1 - credit; 2 - alias; 3 - internal; 4 - beneficiary
      bill_status:s+=O|I|C|S -- O - open; I - inactive; C - closed; S - suspended; when a create leaves it out, O, but
      -- for strict servers, which refuse that
      status:s=customer_exported|expired|quarantine|screening|closed|inactive|blocked|not_yet_active|overdraft|
      credit_exceeded|zero_balance|frozen|customer_suspended|customer_limited|customer_provisionally_terminated|
      customer_blocked|customer_has_no_available_funds|customer_credit_exceed|customer_suspension_delayed|
      customer_limiting_delayed|*
      -- made from the other states; left out when all is well
      blocked:yn/H balance:n/H opening_balance:n/H
      credit_limit:n?/H -- null - none
      iso_4217:s/H -- currency, ISO 4217
      i_account_role:i/H=1|2|3|4|5|6|7|8|9|* -- 1 - universal; 2 - phone line; 3 - auto attendant; 4 - prepaid card;
      -- 5 - pinless; 6 - IP address; 7 - user@domain; 8 - mobile; 9 - voucher
      i_role:i/H i_acl:i/H
      i_account_balance_control_type:i/H=1|2|3|* -- 2 - individual credit limit; 3 - spends the customer's balance
      h323_password:s/H -- every create that was seen sends one
      ecommerce_enabled:yn/H issue_date:d/H activation_date:d/H
      expiration_date:d?/H -- null - never
      first_usage:d?@/H first_usage_time:t?@/H last_usage:t?@/H
      life_time:i?/H -- null - not limited
      idle_days:i@/H
      inactivity_expire_time:i?/H -- null - not limited
      i_lang:s/H iso_639_1:s/H -- language, ISO 639-1
      i_time_zone:i/H time_zone_name:s@/H i_subscriber:i/H has_custom_fields:b@/H service_flags:s@/H
      assigned_addons:[{+addon}]/H included_services:list@/H service_features:[{+service_feature}]/H
      sip_status:b@/H -- is it registered?
      is_active:b@/H customer_name:s@/H
      customer_bill_status:s@/H=O|S|C|E|D|* -- O - open; S - suspended; C - closed; E - exported; D - deactivated
      customer_blocked:yn@/H customer_bill_suspended:b@/H cust_bill_suspension_delayed:b@/H
      product_name:s@/H product_visible_name:s@/H
      login:s -- for the self-care pages
      password:s -- for the self-care pages
      api_token:s#36 -- for log-in by token
      i_customer_site:i? -- null - none
      i_batch:i? batch_name:s i_routing_plan:i? i_vd_plan:i?
      i_master_account:i? -- of an alias or a beneficiary
      master_billing_model:i?@
      extension_id:s?@ extension_name:s?@ did_number:s?@
      alias_list:[{alias}]@ alias_did_number_list:[{alias_did_number}]@
      i_distributor:i? redirect_number:s i_moh:i?/L i_dual_version:i?
      dual_version_system:s?=source|target|* -- which of two systems has it while it moves; null - there is but one
      custom_fields_values:[{+custom_field_value}]
      email:s -- several with commas between them
      subscriber_email:s salutation:s/H firstname:s midinit:s/H lastname:s companyname:s#100/H baddr1:s#41 baddr2:s
      baddr3:s baddr4:s baddr5:s address_line_2:s/H city:s#31 state:s#21 zip:s
      country:s -- ISO 3166-1 alpha-2
      cont1:s#120/H cont2:s#120/H phone1:s/H phone2:s/H faxnum:s/H bcc:s/H note:s/H notepad:s control_number:s
      follow_me_enabled:s=N|Y|F|U|C -- N - no forwarding; Y - follow-me; F - advanced; U - to a SIP URI; C - to a number
      um_enabled:yn
      in_date_format:s/H=YYYY-MM-DD|MM/DD/YYYY|DD-MM-YYYY|DD.MM.YYYY|* -- for screens, as the four below
      in_time_format:s/H=HH24:MI:SS|HH:MI:SS|HH:MI|*
      out_date_format:s/H=YYYY-MM-DD|MM/DD/YYYY|DD-MM-YYYY|DD.MM.YYYY|*
      out_time_format:s/H=HH24:MI:SS|HH:MI:SS|HH:MI|*
      out_date_time_format:s/H
      service_state:{service_state}@ last_recharge:t@? refunds:n@ ]],
    service_state = [[
      voice_fraud_suspicion:s@/L=1|5|* -- 1 - screening; 5 - quarantine ]],
    addon = [[
      i_product:i+/H addon_effective_from:t/H
      addon_effective_to:t?/H -- null - without end
      addon_priority:i/H=10|15|20|30|* name:s/H breakage:b@/H default_i_acl:i@/H description:s@/H
      end_user_description:s@/H end_user_name:s@/H fraud_protection:s@/H=None|* hidden:yn@/H i_account_role:i@/H
      i_product_group:i@?/H i_reseller_subscription:i@?/H i_subscription:i@?/H i_vd_plan:i@/H info_url:s@/H
      iso_4217:s@/H managed_by_user:yn@/H product_subscription:{product_subscription}@/H
      periodic_fees:list@/H realm:s@/H service_flag_locks:s@/H shared:yn@/H
      subscription_discount_list:list@/H volume_discount_plan_name:s@/H ]],
    followme_number = [[
      i_follow_me_number:i i_account:i+ redirect_number:s+ name:s active:yn timeout:i~seconds i_follow_order:i
      keep_original_cli:yn keep_original_cld:yn use_tcp:yn weight:n period:s period_description:s domain:s ]],
    followme = [[
      i_account:i
      sequence:s=Order|Random|Simultaneous -- Order - one behind the other; Random - in any order;
      -- Simultaneous - all at once
      max_forwards:i/L timeout:i~seconds/L ]],
    mailbox_message = [[
      message_uid:s@/H size:i@/H
      delivery_date:s@/H -- such as 07-Mar-2026 12:30:00 +0000
      flags:[s]@/H voicemail_duration:i@/H fax_pages:i@/H from:s@/H to:s@/H subject:s@/H
      body_structures:[{body_structure}]@/H ]],
    body_structure = "bodytype:s@/H bodysubtype:s@/H bodysize:i@/H file_name:s@/H",
    phonebook_record = [[
      name:s+/H phone_number:s+/H i_account_phonebook:i/L i_account:i/L phone_type:s/L dial_id:i/L ]],
    huntgroup_key = "id:s/H",
  },
}
