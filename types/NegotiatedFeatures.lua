---@meta _
-- NegotiatedFeatures. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "NegotiatedFeatures", method: "get_negotiated_feature_list"|"update_negotiated_feature_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "NegotiatedFeatures", record: "negotiated_feature"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(service: "NegotiatedFeatures", record: "negotiated_feature"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "NegotiatedFeatures", record: "negotiated_feature"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "NegotiatedFeatures", method: "get_negotiated_feature_list"|"update_negotiated_feature_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "NegotiatedFeatures", record: "negotiated_feature"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "NegotiatedFeatures", record: "negotiated_feature"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "NegotiatedFeatures", record: "negotiated_feature"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
