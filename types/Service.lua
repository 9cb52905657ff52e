---@meta _
-- Service. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Service.service.attributes
---@field i_service? integer|string
---@field name? string
---@field i_service_type? 3|integer # 3 - voice calls
---@field base_unit? string
---@field rate_unit? string
---@field service_type_name? string
---@field is_used? boolean|0|1
---@field hidden? boolean|"N"|"Y"
---@field description? string
---@field ratio? number|string

---@class portabilling.Service.service.new : portabilling.Service.service.attributes
---@field name string # required in practice
---@field i_service_type 3|integer # 3 - voice calls; required in practice

---@class portabilling.Service.service : portabilling.Service.service.attributes
---@field i_service? integer
---@field is_used? 0|1
---@field hidden? "N"|"Y"
---@field ratio? number

---@class portabilling.Service.add_service.params
---@field service_info portabilling.Service.service.new # required in practice

---@class portabilling.Service.add_service.answer
---@field i_service? integer

---@class portabilling.Service.delete_service.params
---@field i_service integer|string # required in practice

---@class portabilling.Service.delete_service.answer
---@field success? 0|1

---@class portabilling.Service.get_service_info.params
---@field i_service? integer|string # one of the fields marked so is required
---@field name? string # one of the fields marked so is required

---@class portabilling.Service.get_service_info.answer
---@field service_info? portabilling.Service.service

---@class portabilling.Service.get_service_list.params
---@field name? string|lightuserdata
---@field i_service_type? integer|string
---@field hidden? boolean|"N"|"Y"
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Service.get_service_list.answer
---@field service_list? portabilling.Service.service[]
---@field total? integer

---@class portabilling.Service.update_service.params
---@field service_info portabilling.Service.service.attributes # required in practice

---@class portabilling.Service.update_service.answer
---@field i_service? integer

---@class portabilling
---@field batch fun(operation: "create", service: "Service", record: "service", source: portabilling.Service.add_service.params[]|table|(fun(): portabilling.Service.add_service.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Service", record: "service", source: portabilling.Service.delete_service.params[]|table|(fun(): portabilling.Service.delete_service.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Service", record: "service", source: portabilling.Service.update_service.params[]|table|(fun(): portabilling.Service.update_service.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "Service", method: "add_service"|"add_service_pool"|"delete_service"|"get_service_info"|"get_service_list"|"get_service_pool_info"|"get_service_pool_list"|"get_service_type_info"|"get_service_type_list"|"update_service"|"update_service_pool"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "Service", record: "service", filters?: portabilling.Service.get_service_list.params|table, options?: portabilling.Options): (portabilling.Service.service[])?, portabilling.Error?
---@field collect fun(service: "Service", record: "service"|"service_pool"|"service_type"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "Service", record: "service", attributes: portabilling.Service.add_service.params|table, options?: portabilling.Options): portabilling.Service.add_service.answer?, portabilling.Error?
---@field create fun(service: "Service", record: "service"|"service_pool"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "Service", record: "service", keys: portabilling.Service.delete_service.params|table, options?: portabilling.Options): portabilling.Service.delete_service.answer?, portabilling.Error?
---@field delete fun(service: "Service", record: "service"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Service", record: "service", keys?: portabilling.Service.get_service_info.params|table, options?: portabilling.Options): portabilling.Service.service?, portabilling.Error?
---@field get fun(service: "Service", record: "service"|"service_pool"|"service_type"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "Service", record: "service", filters?: portabilling.Service.get_service_list.params|table, options?: portabilling.Options): fun(): portabilling.Service.service?, integer?
---@field list fun(service: "Service", record: "service"|"service_pool"|"service_type"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "Service", record: "service", filters?: portabilling.Service.get_service_list.params|table, options?: portabilling.Options): fun(): (portabilling.Service.service[])?, portabilling.PageInfo?
---@field pages fun(service: "Service", record: "service"|"service_pool"|"service_type"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "Service", record: "service", attributes: portabilling.Service.update_service.params|table, options?: portabilling.Options): portabilling.Service.update_service.answer?, portabilling.Error?
---@field update fun(service: "Service", record: "service"|"service_pool"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "Service", record: "service", source: portabilling.Service.add_service.params[]|table|(fun(): portabilling.Service.add_service.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Service", record: "service", source: portabilling.Service.delete_service.params[]|table|(fun(): portabilling.Service.delete_service.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Service", record: "service", source: portabilling.Service.update_service.params[]|table|(fun(): portabilling.Service.update_service.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "Service", method: "add_service"|"add_service_pool"|"delete_service"|"get_service_info"|"get_service_list"|"get_service_pool_info"|"get_service_pool_list"|"get_service_type_info"|"get_service_type_list"|"update_service"|"update_service_pool"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Service", record: "service", filters?: portabilling.Service.get_service_list.params|table, options?: portabilling.Options): (portabilling.Service.service[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Service", record: "service"|"service_pool"|"service_type"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Service", record: "service", attributes: portabilling.Service.add_service.params|table, options?: portabilling.Options): portabilling.Service.add_service.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Service", record: "service"|"service_pool"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Service", record: "service", keys: portabilling.Service.delete_service.params|table, options?: portabilling.Options): portabilling.Service.delete_service.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Service", record: "service"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Service", record: "service", keys?: portabilling.Service.get_service_info.params|table, options?: portabilling.Options): portabilling.Service.service?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Service", record: "service"|"service_pool"|"service_type"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Service", record: "service", filters?: portabilling.Service.get_service_list.params|table, options?: portabilling.Options): fun(): portabilling.Service.service?, integer?
---@field list fun(self: portabilling.Client, service: "Service", record: "service"|"service_pool"|"service_type"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "Service", record: "service", filters?: portabilling.Service.get_service_list.params|table, options?: portabilling.Options): fun(): (portabilling.Service.service[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Service", record: "service"|"service_pool"|"service_type"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "Service", record: "service", attributes: portabilling.Service.update_service.params|table, options?: portabilling.Options): portabilling.Service.update_service.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Service", record: "service"|"service_pool"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
