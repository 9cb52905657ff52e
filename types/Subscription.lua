---@meta _
-- Subscription. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Subscription.subscription.attributes
---@field i_subscription? integer|string
---@field name? string
---@field iso_4217? string # currency, ISO 4217
---@field description? string
---@field invoice_description? string
---@field fee? number|string
---@field activation_fee? number|string
---@field cancellation_fee? number|string
---@field activation_mode? 1|2 # 1 - at the start date; 2 - at the first usage
---@field charge_model? 0|1|2 # 0 - progressive; 1 - at the period's end; 2 - in advance
---@field generate_daily_charge? boolean|"N"|"Y"
---@field multiple? boolean|"N"|"Y" # whether one account may have it several times; 0 or 1 where it is assigned or part of a product
---@field rounding? integer|string|lightuserdata
---@field is_used? boolean|0|1
---@field shared? boolean|"N"|"Y"
---@field discount_list? any[]
---@field multi_month_discount_list? any[]
---@field penalty_mode? "none"|string
---@field prorate_first_period? boolean|"N"|"Y"
---@field prorate_last_period? boolean|"N"|"Y"
---@field charge_suspended_customers? boolean|"N"|"Y"
---@field waive_acc_expired_charges? boolean|"N"|"Y"
---@field waive_blocked_charges? boolean|"N"|"Y"
---@field waive_charges_for_first_bp? boolean|"N"|"Y"
---@field waive_charges_for_last_bp? boolean|"N"|"Y"
---@field waive_charges_for_regular_bp? boolean|"N"|"Y"
---@field waive_credit_exceeded_charges? boolean|"N"|"Y"
---@field waive_suspended_charges? boolean|"N"|"Y"
---@field periodic_fees? portabilling.object.periodic_fee.new[][] # one for each billing period
---@field i_customer? integer|string|lightuserdata

---@class portabilling.Subscription.subscription.new : portabilling.Subscription.subscription.attributes
---@field name string # required in practice
---@field iso_4217 string # currency, ISO 4217; required in practice

---@class portabilling.Subscription.subscription : portabilling.Subscription.subscription.attributes
---@field i_subscription? integer
---@field fee? number
---@field activation_fee? number
---@field cancellation_fee? number
---@field generate_daily_charge? "N"|"Y"
---@field multiple? "N"|"Y"
---@field rounding? integer
---@field is_used? 0|1
---@field shared? "N"|"Y"
---@field prorate_first_period? "N"|"Y"
---@field prorate_last_period? "N"|"Y"
---@field charge_suspended_customers? "N"|"Y"
---@field waive_acc_expired_charges? "N"|"Y"
---@field waive_blocked_charges? "N"|"Y"
---@field waive_charges_for_first_bp? "N"|"Y"
---@field waive_charges_for_last_bp? "N"|"Y"
---@field waive_charges_for_regular_bp? "N"|"Y"
---@field waive_credit_exceeded_charges? "N"|"Y"
---@field waive_suspended_charges? "N"|"Y"
---@field periodic_fees? portabilling.object.periodic_fee[][]
---@field i_customer? integer

---@class portabilling.Subscription.add_subscription.params
---@field subscription_info portabilling.Subscription.subscription.new # required in practice

---@class portabilling.Subscription.add_subscription.answer
---@field i_subscription? integer

---@class portabilling.Subscription.delete_subscription.params
---@field i_subscription integer|string # required in practice

---@class portabilling.Subscription.delete_subscription.answer
---@field success? 0|1

---@class portabilling.Subscription.get_subscription_info.params
---@field i_subscription? integer|string # one of the fields marked so is required
---@field name? string # one of the fields marked so is required
---@field with_fees? boolean|0|1
---@field with_discounts? boolean|0|1
---@field check_usage_by_resellers? boolean|0|1

---@class portabilling.Subscription.get_subscription_info.answer
---@field subscription_info? portabilling.Subscription.subscription

---@class portabilling.Subscription.get_subscription_list.params
---@field name? string|lightuserdata # wildcards: % and _
---@field description? string|lightuserdata # wildcards: % and _
---@field iso_4217? string
---@field charge_model? integer|string
---@field activation_mode? integer|string
---@field i_customer? integer|string|lightuserdata
---@field with_fees? boolean|0|1
---@field with_discounts? boolean|0|1
---@field check_usage_by_resellers? boolean|0|1
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.Subscription.get_subscription_list.answer
---@field subscriptions? portabilling.Subscription.subscription[]
---@field total? integer

