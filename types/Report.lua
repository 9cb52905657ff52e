---@meta _
-- Report. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "Report", method: "get_asr_file"|"get_asr_file_list"|"get_cost_revenue_file"|"get_cost_revenue_file_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "Report", record: "asr_file"|"cost_revenue_file"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(service: "Report", record: "asr_file"|"cost_revenue_file"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "Report", record: "asr_file"|"cost_revenue_file"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "Report", method: "get_asr_file"|"get_asr_file_list"|"get_cost_revenue_file"|"get_cost_revenue_file_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Report", record: "asr_file"|"cost_revenue_file"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Report", record: "asr_file"|"cost_revenue_file"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "Report", record: "asr_file"|"cost_revenue_file"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
