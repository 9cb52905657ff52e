return {
  mr80 = "add_access_policy delete_access_policy get_access_policy_info get_access_policy_list update_access_policy",
  methods = {
    get_access_policy_info = { nil, "access_policy_info:{access_policy}" },
  },
  objects = {
    access_policy = "i_access_policy:i@ name:s@ attributes:[{policy_attribute}]@",
    policy_attribute = "group_name:s@ name:s@ values:[s]@",
  },
}
