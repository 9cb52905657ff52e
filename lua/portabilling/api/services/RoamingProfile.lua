return {
  mr80 = [[
    add_roaming_profile clone_roaming_profile delete_roaming_profile get_roaming_country_list
    get_roaming_profile_info get_roaming_profile_list update_roaming_profile]],
}
