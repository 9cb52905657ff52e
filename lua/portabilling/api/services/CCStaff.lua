return {
  mr80 = "add_cc_staff delete_cc_staff get_cc_staff_info get_cc_staff_list update_cc_staff",
}
