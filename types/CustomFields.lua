---@meta _
-- CustomFields. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.CustomFields.custom_field.attributes
---@field i_custom_field? integer|string
---@field name? string
---@field object? "account"|"customer"|"user"|"connection"|"distributor"|"env"
---@field type? "Text"|"Number"|"Date"|"DateTime"|"List"|"Reference"
---@field mandatory? boolean|"N"|"Y"
---@field visible_to_end_user? boolean|"N"|"Y"
---@field default_value? string|lightuserdata
---@field properties? any

---@class portabilling.CustomFields.custom_field.new : portabilling.CustomFields.custom_field.attributes
---@field name string # required in practice
---@field object "account"|"customer"|"user"|"connection"|"distributor"|"env" # required in practice
---@field type "Text"|"Number"|"Date"|"DateTime"|"List"|"Reference" # required in practice

---@class portabilling.CustomFields.custom_field : portabilling.CustomFields.custom_field.attributes
---@field i_custom_field? integer
---@field mandatory? "N"|"Y"
---@field visible_to_end_user? "N"|"Y"
---@field default_value? string

---@class portabilling.CustomFields.add_custom_field.params
---@field custom_field_info portabilling.CustomFields.custom_field.new # required in practice

---@class portabilling.CustomFields.add_custom_field.answer
---@field i_custom_field? integer

---@class portabilling.CustomFields.delete_custom_field.params
---@field i_custom_field integer|string # required in practice

---@class portabilling.CustomFields.delete_custom_field.answer
---@field success? 0|1

---@class portabilling.CustomFields.get_custom_field_info.params
---@field i_custom_field? integer|string # one of the fields marked so is required
---@field name? string # one of the fields marked so is required

---@class portabilling.CustomFields.get_custom_field_info.answer
---@field custom_field_info? portabilling.CustomFields.custom_field

---@class portabilling.CustomFields.get_custom_field_list.params
---@field name? string|lightuserdata # wildcards: % and _
---@field object? string
---@field type? string
---@field mandatory? boolean|"N"|"Y"
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.CustomFields.get_custom_field_list.answer
---@field custom_field_list? portabilling.CustomFields.custom_field[]
---@field total? integer

---@class portabilling.CustomFields.update_custom_field.params
---@field custom_field_info portabilling.CustomFields.custom_field.attributes # required in practice

---@class portabilling.CustomFields.update_custom_field.answer
---@field i_custom_field? integer

---@class portabilling
---@field batch fun(operation: "create", service: "CustomFields", record: "custom_field", source: portabilling.CustomFields.add_custom_field.params[]|table|(fun(): portabilling.CustomFields.add_custom_field.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "CustomFields", record: "custom_field", source: portabilling.CustomFields.delete_custom_field.params[]|table|(fun(): portabilling.CustomFields.delete_custom_field.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "CustomFields", record: "custom_field", source: portabilling.CustomFields.update_custom_field.params[]|table|(fun(): portabilling.CustomFields.update_custom_field.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "CustomFields", method: "add_custom_field"|"delete_custom_field"|"get_custom_field_info"|"get_custom_field_list"|"update_custom_field"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "CustomFields", record: "custom_field", filters?: portabilling.CustomFields.get_custom_field_list.params|table, options?: portabilling.Options): (portabilling.CustomFields.custom_field[])?, portabilling.Error?
---@field collect fun(service: "CustomFields", record: "custom_field"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "CustomFields", record: "custom_field", attributes: portabilling.CustomFields.add_custom_field.params|table, options?: portabilling.Options): portabilling.CustomFields.add_custom_field.answer?, portabilling.Error?
---@field create fun(service: "CustomFields", record: "custom_field"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "CustomFields", record: "custom_field", keys: portabilling.CustomFields.delete_custom_field.params|table, options?: portabilling.Options): portabilling.CustomFields.delete_custom_field.answer?, portabilling.Error?
---@field delete fun(service: "CustomFields", record: "custom_field"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "CustomFields", record: "custom_field", keys?: portabilling.CustomFields.get_custom_field_info.params|table, options?: portabilling.Options): portabilling.CustomFields.custom_field?, portabilling.Error?
---@field get fun(service: "CustomFields", record: "custom_field"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "CustomFields", record: "custom_field", filters?: portabilling.CustomFields.get_custom_field_list.params|table, options?: portabilling.Options): fun(): portabilling.CustomFields.custom_field?, integer?
---@field list fun(service: "CustomFields", record: "custom_field"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "CustomFields", record: "custom_field", filters?: portabilling.CustomFields.get_custom_field_list.params|table, options?: portabilling.Options): fun(): (portabilling.CustomFields.custom_field[])?, portabilling.PageInfo?
---@field pages fun(service: "CustomFields", record: "custom_field"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "CustomFields", record: "custom_field", attributes: portabilling.CustomFields.update_custom_field.params|table, options?: portabilling.Options): portabilling.CustomFields.update_custom_field.answer?, portabilling.Error?
---@field update fun(service: "CustomFields", record: "custom_field"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "CustomFields", record: "custom_field", source: portabilling.CustomFields.add_custom_field.params[]|table|(fun(): portabilling.CustomFields.add_custom_field.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "CustomFields", record: "custom_field", source: portabilling.CustomFields.delete_custom_field.params[]|table|(fun(): portabilling.CustomFields.delete_custom_field.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "CustomFields", record: "custom_field", source: portabilling.CustomFields.update_custom_field.params[]|table|(fun(): portabilling.CustomFields.update_custom_field.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "CustomFields", method: "add_custom_field"|"delete_custom_field"|"get_custom_field_info"|"get_custom_field_list"|"update_custom_field"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "CustomFields", record: "custom_field", filters?: portabilling.CustomFields.get_custom_field_list.params|table, options?: portabilling.Options): (portabilling.CustomFields.custom_field[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "CustomFields", record: "custom_field"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "CustomFields", record: "custom_field", attributes: portabilling.CustomFields.add_custom_field.params|table, options?: portabilling.Options): portabilling.CustomFields.add_custom_field.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "CustomFields", record: "custom_field"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "CustomFields", record: "custom_field", keys: portabilling.CustomFields.delete_custom_field.params|table, options?: portabilling.Options): portabilling.CustomFields.delete_custom_field.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "CustomFields", record: "custom_field"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "CustomFields", record: "custom_field", keys?: portabilling.CustomFields.get_custom_field_info.params|table, options?: portabilling.Options): portabilling.CustomFields.custom_field?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "CustomFields", record: "custom_field"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "CustomFields", record: "custom_field", filters?: portabilling.CustomFields.get_custom_field_list.params|table, options?: portabilling.Options): fun(): portabilling.CustomFields.custom_field?, integer?
---@field list fun(self: portabilling.Client, service: "CustomFields", record: "custom_field"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "CustomFields", record: "custom_field", filters?: portabilling.CustomFields.get_custom_field_list.params|table, options?: portabilling.Options): fun(): (portabilling.CustomFields.custom_field[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "CustomFields", record: "custom_field"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "CustomFields", record: "custom_field", attributes: portabilling.CustomFields.update_custom_field.params|table, options?: portabilling.Options): portabilling.CustomFields.update_custom_field.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "CustomFields", record: "custom_field"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
