--- What the drivers have in common about proxies.
local M = {}

--- Will a proxy that refused to connect with this status do so again?
---@param status integer?
---@return boolean
function M.is_final(status)
  return status == 407 or status == 403
end

return M
