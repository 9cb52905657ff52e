---@meta _
-- CustomerClass. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.CustomerClass.customer_class
---@field i_customer_class? integer # uncertain
---@field name? string # uncertain
---@field description? string # uncertain
---@field iso_4217? string # uncertain
---@field i_template? integer # uncertain
---@field send_statistics? string # uncertain
---@field send_invoices? "N"|"Y" # uncertain
---@field is_default? 0|1 # made by the server; uncertain
---@field is_used? 0|1 # made by the server; uncertain

---@class portabilling.CustomerClass.get_customer_class_info.params
---@field i_customer_class? integer|string # uncertain
---@field name? string # uncertain

---@class portabilling.CustomerClass.get_customer_class_info.answer
---@field customer_class_info? portabilling.CustomerClass.customer_class # uncertain

---@class portabilling.CustomerClass.get_customer_class_list.params
---@field name? string # uncertain
---@field limit? integer|string|lightuserdata # uncertain
---@field offset? integer|string|lightuserdata # uncertain
---@field get_total? boolean|0|1 # uncertain

---@class portabilling.CustomerClass.get_customer_class_list.answer
---@field customer_class_list? portabilling.CustomerClass.customer_class[] # uncertain
---@field total? integer # uncertain

---@class portabilling
---@field call fun(service: "CustomerClass", method: "add_customer_class"|"clone_customer_class"|"delete_customer_class"|"get_business_models_list"|"get_customer_class_info"|"get_customer_class_list"|"get_default_customer_class"|"get_notification_category_list"|"get_notification_list"|"get_notification_template_info"|"get_taxation_info"|"send_me_notification_sample"|"update_customer_class"|"update_notification_category_list"|"update_notification_template"|"update_taxation"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "CustomerClass", record: "business_model"|"business_models"|"customer_class"|"notification"|"notification_category"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "CustomerClass", record: "customer_class", filters?: portabilling.CustomerClass.get_customer_class_list.params|table, options?: portabilling.Options): (portabilling.CustomerClass.customer_class[])?, portabilling.Error?
---@field create fun(service: "CustomerClass", record: "customer_class"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "CustomerClass", record: "customer_class"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "CustomerClass", record: "customer_class", keys?: portabilling.CustomerClass.get_customer_class_info.params|table, options?: portabilling.Options): portabilling.CustomerClass.customer_class?, portabilling.Error?
---@field get fun(service: "CustomerClass", record: "customer_class"|"default_customer_class"|"notification_template"|"taxation"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "CustomerClass", record: "business_model"|"business_models"|"customer_class"|"notification"|"notification_category"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "CustomerClass", record: "customer_class", filters?: portabilling.CustomerClass.get_customer_class_list.params|table, options?: portabilling.Options): fun(): portabilling.CustomerClass.customer_class?, integer?
---@field pages fun(service: "CustomerClass", record: "business_model"|"business_models"|"customer_class"|"notification"|"notification_category"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "CustomerClass", record: "customer_class", filters?: portabilling.CustomerClass.get_customer_class_list.params|table, options?: portabilling.Options): fun(): (portabilling.CustomerClass.customer_class[])?, portabilling.PageInfo?
---@field update fun(service: "CustomerClass", record: "customer_class"|"notification_template"|"taxation"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "CustomerClass", method: "add_customer_class"|"clone_customer_class"|"delete_customer_class"|"get_business_models_list"|"get_customer_class_info"|"get_customer_class_list"|"get_default_customer_class"|"get_notification_category_list"|"get_notification_list"|"get_notification_template_info"|"get_taxation_info"|"send_me_notification_sample"|"update_customer_class"|"update_notification_category_list"|"update_notification_template"|"update_taxation"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "CustomerClass", record: "business_model"|"business_models"|"customer_class"|"notification"|"notification_category"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "CustomerClass", record: "customer_class", filters?: portabilling.CustomerClass.get_customer_class_list.params|table, options?: portabilling.Options): (portabilling.CustomerClass.customer_class[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "CustomerClass", record: "customer_class"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "CustomerClass", record: "customer_class"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "CustomerClass", record: "customer_class", keys?: portabilling.CustomerClass.get_customer_class_info.params|table, options?: portabilling.Options): portabilling.CustomerClass.customer_class?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "CustomerClass", record: "customer_class"|"default_customer_class"|"notification_template"|"taxation"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "CustomerClass", record: "business_model"|"business_models"|"customer_class"|"notification"|"notification_category"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "CustomerClass", record: "customer_class", filters?: portabilling.CustomerClass.get_customer_class_list.params|table, options?: portabilling.Options): fun(): portabilling.CustomerClass.customer_class?, integer?
---@field pages fun(self: portabilling.Client, service: "CustomerClass", record: "business_model"|"business_models"|"customer_class"|"notification"|"notification_category"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "CustomerClass", record: "customer_class", filters?: portabilling.CustomerClass.get_customer_class_list.params|table, options?: portabilling.Options): fun(): (portabilling.CustomerClass.customer_class[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "CustomerClass", record: "customer_class"|"notification_template"|"taxation"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
