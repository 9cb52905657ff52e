--- IVRApplications: access numbers, of which there are none.

local json = require "portabilling.sandbox.json"

local IVRApplications = {}

IVRApplications.get_access_number_list = {
  realms = "ar",
  run = function()
    return { access_number_list = json.array() }
  end,
}

return { IVRApplications = IVRApplications }
