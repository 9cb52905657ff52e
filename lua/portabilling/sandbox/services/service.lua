--- Service and ServicePolicy.

local crud = require "portabilling.sandbox.crud"
local json = require "portabilling.sandbox.json"

local Service, ServicePolicy = {}, {}

local function is_used(collection, what)
  return function(ctx, key)
    return ctx.store[collection]:field(key, "is_used") == 1 and what .. " is in use" or nil
  end
end

crud.make(Service, {
  record = "service", collection = "services", key = "i_service", read_realms = "arcu",
  look_up = { "i_service", "name" }, unique = { name = "Server.Service.duplicate.service_info.name" },
  like = { "name" }, equal = { "i_service_type", "hidden" },
  defaults = function(_, row)
    crud.fill(row, { base_unit = "second", rate_unit = "minute", is_used = 0, hidden = "N" })
  end,
  in_use = is_used("services", "the service"),
})

crud.make(ServicePolicy, {
  record = "service_policy", collection = "service_policies", key = "i_service_policy",
  look_up = { "i_service_policy", "name" },
  unique = { name = "Server.ServicePolicy.duplicate.service_policy_info.name" },
  like = { "name" }, equal = { "i_service_type" },
  defaults = function(_, row)
    crud.fill(row, { description = "", is_used = 0, attribute_list = json.array() })
  end,
  in_use = is_used("service_policies", "the service policy"),
})

return { Service = Service, ServicePolicy = ServicePolicy }
