return {
  mr80 = [[
    add_user delete_user get_notification_category_list get_notification_list get_ui_config_list get_user_info
    get_user_list update_notification_category_list update_ui_config_list update_user]],
  records = { user = { seen = "list" } },
  methods = {
    get_user_list = { "login:s", "user_list:list" },
  },
}
