--- What is done when something is not referred to any more: __gc, which on LuaJIT only a proxy (newproxy) can have.
---
--- When the program ends (lua_close; not os.exit without its second argument), all that is left is finalized, what was made
--- last first. So a finalizer finds everything usable that was made before it, and what was made after it closed.
local M = {}

---@param collected fun()
---@param closed fun(value: any, err: any)? at the end of its scope, on Lua 5.4
---@return any guard to be held by that alone whose end is waited for
function M.new(collected, closed)
  if newproxy then
    local guard = newproxy(true)
    getmetatable(guard).__gc = collected
    return guard
  end
  return setmetatable({}, { __gc = collected, __close = closed })
end

return M
