---@meta _
-- Customer. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Customer.abbreviated_number.attributes
---@field i_ab_dialing? integer|string
---@field abbreviated_number? string
---@field number_to_dial? string
---@field description? string

---@class portabilling.Customer.abbreviated_number.new : portabilling.Customer.abbreviated_number.attributes
---@field abbreviated_number string # required in practice
---@field number_to_dial string # required in practice

---@class portabilling.Customer.abbreviated_number : portabilling.Customer.abbreviated_number.attributes
---@field i_ab_dialing? integer

---@class portabilling.Customer.agreement
---@field i_customer? integer # uncertain
---@field agreement_condition_list? portabilling.Customer.agreement_condition[]

---@class portabilling.Customer.agreement_condition.attributes
---@field i_product? integer|string
---@field max_offered_quantity? integer|string

---@class portabilling.Customer.agreement_condition.new : portabilling.Customer.agreement_condition.attributes

---@class portabilling.Customer.agreement_condition : portabilling.Customer.agreement_condition.attributes
---@field i_product? integer
---@field max_offered_quantity? integer

---@class portabilling.Customer.aux_field.attributes
---@field name? string
---@field value? string

---@class portabilling.Customer.aux_field.new : portabilling.Customer.aux_field.attributes

---@class portabilling.Customer.aux_field : portabilling.Customer.aux_field.attributes

---@class portabilling.Customer.callqueue
---@field i_c_queue? integer

---@class portabilling.Customer.credit_limit_warning.attributes
---@field type? "A"|"P" # A - an amount; P - percent of the limit
---@field warning_threshold? number|string

---@class portabilling.Customer.credit_limit_warning.new : portabilling.Customer.credit_limit_warning.attributes
---@field warning_threshold number|string # required in practice

---@class portabilling.Customer.credit_limit_warning : portabilling.Customer.credit_limit_warning.attributes
---@field warning_threshold? number

---@class portabilling.Customer.customer.attributes
---@field i_customer? integer|string
---@field name? string # the customer's visible name, unique in the environment
---@field iso_4217? string # currency, ISO 4217
---@field bill_status? "O"|"S"|"C"|"E"|"D"|"I" # O - open; S - suspended; C - closed; E - exported; D - deactivated; I - inactive
---@field status? "closed"|"exported"|"blocked"|"suspended"|"provisionally_terminated"|"limited"|"billing_paused"|"credit_exceeded"|"no_available_funds"|"suspension_delayed"|"limiting_delayed"|"frozen"|"in_progress"|"spending_limit_reached"|"reseller_blocked"|"reseller_suspended"|"reseller_provisionally_terminated"|string # made from the other states; left out when all is well
---@field blocked? boolean|"N"|"Y"
---@field balance? number|string # what is owed; below 0 what is left to spend
---@field opening_balance? number|string # heeded by a create alone
---@field credit_limit? number|string|lightuserdata # null - none
---@field perm_credit_limit? number|string|lightuserdata # null - none
---@field temp_credit_limit? number|string|lightuserdata
---@field credit_limit_until? portabilling.time|lightuserdata # until when temp_credit_limit holds
---@field credit_exceed? boolean|0|1 # made by the server
---@field unallocated_payments? number|string # made by the server
---@field i_customer_type? 1|2|3 # 1 - retail customer; 2 - reseller; 3 - distributor
---@field i_customer_class? integer|string # set by administrators alone
---@field i_balance_control_type? 1|2 # 1 - postpaid; 2 - prepaid
---@field i_billing_period? 1|2|3|4|5|6|integer # 1 - daily; 2 - weekly; 3 - twice a month; 4 - monthly; 5 - anniversary; 6 - 30 days
---@field i_office_type? 1|2|3 # 1 - none; 2 - branch office; 3 - main office
---@field i_role? integer|string
---@field i_acl? integer|string
---@field i_lang? string
---@field i_time_zone? integer|string
---@field i_ui_time_zone? integer|string|lightuserdata # null - as the customer class or the default says
---@field i_template? 0|integer|lightuserdata # 0 - no invoices; null - as the customer class says
---@field ot_i_template? integer|string|lightuserdata # of out-of-turn invoices
---@field i_commission_plan? integer|string|lightuserdata
---@field creation_date? portabilling.time # made by the server
---@field billed_to? portabilling.time # made by the server
---@field next_billed_to? portabilling.time
---@field terminate_on? portabilling.time|lightuserdata
---@field deactivate_on? portabilling.time|lightuserdata
---@field restore_on? portabilling.time|lightuserdata
---@field suspension_delay_date? portabilling.time|lightuserdata
---@field suspend_on_insuff_funds? any
---@field purge_after_months? integer|string|lightuserdata
---@field billing_lock? "N"|"C"|"F"|"L" # N - free; C - closing the period is barred; F - so are corrections; L - seen in place of F
---@field callshop_enabled? boolean|"N"|"Y"
---@field inclusive_taxation? boolean|"N"|"Y"
---@field override_tariffs_enabled? boolean|"N"|"Y"
---@field balance_transfer_allowed? boolean|"N"|"Y"
---@field generate_invoice_earlier? boolean|"N"|"Y"
---@field invoice_generation_enabled? boolean|0|1
---@field onetime_invoice_generation_enabled? boolean|0|1
---@field estimate_taxes? boolean|0|1
---@field bill_suspension_delayed? boolean|0|1 # made by the server
---@field has_custom_fields? boolean|0|1 # made by the server
---@field is_used? boolean|0|1 # made by the server
---@field scheduled_status_change_list? any[]
---@field service_features? portabilling.object.service_feature.new[]
---@field service_flags? string # made by the server
---@field time_zone_name? string # made by the server
---@field login? string # for the self-care pages; small letters, digits and _ @ . -
---@field password? string # for the self-care pages; secret
---@field api_token? string # for log-in by token; digits, a to f and hyphens; at most 36 characters; secret
---@field refnum? string|lightuserdata
---@field i_parent? integer|string|lightuserdata # whose it is; null - a direct customer
---@field i_main_office? 0|integer|lightuserdata # 0 - none
---@field i_tariff? integer|string|lightuserdata # for resellers only
---@field i_tariff_incoming? integer|string|lightuserdata # for resellers only
---@field i_traffic_profile? integer|string|lightuserdata # null - as the customer class says
---@field i_vd_plan? integer|string|lightuserdata
---@field i_rep? integer|string|lightuserdata
---@field i_distributor? integer|string|lightuserdata
---@field i_do_batch? integer|string|lightuserdata
---@field i_number_scope? 1|2|3|lightuserdata # 1 - environment; 2 - reseller; 3 - customer; null - as the customer class or the default says
---@field i_number_scope_reseller? 1|2|3|lightuserdata # 1 - environment; 2 - reseller; 3 - customer
---@field discount_rate? number|string|lightuserdata
---@field send_statistics? "F"|"S"|"N"|lightuserdata # F - full; S - short; N - none; null - as the customer class says
---@field send_invoices? boolean|"N"|"Y"|lightuserdata # null - as the customer class says
---@field credit_limit_warning? portabilling.Customer.credit_limit_warning.new[]
---@field bp_charge_cc? boolean|"N"|"Y"|"" # when left empty, as the customer class says
---@field bp_closure_delayed_info? portabilling.Customer.delayed_closure.new
---@field comm_plan_effective_from? portabilling.time|lightuserdata
---@field max_abbreviated_length? integer|string
---@field dual_version_system? "source"|"target"|string|lightuserdata # which of two systems has it while it moves; null - there is but one
---@field custom_fields_values? portabilling.object.custom_field_value.new[]
---@field aux_fields? portabilling.Customer.aux_field.new[]
---@field salutation? string
---@field firstname? string
---@field midinit? string
---@field lastname? string
---@field companyname? string # at most 100 characters
---@field baddr1? string # at most 41 characters
---@field baddr2? string # at most 41 characters
---@field baddr3? string # at most 41 characters
---@field baddr4? string # at most 41 characters
---@field baddr5? string # at most 41 characters
---@field address_line_2? string # at most 167 characters
---@field city? string # at most 31 characters
---@field state? string # at most 21 characters
---@field zip? string
---@field country? string # ISO 3166-1 alpha-2
---@field cont1? string # at most 120 characters
---@field cont2? string # at most 120 characters
---@field phone1? string
---@field phone2? string
---@field faxnum? string
---@field email? string # several with commas between them
---@field bcc? string # at most 99 characters
---@field note? string
---@field notepad? string
---@field i_billing_processor? integer|string
---@field in_date_format? "YYYY-MM-DD"|"MM/DD/YYYY"|"MM/DD/YY"|"DD-MM-YYYY"|"DD-MM-YY"|"DD.MM.YYYY"|"DD.MM.YY"|"D-MON-YY"|"MON. D, YY"|"D MON. YY"|"MONTH D, YYYY"|"D MONTH YYYY"|"MM-DD-YYYY"|string # for screens, as the four below
---@field in_time_format? "HH24:MI:SS"|"HH12:MI:SS AM"|"HH:MI:SS"|"HH-MI-SS"|"HH12:MI AM"|"HH:MI"|"HH-MI"|string
---@field out_date_format? "YYYY-MM-DD"|"MM/DD/YYYY"|"MM/DD/YY"|"DD-MM-YYYY"|"DD-MM-YY"|"DD.MM.YYYY"|"DD.MM.YY"|"D-MON-YY"|"MON. D, YY"|"D MON. YY"|"MONTH D, YYYY"|"D MONTH YYYY"|"MM-DD-YYYY"|string
---@field out_time_format? "HH24:MI:SS"|"HH12:MI:SS AM"|"HH:MI:SS"|"HH-MI-SS"|"HH12:MI AM"|"HH:MI"|"HH-MI"|string
---@field out_date_time_format? string
---@field shifted_billing_date? portabilling.date # uncertain
---@field dialing_rules? portabilling.Customer.dialing_rules.new # uncertain
---@field ppm_enabled? boolean|"N"|"Y" # uncertain
---@field drm_enabled? boolean|"N"|"Y" # uncertain
---@field tax_id? string # secret; uncertain
---@field i_moh? integer|string|lightuserdata # uncertain

