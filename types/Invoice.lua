---@meta _
-- Invoice. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Invoice.apply_invoice_adjustment.params
---@field i_invoice integer|string
---@field amount number|string
---@field refund_to_cc? boolean|0|1 # of paid invoices alone
---@field visible_comment? string
---@field internal_comment? string

---@class portabilling.Invoice.get_invoice_info.params
---@field i_invoice? integer|string # one of the fields marked so is required
---@field i_customer? integer|string # one of the fields marked so is required
---@field invoice_number? string # with i_customer; no key by itself
---@field get_pdf? boolean|0|1 # answers the PDF file, where there is one

---@class portabilling.Invoice.get_invoice_info.answer
---@field invoice_info? portabilling.object.invoice

---@class portabilling.Invoice.get_invoice_list.params
---@field i_customer? integer|string
---@field i_parent? integer|string
---@field invoice_number? string
---@field issued_after? portabilling.time
---@field issued_before? portabilling.time
---@field invoice_status? string
---@field iso_4217? string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Invoice.get_invoice_list.answer
---@field invoice_list? portabilling.object.invoice[]
---@field total? integer

---@class portabilling
---@field call fun(service: "Invoice", method: "apply_invoice_adjustment", params: portabilling.Invoice.apply_invoice_adjustment.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Invoice", method: "apply_invoice_adjustment"|"generate_midterm_invoice"|"generate_out_of_turn_invoice"|"get_invoice_info"|"get_invoice_list"|"get_status_info"|"get_template_list"|"get_type_info"|"recalculate_invoices"|"regenerate_invoice"|"regenerate_invoice_list"|"review_invoice"|"review_invoice_list"|"set_invoice_state"|"void_invoice"|"void_invoice_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "Invoice", record: "invoice", filters?: portabilling.Invoice.get_invoice_list.params|table, options?: portabilling.Options): (portabilling.object.invoice[])?, portabilling.Error?
---@field collect fun(service: "Invoice", record: "invoice"|"template"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(service: "Invoice", record: "invoice", keys?: portabilling.Invoice.get_invoice_info.params|table, options?: portabilling.Options): portabilling.object.invoice?, portabilling.Error?
---@field get fun(service: "Invoice", record: "invoice"|"status"|"type"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "Invoice", record: "invoice", filters?: portabilling.Invoice.get_invoice_list.params|table, options?: portabilling.Options): fun(): portabilling.object.invoice?, integer?
---@field list fun(service: "Invoice", record: "invoice"|"template"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "Invoice", record: "invoice", filters?: portabilling.Invoice.get_invoice_list.params|table, options?: portabilling.Options): fun(): (portabilling.object.invoice[])?, portabilling.PageInfo?
---@field pages fun(service: "Invoice", record: "invoice"|"template"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "Invoice", method: "apply_invoice_adjustment", params: portabilling.Invoice.apply_invoice_adjustment.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Invoice", method: "apply_invoice_adjustment"|"generate_midterm_invoice"|"generate_out_of_turn_invoice"|"get_invoice_info"|"get_invoice_list"|"get_status_info"|"get_template_list"|"get_type_info"|"recalculate_invoices"|"regenerate_invoice"|"regenerate_invoice_list"|"review_invoice"|"review_invoice_list"|"set_invoice_state"|"void_invoice"|"void_invoice_list"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Invoice", record: "invoice", filters?: portabilling.Invoice.get_invoice_list.params|table, options?: portabilling.Options): (portabilling.object.invoice[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Invoice", record: "invoice"|"template"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Invoice", record: "invoice", keys?: portabilling.Invoice.get_invoice_info.params|table, options?: portabilling.Options): portabilling.object.invoice?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Invoice", record: "invoice"|"status"|"type"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Invoice", record: "invoice", filters?: portabilling.Invoice.get_invoice_list.params|table, options?: portabilling.Options): fun(): portabilling.object.invoice?, integer?
---@field list fun(self: portabilling.Client, service: "Invoice", record: "invoice"|"template"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "Invoice", record: "invoice", filters?: portabilling.Invoice.get_invoice_list.params|table, options?: portabilling.Options): fun(): (portabilling.object.invoice[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Invoice", record: "invoice"|"template"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
