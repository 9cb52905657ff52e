return {
  mr80 = "add_access_policy delete_access_policy get_access_policy_info get_access_policy_list update_access_policy",
}
