--- What can be asked of a running sandbox, over its control channel (control.lua is the other end).

local http = require "socket.http"
local ltn12 = require "ltn12"

local plain = require "portabilling.support.plain"
local json = require "portabilling.sandbox.json"

local M = {}

--- Ask the control channel.
---@param sandbox { control_url: string, control_key: string }
---@param method string
---@param path string
---@param body table?
---@return table? answer
---@return string? message
function M.ask(sandbox, method, path, body)
  local pieces, text = {}, nil
  if type(body) == "table" then
    local fields, unreadable = plain.read(body)
    if not fields then
      return nil, "sandbox: " .. unreadable
    end
    text = json.encode(fields)
  end
  local ok, status = http.request {
    url = sandbox.control_url .. path, method = method, sink = ltn12.sink.table(pieces),
    source = text and ltn12.source.string(text),
    headers = {
      Authorization = "Bearer " .. sandbox.control_key,
      ["Content-Length"] = text and #text, ["Content-Type"] = text and "application/json",
    },
  }
  if not ok then
    return nil, "sandbox: the control channel does not answer: " .. tostring(status)
  end
  local answer = json.decode(table.concat(pieces))
  if status ~= 200 then
    return nil, "sandbox: " .. (type(answer) == "table" and answer.message or "status " .. tostring(status))
  end
  return answer
end

---@class portabilling.Sandbox
local Sandbox = {}
M.Sandbox = Sandbox

--- Counts since the start: total, methods ["Service/method"], ignored ["Service/method path"] (properties that the
--- method does not have), logins, failed_logins, refreshes, logouts, faults, connections (TCP connections that brought a
--- request), sessions (live now).
---@return table? stats
---@return string? message
function Sandbox:stats()
  return M.ask(self, "GET", "/stats")
end

--- The last 200 requests, oldest first: service, method, encoding, realm, params, has_authorization, status, faultcode,
--- connection, injected, ignored (paths of properties that the method does not have).
---@return table[]? requests
---@return string? message
function Sandbox:requests()
  return M.ask(self, "GET", "/requests")
end

--- Change settings (see settings.lua).
---@param changes table
---@return table? settings all of them
---@return string? message
function Sandbox:set(changes)
  return M.ask(self, "POST", "/set", changes)
end

--- Bring records, settings, sessions and counts back to the start.
---@return table? ok
---@return string? message
function Sandbox:reset()
  return M.ask(self, "POST", "/reset", {})
end

--- Forget counts and remembered requests only.
---@return table? ok
---@return string? message
function Sandbox:clear()
  return M.ask(self, "POST", "/clear", {})
end

--- Make matching calls go wrong.
---@param injection { method?: string, after?: integer, times?: integer, action: "status"|"drop_before"|"drop_after"|
---  "slow"|"fault"|"truncate"|"body"|"expire", status?: integer, body?: string, content_type?: string, headers?: table,
---  seconds?: number, faultcode?: string, faultstring?: string }
---  method: "Service/method", or a Lua pattern for it (default: any); after: calls that pass first (default 0);
---  times: how many calls go wrong (default 1). drop_before closes the connection without reading the request,
---  drop_after once it is executed; truncate sends half of the answer; body answers 200 with that body after executing
---  the call; status and fault answer without executing it; expire ends the caller's session first
---@return table? ok
---@return string? message
function Sandbox:inject(injection)
  return M.ask(self, "POST", "/inject", injection)
end

--- End all sessions ("sessions", so that refreshing fails too), or only make all access tokens expire.
---@param what? "sessions"|"access_tokens"
---@return table? ok
---@return string? message
function Sandbox:expire_sessions(what)
  return M.ask(self, "POST", "/expire", { what = what or "sessions" })
end

--- The last 200 one-time passwords that AccessControl/create_otp would have sent, oldest first: one_time_password,
--- operation, email, login (who asked for it), send_to, id, notification_type.
---@return table[]? one_time_passwords
---@return string? message
function Sandbox:one_time_passwords()
  return M.ask(self, "GET", "/one-time-passwords")
end

--- Take rights from a role, such as { "Read Customers", "Update Accounts.blocked", "Update Accounts.srv_cli" }; those that
--- were taken before are given back, {} gives back all. Contact fields of accounts are Subscribers', call forwarding is
--- Follow_Me, payment methods are Credit_Cards; the other objects are called as their services, in the plural.
---@param rights string[]
---@param login? string whose role; default: that of every administrator
---@return table? denied
---@return string? message
function Sandbox:deny(rights, login)
  return M.ask(self, "POST", "/deny", { deny = rights, login = login })
end

--- Tell changes to a receiver from now on, as provisioning events.
---@param options table see events/target.lua (ca_file counts at the start only); without url: to nobody
---@return table? summary as of events
---@return string? message
function Sandbox:send_events(options)
  return M.ask(self, "POST", "/events", options)
end

--- What became of the events: url, pending, sent (deliveries), delivered, dropped, and events, the last 200 (i_event,
--- event_type, variables, outcome, answers: a status or a message for each delivery).
---@return table? summary
---@return string? message
function Sandbox:events()
  return M.ask(self, "GET", "/events")
end

--- Wait until no event is pending any more.
---@param seconds? number at most; default 30
---@return table? summary as of events; nil when some are still pending
---@return string? message
function Sandbox:settle_events(seconds)
  local summary, message = M.ask(self, "POST", "/events/settle", { seconds = seconds or 30 })
  if summary and summary.pending > 0 then
    return nil, ("sandbox: %.0f events are still pending"):format(summary.pending)
  end
  return summary, message
end

return M
