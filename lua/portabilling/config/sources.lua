--- Where a client's url and credentials come from: one source, never two of them, so that no login goes to another's server.
--- The first of these that there is:
---
---   1. the options, if they name a server or a login
---   2. the profile that the option `profile`, or PORTABILLING_PROFILE, names
---   3. the environment: PORTABILLING_URL, _LOGIN, _TOKEN or _PASSWORD (the token is taken where both are set)
---   4. the profile `default`
---
--- What else a profile says fills what the options leave open; PORTABILLING_CA_FILE, what both leave open.
local later = require "portabilling.support.later"
local nginx = require "portabilling.support.inside_nginx"
local suggest = later.require "portabilling.support.suggest"
local tables = require "portabilling.support.tables"

local profiles = later.require "portabilling.config.profile"

local M = {}

local OF_SOURCE = { "url", "host", "login", "token", "password", "access_token", "refresh_token" }
local DEFAULT = "default"

local function names_source(options)
  for _, name in ipairs(OF_SOURCE) do
    if options[name] ~= nil then
      return name
    end
  end
end

local function from(getenv, suffix)
  local value = getenv("PORTABILLING_" .. suffix)
  return value ~= "" and value or nil
end

local function environment(getenv)
  local token = from(getenv, "TOKEN")
  return { url = from(getenv, "URL"), login = from(getenv, "LOGIN"), token = token,
    password = not token and from(getenv, "PASSWORD") or nil }
end

-- A profile's options below those given. Nil without a message: there is none of that name.
local function with_profile(options, name, getenv)
  local profile, message = profiles.read(name, getenv)
  for key, value in pairs(profile and profile.options or {}) do
    if options[key] == nil then
      options[key] = value
    end
  end
  return profile, message
end

local function no_profile(name, getenv)
  local path = profiles.path(getenv)
  local names = profiles.names(getenv)
  return ("there is no profile '%s'%s"):format(name, not path and ", and no home directory to look for one"
    or names[1] and (" in %s; %s"):format(path, suggest.choice(name, names))
    or (": there is no %s with one"):format(path))
end

--- The options, completed.
---@param options portabilling.Options
---@param getenv fun(name: string): string?
---@return portabilling.Options? options
---@return string? message why not
---@return string? name of the profile that was taken: its options are not checked yet
---@return portabilling.Profile?
function M.complete(options, getenv)
  local merged = tables.copy(options)
  local given, named = names_source(merged), merged.profile or from(getenv, "PROFILE")
  merged.profile = nil
  if given and options.profile then
    return nil, ("give either profile or %s: what says where the server is, and who logs in, comes from one source")
      :format(given)
  end
  local taken, profile
  if not given then
    local env = environment(getenv)
    if not named and next(env) then
      tables.copy(env, merged)
    elseif named or not nginx.inside() then
      local message
      profile, message = with_profile(merged, named or DEFAULT, getenv)
      if message or named and not profile then
        return nil, message or no_profile(named, getenv)
      end
      taken = profile and (named or DEFAULT) or nil
    end
  end
  if merged.ca_file == nil then
    merged.ca_file = from(getenv, "CA_FILE")
  end
  return merged, nil, taken, profile
end

return M
