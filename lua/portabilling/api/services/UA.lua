return {
  mr80 = [[
    add_ua add_ua_profile clone_ua_profile delete_ua delete_ua_profile get_ua_info
    get_ua_inventory_usage_statistics get_ua_list get_ua_profile_info get_ua_profile_list get_ua_type_list
    get_ua_type_usage_statistics update_ua update_ua_profile]],
  later = "get_phone_directory_info get_phone_directory_list",
  records = {
    phone_directory = { list = { "get_phone_directory_list", total = true }, id = "i_ua_config_directory", seen = "all",
      realm = "account" },
  },
  methods = {
    get_phone_directory_info = { "get_records:s get_total:b i_ua_config_directory:i limit:i offset:i" },
    get_phone_directory_list = { "get_total:b limit:i offset:i" },
  },
}
