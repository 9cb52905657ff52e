---@meta _
-- DID. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.DID.number.attributes
---@field i_did_number? integer|string
---@field number? string
---@field description? string
---@field i_customer? integer|string|lightuserdata # null - of none
---@field i_account? integer|string|lightuserdata # null - on none
---@field i_master_account? integer|string|lightuserdata
---@field i_dv_batch? integer|string
---@field i_do_batch? integer|string|lightuserdata
---@field i_group? integer|string
---@field i_vendor? integer|string
---@field vendor_batch_name? string
---@field country_iso? string # ISO 3166-1 alpha-2
---@field country_name? string
---@field iso_4217? string
---@field activation_cost? number|string
---@field activation_fee? number|string
---@field activation_revenue? number|string
---@field periodic_fee? number|string
---@field recurring_cost? number|string
---@field external? boolean|0|1
---@field free_of_charge? boolean|"N"|"Y"
---@field frozen? boolean|"N"|"Y"
---@field is_used? boolean|0|1

---@class portabilling.DID.number.new : portabilling.DID.number.attributes
---@field number string # required in practice

---@class portabilling.DID.number : portabilling.DID.number.attributes
---@field i_did_number? integer
---@field i_customer? integer
---@field i_account? integer
---@field i_master_account? integer
---@field i_dv_batch? integer
---@field i_do_batch? integer
---@field i_group? integer
---@field i_vendor? integer
---@field activation_cost? number
---@field activation_fee? number
---@field activation_revenue? number
---@field periodic_fee? number
---@field recurring_cost? number
---@field external? 0|1
---@field free_of_charge? "N"|"Y"
---@field frozen? "N"|"Y"
---@field is_used? 0|1

---@class portabilling.DID.number_key.attributes
---@field i_did_number? integer|string

---@class portabilling.DID.add_number.params
---@field number_info portabilling.DID.number.new # required in practice

---@class portabilling.DID.add_number.answer
---@field i_did_number? integer

--- Makes an alias of the account.
---@class portabilling.DID.assign_did_to_account.params
---@field i_did_number integer|string
---@field i_master_account integer|string
---@field i_account? integer|string # uncertain
---@field i_account_role? integer|string # uncertain

---@class portabilling.DID.assign_did_to_customer.params
---@field i_did_number integer|string
---@field i_customer integer|string

---@class portabilling.DID.assign_did_to_customer.answer
---@field success? 0|1

---@class portabilling.DID.cancel_did_assignment.params
---@field i_did_number integer|string # required in practice

---@class portabilling.DID.delete_number.params
---@field i_did_number integer|string # required in practice

---@class portabilling.DID.delete_number.answer
---@field success? 0|1

---@class portabilling.DID.get_customer_numbers.params
---@field i_customer? integer|string
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.DID.get_customer_numbers.answer
---@field number_list? portabilling.DID.number[]
---@field total? integer

---@class portabilling.DID.get_number_info.params
---@field i_did_number? integer|string # one of the fields marked so is required
---@field number? string # one of the fields marked so is required

---@class portabilling.DID.get_number_info.answer
---@field number_info? portabilling.DID.number

---@class portabilling.DID.get_number_list.params
---@field number? string|lightuserdata # wildcards: % and _
---@field description? string|lightuserdata # wildcards: % and _
---@field i_customer? integer|string|lightuserdata # null - of no customer
---@field i_dv_batch? integer|string
---@field i_do_batch? integer|string|lightuserdata
---@field i_group? integer|string
---@field i_vendor? integer|string
---@field i_account? integer|string|lightuserdata
---@field frozen? boolean|"N"|"Y"
---@field iso_4217? string
---@field usage? "A"|"I"|"U"|"F"|"Z"|"R" # A - all, when left out; I - idle: of no customer and no account; U - used by an account; F - free: on no account; Z - frozen; R - set aside for a while
---@field available_to_customer? integer|string
---@field number_list? portabilling.DID.number_key.attributes[]
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata # goes with limit
---@field get_total? boolean|0|1
---@field owner_batch? string

---@class portabilling.DID.get_number_list.answer
---@field number_list? portabilling.DID.number[]
---@field total? integer

---@class portabilling.DID.release_did_from_customer.params
---@field i_did_number integer|string # required in practice
---@field i_customer? integer|string

---@class portabilling.DID.release_did_from_customer.answer
---@field success? 0|1

---@class portabilling.DID.release_number.params
---@field i_did_number integer|string # required in practice

---@class portabilling.DID.release_number.answer
---@field success? 0|1

---@class portabilling.DID.reserve_number.params
---@field number string
---@field reserve_term? integer|string # in seconds

---@class portabilling.DID.reserve_number.answer
---@field success? 0|1

---@class portabilling.DID.update_number.params
---@field number_info portabilling.DID.number.attributes # required in practice

---@class portabilling.DID.update_number.answer
---@field i_did_number? integer

