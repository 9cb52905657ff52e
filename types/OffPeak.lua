---@meta _
-- OffPeak. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "OffPeak", method: "get_off_peak_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "OffPeak", record: "off_peak"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(service: "OffPeak", record: "off_peak"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "OffPeak", record: "off_peak"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "OffPeak", method: "get_off_peak_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "OffPeak", record: "off_peak"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "OffPeak", record: "off_peak"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "OffPeak", record: "off_peak"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
