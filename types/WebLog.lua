---@meta _
-- WebLog. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.WebLog.web_log
---@field timestamp? portabilling.time # made by the server
---@field username? string # made by the server
---@field description? string # made by the server
---@field entity_type? string # made by the server; uncertain
---@field i_entity? integer # made by the server; uncertain
---@field i_web_log? integer # made by the server; uncertain

---@class portabilling.WebLog.get_web_log_list.params
---@field entity_type? "Customers"|string
---@field i_entity? integer|string
---@field get_total? boolean|0|1 # uncertain
---@field limit? integer|string
---@field offset? integer|string # goes with limit

---@class portabilling.WebLog.get_web_log_list.answer
---@field web_log_list? portabilling.WebLog.web_log[]
---@field total? integer

---@class portabilling
---@field call fun(service: "WebLog", method: "add_note"|"get_web_log_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "WebLog", record: "web_log", filters?: portabilling.WebLog.get_web_log_list.params|table, options?: portabilling.Options): (portabilling.WebLog.web_log[])?, portabilling.Error?
---@field collect fun(service: "WebLog", record: "web_log"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "WebLog", record: "note"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "WebLog", record: "web_log", filters?: portabilling.WebLog.get_web_log_list.params|table, options?: portabilling.Options): fun(): portabilling.WebLog.web_log?, integer?
---@field list fun(service: "WebLog", record: "web_log"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "WebLog", record: "web_log", filters?: portabilling.WebLog.get_web_log_list.params|table, options?: portabilling.Options): fun(): (portabilling.WebLog.web_log[])?, portabilling.PageInfo?
---@field pages fun(service: "WebLog", record: "web_log"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "WebLog", method: "add_note"|"get_web_log_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "WebLog", record: "web_log", filters?: portabilling.WebLog.get_web_log_list.params|table, options?: portabilling.Options): (portabilling.WebLog.web_log[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "WebLog", record: "web_log"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "WebLog", record: "note"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "WebLog", record: "web_log", filters?: portabilling.WebLog.get_web_log_list.params|table, options?: portabilling.Options): fun(): portabilling.WebLog.web_log?, integer?
---@field list fun(self: portabilling.Client, service: "WebLog", record: "web_log"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "WebLog", record: "web_log", filters?: portabilling.WebLog.get_web_log_list.params|table, options?: portabilling.Options): fun(): (portabilling.WebLog.web_log[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "WebLog", record: "web_log"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
