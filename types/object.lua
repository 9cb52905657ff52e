---@meta _
-- Objects that several services take or answer. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.object.assigned_subscription.attributes
---@field i_subscription? integer|string
---@field i_account_subscription? integer|string
---@field i_customer_subscription? integer|string
---@field i_account? integer|string
---@field i_customer? integer|string
---@field start_date? portabilling.date
---@field activation_date? portabilling.date|lightuserdata
---@field finish_date? portabilling.date|lightuserdata
---@field billed_to? portabilling.date|lightuserdata
---@field invoice_description? string|lightuserdata
---@field int_status? 0|1|2
---@field i_discount_next? integer|string|lightuserdata
---@field effective_fee? number|string
---@field name? string
---@field is_finished? boolean|"N"|"Y"
---@field i_product? integer|string
---@field discount_list? any[] # made by the server
---@field effective_fees_info? table # made by the server
---@field generate_daily_charge? boolean|"N"|"Y" # made by the server
---@field has_discount? integer|string # made by the server
---@field monthly_fee? integer|string # made by the server
---@field multi_month_discount_list? any[] # made by the server
---@field multiple? integer|string # made by the server
---@field obligatory? boolean|"N"|"Y" # made by the server
---@field regular_discount_list? any[] # made by the server
---@field rounding? integer|string # made by the server
---@field subscription_level_invoice_description? string # made by the server
---@field upcharge_list? any[] # made by the server

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
---@field has_discount? integer
---@field monthly_fee? integer
---@field multiple? integer
---@field obligatory? "N"|"Y"
---@field rounding? integer

---@class portabilling.object.card.attributes
---@field i_payment_method? integer|string # uncertain
---@field number? string # uncertain
---@field exp_date? portabilling.date # uncertain
---@field cvv? string # secret; uncertain
---@field name? string # uncertain
---@field address? string # uncertain
---@field city? string # uncertain
---@field iso_3166_1_a2? string # uncertain
---@field i_country_subdivision? string # uncertain
---@field zip? string # uncertain

---@class portabilling.object.custom_field_value.attributes
---@field i_custom_field? integer|string
---@field name? string
---@field db_value? string|lightuserdata
---@field i_custom_field_value? integer|string|lightuserdata
---@field text_value? string # made by the server; uncertain

---@class portabilling.object.custom_field_value.new : portabilling.object.custom_field_value.attributes

---@class portabilling.object.custom_field_value : portabilling.object.custom_field_value.attributes
---@field i_custom_field? integer
---@field db_value? string
---@field i_custom_field_value? integer

---@class portabilling.object.feature_attribute.attributes
---@field name? string
---@field values? string[]
---@field effective_values? string[]

---@class portabilling.object.feature_attribute.new : portabilling.object.feature_attribute.attributes
---@field name string # required in practice

---@class portabilling.object.feature_attribute : portabilling.object.feature_attribute.attributes

---@class portabilling.object.service_feature.attributes
---@field name? string
---@field flag_value? string
---@field effective_flag_value? string|lightuserdata
---@field locked? boolean|0|1
---@field locks? string[]
---@field attributes? portabilling.object.feature_attribute.new[]

---@class portabilling.object.service_feature.new : portabilling.object.service_feature.attributes
---@field name string # required in practice

---@class portabilling.object.service_feature : portabilling.object.service_feature.attributes
---@field effective_flag_value? string
---@field locked? 0|1
---@field attributes? portabilling.object.feature_attribute[]

---@class portabilling.object.xdr
---@field i_xdr? integer
---@field i_service? integer
---@field service? string
---@field account_id? string
---@field CLI? string
---@field CLD? string
---@field charged_amount? number
---@field charged_quantity? any
---@field country? string
---@field subdivision? string
---@field description? string
---@field disconnect_cause? string
---@field disconnect_reason? string
---@field bill_status? string
---@field connect_time? portabilling.time
---@field unix_connect_time? integer
---@field disconnect_time? portabilling.time
---@field unix_disconnect_time? integer
---@field bill_time? portabilling.time
---@field bit_flags? integer
---@field failed? 0|1
---@field setup_time? integer # in milliseconds
---@field call_id? string
---@field h323_conf_id? string
---@field cr_download_ids? any[]
---@field call_recording_url? string
---@field call_recording_server_url? string
---@field xdr_type? string
