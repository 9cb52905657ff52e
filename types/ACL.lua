---@meta _
-- ACL. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "ACL", method: "get_acl_list"|"get_my_permissions_for_objects"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "ACL", record: "acl"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(service: "ACL", record: "acl"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "ACL", record: "acl"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "ACL", method: "get_acl_list"|"get_my_permissions_for_objects"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "ACL", record: "acl"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "ACL", record: "acl"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "ACL", record: "acl"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
