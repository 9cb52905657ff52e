--- Ctrl-C in a Lua program. lua and luajit raise an error from a hook, between any two instructions of the program: also
--- inside a function that was called with pcall, and on LuaJIT inside any coroutine. Whoever catches errors hands this one
--- on, for it is the program's.
local M = {}

local TEXT = "interrupted!"
local OURS = "interrupted: "

--- Is it the error that lua and luajit raise at Ctrl-C, or what we made of it?
---@param message any what pcall gave
---@return boolean
function M.is(message)
  -- Asks for no memory: there may be none just now. LuaJIT 2.1 (lj_err_mem) then crashes in string.sub now and then.
  return type(message) == "string" and (message:find(TEXT, -#TEXT, true) ~= nil or message:find(OURS, 1, true) == 1)
end

local function handed_on(ok, ...)
  if not ok and M.is((...)) then
    error((...), 0)
  end
  return ok, ...
end

--- As pcall; but an interrupt goes on to the program.
---@param fn function
---@param ... any
---@return boolean ok
---@return any ...
function M.pcall(fn, ...)
  return handed_on(pcall(fn, ...))
end

-- The last of those texts that left a change's outcome unknown.
local doubtful

--- What is raised in its place by who knows what it interrupted.
---@param what string
---@param is_unknown boolean? a change was sent, and nobody knows whether it was done
---@return string
function M.text(what, is_unknown)
  local text = OURS .. what
  doubtful = is_unknown and text or doubtful
  return text
end

--- Did the interrupt with that text leave a change's outcome unknown?
---@param text string
---@return boolean
function M.leaves_unknown(text)
  return text == doubtful
end

return M
