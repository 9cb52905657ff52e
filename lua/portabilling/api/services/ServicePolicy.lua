return {
  mr80 = [[
    add_service_policy delete_service_policy get_attribute_list get_service_policy_info get_service_policy_list
    update_service_policy]],
  methods = {
    add_service_policy = { "service_policy_info:{+service_policy}+", "i_service_policy:i" },
    delete_service_policy = { "i_service_policy:i+", "success:b" },
    get_service_policy_info = { "i_service_policy:i& name:s&", "service_policy_info:{service_policy}" },
    get_service_policy_list = { "name:s? i_service_type:i limit:i? offset:i? get_total:b",
      "service_policy_list:[{service_policy}] total:i" },
    update_service_policy = { "service_policy_info:{service_policy}+", "i_service_policy:i" },
  },
  objects = {
    service_policy = [[
      i_service_policy:i name:s+ i_service_type:i+ description:s is_used:b
      attribute_list:[{service_policy_attribute}] ]],
    -- What nobody has described: the values are texts, and those of a flag Y and N.
    service_policy_attribute = "name:s/L values:[s]/L group_name:s/L",
  },
}
