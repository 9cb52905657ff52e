--- A client: one server, one login. What it can do stands in operations.lua, lists.lua and sessions.lua.
local api = require "portabilling.api"
local choose = require "portabilling.driver"
local config = require "portabilling.config"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local later = require "portabilling.support.later"
local log = require "portabilling.call.log"
local pace = require "portabilling.call.pace"
local renewal = require "portabilling.call.renew"
local tokens = require "portabilling.tokens"

local checks = later.require "portabilling.client.checks"
local description = later.require "portabilling.client.description"
local knowledge = later.require "portabilling.client.knowledge"
local lists = later.require "portabilling.client.lists"
local operations = later.require "portabilling.client.operations"
local sessions = later.require "portabilling.client.sessions"

local M = {}

-- In place of a token that is got when a log-in is made: see call/renew_steps.
local TO_BE_TOLD = "-"

M.VERSION = require "portabilling.support.version"

---@class portabilling.Client
---@field settings table
local Client = {}
Client.__index = Client
Client.__name = "portabilling.Client"

function Client:__tostring()
  return ("portabilling client (%s%s%s)"):format(self.settings.url,
    self.settings.login and ", login " .. self.settings.login or "", self.closed and ", closed" or "")
end

--- Releases connections and wipes the credentials. The session stays alive at the server (see logout). Idempotent, and may
--- be done again when an error ended it.
function Client:close()
  if self.session then
    self.closed = true
    renewal.settle(self)
    if self.owns_driver then
      self.driver:close()
    end
    self.settings.token, self.settings.password, self.settings.token_source = nil, nil, nil
    self.free, self.free_count = {}, 0
    self.session = nil
    collectgarbage("step")
  end
end

Client.__close = Client.close

--- An independent client. Nothing goes over the wire before its first call.
---@param options portabilling.Options
---@param parent portabilling.Client? whose session it acts with, instead of credentials (login_as)
---@return portabilling.Client? client
---@return portabilling.Error? err kind "config"
function M.new(options, parent)
  local settings, err = config.settings(options, parent ~= nil)
  if not settings then
    return nil, err
  end
  local driver, message, advice = choose.open(settings, "lua-portabilling/" .. M.VERSION)
  if not driver then
    return nil, error_object.new { kind = "config", message = message, advice = advice }
  end
  local owns_driver = not parent or driver ~= parent.driver -- one that was given as an object is shared
  local store
  -- Somebody else's session is nobody's to share.
  store, message = tokens.open(settings.access_token and "memory" or settings.tokens)
  if not store then
    if owns_driver then
      driver:close()
    end
    return nil, error_object.new { kind = "config", message = message }
  end
  local self = setmetatable({
    settings = settings,
    model = api.builtin,
    description = nil, -- of api = "server"; then it is to be asked before the model
    key = settings.url .. " " .. (settings.login or ""),
    store = store,
    driver = driver,
    owns_driver = owns_driver,
    free = {}, -- calls that ended, to be used again: see call/drive.lua
    free_count = 0,
    urls = {}, -- path -> URL
    url_count = 0,
    pace = pace.of(settings, parent),
    session = core.session {
      login = not parent and settings.login or nil,
      password = settings.password,
      token = settings.token or settings.token_source and TO_BE_TOLD or nil,
      prefer_login = settings.wire == "form",
    },
  }, Client)
  self.budget = core.budget(self.driver:wall())
  if settings.access_token then
    local ok, reason = self.session:adopt(settings, driver:now(), true)
    settings.access_token, settings.refresh_token = nil, nil -- the session's business from here on
    if not ok then
      self:close()
      return nil, error_object.new { kind = "config", message = "access_token: " .. reason }
    end
  end
  if settings.api and settings.api ~= "builtin" then
    local ok
    ok, err = description.attach(self)
    if not ok then
      self:close()
      return nil, err
    end
  end
  if not settings.verify then
    log.tell(settings, { event = "warning", message = "TLS certificates are not verified (verify = false)" })
  end
  if settings.insecure and settings.location.scheme == "http" then
    log.tell(settings, { event = "warning", message = "credentials travel unprotected (insecure = true, http://)" })
  end
  return self
end

-- Methods of a part, which is loaded with the first of them that is called. Each is one function all along: a program may keep
-- it, or put its own in front of it.
local function take(names, part)
  for name in names:gmatch "%S+" do
    local method
    -- No method takes more; a function of any number would cost more than the rest of this one.
    Client[name] = function(self, a, b, c, d, e, f)
      -- client.get(...) is an easy slip, and what would be said about its arguments would only puzzle.
      if getmetatable(self) ~= Client then
        error(("%s: call it with a colon: client:%s(...)"):format(name, name), 2)
      end
      if not method then
        method = part[name]
      end
      return method(self, a, b, c, d, e, f)
    end
  end
end

take("close", { close = Client.close })
take("create get update delete call download", operations)
take("check", checks)
take("list pages collect batch", lists)
take("describe methods served_api", setmetatable({}, { __index = function(_, name)
  return knowledge.of_client[name]
end }))
take("login ping logout login_as", setmetatable({}, { __index = function(self, name)
  sessions.extend(self, M.new)
  return rawget(self, name)
end }))

return M
