--- Who may use the control channel. It changes records and tells who can log in, and it listens where every program of
--- the machine, and every web page that is open in a browser there, can send requests. So it takes:
---
---   a Host header that names this machine and the port (a page whose host name leads here has another one): else 421
---   the key that was drawn at the start, as Authorization: Bearer KEY: else 403
---   with POST, a body of application/json (a page may send other types without being asked): else 415

local M = {}

local here = { ["127.0.0.1"] = true, ["localhost"] = true, ["[::1]"] = true }

local function host_is_right(host, port)
  local name, given = (host or ""):lower():match("^(.-):(%d+)$")
  return here[name] ~= nil and given == port
end

-- Digests are compared, so that the time it takes says nothing about the key.
local function key_is_right(authorization, key)
  return ngx.sha1_bin(authorization or "") == ngx.sha1_bin("Bearer " .. key)
end

--- Why a request is refused, if it is.
---@param request { host?: string, port: string, authorization?: string, method: string, content_type?: string }
---@param key string
---@return integer? status nil: it is taken
---@return string? message
function M.refusal(request, key)
  if not host_is_right(request.host, request.port) then
    return 421, ("the control channel is asked by the name 127.0.0.1, localhost or [::1] and its port %s, not by %s")
      :format(request.port, request.host or "none")
  elseif not key_is_right(request.authorization, key) then
    return 403, "the control channel needs the key that the sandbox drew at its start: Authorization: Bearer KEY"
  elseif request.method ~= "GET"
    and (request.content_type or ""):lower():match("^%s*([^;%s]*)") ~= "application/json" then
    return 415, "the control channel takes application/json only: Content-Type: application/json"
  end
end

return M
