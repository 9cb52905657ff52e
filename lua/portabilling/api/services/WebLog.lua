return {
  mr80 = "add_note get_web_log_list",
  records = { web_log = { list = { "get_web_log_list", total = true }, seen = "all" } },
}
