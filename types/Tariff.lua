---@meta _
-- Tariff. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Tariff.rerate_xdrs.params
---@field date_from? portabilling.time
---@field date_to? portabilling.time
---@field effective_time? string
---@field i_owner? integer|string
---@field i_service? integer|string
---@field i_tariff_correct? integer|string
---@field i_tariff_wrong? integer|string
---@field owner? "customer"|string
---@field process_imported_charges? boolean|0|1
---@field use_override_tariffs? boolean|"N"|"Y"

---@class portabilling.Tariff.rerate_xdrs.answer
---@field xdrs_rerated? integer

---@class portabilling
---@field call fun(service: "Tariff", method: "add_override_tariff"|"add_resale_tariff_mappings"|"add_tariff"|"delete_override_tariff"|"delete_tariff"|"get_override_tariff"|"get_override_tariff_list"|"get_resale_map_list"|"get_resale_map_record"|"get_tariff_info"|"get_tariff_list"|"rerate_xdrs"|"schedule_tariff_cloning"|"test_tariff_rating"|"update_override_tariff"|"update_resale_map_record"|"update_tariff"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Tariff", method: "rerate_xdrs", params?: portabilling.Tariff.rerate_xdrs.params|table, options?: portabilling.Options): portabilling.Tariff.rerate_xdrs.answer?, portabilling.Error?
---@field collect fun(service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "Tariff", record: "override_tariff"|"resale_tariff_mappings"|"tariff"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "Tariff", record: "override_tariff"|"tariff"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "Tariff", method: "add_override_tariff"|"add_resale_tariff_mappings"|"add_tariff"|"delete_override_tariff"|"delete_tariff"|"get_override_tariff"|"get_override_tariff_list"|"get_resale_map_list"|"get_resale_map_record"|"get_tariff_info"|"get_tariff_list"|"rerate_xdrs"|"schedule_tariff_cloning"|"test_tariff_rating"|"update_override_tariff"|"update_resale_map_record"|"update_tariff"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Tariff", method: "rerate_xdrs", params?: portabilling.Tariff.rerate_xdrs.params|table, options?: portabilling.Options): portabilling.Tariff.rerate_xdrs.answer?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Tariff", record: "override_tariff"|"resale_tariff_mappings"|"tariff"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Tariff", record: "override_tariff"|"tariff"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "Tariff", record: "override_tariff"|"resale_map_record"|"resale_map"|"tariff"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
