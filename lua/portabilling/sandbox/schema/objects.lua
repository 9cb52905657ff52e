--- The objects that PortaBilling's methods take. Fields are those of real records and real requests: what a record
--- carries may be sent back with it, whether or not it can be changed. (Notation: see schema.lua.)

local schema = require "portabilling.sandbox.schema"

local contact = [[
  salutation:s firstname:s midinit:s lastname:s companyname:s baddr1:s baddr2:s baddr3:s baddr4:s baddr5:s
  address_line_2:s city:s state:s zip:s country:s phone1:s phone2:s faxnum:s cont1:s cont2:s email:s bcc:s note:s ]]
local formats = [[ in_date_format:s in_time_format:s out_date_format:s out_date_time_format:s out_time_format:s ]]

schema.define("feature_attribute", "name:s! values:list effective_values:list")
schema.define("service_feature", [[ name:s! flag_value:s effective_flag_value:s? locked:b locks:list
  attributes:[feature_attribute] ]])
schema.define("custom_field_value", "i_custom_field:i name:s db_value:s? i_custom_field_value:i?")
schema.define("credit_limit_warning", "type:s=A|P warning_threshold:n!")

schema.define("customer", contact .. formats .. [[
  i_customer:i name:s! iso_4217:s! bill_status:s=O|S|C|E|D status:s blocked:yn balance:n opening_balance:n
  credit_limit:n? perm_credit_limit:n credit_exceed:b unallocated_payments:n i_customer_type:i=1|2|3
  i_customer_class:i i_balance_control_type:i=1|2 i_billing_period:i=1|2|3|4|5 i_office_type:i=1|2|3 i_role:i i_acl:i
  i_lang:s i_time_zone:i i_ui_time_zone:i i_template:i? ot_i_template:i? i_commission_plan:i? creation_date:t
  billed_to:t next_billed_to:t terminate_on:t? deactivate_on:t? restore_on:t? suspension_delay_date:t?
  suspend_on_insuff_funds:any purge_after_months:i? billing_lock:yn callshop_enabled:yn inclusive_taxation:yn
  override_tariffs_enabled:yn balance_transfer_allowed:yn generate_invoice_earlier:yn invoice_generation_enabled:b
  onetime_invoice_generation_enabled:b estimate_taxes:b bill_suspension_delayed:b has_custom_fields:b is_used:b
  scheduled_status_change_list:list service_features:[service_feature] login:s password:s api_token:s refnum:s?
  i_parent:i? i_main_office:i? i_tariff:i? i_tariff_incoming:i? i_traffic_profile:i? i_vd_plan:i? i_rep:i?
  i_distributor:i? i_do_batch:i? i_number_scope:i? discount_rate:n? send_statistics:s=F|S|N send_invoices:yn
  credit_limit_until:t? credit_limit_warning:[credit_limit_warning] bp_charge_cc:yn bp_closure_delayed_info:object
  comm_plan_effective_from:t? max_abbreviated_length:i dual_version_system:s? custom_fields_values:[custom_field_value]
]])

