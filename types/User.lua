---@meta _
-- User. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.User.user
---@field i_user? integer # uncertain
---@field login? string
---@field email? string
---@field is_super_user? 0|1 # made by the server; uncertain

---@class portabilling.User.get_user_info.params
---@field i_user? integer|string # uncertain
---@field login? string # uncertain

---@class portabilling.User.get_user_info.answer
---@field user_info? portabilling.User.user # uncertain

---@class portabilling.User.get_user_list.params
---@field login? string
---@field limit? integer|string|lightuserdata # uncertain
---@field offset? integer|string|lightuserdata # uncertain
---@field get_total? boolean|0|1 # uncertain

---@class portabilling.User.get_user_list.answer
---@field user_list? portabilling.User.user[]
---@field total? integer # uncertain

---@class portabilling
---@field call fun(service: "User", method: "add_user"|"delete_user"|"get_notification_category_list"|"get_notification_list"|"get_ui_config_list"|"get_user_info"|"get_user_list"|"update_notification_category_list"|"update_ui_config_list"|"update_user"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "User", record: "notification"|"notification_category"|"ui_config"|"user"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "User", record: "user", filters?: portabilling.User.get_user_list.params|table, options?: portabilling.Options): (portabilling.User.user[])?, portabilling.Error?
---@field create fun(service: "User", record: "user"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "User", record: "user"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "User", record: "user", keys?: portabilling.User.get_user_info.params|table, options?: portabilling.Options): portabilling.User.user?, portabilling.Error?
---@field get fun(service: "User", record: "user"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "User", record: "notification"|"notification_category"|"ui_config"|"user"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "User", record: "user", filters?: portabilling.User.get_user_list.params|table, options?: portabilling.Options): fun(): portabilling.User.user?, integer?
---@field pages fun(service: "User", record: "notification"|"notification_category"|"ui_config"|"user"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "User", record: "user", filters?: portabilling.User.get_user_list.params|table, options?: portabilling.Options): fun(): (portabilling.User.user[])?, portabilling.PageInfo?
---@field update fun(service: "User", record: "user"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "User", method: "add_user"|"delete_user"|"get_notification_category_list"|"get_notification_list"|"get_ui_config_list"|"get_user_info"|"get_user_list"|"update_notification_category_list"|"update_ui_config_list"|"update_user"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "User", record: "notification"|"notification_category"|"ui_config"|"user"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "User", record: "user", filters?: portabilling.User.get_user_list.params|table, options?: portabilling.Options): (portabilling.User.user[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "User", record: "user"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "User", record: "user"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "User", record: "user", keys?: portabilling.User.get_user_info.params|table, options?: portabilling.Options): portabilling.User.user?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "User", record: "user"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "User", record: "notification"|"notification_category"|"ui_config"|"user"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "User", record: "user", filters?: portabilling.User.get_user_list.params|table, options?: portabilling.Options): fun(): portabilling.User.user?, integer?
---@field pages fun(self: portabilling.Client, service: "User", record: "notification"|"notification_category"|"ui_config"|"user"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "User", record: "user", filters?: portabilling.User.get_user_list.params|table, options?: portabilling.Options): fun(): (portabilling.User.user[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "User", record: "user"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
