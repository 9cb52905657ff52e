return {
  mr80 = "get_asr_file get_asr_file_list get_cost_revenue_file get_cost_revenue_file_list",
  -- The bare get_x is the file itself, for download.
  records = { asr_file = { get = false }, cost_revenue_file = { get = false } },
}
