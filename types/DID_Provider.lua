---@meta _
-- DID_Provider. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "DID_Provider", method: "cancel_provision"|"get_areas_list"|"get_countries_list"|"get_did_provider_info"|"get_did_provider_list"|"get_numbers_list"|"get_provider_info"|"obtain_number"|"provision_number"|"return_number"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "DID_Provider", record: "area"|"areas"|"country"|"countries"|"did_provider"|"number"|"numbers"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(service: "DID_Provider", record: "did_provider"|"provider"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "DID_Provider", record: "area"|"areas"|"country"|"countries"|"did_provider"|"number"|"numbers"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "DID_Provider", record: "area"|"areas"|"country"|"countries"|"did_provider"|"number"|"numbers"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "DID_Provider", method: "cancel_provision"|"get_areas_list"|"get_countries_list"|"get_did_provider_info"|"get_did_provider_list"|"get_numbers_list"|"get_provider_info"|"obtain_number"|"provision_number"|"return_number"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "DID_Provider", record: "area"|"areas"|"country"|"countries"|"did_provider"|"number"|"numbers"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "DID_Provider", record: "did_provider"|"provider"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "DID_Provider", record: "area"|"areas"|"country"|"countries"|"did_provider"|"number"|"numbers"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "DID_Provider", record: "area"|"areas"|"country"|"countries"|"did_provider"|"number"|"numbers"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
