return {
  mr80 = [[
    answer_call convert_to_on_spot_conference delete_on_spot_conference_participant disable_api_notifications
    enable_api_notifications get_on_spot_conference_list get_on_spot_conference_participant_list
    get_sip_calls_list hold_call join_calls join_on_spot_conference originate_advanced_call originate_call
    play_prompt progress_call ring_call start_dtmf_detect stop_dtmf_detect stop_play_prompt terminate_call
    transfer_call unhold_call update_on_spot_conference_participant]],
  later = "play",
  records = {
    sip_call = { list = { "get_sip_calls_list", key = "calls_list", paging = false }, seen = "all", also = "sip_calls",
      unique = false },
  },
  methods = {
    disable_api_notifications = { "i_customer:i!/L", "success:b/L" },
    enable_api_notifications = { "i_customer:i!/H", "success:b/H",
      about = "Holds for this session; get_sip_calls_list needs it." },
    get_sip_calls_list = { "i_customer:i/H", "calls_list:[{sip_call}]" },
    originate_call = { [[
      account_id:s caller_id:s destination:s
      state_info_callback:s -- a URL
      state_info_events:any -- names of states, such as trying, ringing, connected, terminated; without it all are told
      ]], "call:{call} tracking_id:s" },
    play = { [[
      call:{call} url:s repeat:i callback_url:s callback_on_events:any interrupt_playback_on_input:yn
      ]], "success:b/L" },
    terminate_call = { "call:{call}", "success:b/L" },
  },
  objects = {
    call = "id:s tag:s",
    sip_call = [[
      call:{call}@ tracking_id:s@
      state:s@=queued|ringing|connected|*
      start_time:t@ connect_time:t@ i_customer:i@/L caller:{call_party}@ callee:{call_party}@
      queue_info:object@ -- with i_c_queue, of a call that waits
      ]],
    call_party = "account_id:s@/L number:s@/L huntgroup_id:s@",
  },
}
