--- Texts that somebody else wrote, made fit to be shown.
local interrupt = require "portabilling.support.interrupt"

local M = {}

local MOST = 1000 -- bytes

--- One printable line of a sensible length.
---@param text string?
---@return string?
function M.line(text)
  text = text and text:gsub("%c+", " ")
  return text and #text > MOST and text:sub(1, MOST) .. "..." or text
end

--- What was raised, which may be anything, as a text.
---@param value any
---@return string
function M.of(value)
  local ok, text = interrupt.pcall(tostring, value)
  return ok and text or "an error that cannot be shown"
end

return M
