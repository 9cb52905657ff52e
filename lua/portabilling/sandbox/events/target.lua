--- Where the sandbox sends its events, and how: the option events, checked. Used by the launcher and inside nginx.

local urls = require "portabilling.support.url"

local M = {}

--- Name -> default. What the real server does: it waits 300 seconds for an answer. How long it waits before it sends an
--- event again is not public; a minute is our choice.
local DEFAULTS = { timeout = 300, repeat_after = 60, speed = 1, at_once = 10, verify = true }

local TEXTS = { url = true, login = true, password = true, header = true, value = true, ca_file = true }

local function checked(options)
  for name, value in pairs(options) do
    local wanted = TEXTS[name] and "string" or type(DEFAULTS[name])
    if wanted == "nil" then
      return nil, "events: unknown option " .. tostring(name)
    elseif type(value) ~= wanted then
      return nil, ("events: %s must be a %s, not a %s"):format(name, wanted, type(value))
    elseif wanted == "string" and (value == "" or value:find("%c")) then
      return nil, ("events: %s must not be empty or have control characters"):format(name)
    elseif wanted == "number" and value <= 0 then
      return nil, ("events: %s must be above 0"):format(name)
    end
  end
  if (options.login == nil) ~= (options.password == nil) then
    return nil, "events: login and password belong together"
  elseif (options.header == nil) ~= (options.value == nil) then
    return nil, "events: header and value belong together"
  elseif options.header and (options.login or not options.header:find("^[%w%-_]+$")) then
    return nil, "events: give either login and password, or the name of a header and its value"
  end
  return true
end

--- Check the option and take the URL apart.
---@param options { url?: string, login?: string, password?: string, header?: string, value?: string, timeout?: number,
---  repeat_after?: number, speed?: number, at_once?: number, verify?: boolean, ca_file?: string }
---  url: http:// or https://, login:password@ may be in it; header and value: instead of basic authorization; timeout
---  (300) and repeat_after (60): seconds, both divided by speed (1); at_once (10): deliveries in flight; verify: the
---  certificate of an https receiver, against ca_file or else the system's authorities (nginx verifies names only, so
---  the url must not have an IP address then)
---@return table? target nil without message: no URL, so nothing is sent
---@return string? message
function M.new(options)
  local fine, complaint = checked(options)
  if not fine then
    return nil, complaint
  elseif not options.url then
    return nil
  end
  local scheme, authority, path = options.url:match("^(https?)://([^/?#%s]+)([^#%s]*)$")
  local user, place = (authority or ""):match("^(.*)@(.-)$")
  local host, port = urls.authority(place or authority or "")
  if not host then
    return nil, "events: url must look like https://host:port/path"
  end
  local target = {}
  for name, default in pairs(DEFAULTS) do
    target[name] = options[name]
    if target[name] == nil then
      target[name] = default
    end
  end
  target.tls, target.host, target.port = scheme == "https", host, port or urls.default_port(scheme)
  target.path = path:sub(1, 1) == "/" and path or "/" .. path
  -- without what may be a password
  target.shown = ("%s://%s%s"):format(scheme, place or authority, target.path:match("^[^?]*"))
  target.host_header = place or authority
  target.header, target.value = options.header, options.value
  local login, password = options.login, options.password
  if user and not login and not target.header then
    login, password = user:match("^(.-):(.*)$")
    if not login then
      return nil, "events: a login in the url needs a password: login:password@host"
    end
    login, password = urls.decode(login), urls.decode(password)
  end
  target.login, target.password = login, password
  return target
end

return M
