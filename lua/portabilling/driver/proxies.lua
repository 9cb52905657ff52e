--- What the drivers have in common about proxies.
local M = {}

--- Will a proxy that refused to connect with this status do so again?
---@param status integer?
---@return boolean
function M.is_final(status)
  return status == 407 or status == 403
end

-- Where libcurl finds a proxy that no option names.
local ENVIRONMENT = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" }

local function unescaped(text)
  return (text:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

-- What stands before the last @: a password may hold one, and no proxy's name does.
local function add(found, url)
  local user_info = url:gsub("^%a[%w+.-]*://", ""):match "^(.*)@"
  for _, text in ipairs(user_info and { user_info, unescaped(user_info) } or {}) do
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

return M
