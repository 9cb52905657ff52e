--- CustomFields: which fields operators added. Their values are with accounts and customers.

local crud = require "portabilling.sandbox.crud"
local null = require("portabilling.sandbox.json").null

local CustomFields = {}

crud.make(CustomFields, {
  record = "custom_field", collection = "custom_fields", key = "i_custom_field", read_realms = "arcu",
  look_up = { "i_custom_field", "name" },
  unique = { name = "Server.CustomFields.duplicate.custom_field_info.name" },
  like = { "name" }, equal = { "object", "type", "mandatory" },
  defaults = function(_, row)
    crud.fill(row, { mandatory = "N", visible_to_end_user = "N", default_value = null, properties = "" })
  end,
})

return { CustomFields = CustomFields }
