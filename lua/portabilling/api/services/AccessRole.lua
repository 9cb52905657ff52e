return {
  mr80 = [[
    add_access_role delete_access_role get_access_role_info get_access_role_list get_access_role_type_info
    get_access_role_type_list update_access_role]],
}
