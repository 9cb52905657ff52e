--- The program's exit codes.
local M = {}

M.OK, M.REFUSED, M.USAGE, M.AUTH, M.TROUBLE, M.SOME_FAILED, M.UNKNOWN, M.INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130

local BY_KIND = {
  fault = M.REFUSED, not_found = M.REFUSED, config = M.USAGE, invalid = M.USAGE, auth = M.AUTH, transport = M.TROUBLE,
  timeout = M.TROUBLE, busy = M.TROUBLE, http = M.TROUBLE, decode = M.TROUBLE, list_changed = M.TROUBLE,
  cancelled = M.TROUBLE,
}

--- What a failure is to the shell. That of a change whose outcome is not known comes before any other.
---@param err portabilling.Error
---@param changes boolean? was it a change?
---@return integer
function M.of(err, changes)
  if changes and err.sent == "unknown" then
    return M.UNKNOWN
  end
  return BY_KIND[err.kind] or M.TROUBLE
end

return M
