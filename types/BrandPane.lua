---@meta _
-- BrandPane. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling
---@field call fun(service: "BrandPane", method: "get_brand_pane_zip"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "BrandPane", method: "get_brand_pane_zip"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
