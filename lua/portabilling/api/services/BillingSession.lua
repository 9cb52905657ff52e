return {
  mr80 = [[
    add_disconnect_queue_record disconnect_session get_active_calls_list get_active_sessions_list
    manage_active_call_recording]],
  records = {
    active_call = { list = "get_active_calls_list", also = "active_calls" },
    active_session = { list = { "get_active_sessions_list", key = "active_session_list", total = true }, seen = "all",
      also = "active_sessions", unique = false },
  },
}
