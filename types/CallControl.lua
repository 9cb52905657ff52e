---@meta _
-- CallControl. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.CallControl.call.attributes
---@field id? string
---@field tag? string

---@class portabilling.CallControl.call : portabilling.CallControl.call.attributes

---@class portabilling.CallControl.call_party
---@field account_id? string # made by the server; uncertain
---@field number? string # made by the server; uncertain
---@field huntgroup_id? string # made by the server

---@class portabilling.CallControl.sip_call
---@field call? portabilling.CallControl.call # made by the server
---@field tracking_id? string # made by the server
---@field state? "queued"|"ringing"|"connected"|string # made by the server
---@field start_time? portabilling.time # made by the server
---@field connect_time? portabilling.time # made by the server
---@field i_customer? integer # made by the server; uncertain
---@field caller? portabilling.CallControl.call_party # made by the server
---@field callee? portabilling.CallControl.call_party # made by the server
---@field queue_info? table # with i_c_queue, of a call that waits; made by the server

---@class portabilling.CallControl.disable_api_notifications.params
---@field i_customer integer|string # uncertain

---@class portabilling.CallControl.disable_api_notifications.answer
---@field success? 0|1 # uncertain

--- Holds for this session; get_sip_calls_list needs it.
---@class portabilling.CallControl.enable_api_notifications.params
---@field i_customer integer|string

---@class portabilling.CallControl.enable_api_notifications.answer
---@field success? 0|1

---@class portabilling.CallControl.get_sip_calls_list.params
---@field i_customer? integer|string

---@class portabilling.CallControl.get_sip_calls_list.answer
---@field calls_list? portabilling.CallControl.sip_call[]

---@class portabilling.CallControl.originate_call.params
---@field account_id? string
---@field caller_id? string
---@field destination? string
---@field state_info_callback? string # a URL
---@field state_info_events? any # names of states, such as trying, ringing, connected, terminated; without it all are told

---@class portabilling.CallControl.originate_call.answer
---@field call? portabilling.CallControl.call
---@field tracking_id? string

---@class portabilling.CallControl.play.params
---@field call? portabilling.CallControl.call.attributes
---@field url? string
---@field ["repeat"]? integer|string
---@field callback_url? string
---@field callback_on_events? any
---@field interrupt_playback_on_input? boolean|"N"|"Y"

---@class portabilling.CallControl.play.answer
---@field success? 0|1 # uncertain

---@class portabilling.CallControl.terminate_call.params
---@field call? portabilling.CallControl.call.attributes

---@class portabilling.CallControl.terminate_call.answer
---@field success? 0|1 # uncertain

