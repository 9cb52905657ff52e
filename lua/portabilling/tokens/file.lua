--- Tokens in a file of mode 0600, shared by the processes of one user: a script run by cron then does not log in at
--- every run. What a store is: see portabilling.tokens.
local core = require "portabilling.core"
local file = require "portabilling.file"

local M = {}

---@class portabilling.tokens.File
local File = {}
File.__index = File

-- Tells our files from others; it stands first, so that one which is damaged further on has it, too.
local FORMAT = "portabilling tokens 1"
local HEAD = ('{"format":"%s"'):format(FORMAT)
local MOST = 4 * 1024 * 1024

-- What can be had again by logging in may be written over: an empty file, or a token store that is damaged.
local function is_ours(text, content)
  if type(content) == "table" then
    return content.format == FORMAT
  end
  return not text:find "%S" or text:sub(1, #HEAD) == HEAD
end

-- Everything that is kept, by key.
local function read(self)
  local text, message, name = file.read_private(self.path, MOST)
  if not text then
    if name == "ENOENT" then
      return {}
    end
    return nil, "token file: " .. message
  end
  local content = core.decode(text)
  if not is_ours(text, content) then
    return nil, ("token file: %s is no token store of this release, and is left as it is: name another file in the "
      .. "option tokens, or, where an earlier release wrote it, delete it"):format(self.path)
  end
  local kept = {}
  for key, value in pairs(type(content) == "table" and type(content.sessions) == "table" and content.sessions or {}) do
    if type(key) == "string" and type(value) == "table" then
      kept[key] = value
    end
  end
  return kept
end

function File:load(key)
  local kept, message = read(self)
  return kept and kept[key], message
end

function File:save(key, value)
  local kept, message = read(self)
  if not kept then
    return nil, message
  end
  kept[key] = value
  local text
  text, message = core.encode(kept)
  if not text then -- somebody else wrote it
    text, message = core.encode { [key] = value }
  end
  local ok
  if text then
    ok, message = file.write_private(self.path, ('%s,"sessions":%s}'):format(HEAD, text))
  end
  if not ok then
    return nil, "token file: " .. message
  end
  return true
end

--- One lock for all keys.
function File:lock(seconds)
  local lock, message, name = file.lock(self.path .. ".lock", seconds)
  if not lock then
    return nil, "token file: " .. message, name
  end
  return lock
end

---@param path string
---@return portabilling.tokens.File
function M.open(path)
  return setmetatable({ path = path }, File)
end

return M
