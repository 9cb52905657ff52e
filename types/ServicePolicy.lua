---@meta _
-- ServicePolicy. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.ServicePolicy.service_policy.attributes
---@field i_service_policy? integer|string
---@field name? string
---@field i_service_type? integer|string
---@field description? string
---@field is_used? boolean|0|1
---@field attribute_list? portabilling.ServicePolicy.service_policy_attribute.attributes[]

---@class portabilling.ServicePolicy.service_policy.new : portabilling.ServicePolicy.service_policy.attributes
---@field name string # required in practice
---@field i_service_type integer|string # required in practice

---@class portabilling.ServicePolicy.service_policy : portabilling.ServicePolicy.service_policy.attributes
---@field i_service_policy? integer
---@field i_service_type? integer
---@field is_used? 0|1
---@field attribute_list? portabilling.ServicePolicy.service_policy_attribute[]

---@class portabilling.ServicePolicy.service_policy_attribute.attributes
---@field name? string # uncertain
---@field values? string[] # uncertain
---@field group_name? string # uncertain

---@class portabilling.ServicePolicy.service_policy_attribute : portabilling.ServicePolicy.service_policy_attribute.attributes

---@class portabilling.ServicePolicy.add_service_policy.params
---@field service_policy_info portabilling.ServicePolicy.service_policy.new # required in practice

---@class portabilling.ServicePolicy.add_service_policy.answer
---@field i_service_policy? integer

---@class portabilling.ServicePolicy.delete_service_policy.params
---@field i_service_policy integer|string # required in practice

---@class portabilling.ServicePolicy.delete_service_policy.answer
---@field success? 0|1

---@class portabilling.ServicePolicy.get_service_policy_info.params
---@field i_service_policy? integer|string # one of the fields marked so is required
---@field name? string # one of the fields marked so is required

---@class portabilling.ServicePolicy.get_service_policy_info.answer
---@field service_policy_info? portabilling.ServicePolicy.service_policy

---@class portabilling.ServicePolicy.get_service_policy_list.params
---@field name? string|lightuserdata
---@field i_service_type? integer|string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.ServicePolicy.get_service_policy_list.answer
---@field service_policy_list? portabilling.ServicePolicy.service_policy[]
---@field total? integer

---@class portabilling.ServicePolicy.update_service_policy.params
---@field service_policy_info portabilling.ServicePolicy.service_policy.attributes # required in practice

---@class portabilling.ServicePolicy.update_service_policy.answer
---@field i_service_policy? integer

---@class portabilling
---@field batch fun(operation: "create", service: "ServicePolicy", record: "service_policy", source: portabilling.ServicePolicy.add_service_policy.params[]|table|(fun(): portabilling.ServicePolicy.add_service_policy.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "ServicePolicy", record: "service_policy", source: portabilling.ServicePolicy.delete_service_policy.params[]|table|(fun(): portabilling.ServicePolicy.delete_service_policy.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "ServicePolicy", record: "service_policy", source: portabilling.ServicePolicy.update_service_policy.params[]|table|(fun(): portabilling.ServicePolicy.update_service_policy.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "ServicePolicy", method: "add_service_policy"|"delete_service_policy"|"get_attribute_list"|"get_service_policy_info"|"get_service_policy_list"|"update_service_policy"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "ServicePolicy", record: "attribute"|"service_policy"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "ServicePolicy", record: "service_policy", filters?: portabilling.ServicePolicy.get_service_policy_list.params|table, options?: portabilling.Options): (portabilling.ServicePolicy.service_policy[])?, portabilling.Error?
---@field create fun(service: "ServicePolicy", record: "service_policy", attributes: portabilling.ServicePolicy.add_service_policy.params|table, options?: portabilling.Options): portabilling.ServicePolicy.add_service_policy.answer?, portabilling.Error?
---@field create fun(service: "ServicePolicy", record: "service_policy"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "ServicePolicy", record: "service_policy", keys: portabilling.ServicePolicy.delete_service_policy.params|table, options?: portabilling.Options): portabilling.ServicePolicy.delete_service_policy.answer?, portabilling.Error?
---@field delete fun(service: "ServicePolicy", record: "service_policy"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "ServicePolicy", record: "service_policy", keys?: portabilling.ServicePolicy.get_service_policy_info.params|table, options?: portabilling.Options): portabilling.ServicePolicy.service_policy?, portabilling.Error?
---@field get fun(service: "ServicePolicy", record: "service_policy"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "ServicePolicy", record: "attribute"|"service_policy"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "ServicePolicy", record: "service_policy", filters?: portabilling.ServicePolicy.get_service_policy_list.params|table, options?: portabilling.Options): fun(): portabilling.ServicePolicy.service_policy?, integer?
---@field pages fun(service: "ServicePolicy", record: "attribute"|"service_policy"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "ServicePolicy", record: "service_policy", filters?: portabilling.ServicePolicy.get_service_policy_list.params|table, options?: portabilling.Options): fun(): (portabilling.ServicePolicy.service_policy[])?, portabilling.PageInfo?
---@field update fun(service: "ServicePolicy", record: "service_policy", attributes: portabilling.ServicePolicy.update_service_policy.params|table, options?: portabilling.Options): portabilling.ServicePolicy.update_service_policy.answer?, portabilling.Error?
---@field update fun(service: "ServicePolicy", record: "service_policy"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "ServicePolicy", record: "service_policy", source: portabilling.ServicePolicy.add_service_policy.params[]|table|(fun(): portabilling.ServicePolicy.add_service_policy.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "ServicePolicy", record: "service_policy", source: portabilling.ServicePolicy.delete_service_policy.params[]|table|(fun(): portabilling.ServicePolicy.delete_service_policy.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "ServicePolicy", record: "service_policy", source: portabilling.ServicePolicy.update_service_policy.params[]|table|(fun(): portabilling.ServicePolicy.update_service_policy.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "ServicePolicy", method: "add_service_policy"|"delete_service_policy"|"get_attribute_list"|"get_service_policy_info"|"get_service_policy_list"|"update_service_policy"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "ServicePolicy", record: "attribute"|"service_policy"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy", filters?: portabilling.ServicePolicy.get_service_policy_list.params|table, options?: portabilling.Options): (portabilling.ServicePolicy.service_policy[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy", attributes: portabilling.ServicePolicy.add_service_policy.params|table, options?: portabilling.Options): portabilling.ServicePolicy.add_service_policy.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy", keys: portabilling.ServicePolicy.delete_service_policy.params|table, options?: portabilling.Options): portabilling.ServicePolicy.delete_service_policy.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy", keys?: portabilling.ServicePolicy.get_service_policy_info.params|table, options?: portabilling.Options): portabilling.ServicePolicy.service_policy?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "ServicePolicy", record: "attribute"|"service_policy"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy", filters?: portabilling.ServicePolicy.get_service_policy_list.params|table, options?: portabilling.Options): fun(): portabilling.ServicePolicy.service_policy?, integer?
---@field pages fun(self: portabilling.Client, service: "ServicePolicy", record: "attribute"|"service_policy"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy", filters?: portabilling.ServicePolicy.get_service_policy_list.params|table, options?: portabilling.Options): fun(): (portabilling.ServicePolicy.service_policy[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy", attributes: portabilling.ServicePolicy.update_service_policy.params|table, options?: portabilling.Options): portabilling.ServicePolicy.update_service_policy.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "ServicePolicy", record: "service_policy"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