---@class portabilling.Customer.customer.new : portabilling.Customer.customer.attributes
---@field name string # the customer's visible name, unique in the environment
---@field iso_4217 string # currency, ISO 4217

---@class portabilling.Customer.customer : portabilling.Customer.customer.attributes
---@field i_customer? integer
---@field blocked? "N"|"Y"
---@field balance? number
---@field opening_balance? number
---@field credit_limit? number
---@field perm_credit_limit? number
---@field temp_credit_limit? number
---@field credit_limit_until? portabilling.time
---@field credit_exceed? 0|1
---@field unallocated_payments? number
---@field i_customer_class? integer
---@field i_role? integer
---@field i_acl? integer
---@field i_time_zone? integer
---@field i_ui_time_zone? integer
---@field i_template? 0|integer
---@field ot_i_template? integer
---@field i_commission_plan? integer
---@field terminate_on? portabilling.time
---@field deactivate_on? portabilling.time
---@field restore_on? portabilling.time
---@field suspension_delay_date? portabilling.time
---@field purge_after_months? integer
---@field callshop_enabled? "N"|"Y"
---@field inclusive_taxation? "N"|"Y"
---@field override_tariffs_enabled? "N"|"Y"
---@field balance_transfer_allowed? "N"|"Y"
---@field generate_invoice_earlier? "N"|"Y"
---@field invoice_generation_enabled? 0|1
---@field onetime_invoice_generation_enabled? 0|1
---@field estimate_taxes? 0|1
---@field bill_suspension_delayed? 0|1
---@field has_custom_fields? 0|1
---@field is_used? 0|1
---@field service_features? portabilling.object.service_feature[]
---@field refnum? string
---@field i_parent? integer
---@field i_main_office? 0|integer
---@field i_tariff? integer
---@field i_tariff_incoming? integer
---@field i_traffic_profile? integer
---@field i_vd_plan? integer
---@field i_rep? integer
---@field i_distributor? integer
---@field i_do_batch? integer
---@field i_number_scope? 1|2|3
---@field i_number_scope_reseller? 1|2|3
---@field discount_rate? number
---@field send_statistics? "F"|"S"|"N"
---@field send_invoices? "N"|"Y"
---@field credit_limit_warning? portabilling.Customer.credit_limit_warning[]
---@field bp_charge_cc? "N"|"Y"|""
---@field bp_closure_delayed_info? portabilling.Customer.delayed_closure
---@field comm_plan_effective_from? portabilling.time
---@field max_abbreviated_length? integer
---@field dual_version_system? "source"|"target"|string
---@field custom_fields_values? portabilling.object.custom_field_value[]
---@field aux_fields? portabilling.Customer.aux_field[]
---@field i_billing_processor? integer
---@field dialing_rules? portabilling.Customer.dialing_rules
---@field ppm_enabled? "N"|"Y"
---@field drm_enabled? "N"|"Y"
---@field i_moh? integer

---@class portabilling.Customer.delayed_closure.attributes
---@field auto_close_on? portabilling.time
---@field is_closing_scheduled? boolean|"N"|"Y"

---@class portabilling.Customer.delayed_closure.new : portabilling.Customer.delayed_closure.attributes

---@class portabilling.Customer.delayed_closure : portabilling.Customer.delayed_closure.attributes
---@field is_closing_scheduled? "N"|"Y"

---@class portabilling.Customer.dialing_rules.attributes
---@field cc? string # uncertain
---@field ac? string # uncertain
---@field dp? string # uncertain
---@field ip? string # uncertain
---@field em? string # uncertain
---@field ex? string # uncertain

---@class portabilling.Customer.dialing_rules.new : portabilling.Customer.dialing_rules.attributes

---@class portabilling.Customer.dialing_rules : portabilling.Customer.dialing_rules.attributes

---@class portabilling.Customer.extension
---@field i_c_ext? integer
---@field id? string
---@field name? string
---@field type? "Account"|"Group"|"Unassigned"|string
---@field i_account? integer
---@field account_id? string
---@field i_customer? integer # made by the server
---@field i_customer_of_account? integer # of a branch office, where the main office has the extension; made by the server
---@field firstname? string
---@field lastname? string
---@field published? "N"|"Y"
---@field did_number? string
---@field alias_did_number_list? portabilling.object.alias_did_number[]
---@field primary_i_c_group? integer
---@field i_product? integer
---@field i_cpe? integer
---@field port? integer
---@field prompt_action? "set"|"unset"

---@class portabilling.Customer.extension_member.attributes
---@field i_c_ext? integer|string
---@field account_id? string
---@field id? string # number of its extension; made by the server
---@field name? string # made by the server
---@field type? "Account"|"Group"|"Unassigned"|string
---@field hunt_active? boolean|"N"|"Y" # N - it is logged out
---@field huntstop? any # uncertain

---@class portabilling.Customer.extension_member.new : portabilling.Customer.extension_member.attributes
---@field i_c_ext integer|string # required in practice

---@class portabilling.Customer.extension_member : portabilling.Customer.extension_member.attributes
---@field i_c_ext? integer
---@field hunt_active? "N"|"Y"

---@class portabilling.Customer.huntgroup
---@field i_c_group? integer
---@field id? string
---@field name? string
---@field hunt_sequence? "Order"|"Random"|"Simultaneous"|string
---@field assigned_extensions? portabilling.Customer.extension_member[]
---@field assigned_callqueue? portabilling.Customer.callqueue
---@field hunt_keep_original_cli? "N"|"Y"
---@field hunt_while_wrapping_up? string
---@field pickup_allowed? "N"|"Y"
---@field activity_monitoring? "N"|"Y"
---@field published? "N"|"Y"

---@class portabilling.Customer.xdr_report
---@field file_name? string
---@field period_from? portabilling.time
---@field period_to? portabilling.time
---@field type? string # uncertain

---@class portabilling.Customer.activate_subscriptions.params
---@field i_customer? integer|string

---@class portabilling.Customer.activate_subscriptions.answer
---@field success? 0|1

---@class portabilling.Customer.add_abbreviated_dialing_number.params
---@field i_customer? integer|string
---@field abbreviated_dialing_number_info portabilling.Customer.abbreviated_number.new # required in practice

---@class portabilling.Customer.add_abbreviated_dialing_number.answer
---@field i_ab_dialing? integer

---@class portabilling.Customer.add_customer.params
---@field customer_info portabilling.Customer.customer.new # required in practice
---@field suppress_notification? boolean|0|1
---@field supress_notification? boolean|0|1
---@field send_invoices? boolean|"N"|"Y" # uncertain
---@field generate_web_password? boolean|0|1 # uncertain

---@class portabilling.Customer.add_customer.answer
---@field i_customer? integer

---@class portabilling.Customer.add_customer_extension.params
---@field i_customer? integer|string
---@field id string # the number that is dialled; required in practice
---@field name? string
---@field i_account? integer|string|lightuserdata
---@field i_product? integer|string
---@field i_cpe? integer|string|lightuserdata
---@field port? integer|string|lightuserdata
---@field published? boolean|"N"|"Y"
---@field prompt_action? "set"|"unset"
---@field primary_i_c_group? integer|string|lightuserdata
---@field firstname? string
---@field lastname? string

---@class portabilling.Customer.add_customer_extension.answer
---@field i_c_ext? integer

---@class portabilling.Customer.add_customer_huntgroup.params
---@field i_customer? integer|string
---@field id string # the number that is dialled; required in practice
---@field name string # required in practice
---@field add_extensions? portabilling.Customer.extension_member.new[]
---@field hunt_sequence? "Order"|"Random"|"Simultaneous"|string
---@field hunt_keep_original_cli? boolean|"N"|"Y"
---@field hunt_while_wrapping_up? "always"|string
---@field pickup_allowed? boolean|"N"|"Y"
---@field activity_monitoring? boolean|"N"|"Y"
---@field call_wrap_up_time? integer|string
---@field minimal_served_call_duration? integer|string
---@field wrap_up_extend_time? integer|string
---@field wrap_up_passed_calls? boolean|"N"|"Y"
---@field published? boolean|"N"|"Y"
---@field i_account? integer|string|lightuserdata

---@class portabilling.Customer.add_customer_huntgroup.answer
---@field i_c_group? integer

---@class portabilling.Customer.add_subscription.params
---@field i_customer? integer|string
---@field subscription_info portabilling.object.assigned_subscription.new # required in practice

---@class portabilling.Customer.add_subscription.answer
---@field i_customer_subscription? integer

---@class portabilling.Customer.change_password.params
---@field i_customer? integer|string
---@field old_password string # required in practice; secret
---@field new_password string # required in practice; secret

---@class portabilling.Customer.change_password.answer
---@field success? 0|1
---@field errors? table # uncertain

