--- Where tokens are kept between calls, and who may renew them.
---
--- Your own store (option tokens) is a table with three functions; they are called with a colon.
---
---   store:load(key) -> value; nil when nothing is kept under this key; nil, message when the store cannot be used
---   store:save(key, value) -> true; or nil, message
---     From now on load(key) gives this value, in every process that shares the store. Without a value (nil): nothing.
---   store:lock(seconds, key, held) -> lock; or nil, message, name
---     Of all who share the store, one at a time gets the lock of a key (or of the whole store); lock:release() gives it
---     back. seconds: how long lock itself may wait; the client says 0 and tries again, until the call's time is over,
---     while the name is "ETIMEDOUT" or missing. Another name: there will be no lock, and the call fails.
---     held: seconds, at least 0, after which a lock that was not given back belongs to a process that was killed.
---
--- key: a text, one line. value: what JSON can hold: a table with texts as its keys, and texts, numbers, booleans and
--- such tables in it. The store gives it back as it got it and looks at nothing in it; times in it are Unix time already.
--- It holds secrets. Neither side changes a value that it has handed over.
--- When: a call that needs a token takes the lock, loads, renews what is still to be renewed, saves and gives the lock
--- back; so does log-out. What is renewed ahead of time, beside the calls, takes it twice: to say so, and to save. Nothing
--- is loaded or saved without the lock. What load and lock say (message) fails the call,
--- kind "config", before anything is sent; of what save says the log function is told, and the call goes on.
---
--- What is kept are tokens, { access_token, refresh_token, session_id, lifetime (seconds), expires and renewing (Unix
--- time) }, and, under another key, log-ins that were refused (portabilling.tokens.refusals).
local error_object = require "portabilling.error"
local later = require "portabilling.support.later"
local nginx = require "portabilling.support.inside_nginx"

local M = {}

local unlocked = { release = function() end }

--- In memory: the client's own session keeps the tokens.
M.memory = {
  load = function() return nil end,
  save = function() return true end,
  lock = function() return unlocked end,
}

-- What a store gives back may be anything: only what makes sense is taken.

--- A text that was kept.
---@param value any
---@return string?
function M.text(value)
  return type(value) == "string" and value or nil
end

--- A number that was kept.
---@param value any
---@return number?
function M.number(value)
  return type(value) == "number" and value == value and value or nil
end

local text, number = M.text, M.number

-- What a store says of a failure, which is to be a text.
local function why(message, otherwise)
  return type(message) == "string" and error_object.line(message) or otherwise
end

--- The lock of a key: see above.
---@param store table
---@param key string
---@param held number
---@return table? lock
---@return string? message
---@return string? name "ETIMEDOUT": somebody else has it
function M.lock(store, key, held)
  local lock, message, name = store:lock(0, key, held)
  if not lock then
    return nil, why(message, "the tokens are locked"), type(name) == "string" and name or "ETIMEDOUT"
  elseif type(lock) ~= "userdata" and not (type(lock) == "table" and type(lock.release) == "function") then
    return nil, ("the token store's lock gave a %s, not a lock (a table with a function release)"):format(type(lock)),
      "EINVAL"
  end
  return lock
end

--- The tokens that are kept, as core.session's adopt takes them: what is no token is left out.
---@param store table
---@param key string
---@param wall number Unix time
---@param longest number? seconds; see renewing
---@return table? tokens
---@return string? message the store cannot be used
---@return boolean? renewing somebody said, less than `longest` ago, that he is renewing them
function M.load(store, key, wall, longest)
  local kept, message = store:load(key)
  if type(kept) ~= "table" then
    return nil, kept == nil and message ~= nil and why(message, "the token store cannot be used") or nil
  end
  local tokens = { access_token = text(kept.access_token), refresh_token = text(kept.refresh_token),
    session_id = text(kept.session_id), lifetime = number(kept.lifetime) }
  if not tokens.access_token and not tokens.session_id then
    return nil
  end
  local expires = number(kept.expires)
  if expires then
    -- Expired ones are still worth having: their refresh token may be alive.
    tokens.expires_in = expires > wall and expires - wall or -1
  end
  local left = (number(kept.renewing) or 0) - wall
  return tokens, nil, longest ~= nil and left > 0 and left <= longest
end

--- Are they the same session, as far as its tokens tell? One that was refreshed has others.
---@param one table?
---@param other table?
---@return boolean
function M.same(one, other)
  return one ~= nil and other ~= nil and one.access_token == other.access_token and one.session_id == other.session_id
end

--- Keeps tokens, as core.session's export gives them; nil forgets them.
---@param store table
---@param key string
---@param tokens table?
---@param wall number Unix time
---@param renewing number? Unix time until which the others are to let them be renewed
---@return boolean? ok
---@return string? message
function M.save(store, key, tokens, wall, renewing)
  local ok, message = store:save(key, tokens and {
    access_token = tokens.access_token,
    refresh_token = tokens.refresh_token,
    session_id = tokens.session_id,
    lifetime = tokens.lifetime,
    expires = tokens.expires_in and wall + tokens.expires_in or nil,
    renewing = renewing,
  })
  return ok and true or nil, not ok and why(message, "the token store did not say why") or nil
end

---@param option string|table|nil "memory", a path, "shared:" and the name of a lua_shared_dict, or a store of your own;
---  nil: inside nginx the dictionary "portabilling" if there is one, else memory
---@return table? store
---@return string? message
function M.open(option)
  local shared = type(option) == "string" and option:match "^shared:(.*)$"
  if shared then
    return later.require("portabilling.tokens.shared").open(shared)
  elseif option == nil then
    return nginx.inside() and later.require("portabilling.tokens.shared").default() or M.memory
  elseif option == "memory" then
    return M.memory
  elseif type(option) == "table" then
    return option
  end
  return later.require("portabilling.tokens.file").open(option)
end

return M
