-- For specs that count on debug hooks: LuaJIT's compiled code asks none, and goes on to run after jit.off.
local jit = rawget(_G, "jit")

--- As pcall, with nothing compiled meanwhile.
---@param fn function
---@param ... any
---@return boolean ok
---@return any ...
return function(fn, ...)
  if not jit then
    return pcall(fn, ...)
  end
  jit.off()
  jit.flush()
  local function on(...)
    jit.on()
    return ...
  end
  return on(pcall(fn, ...))
end
