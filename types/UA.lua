---@meta _
-- UA. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.UA.directory_record
---@field first_name? string
---@field last_name? string
---@field office_number? string
---@field mobile_number? string
---@field other_number? string

---@class portabilling.UA.phone_directory
---@field i_ua_config_directory? integer
---@field name? string
---@field directory_records? portabilling.UA.directory_record[]

---@class portabilling.UA.get_phone_directory_info.params
---@field get_records? boolean|"N"|"Y" # Y: with the records
---@field get_total? boolean|0|1
---@field i_ua_config_directory? integer|string
---@field limit? integer|string
---@field offset? integer|string # goes with limit

---@class portabilling.UA.get_phone_directory_info.answer
---@field phone_directory_info? portabilling.UA.phone_directory
---@field total? integer

---@class portabilling.UA.get_phone_directory_list.params
---@field get_total? boolean|0|1
---@field limit? integer|string
---@field offset? integer|string # goes with limit

---@class portabilling.UA.get_phone_directory_list.answer
---@field phone_directory_list? portabilling.UA.phone_directory[]
---@field total? integer

---@class portabilling
---@field call fun(service: "UA", method: "add_options_template"|"add_ua"|"add_ua_profile"|"clone_ua_profile"|"delete_ua"|"delete_ua_profile"|"get_options_template_info"|"get_phone_directory_info"|"get_phone_directory_list"|"get_ua_info"|"get_ua_inventory_usage_statistics"|"get_ua_list"|"get_ua_profile_info"|"get_ua_profile_list"|"get_ua_profile_metainfo"|"get_ua_type_list"|"get_ua_type_usage_statistics"|"update_options_template"|"update_ua"|"update_ua_profile"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "UA", record: "phone_directory", filters?: portabilling.UA.get_phone_directory_list.params|table, options?: portabilling.Options): (portabilling.UA.phone_directory[])?, portabilling.Error?
---@field collect fun(service: "UA", record: "phone_directory"|"ua"|"ua_profile"|"ua_type"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "UA", record: "options_template"|"ua"|"ua_profile"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "UA", record: "ua"|"ua_profile"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "UA", record: "options_template"|"phone_directory"|"ua"|"ua_profile"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "UA", record: "phone_directory", keys?: portabilling.UA.get_phone_directory_info.params|table, options?: portabilling.Options): portabilling.UA.phone_directory?, portabilling.Error?
---@field list fun(service: "UA", record: "phone_directory", filters?: portabilling.UA.get_phone_directory_list.params|table, options?: portabilling.Options): fun(): portabilling.UA.phone_directory?, integer?
---@field list fun(service: "UA", record: "phone_directory"|"ua"|"ua_profile"|"ua_type"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "UA", record: "phone_directory", filters?: portabilling.UA.get_phone_directory_list.params|table, options?: portabilling.Options): fun(): (portabilling.UA.phone_directory[])?, portabilling.PageInfo?
---@field pages fun(service: "UA", record: "phone_directory"|"ua"|"ua_profile"|"ua_type"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "UA", record: "options_template"|"ua"|"ua_profile"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "UA", method: "add_options_template"|"add_ua"|"add_ua_profile"|"clone_ua_profile"|"delete_ua"|"delete_ua_profile"|"get_options_template_info"|"get_phone_directory_info"|"get_phone_directory_list"|"get_ua_info"|"get_ua_inventory_usage_statistics"|"get_ua_list"|"get_ua_profile_info"|"get_ua_profile_list"|"get_ua_profile_metainfo"|"get_ua_type_list"|"get_ua_type_usage_statistics"|"update_options_template"|"update_ua"|"update_ua_profile"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "UA", record: "phone_directory", filters?: portabilling.UA.get_phone_directory_list.params|table, options?: portabilling.Options): (portabilling.UA.phone_directory[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "UA", record: "phone_directory"|"ua"|"ua_profile"|"ua_type"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "UA", record: "options_template"|"ua"|"ua_profile"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "UA", record: "ua"|"ua_profile"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "UA", record: "options_template"|"phone_directory"|"ua"|"ua_profile"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "UA", record: "phone_directory", keys?: portabilling.UA.get_phone_directory_info.params|table, options?: portabilling.Options): portabilling.UA.phone_directory?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "UA", record: "phone_directory", filters?: portabilling.UA.get_phone_directory_list.params|table, options?: portabilling.Options): fun(): portabilling.UA.phone_directory?, integer?
---@field list fun(self: portabilling.Client, service: "UA", record: "phone_directory"|"ua"|"ua_profile"|"ua_type"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "UA", record: "phone_directory", filters?: portabilling.UA.get_phone_directory_list.params|table, options?: portabilling.Options): fun(): (portabilling.UA.phone_directory[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "UA", record: "phone_directory"|"ua"|"ua_profile"|"ua_type"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "UA", record: "options_template"|"ua"|"ua_profile"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
