-- What is said of a service, record or operation that a model does not have: the nearest names, and what there is; of the
-- operator's own description, that it is this which has none.
local later = require "portabilling.support.later"
local tables = require "portabilling.support.tables"

local suggest = later.require "portabilling.support.suggest"

local M = {}

local sorted_keys = tables.sorted_keys

local OWN = "the server's description has no "

---@param model portabilling.api.Model
---@param service any
---@return string message
function M.service(model, service)
  if type(service) ~= "string" then
    return "service must be a string such as \"Account\", got " .. type(service)
  end
  return ("%sservice '%s'; %s"):format(model.own and OWN or "unknown ", service,
    suggest.choice(service, model:services()))
end

---@param model portabilling.api.Model
---@param service string
---@param record any
---@return string message
function M.record(model, service, record)
  local built = model:load(service)
  local known = sorted_keys(built.names)
  if type(record) ~= "string" then
    return ("record of service %s must be a string such as \"%s\", got %s"):format(service, known[1] or service:lower(),
      type(record))
  elseif #known == 0 then
    return ("service %s has no records, only methods to call: %s"):format(service,
      table.concat(model:call_only(service), ", "))
  end
  local candidates = {}
  for _, names in ipairs({ known, sorted_keys(built.also) }) do
    for _, name in ipairs(names) do candidates[#candidates + 1] = name end
  end
  local message = ("%srecord '%s' of service %s; "):format(model.own and OWN or "unknown ", record, service)
  local question = suggest.message(record, candidates)
  if question ~= "" then message = message .. question .. " " end
  local elsewhere = {}
  for _, other in ipairs(model:services()) do
    if model:load(other).names[record] then elsewhere[#elsewhere + 1] = other end
  end
  if #elsewhere > 0 then
    message = ("%s'%s' is a record of %s; "):format(message, record, table.concat(elsewhere, ", "))
  end
  return message .. "known: " .. table.concat(known, ", ")
end

-- The method that does it elsewhere.
local function built_in_method(model, service, record, operation)
  local built = model.known:load(service)
  return built and built.names[record] and built.names[record][operation]
end

---@param model portabilling.api.Model
---@param service string
---@param record string
---@param operation any
---@param all string[] the operations there are
---@return string message
function M.operation(model, service, record, operation, all)
  local methods = model:load(service).names[record]
  local has, known = {}, false
  for _, name in ipairs(all) do
    if methods[name] then has[#has + 1] = name end
    known = known or name == operation
  end
  local operations = table.concat(has, ", ")
  if type(operation) ~= "string" then
    return "operation must be one of " .. table.concat(all, ", ") .. ", got " .. type(operation)
  elseif not known then
    local question = suggest.message(operation, all)
    return ("unknown operation '%s'; %srecord '%s' of service %s has: %s"):format(operation,
      question ~= "" and question .. " " or "", record, service, operations)
  end
  local missing = model.own and built_in_method(model, service, record, operation)
  local near = {}
  for _, method in ipairs(model:call_only(service)) do
    if ("_" .. method .. "_"):find("_" .. record .. "_", 1, true) then near[#near + 1] = method end
  end
  return ("record '%s' of service %s has no operation %s, only: %s; %sany method can be called by name: "
    .. "call(\"%s\", method, params)%s"):format(record, service, operation, operations,
    model.own and OWN .. (missing or "method for it") .. "; " or "", service,
    #near > 0 and ", such as " .. table.concat(near, ", ") or "")
end

---What is neither a record nor a method of the service.
---@param model portabilling.api.Model
---@param service string
---@param name any
---@return string message
function M.name(model, service, name)
  local methods = model:methods(service)
  if type(name) ~= "string" or suggest.message(name, methods) == "" then
    return M.record(model, service, name)
  end
  return ("service %s has no record and no method '%s'; %s"):format(service, name, suggest.message(name, methods))
end

return M
