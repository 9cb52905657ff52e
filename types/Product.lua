---@meta _
-- Product. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Product.product.attributes
---@field i_product? integer|string
---@field name? string
---@field iso_4217? string # currency, ISO 4217
---@field description? string
---@field end_user_name? string
---@field end_user_description? string
---@field i_product_group? integer|string|lightuserdata
---@field product_group_name? string
---@field addon_priority? 0|10|15|20|25|30|integer
---@field allowed_products? (integer|string)[]
---@field allowed_with_any_product? boolean|"N"|"Y"
---@field breakage? boolean|0|1
---@field default_i_acl? integer|string
---@field fraud_protection? "None"|string
---@field hidden? boolean|"N"|"Y"
---@field i_account_role? 1|2|3|4|5|6|7|8|9|integer # as of an account
---@field i_reseller_subscription? integer|string|lightuserdata
---@field i_subscription? integer|string|lightuserdata
---@field i_vd_plan? integer|string
---@field included_services? any[]
---@field info_url? string
---@field managed_by_user? boolean|"N"|"Y"
---@field notepad? string
---@field realm? "msisdn"|"sip"|string
---@field shared? boolean|"N"|"Y"
---@field volume_discount_plan_name? string
---@field maintenance_fee? number|string
---@field product_addon_type? string
---@field service_flag_locks? string
---@field i_owner? integer|string|lightuserdata
---@field product_subscription? portabilling.object.product_subscription.attributes # made by the server

---@class portabilling.Product.product.new : portabilling.Product.product.attributes
---@field name string # required in practice
---@field iso_4217 string # currency, ISO 4217; required in practice

---@class portabilling.Product.product : portabilling.Product.product.attributes
---@field i_product? integer
---@field i_product_group? integer
---@field allowed_products? integer[]
---@field allowed_with_any_product? "N"|"Y"
---@field breakage? 0|1
---@field default_i_acl? integer
---@field hidden? "N"|"Y"
---@field i_reseller_subscription? integer
---@field i_subscription? integer
---@field i_vd_plan? integer
---@field managed_by_user? "N"|"Y"
---@field shared? "N"|"Y"
---@field maintenance_fee? number
---@field i_owner? integer
---@field product_subscription? portabilling.object.product_subscription

---@class portabilling.Product.add_product.params
---@field product_info portabilling.Product.product.new # required in practice

---@class portabilling.Product.add_product.answer
---@field i_product? integer

---@class portabilling.Product.delete_product.params
---@field i_product integer|string # required in practice

---@class portabilling.Product.delete_product.answer
---@field success? 0|1

---@class portabilling.Product.get_allowed_addons.params
---@field i_product integer|string # required in practice
---@field detailed_info? boolean|0|1
---@field with_subscription? boolean|0|1
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Product.get_allowed_addons.answer
---@field product_list? portabilling.Product.product[]
---@field total? integer

---@class portabilling.Product.get_product_info.params
---@field i_product? integer|string # one of the fields marked so is required
---@field name? string # one of the fields marked so is required
---@field detailed_info? boolean|0|1

---@class portabilling.Product.get_product_info.answer
---@field product_info? portabilling.Product.product

---@class portabilling.Product.get_product_list.params
---@field name? string|lightuserdata # wildcards: % and _
---@field description? string|lightuserdata # wildcards: % and _
---@field iso_4217? string
---@field i_product_group? integer|string|lightuserdata
---@field realm? string
---@field i_account_role? integer|string
---@field product_addon_type? string|lightuserdata
---@field detailed_info? boolean|0|1
---@field with_subscription? boolean|0|1
---@field search? string
---@field i_customer? integer|string
---@field hide_addons? boolean|0|1
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Product.get_product_list.answer
---@field product_list? portabilling.Product.product[]
---@field total? integer

---@class portabilling.Product.update_product.params
---@field product_info portabilling.Product.product.attributes # required in practice

---@class portabilling.Product.update_product.answer
---@field i_product? integer

