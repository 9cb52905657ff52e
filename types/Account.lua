---@meta _
-- Account. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Account.account.attributes
---@field i_account? integer|string
---@field id? string # the account's visible name, unique in the environment
---@field i_customer? integer|string
---@field i_product? integer|string
---@field billing_model? -1|0|1|2|3|4 # -1 - debit; 0 - voucher; 1 - credit; 2 - alias; 3 - internal; 4 - beneficiary
---@field bill_status? "O"|"I"|"C"|"S" # O - open; I - inactive; C - closed; S - suspended; when a create leaves it out, O, but for strict servers, which refuse that
---@field status? "customer_exported"|"expired"|"quarantine"|"screening"|"closed"|"inactive"|"blocked"|"not_yet_active"|"overdraft"|"credit_exceeded"|"zero_balance"|"frozen"|"customer_suspended"|"customer_limited"|"customer_provisionally_terminated"|"customer_blocked"|"customer_has_no_available_funds"|"customer_credit_exceed"|"customer_suspension_delayed"|"customer_limiting_delayed"|string # made from the other states; left out when all is well
---@field blocked? boolean|"N"|"Y"
---@field balance? number|string
---@field opening_balance? number|string
---@field credit_limit? number|string|lightuserdata # null - none
---@field iso_4217? string # currency, ISO 4217
---@field i_account_role? 1|2|3|4|5|6|7|8|9|integer # 1 - universal; 2 - phone line; 3 - auto attendant; 4 - prepaid card; 5 - pinless; 6 - IP address; 7 - user@domain; 8 - mobile; 9 - voucher
---@field i_role? integer|string
---@field i_acl? integer|string
---@field i_account_balance_control_type? 1|2|3|integer # 2 - individual credit limit; 3 - spends the customer's balance
---@field h323_password? string # every create that was seen sends one; secret
---@field ecommerce_enabled? boolean|"N"|"Y"
---@field issue_date? portabilling.date
---@field activation_date? portabilling.date
---@field expiration_date? portabilling.date|lightuserdata # null - never
---@field first_usage? portabilling.date|lightuserdata # made by the server
---@field first_usage_time? portabilling.time|lightuserdata # made by the server
---@field last_usage? portabilling.time|lightuserdata # made by the server
---@field life_time? integer|string|lightuserdata # null - not limited
---@field idle_days? integer|string # made by the server
---@field inactivity_expire_time? integer|string|lightuserdata # null - not limited
---@field i_lang? string
---@field iso_639_1? string # language, ISO 639-1
---@field i_time_zone? integer|string
---@field time_zone_name? string # made by the server
---@field i_subscriber? integer|string
---@field has_custom_fields? boolean|0|1 # made by the server
---@field service_flags? string # made by the server
---@field assigned_addons? portabilling.Account.addon.new[]
---@field included_services? any[] # made by the server
---@field service_features? portabilling.object.service_feature.new[]
---@field sip_status? boolean|0|1 # is it registered?; made by the server
---@field is_active? boolean|0|1 # made by the server
---@field customer_name? string # made by the server
---@field customer_bill_status? "O"|"S"|"C"|"E"|"D"|string # O - open; S - suspended; C - closed; E - exported; D - deactivated; made by the server
---@field customer_blocked? boolean|"N"|"Y" # made by the server
---@field customer_bill_suspended? boolean|0|1 # made by the server
---@field cust_bill_suspension_delayed? boolean|0|1 # made by the server
---@field product_name? string # made by the server
---@field product_visible_name? string # made by the server
---@field login? string # for the self-care pages
---@field password? string # for the self-care pages; secret
---@field api_token? string # for log-in by token; at most 36 characters; secret
---@field i_customer_site? integer|string|lightuserdata # null - none
---@field i_batch? integer|string|lightuserdata
---@field batch_name? string
---@field i_routing_plan? integer|string|lightuserdata
---@field i_vd_plan? integer|string|lightuserdata
---@field i_master_account? integer|string|lightuserdata # of an alias or a beneficiary
---@field master_billing_model? integer|string|lightuserdata # made by the server
---@field extension_id? string|lightuserdata # made by the server
---@field extension_name? string|lightuserdata # made by the server
---@field did_number? string|lightuserdata # made by the server
---@field alias_list? portabilling.object.alias.attributes[] # made by the server
---@field alias_did_number_list? portabilling.object.alias_did_number.attributes[] # made by the server
---@field i_distributor? integer|string|lightuserdata
---@field redirect_number? string
---@field i_moh? integer|string|lightuserdata # uncertain
---@field i_dual_version? integer|string|lightuserdata
---@field dual_version_system? "source"|"target"|string|lightuserdata # which of two systems has it while it moves; null - there is but one
---@field custom_fields_values? portabilling.object.custom_field_value.new[]
---@field email? string # several with commas between them
---@field subscriber_email? string
---@field salutation? string
---@field firstname? string
---@field midinit? string
---@field lastname? string
---@field companyname? string # at most 100 characters
---@field baddr1? string # at most 41 characters
---@field baddr2? string
---@field baddr3? string
---@field baddr4? string
---@field baddr5? string
---@field address_line_2? string
---@field city? string # at most 31 characters
---@field state? string # at most 21 characters
---@field zip? string
---@field country? string # ISO 3166-1 alpha-2
---@field cont1? string # at most 120 characters
---@field cont2? string # at most 120 characters
---@field phone1? string
---@field phone2? string
---@field faxnum? string
---@field bcc? string
---@field note? string
---@field notepad? string
---@field control_number? string
---@field follow_me_enabled? boolean|"N"|"Y"|"F"|"U"|"C" # N - no forwarding; Y - follow-me; F - advanced; U - to a SIP URI; C - to a number
---@field um_enabled? boolean|"N"|"Y"
---@field in_date_format? "YYYY-MM-DD"|"MM/DD/YYYY"|"DD-MM-YYYY"|"DD.MM.YYYY"|string # for screens, as the four below
---@field in_time_format? "HH24:MI:SS"|"HH:MI:SS"|"HH:MI"|string
---@field out_date_format? "YYYY-MM-DD"|"MM/DD/YYYY"|"DD-MM-YYYY"|"DD.MM.YYYY"|string
---@field out_time_format? "HH24:MI:SS"|"HH:MI:SS"|"HH:MI"|string
---@field out_date_time_format? string
---@field service_state? portabilling.Account.service_state.attributes # made by the server
---@field last_recharge? portabilling.time|lightuserdata # made by the server
---@field refunds? number|string # made by the server

---@class portabilling.Account.account.new : portabilling.Account.account.attributes
---@field id string # the account's visible name, unique in the environment; required in practice
---@field i_customer integer|string # required in practice
---@field i_product integer|string # required in practice
---@field billing_model -1|0|1|2|3|4 # -1 - debit; 0 - voucher; 1 - credit; 2 - alias; 3 - internal; 4 - beneficiary; required in practice
---@field bill_status "O"|"I"|"C"|"S" # O - open; I - inactive; C - closed; S - suspended; when a create leaves it out, O, but for strict servers, which refuse that; required in practice

---@class portabilling.Account.account : portabilling.Account.account.attributes
---@field i_account? integer
---@field i_customer? integer
---@field i_product? integer
---@field blocked? "N"|"Y"
---@field balance? number
---@field opening_balance? number
---@field credit_limit? number
---@field i_role? integer
---@field i_acl? integer
---@field ecommerce_enabled? "N"|"Y"
---@field expiration_date? portabilling.date
---@field first_usage? portabilling.date
---@field first_usage_time? portabilling.time
---@field last_usage? portabilling.time
---@field life_time? integer
---@field idle_days? integer
---@field inactivity_expire_time? integer
---@field i_time_zone? integer
---@field i_subscriber? integer
---@field has_custom_fields? 0|1
---@field assigned_addons? portabilling.Account.addon[]
---@field service_features? portabilling.object.service_feature[]
---@field sip_status? 0|1
---@field is_active? 0|1
---@field customer_blocked? "N"|"Y"
---@field customer_bill_suspended? 0|1
---@field cust_bill_suspension_delayed? 0|1
---@field i_customer_site? integer
---@field i_batch? integer
---@field i_routing_plan? integer
---@field i_vd_plan? integer
---@field i_master_account? integer
---@field master_billing_model? integer
---@field extension_id? string
---@field extension_name? string
---@field did_number? string
---@field alias_list? portabilling.object.alias[]
---@field alias_did_number_list? portabilling.object.alias_did_number[]
---@field i_distributor? integer
---@field i_moh? integer
---@field i_dual_version? integer
---@field dual_version_system? "source"|"target"|string
---@field custom_fields_values? portabilling.object.custom_field_value[]
---@field follow_me_enabled? "N"|"Y"|"F"|"U"|"C"
---@field um_enabled? "N"|"Y"
---@field service_state? portabilling.Account.service_state
---@field last_recharge? portabilling.time
---@field refunds? number

