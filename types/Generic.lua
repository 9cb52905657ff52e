---@meta _
-- Generic. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.Generic.get_countries_list.params

---@class portabilling.Generic.get_countries_list.answer
---@field countries_list? any[]

---@class portabilling.Generic.get_global_currency_list.params

--- operating_mode is not told by servers before about MR126.
---@class portabilling.Generic.get_session_data.params

---@class portabilling.Generic.get_session_data.answer
---@field operating_mode? "normal"|"secondary"|"standalone"|"read_only"|string

---@class portabilling.Generic.get_version.params

---@class portabilling.Generic.get_version.answer
---@field version? string

---@class portabilling
---@field call fun(service: "Generic", method: "get_api_error_file"|"get_api_schema"|"get_billing_period_list"|"get_codec_list"|"get_countries_list"|"get_extended_data_list"|"get_global_currency_info"|"get_global_currency_list"|"get_locale_languages_list"|"get_session_data"|"get_subdivisions_list"|"get_time_zone_info"|"get_time_zone_list"|"get_ui_plugins_config"|"get_version"|"make_request"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Generic", method: "get_session_data", params?: portabilling.Generic.get_session_data.params|table, options?: portabilling.Options): portabilling.Generic.get_session_data.answer?, portabilling.Error?
---@field call fun(service: "Generic", method: "get_version", params?: portabilling.Generic.get_version.params|table, options?: portabilling.Options): portabilling.Generic.get_version.answer?, portabilling.Error?
---@field collect fun(service: "Generic", record: "billing_period"|"codec"|"country"|"countries"|"extended_data"|"global_currency"|"locale_language"|"locale_languages"|"subdivision"|"subdivisions"|"time_zone"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "Generic", record: "country"|"countries", filters?: portabilling.Generic.get_countries_list.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "Generic", record: "global_currency", filters?: portabilling.Generic.get_global_currency_list.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(service: "Generic", record: "global_currency"|"time_zone"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "Generic", record: "billing_period"|"codec"|"country"|"countries"|"extended_data"|"global_currency"|"locale_language"|"locale_languages"|"subdivision"|"subdivisions"|"time_zone"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "Generic", record: "country"|"countries", filters?: portabilling.Generic.get_countries_list.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "Generic", record: "global_currency", filters?: portabilling.Generic.get_global_currency_list.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "Generic", record: "billing_period"|"codec"|"country"|"countries"|"extended_data"|"global_currency"|"locale_language"|"locale_languages"|"subdivision"|"subdivisions"|"time_zone"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "Generic", record: "country"|"countries", filters?: portabilling.Generic.get_countries_list.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "Generic", record: "global_currency", filters?: portabilling.Generic.get_global_currency_list.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "Generic", method: "get_api_error_file"|"get_api_schema"|"get_billing_period_list"|"get_codec_list"|"get_countries_list"|"get_extended_data_list"|"get_global_currency_info"|"get_global_currency_list"|"get_locale_languages_list"|"get_session_data"|"get_subdivisions_list"|"get_time_zone_info"|"get_time_zone_list"|"get_ui_plugins_config"|"get_version"|"make_request"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Generic", method: "get_session_data", params?: portabilling.Generic.get_session_data.params|table, options?: portabilling.Options): portabilling.Generic.get_session_data.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Generic", method: "get_version", params?: portabilling.Generic.get_version.params|table, options?: portabilling.Options): portabilling.Generic.get_version.answer?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Generic", record: "billing_period"|"codec"|"country"|"countries"|"extended_data"|"global_currency"|"locale_language"|"locale_languages"|"subdivision"|"subdivisions"|"time_zone"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Generic", record: "country"|"countries", filters?: portabilling.Generic.get_countries_list.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "Generic", record: "global_currency", filters?: portabilling.Generic.get_global_currency_list.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Generic", record: "global_currency"|"time_zone"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "Generic", record: "billing_period"|"codec"|"country"|"countries"|"extended_data"|"global_currency"|"locale_language"|"locale_languages"|"subdivision"|"subdivisions"|"time_zone"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "Generic", record: "country"|"countries", filters?: portabilling.Generic.get_countries_list.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "Generic", record: "global_currency", filters?: portabilling.Generic.get_global_currency_list.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "Generic", record: "billing_period"|"codec"|"country"|"countries"|"extended_data"|"global_currency"|"locale_language"|"locale_languages"|"subdivision"|"subdivisions"|"time_zone"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Generic", record: "country"|"countries", filters?: portabilling.Generic.get_countries_list.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "Generic", record: "global_currency", filters?: portabilling.Generic.get_global_currency_list.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
