---@meta _
-- Objects that several services take or answer. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.object.alias.attributes
---@field i_account? integer|string
---@field i_master_account? integer|string
---@field id? string
---@field blocked? boolean|"N"|"Y"
---@field i_account_role? 1|2|3|4|5|6|7|8|integer
---@field realm? string
---@field i_did_number? integer|string # made by the server

---@class portabilling.object.alias.new : portabilling.object.alias.attributes
---@field i_master_account integer|string # required in practice
---@field id string # required in practice

---@class portabilling.object.alias : portabilling.object.alias.attributes
---@field i_account? integer
---@field i_master_account? integer
---@field blocked? "N"|"Y"
---@field i_did_number? integer

---@class portabilling.object.alias_did_number.attributes
---@field did_number? string

---@class portabilling.object.alias_did_number : portabilling.object.alias_did_number.attributes

---@class portabilling.object.assigned_subscription.attributes
---@field i_subscription? integer|string
---@field i_account_subscription? integer|string
---@field i_customer_subscription? integer|string
---@field i_account? integer|string
---@field i_customer? integer|string
---@field start_date? portabilling.date
---@field activation_date? portabilling.date|lightuserdata
---@field finish_date? portabilling.date|lightuserdata # null - none
---@field billed_to? portabilling.date|lightuserdata
---@field invoice_description? string|lightuserdata
---@field int_status? 0|1|2 # 0 - pending; 1 - active; 2 - closed; made by the server
---@field i_discount_next? integer|string|lightuserdata # made by the server
---@field effective_fee? number|string
---@field name? string
---@field is_finished? boolean|"N"|"Y"
---@field i_product? integer|string
---@field discount_list? any[] # made by the server
---@field effective_fees_info? table # made by the server
---@field generate_daily_charge? boolean|"N"|"Y" # made by the server
---@field has_discount? boolean|0|1 # made by the server
---@field monthly_fee? number|string # made by the server
---@field multi_month_discount_list? any[] # made by the server
---@field multiple? boolean|0|1 # made by the server
---@field obligatory? boolean|"N"|"Y" # made by the server
---@field regular_discount_list? any[] # made by the server
---@field rounding? integer|string # made by the server
---@field subscription_level_invoice_description? string # made by the server
---@field upcharge_list? any[] # made by the server
---@field periodic_fees? any[] # made by the server

---@class portabilling.object.assigned_subscription.new : portabilling.object.assigned_subscription.attributes
---@field i_subscription integer|string # required in practice

---@class portabilling.object.assigned_subscription : portabilling.object.assigned_subscription.attributes
---@field i_subscription? integer
---@field i_account_subscription? integer
---@field i_customer_subscription? integer
---@field i_account? integer
---@field i_customer? integer
---@field activation_date? portabilling.date
---@field finish_date? portabilling.date
---@field billed_to? portabilling.date
---@field invoice_description? string
---@field i_discount_next? integer
---@field effective_fee? number
---@field is_finished? "N"|"Y"
---@field i_product? integer
---@field generate_daily_charge? "N"|"Y"
---@field has_discount? 0|1
---@field monthly_fee? number
---@field multiple? 0|1
---@field obligatory? "N"|"Y"
---@field rounding? integer

---@class portabilling.object.card.attributes
---@field i_payment_method? integer|string # uncertain
---@field number? string # secret; uncertain
---@field exp_date? string # uncertain
---@field cvv? string # secret; uncertain
---@field name? string # uncertain
---@field address? string # uncertain
---@field city? string # uncertain
---@field iso_3166_1_a2? string # country, ISO 3166-1 alpha-2; uncertain
---@field i_country_subdivision? string # uncertain
---@field zip? string # uncertain

---@class portabilling.object.custom_field_value.attributes
---@field i_custom_field? integer|string
---@field name? string
---@field db_value? string|lightuserdata
---@field i_custom_field_value? integer|string|lightuserdata # made by the server
---@field text_value? string # made by the server; uncertain

---@class portabilling.object.custom_field_value.new : portabilling.object.custom_field_value.attributes

---@class portabilling.object.custom_field_value : portabilling.object.custom_field_value.attributes
---@field i_custom_field? integer
---@field db_value? string
---@field i_custom_field_value? integer

---@class portabilling.object.feature_attribute.attributes
---@field name? string
---@field values? string[]
---@field effective_values? string[] # what holds; made by the server

---@class portabilling.object.feature_attribute.new : portabilling.object.feature_attribute.attributes
---@field name string # required in practice

---@class portabilling.object.feature_attribute : portabilling.object.feature_attribute.attributes

---@class portabilling.object.invoice
---@field i_invoice? integer
---@field i_customer? integer
---@field invoice_number? string
---@field issue_date? portabilling.date
---@field amount_due? number

