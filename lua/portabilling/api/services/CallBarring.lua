return {
  mr80 = [[
    add_call_barring_class add_default_cb_option delete_call_barring_class get_call_barring_class_info
    get_call_barring_class_list get_default_cb_option_info update_call_barring_class]],
  methods = {
    get_call_barring_class_info = { "i_cp_condition:i",
      about = "A class of barred (blocked) numbers." },
    update_call_barring_class = { "call_barring_class_info:{call_barring_class}+",
      about = "Changes which numbers a class bars (blocks)." },
  },
  objects = {
    call_barring_class = "i_cp_condition:i number_pattern_list:list",
  },
}
