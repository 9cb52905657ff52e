--- What an error says after a change whose outcome is unknown: what to do before it is sent again.
local catalog = require "portabilling.api"
local json = require "portabilling.support.json"

local M = {}

--- How to find the record that a creation may have made, by what it cannot be there twice with; nil where there is no way.
---@param entry portabilling.catalog.entry?
---@param attributes table?
---@return string?
function M.how(entry, attributes)
  local natural = entry and entry.natural_key
  local filters = {}
  local body = entry and entry.wrapper and attributes[entry.wrapper] or attributes
  for parameter, attribute in pairs(natural and natural.filters or {}) do
    local value = type(body) == "table" and body[attribute]
    if type(value) == "string" then
      filters[#filters + 1] = ("%s = %q"):format(parameter, value):gsub("\\\n", "\\n") -- one line, whatever it holds
    elseif value then
      filters[#filters + 1] = ("%s = %s"):format(parameter, json.text(value))
    end
  end
  if filters[1] == nil then
    return nil
  end
  table.sort(filters)
  return ('look with pb.%s("%s", "%s", { %s })'):format(natural.operation, entry.service, entry.record,
    table.concat(filters, ", "))
end

local OPERATION_OF = { add = "create", create = "create", update = "update", delete = "delete", terminate = "delete" }
local WHAT_TO_DO = {
  create = "look for the record at the server before sending it again, for it would be there twice",
  update = "an update may simply be sent again",
  delete = "a deletion may simply be sent again; that there is no such record means that it was done",
}

--- Adds it to the error of a call, where that is due.
---@param err portabilling.Error
---@param operation "create"|"update"|"delete"|nil nil: a method was called by its name
---@param entry portabilling.catalog.entry?
---@param attributes table?
function M.add(err, operation, entry, attributes)
  if err.sent ~= "unknown" or not err.method or catalog.safe(err.service, err.method) then
    return
  end
  operation = operation or OPERATION_OF[err.method:match "^(%a+)_"]
  local look = operation == "create" and M.how(entry, attributes)
  local first = err.advice and err.advice .. (err.advice:find "%p$" and " " or ". ") or ""
  err.advice = first .. "It may have been done: " .. (look and look .. " before sending it again"
    or WHAT_TO_DO[operation] or "look at the server whether it was before sending it again, for nobody else can tell")
end

return M
