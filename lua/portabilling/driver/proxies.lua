--- What the drivers have in common about proxies.
local urls = require "portabilling.support.url"

local M = {}

--- Will a proxy that refused to connect with this status do so again?
---@param status integer?
---@return boolean
function M.is_final(status)
  return status == 407 or status == 403
end

-- Where libcurl finds a proxy that no option names.
local ENVIRONMENT = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" }

--- Takes the URL of a proxy apart. Who asks stands before the last @: a password may hold one, and no proxy's name does.
---@param url string
---@return string? scheme
---@return string? user_info still percent-encoded
---@return string authority
function M.split(url)
  local scheme, rest = url:match "^(%a[%w+.-]*)://(.*)$"
  rest = rest or url
  local user_info, authority = rest:match "^(.*)@(.*)$"
  return scheme, user_info, authority or rest
end

local function add(found, url)
  local _, user_info = M.split(url)
  for _, text in ipairs(user_info and { user_info, urls.decode(user_info) } or {}) do
    local user, password = text:match "^([^:]*):?(.*)$"
    found[#found + 1], found[#found + 2], found[#found + 3] = text, user, password
  end
end

--- What lets somebody in at the proxy that is in force: users, passwords, and both together, as they are sent.
---@param proxy string? the option; nil: the environment says it
---@return string[]
function M.secrets(proxy)
  local found = {}
  if proxy then
    add(found, proxy)
  else
    for _, name in ipairs(ENVIRONMENT) do
      add(found, os.getenv(name) or "")
    end
  end
  return found
end

local IN_OPTION = "check proxy (http://host:port), and that it is up"
local IN_ENVIRONMENT = "check http_proxy, https_proxy and all_proxy in the environment, and that it is up"

--- What to do where no connection came about because of a proxy; nil where it is not known to be the proxy's fault.
---@param attempt portabilling.Attempt
---@param url string of the request
---@param proxy string? the option
---@return string?
function M.advice(attempt, url, proxy)
  local named = proxy ~= nil and proxy ~= ""
  local where = named and IN_OPTION or IN_ENVIRONMENT
  local message = attempt.message or ""
  if attempt.failed == "COULDNT_RESOLVE_PROXY" or message:find "^Unsupported proxy" then
    return "It is about the proxy: " .. where
  elseif attempt.failed == "OPERATION_TIMEDOUT" and named and not attempt.handed_over then
    return "No connection in time through the proxy: " .. where .. "; connect_timeout says how long is waited"
  elseif attempt.failed ~= "COULDNT_CONNECT" then
    return nil
  end
  -- libcurl names what it connected to: another place than the server's is a proxy of the environment.
  local host, port = message:match "[Ff]ailed to connect to (%S+) port (%d+)"
  local own = url:match "^%a+://[^/]*:(%d+)/" or ("%d"):format(urls.default_port(url:match "^%a+"))
  if named or proxy ~= "" and host and (port ~= own or not url:find(host, 1, true)) then
    return "The proxy does not answer: " .. where
  end
end

return M
