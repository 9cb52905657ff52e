return {
  mr80 = [[
    add_service_policy delete_service_policy get_attribute_list get_service_policy_info get_service_policy_list
    update_service_policy]],
}