---@class portabilling.Account.addon.attributes
---@field i_product? integer|string
---@field addon_effective_from? portabilling.time
---@field addon_effective_to? portabilling.time|lightuserdata # null - without end
---@field addon_priority? 10|15|20|30|integer
---@field name? string
---@field breakage? boolean|0|1 # made by the server
---@field default_i_acl? integer|string # made by the server
---@field description? string # made by the server
---@field end_user_description? string # made by the server
---@field end_user_name? string # made by the server
---@field fraud_protection? "None"|string # made by the server
---@field hidden? boolean|"N"|"Y" # made by the server
---@field i_account_role? integer|string # made by the server
---@field i_product_group? integer|string|lightuserdata # made by the server
---@field i_reseller_subscription? integer|string|lightuserdata # made by the server
---@field i_subscription? integer|string|lightuserdata # made by the server
---@field i_vd_plan? integer|string # made by the server
---@field info_url? string # made by the server
---@field iso_4217? string # made by the server
---@field managed_by_user? boolean|"N"|"Y" # made by the server
---@field product_subscription? portabilling.object.product_subscription.attributes # made by the server
---@field periodic_fees? any[] # made by the server
---@field realm? string # made by the server
---@field service_flag_locks? string # made by the server
---@field shared? boolean|"N"|"Y" # made by the server
---@field subscription_discount_list? any[] # made by the server
---@field volume_discount_plan_name? string # made by the server

---@class portabilling.Account.addon.new : portabilling.Account.addon.attributes
---@field i_product integer|string # required in practice

---@class portabilling.Account.addon : portabilling.Account.addon.attributes
---@field i_product? integer
---@field addon_effective_to? portabilling.time
---@field breakage? 0|1
---@field default_i_acl? integer
---@field hidden? "N"|"Y"
---@field i_account_role? integer
---@field i_product_group? integer
---@field i_reseller_subscription? integer
---@field i_subscription? integer
---@field i_vd_plan? integer
---@field managed_by_user? "N"|"Y"
---@field product_subscription? portabilling.object.product_subscription
---@field shared? "N"|"Y"

---@class portabilling.Account.body_structure
---@field bodytype? string # made by the server
---@field bodysubtype? string # made by the server
---@field bodysize? integer # made by the server
---@field file_name? string # made by the server

---@class portabilling.Account.followme.attributes
---@field i_account? integer|string
---@field sequence? "Order"|"Random"|"Simultaneous" # Order - one behind the other; Random - in any order; Simultaneous - all at once
---@field max_forwards? integer|string # uncertain
---@field timeout? integer|string # in seconds; uncertain

---@class portabilling.Account.followme : portabilling.Account.followme.attributes
---@field i_account? integer
---@field max_forwards? integer
---@field timeout? integer

---@class portabilling.Account.followme_number.attributes
---@field i_follow_me_number? integer|string
---@field i_account? integer|string
---@field redirect_number? string
---@field name? string
---@field active? boolean|"N"|"Y"
---@field timeout? integer|string # in seconds
---@field i_follow_order? integer|string
---@field keep_original_cli? boolean|"N"|"Y"
---@field keep_original_cld? boolean|"N"|"Y"
---@field use_tcp? boolean|"N"|"Y"
---@field weight? number|string
---@field period? string
---@field period_description? string
---@field domain? string

---@class portabilling.Account.followme_number.new : portabilling.Account.followme_number.attributes
---@field i_account integer|string # required in practice
---@field redirect_number string # required in practice

---@class portabilling.Account.followme_number : portabilling.Account.followme_number.attributes
---@field i_follow_me_number? integer
---@field i_account? integer
---@field active? "N"|"Y"
---@field timeout? integer
---@field i_follow_order? integer
---@field keep_original_cli? "N"|"Y"
---@field keep_original_cld? "N"|"Y"
---@field use_tcp? "N"|"Y"
---@field weight? number

---@class portabilling.Account.huntgroup_key.attributes
---@field id? string

---@class portabilling.Account.huntgroup_key.new : portabilling.Account.huntgroup_key.attributes

---@class portabilling.Account.mailbox_message
---@field message_uid? string # made by the server
---@field size? integer # made by the server
---@field delivery_date? string # such as 07-Mar-2026 12:30:00 +0000; made by the server
---@field flags? string[] # made by the server
---@field voicemail_duration? integer # made by the server
---@field fax_pages? integer # made by the server
---@field from? string # made by the server
---@field to? string # made by the server
---@field subject? string # made by the server
---@field body_structures? portabilling.Account.body_structure[] # made by the server

---@class portabilling.Account.phonebook_record.attributes
---@field name? string
---@field phone_number? string
---@field i_account_phonebook? integer|string # uncertain
---@field i_account? integer|string # uncertain
---@field phone_type? string # uncertain
---@field dial_id? integer|string # uncertain

---@class portabilling.Account.phonebook_record.new : portabilling.Account.phonebook_record.attributes
---@field name string # required in practice
---@field phone_number string # required in practice

---@class portabilling.Account.phonebook_record : portabilling.Account.phonebook_record.attributes
---@field i_account_phonebook? integer
---@field i_account? integer
---@field dial_id? integer

---@class portabilling.Account.service_state.attributes
---@field voice_fraud_suspicion? "1"|"5"|string # 1 - screening; 5 - quarantine; made by the server; uncertain

---@class portabilling.Account.service_state : portabilling.Account.service_state.attributes

---@class portabilling.Account.activate_subscriptions.params
---@field i_account? integer|string

---@class portabilling.Account.activate_subscriptions.answer
---@field success? 0|1

---@class portabilling.Account.add_account.params
---@field account_info portabilling.Account.account.new # required in practice
---@field generate_web_password? boolean|0|1
---@field h323_password_is_hidden? boolean|0|1
---@field suppress_notification? boolean|0|1

---@class portabilling.Account.add_account.answer
---@field i_account? integer

---@class portabilling.Account.add_alias.params
---@field alias_info portabilling.object.alias.new # required in practice

---@class portabilling.Account.add_alias.answer
---@field i_account? integer

--- An old rule: call update_account_followme before the first one.
---@class portabilling.Account.add_followme_number.params
---@field number_info portabilling.Account.followme_number.new # required in practice

---@class portabilling.Account.add_followme_number.answer
---@field i_follow_me_number? integer

---@class portabilling.Account.add_phonebook_record.params
---@field phonebook_rec_info portabilling.Account.phonebook_record.new # required in practice; uncertain

---@class portabilling.Account.add_phonebook_record.answer
---@field i_account_phonebook? integer # uncertain

---@class portabilling.Account.add_subscription.params
---@field i_account integer|string
---@field subscription_info portabilling.object.assigned_subscription.new

---@class portabilling.Account.add_subscription.answer
---@field i_account_subscription? integer

---@class portabilling.Account.change_password.params
---@field i_account? integer|string
---@field old_password string # required in practice; secret
---@field new_password string # required in practice; secret

---@class portabilling.Account.change_password.answer
---@field success? 0|1
---@field errors? table # uncertain

---@class portabilling.Account.charge_subscription_fees.params
---@field i_account? integer|string
---@field immediately_in_advance? integer|string

---@class portabilling.Account.charge_subscription_fees.answer
---@field success? 0|1

---@class portabilling.Account.close_subscription.params
---@field i_account_subscription integer|string # required in practice
---@field close_date? portabilling.date

---@class portabilling.Account.close_subscription.answer
---@field success? 0|1

---@class portabilling.Account.delete_alias.params
---@field alias_info portabilling.object.alias.attributes # required in practice
---@field release_assigned_did? boolean|0|1

---@class portabilling.Account.delete_alias.answer
---@field success? 0|1

--- Takes a number away to which calls are forwarded.
---@class portabilling.Account.delete_followme_number.params
---@field i_follow_me_number integer|string

---@class portabilling.Account.delete_followme_number.answer
---@field success? 0|1

---@class portabilling.Account.delete_mailbox_messages.params
---@field message_uids string[]

---@class portabilling.Account.delete_mailbox_messages.answer
---@field success? 0|1 # uncertain

---@class portabilling.Account.delete_phonebook_record.params
---@field i_account_phonebook integer|string # uncertain

---@class portabilling.Account.delete_phonebook_record.answer
---@field success? 0|1 # uncertain

---@class portabilling.Account.delete_subscription.params
---@field i_account_subscription integer|string # required in practice

---@class portabilling.Account.delete_subscription.answer
---@field success? 0|1

