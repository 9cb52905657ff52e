return {
  mr80 = "add_custom_field delete_custom_field get_custom_field_info get_custom_field_list update_custom_field",
}
