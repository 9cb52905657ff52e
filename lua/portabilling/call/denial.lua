--- Answers that say no: a change that was not made although nothing failed, and a method that is not known.
local catalog = require "portabilling.api"
local interrupt = require "portabilling.support.interrupt"
local json = require "portabilling.support.json"
local redact = require "portabilling.support.redact"
local suggest = require "portabilling.support.suggest"

local M = {}

-- Here success is the answer to a question: was it the right code?
local QUESTIONS = { ["AccessControl/verify_otp"] = true }

local FALSE = { ["false"] = true, f = true, no = true, n = true, fail = true, failed = true, [""] = true }

-- Does it say no? Whatever form of a false it has: 0, "0.0", -1, false, "N".
local function is_no(success)
  if type(success) == "string" then
    local text = success:lower():match "^%s*(.-)%s*$"
    success = tonumber(text)
    return FALSE[text] or success ~= nil and success <= 0
  end
  return success == false or type(success) == "number" and success <= 0
end

-- What the answer says was wrong: { errors = { field = text } }, or texts.
local function reasons(answer)
  local found = {}
  for field, text in pairs(type(answer.errors) == "table" and answer.errors or {}) do
    found[#found + 1] = ("%s: %s"):format(tostring(field), type(text) == "table" and "?" or json.text(text))
  end
  table.sort(found)
  for _, name in ipairs { "errors", "error", "error_message" } do
    local text = answer[name]
    if type(text) == "number" or type(text) == "string" and text ~= "" then
      found[#found + 1] = json.text(text)
    end
  end
  return found
end

--- Why a change was not made, where its answer says so: { success = 0 }, perhaps with what was wrong.
---@param answer table
---@param service string
---@param method string
---@param params table what was sent: its secrets are not repeated
---@return table? found for perform.unfit; nil: it was made
function M.reason(answer, service, method, params)
  local success = answer.success
  if success == nil or not is_no(success) or QUESTIONS[service .. "/" .. method] or catalog.safe(service, method) then
    return nil
  end
  local errors = reasons(answer)
  local said = type(answer.success) == "string" and ("%q"):format(answer.success) or json.text(answer.success)
  local message = ("PortaBilling answered success = %s: it was not done"):format(said)
    .. (errors[1] and " (" .. table.concat(errors, "; ") .. ")" or "")
  return { kind = "fault", code = "NOT_DONE", message = redact.scrub(message, redact.secrets(params)) }
end

--- For a fault on a method that the model does not have: the name that was probably meant.
---@param err portabilling.Error
---@param model portabilling.api.Model
function M.add_method_hint(err, model)
  local known, methods = interrupt.pcall(model.methods, model, err.service)
  local hint
  if not known then
    hint = suggest.message(err.service, model:services())
  elseif not model:has_method(err.service, err.method) then
    hint = suggest.message(err.method, methods)
  end
  if hint then
    err.advice = err.advice or ("%s no such %s%s"):format(
      model.own and "The server's description has" or "This release of the client knows",
      known and "method" or "service", hint ~= "" and "; " .. hint or "")
  end
end

return M
