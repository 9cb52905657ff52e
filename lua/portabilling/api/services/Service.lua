return {
  mr80 = [[
    add_service add_service_pool delete_service get_service_info get_service_list get_service_pool_info
    get_service_pool_list get_service_type_info get_service_type_list update_service update_service_pool]],
}
