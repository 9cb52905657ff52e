return {
  mr80 = [[
    add_discount add_discount_plan add_topup_option add_vd_threshold clone_discount_plan delete_discount
    delete_discount_plan delete_topup_option delete_vd_threshold get_discount_info get_discount_list
    get_discount_plan_info get_discount_plan_list get_topup_option_info get_topup_option_list
    get_vd_threshold_info get_vd_threshold_list make_transaction update_discount update_discount_plan
    update_topup_option update_vd_threshold]],
}
