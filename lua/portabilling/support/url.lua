--- The parts of a URL.
local M = {}

local PORTS = { http = 80, https = 443 }

---@param scheme "http"|"https"
---@return integer
function M.default_port(scheme)
  return PORTS[scheme]
end

--- Is it the name of a host, or an address: 127.0.0.1, [::1]?
---@param text string
---@return boolean
function M.is_host(text)
  return text:find "^[%w%-._]+$" ~= nil or text:find "^%[[%x:.]+%]$" ~= nil
end

---@param value any
---@return boolean
function M.is_port(value)
  return type(value) == "number" and value >= 1 and value <= 65535 and value % 1 == 0
end

--- What stands between scheme and path, without a user.
---@param text string
---@return string? host nil: it is no host, or no port
---@return integer? port nil: none is named
function M.authority(text)
  local host, port = text:match "^(.-):(%d+)$"
  host, port = host or text, tonumber(port)
  if M.is_host(host) and (port == nil or M.is_port(port)) then
    return host, port
  end
end

--- A text without its percent-encoding.
---@param text string
---@return string
function M.decode(text)
  return (text:gsub("%%(%x%x)", function(digits)
    return string.char(tonumber(digits, 16))
  end))
end

return M
