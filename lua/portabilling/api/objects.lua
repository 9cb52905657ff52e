-- Objects that methods of several services take or answer. What is of one service stands in its own file.
local M = {}

M.objects = {
  feature_attribute = "name:s+/H values:[s]/H effective_values:[s]/H",
  service_feature = [[
    name:s+/H flag_value:s/H effective_flag_value:s?/H locked:b/H locks:[s]/H attributes:[{+feature_attribute}]/H ]],
  custom_field_value = "i_custom_field:i name:s db_value:s? i_custom_field_value:i? text_value:s@/L",
  assigned_subscription = [[
    i_subscription:i+/H i_account_subscription:i/H i_customer_subscription:i i_account:i/H i_customer:i
    start_date:d/H activation_date:d?/H finish_date:d?/H billed_to:d?/H invoice_description:s?/H
    int_status:i/H=0|1|2 i_discount_next:i?/H effective_fee:n/H name:s/H is_finished:yn/H i_product:i/H
    discount_list:list@/H effective_fees_info:object@/H generate_daily_charge:yn@/H has_discount:i@/H
    monthly_fee:i@/H multi_month_discount_list:list@/H multiple:i@/H obligatory:yn@/H regular_discount_list:list@/H
    rounding:i@/H subscription_level_invoice_description:s@/H upcharge_list:list@/H ]],
  card = [[
    i_payment_method:i/L number:s/L exp_date:d/L cvv:s$/L name:s/L address:s/L city:s/L iso_3166_1_a2:s/L
    i_country_subdivision:s/L zip:s/L ]],
  access_policy = "i_access_policy:i@ name:s@ attributes:list@",
  vd_counter = [[
    service_name:s@ vdp_name:s@ i_vd_plan:i@ i_dest_group:i@ addon_priority:i@=-1|0|10|12|13|14|15|20|25|30|255
    i_vd_dg:i@ remaining:any@ i_service:i@ dg_name:s@ discount_info:s@ unit:s@ allocated_amount:n@ ]],
  xdr = [[
    i_xdr:i i_service:i service:s account_id:s CLI:s CLD:s charged_amount:n charged_quantity:any country:s
    subdivision:s description:s disconnect_cause:s disconnect_reason:s bill_status:s connect_time:t
    unix_connect_time:i disconnect_time:t unix_disconnect_time:i bill_time:t bit_flags:i failed:b
    setup_time:i~milliseconds call_id:s h323_conf_id:s cr_download_ids:list call_recording_url:s
    call_recording_server_url:s xdr_type:s ]],
}

return M
