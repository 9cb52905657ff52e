-- Objects that methods of several services take or answer. What is of one service stands in its own file.
local M = {}

M.objects = {
  -- The values of a feature: see service_features.lua.
  service_feature = [[
    name:s+/H
    flag_value:s/H=Y|N|~|^|/|* -- some features have values of their own; Y - on; N - off;
    -- ~ - as the product says; ^ - as the customer says; / - as another level says
    effective_flag_value:s@?/H=Y|N|* -- what holds
    locked:b@/H locks:[s]@/H attributes:[{+feature_attribute}]/H ]],
  feature_attribute = [[
    name:s+/H values:[s]/H
    effective_values:[s]@/H -- what holds ]],
  custom_field_value = [[
    i_custom_field:i& name:s& db_value:s?
    i_custom_field_value:i@? text_value:s@/L ]],
  search = [[
    search_by:any -- the name of a field, or an array of them
    value:s ]],
  alias = [[
    i_account:i i_master_account:i+ id:s+ blocked:yn i_account_role:i=1|2|3|4|5|6|7|8|* realm:s i_did_number:i@ ]],
  alias_did_number = "did_number:s",
  invoice = "i_invoice:i i_customer:i invoice_number:s issue_date:d amount_due:n",
  assigned_subscription = [[
    i_subscription:i+/H i_account_subscription:i/H i_customer_subscription:i i_account:i/H i_customer:i
    start_date:d/H activation_date:d?/H
    finish_date:d?/H -- null - none
    billed_to:d?/H invoice_description:s?/H
    int_status:i@/H=0|1|2 -- 0 - pending; 1 - active; 2 - closed
    i_discount_next:i@?/H effective_fee:n/H name:s/H is_finished:yn/H i_product:i/H discount_list:list@/H
    effective_fees_info:object@/H generate_daily_charge:yn@/H has_discount:b@/H monthly_fee:n@/H
    multi_month_discount_list:list@/H multiple:b@/H obligatory:yn@/H regular_discount_list:list@/H rounding:i@/H
    subscription_level_invoice_description:s@/H upcharge_list:list@/H periodic_fees:list@ ]],
  product_subscription = [==[
    i_product_subscription:i/H i_product:i/H i_subscription:i/H name:s/H description:s/H invoice_description:s/H fee:n/H
    effective_fee:n/H activation_fee:n/H iso_4217:s/H
    charge_model:i/H=0|1|2 -- 0 - progressive; 1 - at the period's end; 2 - in advance
    activation_mode:i/H=1|2 -- 1 - at the start date; 2 - at the first usage
    advance_periods:i/H -- charged in advance: how many periods at once
    multiple:b/H generate_daily_charge:yn/H rounding:i/H multi_month_discount_list:list/H
    periodic_fees:[[{+periodic_fee}]]/H -- one for each billing period ]==],
  periodic_fee = [[
    i_billing_period:i+/H=1|2|3|4|5|6 -- 1 - a day; 2 - a week; 3 - half a month; 4 - a month
    periods:i/H fee:n+/H i_subscription:i@/H ]],
  card = [[
    i_payment_method:i/L number:s/L exp_date:s/L cvv:s/L name:s/L address:s/L city:s/L
    iso_3166_1_a2:s/L -- country, ISO 3166-1 alpha-2
    i_country_subdivision:s/L zip:s/L ]],
  transactions_total = "count:i/L total:n/L",
  vd_counter = [[
    service_name:s@ vdp_name:s@ i_vd_plan:i@ i_dest_group:i@ dg_name:s@ discount_info:s@ unit:s@ allocated_amount:n@
    remaining:any@ -- a number, or a text such as N/A
    addon_priority:i@=-1|0|10|12|13|14|15|20|25|30|255|* i_vd_dg:i@ i_service:i@ ]],
  xdr = [[
    i_xdr:i i_service:i service:s account_id:s CLI:s CLD:s charged_amount:n
    charged_quantity:any -- a number, or one written as text
    country:s? subdivision:s? description:s
    disconnect_cause:any -- a number or a text: 16 - normal; in a failed call 16 - declined, 19 - missed,
    -- 13 - answered elsewhere, 1 - no such number
    disconnect_reason:s bill_status:s connect_time:t unix_connect_time:i disconnect_time:t unix_disconnect_time:i
    bill_time:t
    bit_flags:i -- of these, 4 - outgoing, 8 - incoming, 12 - forwarded, 64 - recorded
    failed:b setup_time:i~milliseconds call_id:s h323_conf_id:s cr_download_ids:list call_recording_url:s
    call_recording_server_url:s bytes_downloaded:i bytes_uploaded:i
    xdr_type:s=A|C|* -- A - of an account; C - of the customer itself ]],
}

return M
