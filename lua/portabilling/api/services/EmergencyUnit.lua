return {
  mr80 = [[
    add_emergency_unit delete_emergency_unit get_emergency_unit_info get_emergency_unit_list
    update_emergency_unit upload_emergency_units]],
}