--- Takes a CSV file, a part of multipart/form-data beside auth_info and params. The first row names the columns: Number, DID vendor batch, Activation fee, Periodic fee, Description, Released date, Free of charge, Country, Area. Before MR111 their order counted: DID Number, Vendor Batch, Description, Activation Cost, Recurring Cost, Release Date, FREE, Country, Area.
---@class portabilling.DID.upload_did_numbers.params

---@class portabilling.DID.upload_did_numbers.answer
---@field success? 0|1

---@class portabilling
---@field batch fun(operation: "create", service: "DID", record: "number"|"did"|"did_number", source: portabilling.DID.add_number.params[]|table|(fun(): portabilling.DID.add_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "DID", record: "number"|"did"|"did_number", source: portabilling.DID.delete_number.params[]|table|(fun(): portabilling.DID.delete_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "DID", record: "number"|"did"|"did_number", source: portabilling.DID.update_number.params[]|table|(fun(): portabilling.DID.update_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "DID", method: "add_did_group"|"add_number"|"add_owner_batch"|"add_vendor_batch"|"assign_did_to_account"|"assign_did_to_customer"|"assign_did_to_owner_batch"|"assign_did_to_reseller"|"cancel_did_assignment"|"delete_did_group"|"delete_number"|"delete_number_list"|"delete_owner_batch"|"delete_vendor_batch"|"get_customer_numbers"|"get_did_group_list"|"get_inventory_option_info"|"get_inventory_options"|"get_number_info"|"get_number_list"|"get_number_list_statistics"|"get_owner_batch_info"|"get_owner_batch_list"|"get_vendor_batch_info"|"get_vendor_batch_list"|"release_did_from_customer"|"release_did_from_owner_batch"|"release_did_from_reseller"|"release_number"|"reserve_number"|"update_did_group"|"update_inventory_options"|"update_number"|"update_number_list"|"update_owner_batch"|"update_vendor_batch"|"upload_did_numbers"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "DID", method: "assign_did_to_account", params: portabilling.DID.assign_did_to_account.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "DID", method: "assign_did_to_customer", params: portabilling.DID.assign_did_to_customer.params|table, options?: portabilling.Options): portabilling.DID.assign_did_to_customer.answer?, portabilling.Error?
---@field call fun(service: "DID", method: "cancel_did_assignment", params: portabilling.DID.cancel_did_assignment.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "DID", method: "release_did_from_customer", params: portabilling.DID.release_did_from_customer.params|table, options?: portabilling.Options): portabilling.DID.release_did_from_customer.answer?, portabilling.Error?
---@field call fun(service: "DID", method: "release_number", params: portabilling.DID.release_number.params|table, options?: portabilling.Options): portabilling.DID.release_number.answer?, portabilling.Error?
---@field call fun(service: "DID", method: "reserve_number", params: portabilling.DID.reserve_number.params|table, options?: portabilling.Options): portabilling.DID.reserve_number.answer?, portabilling.Error?
---@field call fun(service: "DID", method: "upload_did_numbers", params?: portabilling.DID.upload_did_numbers.params|table, options?: portabilling.Options): portabilling.DID.upload_did_numbers.answer?, portabilling.Error?
---@field collect fun(service: "DID", record: "customer_number", filters?: portabilling.DID.get_customer_numbers.params|table, options?: portabilling.Options): (portabilling.DID.number[])?, portabilling.Error?
---@field collect fun(service: "DID", record: "customer_number"|"did_group"|"inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "DID", record: "number"|"did"|"did_number", filters?: portabilling.DID.get_number_list.params|table, options?: portabilling.Options): (portabilling.DID.number[])?, portabilling.Error?
---@field create fun(service: "DID", record: "did_group"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field create fun(service: "DID", record: "number"|"did"|"did_number", attributes: portabilling.DID.add_number.params|table, options?: portabilling.Options): portabilling.DID.add_number.answer?, portabilling.Error?
---@field delete fun(service: "DID", record: "did_group"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "DID", record: "number"|"did"|"did_number", keys: portabilling.DID.delete_number.params|table, options?: portabilling.Options): portabilling.DID.delete_number.answer?, portabilling.Error?
---@field get fun(service: "DID", record: "inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "DID", record: "number"|"did"|"did_number", keys?: portabilling.DID.get_number_info.params|table, options?: portabilling.Options): portabilling.DID.number?, portabilling.Error?
---@field list fun(service: "DID", record: "customer_number", filters?: portabilling.DID.get_customer_numbers.params|table, options?: portabilling.Options): fun(): portabilling.DID.number?, integer?
---@field list fun(service: "DID", record: "customer_number"|"did_group"|"inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "DID", record: "number"|"did"|"did_number", filters?: portabilling.DID.get_number_list.params|table, options?: portabilling.Options): fun(): portabilling.DID.number?, integer?
---@field pages fun(service: "DID", record: "customer_number", filters?: portabilling.DID.get_customer_numbers.params|table, options?: portabilling.Options): fun(): (portabilling.DID.number[])?, portabilling.PageInfo?
---@field pages fun(service: "DID", record: "customer_number"|"did_group"|"inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "DID", record: "number"|"did"|"did_number", filters?: portabilling.DID.get_number_list.params|table, options?: portabilling.Options): fun(): (portabilling.DID.number[])?, portabilling.PageInfo?
---@field update fun(service: "DID", record: "did_group"|"inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(service: "DID", record: "number"|"did"|"did_number", attributes: portabilling.DID.update_number.params|table, options?: portabilling.Options): portabilling.DID.update_number.answer?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "DID", record: "number"|"did"|"did_number", source: portabilling.DID.add_number.params[]|table|(fun(): portabilling.DID.add_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "DID", record: "number"|"did"|"did_number", source: portabilling.DID.delete_number.params[]|table|(fun(): portabilling.DID.delete_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "DID", record: "number"|"did"|"did_number", source: portabilling.DID.update_number.params[]|table|(fun(): portabilling.DID.update_number.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "DID", method: "add_did_group"|"add_number"|"add_owner_batch"|"add_vendor_batch"|"assign_did_to_account"|"assign_did_to_customer"|"assign_did_to_owner_batch"|"assign_did_to_reseller"|"cancel_did_assignment"|"delete_did_group"|"delete_number"|"delete_number_list"|"delete_owner_batch"|"delete_vendor_batch"|"get_customer_numbers"|"get_did_group_list"|"get_inventory_option_info"|"get_inventory_options"|"get_number_info"|"get_number_list"|"get_number_list_statistics"|"get_owner_batch_info"|"get_owner_batch_list"|"get_vendor_batch_info"|"get_vendor_batch_list"|"release_did_from_customer"|"release_did_from_owner_batch"|"release_did_from_reseller"|"release_number"|"reserve_number"|"update_did_group"|"update_inventory_options"|"update_number"|"update_number_list"|"update_owner_batch"|"update_vendor_batch"|"upload_did_numbers"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "DID", method: "assign_did_to_account", params: portabilling.DID.assign_did_to_account.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "DID", method: "assign_did_to_customer", params: portabilling.DID.assign_did_to_customer.params|table, options?: portabilling.Options): portabilling.DID.assign_did_to_customer.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "DID", method: "cancel_did_assignment", params: portabilling.DID.cancel_did_assignment.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "DID", method: "release_did_from_customer", params: portabilling.DID.release_did_from_customer.params|table, options?: portabilling.Options): portabilling.DID.release_did_from_customer.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "DID", method: "release_number", params: portabilling.DID.release_number.params|table, options?: portabilling.Options): portabilling.DID.release_number.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "DID", method: "reserve_number", params: portabilling.DID.reserve_number.params|table, options?: portabilling.Options): portabilling.DID.reserve_number.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "DID", method: "upload_did_numbers", params?: portabilling.DID.upload_did_numbers.params|table, options?: portabilling.Options): portabilling.DID.upload_did_numbers.answer?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "DID", record: "customer_number", filters?: portabilling.DID.get_customer_numbers.params|table, options?: portabilling.Options): (portabilling.DID.number[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "DID", record: "customer_number"|"did_group"|"inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "DID", record: "number"|"did"|"did_number", filters?: portabilling.DID.get_number_list.params|table, options?: portabilling.Options): (portabilling.DID.number[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "DID", record: "did_group"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "DID", record: "number"|"did"|"did_number", attributes: portabilling.DID.add_number.params|table, options?: portabilling.Options): portabilling.DID.add_number.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "DID", record: "did_group"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "DID", record: "number"|"did"|"did_number", keys: portabilling.DID.delete_number.params|table, options?: portabilling.Options): portabilling.DID.delete_number.answer?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "DID", record: "inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "DID", record: "number"|"did"|"did_number", keys?: portabilling.DID.get_number_info.params|table, options?: portabilling.Options): portabilling.DID.number?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "DID", record: "customer_number", filters?: portabilling.DID.get_customer_numbers.params|table, options?: portabilling.Options): fun(): portabilling.DID.number?, integer?
---@field list fun(self: portabilling.Client, service: "DID", record: "customer_number"|"did_group"|"inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "DID", record: "number"|"did"|"did_number", filters?: portabilling.DID.get_number_list.params|table, options?: portabilling.Options): fun(): portabilling.DID.number?, integer?
---@field pages fun(self: portabilling.Client, service: "DID", record: "customer_number", filters?: portabilling.DID.get_customer_numbers.params|table, options?: portabilling.Options): fun(): (portabilling.DID.number[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "DID", record: "customer_number"|"did_group"|"inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "DID", record: "number"|"did"|"did_number", filters?: portabilling.DID.get_number_list.params|table, options?: portabilling.Options): fun(): (portabilling.DID.number[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "DID", record: "did_group"|"inventory_option"|"inventory_options"|"number"|"did"|"did_number"|"owner_batch"|"vendor_batch"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "DID", record: "number"|"did"|"did_number", attributes: portabilling.DID.update_number.params|table, options?: portabilling.Options): portabilling.DID.update_number.answer?, portabilling.Error?
