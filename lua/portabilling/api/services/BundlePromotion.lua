return {
  mr80 = [[
    add_bundle_promotion add_criterion delete_bundle_promotion delete_criterion get_bundle_promotion_info
    get_bundle_promotion_list get_criteria_list get_criterion update_bundle_promotion update_criterion]],
  records = { criterion = { list = "get_criteria_list", also = "criteria" } },
}