---@class portabilling.Customer.charge_subscription_fees.params
---@field i_customer? integer|string
---@field immediately_in_advance? integer|string

---@class portabilling.Customer.charge_subscription_fees.answer
---@field success? 0|1

---@class portabilling.Customer.close_subscription.params
---@field i_customer_subscription integer|string # required in practice
---@field close_date? portabilling.date

---@class portabilling.Customer.close_subscription.answer
---@field success? 0|1

---@class portabilling.Customer.delete_abbreviated_dialing_number.params
---@field i_ab_dialing integer|string # required in practice
---@field i_customer? integer|string

---@class portabilling.Customer.delete_abbreviated_dialing_number.answer
---@field success? 0|1

--- For a customer that was never used; terminate_customer ends one.
---@class portabilling.Customer.delete_customer.params
---@field i_customer integer|string # required in practice

---@class portabilling.Customer.delete_customer.answer
---@field success? 0|1

---@class portabilling.Customer.delete_customer_extension.params
---@field i_c_ext integer|string # required in practice
---@field i_customer? integer|string
---@field dont_release_did_number_to_pool? boolean|0|1

---@class portabilling.Customer.delete_customer_extension.answer
---@field success? 0|1

---@class portabilling.Customer.delete_customer_huntgroup.params
---@field i_c_group integer|string # required in practice
---@field i_customer? integer|string

---@class portabilling.Customer.delete_customer_huntgroup.answer
---@field success? 0|1

---@class portabilling.Customer.delete_subscription.params
---@field i_customer_subscription integer|string # required in practice

---@class portabilling.Customer.delete_subscription.answer
---@field success? 0|1

---@class portabilling.Customer.get_abbreviated_dialing_number_list.params
---@field i_customer? integer|string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata # goes with limit
---@field get_total? boolean|0|1

---@class portabilling.Customer.get_abbreviated_dialing_number_list.answer
---@field abbreviated_dialing_number_list? portabilling.Customer.abbreviated_number[]
---@field total? integer

---@class portabilling.Customer.get_account_aliases_list.params
---@field i_customer? integer|string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Customer.get_account_aliases_list.answer
---@field alias_list? portabilling.object.alias[]
---@field total? integer

---@class portabilling.Customer.get_accounts_subscriptions.params
---@field i_customer? integer|string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1 # uncertain

---@class portabilling.Customer.get_accounts_subscriptions.answer
---@field subscriptions? portabilling.object.assigned_subscription[]
---@field total? integer # uncertain

---@class portabilling.Customer.get_custom_fields_schema.params
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Customer.get_custom_fields_schema.answer
---@field custom_fields_list? any[] # uncertain

---@class portabilling.Customer.get_custom_fields_values.params
---@field i_customer integer|string

---@class portabilling.Customer.get_custom_fields_values.answer
---@field custom_fields_values? portabilling.object.custom_field_value[]

--- Answers a ZIP file.
---@class portabilling.Customer.get_custom_xdr_report.params
---@field i_customer? integer|string
---@field file_name string # required in practice

---@class portabilling.Customer.get_custom_xdr_report_list.params
---@field i_customer? integer|string
---@field type? string
---@field period_from? portabilling.time
---@field period_to? portabilling.time
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata # goes with limit

---@class portabilling.Customer.get_custom_xdr_report_list.answer
---@field report_list? portabilling.Customer.xdr_report[]

---@class portabilling.Customer.get_customer_agreement_info.params
---@field i_customer? integer|string

---@class portabilling.Customer.get_customer_agreement_info.answer
---@field customer_agreement_info? portabilling.Customer.agreement # uncertain

---@class portabilling.Customer.get_customer_extension_info.params
---@field i_c_ext integer|string # required in practice
---@field i_customer? integer|string

---@class portabilling.Customer.get_customer_extension_info.answer
---@field extension_info? portabilling.Customer.extension # uncertain

---@class portabilling.Customer.get_customer_info.params
---@field i_customer? integer|string # one of the fields marked so is required
---@field name? string # one of the fields marked so is required
---@field login? string # one of the fields marked so is required
---@field refnum? string # one of the fields marked so is required
---@field detailed_info? boolean|0|1
---@field effective_values? boolean|0|1
---@field get_time_zone_name? boolean|0|1
---@field with_agreement_condition_list? boolean|0|1
---@field without_service_features? boolean|0|1
---@field get_service_features? string[] # names of features
---@field get_auth_info? boolean|0|1
---@field get_main_office_info? boolean|0|1
---@field get_rt_auth_info? boolean|0|1
---@field with_reseller_info? boolean|0|1

---@class portabilling.Customer.get_customer_info.answer
---@field customer_info? portabilling.Customer.customer

---@class portabilling.Customer.get_customer_invoices.params
---@field i_customer? integer|string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Customer.get_customer_invoices.answer
---@field invoice_list? portabilling.object.invoice[] # uncertain
---@field total? integer

---@class portabilling.Customer.get_customer_list.params
---@field i_customer? integer|string
---@field name? string # wildcards: % and _
---@field companyname? string
---@field firstname? string
---@field lastname? string
---@field email? string
---@field login? string
---@field refnum? string
---@field city? string
---@field phone1? string
---@field bill_status? "O"|"S"|"C"|"E"|"D"|"I"
---@field i_parent? integer|string|lightuserdata # null - direct customers
---@field i_customer_type? 1|2|3
---@field i_customer_class? integer|string
---@field i_main_customer? integer|string # with i_office_type 2: the branch offices of this main office
---@field i_main_office? integer|string
---@field i_office_type? 1|2|3
---@field i_balance_control_type? 1|2
---@field iso_4217? string # currency, ISO 4217
---@field blocked? boolean|"N"|"Y"
---@field i_rep? integer|string
---@field i_distributor? integer|string
---@field get_statuses? boolean|0|1
---@field has_invoices? boolean|0|1
---@field credit_limit_exceeded? boolean|0|1
---@field spending_limit_reached? boolean|0|1
---@field check_usage? boolean|0|1
---@field skip_exported? boolean|0|1
---@field with_terminated? boolean|0|1
---@field with_subresellers? boolean|0|1
---@field with_credit_limit_warnings? boolean|0|1
---@field with_commission_plan? boolean|0|1
---@field with_bp_charge_cc? boolean|0|1
---@field detailed_info? boolean|0|1
---@field get_service_features? string[] # names of features
---@field search? portabilling.object.search.attributes
---@field limit? integer|string|lightuserdata # 50 or so when left out, 1000 at most
---@field offset? integer|string|lightuserdata # goes with limit
---@field get_total? boolean|0|1
---@field callshop_enabled? boolean|"N"|"Y" # uncertain
---@field get_auth_info? boolean|0|1
---@field get_notepad? boolean|0|1
---@field cont1? string # uncertain
---@field cont2? string # uncertain
---@field country? string # uncertain
---@field bcc? string # uncertain
---@field midinit? string # uncertain
---@field note? string # uncertain
---@field phone2? string # uncertain
---@field salutation? string # uncertain
---@field fax? string # uncertain
---@field custom_fields_values? portabilling.object.custom_field_value.attributes[]

---@class portabilling.Customer.get_customer_list.answer
---@field customer_list? portabilling.Customer.customer[]
---@field total? integer

--- Both dates are mandatory; they compare bill_time: from the first on, to before the second.
---@class portabilling.Customer.get_customer_xdrs.params
---@field i_customer? integer|string
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
---@field on_net? "A"|"C"|string # uncertain
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

---@class portabilling.Customer.get_customer_xdrs.answer
---@field xdr_list? portabilling.object.xdr[]
---@field total? integer

---@class portabilling.Customer.get_extensions_list.params
---@field i_customer? integer|string
---@field account_id? string
---@field extension? string # its number; wildcards: % and _
---@field name? string # wildcards: % and _
---@field get_main_office_extensions? boolean|0|1 # of a branch office: those of its main office
---@field detailed_info? boolean|0|1
---@field limit_alias_did_number_list? integer|string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata # goes with limit
---@field get_total? boolean|0|1
---@field get_published? boolean|0|1
---@field account? string # uncertain

---@class portabilling.Customer.get_extensions_list.answer
---@field extensions_list? portabilling.Customer.extension[]
---@field total? integer

---@class portabilling.Customer.get_full_vd_counter_info.answer
---@field full_vd_counter_info? portabilling.object.vd_counter # uncertain

---@class portabilling.Customer.get_huntgroup_info.params
---@field i_c_group integer|string # required in practice
---@field i_customer? integer|string

---@class portabilling.Customer.get_huntgroup_info.answer
---@field huntgroup_info? portabilling.Customer.huntgroup # uncertain

---@class portabilling.Customer.get_huntgroup_list.params
---@field i_customer? integer|string
---@field id? string
---@field name? string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata # goes with limit
---@field get_total? boolean|0|1
---@field get_main_office_huntgroups? boolean|0|1 # from MR106 on

---@class portabilling.Customer.get_huntgroup_list.answer
---@field huntgroup_list? portabilling.Customer.huntgroup[]
---@field total? integer

---@class portabilling.Customer.get_my_info.params

---@class portabilling.Customer.get_my_info.answer
---@field customer_info? portabilling.Customer.customer # uncertain

---@class portabilling.Customer.get_service_features.params
---@field i_customer? integer|string
---@field effective_values? boolean|0|1

---@class portabilling.Customer.get_service_features.answer
---@field service_features? portabilling.object.service_feature[]

