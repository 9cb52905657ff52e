---@meta _
-- IPTV. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "IPTV", method: "get_channel_package_list"|"get_service_package_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "IPTV", record: "channel_package"|"service_package"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(service: "IPTV", record: "channel_package"|"service_package"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "IPTV", record: "channel_package"|"service_package"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "IPTV", method: "get_channel_package_list"|"get_service_package_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "IPTV", record: "channel_package"|"service_package"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "IPTV", record: "channel_package"|"service_package"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "IPTV", record: "channel_package"|"service_package"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
