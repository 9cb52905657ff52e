--- Counts by name. Names that callers make up could be without end: so many are counted each for itself, and those that come
--- later together.

local M = {}

local MOST = 1000

--- What is counted together.
M.OTHERS = "(others)"

--- Count one.
---@param counts table<string, integer>
---@param name string
---@param made_up boolean whether there can be any number of such names
function M.add(counts, name, made_up)
  if made_up and not counts[name] then
    local count = 0
    for _ in pairs(counts) do
      count = count + 1
    end
    if count >= MOST then
      name = M.OTHERS
    end
  end
  counts[name] = (counts[name] or 0) + 1
end

return M
