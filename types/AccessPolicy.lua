---@meta _
-- AccessPolicy. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.AccessPolicy.access_policy
---@field i_access_policy? integer # made by the server
---@field name? string # made by the server
---@field attributes? portabilling.AccessPolicy.policy_attribute[] # made by the server

---@class portabilling.AccessPolicy.policy_attribute
---@field group_name? string # made by the server
---@field name? string # made by the server
---@field values? string[] # made by the server

---@class portabilling.AccessPolicy.get_access_policy_info.answer
---@field access_policy_info? portabilling.AccessPolicy.access_policy

---@class portabilling
---@field call fun(service: "AccessPolicy", method: "add_access_policy"|"delete_access_policy"|"get_access_policy_info"|"get_access_policy_list"|"update_access_policy"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "AccessPolicy", record: "access_policy"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "AccessPolicy", record: "access_policy"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "AccessPolicy", record: "access_policy"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "AccessPolicy", record: "access_policy", keys?: table, options?: portabilling.Options): portabilling.AccessPolicy.access_policy?, portabilling.Error?
---@field get fun(service: "AccessPolicy", record: "access_policy"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "AccessPolicy", record: "access_policy"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "AccessPolicy", record: "access_policy"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "AccessPolicy", record: "access_policy"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "AccessPolicy", method: "add_access_policy"|"delete_access_policy"|"get_access_policy_info"|"get_access_policy_list"|"update_access_policy"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "AccessPolicy", record: "access_policy"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "AccessPolicy", record: "access_policy"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "AccessPolicy", record: "access_policy"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "AccessPolicy", record: "access_policy", keys?: table, options?: portabilling.Options): portabilling.AccessPolicy.access_policy?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "AccessPolicy", record: "access_policy"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "AccessPolicy", record: "access_policy"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "AccessPolicy", record: "access_policy"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "AccessPolicy", record: "access_policy"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
