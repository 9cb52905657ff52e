--- What the program's own standard files are: how wide a terminal, and whether it shows what stands out.
local file = require "portabilling.file"

local M = {}

M.OUTPUT, M.ERRORS = 1, 2

local USUAL = 80

--- The columns of a terminal: those that COLUMNS tells, else its own.
---@param descriptor integer
---@return integer? columns nil: it is no terminal, whatever COLUMNS says
function M.columns(descriptor)
  local columns = file.terminal(descriptor)
  local told = columns and tonumber(os.getenv "COLUMNS")
  if told and told >= 1 and told % 1 == 0 then
    return told
  end
  return columns and (columns > 0 and columns or USUAL)
end

--- A text that stands out, where a terminal shows it and NO_COLOR does not say otherwise.
---@param how "1"|"31" bold, red
---@param text string
---@param descriptor integer
---@return string
function M.outstanding(how, text, descriptor)
  local without = os.getenv "NO_COLOR"
  if without ~= nil and without ~= "" or os.getenv "TERM" == "dumb" or not file.terminal(descriptor) then
    return text
  end
  return ("\27[%sm%s\27[0m"):format(how, text)
end

return M
