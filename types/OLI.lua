---@meta _
-- OLI. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "OLI", method: "get_oli_info"|"get_oli_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "OLI", record: "oli"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(service: "OLI", record: "oli"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "OLI", record: "oli"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "OLI", record: "oli"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "OLI", method: "get_oli_info"|"get_oli_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "OLI", record: "oli"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "OLI", record: "oli"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "OLI", record: "oli"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "OLI", record: "oli"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
