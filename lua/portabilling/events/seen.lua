--- Which events have been handled: what makes at-least-once delivery happen once.
---
--- A store has
---   claim(key, seconds) -> "new", ticket     nobody has it: it is now the caller's, in progress for so many seconds
---                       -> "busy"            somebody else is at it
---                       -> "done"            it has been handled
---                       -> nil, message      the store cannot be used
---   done(key, seconds, ticket) -> true | nil, message      handled, to be remembered for so many seconds
---   release(key, ticket) -> true | nil, message            not handled after all: free for the next delivery
--- claim must be atomic among all that share the store. ticket is whatever the store wants back; a claim that ran out and
--- was given to another is not to be released. With a table of a database, claim is an INSERT that a unique key stops.
local dictionaries = require "portabilling.support.dictionary"

local M = {}

local Memory = {}
Memory.__index = Memory

local SWEEP = 1000 -- claims between two looks for what has expired

local function sweep(self, now)
  for key, entry in pairs(self.entries) do
    if entry.expires <= now then
      self.entries[key] = nil
    end
  end
end

function Memory:claim(key, seconds)
  local now = self.now()
  self.claims = self.claims + 1
  if self.claims % SWEEP == 0 then
    sweep(self, now)
  end
  local entry = self.entries[key]
  if entry and entry.expires > now then
    return entry.done and "done" or "busy"
  end
  local ticket = { expires = now + seconds }
  self.entries[key] = ticket
  return "new", ticket
end

function Memory:done(key, seconds)
  self.entries[key] = { expires = self.now() + seconds, done = true }
  return true
end

function Memory:release(key, ticket)
  if self.entries[key] == ticket then
    self.entries[key] = nil
  end
  return true
end

--- A store in this process's memory: for one process, and for tests.
---@param now (fun(): number)? seconds; default os.time
---@return table
function M.memory(now)
  return setmetatable({ entries = {}, claims = 0, now = now or os.time }, Memory)
end

local Dictionary = {}
Dictionary.__index = Dictionary

local DONE = "done"
local ROOM = "10m"

function Dictionary:claim(key, seconds)
  -- "add" is atomic among the workers. When the dictionary is full it drops what was used least recently: old events.
  local ticket = dictionaries.mark()
  local added, message, forced = self.dictionary:add(key, ticket, seconds)
  if added then
    return "new", ticket, forced
  elseif message ~= "exists" then
    return nil, dictionaries.trouble(self.name, message, ROOM)
  end
  return self.dictionary:get(key) == DONE and DONE or "busy"
end

function Dictionary:done(key, seconds)
  local set, message = self.dictionary:set(key, DONE, seconds)
  if not set then
    return nil, dictionaries.trouble(self.name, message, ROOM)
  end
  return true
end

function Dictionary:release(key, ticket)
  dictionaries.unmark(self.dictionary, key, ticket)
  return true
end

--- A store in a lua_shared_dict: for all workers of an nginx, also across a reload, until nginx is stopped.
---@param name string
---@return table? store
---@return string? message
function M.dictionary(name)
  local dictionary, message = dictionaries.open(name, ROOM)
  return dictionary and setmetatable({ dictionary = dictionary, name = name }, Dictionary), message
end

return M
