---@meta _
-- AuthzRule. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "AuthzRule", method: "add_authz_rule"|"delete_authz_rule"|"get_authz_method_type_list"|"get_authz_rule_list"|"rearrange_authz_rule_list"|"update_authz_rule"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "AuthzRule", record: "authz_method_type"|"authz_rule"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "AuthzRule", record: "authz_rule"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "AuthzRule", record: "authz_rule"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "AuthzRule", record: "authz_method_type"|"authz_rule"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "AuthzRule", record: "authz_method_type"|"authz_rule"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "AuthzRule", record: "authz_rule"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "AuthzRule", method: "add_authz_rule"|"delete_authz_rule"|"get_authz_method_type_list"|"get_authz_rule_list"|"rearrange_authz_rule_list"|"update_authz_rule"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "AuthzRule", record: "authz_method_type"|"authz_rule"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "AuthzRule", record: "authz_rule"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "AuthzRule", record: "authz_rule"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "AuthzRule", record: "authz_method_type"|"authz_rule"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "AuthzRule", record: "authz_method_type"|"authz_rule"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "AuthzRule", record: "authz_rule"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
