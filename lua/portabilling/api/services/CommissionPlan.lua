return {
  mr80 = [[
    add_commission_plan delete_commission_plan get_commission_plan_base_list get_commission_plan_info
    get_commission_plan_list update_commission_plan]],
}
