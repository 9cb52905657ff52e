return {
  mr80 = [[
    add_service add_service_pool delete_service get_service_info get_service_list get_service_pool_info
    get_service_pool_list get_service_type_info get_service_type_list update_service update_service_pool]],
  methods = {
    add_service = { "service_info:{+service}+", "i_service:i" },
    delete_service = { "i_service:i+", "success:b" },
    get_service_info = { "i_service:i& name:s&", "service_info:{service}" },
    get_service_list = { "name:s? i_service_type:i hidden:yn limit:i? offset:i? get_total:b",
      "service_list:[{service}] total:i" },
    update_service = { "service_info:{service}+", "i_service:i" },
  },
  objects = {
    service = [[
      i_service:i name:s+
      i_service_type:i+=3|* -- 3 - voice calls
      base_unit:s rate_unit:s service_type_name:s is_used:b hidden:yn description:s ratio:n ]],
  },
}
