--- Tells the log function that a program may give. Its failure must not change what becomes of a call or an event - a
--- change may just have been made - so it is told on the standard error output and goes no further.
local interrupt = require "portabilling.support.interrupt"
local text = require "portabilling.support.text"

local M = {}

---@param who string whose log function, for the message
---@param fn fun(entry: table)
---@param entry table
function M.tell(who, fn, entry)
  local ok, message = interrupt.pcall(fn, entry)
  if not ok then
    io.stderr:write(("%s: the log function failed: %s\n"):format(who, text.line(text.of(message))))
  end
end

return M
