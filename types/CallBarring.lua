---@meta _
-- CallBarring. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.CallBarring.call_barring_class.attributes
---@field i_cp_condition? integer|string
---@field name? string # uncertain
---@field description? string # uncertain
---@field number_pattern_list? portabilling.CallBarring.number_pattern.attributes[]

---@class portabilling.CallBarring.call_barring_class.new : portabilling.CallBarring.call_barring_class.attributes

---@class portabilling.CallBarring.call_barring_class : portabilling.CallBarring.call_barring_class.attributes
---@field i_cp_condition? integer
---@field number_pattern_list? portabilling.CallBarring.number_pattern[]

---@class portabilling.CallBarring.number_pattern.attributes
---@field number? string

---@class portabilling.CallBarring.number_pattern : portabilling.CallBarring.number_pattern.attributes

---@class portabilling.CallBarring.add_call_barring_class.params
---@field call_barring_class_info portabilling.CallBarring.call_barring_class.new # required in practice; uncertain

---@class portabilling.CallBarring.add_call_barring_class.answer
---@field i_cp_condition? integer # uncertain

---@class portabilling.CallBarring.delete_call_barring_class.params
---@field i_cp_condition integer|string # required in practice; uncertain

---@class portabilling.CallBarring.delete_call_barring_class.answer
---@field success? 0|1 # uncertain

--- A class of barred (blocked) numbers.
---@class portabilling.CallBarring.get_call_barring_class_info.params
---@field i_cp_condition? integer|string
---@field name? string # uncertain

---@class portabilling.CallBarring.get_call_barring_class_info.answer
---@field call_barring_class_info? portabilling.CallBarring.call_barring_class # uncertain

---@class portabilling.CallBarring.get_call_barring_class_list.params
---@field name? string # uncertain
---@field limit? integer|string|lightuserdata # uncertain
---@field offset? integer|string|lightuserdata # uncertain
---@field get_total? boolean|0|1 # uncertain

---@class portabilling.CallBarring.get_call_barring_class_list.answer
---@field call_barring_class_list? portabilling.CallBarring.call_barring_class[] # uncertain
---@field total? integer # uncertain

--- Changes which numbers a class bars (blocks).
---@class portabilling.CallBarring.update_call_barring_class.params
---@field call_barring_class_info portabilling.CallBarring.call_barring_class.attributes # required in practice

---@class portabilling.CallBarring.update_call_barring_class.answer
---@field i_cp_condition? integer

---@class portabilling
---@field batch fun(operation: "create", service: "CallBarring", record: "call_barring_class", source: portabilling.CallBarring.add_call_barring_class.params[]|table|(fun(): portabilling.CallBarring.add_call_barring_class.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "CallBarring", record: "call_barring_class", source: portabilling.CallBarring.delete_call_barring_class.params[]|table|(fun(): portabilling.CallBarring.delete_call_barring_class.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "CallBarring", record: "call_barring_class", source: portabilling.CallBarring.update_call_barring_class.params[]|table|(fun(): portabilling.CallBarring.update_call_barring_class.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "CallBarring", method: "add_call_barring_class"|"add_default_cb_option"|"delete_call_barring_class"|"get_call_barring_class_info"|"get_call_barring_class_list"|"get_default_cb_option_info"|"update_call_barring_class"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "CallBarring", record: "call_barring_class", filters?: portabilling.CallBarring.get_call_barring_class_list.params|table, options?: portabilling.Options): (portabilling.CallBarring.call_barring_class[])?, portabilling.Error?
---@field collect fun(service: "CallBarring", record: "call_barring_class"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "CallBarring", record: "call_barring_class", attributes: portabilling.CallBarring.add_call_barring_class.params|table, options?: portabilling.Options): portabilling.CallBarring.add_call_barring_class.answer?, portabilling.Error?
---@field create fun(service: "CallBarring", record: "call_barring_class"|"default_cb_option"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "CallBarring", record: "call_barring_class", keys: portabilling.CallBarring.delete_call_barring_class.params|table, options?: portabilling.Options): portabilling.CallBarring.delete_call_barring_class.answer?, portabilling.Error?
---@field delete fun(service: "CallBarring", record: "call_barring_class"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "CallBarring", record: "call_barring_class", keys?: portabilling.CallBarring.get_call_barring_class_info.params|table, options?: portabilling.Options): portabilling.CallBarring.call_barring_class?, portabilling.Error?
---@field get fun(service: "CallBarring", record: "call_barring_class"|"default_cb_option"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "CallBarring", record: "call_barring_class", filters?: portabilling.CallBarring.get_call_barring_class_list.params|table, options?: portabilling.Options): fun(): portabilling.CallBarring.call_barring_class?, integer?
---@field list fun(service: "CallBarring", record: "call_barring_class"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "CallBarring", record: "call_barring_class", filters?: portabilling.CallBarring.get_call_barring_class_list.params|table, options?: portabilling.Options): fun(): (portabilling.CallBarring.call_barring_class[])?, portabilling.PageInfo?
---@field pages fun(service: "CallBarring", record: "call_barring_class"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "CallBarring", record: "call_barring_class", attributes: portabilling.CallBarring.update_call_barring_class.params|table, options?: portabilling.Options): portabilling.CallBarring.update_call_barring_class.answer?, portabilling.Error?
---@field update fun(service: "CallBarring", record: "call_barring_class"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "CallBarring", record: "call_barring_class", source: portabilling.CallBarring.add_call_barring_class.params[]|table|(fun(): portabilling.CallBarring.add_call_barring_class.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "CallBarring", record: "call_barring_class", source: portabilling.CallBarring.delete_call_barring_class.params[]|table|(fun(): portabilling.CallBarring.delete_call_barring_class.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "CallBarring", record: "call_barring_class", source: portabilling.CallBarring.update_call_barring_class.params[]|table|(fun(): portabilling.CallBarring.update_call_barring_class.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "CallBarring", method: "add_call_barring_class"|"add_default_cb_option"|"delete_call_barring_class"|"get_call_barring_class_info"|"get_call_barring_class_list"|"get_default_cb_option_info"|"update_call_barring_class"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class", filters?: portabilling.CallBarring.get_call_barring_class_list.params|table, options?: portabilling.Options): (portabilling.CallBarring.call_barring_class[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class", attributes: portabilling.CallBarring.add_call_barring_class.params|table, options?: portabilling.Options): portabilling.CallBarring.add_call_barring_class.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class"|"default_cb_option"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class", keys: portabilling.CallBarring.delete_call_barring_class.params|table, options?: portabilling.Options): portabilling.CallBarring.delete_call_barring_class.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class", keys?: portabilling.CallBarring.get_call_barring_class_info.params|table, options?: portabilling.Options): portabilling.CallBarring.call_barring_class?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class"|"default_cb_option"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class", filters?: portabilling.CallBarring.get_call_barring_class_list.params|table, options?: portabilling.Options): fun(): portabilling.CallBarring.call_barring_class?, integer?
---@field list fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class", filters?: portabilling.CallBarring.get_call_barring_class_list.params|table, options?: portabilling.Options): fun(): (portabilling.CallBarring.call_barring_class[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class", attributes: portabilling.CallBarring.update_call_barring_class.params|table, options?: portabilling.Options): portabilling.CallBarring.update_call_barring_class.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "CallBarring", record: "call_barring_class"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
