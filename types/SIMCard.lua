---@meta _
-- SIMCard. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

---@class portabilling.SIMCard.sim_card.attributes
---@field i_sim_card? integer|string
---@field imsi? string # digits; at most 15 characters
---@field iccid? string # 19 or 20 digits; at most 20 characters
---@field msisdn? string|lightuserdata
---@field i_account? integer|string|lightuserdata
---@field status? "available"|"reserved"|"used"|"in_use"|"disposed" # in_use - as used, in older sources
---@field puk1? string # secret
---@field puk2? string # secret
---@field pin1? string # secret
---@field pin2? string # secret
---@field i_sim_card_batch? integer|string|lightuserdata
---@field note? string

---@class portabilling.SIMCard.sim_card.new : portabilling.SIMCard.sim_card.attributes
---@field imsi string # digits; required in practice; at most 15 characters
---@field iccid string # 19 or 20 digits; required in practice; at most 20 characters

---@class portabilling.SIMCard.sim_card : portabilling.SIMCard.sim_card.attributes
---@field i_sim_card? integer
---@field msisdn? string
---@field i_account? integer
---@field i_sim_card_batch? integer

---@class portabilling.SIMCard.add_sim_card.params
---@field sim_card_info portabilling.SIMCard.sim_card.new # required in practice

---@class portabilling.SIMCard.add_sim_card.answer
---@field i_sim_card? integer

---@class portabilling.SIMCard.delete_sim_card.params
---@field i_sim_card integer|string # required in practice

---@class portabilling.SIMCard.delete_sim_card.answer
---@field success? 0|1

---@class portabilling.SIMCard.get_card_info.params
---@field i_sim_card? integer|string # one of the fields marked so is required
---@field imsi? string # up to 15 digits; one of the fields marked so is required
---@field iccid? string # one of the fields marked so is required

---@class portabilling.SIMCard.get_card_info.answer
---@field sim_info? portabilling.SIMCard.sim_card

---@class portabilling.SIMCard.get_card_list.params
---@field imsi? string|lightuserdata # wildcards: % and _
---@field iccid? string|lightuserdata # wildcards: % and _
---@field msisdn? string|lightuserdata # wildcards: % and _
---@field status? "available"|"reserved"|"used"|"in_use"|"disposed"
---@field i_account? integer|string|lightuserdata
---@field limit? integer|string|lightuserdata
---@field offset? integer|string|lightuserdata
---@field get_total? boolean|0|1

---@class portabilling.SIMCard.get_card_list.answer
---@field card_list? portabilling.SIMCard.sim_card[] # uncertain
---@field total? integer

---@class portabilling.SIMCard.update_sim_card.params
---@field sim_card_info portabilling.SIMCard.sim_card.attributes # required in practice

---@class portabilling.SIMCard.update_sim_card.answer
---@field i_sim_card? integer

--- Takes a CSV file, a part of multipart/form-data beside auth_info and params. The first row names the columns: Action (+, add, -, remove), IMSI, ICCID, KI, OPC, AMF, Description, HLR, Managed by.
---@class portabilling.SIMCard.upload_sim_cards.params

---@class portabilling.SIMCard.upload_sim_cards.answer
---@field success? 0|1

