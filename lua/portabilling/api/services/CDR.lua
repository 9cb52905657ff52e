return {
  mr80 = [[
    batch_delete_call_recording get_aux_xdr_type_list get_call_recording get_disconnect_reason_list
    get_netaccess_usage_record_list revert_xdr_list]],
  later = "get_transcription:MR116",
  methods = {
    get_call_recording = { "i_xdr:i!/H format:s call_recording_id:s", about = "Answers a file." },
    get_transcription = { [[
      call_recording_id:s!/H
      format:s/H=json|text -- json when left out
      check_only:b/H ]], "success:b/L transcription:list/L", about = "Answers a text or a file." },
    revert_xdr_list = { "revert_list:[{xdr_to_revert}]/L" },
  },
  objects = {
    xdr_to_revert = "id:any/L owner:s/L comment:s/L hide:any/L",
  },
}
