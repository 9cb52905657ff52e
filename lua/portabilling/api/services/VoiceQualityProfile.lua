return {
  mr80 = "add_profile delete_profile get_profile_info get_profile_list update_profile",
}
