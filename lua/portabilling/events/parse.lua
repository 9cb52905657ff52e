--- The body of a provisioning event: {"event_type": "Group/Action", "variables": {..., "i_event": n}}.
local core = require "portabilling.core"

local M = {}

local MAX_TYPE = 200 -- bytes; the longest known one has 38
local MAX_DEPTH = 16 -- events carry ids, not documents

---@class portabilling.events.Event
---@field type string such as "Customer/Created"
---@field group string "Customer"
---@field action string "Created"; of "Account/Status/Closed" it is "Status/Closed"
---@field i_event integer|string the event's own id: a whole number, exact (see variables)
---@field variables table what the event tells, i_event included: ids, for details are fetched with the API. Ids (i_...)
--- are whole numbers even where the server writes them as strings; what this Lua cannot hold exactly is a string of
--- digits. A JSON null is an absent key

local to_integer = math.tointeger or function(value)
  return value % 1 == 0 and value or nil
end

-- A string of digits as a number, where that loses nothing: as in JSON, so one with a leading zero, whose digits count,
-- is none.
local function number_of(text)
  return core.decode(text) or text
end

local function exact_ids(value)
  for name, item in pairs(value) do
    if type(item) == "table" then
      exact_ids(item)
    elseif type(name) == "string" and name:sub(1, 2) == "i_" then
      if type(item) == "string" and item:find("^%d+$") then
        value[name] = number_of(item)
      elseif type(item) == "number" then
        value[name] = to_integer(item) or item -- 17.0 is 17
      end
    end
  end
end

local function is_id(value)
  if type(value) == "string" then
    return value:find("^%d+$") ~= nil and #value <= 20
  end
  return type(value) == "number" and value >= 0 and value < 2 ^ 64 and value % 1 == 0
end

--- Is this the name of an event type, whether known or not?
---@param name any
---@return boolean
function M.is_type(name)
  return type(name) == "string" and #name <= MAX_TYPE and name:find("^[^%c%s/*]+/[^%c%s*]+$") ~= nil
end

--- Reads the body of one delivery.
---@param body string
---@return portabilling.events.Event? event
---@return string? message why it is none; holds nothing of the body but names of fields
function M.event(body)
  local document, message = core.decode(body, { max_depth = MAX_DEPTH })
  if document == nil then
    return nil, "the body is not JSON: " .. message
  elseif type(document) ~= "table" then
    return nil, "the body is no JSON object"
  elseif not M.is_type(document.event_type) then
    return nil, "event_type is missing or not of the form Group/Action"
  elseif type(document.variables) ~= "table" then
    return nil, "variables is missing or no object"
  end
  local variables = document.variables
  exact_ids(variables)
  if not is_id(variables.i_event) then
    return nil, "variables.i_event is missing or no whole number"
  end
  local group, action = document.event_type:match("^([^/]+)/(.+)$")
  return { type = document.event_type, group = group, action = action, i_event = variables.i_event,
    variables = variables }
end

return M
