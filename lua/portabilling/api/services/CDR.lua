return {
  mr80 = [[
    batch_delete_call_recording get_aux_xdr_type_list get_call_recording get_disconnect_reason_list
    get_netaccess_usage_record_list revert_xdr_list]],
  later = "get_transcription",
  methods = {
    get_call_recording = { "i_xdr:i!/H format:s call_recording_id:s" },
    get_transcription = { [[
      call_recording_id:s!/H
      format:s/H=json|text -- by default json
      check_only:b/H ]] },
  },
}
