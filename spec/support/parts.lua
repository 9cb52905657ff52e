--- The partial files of downloads.
local file = require "portabilling.file"

local M = {}

local made = {}

local part = file.part
function file.part(temporary, path) -- luacheck: ignore
  made[#made + 1] = temporary
  return part(temporary, path)
end

--- Is one there of those that were made since this was loaded?
function M.exist()
  for i = #made, 1, -1 do
    local handle = io.open(made[i])
    if handle then
      return handle:close()
    end
  end
  return false
end

return M
