--- Where a client's server is: its base URL, those of its realms, and those of the descriptions of their APIs.
local urls = require "portabilling.support.url"

local M = {}

-- Vendor documentation and the vendor's connector guide.
local REALM_PORTS = { admin = 443, reseller = 8442, customer = 8444, account = 8445 }
-- A reseller's server may have the administrators' file alone.
local DESCRIPTIONS = { admin = { "Admin" }, reseller = { "Reseller", "Admin" }, customer = { "Customer" },
  account = { "Account" } }

--- The check of a port number.
---@param value any
---@return true|string verdict true, or what is expected
function M.port(value)
  return urls.is_port(value) or "a number from 1 to 65535"
end

local function is_loopback(host)
  return host == "localhost" or host:match("^127%.%d+%.%d+%.%d+$") ~= nil or host == "[::1]"
end

--- Splits and checks the base URL: scheme, host, optional port and path; no user, query or fragment.
---@return table? { base, scheme, host, port }
---@return string? message
function M.parse(url, insecure)
  local scheme, rest = url:match("^(%a+)://([^%s?#@]+)$")
  scheme = scheme and scheme:lower()
  if scheme ~= "https" and scheme ~= "http" then
    return nil, "url must look like https://host or https://host:port (and hold no user name or query)"
  end
  local authority, path = rest:match("^([^/]+)(/?.*)$")
  local host, port = urls.authority(authority or "")
  if not host then
    return nil, "url has no valid host and port"
  end
  if (path .. "/"):find("/rest/", 1, true) then
    return nil, "url: leave out /rest and what follows it, they are added for each call"
  end
  if scheme == "http" and not insecure and not is_loopback(host) then
    return nil, "plain http:// would send the credentials unprotected; use https://, or say insecure = true"
  end
  return {
    scheme = scheme,
    host = host,
    port = port or urls.default_port(scheme),
    base = scheme .. "://" .. authority .. path:gsub("/+$", ""),
  }
end

--- The base URL that the options name, by url or by host with port or realm.
---@param options portabilling.Options
---@return string? url
---@return string? message
---@return boolean? nothing_given
function M.url(options)
  if options.url then
    if options.host or options.port then
      return nil, "give either url, or host (with port or realm)"
    end
    return options.url
  end
  if not options.host then
    return nil, "no url (or host) of the PortaBilling server is given", true
  end
  return ("https://%s:%d"):format(options.host, options.port or REALM_PORTS[options.realm or "admin"])
end

--- Whose realm a client's settings name, by the option or by the port; the administrator's where neither tells.
---@param settings table
---@return "admin"|"reseller"|"customer"|"account"
function M.realm(settings)
  for realm, port in pairs(REALM_PORTS) do
    if settings.realm == nil and settings.location and settings.location.port == port then
      return realm
    end
  end
  return settings.realm or "admin"
end

--- The URL of another realm on the same host, when this URL uses its realm's usual port.
---@param settings table
---@param realm string
---@return string? url
function M.realm_url(settings, realm)
  local here = settings.location
  for _, port in pairs(REALM_PORTS) do
    if here.scheme == "https" and here.port == port and REALM_PORTS[realm] then
      return ("https://%s:%d"):format(here.host, REALM_PORTS[realm])
    end
  end
end

--- Where the server serves the description of its API, the most fitting first; on its host and port, whatever path the
--- calls have.
---@param settings table
---@return string[] urls
---@return string[] names such as "Admin", of each
function M.descriptions(settings)
  local found, here = {}, settings.location
  local names = DESCRIPTIONS[M.realm(settings)]
  for i, name in ipairs(names) do
    found[i] = ("%s://%s:%d/doc/api/%sInterface.json"):format(here.scheme, here.host:lower(), here.port, name)
  end
  return found, names
end

return M