--- Call forwarding of an account (follow-me): its mode and numbers.
---@class portabilling.Account.get_account_followme.params
---@field i_account? integer|string

---@class portabilling.Account.get_account_followme.answer
---@field followme_info? portabilling.Account.followme
---@field followme_numbers? portabilling.Account.followme_number[]

---@class portabilling.Account.get_account_info.params
---@field i_account? integer|string # one of the fields marked so is required
---@field id? string # one of the fields marked so is required
---@field login? string # one of the fields marked so is required
---@field detailed_info? boolean|0|1
---@field expand_alias? boolean|0|1
---@field get_included_services? boolean|0|1
---@field get_service_features? any # names of features, or 1 for all of them
---@field without_service_features? boolean|0|1
---@field with_call_processing_mode? boolean|0|1
---@field with_customer_info? boolean|0|1
---@field with_reseller_info? boolean|0|1
---@field get_auth_info? boolean|0|1 # adds password, as detailed_info does
---@field limit_alias_did_number_list? integer|string # brings alias_did_number_list
---@field i_batch? integer|string # uncertain
---@field i_subscriber? integer|string # uncertain
---@field batch_name? string # uncertain
---@field control_number? string # uncertain

---@class portabilling.Account.get_account_info.answer
---@field account_info? portabilling.Account.account
---@field customer_info? table

---@class portabilling.Account.get_account_list.params
---@field i_account? integer|string
---@field i_customer? integer|string
---@field i_product? integer|string
---@field i_customer_site? integer|string
---@field id? string # wildcards: % and _
---@field billing_model? -1|0|1|2|3|4
---@field bill_status? "O"|"I"|"C"|"S"
---@field companyname? string
---@field email? string
---@field state? string
---@field blocked? boolean|"N"|"Y"
---@field did_number? string # wildcards: % and _
---@field extension_id? string # wildcards: % and _
---@field extension_name? string # wildcards: % and _
---@field firstname? string
---@field lastname? string
---@field login? string
---@field phone1? string
---@field batch_name? string
---@field i_batch? integer|string
---@field sip_status? boolean|0|1
---@field i_account_role? integer|string
---@field i_master_account? integer|string
---@field custom_fields_values? portabilling.object.custom_field_value.attributes[]
---@field get_not_closed_accounts? boolean|0|1
---@field get_only_real_accounts? boolean|0|1
---@field get_statuses? boolean|0|1
---@field with_aliases? boolean|0|1
---@field limit_alias_did_number_list? integer|string
---@field get_service_features? any # names of features, or 1 for all of them
---@field detailed_info? boolean|0|1
---@field search? portabilling.object.search.attributes # uncertain
---@field limit? integer|string|lightuserdata # 50 or so when left out, 1000 at most
---@field offset? integer|string|lightuserdata # goes with limit
---@field get_total? boolean|0|1
---@field expand_alias? boolean|0|1
---@field free_of_extensions? boolean|0|1
---@field has_extension? boolean|0|1
---@field with_call_processing_mode? boolean|0|1
---@field with_addon_products? boolean|0|1 # uncertain

---@class portabilling.Account.get_account_list.answer
---@field account_list? portabilling.Account.account[]
---@field total? integer

---@class portabilling.Account.get_alias_list.params
---@field i_account? integer|string
---@field i_master_account? integer|string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata # goes with limit
---@field get_total? boolean|0|1
---@field check_did? boolean|0|1 # adds i_did_number to those that are DID numbers
---@field id? string # wildcards: % and _

---@class portabilling.Account.get_alias_list.answer
---@field alias_list? portabilling.object.alias[]
---@field total? integer

---@class portabilling.Account.get_custom_fields_schema.params
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1
---@field i_account? integer|string

---@class portabilling.Account.get_custom_fields_schema.answer
---@field custom_fields_list? any[] # uncertain

---@class portabilling.Account.get_custom_fields_values.params
---@field i_account integer|string

---@class portabilling.Account.get_custom_fields_values.answer
---@field custom_fields_values? portabilling.object.custom_field_value[]

---@class portabilling.Account.get_full_vd_counter_info.answer
---@field full_vd_counter_info? portabilling.object.vd_counter # uncertain

--- Answers a file; of a message that is no more, JSON.
---@class portabilling.Account.get_mailbox_message_attachment.params
---@field format? "wav"|"mp3"|"au"|string
---@field message_uid string

--- The message itself is the answer.
---@class portabilling.Account.get_mailbox_message_details.params
---@field message_uid string

---@class portabilling.Account.get_mailbox_message_details.answer
---@field message_uid? string # made by the server
---@field size? integer # made by the server
---@field delivery_date? string # made by the server
---@field flags? string[] # made by the server
---@field voicemail_duration? integer # made by the server
---@field fax_pages? integer # made by the server
---@field from? string # made by the server
---@field to? string # made by the server
---@field subject? string # made by the server
---@field body_structures? portabilling.Account.body_structure[] # made by the server

---@class portabilling.Account.get_mailbox_message_list.params
---@field from_date? portabilling.time
---@field to_date? portabilling.time

---@class portabilling.Account.get_mailbox_message_list.answer
---@field messages? portabilling.Account.mailbox_message[]

---@class portabilling.Account.get_phonebook_list.params
---@field get_total? boolean|0|1
---@field limit? integer|string
---@field offset? integer|string # goes with limit
---@field i_account? integer|string # uncertain
---@field phone_number_pattern? string # wildcards: % and _; uncertain

---@class portabilling.Account.get_phonebook_list.answer
---@field phonebook_rec_list? portabilling.Account.phonebook_record[]
---@field total? integer

---@class portabilling.Account.get_phonebook_record.params
---@field i_account_phonebook integer|string # uncertain

---@class portabilling.Account.get_phonebook_record.answer
---@field phonebook_rec_info? portabilling.Account.phonebook_record # uncertain

---@class portabilling.Account.get_service_features.params
---@field i_account? integer|string
---@field effective_values? boolean|0|1

---@class portabilling.Account.get_service_features.answer
---@field service_features? portabilling.object.service_feature[]

---@class portabilling.Account.get_subscriptions.params
---@field i_account? integer|string
---@field with_effective_fees? boolean|0|1
---@field with_promotional_periods_info? boolean|0|1
---@field with_regular_discount_list? boolean|0|1
---@field with_upcharge_list? boolean|0|1
---@field with_discounts? boolean|0|1
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Account.get_subscriptions.answer
---@field subscriptions? portabilling.object.assigned_subscription[]
---@field total? integer

---@class portabilling.Account.get_transactions_total_info.params
---@field i_account? integer|string # uncertain
---@field from_date? portabilling.time # uncertain
---@field to_date? portabilling.time # uncertain

---@class portabilling.Account.get_transactions_total_info.answer
---@field transactions_total_info? portabilling.object.transactions_total # uncertain

--- Both dates are mandatory; they compare bill_time: from the first on, to before the second.
---@class portabilling.Account.get_xdr_list.params
---@field i_account? integer|string
---@field from_date portabilling.time
---@field to_date portabilling.time
---@field connect_time_after? portabilling.time
---@field connect_time_before? portabilling.time
---@field i_service? integer|string
---@field i_service_type? 3|integer # 3 - voice calls
---@field billing_model? 1|-1|integer
---@field cdr_entity? "A"|"C" # both when left out; A - xDRs of accounts; C - of the customer itself
---@field call_id? string
---@field h323_conf_id? string
---@field cli? string # wildcards: % and _
---@field cld? string # wildcards: % and _
---@field call_recording? boolean|0|1
---@field with_cr_download_ids? boolean|0|1
---@field show_unsuccessful? boolean|0|1
---@field show_hidden? boolean|0|1
---@field get_split_xdrs? boolean|0|1
---@field i_invoice? 0|integer|lightuserdata # any when left out; null - midterm and out-of-turn ones; 0 - out-of-turn ones
---@field i_dest_group? integer|string
---@field i_customer_type? integer|string
---@field on_net? string # uncertain
---@field quality? string
---@field roaming? boolean|0|1
---@field history_pattern? string
---@field with_netaccess_usage? boolean|0|1 # adds bytes_downloaded and bytes_uploaded
---@field enable_safe_mode? boolean|0|1 # looks at the amount of data first
---@field for_current_period? boolean|0|1
---@field format? "csv"|"xml"|"json"|string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata # goes with limit
---@field get_total? boolean|0|1 # over a wide range it has taken servers down

---@class portabilling.Account.get_xdr_list.answer
---@field xdr_list? portabilling.object.xdr[]
---@field total? integer

