---@meta _
-- CDR. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.CDR.transcription_segment
---@field text? string
---@field start? number # from the beginning of the recording; in seconds

---@class portabilling.CDR.xdr_to_revert.attributes
---@field id? any # uncertain
---@field owner? string # uncertain
---@field comment? string # uncertain
---@field hide? any # uncertain

--- Answers a file.
---@class portabilling.CDR.get_call_recording.params
---@field i_xdr integer|string
---@field format? string
---@field call_recording_id? string

--- Answers what was said, or a text.
---@class portabilling.CDR.get_transcription.params
---@field call_recording_id string # one of an xDR's cr_download_ids, or its h323_conf_id
---@field format? "json"|"text" # json when left out
---@field check_only? boolean|0|1 # tells whether there is one

---@class portabilling.CDR.get_transcription.answer
---@field call_recording_id? string
---@field segments? portabilling.CDR.transcription_segment[]
---@field success? 0|1 # uncertain

---@class portabilling.CDR.revert_xdr_list.params
---@field revert_list? portabilling.CDR.xdr_to_revert.attributes[] # uncertain

---@class portabilling
---@field call fun(service: "CDR", method: "batch_delete_call_recording"|"get_aux_xdr_type_list"|"get_call_recording"|"get_disconnect_reason_list"|"get_netaccess_usage_record_list"|"get_transcription"|"revert_xdr_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "CDR", method: "get_call_recording", params: portabilling.CDR.get_call_recording.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "CDR", method: "get_transcription", params: portabilling.CDR.get_transcription.params|table, options?: portabilling.Options): portabilling.CDR.get_transcription.answer?, portabilling.Error?
---@field call fun(service: "CDR", method: "revert_xdr_list", params?: portabilling.CDR.revert_xdr_list.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "CDR", record: "aux_xdr_type"|"disconnect_reason"|"netaccess_usage_record"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(service: "CDR", record: "aux_xdr_type"|"disconnect_reason"|"netaccess_usage_record"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "CDR", record: "aux_xdr_type"|"disconnect_reason"|"netaccess_usage_record"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "CDR", method: "batch_delete_call_recording"|"get_aux_xdr_type_list"|"get_call_recording"|"get_disconnect_reason_list"|"get_netaccess_usage_record_list"|"get_transcription"|"revert_xdr_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "CDR", method: "get_call_recording", params: portabilling.CDR.get_call_recording.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "CDR", method: "get_transcription", params: portabilling.CDR.get_transcription.params|table, options?: portabilling.Options): portabilling.CDR.get_transcription.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "CDR", method: "revert_xdr_list", params?: portabilling.CDR.revert_xdr_list.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "CDR", record: "aux_xdr_type"|"disconnect_reason"|"netaccess_usage_record"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "CDR", record: "aux_xdr_type"|"disconnect_reason"|"netaccess_usage_record"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "CDR", record: "aux_xdr_type"|"disconnect_reason"|"netaccess_usage_record"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
