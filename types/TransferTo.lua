---@meta _
-- TransferTo. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "TransferTo", method: "get_destination_info"|"get_transfer_info"|"make_transfer"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "TransferTo", record: "destination"|"transfer"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "TransferTo", method: "get_destination_info"|"get_transfer_info"|"make_transfer"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "TransferTo", record: "destination"|"transfer"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
