return {
  mr80 = "get_log_info get_trace_session_list send_to_rt",
  records = {
    log_message = { list = { "get_log_info", key = "log_message_list", paging = false }, also = "log", unique = false },
  },
  methods = {
    get_log_info = { [[
      session_id:s from_date:t to_date:t merged_session_id_list:[{+merged_session_id}] ]],
      "log_message_list:[{log_message}] meta_info:object" },
  },
  objects = {
    merged_session_id = "session_id:s/H",
    log_message = "meta_info:{message_meta}@ text:s@ type:s@",
    message_meta = [[
      datetime:t@ diagramtext:s@ dialog_id:s@ level:i@ message_class:s@ operation:s@ participant_from:s@
      participant_from_id:s@ participant_to:s@ participant_to_id:s@ sip_node:s@ ]],
  },
}
