---@meta _
-- XDRMediator. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "XDRMediator", method: "batch_process_collection"|"download_collection_skipped_xdrs"|"get_xdr_collection_info"|"get_xdr_collection_list"|"get_xdr_info"|"get_xdr_list"|"reprocess_xdr_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "XDRMediator", record: "xdr"|"xdr_collection"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(service: "XDRMediator", record: "xdr"|"xdr_collection"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "XDRMediator", record: "xdr"|"xdr_collection"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "XDRMediator", record: "xdr"|"xdr_collection"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "XDRMediator", method: "batch_process_collection"|"download_collection_skipped_xdrs"|"get_xdr_collection_info"|"get_xdr_collection_list"|"get_xdr_info"|"get_xdr_list"|"reprocess_xdr_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "XDRMediator", record: "xdr"|"xdr_collection"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "XDRMediator", record: "xdr"|"xdr_collection"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "XDRMediator", record: "xdr"|"xdr_collection"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "XDRMediator", record: "xdr"|"xdr_collection"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
