--- The one object that every failure comes as: returned after nil, or raised by iterators.
local redact = require "portabilling.support.redact"
local text = require "portabilling.support.text"

local M = {}

---@alias portabilling.kind
---| "config"       # the client is not set up, or an attribute cannot be sent
---| "invalid"      # it does not fit what is known of the method: refused before it was sent (option check)
---| "auth"         # log-in refused, or the session could not be renewed
---| "fault"        # PortaBilling refused the call
---| "not_found"    # no such record
---| "transport"    # connection or TLS trouble
---| "timeout"      # no (complete) answer in time
---| "http"         # an answer that is not PortaBilling's, such as a proxy's page
---| "decode"       # PortaBilling's answer could not be read
---| "busy"         # its turn would not come in time (option rate)
---| "cancelled"    # given up by the program
---| "list_changed" # a list moved while it was read, and the place to go on from was not found

---@class portabilling.Error
---@field kind portabilling.kind
---@field code string? fault code (such as Server.Account.duplicate_id; it may end in the field's path) or the transport's name for it
---@field message string one sentence, without secrets
---@field service string?
---@field method string?
---@field http_status integer?
---@field sent "no"|"yes"|"unknown" not sent; answered by PortaBilling; sent, outcome unknown
---@field retryable boolean the same call may safely be made again
---@field attempts integer how often it was tried
---@field elapsed number? seconds, all attempts together
---@field path string? field path that the fault code or the encoder names; of the first problem
---@field problems portabilling.Problem[]? kind "invalid": all that does not fit, sorted by path
---@field advice string? what to do next
---@field retry_after integer? a log-in that was refused: seconds after which it may be tried again
---@field response table? what the server answered, where it answered without doing what was asked (NOT_DONE, NO_FILE)
---@field position integer? lists: records handed out before this happened
---@field where string? the program's own line that called, such as "script.lua:12"
local Error = {}
Error.__index = Error
Error.__name = "portabilling.Error"

local SENT = {
  no = "not sent",
  unknown = "sent, outcome unknown",
}

--- One readable line without secrets.
function Error:__tostring()
  local where = self.service and (self.service .. "/" .. self.method .. ": ") or ""
  local line = { where, self.message }
  local details = { self.kind }
  if self.code then
    details[1] = self.kind .. " " .. self.code
  end
  if self.http_status and self.http_status ~= 200 and self.kind ~= "fault" and self.kind ~= "auth" then
    details[#details + 1] = "HTTP " .. self.http_status
  end
  details[#details + 1] = SENT[self.sent]
  if self.attempts and self.attempts > 1 then
    details[#details + 1] = self.attempts .. " attempts"
  end
  if self.where then
    details[#details + 1] = "at " .. self.where
  end
  line[#line + 1] = " (" .. table.concat(details, "; ") .. ")"
  if self.advice then
    line[#line + 1] = ". " .. self.advice
  end
  return table.concat(line)
end

--- Is it of this kind, or does it carry this code?
---@param kind_or_code string
---@return boolean
function Error:is(kind_or_code)
  return self.kind == kind_or_code or self.code == kind_or_code
end

--- A plain table with the same fields, for logs and for crossing thread borders; without the secrets of a record that
--- the server answered.
---@return table
function Error:totable()
  return setmetatable(redact.copy(self), nil)
end

--- "required field billing_model is missing on account_info", whatever words the server chose, when the fault
--- code names a missing field. Codes for it are not public; they are told by their words.
local function explain(code, path, said)
  if not path or not code:lower():find("missing") and not code:lower():find("required") then
    return said
  end
  local holder, field = path:match("^(.+)%.([^.]+)$")
  local sentence = holder and ("required field %s is missing on %s"):format(field, holder)
    or ("required field %s is missing"):format(path)
  if said and said ~= "" and said ~= sentence then
    return sentence .. " (the server says: " .. said .. ")"
  end
  return sentence
end

local getinfo = debug and debug.getinfo
-- The library's own folder, as chunk names have it.
local OWN = getinfo and getinfo(1, "S").source:match "^(@.*[/\\])[^/\\]*$"

-- The innermost line that is not the library's. None in a coroutine of the library's own.
local function program_line()
  local level = 3
  local frame = OWN and getinfo(level, "Sl")
  while frame do
    if frame.currentline > 0 and frame.source:sub(1, #OWN) ~= OWN then
      return ("%s:%d"):format(frame.source:match "^@(.*)" or frame.short_src, frame.currentline)
    end
    level = level + 1
    frame = getinfo(level, "Sl")
  end
end

--- Tells an error that is about to be raised where that is, unless it is known already. Other values stay as they are.
---@param err any
---@return any err the same
function M.locate(err)
  if M.is_error(err) and not err.where then
    err.where = program_line()
  end
  return err
end

---@param known table see portabilling.Error; kind and message are required
---@return portabilling.Error
function M.new(known)
  known.sent = known.sent or "no"
  known.retryable = known.retryable or false
  known.attempts = known.attempts or 0
  known.where = known.where or program_line()
  if known.kind == "fault" and known.code then
    known.message = explain(known.code, known.path, known.message)
  end
  if not known.message or known.message == "" then
    known.message = known.code or known.kind
  end
  return setmetatable(known, Error)
end

--- One printable line of a sensible length, of a text that somebody else wrote.
M.line = text.line

---@param value any
---@return boolean
function M.is_error(value)
  return getmetatable(value) == Error
end

return M
