return {
  mr80 = [[
    add_call_barring_class add_default_cb_option delete_call_barring_class get_call_barring_class_info
    get_call_barring_class_list get_default_cb_option_info update_call_barring_class]],
}
