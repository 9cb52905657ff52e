--- Faults: how the server refuses. A handler raises one with fault.raise; the request entry turns it into
--- HTTP 500 with {"faultcode", "faultstring"}, the only error form PortaBilling is known to use.

local M = {}

local mt = {}

--- Fault codes that public clients of real servers test for, with a text in the server's manner.
M.known = {
  ["Server.Session.auth_failed"] =
    "Can not login: the login or password is wrong; they are case-sensitive",
  ["Server.Session.check_auth.auth_failed"] = "Authentification failed",
  ["Client.Session.check_auth.failed_to_process_access_token"] = "Failed to process the access token",
  ["Client.check_auth.envelope_missed"] = "Authentication information is missing",
  ["Server.Session.cannot_login_brute_force_activity"] =
    "Can not login: too many failed attempts, try again later",
  ["Server.Session.alert_You_must_change_password"] = "You must change the password",
  ["Server.Session.refresh_access_token.refresh_failed"] = "Failed to refresh the access token",
  ["Client.Session.ping.failed_to_process_access_token"] = "Failed to process the access token",
  ["Client.Session.logout.failed_to_process_access_token"] = "Failed to process the access token",
  ["Server.AccessControl.empty_rec_and_bcc"] = "There is no e-mail address to send the message to",
  ["standalone_mode"] = "The site is in stand-alone mode: this operation is not available",
  ["secondary_site"] = "This is the secondary site: this operation is not available",
  ["read_only_mode"] = "The site is in read-only mode: this operation is not available",
  ["pb_delta.connection_failed"] = "Failed to connect to the delta database",
  ["Server.Account.duplicate_id"] = "An account with this id already exists",
  ["Server.Account.duplicate_login"] = "An account with this login already exists",
  ["Server.Customer.duplicate_id"] = "A customer with this name already exists",
  ["Server.Customer.duplicate_login"] = "A customer with this login already exists",
  ["Server.Customer.Ext_HG_number_already_in_use"] = "This extension or huntgroup number is already in use",
  ["Server.Account.unified_messaging_disabled"] = "Unified messaging is disabled for this account",
  ["Server.CallControl.sip.disabled_api_notifications"] =
    "API notifications are disabled for this customer: enable_api_notifications comes first in the session",
  ["Server.CDR.xdr_not_found"] = "xDR not found",
  ["Server.CDR.invalid_call_recording_id"] = "There is no recording of this call",
  ["Server.CDR.transcription_not_found"] = "The recording of this call has no transcription",
}

--- Fault codes made by this sandbox, because the real ones are not public. They follow the pattern of those that are:
--- Server or Client, the service, the name of the error, the path of the field. `%s` in a code is the service.
M.sandbox_made = {
  missing_required = "Client.%s.missing_required",
  invalid_type = "Client.%s.invalid_type",
  invalid_value = "Client.%s.invalid_value",
  unknown_property = "Client.%s.unknown_property",
  too_short = "Client.%s.too_short", -- this one was seen, for customer_info.login
  too_long = "Client.%s.too_long",
  offset_without_limit = "Client.%s.offset_without_limit",
  not_found = "Server.%s.not_found",
  access_denied = "Server.%s.access_denied",
  duplicate = "Server.%s.duplicate",
  in_use = "Server.%s.in_use",
  wrong_state = "Server.%s.wrong_state",
  not_implemented = "Server.%s.not_implemented_in_sandbox",
  unknown_method = "Client.unknown_method",
  unknown_service = "Client.unknown_service",
  invalid_request = "Client.invalid_request",
  internal_error = "Server.internal_error_in_sandbox",
}

--- Raise a fault with a code as it is.
---@param code string
---@param message? string default: the text of a known code
function M.raise(code, message)
  error(setmetatable({ faultcode = code, faultstring = message or M.known[code] or code }, mt), 0)
end

--- Raise a fault of the sandbox's own.
---@param kind string key of sandbox_made
---@param service string?
---@param path string? field path, appended to the code
---@param message string
function M.refuse(kind, service, path, message)
  local code = M.sandbox_made[kind]:format(service)
  M.raise(path and code .. "." .. path or code, message)
end

---@param value any
---@return boolean
function M.is(value)
  return getmetatable(value) == mt
end

return M
