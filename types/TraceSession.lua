---@meta _
-- TraceSession. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.TraceSession.merged_session_id.attributes
---@field session_id? string

---@class portabilling.TraceSession.merged_session_id.new : portabilling.TraceSession.merged_session_id.attributes

--- Fields are those of the component GetSessionLogInfoRequest in the vendor description; that it belongs to this method is an inference from the answer seen by SIPA.
---@class portabilling.TraceSession.get_log_info.params
---@field session_id? string
---@field from_date? portabilling.time
---@field to_date? portabilling.time
---@field merged_session_id_list? portabilling.TraceSession.merged_session_id.new[]

---@class portabilling
---@field call fun(service: "TraceSession", method: "get_log_info"|"get_trace_session_list"|"send_to_rt"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "TraceSession", record: "trace_session"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(service: "TraceSession", record: "log", keys?: portabilling.TraceSession.get_log_info.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "TraceSession", record: "log"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "TraceSession", record: "trace_session"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "TraceSession", record: "trace_session"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "TraceSession", method: "get_log_info"|"get_trace_session_list"|"send_to_rt"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "TraceSession", record: "trace_session"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "TraceSession", record: "log", keys?: portabilling.TraceSession.get_log_info.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "TraceSession", record: "log"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "TraceSession", record: "trace_session"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "TraceSession", record: "trace_session"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
