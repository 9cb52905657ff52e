-- Random numbers that are the same in every run and on every Lua.
local M = {}

--- A function (from, to) -> whole number.
function M.new(seed)
  local state = seed % 2147483647
  return function(from, to)
    state = state * 16807 % 2147483647
    return from + state % (to - from + 1)
  end
end

return M
