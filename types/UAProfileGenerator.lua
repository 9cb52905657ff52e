---@meta _
-- UAProfileGenerator. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "UAProfileGenerator", method: "generate_ua_profile"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "UAProfileGenerator", method: "generate_ua_profile"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
