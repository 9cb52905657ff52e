return {
  mr80 = "get_log_info get_trace_session_list send_to_rt",
}
