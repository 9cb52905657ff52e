return {
  mr80 = [[
    batch_delete_call_recording get_aux_xdr_type_list get_call_recording get_disconnect_reason_list
    get_netaccess_usage_record_list revert_xdr_list]],
  later = "get_transcription:MR116",
  methods = {
    get_call_recording = { "i_xdr:i!/H format:s call_recording_id:s", about = "Answers a file." },
    get_transcription = { [[
      call_recording_id:s!/H -- one of an xDR's cr_download_ids, or its h323_conf_id
      format:s/H=json|text -- json when left out
      check_only:b/H -- tells whether there is one
      ]], "call_recording_id:s/H segments:[{transcription_segment}]/H success:b/L",
      about = "Answers what was said, or a text." },
    revert_xdr_list = { "revert_list:[{xdr_to_revert}]/L" },
  },
  objects = {
    transcription_segment = [[
      text:s/H
      start:n~seconds/H -- from the beginning of the recording
      ]],
    xdr_to_revert = "id:any/L owner:s/L comment:s/L hide:any/L",
  },
}
