---@meta _
-- Env. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Env.env
---@field email? string # made by the server
---@field i_env? integer # made by the server; uncertain
---@field name? string # made by the server; uncertain
---@field iso_4217? string # made by the server; uncertain

---@class portabilling.Env.get_env_info.params

---@class portabilling.Env.get_env_info.answer
---@field env_info? portabilling.Env.env

---@class portabilling.Env.get_env_list.params
---@field limit? integer|string|lightuserdata # uncertain
---@field offset? integer|string|lightuserdata # uncertain
---@field get_total? boolean|0|1 # uncertain

---@class portabilling.Env.get_env_list.answer
---@field env_list? portabilling.Env.env[] # uncertain
---@field total? integer # uncertain

---@class portabilling
---@field call fun(service: "Env", method: "add_custom_tax_option"|"delete_custom_tax_option"|"get_custom_fields_schema"|"get_custom_tax_option"|"get_env_info"|"get_env_list"|"get_notification_template_info"|"list_custom_tax_options"|"send_me_notification_sample"|"update_custom_tax_option"|"update_env"|"update_notification_template"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "Env", record: "custom_tax_option"|"env"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "Env", record: "env", filters?: portabilling.Env.get_env_list.params|table, options?: portabilling.Options): (portabilling.Env.env[])?, portabilling.Error?
---@field create fun(service: "Env", record: "custom_tax_option"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "Env", record: "custom_tax_option"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Env", record: "custom_fields_schema"|"custom_tax_option"|"env"|"notification_template"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Env", record: "env", keys?: portabilling.Env.get_env_info.params|table, options?: portabilling.Options): portabilling.Env.env?, portabilling.Error?
---@field list fun(service: "Env", record: "custom_tax_option"|"env"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "Env", record: "env", filters?: portabilling.Env.get_env_list.params|table, options?: portabilling.Options): fun(): portabilling.Env.env?, integer?
---@field pages fun(service: "Env", record: "custom_tax_option"|"env"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "Env", record: "env", filters?: portabilling.Env.get_env_list.params|table, options?: portabilling.Options): fun(): (portabilling.Env.env[])?, portabilling.PageInfo?
---@field update fun(service: "Env", record: "custom_tax_option"|"env"|"notification_template"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "Env", method: "add_custom_tax_option"|"delete_custom_tax_option"|"get_custom_fields_schema"|"get_custom_tax_option"|"get_env_info"|"get_env_list"|"get_notification_template_info"|"list_custom_tax_options"|"send_me_notification_sample"|"update_custom_tax_option"|"update_env"|"update_notification_template"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Env", record: "custom_tax_option"|"env"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Env", record: "env", filters?: portabilling.Env.get_env_list.params|table, options?: portabilling.Options): (portabilling.Env.env[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Env", record: "custom_tax_option"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Env", record: "custom_tax_option"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Env", record: "custom_fields_schema"|"custom_tax_option"|"env"|"notification_template"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Env", record: "env", keys?: portabilling.Env.get_env_info.params|table, options?: portabilling.Options): portabilling.Env.env?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Env", record: "custom_tax_option"|"env"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "Env", record: "env", filters?: portabilling.Env.get_env_list.params|table, options?: portabilling.Options): fun(): portabilling.Env.env?, integer?
---@field pages fun(self: portabilling.Client, service: "Env", record: "custom_tax_option"|"env"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Env", record: "env", filters?: portabilling.Env.get_env_list.params|table, options?: portabilling.Options): fun(): (portabilling.Env.env[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "Env", record: "custom_tax_option"|"env"|"notification_template"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
