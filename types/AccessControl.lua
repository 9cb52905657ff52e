---@meta _
-- AccessControl. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.AccessControl.create_otp.params
---@field id? string
---@field notification_type? string
---@field operation string
---@field send_to? string

---@class portabilling.AccessControl.verify_otp.params
---@field one_time_password? string
---@field operation? string

---@class portabilling
---@field call fun(service: "AccessControl", method: "create_otp", params: portabilling.AccessControl.create_otp.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "AccessControl", method: "create_otp"|"get_operation_access_id"|"verify_otp"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "AccessControl", method: "verify_otp", params?: portabilling.AccessControl.verify_otp.params|table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "AccessControl", method: "create_otp", params: portabilling.AccessControl.create_otp.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "AccessControl", method: "create_otp"|"get_operation_access_id"|"verify_otp"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "AccessControl", method: "verify_otp", params?: portabilling.AccessControl.verify_otp.params|table, options?: portabilling.Options): table?, portabilling.Error?
