return {
  mr80 = [[
    add_ua add_ua_profile clone_ua_profile delete_ua delete_ua_profile get_ua_info
    get_ua_inventory_usage_statistics get_ua_list get_ua_profile_info get_ua_profile_list get_ua_type_list
    get_ua_type_usage_statistics update_ua update_ua_profile]],
  later = [[
    add_options_template:MR120-1 get_options_template_info:MR120 get_phone_directory_info
    get_phone_directory_list:MR120-0 get_ua_profile_metainfo:MR119-0 update_options_template:MR120-1]],
  records = {
    phone_directory = { list = { "get_phone_directory_list", total = true }, id = "i_ua_config_directory", seen = "all",
      realm = "account" },
  },
  methods = {
    get_phone_directory_info = { [[
      get_records:yn -- Y: with the records
      get_total:b i_ua_config_directory:i limit:i
      offset:i -- goes with limit
      ]], "phone_directory_info:{phone_directory} total:i" },
    get_phone_directory_list = { [[
      get_total:b limit:i
      offset:i -- goes with limit
      ]], "phone_directory_list:[{phone_directory}]/H total:i" },
  },
  objects = {
    phone_directory = "i_ua_config_directory:i name:s directory_records:[{directory_record}]/H",
    directory_record = "first_name:s/H last_name:s/H office_number:s/H mobile_number:s/H other_number:s/H",
  },
}
