--- CallBarring: classes of numbers that may not be called.

local crud = require "portabilling.sandbox.crud"
local json = require "portabilling.sandbox.json"

local CallBarring = {}

crud.make(CallBarring, {
  record = "call_barring_class", collection = "call_barring_classes", key = "i_cp_condition", read_realms = "ar",
  look_up = { "i_cp_condition", "name" }, like = { "name" },
  unique = { name = "Server.CallBarring.duplicate.call_barring_class_info.name" },
  defaults = function(_, row)
    crud.fill(row, { description = "", number_pattern_list = json.array() })
  end,
})

return { CallBarring = CallBarring }
