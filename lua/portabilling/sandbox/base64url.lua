--- Base64 as tokens have it: with - and _, without padding. Inside nginx.

local M = {}

---@param text string
---@return string
function M.encode(text)
  return (ngx.encode_base64(text, true):gsub("+", "-"):gsub("/", "_"))
end

---@param text string
---@return string? decoded nil: it is none
function M.decode(text)
  return ngx.decode_base64((text:gsub("-", "+"):gsub("_", "/")) .. ("="):rep(-#text % 4))
end

return M
