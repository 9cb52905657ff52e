--- Where tokens are kept between calls, and who may renew them.
---
--- A store has
---   load(key, wall) -> tokens or nil; or nil, message when the store cannot be used
---   save(key, tokens or nil, wall) -> true | nil, message        (nil forgets)
---   lock(seconds, key, held) -> something with release(); or nil, message, name    (held while tokens are renewed). It is tried
---     with 0 seconds, again and again until the call's deadline, unless the name says that waiting is of no use: it is
---     not "ETIMEDOUT". held: seconds after which a lock that was not released need not be respected any more
--- key names server and login; wall is Unix time in seconds; tokens is what core.session's export gives.
local core = require "portabilling.core"
local nginx = require "portabilling.nginx"

local M = {}

local unlocked = { release = function() end }

--- In memory: the client's own session is the store.
local Memory = {}
Memory.__index = Memory

function Memory.load()
  return nil
end

function Memory.save()
  return true
end

function Memory.lock()
  return unlocked
end

--- In a file of mode 0600, shared by the processes of one user: a script run by cron then does not log in at
--- every run.
---@class portabilling.tokens.File
local File = {}
File.__index = File

local VERSION = 1

function File:read()
  local text, message, name = self.file.read_private(self.path, 4 * 1024 * 1024)
  if not text then
    if name == "ENOENT" then
      return {}
    end
    return nil, "token file: " .. message
  end
  local content = core.decode(text)
  if type(content) ~= "table" or content.version ~= VERSION or type(content.sessions) ~= "table" then
    return {} -- nothing in it that cannot be had again by logging in
  end
  return content.sessions
end

function File:load(key, wall)
  local sessions, message = self:read()
  if not sessions then
    return nil, message
  end
  local tokens = sessions[key]
  if type(tokens) ~= "table" or (not tokens.access_token and not tokens.session_id) then
    return nil
  end
  if tokens.expires then
    -- Expired ones are still worth having: their refresh token may be alive. 0 would mean "not known".
    tokens.expires_in = math.max(tokens.expires - wall, 0.001)
  end
  return tokens
end

function File:save(key, tokens, wall)
  local sessions, message = self:read()
  if not sessions then
    return nil, message
  end
  local kept
  if tokens then
    kept = {}
    for name, value in pairs(tokens) do
      kept[name] = value
    end
    kept.expires_in = nil
    kept.expires = tokens.expires_in and wall + tokens.expires_in or nil
  end
  sessions[key] = kept
  local text = assert(core.encode { version = VERSION, sessions = sessions })
  local ok
  ok, message = self.file.write_private(self.path, text)
  if not ok then
    return nil, "token file: " .. message
  end
  return true
end

function File:lock(seconds)
  local lock, message, name = self.file.lock(self.path .. ".lock", seconds)
  if not lock then
    return nil, "token file: " .. message, name
  end
  return lock
end

---@param option string|table|nil "memory", a path, "shared:" and the name of a lua_shared_dict, or a store of your own;
---  nil: inside nginx the dictionary "portabilling" if there is one, else memory
---@return table? store
---@return string? message
function M.open(option)
  local shared = type(option) == "string" and option:match "^shared:(.*)$"
  if shared then
    return require("portabilling.tokens.shared").open(shared)
  elseif option == nil then
    return nginx.inside() and require("portabilling.tokens.shared").default() or Memory
  elseif option == "memory" then
    return Memory
  elseif type(option) == "table" then
    return option
  end
  return setmetatable({ path = option, file = require "portabilling.file" }, File)
end

return M
