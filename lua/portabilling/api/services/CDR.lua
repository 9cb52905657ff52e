return {
  mr80 = [[
    batch_delete_call_recording get_aux_xdr_type_list get_call_recording get_disconnect_reason_list
    get_netaccess_usage_record_list revert_xdr_list]],
  later = "get_transcription",
}