schema.define("account", contact .. formats .. [[
  i_account:i id:s! i_customer:i! i_product:i! billing_model:i!=-1|0|1|2|3|4 bill_status:s!=O|I|C status:s blocked:yn
  balance:n opening_balance:n credit_limit:n? iso_4217:s i_account_role:i=1|2|3|4|5|6|7|8|9 i_role:i i_acl:i
  i_account_balance_control_type:i=1|2|3 h323_password:s ecommerce_enabled:yn issue_date:d activation_date:d
  expiration_date:d? first_usage:d? first_usage_time:t? last_usage:t? life_time:i? idle_days:i
  inactivity_expire_time:i? i_lang:s iso_639_1:s i_time_zone:i time_zone_name:s i_subscriber:i has_custom_fields:b
  service_flags:s assigned_addons:[addon] included_services:list service_features:[service_feature] sip_status:b
  is_active:b customer_name:s customer_bill_status:s customer_blocked:yn customer_bill_suspended:b
  cust_bill_suspension_delayed:b product_name:s product_visible_name:s login:s password:s api_token:s
  i_customer_site:i? i_batch:i? batch_name:s i_routing_plan:i? i_vd_plan:i? i_master_account:i? master_billing_model:i?
  extension_id:s? extension_name:s? did_number:s? alias_list:list alias_did_number_list:list i_distributor:i?
  redirect_number:s i_moh:i? i_dual_version:i? dual_version_system:s? custom_fields_values:[custom_field_value]
]])
schema.define("addon", [[ i_product:i! addon_effective_from:t addon_effective_to:t? addon_priority:i name:s ]])
schema.define("alias", "i_account:i i_master_account:i! id:s! blocked:yn i_account_role:i realm:s")
schema.define("followme_number", [[ i_follow_me_number:i i_account:i! redirect_number:s! name:s active:yn timeout:i
  i_follow_order:i keep_original_cli:yn keep_original_cld:yn use_tcp:yn weight:n period:s period_description:s
  domain:s ]])

schema.define("product", [[ i_product:i name:s! iso_4217:s! description:s end_user_name:s end_user_description:s
  i_product_group:i? product_group_name:s addon_priority:i allowed_products:[i] allowed_with_any_product:yn breakage:b
  default_i_acl:i fraud_protection:s hidden:yn i_account_role:i i_reseller_subscription:i? i_subscription:i?
  i_vd_plan:i? included_services:list info_url:s managed_by_user:yn notepad:s realm:s shared:yn
  volume_discount_plan_name:s maintenance_fee:n product_addon_type:s service_flag_locks:s i_owner:i? ]])
schema.define("subscription", [[ i_subscription:i name:s! iso_4217:s! description:s invoice_description:s fee:n
  activation_fee:n cancellation_fee:n activation_mode:i=1|2 charge_model:i=0|1|2 generate_daily_charge:yn multiple:b
  rounding:i? is_used:b multi_month_discount_list:list periodic_fees:list i_customer:i? ]])
schema.define("assigned_subscription", [[ i_subscription:i! i_account_subscription:i i_customer_subscription:i
  i_account:i i_customer:i start_date:d activation_date:d? finish_date:d? billed_to:d? invoice_description:s?
  int_status:i=0|1|2 i_discount_next:i? effective_fee:n name:s is_finished:yn ]])
schema.define("service", [[ i_service:i name:s! i_service_type:i! base_unit:s rate_unit:s service_type_name:s is_used:b
  hidden:yn description:s ratio:n ]])
schema.define("service_policy", [[ i_service_policy:i name:s! i_service_type:i! description:s is_used:b
  attribute_list:list ]])
schema.define("custom_field", [[ i_custom_field:i name:s! object:s!=account|customer|user|connection|distributor|env
  type:s!=Text|Number|Date|DateTime|List|Reference mandatory:yn visible_to_end_user:yn default_value:s? properties:any
]])
schema.define("sim_card", [[ i_sim_card:i imsi:s! iccid:s! msisdn:s? i_account:i?
  status:s=available|in_use|disposed|reserved
  puk1:s puk2:s pin1:s pin2:s i_sim_card_batch:i? note:s ]])
schema.define("number", [[ i_did_number:i number:s! description:s i_customer:i? i_account:i? i_master_account:i?
  i_dv_batch:i i_do_batch:i? i_group:i i_vendor:i vendor_batch_name:s country_iso:s country_name:s iso_4217:s
  activation_cost:n activation_fee:n activation_revenue:n periodic_fee:n recurring_cost:n external:b free_of_charge:yn
  frozen:yn is_used:b ]])
schema.define("abbreviated_number", "i_ab_dialing:i abbreviated_number:s! number_to_dial:s! description:s")
schema.define("extension_member", "i_c_ext:i! account_id:s type:s hunt_active:yn")
