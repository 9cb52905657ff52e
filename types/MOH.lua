---@meta _
-- MOH. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "MOH", method: "get_moh_file"|"upload_moh_file"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "MOH", method: "get_moh_file"|"upload_moh_file"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