---@class portabilling.Customer.get_subscriptions.params
---@field i_customer? integer|string
---@field with_effective_fees? boolean|0|1
---@field with_promotional_periods_info? boolean|0|1
---@field with_regular_discount_list? boolean|0|1
---@field with_upcharge_list? boolean|0|1
---@field with_discounts? boolean|0|1
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Customer.get_subscriptions.answer
---@field subscriptions? portabilling.object.assigned_subscription[]
---@field total? integer

---@class portabilling.Customer.get_transactions_total_info.params
---@field i_customer? integer|string # uncertain
---@field from_date? portabilling.time # uncertain
---@field to_date? portabilling.time # uncertain

---@class portabilling.Customer.get_transactions_total_info.answer
---@field transactions_total_info? portabilling.object.transactions_total # uncertain

--- Charges or credits. Which actions there are Payment/get_transaction_actions_list tells.
---@class portabilling.Customer.make_transaction.params
---@field i_customer integer|string
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

---@class portabilling.Customer.make_transaction.answer
---@field i_payment_transaction? integer
---@field transaction_id? string
---@field authorization? string # secret
---@field result_code? string
---@field balance? number
---@field i_xdr? integer

--- Suspends a customer's services.
---@class portabilling.Customer.suspend_customer.params
---@field i_customer integer|string # required in practice
---@field suppress_notification? boolean|0|1
---@field supress_notification? boolean|0|1

---@class portabilling.Customer.suspend_customer.answer
---@field success? 0|1

---@class portabilling.Customer.terminate_customer.params
---@field i_customer integer|string
---@field supress_notification? boolean|0|1
---@field suppress_notification? boolean|0|1
---@field force? boolean|0|1

---@class portabilling.Customer.terminate_customer.answer
---@field success? 0|1

--- Ends the suspension of a customer's services.
---@class portabilling.Customer.unsuspend_customer.params
---@field i_customer integer|string # required in practice
---@field suppress_notification? boolean|0|1
---@field supress_notification? boolean|0|1

---@class portabilling.Customer.unsuspend_customer.answer
---@field success? 0|1

---@class portabilling.Customer.update_abbreviated_dialing_number.params
---@field i_customer? integer|string
---@field abbreviated_dialing_number_info portabilling.Customer.abbreviated_number.attributes # required in practice

---@class portabilling.Customer.update_abbreviated_dialing_number.answer
---@field i_ab_dialing? integer

---@class portabilling.Customer.update_agreement_conditions.params
---@field agreement_condition_list? portabilling.Customer.agreement_condition.new[]
---@field i_customer? integer|string

---@class portabilling.Customer.update_agreement_conditions.answer
---@field success? 0|1 # uncertain

--- Each entry needs i_custom_field or name.
---@class portabilling.Customer.update_custom_fields_values.params
---@field i_customer integer|string # required in practice
---@field custom_fields_values portabilling.object.custom_field_value.attributes[]

---@class portabilling.Customer.update_custom_fields_values.answer
---@field i_customer? integer

--- An old rule: to set another credit_limit, set it to null first.
---@class portabilling.Customer.update_customer.params
---@field customer_info portabilling.Customer.customer.attributes # required in practice
---@field suppress_notification? boolean|0|1
---@field supress_notification? boolean|0|1
---@field update_params? table # when a changed spending counter takes effect; uncertain

---@class portabilling.Customer.update_customer.answer
---@field i_customer? integer

---@class portabilling.Customer.update_customer_extension.params
---@field i_c_ext integer|string
---@field i_customer? integer|string
---@field id? string
---@field name? string
---@field i_account? integer|string|lightuserdata
---@field i_product? integer|string
---@field i_cpe? integer|string|lightuserdata
---@field port? integer|string|lightuserdata
---@field published? boolean|"N"|"Y"
---@field prompt_action? "set"|"unset"
---@field primary_i_c_group? 0|integer|lightuserdata # 0 - none
---@field firstname? string
---@field lastname? string

---@class portabilling.Customer.update_customer_extension.answer
---@field i_c_ext? integer

---@class portabilling.Customer.update_customer_huntgroup.params
---@field i_c_group integer|string
---@field i_customer? integer|string
---@field id? string
---@field name? string
---@field add_extensions? portabilling.Customer.extension_member.new[]
---@field hunt_sequence? "Order"|"Random"|"Simultaneous"|string
---@field hunt_keep_original_cli? boolean|"N"|"Y"
---@field hunt_while_wrapping_up? "always"|string
---@field pickup_allowed? boolean|"N"|"Y"
---@field activity_monitoring? boolean|"N"|"Y"
---@field call_wrap_up_time? integer|string
---@field minimal_served_call_duration? integer|string
---@field wrap_up_extend_time? integer|string
---@field wrap_up_passed_calls? boolean|"N"|"Y"
---@field published? boolean|"N"|"Y"
---@field i_account? integer|string|lightuserdata

---@class portabilling.Customer.update_customer_huntgroup.answer
---@field i_c_group? integer

---@class portabilling.Customer.update_service_features.params
---@field i_customer integer|string
---@field service_features portabilling.object.service_feature.new[]
---@field detailed_response? boolean|0|1 # uncertain

---@class portabilling.Customer.update_service_features.answer
---@field i_customer? integer
---@field success? 0|1

---@class portabilling.Customer.update_subscription.params
---@field subscription_info portabilling.object.assigned_subscription.attributes # required in practice

---@class portabilling.Customer.update_subscription.answer
---@field i_customer_subscription? integer

--- Takes the same as add_customer and stores nothing: it tells whether the name is free.
---@class portabilling.Customer.validate_customer_info.params
---@field customer_info portabilling.Customer.customer.new # required in practice

---@class portabilling.Customer.validate_customer_info.answer
---@field success? 0|1

