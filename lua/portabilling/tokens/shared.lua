--- Tokens in a dictionary that all workers of an nginx share (lua_shared_dict): one log-in serves them all, also across
--- a reload. What a store is: see portabilling.tokens.
local core = require "portabilling.core"
local dictionaries = require "portabilling.support.dictionary"

local M = {}

---@class portabilling.tokens.Shared
local Shared = {}
Shared.__index = Shared

local ROOM = "1m"
-- A worker that ends amid a renewal leaves its lock behind, for so many seconds at most.
local LOCK_SECONDS = 30

function Shared:load(key)
  local text = self.dict:get("session " .. key)
  local value = text and core.decode(text)
  return type(value) == "table" and value or nil
end

function Shared:save(key, value)
  if not value then
    self.dict:delete("session " .. key)
    return true
  end
  -- Not set: that would push out what others keep there.
  local ok, why = self.dict:safe_set("session " .. key, assert(core.encode(value)))
  if not ok then
    self.dict:delete("session " .. key) -- an older one would only be refused by the server
    return nil, dictionaries.trouble(self.name, why, ROOM)
  end
  return true
end

local Lock = {}
Lock.__index = Lock

--- Gives it back, if it is still ours: it may have taken too long.
function Lock:release()
  dictionaries.unmark(self.dict, self.name, self.mark)
end

--- One lock for each key, taken at once or not at all.
---@param key string
---@param held number? seconds that it may be needed
function Shared:lock(_, key, held)
  local lock = setmetatable({ dict = self.dict, name = "lock " .. key, mark = dictionaries.mark() }, Lock)
  local ok, why = self.dict:safe_add(lock.name, lock.mark, math.max(1, math.min(held or LOCK_SECONDS, LOCK_SECONDS)))
  if ok then
    return lock
  elseif why == "exists" then
    return nil, "another worker is renewing the session", "ETIMEDOUT"
  end
  return nil, dictionaries.trouble(self.name, why, ROOM), "ENOMEM"
end

--- The store in the dictionary of that name.
---@param name string
---@return portabilling.tokens.Shared? store
---@return string? message when there is no such dictionary
function M.open(name)
  local dict, message = dictionaries.open(name, ROOM)
  if not dict then
    return nil, ('tokens = "shared:%s": %s'):format(name, message)
  end
  return setmetatable({ name = name, dict = dict }, Shared)
end

--- The store for clients that were not told where to keep their tokens: the dictionary "portabilling", if there is one.
---@return portabilling.tokens.Shared?
function M.default()
  return (M.open "portabilling")
end

return M
