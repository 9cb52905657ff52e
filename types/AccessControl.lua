---@meta _
-- AccessControl. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

--- Sends a one-time password; it can be verified in the session that made it, and in no other.
---@class portabilling.AccessControl.create_otp.params
---@field id? string # with send_to account: the i_account
---@field notification_type? "mail"|string
---@field operation "General"|string
---@field send_to? "account"|string

---@class portabilling.AccessControl.create_otp.answer
---@field success? 0|1

---@class portabilling.AccessControl.verify_otp.params
---@field one_time_password? string # secret
---@field operation? "General"|string

---@class portabilling.AccessControl.verify_otp.answer
---@field success? 0|1

---@class portabilling
---@field call fun(service: "AccessControl", method: "create_otp", params: portabilling.AccessControl.create_otp.params|table, options?: portabilling.Options): portabilling.AccessControl.create_otp.answer?, portabilling.Error?
---@field call fun(service: "AccessControl", method: "create_otp"|"get_operation_access_id"|"verify_otp"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "AccessControl", method: "verify_otp", params?: portabilling.AccessControl.verify_otp.params|table, options?: portabilling.Options): portabilling.AccessControl.verify_otp.answer?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "AccessControl", method: "create_otp", params: portabilling.AccessControl.create_otp.params|table, options?: portabilling.Options): portabilling.AccessControl.create_otp.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "AccessControl", method: "create_otp"|"get_operation_access_id"|"verify_otp"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "AccessControl", method: "verify_otp", params?: portabilling.AccessControl.verify_otp.params|table, options?: portabilling.Options): portabilling.AccessControl.verify_otp.answer?, portabilling.Error?