---@class portabilling
---@field batch fun(operation: "create", service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", source: portabilling.Customer.add_abbreviated_dialing_number.params[]|table|(fun(): portabilling.Customer.add_abbreviated_dialing_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "create", service: "Customer", record: "customer", source: portabilling.Customer.add_customer.params[]|table|(fun(): portabilling.Customer.add_customer.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "create", service: "Customer", record: "extension"|"customer_extension"|"extensions", source: portabilling.Customer.add_customer_extension.params[]|table|(fun(): portabilling.Customer.add_customer_extension.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "create", service: "Customer", record: "huntgroup"|"customer_huntgroup", source: portabilling.Customer.add_customer_huntgroup.params[]|table|(fun(): portabilling.Customer.add_customer_huntgroup.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "create", service: "Customer", record: "subscription", source: portabilling.Customer.add_subscription.params[]|table|(fun(): portabilling.Customer.add_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", source: portabilling.Customer.delete_abbreviated_dialing_number.params[]|table|(fun(): portabilling.Customer.delete_abbreviated_dialing_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Customer", record: "customer", source: portabilling.Customer.terminate_customer.params[]|table|(fun(): portabilling.Customer.terminate_customer.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Customer", record: "extension"|"customer_extension"|"extensions", source: portabilling.Customer.delete_customer_extension.params[]|table|(fun(): portabilling.Customer.delete_customer_extension.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Customer", record: "huntgroup"|"customer_huntgroup", source: portabilling.Customer.delete_customer_huntgroup.params[]|table|(fun(): portabilling.Customer.delete_customer_huntgroup.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Customer", record: "subscription", source: portabilling.Customer.close_subscription.params[]|table|(fun(): portabilling.Customer.close_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", source: portabilling.Customer.update_abbreviated_dialing_number.params[]|table|(fun(): portabilling.Customer.update_abbreviated_dialing_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Customer", record: "agreement"|"customer_agreement", source: portabilling.Customer.update_agreement_conditions.params[]|table|(fun(): portabilling.Customer.update_agreement_conditions.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", source: portabilling.Customer.update_custom_fields_values.params[]|table|(fun(): portabilling.Customer.update_custom_fields_values.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Customer", record: "customer", source: portabilling.Customer.update_customer.params[]|table|(fun(): portabilling.Customer.update_customer.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Customer", record: "extension"|"customer_extension"|"extensions", source: portabilling.Customer.update_customer_extension.params[]|table|(fun(): portabilling.Customer.update_customer_extension.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Customer", record: "huntgroup"|"customer_huntgroup", source: portabilling.Customer.update_customer_huntgroup.params[]|table|(fun(): portabilling.Customer.update_customer_huntgroup.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Customer", record: "service_features"|"service_feature", source: portabilling.Customer.update_service_features.params[]|table|(fun(): portabilling.Customer.update_service_features.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Customer", record: "subscription", source: portabilling.Customer.update_subscription.params[]|table|(fun(): portabilling.Customer.update_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "Customer", method: "activate_subscriptions", params?: portabilling.Customer.activate_subscriptions.params|table, options?: portabilling.Options): portabilling.Customer.activate_subscriptions.answer?, portabilling.Error?
---@field call fun(service: "Customer", method: "activate_subscriptions"|"add_abbreviated_dialing_number"|"add_auto_payment"|"add_batch"|"add_callqueue"|"add_customer"|"add_customer_extension"|"add_customer_huntgroup"|"add_customer_individual"|"add_customer_site"|"add_subreseller"|"add_subscription"|"assign_commitment"|"change_password"|"charge_subscription_fees"|"cleanup_personal_data"|"close_billing_period"|"close_subscription"|"delete_abbreviated_dialing_number"|"delete_auto_payment"|"delete_batch"|"delete_callqueue"|"delete_customer"|"delete_customer_extension"|"delete_customer_huntgroup"|"delete_customer_site"|"delete_payment_method"|"delete_subscription"|"disable_api_notifications"|"enable_api_notifications"|"estimate_taxes"|"get_abbreviated_dialing_number_list"|"get_account_aliases_list"|"get_accounts_subscriptions"|"get_auto_payment_info"|"get_batch_info"|"get_batch_list"|"get_call_activity_metrics"|"get_call_barring_options"|"get_callqueue_info"|"get_callqueue_list"|"get_callqueue_moh_file"|"get_callqueue_prompt_file"|"get_credit_limit_history"|"get_custom_fields_schema"|"get_custom_fields_values"|"get_custom_xdr_report"|"get_custom_xdr_report_list"|"get_custom_xdr_report_types"|"get_customer_agreement_info"|"get_customer_billing_periods_history"|"get_customer_extension_info"|"get_customer_info"|"get_customer_invoices"|"get_customer_list"|"get_customer_xdrs"|"get_dial_rule_samples"|"get_extensions_list"|"get_full_vd_counter_info"|"get_huntgroup_info"|"get_huntgroup_list"|"get_last_billing_date_constraint_list"|"get_metrics_data"|"get_moh_list_info"|"get_my_info"|"get_network_connectivity_list"|"get_pay_required_invoices_summary"|"get_payment_method_info"|"get_prompt_file"|"get_rt_requestor_list"|"get_rt_tickets_list"|"get_service_features"|"get_service_wallet_xdr_list"|"get_services_consumption"|"get_site_info"|"get_sites"|"get_spending_counter_info"|"get_spending_counter_list"|"get_status_history"|"get_subscriptions"|"get_taxation_info"|"get_transactions_total_info"|"get_vd_counter_history_list"|"get_vd_counter_info"|"get_vd_counter_list"|"get_vd_notification_list"|"get_xdr_quality_info"|"make_transaction"|"mark_xdr_out_of_turn"|"modify_spending_limit"|"register_transaction"|"suspend_customer"|"terminate_customer"|"unsuspend_customer"|"update_abbreviated_dialing_number"|"update_agreement_conditions"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Customer", method: "change_password", params: portabilling.Customer.change_password.params|table, options?: portabilling.Options): portabilling.Customer.change_password.answer?, portabilling.Error?
---@field call fun(service: "Customer", method: "charge_subscription_fees", params?: portabilling.Customer.charge_subscription_fees.params|table, options?: portabilling.Options): portabilling.Customer.charge_subscription_fees.answer?, portabilling.Error?
---@field call fun(service: "Customer", method: "delete_customer", params: portabilling.Customer.delete_customer.params|table, options?: portabilling.Options): portabilling.Customer.delete_customer.answer?, portabilling.Error?
---@field call fun(service: "Customer", method: "delete_subscription", params: portabilling.Customer.delete_subscription.params|table, options?: portabilling.Options): portabilling.Customer.delete_subscription.answer?, portabilling.Error?
---@field call fun(service: "Customer", method: "get_custom_xdr_report", params: portabilling.Customer.get_custom_xdr_report.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Customer", method: "make_transaction", params: portabilling.Customer.make_transaction.params|table, options?: portabilling.Options): portabilling.Customer.make_transaction.answer?, portabilling.Error?
---@field call fun(service: "Customer", method: "suspend_customer", params: portabilling.Customer.suspend_customer.params|table, options?: portabilling.Options): portabilling.Customer.suspend_customer.answer?, portabilling.Error?
---@field call fun(service: "Customer", method: "unsuspend_customer", params: portabilling.Customer.unsuspend_customer.params|table, options?: portabilling.Options): portabilling.Customer.unsuspend_customer.answer?, portabilling.Error?
---@field call fun(service: "Customer", method: "update_auto_payment"|"update_batch"|"update_call_barring_options"|"update_callqueue"|"update_custom_fields_values"|"update_customer"|"update_customer_extension"|"update_customer_huntgroup"|"update_customer_individual"|"update_customer_site"|"update_payment_method"|"update_service_features"|"update_subscription"|"update_taxation"|"validate_customer_info"|"vd_topup"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Customer", method: "validate_customer_info", params: portabilling.Customer.validate_customer_info.params|table, options?: portabilling.Options): portabilling.Customer.validate_customer_info.answer?, portabilling.Error?
---@field collect fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", filters?: portabilling.Customer.get_abbreviated_dialing_number_list.params|table, options?: portabilling.Options): (portabilling.Customer.abbreviated_number[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"account_alias"|"account_aliases"|"accounts_subscription"|"accounts_subscriptions"|"batch"|"billing_period_history"|"callqueue"|"credit_limit_history"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"custom_xdr_report"|"custom_xdr_report_type"|"customer"|"dial_rule_sample"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"invoice"|"last_billing_date_constraint"|"moh"|"network_connectivity"|"rt_requestor"|"rt_ticket"|"rt_tickets"|"service_features"|"service_feature"|"service_wallet_xdr"|"site"|"customer_site"|"spending_counter"|"status_history"|"subscription"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "account_alias"|"account_aliases", filters?: portabilling.Customer.get_account_aliases_list.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "accounts_subscription"|"accounts_subscriptions", filters?: portabilling.Customer.get_accounts_subscriptions.params|table, options?: portabilling.Options): (portabilling.object.assigned_subscription[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Customer.get_custom_fields_values.params|table, options?: portabilling.Options): (portabilling.object.custom_field_value[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "custom_xdr_report", filters?: portabilling.Customer.get_custom_xdr_report_list.params|table, options?: portabilling.Options): (portabilling.Customer.xdr_report[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "customer", filters?: portabilling.Customer.get_customer_list.params|table, options?: portabilling.Options): (portabilling.Customer.customer[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "extension"|"customer_extension"|"extensions", filters?: portabilling.Customer.get_extensions_list.params|table, options?: portabilling.Options): (portabilling.Customer.extension[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "huntgroup"|"customer_huntgroup", filters?: portabilling.Customer.get_huntgroup_list.params|table, options?: portabilling.Options): (portabilling.Customer.huntgroup[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "invoice", filters?: portabilling.Customer.get_customer_invoices.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "service_features"|"service_feature", filters?: portabilling.Customer.get_service_features.params|table, options?: portabilling.Options): (portabilling.object.service_feature[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "subscription", filters?: portabilling.Customer.get_subscriptions.params|table, options?: portabilling.Options): (portabilling.object.assigned_subscription[])?, portabilling.Error?
---@field collect fun(service: "Customer", record: "xdr", filters: portabilling.Customer.get_customer_xdrs.params|table, options?: portabilling.Options): (portabilling.object.xdr[])?, portabilling.Error?
---@field create fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", attributes: portabilling.Customer.add_abbreviated_dialing_number.params|table, options?: portabilling.Options): portabilling.Customer.add_abbreviated_dialing_number.answer?, portabilling.Error?
---@field create fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"auto_payment"|"batch"|"callqueue"|"customer"|"customer_individual"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"site"|"customer_site"|"subreseller"|"subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field create fun(service: "Customer", record: "customer", attributes: portabilling.Customer.add_customer.params|table, options?: portabilling.Options): portabilling.Customer.add_customer.answer?, portabilling.Error?
---@field create fun(service: "Customer", record: "extension"|"customer_extension"|"extensions", attributes: portabilling.Customer.add_customer_extension.params|table, options?: portabilling.Options): portabilling.Customer.add_customer_extension.answer?, portabilling.Error?
---@field create fun(service: "Customer", record: "huntgroup"|"customer_huntgroup", attributes: portabilling.Customer.add_customer_huntgroup.params|table, options?: portabilling.Options): portabilling.Customer.add_customer_huntgroup.answer?, portabilling.Error?
---@field create fun(service: "Customer", record: "subscription", attributes: portabilling.Customer.add_subscription.params|table, options?: portabilling.Options): portabilling.Customer.add_subscription.answer?, portabilling.Error?
---@field delete fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", keys: portabilling.Customer.delete_abbreviated_dialing_number.params|table, options?: portabilling.Options): portabilling.Customer.delete_abbreviated_dialing_number.answer?, portabilling.Error?
---@field delete fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"auto_payment"|"batch"|"callqueue"|"customer"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"payment_method"|"site"|"customer_site"|"subscription"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "Customer", record: "customer", keys: portabilling.Customer.terminate_customer.params|table, options?: portabilling.Options): portabilling.Customer.terminate_customer.answer?, portabilling.Error?
---@field delete fun(service: "Customer", record: "extension"|"customer_extension"|"extensions", keys: portabilling.Customer.delete_customer_extension.params|table, options?: portabilling.Options): portabilling.Customer.delete_customer_extension.answer?, portabilling.Error?
---@field delete fun(service: "Customer", record: "huntgroup"|"customer_huntgroup", keys: portabilling.Customer.delete_customer_huntgroup.params|table, options?: portabilling.Options): portabilling.Customer.delete_customer_huntgroup.answer?, portabilling.Error?
---@field delete fun(service: "Customer", record: "subscription", keys: portabilling.Customer.close_subscription.params|table, options?: portabilling.Options): portabilling.Customer.close_subscription.answer?, portabilling.Error?
---@field get fun(service: "Customer", record: "agreement"|"customer_agreement", keys?: portabilling.Customer.get_customer_agreement_info.params|table, options?: portabilling.Options): portabilling.Customer.agreement?, portabilling.Error?
---@field get fun(service: "Customer", record: "agreement"|"customer_agreement"|"auto_payment"|"batch"|"call_barring_options"|"callqueue"|"custom_fields_schema"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"customer"|"extension"|"customer_extension"|"extensions"|"full_vd_counter"|"huntgroup"|"customer_huntgroup"|"my"|"payment_method"|"service_features"|"service_feature"|"site"|"customer_site"|"spending_counter"|"taxation"|"transactions_total"|"vd_counter"|"xdr_quality"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Customer", record: "custom_fields_schema", keys?: portabilling.Customer.get_custom_fields_schema.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", keys: portabilling.Customer.get_custom_fields_values.params|table, options?: portabilling.Options): portabilling.object.custom_field_value[]?, portabilling.Error?
---@field get fun(service: "Customer", record: "customer", keys?: portabilling.Customer.get_customer_info.params|table, options?: portabilling.Options): portabilling.Customer.customer?, portabilling.Error?
---@field get fun(service: "Customer", record: "extension"|"customer_extension"|"extensions", keys: portabilling.Customer.get_customer_extension_info.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Customer", record: "full_vd_counter", keys?: table, options?: portabilling.Options): portabilling.object.vd_counter?, portabilling.Error?
---@field get fun(service: "Customer", record: "huntgroup"|"customer_huntgroup", keys: portabilling.Customer.get_huntgroup_info.params|table, options?: portabilling.Options): portabilling.Customer.huntgroup?, portabilling.Error?
---@field get fun(service: "Customer", record: "my", keys?: portabilling.Customer.get_my_info.params|table, options?: portabilling.Options): portabilling.Customer.customer?, portabilling.Error?
---@field get fun(service: "Customer", record: "service_features"|"service_feature", keys?: portabilling.Customer.get_service_features.params|table, options?: portabilling.Options): portabilling.object.service_feature[]?, portabilling.Error?
---@field get fun(service: "Customer", record: "transactions_total", keys?: portabilling.Customer.get_transactions_total_info.params|table, options?: portabilling.Options): portabilling.object.transactions_total?, portabilling.Error?
---@field list fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", filters?: portabilling.Customer.get_abbreviated_dialing_number_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.abbreviated_number?, integer?
---@field list fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"account_alias"|"account_aliases"|"accounts_subscription"|"accounts_subscriptions"|"batch"|"billing_period_history"|"callqueue"|"credit_limit_history"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"custom_xdr_report"|"custom_xdr_report_type"|"customer"|"dial_rule_sample"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"invoice"|"last_billing_date_constraint"|"moh"|"network_connectivity"|"rt_requestor"|"rt_ticket"|"rt_tickets"|"service_features"|"service_feature"|"service_wallet_xdr"|"site"|"customer_site"|"spending_counter"|"status_history"|"subscription"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "Customer", record: "account_alias"|"account_aliases", filters?: portabilling.Customer.get_account_aliases_list.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "Customer", record: "accounts_subscription"|"accounts_subscriptions", filters?: portabilling.Customer.get_accounts_subscriptions.params|table, options?: portabilling.Options): fun(): portabilling.object.assigned_subscription?, integer?
---@field list fun(service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Customer.get_custom_fields_values.params|table, options?: portabilling.Options): fun(): portabilling.object.custom_field_value?, integer?
---@field list fun(service: "Customer", record: "custom_xdr_report", filters?: portabilling.Customer.get_custom_xdr_report_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.xdr_report?, integer?
---@field list fun(service: "Customer", record: "customer", filters?: portabilling.Customer.get_customer_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.customer?, integer?
---@field list fun(service: "Customer", record: "extension"|"customer_extension"|"extensions", filters?: portabilling.Customer.get_extensions_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.extension?, integer?
---@field list fun(service: "Customer", record: "huntgroup"|"customer_huntgroup", filters?: portabilling.Customer.get_huntgroup_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.huntgroup?, integer?
---@field list fun(service: "Customer", record: "invoice", filters?: portabilling.Customer.get_customer_invoices.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "Customer", record: "service_features"|"service_feature", filters?: portabilling.Customer.get_service_features.params|table, options?: portabilling.Options): fun(): portabilling.object.service_feature?, integer?
---@field list fun(service: "Customer", record: "subscription", filters?: portabilling.Customer.get_subscriptions.params|table, options?: portabilling.Options): fun(): portabilling.object.assigned_subscription?, integer?
---@field list fun(service: "Customer", record: "xdr", filters: portabilling.Customer.get_customer_xdrs.params|table, options?: portabilling.Options): fun(): portabilling.object.xdr?, integer?
---@field pages fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", filters?: portabilling.Customer.get_abbreviated_dialing_number_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.abbreviated_number[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"account_alias"|"account_aliases"|"accounts_subscription"|"accounts_subscriptions"|"batch"|"billing_period_history"|"callqueue"|"credit_limit_history"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"custom_xdr_report"|"custom_xdr_report_type"|"customer"|"dial_rule_sample"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"invoice"|"last_billing_date_constraint"|"moh"|"network_connectivity"|"rt_requestor"|"rt_ticket"|"rt_tickets"|"service_features"|"service_feature"|"service_wallet_xdr"|"site"|"customer_site"|"spending_counter"|"status_history"|"subscription"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "account_alias"|"account_aliases", filters?: portabilling.Customer.get_account_aliases_list.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "accounts_subscription"|"accounts_subscriptions", filters?: portabilling.Customer.get_accounts_subscriptions.params|table, options?: portabilling.Options): fun(): (portabilling.object.assigned_subscription[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Customer.get_custom_fields_values.params|table, options?: portabilling.Options): fun(): (portabilling.object.custom_field_value[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "custom_xdr_report", filters?: portabilling.Customer.get_custom_xdr_report_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.xdr_report[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "customer", filters?: portabilling.Customer.get_customer_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.customer[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "extension"|"customer_extension"|"extensions", filters?: portabilling.Customer.get_extensions_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.extension[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "huntgroup"|"customer_huntgroup", filters?: portabilling.Customer.get_huntgroup_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.huntgroup[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "invoice", filters?: portabilling.Customer.get_customer_invoices.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "service_features"|"service_feature", filters?: portabilling.Customer.get_service_features.params|table, options?: portabilling.Options): fun(): (portabilling.object.service_feature[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "subscription", filters?: portabilling.Customer.get_subscriptions.params|table, options?: portabilling.Options): fun(): (portabilling.object.assigned_subscription[])?, portabilling.PageInfo?
---@field pages fun(service: "Customer", record: "xdr", filters: portabilling.Customer.get_customer_xdrs.params|table, options?: portabilling.Options): fun(): (portabilling.object.xdr[])?, portabilling.PageInfo?
---@field update fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", attributes: portabilling.Customer.update_abbreviated_dialing_number.params|table, options?: portabilling.Options): portabilling.Customer.update_abbreviated_dialing_number.answer?, portabilling.Error?
---@field update fun(service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"agreement"|"customer_agreement"|"auto_payment"|"batch"|"call_barring_options"|"callqueue"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"customer"|"customer_individual"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"payment_method"|"service_features"|"service_feature"|"site"|"customer_site"|"subscription"|"taxation"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(service: "Customer", record: "agreement"|"customer_agreement", attributes: portabilling.Customer.update_agreement_conditions.params|table, options?: portabilling.Options): portabilling.Customer.update_agreement_conditions.answer?, portabilling.Error?
---@field update fun(service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", attributes: portabilling.Customer.update_custom_fields_values.params|table, options?: portabilling.Options): portabilling.Customer.update_custom_fields_values.answer?, portabilling.Error?
---@field update fun(service: "Customer", record: "customer", attributes: portabilling.Customer.update_customer.params|table, options?: portabilling.Options): portabilling.Customer.update_customer.answer?, portabilling.Error?
---@field update fun(service: "Customer", record: "extension"|"customer_extension"|"extensions", attributes: portabilling.Customer.update_customer_extension.params|table, options?: portabilling.Options): portabilling.Customer.update_customer_extension.answer?, portabilling.Error?
---@field update fun(service: "Customer", record: "huntgroup"|"customer_huntgroup", attributes: portabilling.Customer.update_customer_huntgroup.params|table, options?: portabilling.Options): portabilling.Customer.update_customer_huntgroup.answer?, portabilling.Error?
---@field update fun(service: "Customer", record: "service_features"|"service_feature", attributes: portabilling.Customer.update_service_features.params|table, options?: portabilling.Options): portabilling.Customer.update_service_features.answer?, portabilling.Error?
---@field update fun(service: "Customer", record: "subscription", attributes: portabilling.Customer.update_subscription.params|table, options?: portabilling.Options): portabilling.Customer.update_subscription.answer?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", source: portabilling.Customer.add_abbreviated_dialing_number.params[]|table|(fun(): portabilling.Customer.add_abbreviated_dialing_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "create", service: "Customer", record: "customer", source: portabilling.Customer.add_customer.params[]|table|(fun(): portabilling.Customer.add_customer.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "create", service: "Customer", record: "extension"|"customer_extension"|"extensions", source: portabilling.Customer.add_customer_extension.params[]|table|(fun(): portabilling.Customer.add_customer_extension.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "create", service: "Customer", record: "huntgroup"|"customer_huntgroup", source: portabilling.Customer.add_customer_huntgroup.params[]|table|(fun(): portabilling.Customer.add_customer_huntgroup.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "create", service: "Customer", record: "subscription", source: portabilling.Customer.add_subscription.params[]|table|(fun(): portabilling.Customer.add_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", source: portabilling.Customer.delete_abbreviated_dialing_number.params[]|table|(fun(): portabilling.Customer.delete_abbreviated_dialing_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Customer", record: "customer", source: portabilling.Customer.terminate_customer.params[]|table|(fun(): portabilling.Customer.terminate_customer.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Customer", record: "extension"|"customer_extension"|"extensions", source: portabilling.Customer.delete_customer_extension.params[]|table|(fun(): portabilling.Customer.delete_customer_extension.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Customer", record: "huntgroup"|"customer_huntgroup", source: portabilling.Customer.delete_customer_huntgroup.params[]|table|(fun(): portabilling.Customer.delete_customer_huntgroup.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Customer", record: "subscription", source: portabilling.Customer.close_subscription.params[]|table|(fun(): portabilling.Customer.close_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", source: portabilling.Customer.update_abbreviated_dialing_number.params[]|table|(fun(): portabilling.Customer.update_abbreviated_dialing_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Customer", record: "agreement"|"customer_agreement", source: portabilling.Customer.update_agreement_conditions.params[]|table|(fun(): portabilling.Customer.update_agreement_conditions.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", source: portabilling.Customer.update_custom_fields_values.params[]|table|(fun(): portabilling.Customer.update_custom_fields_values.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Customer", record: "customer", source: portabilling.Customer.update_customer.params[]|table|(fun(): portabilling.Customer.update_customer.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Customer", record: "extension"|"customer_extension"|"extensions", source: portabilling.Customer.update_customer_extension.params[]|table|(fun(): portabilling.Customer.update_customer_extension.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Customer", record: "huntgroup"|"customer_huntgroup", source: portabilling.Customer.update_customer_huntgroup.params[]|table|(fun(): portabilling.Customer.update_customer_huntgroup.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Customer", record: "service_features"|"service_feature", source: portabilling.Customer.update_service_features.params[]|table|(fun(): portabilling.Customer.update_service_features.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Customer", record: "subscription", source: portabilling.Customer.update_subscription.params[]|table|(fun(): portabilling.Customer.update_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "Customer", method: "activate_subscriptions", params?: portabilling.Customer.activate_subscriptions.params|table, options?: portabilling.Options): portabilling.Customer.activate_subscriptions.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "activate_subscriptions"|"add_abbreviated_dialing_number"|"add_auto_payment"|"add_batch"|"add_callqueue"|"add_customer"|"add_customer_extension"|"add_customer_huntgroup"|"add_customer_individual"|"add_customer_site"|"add_subreseller"|"add_subscription"|"assign_commitment"|"change_password"|"charge_subscription_fees"|"cleanup_personal_data"|"close_billing_period"|"close_subscription"|"delete_abbreviated_dialing_number"|"delete_auto_payment"|"delete_batch"|"delete_callqueue"|"delete_customer"|"delete_customer_extension"|"delete_customer_huntgroup"|"delete_customer_site"|"delete_payment_method"|"delete_subscription"|"disable_api_notifications"|"enable_api_notifications"|"estimate_taxes"|"get_abbreviated_dialing_number_list"|"get_account_aliases_list"|"get_accounts_subscriptions"|"get_auto_payment_info"|"get_batch_info"|"get_batch_list"|"get_call_activity_metrics"|"get_call_barring_options"|"get_callqueue_info"|"get_callqueue_list"|"get_callqueue_moh_file"|"get_callqueue_prompt_file"|"get_credit_limit_history"|"get_custom_fields_schema"|"get_custom_fields_values"|"get_custom_xdr_report"|"get_custom_xdr_report_list"|"get_custom_xdr_report_types"|"get_customer_agreement_info"|"get_customer_billing_periods_history"|"get_customer_extension_info"|"get_customer_info"|"get_customer_invoices"|"get_customer_list"|"get_customer_xdrs"|"get_dial_rule_samples"|"get_extensions_list"|"get_full_vd_counter_info"|"get_huntgroup_info"|"get_huntgroup_list"|"get_last_billing_date_constraint_list"|"get_metrics_data"|"get_moh_list_info"|"get_my_info"|"get_network_connectivity_list"|"get_pay_required_invoices_summary"|"get_payment_method_info"|"get_prompt_file"|"get_rt_requestor_list"|"get_rt_tickets_list"|"get_service_features"|"get_service_wallet_xdr_list"|"get_services_consumption"|"get_site_info"|"get_sites"|"get_spending_counter_info"|"get_spending_counter_list"|"get_status_history"|"get_subscriptions"|"get_taxation_info"|"get_transactions_total_info"|"get_vd_counter_history_list"|"get_vd_counter_info"|"get_vd_counter_list"|"get_vd_notification_list"|"get_xdr_quality_info"|"make_transaction"|"mark_xdr_out_of_turn"|"modify_spending_limit"|"register_transaction"|"suspend_customer"|"terminate_customer"|"unsuspend_customer"|"update_abbreviated_dialing_number"|"update_agreement_conditions"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "change_password", params: portabilling.Customer.change_password.params|table, options?: portabilling.Options): portabilling.Customer.change_password.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "charge_subscription_fees", params?: portabilling.Customer.charge_subscription_fees.params|table, options?: portabilling.Options): portabilling.Customer.charge_subscription_fees.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "delete_customer", params: portabilling.Customer.delete_customer.params|table, options?: portabilling.Options): portabilling.Customer.delete_customer.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "delete_subscription", params: portabilling.Customer.delete_subscription.params|table, options?: portabilling.Options): portabilling.Customer.delete_subscription.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "get_custom_xdr_report", params: portabilling.Customer.get_custom_xdr_report.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "make_transaction", params: portabilling.Customer.make_transaction.params|table, options?: portabilling.Options): portabilling.Customer.make_transaction.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "suspend_customer", params: portabilling.Customer.suspend_customer.params|table, options?: portabilling.Options): portabilling.Customer.suspend_customer.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "unsuspend_customer", params: portabilling.Customer.unsuspend_customer.params|table, options?: portabilling.Options): portabilling.Customer.unsuspend_customer.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "update_auto_payment"|"update_batch"|"update_call_barring_options"|"update_callqueue"|"update_custom_fields_values"|"update_customer"|"update_customer_extension"|"update_customer_huntgroup"|"update_customer_individual"|"update_customer_site"|"update_payment_method"|"update_service_features"|"update_subscription"|"update_taxation"|"validate_customer_info"|"vd_topup"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Customer", method: "validate_customer_info", params: portabilling.Customer.validate_customer_info.params|table, options?: portabilling.Options): portabilling.Customer.validate_customer_info.answer?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", filters?: portabilling.Customer.get_abbreviated_dialing_number_list.params|table, options?: portabilling.Options): (portabilling.Customer.abbreviated_number[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"account_alias"|"account_aliases"|"accounts_subscription"|"accounts_subscriptions"|"batch"|"billing_period_history"|"callqueue"|"credit_limit_history"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"custom_xdr_report"|"custom_xdr_report_type"|"customer"|"dial_rule_sample"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"invoice"|"last_billing_date_constraint"|"moh"|"network_connectivity"|"rt_requestor"|"rt_ticket"|"rt_tickets"|"service_features"|"service_feature"|"service_wallet_xdr"|"site"|"customer_site"|"spending_counter"|"status_history"|"subscription"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "account_alias"|"account_aliases", filters?: portabilling.Customer.get_account_aliases_list.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "accounts_subscription"|"accounts_subscriptions", filters?: portabilling.Customer.get_accounts_subscriptions.params|table, options?: portabilling.Options): (portabilling.object.assigned_subscription[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Customer.get_custom_fields_values.params|table, options?: portabilling.Options): (portabilling.object.custom_field_value[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "custom_xdr_report", filters?: portabilling.Customer.get_custom_xdr_report_list.params|table, options?: portabilling.Options): (portabilling.Customer.xdr_report[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "customer", filters?: portabilling.Customer.get_customer_list.params|table, options?: portabilling.Options): (portabilling.Customer.customer[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "extension"|"customer_extension"|"extensions", filters?: portabilling.Customer.get_extensions_list.params|table, options?: portabilling.Options): (portabilling.Customer.extension[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "huntgroup"|"customer_huntgroup", filters?: portabilling.Customer.get_huntgroup_list.params|table, options?: portabilling.Options): (portabilling.Customer.huntgroup[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "invoice", filters?: portabilling.Customer.get_customer_invoices.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "service_features"|"service_feature", filters?: portabilling.Customer.get_service_features.params|table, options?: portabilling.Options): (portabilling.object.service_feature[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "subscription", filters?: portabilling.Customer.get_subscriptions.params|table, options?: portabilling.Options): (portabilling.object.assigned_subscription[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Customer", record: "xdr", filters: portabilling.Customer.get_customer_xdrs.params|table, options?: portabilling.Options): (portabilling.object.xdr[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", attributes: portabilling.Customer.add_abbreviated_dialing_number.params|table, options?: portabilling.Options): portabilling.Customer.add_abbreviated_dialing_number.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"auto_payment"|"batch"|"callqueue"|"customer"|"customer_individual"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"site"|"customer_site"|"subreseller"|"subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Customer", record: "customer", attributes: portabilling.Customer.add_customer.params|table, options?: portabilling.Options): portabilling.Customer.add_customer.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Customer", record: "extension"|"customer_extension"|"extensions", attributes: portabilling.Customer.add_customer_extension.params|table, options?: portabilling.Options): portabilling.Customer.add_customer_extension.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Customer", record: "huntgroup"|"customer_huntgroup", attributes: portabilling.Customer.add_customer_huntgroup.params|table, options?: portabilling.Options): portabilling.Customer.add_customer_huntgroup.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Customer", record: "subscription", attributes: portabilling.Customer.add_subscription.params|table, options?: portabilling.Options): portabilling.Customer.add_subscription.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", keys: portabilling.Customer.delete_abbreviated_dialing_number.params|table, options?: portabilling.Options): portabilling.Customer.delete_abbreviated_dialing_number.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"auto_payment"|"batch"|"callqueue"|"customer"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"payment_method"|"site"|"customer_site"|"subscription"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Customer", record: "customer", keys: portabilling.Customer.terminate_customer.params|table, options?: portabilling.Options): portabilling.Customer.terminate_customer.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Customer", record: "extension"|"customer_extension"|"extensions", keys: portabilling.Customer.delete_customer_extension.params|table, options?: portabilling.Options): portabilling.Customer.delete_customer_extension.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Customer", record: "huntgroup"|"customer_huntgroup", keys: portabilling.Customer.delete_customer_huntgroup.params|table, options?: portabilling.Options): portabilling.Customer.delete_customer_huntgroup.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Customer", record: "subscription", keys: portabilling.Customer.close_subscription.params|table, options?: portabilling.Options): portabilling.Customer.close_subscription.answer?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "agreement"|"customer_agreement", keys?: portabilling.Customer.get_customer_agreement_info.params|table, options?: portabilling.Options): portabilling.Customer.agreement?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "agreement"|"customer_agreement"|"auto_payment"|"batch"|"call_barring_options"|"callqueue"|"custom_fields_schema"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"customer"|"extension"|"customer_extension"|"extensions"|"full_vd_counter"|"huntgroup"|"customer_huntgroup"|"my"|"payment_method"|"service_features"|"service_feature"|"site"|"customer_site"|"spending_counter"|"taxation"|"transactions_total"|"vd_counter"|"xdr_quality"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "custom_fields_schema", keys?: portabilling.Customer.get_custom_fields_schema.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", keys: portabilling.Customer.get_custom_fields_values.params|table, options?: portabilling.Options): portabilling.object.custom_field_value[]?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "customer", keys?: portabilling.Customer.get_customer_info.params|table, options?: portabilling.Options): portabilling.Customer.customer?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "extension"|"customer_extension"|"extensions", keys: portabilling.Customer.get_customer_extension_info.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "full_vd_counter", keys?: table, options?: portabilling.Options): portabilling.object.vd_counter?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "huntgroup"|"customer_huntgroup", keys: portabilling.Customer.get_huntgroup_info.params|table, options?: portabilling.Options): portabilling.Customer.huntgroup?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "my", keys?: portabilling.Customer.get_my_info.params|table, options?: portabilling.Options): portabilling.Customer.customer?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "service_features"|"service_feature", keys?: portabilling.Customer.get_service_features.params|table, options?: portabilling.Options): portabilling.object.service_feature[]?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Customer", record: "transactions_total", keys?: portabilling.Customer.get_transactions_total_info.params|table, options?: portabilling.Options): portabilling.object.transactions_total?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", filters?: portabilling.Customer.get_abbreviated_dialing_number_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.abbreviated_number?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"account_alias"|"account_aliases"|"accounts_subscription"|"accounts_subscriptions"|"batch"|"billing_period_history"|"callqueue"|"credit_limit_history"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"custom_xdr_report"|"custom_xdr_report_type"|"customer"|"dial_rule_sample"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"invoice"|"last_billing_date_constraint"|"moh"|"network_connectivity"|"rt_requestor"|"rt_ticket"|"rt_tickets"|"service_features"|"service_feature"|"service_wallet_xdr"|"site"|"customer_site"|"spending_counter"|"status_history"|"subscription"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "account_alias"|"account_aliases", filters?: portabilling.Customer.get_account_aliases_list.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "accounts_subscription"|"accounts_subscriptions", filters?: portabilling.Customer.get_accounts_subscriptions.params|table, options?: portabilling.Options): fun(): portabilling.object.assigned_subscription?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Customer.get_custom_fields_values.params|table, options?: portabilling.Options): fun(): portabilling.object.custom_field_value?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "custom_xdr_report", filters?: portabilling.Customer.get_custom_xdr_report_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.xdr_report?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "customer", filters?: portabilling.Customer.get_customer_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.customer?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "extension"|"customer_extension"|"extensions", filters?: portabilling.Customer.get_extensions_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.extension?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "huntgroup"|"customer_huntgroup", filters?: portabilling.Customer.get_huntgroup_list.params|table, options?: portabilling.Options): fun(): portabilling.Customer.huntgroup?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "invoice", filters?: portabilling.Customer.get_customer_invoices.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "service_features"|"service_feature", filters?: portabilling.Customer.get_service_features.params|table, options?: portabilling.Options): fun(): portabilling.object.service_feature?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "subscription", filters?: portabilling.Customer.get_subscriptions.params|table, options?: portabilling.Options): fun(): portabilling.object.assigned_subscription?, integer?
---@field list fun(self: portabilling.Client, service: "Customer", record: "xdr", filters: portabilling.Customer.get_customer_xdrs.params|table, options?: portabilling.Options): fun(): portabilling.object.xdr?, integer?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", filters?: portabilling.Customer.get_abbreviated_dialing_number_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.abbreviated_number[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"account_alias"|"account_aliases"|"accounts_subscription"|"accounts_subscriptions"|"batch"|"billing_period_history"|"callqueue"|"credit_limit_history"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"custom_xdr_report"|"custom_xdr_report_type"|"customer"|"dial_rule_sample"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"invoice"|"last_billing_date_constraint"|"moh"|"network_connectivity"|"rt_requestor"|"rt_ticket"|"rt_tickets"|"service_features"|"service_feature"|"service_wallet_xdr"|"site"|"customer_site"|"spending_counter"|"status_history"|"subscription"|"vd_counter"|"vd_counter_history"|"vd_notification"|"xdr"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "account_alias"|"account_aliases", filters?: portabilling.Customer.get_account_aliases_list.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "accounts_subscription"|"accounts_subscriptions", filters?: portabilling.Customer.get_accounts_subscriptions.params|table, options?: portabilling.Options): fun(): (portabilling.object.assigned_subscription[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", filters: portabilling.Customer.get_custom_fields_values.params|table, options?: portabilling.Options): fun(): (portabilling.object.custom_field_value[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "custom_xdr_report", filters?: portabilling.Customer.get_custom_xdr_report_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.xdr_report[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "customer", filters?: portabilling.Customer.get_customer_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.customer[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "extension"|"customer_extension"|"extensions", filters?: portabilling.Customer.get_extensions_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.extension[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "huntgroup"|"customer_huntgroup", filters?: portabilling.Customer.get_huntgroup_list.params|table, options?: portabilling.Options): fun(): (portabilling.Customer.huntgroup[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "invoice", filters?: portabilling.Customer.get_customer_invoices.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "service_features"|"service_feature", filters?: portabilling.Customer.get_service_features.params|table, options?: portabilling.Options): fun(): (portabilling.object.service_feature[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "subscription", filters?: portabilling.Customer.get_subscriptions.params|table, options?: portabilling.Options): fun(): (portabilling.object.assigned_subscription[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Customer", record: "xdr", filters: portabilling.Customer.get_customer_xdrs.params|table, options?: portabilling.Options): fun(): (portabilling.object.xdr[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing", attributes: portabilling.Customer.update_abbreviated_dialing_number.params|table, options?: portabilling.Options): portabilling.Customer.update_abbreviated_dialing_number.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Customer", record: "abbreviated_dialing_number"|"abbreviated_dialing"|"agreement"|"customer_agreement"|"auto_payment"|"batch"|"call_barring_options"|"callqueue"|"custom_fields_value"|"custom_field_value"|"custom_fields_values"|"customer"|"customer_individual"|"extension"|"customer_extension"|"extensions"|"huntgroup"|"customer_huntgroup"|"payment_method"|"service_features"|"service_feature"|"site"|"customer_site"|"subscription"|"taxation"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Customer", record: "agreement"|"customer_agreement", attributes: portabilling.Customer.update_agreement_conditions.params|table, options?: portabilling.Options): portabilling.Customer.update_agreement_conditions.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Customer", record: "custom_fields_value"|"custom_field_value"|"custom_fields_values", attributes: portabilling.Customer.update_custom_fields_values.params|table, options?: portabilling.Options): portabilling.Customer.update_custom_fields_values.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Customer", record: "customer", attributes: portabilling.Customer.update_customer.params|table, options?: portabilling.Options): portabilling.Customer.update_customer.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Customer", record: "extension"|"customer_extension"|"extensions", attributes: portabilling.Customer.update_customer_extension.params|table, options?: portabilling.Options): portabilling.Customer.update_customer_extension.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Customer", record: "huntgroup"|"customer_huntgroup", attributes: portabilling.Customer.update_customer_huntgroup.params|table, options?: portabilling.Options): portabilling.Customer.update_customer_huntgroup.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Customer", record: "service_features"|"service_feature", attributes: portabilling.Customer.update_service_features.params|table, options?: portabilling.Options): portabilling.Customer.update_service_features.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Customer", record: "subscription", attributes: portabilling.Customer.update_subscription.params|table, options?: portabilling.Options): portabilling.Customer.update_subscription.answer?, portabilling.Error?
