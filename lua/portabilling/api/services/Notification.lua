return {
  mr80 = [[
    add_notification_preset delete_notification_preset get_notification_list get_notification_preset_info
    get_notification_preset_list get_notification_template_info get_preset_category_list
    send_me_notification_sample update_notification_preset update_notification_template]],
}
