return {
  mr80 = [[
    add_user delete_user get_notification_category_list get_notification_list get_ui_config_list get_user_info
    get_user_list update_notification_category_list update_ui_config_list update_user]],
  records = { user = { seen = "list" } },
  methods = {
    get_user_info = { "i_user:i/L login:s/L", "user_info:{user}/L" },
    get_user_list = { "login:s limit:i?/L offset:i?/L get_total:b/L", "user_list:[{user}] total:i/L" },
  },
  objects = {
    user = "i_user:i/L login:s email:s is_super_user:b@/L",
  },
}
