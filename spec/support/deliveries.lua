-- Deliveries of provisioning events, made up for the handler's specs in plain Lua.
local events = require "portabilling.events"

local M = {}

M.PASSWORD = "Correct-Horse-1"
M.BASIC = "Basic cG9ydGFiaWxsaW5nOkNvcnJlY3QtSG9yc2UtMQ==" -- portabilling:Correct-Horse-1

--- A handler, a function that delivers a body to it (with the right authorization unless told otherwise), and what it
--- has logged.
function M.handler(options)
  local entries = {}
  local settings = { authorization = { login = "portabilling", password = M.PASSWORD }, log = function(entry)
    entries[#entries + 1] = entry
  end }
  for name, value in pairs(options or {}) do
    settings[name] = value
  end
  local handler = events.new(settings)
  local function deliver(body, headers, method)
    return handler:handle { method = method or "POST", headers = headers or { Authorization = M.BASIC }, body = body }
  end
  return handler, deliver, entries
end

--- The body of Customer/Created.
---@param i_event integer|string as it is to stand in the JSON
---@param more string? further variables, such as ',"x":1'
function M.created(i_event, more)
  return ('{"event_type":"Customer/Created","variables":{"i_customer":17,"i_event":%s%s}}'):format(i_event, more or "")
end

return M
