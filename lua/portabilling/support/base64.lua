--- Base64, which Lua does not have of its own.
local M = {}

local ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

---@param text string
---@return string
function M.encode(text)
  local coded = text:gsub("..?.?", function(group)
    local a, b, c = group:byte(1, 3)
    local bits = a * 65536 + (b or 0) * 256 + (c or 0)
    local out = {}
    for i = 4, 1, -1 do
      local index = bits % 64
      out[i] = i <= #group + 1 and ALPHABET:sub(index + 1, index + 1) or "="
      bits = (bits - index) / 64
    end
    return table.concat(out)
  end)
  return coded
end

return M