---@class portabilling
---@field call fun(service: "CallControl", method: "answer_call"|"convert_to_on_spot_conference"|"delete_on_spot_conference_participant"|"disable_api_notifications"|"enable_api_notifications"|"get_on_spot_conference_list"|"get_on_spot_conference_participant_list"|"get_sip_calls_list"|"hold_call"|"join_calls"|"join_on_spot_conference"|"originate_advanced_call"|"originate_call"|"play"|"play_prompt"|"progress_call"|"ring_call"|"start_dtmf_detect"|"stop_dtmf_detect"|"stop_play_prompt"|"terminate_call"|"transfer_call"|"unhold_call"|"update_on_spot_conference_participant"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "CallControl", method: "disable_api_notifications", params: portabilling.CallControl.disable_api_notifications.params|table, options?: portabilling.Options): portabilling.CallControl.disable_api_notifications.answer?, portabilling.Error?
---@field call fun(service: "CallControl", method: "enable_api_notifications", params: portabilling.CallControl.enable_api_notifications.params|table, options?: portabilling.Options): portabilling.CallControl.enable_api_notifications.answer?, portabilling.Error?
---@field call fun(service: "CallControl", method: "originate_call", params?: portabilling.CallControl.originate_call.params|table, options?: portabilling.Options): portabilling.CallControl.originate_call.answer?, portabilling.Error?
---@field call fun(service: "CallControl", method: "play", params?: portabilling.CallControl.play.params|table, options?: portabilling.Options): portabilling.CallControl.play.answer?, portabilling.Error?
---@field call fun(service: "CallControl", method: "terminate_call", params?: portabilling.CallControl.terminate_call.params|table, options?: portabilling.Options): portabilling.CallControl.terminate_call.answer?, portabilling.Error?
---@field collect fun(service: "CallControl", record: "on_spot_conference"|"on_spot_conference_participant"|"sip_call"|"sip_calls"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "CallControl", record: "sip_call"|"sip_calls", filters?: portabilling.CallControl.get_sip_calls_list.params|table, options?: portabilling.Options): (portabilling.CallControl.sip_call[])?, portabilling.Error?
---@field delete fun(service: "CallControl", record: "on_spot_conference_participant"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "CallControl", record: "on_spot_conference"|"on_spot_conference_participant"|"sip_call"|"sip_calls"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "CallControl", record: "sip_call"|"sip_calls", filters?: portabilling.CallControl.get_sip_calls_list.params|table, options?: portabilling.Options): fun(): portabilling.CallControl.sip_call?, integer?
---@field pages fun(service: "CallControl", record: "on_spot_conference"|"on_spot_conference_participant"|"sip_call"|"sip_calls"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "CallControl", record: "sip_call"|"sip_calls", filters?: portabilling.CallControl.get_sip_calls_list.params|table, options?: portabilling.Options): fun(): (portabilling.CallControl.sip_call[])?, portabilling.PageInfo?
---@field update fun(service: "CallControl", record: "on_spot_conference_participant"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "CallControl", method: "answer_call"|"convert_to_on_spot_conference"|"delete_on_spot_conference_participant"|"disable_api_notifications"|"enable_api_notifications"|"get_on_spot_conference_list"|"get_on_spot_conference_participant_list"|"get_sip_calls_list"|"hold_call"|"join_calls"|"join_on_spot_conference"|"originate_advanced_call"|"originate_call"|"play"|"play_prompt"|"progress_call"|"ring_call"|"start_dtmf_detect"|"stop_dtmf_detect"|"stop_play_prompt"|"terminate_call"|"transfer_call"|"unhold_call"|"update_on_spot_conference_participant"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "CallControl", method: "disable_api_notifications", params: portabilling.CallControl.disable_api_notifications.params|table, options?: portabilling.Options): portabilling.CallControl.disable_api_notifications.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "CallControl", method: "enable_api_notifications", params: portabilling.CallControl.enable_api_notifications.params|table, options?: portabilling.Options): portabilling.CallControl.enable_api_notifications.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "CallControl", method: "originate_call", params?: portabilling.CallControl.originate_call.params|table, options?: portabilling.Options): portabilling.CallControl.originate_call.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "CallControl", method: "play", params?: portabilling.CallControl.play.params|table, options?: portabilling.Options): portabilling.CallControl.play.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "CallControl", method: "terminate_call", params?: portabilling.CallControl.terminate_call.params|table, options?: portabilling.Options): portabilling.CallControl.terminate_call.answer?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "CallControl", record: "on_spot_conference"|"on_spot_conference_participant"|"sip_call"|"sip_calls"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "CallControl", record: "sip_call"|"sip_calls", filters?: portabilling.CallControl.get_sip_calls_list.params|table, options?: portabilling.Options): (portabilling.CallControl.sip_call[])?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "CallControl", record: "on_spot_conference_participant"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "CallControl", record: "on_spot_conference"|"on_spot_conference_participant"|"sip_call"|"sip_calls"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "CallControl", record: "sip_call"|"sip_calls", filters?: portabilling.CallControl.get_sip_calls_list.params|table, options?: portabilling.Options): fun(): portabilling.CallControl.sip_call?, integer?
---@field pages fun(self: portabilling.Client, service: "CallControl", record: "on_spot_conference"|"on_spot_conference_participant"|"sip_call"|"sip_calls"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "CallControl", record: "sip_call"|"sip_calls", filters?: portabilling.CallControl.get_sip_calls_list.params|table, options?: portabilling.Options): fun(): (portabilling.CallControl.sip_call[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "CallControl", record: "on_spot_conference_participant"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
