return {
  mr80 = [[
    add_time_period delete_time_period get_time_period_info get_time_period_list test_time_period
    update_time_period]],
}
