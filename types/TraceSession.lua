---@meta _
-- TraceSession. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.TraceSession.log_message
---@field meta_info? portabilling.TraceSession.message_meta # made by the server
---@field text? string # made by the server
---@field type? string # made by the server

---@class portabilling.TraceSession.merged_session_id.attributes
---@field session_id? string # secret

---@class portabilling.TraceSession.merged_session_id.new : portabilling.TraceSession.merged_session_id.attributes

---@class portabilling.TraceSession.message_meta
---@field datetime? portabilling.time # made by the server
---@field diagramtext? string # made by the server
---@field dialog_id? string # made by the server
---@field level? integer # made by the server
---@field message_class? string # made by the server
---@field operation? string # made by the server
---@field participant_from? string # made by the server
---@field participant_from_id? string # made by the server
---@field participant_to? string # made by the server
---@field participant_to_id? string # made by the server
---@field sip_node? string # made by the server

---@class portabilling.TraceSession.get_log_info.params
---@field session_id? string # secret
---@field from_date? portabilling.time
---@field to_date? portabilling.time
---@field merged_session_id_list? portabilling.TraceSession.merged_session_id.new[]

---@class portabilling.TraceSession.get_log_info.answer
---@field log_message_list? portabilling.TraceSession.log_message[]
---@field meta_info? table

---@class portabilling
---@field call fun(service: "TraceSession", method: "get_log_info"|"get_trace_session_list"|"send_to_rt"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "TraceSession", record: "log_message"|"log", filters?: portabilling.TraceSession.get_log_info.params|table, options?: portabilling.Options): (portabilling.TraceSession.log_message[])?, portabilling.Error?
---@field collect fun(service: "TraceSession", record: "log_message"|"log"|"trace_session"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(service: "TraceSession", record: "log_message"|"log", filters?: portabilling.TraceSession.get_log_info.params|table, options?: portabilling.Options): fun(): portabilling.TraceSession.log_message?, integer?
---@field list fun(service: "TraceSession", record: "log_message"|"log"|"trace_session"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "TraceSession", record: "log_message"|"log", filters?: portabilling.TraceSession.get_log_info.params|table, options?: portabilling.Options): fun(): (portabilling.TraceSession.log_message[])?, portabilling.PageInfo?
---@field pages fun(service: "TraceSession", record: "log_message"|"log"|"trace_session"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "TraceSession", method: "get_log_info"|"get_trace_session_list"|"send_to_rt"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "TraceSession", record: "log_message"|"log", filters?: portabilling.TraceSession.get_log_info.params|table, options?: portabilling.Options): (portabilling.TraceSession.log_message[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "TraceSession", record: "log_message"|"log"|"trace_session"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "TraceSession", record: "log_message"|"log", filters?: portabilling.TraceSession.get_log_info.params|table, options?: portabilling.Options): fun(): portabilling.TraceSession.log_message?, integer?
---@field list fun(self: portabilling.Client, service: "TraceSession", record: "log_message"|"log"|"trace_session"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "TraceSession", record: "log_message"|"log", filters?: portabilling.TraceSession.get_log_info.params|table, options?: portabilling.Options): fun(): (portabilling.TraceSession.log_message[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "TraceSession", record: "log_message"|"log"|"trace_session"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
