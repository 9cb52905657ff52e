---@meta _
-- Currency. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Currency.currency
---@field iso_4217? string # uncertain
---@field name? string # uncertain
---@field decimal_digits? integer # uncertain

---@class portabilling.Currency.get_currency_info.params
---@field iso_4217? string # uncertain

---@class portabilling.Currency.get_currency_info.answer
---@field currency_info? portabilling.Currency.currency # uncertain

---@class portabilling.Currency.get_currency_list.params
---@field iso_4217? string # uncertain
---@field name? string # uncertain
---@field limit? integer|string|lightuserdata # uncertain
---@field offset? integer|string|lightuserdata # uncertain
---@field get_total? boolean|0|1 # uncertain

---@class portabilling.Currency.get_currency_list.answer
---@field currency_list? portabilling.Currency.currency[] # uncertain
---@field total? integer # uncertain

---@class portabilling
---@field call fun(service: "Currency", method: "add_currency"|"convert_money"|"delete_currency"|"get_currency_info"|"get_currency_list"|"get_exchange_rate_list"|"sync_exchange_rates"|"update_currency"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "Currency", record: "currency", filters?: portabilling.Currency.get_currency_list.params|table, options?: portabilling.Options): (portabilling.Currency.currency[])?, portabilling.Error?
---@field collect fun(service: "Currency", record: "currency"|"exchange_rate"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "Currency", record: "currency"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "Currency", record: "currency"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "Currency", record: "currency", keys?: portabilling.Currency.get_currency_info.params|table, options?: portabilling.Options): portabilling.Currency.currency?, portabilling.Error?
---@field get fun(service: "Currency", record: "currency"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "Currency", record: "currency", filters?: portabilling.Currency.get_currency_list.params|table, options?: portabilling.Options): fun(): portabilling.Currency.currency?, integer?
---@field list fun(service: "Currency", record: "currency"|"exchange_rate"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "Currency", record: "currency", filters?: portabilling.Currency.get_currency_list.params|table, options?: portabilling.Options): fun(): (portabilling.Currency.currency[])?, portabilling.PageInfo?
---@field pages fun(service: "Currency", record: "currency"|"exchange_rate"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "Currency", record: "currency"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "Currency", method: "add_currency"|"convert_money"|"delete_currency"|"get_currency_info"|"get_currency_list"|"get_exchange_rate_list"|"sync_exchange_rates"|"update_currency"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Currency", record: "currency", filters?: portabilling.Currency.get_currency_list.params|table, options?: portabilling.Options): (portabilling.Currency.currency[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Currency", record: "currency"|"exchange_rate"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "Currency", record: "currency"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "Currency", record: "currency"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Currency", record: "currency", keys?: portabilling.Currency.get_currency_info.params|table, options?: portabilling.Options): portabilling.Currency.currency?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Currency", record: "currency"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Currency", record: "currency", filters?: portabilling.Currency.get_currency_list.params|table, options?: portabilling.Options): fun(): portabilling.Currency.currency?, integer?
---@field list fun(self: portabilling.Client, service: "Currency", record: "currency"|"exchange_rate"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "Currency", record: "currency", filters?: portabilling.Currency.get_currency_list.params|table, options?: portabilling.Options): fun(): (portabilling.Currency.currency[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Currency", record: "currency"|"exchange_rate"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "Currency", record: "currency"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
