return {
  mr80 = [[
    answer_call convert_to_on_spot_conference delete_on_spot_conference_participant disable_api_notifications
    enable_api_notifications get_on_spot_conference_list get_on_spot_conference_participant_list
    get_sip_calls_list hold_call join_calls join_on_spot_conference originate_advanced_call originate_call
    play_prompt progress_call ring_call start_dtmf_detect stop_dtmf_detect stop_play_prompt terminate_call
    transfer_call unhold_call update_on_spot_conference_participant]],
  later = "play",
  records = {
    sip_call = { list = { "get_sip_calls_list", key = "calls_list" }, seen = "all", also = "sip_calls" },
  },
  methods = {
    enable_api_notifications = { "i_customer:i!/H" },
    get_sip_calls_list = { "i_customer:i/H" },
  },
}