---@class portabilling.object.periodic_fee.attributes
---@field i_billing_period? 1|2|3|4|5|6 # 1 - a day; 2 - a week; 3 - half a month; 4 - a month
---@field periods? integer|string
---@field fee? number|string
---@field i_subscription? integer|string # made by the server

---@class portabilling.object.periodic_fee.new : portabilling.object.periodic_fee.attributes
---@field i_billing_period 1|2|3|4|5|6 # 1 - a day; 2 - a week; 3 - half a month; 4 - a month; required in practice
---@field fee number|string # required in practice

---@class portabilling.object.periodic_fee : portabilling.object.periodic_fee.attributes
---@field periods? integer
---@field fee? number
---@field i_subscription? integer

---@class portabilling.object.product_subscription.attributes
---@field i_product_subscription? integer|string
---@field i_product? integer|string
---@field i_subscription? integer|string
---@field name? string
---@field description? string
---@field invoice_description? string
---@field fee? number|string
---@field effective_fee? number|string
---@field activation_fee? number|string
---@field iso_4217? string
---@field charge_model? 0|1|2 # 0 - progressive; 1 - at the period's end; 2 - in advance
---@field activation_mode? 1|2 # 1 - at the start date; 2 - at the first usage
---@field advance_periods? integer|string # charged in advance: how many periods at once
---@field multiple? boolean|0|1
---@field generate_daily_charge? boolean|"N"|"Y"
---@field rounding? integer|string
---@field multi_month_discount_list? any[]
---@field periodic_fees? portabilling.object.periodic_fee.new[][] # one for each billing period

---@class portabilling.object.product_subscription : portabilling.object.product_subscription.attributes
---@field i_product_subscription? integer
---@field i_product? integer
---@field i_subscription? integer
---@field fee? number
---@field effective_fee? number
---@field activation_fee? number
---@field advance_periods? integer
---@field multiple? 0|1
---@field generate_daily_charge? "N"|"Y"
---@field rounding? integer
---@field periodic_fees? portabilling.object.periodic_fee[][]

---@class portabilling.object.search.attributes
---@field search_by? any # the name of a field, or an array of them
---@field value? string

---@class portabilling.object.service_feature.attributes
---@field name? string
---@field flag_value? boolean|"Y"|"N"|"~"|"^"|"/"|string # some features have values of their own; Y - on; N - off; ~ - as the product says; ^ - as the customer says; / - as another level says
---@field effective_flag_value? boolean|"Y"|"N"|string|lightuserdata # what holds; made by the server
---@field locked? boolean|0|1 # made by the server
---@field locks? string[] # made by the server
---@field attributes? portabilling.object.feature_attribute.new[]

---@class portabilling.object.service_feature.new : portabilling.object.service_feature.attributes
---@field name string # required in practice

---@class portabilling.object.service_feature : portabilling.object.service_feature.attributes
---@field flag_value? "Y"|"N"|"~"|"^"|"/"|string
---@field effective_flag_value? "Y"|"N"|string
---@field locked? 0|1
---@field attributes? portabilling.object.feature_attribute[]

---@class portabilling.object.transactions_total
---@field count? integer # uncertain
---@field total? number # uncertain

---@class portabilling.object.vd_counter
---@field service_name? string # made by the server
---@field vdp_name? string # made by the server
---@field i_vd_plan? integer # made by the server
---@field i_dest_group? integer # made by the server
---@field dg_name? string # made by the server
---@field discount_info? string # made by the server
---@field unit? string # made by the server
---@field allocated_amount? number # made by the server
---@field remaining? any # a number, or a text such as N/A; made by the server
---@field addon_priority? -1|0|10|12|13|14|15|20|25|30|255|integer # made by the server
---@field i_vd_dg? integer # made by the server
---@field i_service? integer # made by the server

---@class portabilling.object.xdr
---@field i_xdr? integer
---@field i_service? integer
---@field service? string
---@field account_id? string
---@field CLI? string
---@field CLD? string
---@field charged_amount? number
---@field charged_quantity? any # a number, or one written as text
---@field country? string
---@field subdivision? string
---@field description? string
---@field disconnect_cause? any # a number or a text: 16 - normal; in a failed call 16 - declined, 19 - missed, 13 - answered elsewhere, 1 - no such number
---@field disconnect_reason? string
---@field bill_status? string
---@field connect_time? portabilling.time
---@field unix_connect_time? integer
---@field disconnect_time? portabilling.time
---@field unix_disconnect_time? integer
---@field bill_time? portabilling.time
---@field bit_flags? integer # of these, 4 - outgoing, 8 - incoming, 12 - forwarded, 64 - recorded
---@field failed? 0|1
---@field setup_time? integer # in milliseconds
---@field call_id? string
---@field h323_conf_id? string
---@field cr_download_ids? any[]
---@field call_recording_url? string
---@field call_recording_server_url? string
---@field bytes_downloaded? integer
---@field bytes_uploaded? integer
---@field xdr_type? "A"|"C"|string # A - of an account; C - of the customer itself
