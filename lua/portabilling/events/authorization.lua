--- Who may send events. PortaBilling sends basic authorization, or a header of a chosen name with a chosen value, or a
--- signature; how that is made is not public, so it is left to a function.
local base64 = require("portabilling.support.base64").encode
local core = require "portabilling.core"
local redact = require "portabilling.support.redact"

local M = {}

-- A header's value, or nil when it is missing or there several times: then nobody knows which one counts.
local function value_of(headers, name)
  local found
  for key, value in pairs(headers) do
    if type(key) == "string" and key:lower() == name then
      if found ~= nil or type(value) ~= "string" then
        return nil
      end
      found = value
    end
  end
  return found
end

local function basic(login, password)
  local expected = base64(login .. ":" .. password)
  return function(request)
    local scheme, given = (value_of(request.headers, "authorization") or ""):match("^(%a+) +([%w+/=]+)%s*$")
    -- The name of the scheme is no secret, and of any case.
    return scheme ~= nil and scheme:lower() == "basic" and core.same_secret(given, expected)
  end, expected
end

local function header(name, expected)
  name = name:lower()
  return function(request)
    local given = value_of(request.headers, name)
    return given ~= nil and core.same_secret(given, expected)
  end
end

---@param one table one entry of the option authorization, checked
---@param secrets string[] added to: what must never be shown
---@return fun(request: table): boolean
local function single(one, secrets)
  if one.header then
    secrets[#secrets + 1] = one.value
    return header(one.header, one.value)
  end
  local test, coded = basic(one.login, one.password)
  secrets[#secrets + 1] = one.password
  secrets[#secrets + 1] = coded
  return test
end

---@class portabilling.events.Authorization
---@field allows fun(request: table): boolean
---@field needs_body boolean the test looks at the body as well
---@field challenge string? the header WWW-Authenticate of a refusal
---@field scrub fun(text: string, more: string[]): string takes the credentials, and more secrets, out of a text

--- Makes the test that every delivery must pass.
---@param option table|function|false the option authorization, checked
---@return portabilling.events.Authorization
function M.new(option)
  local secrets, tests = {}, {}
  local self = { needs_body = type(option) == "function" }
  function self.scrub(text, more)
    return redact.scrub_named(redact.scrub(redact.scrub(text, secrets), more))
  end
  if option == false then
    tests[1] = function() return true end
  elseif type(option) == "function" then
    tests[1] = function(request) return option(request) == true end
  else
    for i, one in ipairs(#option > 0 and option or { option }) do
      tests[i] = single(one, secrets)
      self.challenge = not one.header and 'Basic realm="events"' or self.challenge
    end
  end
  function self.allows(request)
    local allowed = false
    for _, test in ipairs(tests) do
      allowed = test(request) or allowed -- all are asked, whichever was right
    end
    return allowed
  end
  return self
end

return M
