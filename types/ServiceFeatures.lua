---@meta _
-- ServiceFeatures. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "ServiceFeatures", method: "get_service_features_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "ServiceFeatures", record: "service_feature"|"service_features"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(service: "ServiceFeatures", record: "service_feature"|"service_features"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "ServiceFeatures", record: "service_feature"|"service_features"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "ServiceFeatures", method: "get_service_features_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "ServiceFeatures", record: "service_feature"|"service_features"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "ServiceFeatures", record: "service_feature"|"service_features"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "ServiceFeatures", record: "service_feature"|"service_features"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