--- Charges or credits. Which actions there are Payment/get_transaction_actions_list tells.
---@class portabilling.Account.make_transaction.params
---@field i_account integer|string
---@field action "Manual charge"|"Manual credit"|"Manual payment"|"Promotional credit"|"E-commerce payment"|"E-commerce refund"|"Authorization only"|"Capture payment"|"Refund"|string # older scripts write Manual Payment
---@field amount number|string
---@field visible_comment? string
---@field internal_comment? string
---@field transaction_id? string # the longest seen has 20 characters
---@field card_info? portabilling.object.card.attributes
---@field suppress_notification? boolean|0|1
---@field date? portabilling.time # uncertain
---@field i_service? integer|string # uncertain
---@field h323_conf_id? string # uncertain

---@class portabilling.Account.make_transaction.answer
---@field i_payment_transaction? integer
---@field transaction_id? string
---@field authorization? string # secret
---@field result_code? string
---@field balance? number
---@field i_xdr? integer

--- Gives an account to another customer, or another product.
---@class portabilling.Account.move_account.params
---@field i_account integer|string # required in practice
---@field i_customer integer|string # required in practice
---@field i_product? integer|string
---@field i_vd_plan? integer|string|lightuserdata
---@field i_routing_plan? integer|string|lightuserdata
---@field batch_name? string

---@class portabilling.Account.move_account.answer
---@field i_account? integer
---@field old_i_account? integer

---@class portabilling.Account.set_mailbox_messages_flag.params
---@field action "set_flag"|"remove_flag"
---@field flag "\\Seen"|"\\Answered"|"\\Flagged"|"Seen"|"Answered"|"Flagged" # clients send it without the backslash as well
---@field message_uids string[]

---@class portabilling.Account.set_mailbox_messages_flag.answer
---@field success? 0|1 # uncertain

---@class portabilling.Account.terminate_account.params
---@field i_account integer|string
---@field force? boolean|0|1
---@field release_assigned_did? boolean|0|1
---@field suppress_notification? boolean|0|1

---@class portabilling.Account.terminate_account.answer
---@field success? 0|1

---@class portabilling.Account.update_account.params
---@field account_info portabilling.Account.account.attributes # required in practice
---@field generate_web_password? boolean|0|1
---@field suppress_notification? boolean|0|1
---@field release_assigned_did? boolean|0|1

---@class portabilling.Account.update_account.answer
---@field i_account? integer

--- Sets call forwarding of an account (follow-me).
---@class portabilling.Account.update_account_followme.params
---@field followme_info portabilling.Account.followme.attributes # required in practice

---@class portabilling.Account.update_alias.params
---@field alias_info portabilling.object.alias.attributes # required in practice

---@class portabilling.Account.update_alias.answer
---@field i_account? integer

--- Each entry needs i_custom_field or name.
---@class portabilling.Account.update_custom_fields_values.params
---@field i_account integer|string # required in practice
---@field custom_fields_values portabilling.object.custom_field_value.attributes[]

---@class portabilling.Account.update_custom_fields_values.answer
---@field i_account? integer

--- Changes a number to which calls are forwarded.
---@class portabilling.Account.update_followme_number.params
---@field number_info portabilling.Account.followme_number.attributes # required in practice

---@class portabilling.Account.update_followme_number.answer
---@field i_follow_me_number? integer

--- Logs an account in to huntgroups that it is a member of, or out of them.
---@class portabilling.Account.update_huntgroups_subscription.params
---@field i_account? integer|string
---@field subscribe_to_huntgroups? portabilling.Account.huntgroup_key.new[]
---@field unsubscribe_from_huntgroups? portabilling.Account.huntgroup_key.new[]

---@class portabilling.Account.update_huntgroups_subscription.answer
---@field success? 0|1

---@class portabilling.Account.update_phonebook_record.params
---@field phonebook_rec_info portabilling.Account.phonebook_record.attributes # required in practice; uncertain

---@class portabilling.Account.update_phonebook_record.answer
---@field i_account_phonebook? integer # uncertain

---@class portabilling.Account.update_service_features.params
---@field i_account integer|string
---@field service_features portabilling.object.service_feature.new[]
---@field detailed_response? boolean|0|1 # uncertain

---@class portabilling.Account.update_service_features.answer
---@field i_account? integer
---@field success? 0|1

---@class portabilling.Account.update_subscription.params
---@field subscription_info portabilling.object.assigned_subscription.attributes # required in practice

---@class portabilling.Account.update_subscription.answer
---@field i_account_subscription? integer

--- Takes the same as add_account and stores nothing: it tells whether the id is free.
---@class portabilling.Account.validate_account_info.params
---@field account_info portabilling.Account.account.new # required in practice

---@class portabilling.Account.validate_account_info.answer
---@field success? 0|1