---@class portabilling
---@field batch fun(operation: "create", service: "SIMCard", record: "sim_card"|"card", source: portabilling.SIMCard.add_sim_card.params[]|table|(fun(): portabilling.SIMCard.add_sim_card.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "delete", service: "SIMCard", record: "sim_card"|"card", source: portabilling.SIMCard.delete_sim_card.params[]|table|(fun(): portabilling.SIMCard.delete_sim_card.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(operation: "update", service: "SIMCard", record: "sim_card"|"card", source: portabilling.SIMCard.update_sim_card.params[]|table|(fun(): portabilling.SIMCard.update_sim_card.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(service: "SIMCard", method: "add_sim_card"|"delete_sim_card"|"get_card_info"|"get_card_list"|"update_sim_card"|"update_sim_card_list"|"upload_sim_cards"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "SIMCard", method: "upload_sim_cards", params?: portabilling.SIMCard.upload_sim_cards.params|table, options?: portabilling.Options): portabilling.SIMCard.upload_sim_cards.answer?, portabilling.Error?
---@field collect fun(service: "SIMCard", record: "sim_card"|"card", filters?: portabilling.SIMCard.get_card_list.params|table, options?: portabilling.Options): (portabilling.SIMCard.sim_card[])?, portabilling.Error?
---@field collect fun(service: "SIMCard", record: "sim_card"|"card"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(service: "SIMCard", record: "sim_card"|"card", attributes: portabilling.SIMCard.add_sim_card.params|table, options?: portabilling.Options): portabilling.SIMCard.add_sim_card.answer?, portabilling.Error?
---@field create fun(service: "SIMCard", record: "sim_card"|"card"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(service: "SIMCard", record: "sim_card"|"card", keys: portabilling.SIMCard.delete_sim_card.params|table, options?: portabilling.Options): portabilling.SIMCard.delete_sim_card.answer?, portabilling.Error?
---@field delete fun(service: "SIMCard", record: "sim_card"|"card"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(service: "SIMCard", record: "sim_card"|"card", keys?: portabilling.SIMCard.get_card_info.params|table, options?: portabilling.Options): portabilling.SIMCard.sim_card?, portabilling.Error?
---@field get fun(service: "SIMCard", record: "sim_card"|"card"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(service: "SIMCard", record: "sim_card"|"card", filters?: portabilling.SIMCard.get_card_list.params|table, options?: portabilling.Options): fun(): portabilling.SIMCard.sim_card?, integer?
---@field list fun(service: "SIMCard", record: "sim_card"|"card"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(service: "SIMCard", record: "sim_card"|"card", filters?: portabilling.SIMCard.get_card_list.params|table, options?: portabilling.Options): fun(): (portabilling.SIMCard.sim_card[])?, portabilling.PageInfo?
---@field pages fun(service: "SIMCard", record: "sim_card"|"card"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(service: "SIMCard", record: "sim_card"|"card", attributes: portabilling.SIMCard.update_sim_card.params|table, options?: portabilling.Options): portabilling.SIMCard.update_sim_card.answer?, portabilling.Error?
---@field update fun(service: "SIMCard", record: "sim_card"|"card"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field batch fun(self: portabilling.Client, operation: "create", service: "SIMCard", record: "sim_card"|"card", source: portabilling.SIMCard.add_sim_card.params[]|table|(fun(): portabilling.SIMCard.add_sim_card.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "delete", service: "SIMCard", record: "sim_card"|"card", source: portabilling.SIMCard.delete_sim_card.params[]|table|(fun(): portabilling.SIMCard.delete_sim_card.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field batch fun(self: portabilling.Client, operation: "update", service: "SIMCard", record: "sim_card"|"card", source: portabilling.SIMCard.update_sim_card.params[]|table|(fun(): portabilling.SIMCard.update_sim_card.params?), options?: portabilling.Options): fun(): portabilling.Item?
---@field call fun(self: portabilling.Client, service: "SIMCard", method: "add_sim_card"|"delete_sim_card"|"get_card_info"|"get_card_list"|"update_sim_card"|"update_sim_card_list"|"upload_sim_cards"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "SIMCard", method: "upload_sim_cards", params?: portabilling.SIMCard.upload_sim_cards.params|table, options?: portabilling.Options): portabilling.SIMCard.upload_sim_cards.answer?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card", filters?: portabilling.SIMCard.get_card_list.params|table, options?: portabilling.Options): (portabilling.SIMCard.sim_card[])?, portabilling.Error?
---@field collect fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card"|string, filters?: table, options?: portabilling.Options): (table[])?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card", attributes: portabilling.SIMCard.add_sim_card.params|table, options?: portabilling.Options): portabilling.SIMCard.add_sim_card.answer?, portabilling.Error?
---@field create fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card", keys: portabilling.SIMCard.delete_sim_card.params|table, options?: portabilling.Options): portabilling.SIMCard.delete_sim_card.answer?, portabilling.Error?
---@field delete fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card"|string, keys: table, options?: portabilling.Options): table?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card", keys?: portabilling.SIMCard.get_card_info.params|table, options?: portabilling.Options): portabilling.SIMCard.sim_card?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field list fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card", filters?: portabilling.SIMCard.get_card_list.params|table, options?: portabilling.Options): fun(): portabilling.SIMCard.sim_card?, integer?
---@field list fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card"|string, filters?: table, options?: portabilling.Options): fun(): table?, integer?
---@field pages fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card", filters?: portabilling.SIMCard.get_card_list.params|table, options?: portabilling.Options): fun(): (portabilling.SIMCard.sim_card[])?, portabilling.PageInfo?
---@field pages fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card"|string, filters?: table, options?: portabilling.Options): fun(): (table[])?, portabilling.PageInfo?
---@field update fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card", attributes: portabilling.SIMCard.update_sim_card.params|table, options?: portabilling.Options): portabilling.SIMCard.update_sim_card.answer?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "SIMCard", record: "sim_card"|"card"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
