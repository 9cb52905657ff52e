return {
  mr80 = [[
    add_rate add_rate_group batch_add_rate cleanup_inactive_rates delete_rate get_rate_info get_rate_list
    search_rate_list update_rate update_rate_group]],
}
