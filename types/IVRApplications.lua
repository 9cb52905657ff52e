---@meta _
-- IVRApplications. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.IVRApplications.get_access_number_list.params
---@field limit? integer|string # uncertain
---@field offset? integer|string # uncertain
---@field get_total? boolean|0|1 # uncertain

---@class portabilling.IVRApplications.get_access_number_list.answer
---@field access_number_list? any[]

---@class portabilling
---@field call fun(service: "IVRApplications", method: "add_access_number"|"add_access_number_list"|"add_ivr_application"|"clone_ivr_application"|"delete_access_number"|"delete_ivr_application"|"get_access_number_info"|"get_access_number_list"|"get_conference_settings"|"get_ivr_application_info"|"get_ivr_application_list"|"get_ivr_option_list"|"get_supported_language_list"|"get_voice_application_list"|"obtain_access_number"|"release_access_number"|"update_access_number"|"update_ivr_application"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(service: "IVRApplications", record: "access_number", filters?: portabilling.IVRApplications.get_access_number_list.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(service: "IVRApplications", record: "access_number"|"ivr_application"|"ivr_option"|"supported_language"|"voice_application"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "IVRApplications", record: "access_number"|"ivr_application"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "IVRApplications", record: "access_number"|"ivr_application"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "IVRApplications", record: "access_number"|"conference_settings"|"ivr_application"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "IVRApplications", record: "access_number", filters?: portabilling.IVRApplications.get_access_number_list.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(service: "IVRApplications", record: "access_number"|"ivr_application"|"ivr_option"|"supported_language"|"voice_application"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "IVRApplications", record: "access_number", filters?: portabilling.IVRApplications.get_access_number_list.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(service: "IVRApplications", record: "access_number"|"ivr_application"|"ivr_option"|"supported_language"|"voice_application"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "IVRApplications", record: "access_number"|"ivr_application"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "IVRApplications", method: "add_access_number"|"add_access_number_list"|"add_ivr_application"|"clone_ivr_application"|"delete_access_number"|"delete_ivr_application"|"get_access_number_info"|"get_access_number_list"|"get_conference_settings"|"get_ivr_application_info"|"get_ivr_application_list"|"get_ivr_option_list"|"get_supported_language_list"|"get_voice_application_list"|"obtain_access_number"|"release_access_number"|"update_access_number"|"update_ivr_application"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "IVRApplications", record: "access_number", filters?: portabilling.IVRApplications.get_access_number_list.params|table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "IVRApplications", record: "access_number"|"ivr_application"|"ivr_option"|"supported_language"|"voice_application"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "IVRApplications", record: "access_number"|"ivr_application"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "IVRApplications", record: "access_number"|"ivr_application"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "IVRApplications", record: "access_number"|"conference_settings"|"ivr_application"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "IVRApplications", record: "access_number", filters?: portabilling.IVRApplications.get_access_number_list.params|table, options?: portabilling.Options): fun(): table?, integer?
---@field list fun(self: portabilling.Client, service: "IVRApplications", record: "access_number"|"ivr_application"|"ivr_option"|"supported_language"|"voice_application"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "IVRApplications", record: "access_number", filters?: portabilling.IVRApplications.get_access_number_list.params|table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "IVRApplications", record: "access_number"|"ivr_application"|"ivr_option"|"supported_language"|"voice_application"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "IVRApplications", record: "access_number"|"ivr_application"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
