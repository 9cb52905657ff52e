--- The program's exit codes.
local pb = require "portabilling"

local M = {}

M.OK, M.REFUSED, M.USAGE, M.AUTH, M.TROUBLE, M.SOME_FAILED, M.UNKNOWN, M.INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130

--- Commands that make a change, or may make one.
M.CHANGES = { create = true, update = true, delete = true, call = true, import = true }

local BY_KIND = {
  fault = M.REFUSED, not_found = M.REFUSED, config = M.USAGE, invalid = M.USAGE, auth = M.AUTH, transport = M.TROUBLE,
  timeout = M.TROUBLE, busy = M.TROUBLE, http = M.TROUBLE, decode = M.TROUBLE, list_changed = M.TROUBLE,
  cancelled = M.TROUBLE,
}

-- A method that only reads, called by its name.
local function is_read(err)
  local known, told = pcall(pb.describe, err.service, err.method)
  return known and err.method ~= nil and told.safe == true
end

--- What a failure is to the shell. That of a change whose outcome is not known comes before any other.
---@param err portabilling.Error
---@param changes boolean? may it have been a change?
---@return integer
function M.of(err, changes)
  if changes and err.sent == "unknown" and not is_read(err) then
    return M.UNKNOWN
  end
  return BY_KIND[err.kind] or M.TROUBLE
end

return M