---@class portabilling
---@field batch fun(operation: "create", service: "Product", record: "product", source: portabilling.Product.add_product.params[]|table|(fun(): portabilling.Product.add_product.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Product", record: "product", source: portabilling.Product.delete_product.params[]|table|(fun(): portabilling.Product.delete_product.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Product", record: "product", source: portabilling.Product.update_product.params[]|table|(fun(): portabilling.Product.update_product.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "Product", method: "add_group"|"add_product"|"add_service_and_rating"|"add_subscription"|"delete_group"|"delete_product"|"delete_service_and_rating"|"delete_subscription"|"get_allowed_addons"|"get_group_info"|"get_group_list"|"get_priorities_list"|"get_product_discount_plan_list"|"get_product_info"|"get_product_info_detailed"|"get_product_list"|"get_product_list_detailed"|"get_roles_list"|"get_service_and_rating_info"|"get_service_and_rating_list"|"get_subrealms_list"|"get_subscriptions"|"reapply_subscriptions"|"unbind_addon_product"|"update_group"|"update_product"|"update_service_and_rating"|"validate_addons_combination"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "Product", record: "allowed_addon", filters: portabilling.Product.get_allowed_addons.params|table, options?: portabilling.Options): (portabilling.Product.product[])?, portabilling.Error?
---@field collect fun(service: "Product", record: "allowed_addon"|"group"|"priority"|"priorities"|"product"|"product_discount_plan"|"role"|"roles"|"service_and_rating"|"subrealm"|"subrealms"|"subscription"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "Product", record: "product", filters?: portabilling.Product.get_product_list.params|table, options?: portabilling.Options): (portabilling.Product.product[])?, portabilling.Error?
---@field create fun(service: "Product", record: "group"|"product"|"service_and_rating"|"subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field create fun(service: "Product", record: "product", attributes: portabilling.Product.add_product.params|table, options?: portabilling.Options): portabilling.Product.add_product.answer?, portabilling.Error?
---@field delete fun(service: "Product", record: "group"|"product"|"service_and_rating"|"subscription"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "Product", record: "product", keys: portabilling.Product.delete_product.params|table, options?: portabilling.Options): portabilling.Product.delete_product.answer?, portabilling.Error?
---@field get fun(service: "Product", record: "group"|"product"|"service_and_rating"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Product", record: "product", keys?: portabilling.Product.get_product_info.params|table, options?: portabilling.Options): portabilling.Product.product?, portabilling.Error?
---@field list fun(service: "Product", record: "allowed_addon", filters: portabilling.Product.get_allowed_addons.params|table, options?: portabilling.Options): fun(): portabilling.Product.product?, integer?
---@field list fun(service: "Product", record: "allowed_addon"|"group"|"priority"|"priorities"|"product"|"product_discount_plan"|"role"|"roles"|"service_and_rating"|"subrealm"|"subrealms"|"subscription"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "Product", record: "product", filters?: portabilling.Product.get_product_list.params|table, options?: portabilling.Options): fun(): portabilling.Product.product?, integer?
---@field pages fun(service: "Product", record: "allowed_addon", filters: portabilling.Product.get_allowed_addons.params|table, options?: portabilling.Options): fun(): (portabilling.Product.product[])?, portabilling.PageInfo?
---@field pages fun(service: "Product", record: "allowed_addon"|"group"|"priority"|"priorities"|"product"|"product_discount_plan"|"role"|"roles"|"service_and_rating"|"subrealm"|"subrealms"|"subscription"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "Product", record: "product", filters?: portabilling.Product.get_product_list.params|table, options?: portabilling.Options): fun(): (portabilling.Product.product[])?, portabilling.PageInfo?
---@field update fun(service: "Product", record: "group"|"product"|"service_and_rating"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(service: "Product", record: "product", attributes: portabilling.Product.update_product.params|table, options?: portabilling.Options): portabilling.Product.update_product.answer?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "Product", record: "product", source: portabilling.Product.add_product.params[]|table|(fun(): portabilling.Product.add_product.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Product", record: "product", source: portabilling.Product.delete_product.params[]|table|(fun(): portabilling.Product.delete_product.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Product", record: "product", source: portabilling.Product.update_product.params[]|table|(fun(): portabilling.Product.update_product.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "Product", method: "add_group"|"add_product"|"add_service_and_rating"|"add_subscription"|"delete_group"|"delete_product"|"delete_service_and_rating"|"delete_subscription"|"get_allowed_addons"|"get_group_info"|"get_group_list"|"get_priorities_list"|"get_product_discount_plan_list"|"get_product_info"|"get_product_info_detailed"|"get_product_list"|"get_product_list_detailed"|"get_roles_list"|"get_service_and_rating_info"|"get_service_and_rating_list"|"get_subrealms_list"|"get_subscriptions"|"reapply_subscriptions"|"unbind_addon_product"|"update_group"|"update_product"|"update_service_and_rating"|"validate_addons_combination"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Product", record: "allowed_addon", filters: portabilling.Product.get_allowed_addons.params|table, options?: portabilling.Options): (portabilling.Product.product[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Product", record: "allowed_addon"|"group"|"priority"|"priorities"|"product"|"product_discount_plan"|"role"|"roles"|"service_and_rating"|"subrealm"|"subrealms"|"subscription"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Product", record: "product", filters?: portabilling.Product.get_product_list.params|table, options?: portabilling.Options): (portabilling.Product.product[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Product", record: "group"|"product"|"service_and_rating"|"subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Product", record: "product", attributes: portabilling.Product.add_product.params|table, options?: portabilling.Options): portabilling.Product.add_product.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Product", record: "group"|"product"|"service_and_rating"|"subscription"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Product", record: "product", keys: portabilling.Product.delete_product.params|table, options?: portabilling.Options): portabilling.Product.delete_product.answer?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Product", record: "group"|"product"|"service_and_rating"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Product", record: "product", keys?: portabilling.Product.get_product_info.params|table, options?: portabilling.Options): portabilling.Product.product?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Product", record: "allowed_addon", filters: portabilling.Product.get_allowed_addons.params|table, options?: portabilling.Options): fun(): portabilling.Product.product?, integer?
---@field list fun(self: portabilling.Client, service: "Product", record: "allowed_addon"|"group"|"priority"|"priorities"|"product"|"product_discount_plan"|"role"|"roles"|"service_and_rating"|"subrealm"|"subrealms"|"subscription"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "Product", record: "product", filters?: portabilling.Product.get_product_list.params|table, options?: portabilling.Options): fun(): portabilling.Product.product?, integer?
---@field pages fun(self: portabilling.Client, service: "Product", record: "allowed_addon", filters: portabilling.Product.get_allowed_addons.params|table, options?: portabilling.Options): fun(): (portabilling.Product.product[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Product", record: "allowed_addon"|"group"|"priority"|"priorities"|"product"|"product_discount_plan"|"role"|"roles"|"service_and_rating"|"subrealm"|"subrealms"|"subscription"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Product", record: "product", filters?: portabilling.Product.get_product_list.params|table, options?: portabilling.Options): fun(): (portabilling.Product.product[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "Product", record: "group"|"product"|"service_and_rating"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Product", record: "product", attributes: portabilling.Product.update_product.params|table, options?: portabilling.Options): portabilling.Product.update_product.answer?, portabilling.Error?
