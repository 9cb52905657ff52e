---@meta _
-- Metric. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "Metric", method: "get_system_metric_data"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "Metric", method: "get_system_metric_data"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