---@class portabilling
---@field batch fun(operation: "create", service: "Account", record: "account", source: portabilling.Account.add_account.params[]|table|(fun(): portabilling.Account.add_account.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "create", service: "Account", record: "alias", source: portabilling.Account.add_alias.params[]|table|(fun(): portabilling.Account.add_alias.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "create", service: "Account", record: "followme_number", source: portabilling.Account.add_followme_number.params[]|table|(fun(): portabilling.Account.add_followme_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "create", service: "Account", record: "phonebook_record"|"phonebook", source: portabilling.Account.add_phonebook_record.params[]|table|(fun(): portabilling.Account.add_phonebook_record.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "create", service: "Account", record: "subscription", source: portabilling.Account.add_subscription.params[]|table|(fun(): portabilling.Account.add_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Account", record: "account", source: portabilling.Account.terminate_account.params[]|table|(fun(): portabilling.Account.terminate_account.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Account", record: "alias", source: portabilling.Account.delete_alias.params[]|table|(fun(): portabilling.Account.delete_alias.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Account", record: "followme_number", source: portabilling.Account.delete_followme_number.params[]|table|(fun(): portabilling.Account.delete_followme_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Account", record: "mailbox_message", source: portabilling.Account.delete_mailbox_messages.params[]|table|(fun(): portabilling.Account.delete_mailbox_messages.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Account", record: "phonebook_record"|"phonebook", source: portabilling.Account.delete_phonebook_record.params[]|table|(fun(): portabilling.Account.delete_phonebook_record.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Account", record: "subscription", source: portabilling.Account.close_subscription.params[]|table|(fun(): portabilling.Account.close_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Account", record: "account", source: portabilling.Account.update_account.params[]|table|(fun(): portabilling.Account.update_account.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Account", record: "alias", source: portabilling.Account.update_alias.params[]|table|(fun(): portabilling.Account.update_alias.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", source: portabilling.Account.update_custom_fields_values.params[]|table|(fun(): portabilling.Account.update_custom_fields_values.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Account", record: "followme"|"account_followme", source: portabilling.Account.update_account_followme.params[]|table|(fun(): portabilling.Account.update_account_followme.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Account", record: "followme_number", source: portabilling.Account.update_followme_number.params[]|table|(fun(): portabilling.Account.update_followme_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Account", record: "phonebook_record"|"phonebook", source: portabilling.Account.update_phonebook_record.params[]|table|(fun(): portabilling.Account.update_phonebook_record.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Account", record: "service_features"|"service_feature", source: portabilling.Account.update_service_features.params[]|table|(fun(): portabilling.Account.update_service_features.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Account", record: "subscription", source: portabilling.Account.update_subscription.params[]|table|(fun(): portabilling.Account.update_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "Account", method: "activate_bundle"|"activate_subscriptions"|"add_account"|"add_account_with_topup"|"add_alias"|"add_allowed_location"|"add_auto_payment"|"add_cp_condition"|"add_cp_rule"|"add_followme_number"|"add_followme_number_list"|"add_phonebook_record"|"add_preferable_account"|"add_subscription"|"arrange_cp_rules"|"arrange_followme_numbers"|"assign_sim_card"|"assign_ua"|"change_password"|"charge_subscription_fees"|"close_subscription"|"delete_alias"|"delete_allowed_location"|"delete_auto_payment"|"delete_cp_condition"|"delete_cp_rule"|"delete_followme_number"|"delete_mailbox_messages"|"delete_payment_method"|"delete_phonebook_record"|"delete_preferable_account"|"delete_subscription"|"disable_api_notifications"|"enable_api_notifications"|"estimate_call_price"|"estimate_taxes"|"generate_accounts"|"generate_aliases"|"get_account_followme"|"get_account_huntgroups_list"|"get_account_info"|"get_account_list"|"get_account_product_info"|"get_account_state"|"get_alias_list"|"get_allowed_location_list"|"get_auto_payment_info"|"get_call_barring_options"|"get_cp_condition_info"|"get_cp_condition_list"|"get_cp_rule_list"|"get_custom_fields_schema"|"get_custom_fields_values"|"get_full_vd_counter_info"|"get_mailbox_message_attachment"|"get_mailbox_message_details"|"get_mailbox_message_list"|"get_member_of_huntgroups_list"|"get_moh_list_info"|"get_payment_method_info"|"get_permitted_sip_proxies_info"|"get_phonebook_list"|"get_phonebook_record"|"get_preferable_account"|"get_preferable_account_list"|"get_provisioning_status_list"|"get_role_info"|"get_role_list"|"get_service_features"|"get_service_wallet_xdr_list"|"get_services_consumption"|"get_simple_account_info"|"get_sip_status"|"get_subscriptions"|"get_transactions_total_info"|"get_ua_info"|"get_used_location_list"|"get_used_vd_dest_group_list"|"get_vd_counter_history_list"|"get_vd_counter_info"|"get_vd_counter_list"|"get_vd_notification_list"|"get_xdr_list"|"get_xdr_quality_info"|"make_transaction"|"mark_xdr_out_of_turn"|"move_account"|"register_transaction"|"release_sim_card"|"release_ua"|"set_account_state"|"set_mailbox_messages_flag"|"terminate_account"|"topup_account"|"update_account"|"update_account_followme"|"update_accounts_batch"|"update_alias"|"update_allowed_location"|"update_auto_payment"|"update_call_barring_options"|"update_cp_condition"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Account", method: "activate_subscriptions", params?: portabilling.Account.activate_subscriptions.params|table, options?: portabilling.Options): portabilling.Account.activate_subscriptions.answer?, portabilling.Error?
---@field call fun(service: "Account", method: "change_password", params: portabilling.Account.change_password.params|table, options?: portabilling.Options): portabilling.Account.change_password.answer?, portabilling.Error?
---@field call fun(service: "Account", method: "charge_subscription_fees", params?: portabilling.Account.charge_subscription_fees.params|table, options?: portabilling.Options): portabilling.Account.charge_subscription_fees.answer?, portabilling.Error?
---@field call fun(service: "Account", method: "delete_subscription", params: portabilling.Account.delete_subscription.params|table, options?: portabilling.Options): portabilling.Account.delete_subscription.answer?, portabilling.Error?
---@field call fun(service: "Account", method: "get_mailbox_message_attachment", params: portabilling.Account.get_mailbox_message_attachment.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Account", method: "make_transaction", params: portabilling.Account.make_transaction.params|table, options?: portabilling.Options): portabilling.Account.make_transaction.answer?, portabilling.Error?
---@field call fun(service: "Account", method: "move_account", params: portabilling.Account.move_account.params|table, options?: portabilling.Options): portabilling.Account.move_account.answer?, portabilling.Error?
---@field call fun(service: "Account", method: "set_mailbox_messages_flag", params: portabilling.Account.set_mailbox_messages_flag.params|table, options?: portabilling.Options): portabilling.Account.set_mailbox_messages_flag.answer?, portabilling.Error?
---@field call fun(service: "Account", method: "update_cp_rule"|"update_custom_fields_values"|"update_followme_number"|"update_followme_number_list"|"update_huntgroups_subscription"|"update_payment_method"|"update_phonebook_record"|"update_preferable_account"|"update_service_features"|"update_subscription"|"validate_account_info"|"vd_topup"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Account", method: "update_huntgroups_subscription", params?: portabilling.Account.update_huntgroups_subscription.params|table, options?: portabilling.Options): portabilling.Account.update_huntgroups_subscription.answer?, portabilling.Error?
---@field call fun(service: "Account", method: "validate_account_info", params: portabilling.Account.validate_account_info.params|table, options?: portabilling.Options): portabilling.Account.validate_account_info.answer?, portabilling.Error?
---@field collect fun(service: "Account", record: "account", filters?: portabilling.Account.get_account_list.params|table, options?: portabilling.Options): (portabilling.Account.account[])?, portabilling.Error?
---@field collect fun(service: "Account", record: "account"|"alias"|"allowed_location"|"cp_condition"|"cp_rule"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme_number"|"huntgroup"|"account_huntgroup"|"mailbox_message"|"member_of_huntgroups"|"moh"|"phonebook_record"|"phonebook"|"preferable_account"|"provisioning_status"|"role"|"service_features"|"service_feature"|"service_wallet_xdr"|"subscription"|"used_location"|"used_vd_dest_group"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "Account", record: "alias", filters?: portabilling.Account.get_alias_list.params|table, options?: portabilling.Options): (portabilling.object.alias[])?, portabilling.Error?
---@field collect fun(service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Account.get_custom_fields_values.params|table, options?: portabilling.Options): (portabilling.object.custom_field_value[])?, portabilling.Error?
---@field collect fun(service: "Account", record: "followme_number", filters?: portabilling.Account.get_account_followme.params|table, options?: portabilling.Options): (portabilling.Account.followme_number[])?, portabilling.Error?
---@field collect fun(service: "Account", record: "mailbox_message", filters?: portabilling.Account.get_mailbox_message_list.params|table, options?: portabilling.Options): (portabilling.Account.mailbox_message[])?, portabilling.Error?
---@field collect fun(service: "Account", record: "phonebook_record"|"phonebook", filters?: portabilling.Account.get_phonebook_list.params|table, options?: portabilling.Options): (portabilling.Account.phonebook_record[])?, portabilling.Error?
---@field collect fun(service: "Account", record: "service_features"|"service_feature", filters?: portabilling.Account.get_service_features.params|table, options?: portabilling.Options): (portabilling.object.service_feature[])?, portabilling.Error?
---@field collect fun(service: "Account", record: "subscription", filters?: portabilling.Account.get_subscriptions.params|table, options?: portabilling.Options): (portabilling.object.assigned_subscription[])?, portabilling.Error?
---@field collect fun(service: "Account", record: "xdr", filters: portabilling.Account.get_xdr_list.params|table, options?: portabilling.Options): (portabilling.object.xdr[])?, portabilling.Error?
---@field create fun(service: "Account", record: "account", attributes: portabilling.Account.add_account.params|table, options?: portabilling.Options): portabilling.Account.add_account.answer?, portabilling.Error?
---@field create fun(service: "Account", record: "account"|"account_with_topup"|"alias"|"allowed_location"|"auto_payment"|"cp_condition"|"cp_rule"|"followme_number"|"phonebook_record"|"phonebook"|"preferable_account"|"subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field create fun(service: "Account", record: "alias", attributes: portabilling.Account.add_alias.params|table, options?: portabilling.Options): portabilling.Account.add_alias.answer?, portabilling.Error?
---@field create fun(service: "Account", record: "followme_number", attributes: portabilling.Account.add_followme_number.params|table, options?: portabilling.Options): portabilling.Account.add_followme_number.answer?, portabilling.Error?
---@field create fun(service: "Account", record: "phonebook_record"|"phonebook", attributes: portabilling.Account.add_phonebook_record.params|table, options?: portabilling.Options): portabilling.Account.add_phonebook_record.answer?, portabilling.Error?
---@field create fun(service: "Account", record: "subscription", attributes: portabilling.Account.add_subscription.params|table, options?: portabilling.Options): portabilling.Account.add_subscription.answer?, portabilling.Error?
---@field delete fun(service: "Account", record: "account", keys: portabilling.Account.terminate_account.params|table, options?: portabilling.Options): portabilling.Account.terminate_account.answer?, portabilling.Error?
---@field delete fun(service: "Account", record: "account"|"alias"|"allowed_location"|"auto_payment"|"cp_condition"|"cp_rule"|"followme_number"|"mailbox_message"|"payment_method"|"phonebook_record"|"phonebook"|"preferable_account"|"subscription"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "Account", record: "alias", keys: portabilling.Account.delete_alias.params|table, options?: portabilling.Options): portabilling.Account.delete_alias.answer?, portabilling.Error?
---@field delete fun(service: "Account", record: "followme_number", keys: portabilling.Account.delete_followme_number.params|table, options?: portabilling.Options): portabilling.Account.delete_followme_number.answer?, portabilling.Error?
---@field delete fun(service: "Account", record: "mailbox_message", keys: portabilling.Account.delete_mailbox_messages.params|table, options?: portabilling.Options): portabilling.Account.delete_mailbox_messages.answer?, portabilling.Error?
---@field delete fun(service: "Account", record: "phonebook_record"|"phonebook", keys: portabilling.Account.delete_phonebook_record.params|table, options?: portabilling.Options): portabilling.Account.delete_phonebook_record.answer?, portabilling.Error?
---@field delete fun(service: "Account", record: "subscription", keys: portabilling.Account.close_subscription.params|table, options?: portabilling.Options): portabilling.Account.close_subscription.answer?, portabilling.Error?
---@field get fun(service: "Account", record: "account", keys?: portabilling.Account.get_account_info.params|table, options?: portabilling.Options): portabilling.Account.account?, portabilling.Error?
---@field get fun(service: "Account", record: "account"|"account_product"|"account_state"|"auto_payment"|"call_barring_options"|"cp_condition"|"custom_fields_schema"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme"|"account_followme"|"full_vd_counter"|"mailbox_message"|"payment_method"|"permitted_sip_proxies"|"phonebook_record"|"phonebook"|"preferable_account"|"role"|"service_features"|"service_feature"|"simple_account"|"transactions_total"|"ua"|"vd_counter"|"xdr_quality"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Account", record: "custom_fields_schema", keys?: portabilling.Account.get_custom_fields_schema.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", keys: portabilling.Account.get_custom_fields_values.params|table, options?: portabilling.Options): portabilling.object.custom_field_value[]?, portabilling.Error?
---@field get fun(service: "Account", record: "followme"|"account_followme", keys?: portabilling.Account.get_account_followme.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Account", record: "full_vd_counter", keys?: table, options?: portabilling.Options): portabilling.object.vd_counter?, portabilling.Error?
---@field get fun(service: "Account", record: "mailbox_message", keys: portabilling.Account.get_mailbox_message_details.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Account", record: "phonebook_record"|"phonebook", keys: portabilling.Account.get_phonebook_record.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Account", record: "service_features"|"service_feature", keys?: portabilling.Account.get_service_features.params|table, options?: portabilling.Options): portabilling.object.service_feature[]?, portabilling.Error?
---@field get fun(service: "Account", record: "transactions_total", keys?: portabilling.Account.get_transactions_total_info.params|table, options?: portabilling.Options): portabilling.object.transactions_total?, portabilling.Error?
---@field list fun(service: "Account", record: "account", filters?: portabilling.Account.get_account_list.params|table, options?: portabilling.Options): fun(): portabilling.Account.account?, integer?
---@field list fun(service: "Account", record: "account"|"alias"|"allowed_location"|"cp_condition"|"cp_rule"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme_number"|"huntgroup"|"account_huntgroup"|"mailbox_message"|"member_of_huntgroups"|"moh"|"phonebook_record"|"phonebook"|"preferable_account"|"provisioning_status"|"role"|"service_features"|"service_feature"|"service_wallet_xdr"|"subscription"|"used_location"|"used_vd_dest_group"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "Account", record: "alias", filters?: portabilling.Account.get_alias_list.params|table, options?: portabilling.Options): fun(): portabilling.object.alias?, integer?
---@field list fun(service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Account.get_custom_fields_values.params|table, options?: portabilling.Options): fun(): portabilling.object.custom_field_value?, integer?
---@field list fun(service: "Account", record: "followme_number", filters?: portabilling.Account.get_account_followme.params|table, options?: portabilling.Options): fun(): portabilling.Account.followme_number?, integer?
---@field list fun(service: "Account", record: "mailbox_message", filters?: portabilling.Account.get_mailbox_message_list.params|table, options?: portabilling.Options): fun(): portabilling.Account.mailbox_message?, integer?
---@field list fun(service: "Account", record: "phonebook_record"|"phonebook", filters?: portabilling.Account.get_phonebook_list.params|table, options?: portabilling.Options): fun(): portabilling.Account.phonebook_record?, integer?
---@field list fun(service: "Account", record: "service_features"|"service_feature", filters?: portabilling.Account.get_service_features.params|table, options?: portabilling.Options): fun(): portabilling.object.service_feature?, integer?
---@field list fun(service: "Account", record: "subscription", filters?: portabilling.Account.get_subscriptions.params|table, options?: portabilling.Options): fun(): portabilling.object.assigned_subscription?, integer?
---@field list fun(service: "Account", record: "xdr", filters: portabilling.Account.get_xdr_list.params|table, options?: portabilling.Options): fun(): portabilling.object.xdr?, integer?
---@field pages fun(service: "Account", record: "account", filters?: portabilling.Account.get_account_list.params|table, options?: portabilling.Options): fun(): (portabilling.Account.account[])?, portabilling.PageInfo?
---@field pages fun(service: "Account", record: "account"|"alias"|"allowed_location"|"cp_condition"|"cp_rule"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme_number"|"huntgroup"|"account_huntgroup"|"mailbox_message"|"member_of_huntgroups"|"moh"|"phonebook_record"|"phonebook"|"preferable_account"|"provisioning_status"|"role"|"service_features"|"service_feature"|"service_wallet_xdr"|"subscription"|"used_location"|"used_vd_dest_group"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "Account", record: "alias", filters?: portabilling.Account.get_alias_list.params|table, options?: portabilling.Options): fun(): (portabilling.object.alias[])?, portabilling.PageInfo?
---@field pages fun(service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Account.get_custom_fields_values.params|table, options?: portabilling.Options): fun(): (portabilling.object.custom_field_value[])?, portabilling.PageInfo?
---@field pages fun(service: "Account", record: "followme_number", filters?: portabilling.Account.get_account_followme.params|table, options?: portabilling.Options): fun(): (portabilling.Account.followme_number[])?, portabilling.PageInfo?
---@field pages fun(service: "Account", record: "mailbox_message", filters?: portabilling.Account.get_mailbox_message_list.params|table, options?: portabilling.Options): fun(): (portabilling.Account.mailbox_message[])?, portabilling.PageInfo?
---@field pages fun(service: "Account", record: "phonebook_record"|"phonebook", filters?: portabilling.Account.get_phonebook_list.params|table, options?: portabilling.Options): fun(): (portabilling.Account.phonebook_record[])?, portabilling.PageInfo?
---@field pages fun(service: "Account", record: "service_features"|"service_feature", filters?: portabilling.Account.get_service_features.params|table, options?: portabilling.Options): fun(): (portabilling.object.service_feature[])?, portabilling.PageInfo?
---@field pages fun(service: "Account", record: "subscription", filters?: portabilling.Account.get_subscriptions.params|table, options?: portabilling.Options): fun(): (portabilling.object.assigned_subscription[])?, portabilling.PageInfo?
---@field pages fun(service: "Account", record: "xdr", filters: portabilling.Account.get_xdr_list.params|table, options?: portabilling.Options): fun(): (portabilling.object.xdr[])?, portabilling.PageInfo?
---@field update fun(service: "Account", record: "account", attributes: portabilling.Account.update_account.params|table, options?: portabilling.Options): portabilling.Account.update_account.answer?, portabilling.Error?
---@field update fun(service: "Account", record: "account"|"account_state"|"alias"|"allowed_location"|"auto_payment"|"call_barring_options"|"cp_condition"|"cp_rule"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme"|"account_followme"|"followme_number"|"payment_method"|"phonebook_record"|"phonebook"|"preferable_account"|"service_features"|"service_feature"|"subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(service: "Account", record: "alias", attributes: portabilling.Account.update_alias.params|table, options?: portabilling.Options): portabilling.Account.update_alias.answer?, portabilling.Error?
---@field update fun(service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", attributes: portabilling.Account.update_custom_fields_values.params|table, options?: portabilling.Options): portabilling.Account.update_custom_fields_values.answer?, portabilling.Error?
---@field update fun(service: "Account", record: "followme"|"account_followme", attributes: portabilling.Account.update_account_followme.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(service: "Account", record: "followme_number", attributes: portabilling.Account.update_followme_number.params|table, options?: portabilling.Options): portabilling.Account.update_followme_number.answer?, portabilling.Error?
---@field update fun(service: "Account", record: "phonebook_record"|"phonebook", attributes: portabilling.Account.update_phonebook_record.params|table, options?: portabilling.Options): portabilling.Account.update_phonebook_record.answer?, portabilling.Error?
---@field update fun(service: "Account", record: "service_features"|"service_feature", attributes: portabilling.Account.update_service_features.params|table, options?: portabilling.Options): portabilling.Account.update_service_features.answer?, portabilling.Error?
---@field update fun(service: "Account", record: "subscription", attributes: portabilling.Account.update_subscription.params|table, options?: portabilling.Options): portabilling.Account.update_subscription.answer?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "Account", record: "account", source: portabilling.Account.add_account.params[]|table|(fun(): portabilling.Account.add_account.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "create", service: "Account", record: "alias", source: portabilling.Account.add_alias.params[]|table|(fun(): portabilling.Account.add_alias.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "create", service: "Account", record: "followme_number", source: portabilling.Account.add_followme_number.params[]|table|(fun(): portabilling.Account.add_followme_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "create", service: "Account", record: "phonebook_record"|"phonebook", source: portabilling.Account.add_phonebook_record.params[]|table|(fun(): portabilling.Account.add_phonebook_record.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "create", service: "Account", record: "subscription", source: portabilling.Account.add_subscription.params[]|table|(fun(): portabilling.Account.add_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Account", record: "account", source: portabilling.Account.terminate_account.params[]|table|(fun(): portabilling.Account.terminate_account.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Account", record: "alias", source: portabilling.Account.delete_alias.params[]|table|(fun(): portabilling.Account.delete_alias.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Account", record: "followme_number", source: portabilling.Account.delete_followme_number.params[]|table|(fun(): portabilling.Account.delete_followme_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Account", record: "mailbox_message", source: portabilling.Account.delete_mailbox_messages.params[]|table|(fun(): portabilling.Account.delete_mailbox_messages.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Account", record: "phonebook_record"|"phonebook", source: portabilling.Account.delete_phonebook_record.params[]|table|(fun(): portabilling.Account.delete_phonebook_record.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Account", record: "subscription", source: portabilling.Account.close_subscription.params[]|table|(fun(): portabilling.Account.close_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Account", record: "account", source: portabilling.Account.update_account.params[]|table|(fun(): portabilling.Account.update_account.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Account", record: "alias", source: portabilling.Account.update_alias.params[]|table|(fun(): portabilling.Account.update_alias.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", source: portabilling.Account.update_custom_fields_values.params[]|table|(fun(): portabilling.Account.update_custom_fields_values.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Account", record: "followme"|"account_followme", source: portabilling.Account.update_account_followme.params[]|table|(fun(): portabilling.Account.update_account_followme.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Account", record: "followme_number", source: portabilling.Account.update_followme_number.params[]|table|(fun(): portabilling.Account.update_followme_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Account", record: "phonebook_record"|"phonebook", source: portabilling.Account.update_phonebook_record.params[]|table|(fun(): portabilling.Account.update_phonebook_record.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Account", record: "service_features"|"service_feature", source: portabilling.Account.update_service_features.params[]|table|(fun(): portabilling.Account.update_service_features.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Account", record: "subscription", source: portabilling.Account.update_subscription.params[]|table|(fun(): portabilling.Account.update_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "Account", method: "activate_bundle"|"activate_subscriptions"|"add_account"|"add_account_with_topup"|"add_alias"|"add_allowed_location"|"add_auto_payment"|"add_cp_condition"|"add_cp_rule"|"add_followme_number"|"add_followme_number_list"|"add_phonebook_record"|"add_preferable_account"|"add_subscription"|"arrange_cp_rules"|"arrange_followme_numbers"|"assign_sim_card"|"assign_ua"|"change_password"|"charge_subscription_fees"|"close_subscription"|"delete_alias"|"delete_allowed_location"|"delete_auto_payment"|"delete_cp_condition"|"delete_cp_rule"|"delete_followme_number"|"delete_mailbox_messages"|"delete_payment_method"|"delete_phonebook_record"|"delete_preferable_account"|"delete_subscription"|"disable_api_notifications"|"enable_api_notifications"|"estimate_call_price"|"estimate_taxes"|"generate_accounts"|"generate_aliases"|"get_account_followme"|"get_account_huntgroups_list"|"get_account_info"|"get_account_list"|"get_account_product_info"|"get_account_state"|"get_alias_list"|"get_allowed_location_list"|"get_auto_payment_info"|"get_call_barring_options"|"get_cp_condition_info"|"get_cp_condition_list"|"get_cp_rule_list"|"get_custom_fields_schema"|"get_custom_fields_values"|"get_full_vd_counter_info"|"get_mailbox_message_attachment"|"get_mailbox_message_details"|"get_mailbox_message_list"|"get_member_of_huntgroups_list"|"get_moh_list_info"|"get_payment_method_info"|"get_permitted_sip_proxies_info"|"get_phonebook_list"|"get_phonebook_record"|"get_preferable_account"|"get_preferable_account_list"|"get_provisioning_status_list"|"get_role_info"|"get_role_list"|"get_service_features"|"get_service_wallet_xdr_list"|"get_services_consumption"|"get_simple_account_info"|"get_sip_status"|"get_subscriptions"|"get_transactions_total_info"|"get_ua_info"|"get_used_location_list"|"get_used_vd_dest_group_list"|"get_vd_counter_history_list"|"get_vd_counter_info"|"get_vd_counter_list"|"get_vd_notification_list"|"get_xdr_list"|"get_xdr_quality_info"|"make_transaction"|"mark_xdr_out_of_turn"|"move_account"|"register_transaction"|"release_sim_card"|"release_ua"|"set_account_state"|"set_mailbox_messages_flag"|"terminate_account"|"topup_account"|"update_account"|"update_account_followme"|"update_accounts_batch"|"update_alias"|"update_allowed_location"|"update_auto_payment"|"update_call_barring_options"|"update_cp_condition"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "activate_subscriptions", params?: portabilling.Account.activate_subscriptions.params|table, options?: portabilling.Options): portabilling.Account.activate_subscriptions.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "change_password", params: portabilling.Account.change_password.params|table, options?: portabilling.Options): portabilling.Account.change_password.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "charge_subscription_fees", params?: portabilling.Account.charge_subscription_fees.params|table, options?: portabilling.Options): portabilling.Account.charge_subscription_fees.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "delete_subscription", params: portabilling.Account.delete_subscription.params|table, options?: portabilling.Options): portabilling.Account.delete_subscription.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "get_mailbox_message_attachment", params: portabilling.Account.get_mailbox_message_attachment.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "make_transaction", params: portabilling.Account.make_transaction.params|table, options?: portabilling.Options): portabilling.Account.make_transaction.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "move_account", params: portabilling.Account.move_account.params|table, options?: portabilling.Options): portabilling.Account.move_account.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "set_mailbox_messages_flag", params: portabilling.Account.set_mailbox_messages_flag.params|table, options?: portabilling.Options): portabilling.Account.set_mailbox_messages_flag.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "update_cp_rule"|"update_custom_fields_values"|"update_followme_number"|"update_followme_number_list"|"update_huntgroups_subscription"|"update_payment_method"|"update_phonebook_record"|"update_preferable_account"|"update_service_features"|"update_subscription"|"validate_account_info"|"vd_topup"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "update_huntgroups_subscription", params?: portabilling.Account.update_huntgroups_subscription.params|table, options?: portabilling.Options): portabilling.Account.update_huntgroups_subscription.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Account", method: "validate_account_info", params: portabilling.Account.validate_account_info.params|table, options?: portabilling.Options): portabilling.Account.validate_account_info.answer?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "account", filters?: portabilling.Account.get_account_list.params|table, options?: portabilling.Options): (portabilling.Account.account[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "account"|"alias"|"allowed_location"|"cp_condition"|"cp_rule"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme_number"|"huntgroup"|"account_huntgroup"|"mailbox_message"|"member_of_huntgroups"|"moh"|"phonebook_record"|"phonebook"|"preferable_account"|"provisioning_status"|"role"|"service_features"|"service_feature"|"service_wallet_xdr"|"subscription"|"used_location"|"used_vd_dest_group"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "alias", filters?: portabilling.Account.get_alias_list.params|table, options?: portabilling.Options): (portabilling.object.alias[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Account.get_custom_fields_values.params|table, options?: portabilling.Options): (portabilling.object.custom_field_value[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "followme_number", filters?: portabilling.Account.get_account_followme.params|table, options?: portabilling.Options): (portabilling.Account.followme_number[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "mailbox_message", filters?: portabilling.Account.get_mailbox_message_list.params|table, options?: portabilling.Options): (portabilling.Account.mailbox_message[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "phonebook_record"|"phonebook", filters?: portabilling.Account.get_phonebook_list.params|table, options?: portabilling.Options): (portabilling.Account.phonebook_record[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "service_features"|"service_feature", filters?: portabilling.Account.get_service_features.params|table, options?: portabilling.Options): (portabilling.object.service_feature[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "subscription", filters?: portabilling.Account.get_subscriptions.params|table, options?: portabilling.Options): (portabilling.object.assigned_subscription[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Account", record: "xdr", filters: portabilling.Account.get_xdr_list.params|table, options?: portabilling.Options): (portabilling.object.xdr[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Account", record: "account", attributes: portabilling.Account.add_account.params|table, options?: portabilling.Options): portabilling.Account.add_account.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Account", record: "account"|"account_with_topup"|"alias"|"allowed_location"|"auto_payment"|"cp_condition"|"cp_rule"|"followme_number"|"phonebook_record"|"phonebook"|"preferable_account"|"subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Account", record: "alias", attributes: portabilling.Account.add_alias.params|table, options?: portabilling.Options): portabilling.Account.add_alias.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Account", record: "followme_number", attributes: portabilling.Account.add_followme_number.params|table, options?: portabilling.Options): portabilling.Account.add_followme_number.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Account", record: "phonebook_record"|"phonebook", attributes: portabilling.Account.add_phonebook_record.params|table, options?: portabilling.Options): portabilling.Account.add_phonebook_record.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Account", record: "subscription", attributes: portabilling.Account.add_subscription.params|table, options?: portabilling.Options): portabilling.Account.add_subscription.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Account", record: "account", keys: portabilling.Account.terminate_account.params|table, options?: portabilling.Options): portabilling.Account.terminate_account.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Account", record: "account"|"alias"|"allowed_location"|"auto_payment"|"cp_condition"|"cp_rule"|"followme_number"|"mailbox_message"|"payment_method"|"phonebook_record"|"phonebook"|"preferable_account"|"subscription"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Account", record: "alias", keys: portabilling.Account.delete_alias.params|table, options?: portabilling.Options): portabilling.Account.delete_alias.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Account", record: "followme_number", keys: portabilling.Account.delete_followme_number.params|table, options?: portabilling.Options): portabilling.Account.delete_followme_number.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Account", record: "mailbox_message", keys: portabilling.Account.delete_mailbox_messages.params|table, options?: portabilling.Options): portabilling.Account.delete_mailbox_messages.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Account", record: "phonebook_record"|"phonebook", keys: portabilling.Account.delete_phonebook_record.params|table, options?: portabilling.Options): portabilling.Account.delete_phonebook_record.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Account", record: "subscription", keys: portabilling.Account.close_subscription.params|table, options?: portabilling.Options): portabilling.Account.close_subscription.answer?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "account", keys?: portabilling.Account.get_account_info.params|table, options?: portabilling.Options): portabilling.Account.account?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "account"|"account_product"|"account_state"|"auto_payment"|"call_barring_options"|"cp_condition"|"custom_fields_schema"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme"|"account_followme"|"full_vd_counter"|"mailbox_message"|"payment_method"|"permitted_sip_proxies"|"phonebook_record"|"phonebook"|"preferable_account"|"role"|"service_features"|"service_feature"|"simple_account"|"transactions_total"|"ua"|"vd_counter"|"xdr_quality"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "custom_fields_schema", keys?: portabilling.Account.get_custom_fields_schema.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", keys: portabilling.Account.get_custom_fields_values.params|table, options?: portabilling.Options): portabilling.object.custom_field_value[]?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "followme"|"account_followme", keys?: portabilling.Account.get_account_followme.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "full_vd_counter", keys?: table, options?: portabilling.Options): portabilling.object.vd_counter?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "mailbox_message", keys: portabilling.Account.get_mailbox_message_details.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "phonebook_record"|"phonebook", keys: portabilling.Account.get_phonebook_record.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "service_features"|"service_feature", keys?: portabilling.Account.get_service_features.params|table, options?: portabilling.Options): portabilling.object.service_feature[]?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Account", record: "transactions_total", keys?: portabilling.Account.get_transactions_total_info.params|table, options?: portabilling.Options): portabilling.object.transactions_total?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Account", record: "account", filters?: portabilling.Account.get_account_list.params|table, options?: portabilling.Options): fun(): portabilling.Account.account?, integer?
---@field list fun(self: portabilling.Client, service: "Account", record: "account"|"alias"|"allowed_location"|"cp_condition"|"cp_rule"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme_number"|"huntgroup"|"account_huntgroup"|"mailbox_message"|"member_of_huntgroups"|"moh"|"phonebook_record"|"phonebook"|"preferable_account"|"provisioning_status"|"role"|"service_features"|"service_feature"|"service_wallet_xdr"|"subscription"|"used_location"|"used_vd_dest_group"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "Account", record: "alias", filters?: portabilling.Account.get_alias_list.params|table, options?: portabilling.Options): fun(): portabilling.object.alias?, integer?
---@field list fun(self: portabilling.Client, service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Account.get_custom_fields_values.params|table, options?: portabilling.Options): fun(): portabilling.object.custom_field_value?, integer?
---@field list fun(self: portabilling.Client, service: "Account", record: "followme_number", filters?: portabilling.Account.get_account_followme.params|table, options?: portabilling.Options): fun(): portabilling.Account.followme_number?, integer?
---@field list fun(self: portabilling.Client, service: "Account", record: "mailbox_message", filters?: portabilling.Account.get_mailbox_message_list.params|table, options?: portabilling.Options): fun(): portabilling.Account.mailbox_message?, integer?
---@field list fun(self: portabilling.Client, service: "Account", record: "phonebook_record"|"phonebook", filters?: portabilling.Account.get_phonebook_list.params|table, options?: portabilling.Options): fun(): portabilling.Account.phonebook_record?, integer?
---@field list fun(self: portabilling.Client, service: "Account", record: "service_features"|"service_feature", filters?: portabilling.Account.get_service_features.params|table, options?: portabilling.Options): fun(): portabilling.object.service_feature?, integer?
---@field list fun(self: portabilling.Client, service: "Account", record: "subscription", filters?: portabilling.Account.get_subscriptions.params|table, options?: portabilling.Options): fun(): portabilling.object.assigned_subscription?, integer?
---@field list fun(self: portabilling.Client, service: "Account", record: "xdr", filters: portabilling.Account.get_xdr_list.params|table, options?: portabilling.Options): fun(): portabilling.object.xdr?, integer?
---@field pages fun(self: portabilling.Client, service: "Account", record: "account", filters?: portabilling.Account.get_account_list.params|table, options?: portabilling.Options): fun(): (portabilling.Account.account[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Account", record: "account"|"alias"|"allowed_location"|"cp_condition"|"cp_rule"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme_number"|"huntgroup"|"account_huntgroup"|"mailbox_message"|"member_of_huntgroups"|"moh"|"phonebook_record"|"phonebook"|"preferable_account"|"provisioning_status"|"role"|"service_features"|"service_feature"|"service_wallet_xdr"|"subscription"|"used_location"|"used_vd_dest_group"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Account", record: "alias", filters?: portabilling.Account.get_alias_list.params|table, options?: portabilling.Options): fun(): (portabilling.object.alias[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Account.get_custom_fields_values.params|table, options?: portabilling.Options): fun(): (portabilling.object.custom_field_value[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Account", record: "followme_number", filters?: portabilling.Account.get_account_followme.params|table, options?: portabilling.Options): fun(): (portabilling.Account.followme_number[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Account", record: "mailbox_message", filters?: portabilling.Account.get_mailbox_message_list.params|table, options?: portabilling.Options): fun(): (portabilling.Account.mailbox_message[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Account", record: "phonebook_record"|"phonebook", filters?: portabilling.Account.get_phonebook_list.params|table, options?: portabilling.Options): fun(): (portabilling.Account.phonebook_record[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Account", record: "service_features"|"service_feature", filters?: portabilling.Account.get_service_features.params|table, options?: portabilling.Options): fun(): (portabilling.object.service_feature[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Account", record: "subscription", filters?: portabilling.Account.get_subscriptions.params|table, options?: portabilling.Options): fun(): (portabilling.object.assigned_subscription[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Account", record: "xdr", filters: portabilling.Account.get_xdr_list.params|table, options?: portabilling.Options): fun(): (portabilling.object.xdr[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "Account", record: "account", attributes: portabilling.Account.update_account.params|table, options?: portabilling.Options): portabilling.Account.update_account.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Account", record: "account"|"account_state"|"alias"|"allowed_location"|"auto_payment"|"call_barring_options"|"cp_condition"|"cp_rule"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"followme"|"account_followme"|"followme_number"|"payment_method"|"phonebook_record"|"phonebook"|"preferable_account"|"service_features"|"service_feature"|"subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Account", record: "alias", attributes: portabilling.Account.update_alias.params|table, options?: portabilling.Options): portabilling.Account.update_alias.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Account", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", attributes: portabilling.Account.update_custom_fields_values.params|table, options?: portabilling.Options): portabilling.Account.update_custom_fields_values.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Account", record: "followme"|"account_followme", attributes: portabilling.Account.update_account_followme.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Account", record: "followme_number", attributes: portabilling.Account.update_followme_number.params|table, options?: portabilling.Options): portabilling.Account.update_followme_number.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Account", record: "phonebook_record"|"phonebook", attributes: portabilling.Account.update_phonebook_record.params|table, options?: portabilling.Options): portabilling.Account.update_phonebook_record.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Account", record: "service_features"|"service_feature", attributes: portabilling.Account.update_service_features.params|table, options?: portabilling.Options): portabilling.Account.update_service_features.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Account", record: "subscription", attributes: portabilling.Account.update_subscription.params|table, options?: portabilling.Options): portabilling.Account.update_subscription.answer?, portabilling.Error?
