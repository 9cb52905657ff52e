--- Descriptions of APIs that are kept between the runs of a program, and shared by all programs of a user: one file of mode
--- 0600 for each, replaced whole, in $XDG_CACHE_HOME/portabilling (~/.cache/portabilling). None of it is needed: what
--- cannot be read, is damaged, or of another release is not there, and is written anew.
local core = require "portabilling.core"
local file = require "portabilling.file"
local folders = require "portabilling.support.folders"

local M = {}

-- The first line: this, and when and where the description was taken. The rest is the description (api/openapi), which tells
-- by itself whether it is whole.
local FORMAT = "portabilling description 1 "
-- Bytes: far more than is ever kept.
local MOST = 32 * 1024 * 1024

---@class portabilling.KeptDescription
---@field taken number Unix time
---@field asked number Unix time when the server's version was asked for last
---@field version string? the server's when it was taken
---@field text string

local function path_of(place)
  local where = folders.cache()
  return where and where .. "/" .. place:gsub("^(%a+)://", "%1-"):gsub("[^%w.-]+", "_") .. ".api", where
end

--- What is kept.
---@param place string what tells one from another: url, and what else matters
---@return portabilling.KeptDescription? kept
---@return string? message why what is there is not used
function M.read(place)
  local path = path_of(place)
  if not path then
    return nil
  end
  local content, message, name = file.read_private(path, MOST)
  if not content then
    return nil, name ~= "ENOENT" and message or nil
  end
  local head, text = content:match "^([^\n]*)\n(.*)$"
  if not head or head:sub(1, #FORMAT) ~= FORMAT then
    return nil, path .. ": it is damaged, of another release, or something else"
  end
  local kept = core.decode(head:sub(#FORMAT + 1))
  if type(kept) ~= "table" or type(kept.taken) ~= "number" or type(kept.asked) ~= "number" then
    return nil, path .. ": it is damaged"
  elseif kept.place ~= place then
    return nil, path .. ": it is another server's"
  end
  return { taken = kept.taken, asked = kept.asked, version = type(kept.version) == "string" and kept.version or nil,
    text = text }
end

--- Keeps one.
---@param place string
---@param kept portabilling.KeptDescription
---@return boolean? ok also where there is no place to keep it
---@return string? message
function M.write(place, kept)
  local path, where = path_of(place)
  if not path then
    return true
  end
  local ok, message = file.private_directory(where)
  if not ok then
    return nil, message
  end
  local head = core.encode { place = place, taken = kept.taken, asked = kept.asked, version = kept.version }
  return file.write_private(path, ("%s%s\n%s"):format(FORMAT, head, kept.text))
end

return M