---@class portabilling.Subscription.update_subscription.params
---@field subscription_info portabilling.Subscription.subscription.attributes # required in practice

---@class portabilling.Subscription.update_subscription.answer
---@field i_subscription? integer

---@class portabilling
---@field batch fun(operation: "create", service: "Subscription", record: "subscription", source: portabilling.Subscription.add_subscription.params[]|table|(fun(): portabilling.Subscription.add_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "Subscription", record: "subscription", source: portabilling.Subscription.delete_subscription.params[]|table|(fun(): portabilling.Subscription.delete_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "Subscription", record: "subscription", source: portabilling.Subscription.update_subscription.params[]|table|(fun(): portabilling.Subscription.update_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "Subscription", method: "add_subscription"|"delete_subscription"|"get_subscription_info"|"get_subscription_list"|"update_subscription"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "Subscription", record: "subscription", filters?: portabilling.Subscription.get_subscription_list.params|table, options?: portabilling.Options): (portabilling.Subscription.subscription[])?, portabilling.Error?
---@field collect fun(service: "Subscription", record: "subscription"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "Subscription", record: "subscription", attributes: portabilling.Subscription.add_subscription.params|table, options?: portabilling.Options): portabilling.Subscription.add_subscription.answer?, portabilling.Error?
---@field create fun(service: "Subscription", record: "subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "Subscription", record: "subscription", keys: portabilling.Subscription.delete_subscription.params|table, options?: portabilling.Options): portabilling.Subscription.delete_subscription.answer?, portabilling.Error?
---@field delete fun(service: "Subscription", record: "subscription"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Subscription", record: "subscription", keys?: portabilling.Subscription.get_subscription_info.params|table, options?: portabilling.Options): portabilling.Subscription.subscription?, portabilling.Error?
---@field get fun(service: "Subscription", record: "subscription"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "Subscription", record: "subscription", filters?: portabilling.Subscription.get_subscription_list.params|table, options?: portabilling.Options): fun(): portabilling.Subscription.subscription?, integer?
---@field list fun(service: "Subscription", record: "subscription"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "Subscription", record: "subscription", filters?: portabilling.Subscription.get_subscription_list.params|table, options?: portabilling.Options): fun(): (portabilling.Subscription.subscription[])?, portabilling.PageInfo?
---@field pages fun(service: "Subscription", record: "subscription"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "Subscription", record: "subscription", attributes: portabilling.Subscription.update_subscription.params|table, options?: portabilling.Options): portabilling.Subscription.update_subscription.answer?, portabilling.Error?
---@field update fun(service: "Subscription", record: "subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "Subscription", record: "subscription", source: portabilling.Subscription.add_subscription.params[]|table|(fun(): portabilling.Subscription.add_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "Subscription", record: "subscription", source: portabilling.Subscription.delete_subscription.params[]|table|(fun(): portabilling.Subscription.delete_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "Subscription", record: "subscription", source: portabilling.Subscription.update_subscription.params[]|table|(fun(): portabilling.Subscription.update_subscription.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "Subscription", method: "add_subscription"|"delete_subscription"|"get_subscription_info"|"get_subscription_list"|"update_subscription"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Subscription", record: "subscription", filters?: portabilling.Subscription.get_subscription_list.params|table, options?: portabilling.Options): (portabilling.Subscription.subscription[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Subscription", record: "subscription"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Subscription", record: "subscription", attributes: portabilling.Subscription.add_subscription.params|table, options?: portabilling.Options): portabilling.Subscription.add_subscription.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Subscription", record: "subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Subscription", record: "subscription", keys: portabilling.Subscription.delete_subscription.params|table, options?: portabilling.Options): portabilling.Subscription.delete_subscription.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Subscription", record: "subscription"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Subscription", record: "subscription", keys?: portabilling.Subscription.get_subscription_info.params|table, options?: portabilling.Options): portabilling.Subscription.subscription?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Subscription", record: "subscription"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Subscription", record: "subscription", filters?: portabilling.Subscription.get_subscription_list.params|table, options?: portabilling.Options): fun(): portabilling.Subscription.subscription?, integer?
---@field list fun(self: portabilling.Client, service: "Subscription", record: "subscription"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "Subscription", record: "subscription", filters?: portabilling.Subscription.get_subscription_list.params|table, options?: portabilling.Options): fun(): (portabilling.Subscription.subscription[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Subscription", record: "subscription"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "Subscription", record: "subscription", attributes: portabilling.Subscription.update_subscription.params|table, options?: portabilling.Options): portabilling.Subscription.update_subscription.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Subscription", record: "subscription"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
