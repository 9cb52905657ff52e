return {
  mr80 = [[
    add_call_barring_class add_default_cb_option delete_call_barring_class get_call_barring_class_info
    get_call_barring_class_list get_default_cb_option_info update_call_barring_class]],
  methods = {
    add_call_barring_class = { "call_barring_class_info:{+call_barring_class}+/L", "i_cp_condition:i/L" },
    delete_call_barring_class = { "i_cp_condition:i+/L", "success:b/L" },
    get_call_barring_class_info = { "i_cp_condition:i name:s/L", "call_barring_class_info:{call_barring_class}/L",
      about = "A class of barred (blocked) numbers." },
    get_call_barring_class_list = { "name:s/L limit:i?/L offset:i?/L get_total:b/L",
      "call_barring_class_list:[{call_barring_class}]/L total:i/L" },
    update_call_barring_class = { "call_barring_class_info:{call_barring_class}+", "i_cp_condition:i",
      about = "Changes which numbers a class bars (blocks)." },
  },
  objects = {
    call_barring_class = "i_cp_condition:i name:s/L description:s/L number_pattern_list:[{number_pattern}]",
    number_pattern = "number:s",
  },
}
