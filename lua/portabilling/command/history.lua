--- The lines that were typed in the shell, from one run to the next: in a file of the user's alone, without those that hold
--- a secret. Nothing is kept where there is no place for it.
local file = require "portabilling.file"
local folders = require "portabilling.support.folders"
local names = require "portabilling.support.redact.names"
local redact = require "portabilling.support.redact"

local M = {}

local MOST = 1000 -- lines
local BYTES = 4 * 1024 * 1024

local function place()
  local folder = folders.state()
  return folder and folder .. "/history", folder
end

--- Would it put a secret into the file? By the names that stand in it, as pb.show hides what is called so.
---@param text string
---@return boolean
function M.holds_secret(text)
  for word in text:gmatch "[%w_-]+" do
    if names.is_secret(word, nil, "x") then
      return true
    end
  end
  return redact.scrub_named(text) ~= text
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do
    lines[#lines + 1] = line
  end
  return lines
end

--- The lines of earlier runs, the oldest first.
---@return string[]
function M.read()
  local path = place()
  return lines_of(path and file.read_private(path, BYTES) or "")
end

--- Keeps lines, unless one of them holds a secret: together they are one command.
---@param lines string[]
---@return boolean kept also where there is no place for a file
function M.keep(lines)
  if M.holds_secret(table.concat(lines, "\n")) then
    return false
  end
  local path, folder = place()
  if path and file.private_directory(folder) then
    local all = M.read() -- another shell may have kept some
    for _, line in ipairs(lines) do
      all[#all + 1] = line
    end
    file.write_private(path, table.concat(all, "\n", math.max(1, #all - MOST + 1)) .. "\n")
  end
  return true
end

return M
