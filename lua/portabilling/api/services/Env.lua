return {
  mr80 = [[
    add_custom_tax_option delete_custom_tax_option get_custom_fields_schema get_custom_tax_option get_env_info
    get_env_list get_notification_template_info list_custom_tax_options send_me_notification_sample
    update_custom_tax_option update_env update_notification_template]],
  records = {
    custom_fields_schema = { get = "get_custom_fields_schema" },
    custom_tax_option = { list = "list_custom_tax_options" },
    env = { seen = "get" },
  },
  methods = {
    get_env_info = { "", "env_info:{env}" },
    get_env_list = { "limit:i?/L offset:i?/L get_total:b/L", "env_list:[{env}]/L total:i/L" },
  },
  objects = {
    env = "email:s@/H i_env:i@/L name:s@/L iso_4217:s@/L",
  },
}
