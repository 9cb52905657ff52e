---@meta _
-- AsyncRequest. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "AsyncRequest", method: "delete_request_list"|"disable_api_notifications"|"enable_api_notifications"|"get_request_info"|"get_request_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "AsyncRequest", record: "request"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(service: "AsyncRequest", record: "request"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "AsyncRequest", record: "request"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "AsyncRequest", record: "request"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "AsyncRequest", method: "delete_request_list"|"disable_api_notifications"|"enable_api_notifications"|"get_request_info"|"get_request_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "AsyncRequest", record: "request"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "AsyncRequest", record: "request"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "AsyncRequest", record: "request"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "AsyncRequest", record: "request"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
