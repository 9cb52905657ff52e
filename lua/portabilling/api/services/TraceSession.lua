return {
  mr80 = "get_log_info get_trace_session_list send_to_rt",
  methods = {
    get_log_info = { [[
      session_id:s/H from_date:t/H to_date:t/H merged_session_id_list:[{+merged_session_id}]/H ]],
      about = "Fields are those of the component GetSessionLogInfoRequest in the vendor description; that it belongs to this method is an inference from the answer seen by SIPA." },
  },
  objects = {
    merged_session_id = "session_id:s/H",
    log_message = "meta_info:object@ text:s@ type:s@",
  },
}
