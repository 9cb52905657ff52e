--- Ctrl-C in a Lua program. lua and luajit raise an error from a hook, between any two instructions of the program: also
--- inside a function that was called with pcall, and on LuaJIT inside any coroutine. Whoever catches errors hands this one
--- on, for it is the program's.
local M = {}

local TEXT = "interrupted!"

--- Is it the error that lua and luajit raise at Ctrl-C?
---@param message any what pcall gave
---@return boolean
function M.is(message)
  return type(message) == "string" and message:sub(-#TEXT) == TEXT
end

return M
