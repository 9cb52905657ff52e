-- Other programs, run by specs.
local M = {}

--- One argument for the shell.
function M.quote(text)
  return "'" .. tostring(text):gsub("'", "'\\''") .. "'"
end

local Process = {}
Process.__index = Process

--- Waits for the end; raises with its output unless it ended well. Returns the output.
function Process:wait()
  local output = self.pipe:read "*a"
  local text, status = output:match("^(.*)exit (%d+)\n$")
  self.pipe:close()
  if status ~= "0" then
    error(("%s\n%s"):format(self.command, output), 2)
  end
  return text
end

--- Starts a shell command; :wait() gives its output (both streams).
function M.start(command)
  -- The status travels with the output: LuaJIT's popen does not give it.
  local pipe = assert(io.popen(("( %s ) 2>&1; echo exit $?"):format(command)))
  return setmetatable({ command = command, pipe = pipe }, Process)
end

--- Output of a command that must succeed, without the last newline.
function M.output(command)
  return (M.start(command):wait():gsub("\n$", ""))
end

--- The interpreter that runs this spec.
function M.interpreter()
  return rawget(_G, "jit") and os.getenv "LUAJIT" or rawget(_G, "jit") and "luajit" or os.getenv "LUA54" or "lua5.4"
end

--- Starts a Lua script with this spec's own search paths.
function M.lua(script)
  return M.start(("LUA_PATH=%s LUA_CPATH=%s %s -e %s"):format(M.quote(package.path), M.quote(package.cpath),
    M.interpreter(), M.quote(script)))
end

return M
