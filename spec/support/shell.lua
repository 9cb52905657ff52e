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

--- The command that runs a Lua script with this spec's own search paths.
function M.lua_command(script)
  return ("LUA_PATH=%s LUA_CPATH=%s %s -e %s"):format(M.quote(package.path), M.quote(package.cpath), M.interpreter(),
    M.quote(script))
end

--- Starts it.
function M.lua(script)
  return M.start(M.lua_command(script))
end

-- A process that can be killed. Its status and output are in files, so that nobody has to wait for them.
local Killable = {}
Killable.__index = Killable

local function read(path)
  local file = io.open(path, "rb")
  local text = file and file:read "*a"
  if file then
    file:close()
  end
  return text
end

--- Has it ended by itself?
function Killable:ended()
  return read(self.base .. ".status") ~= nil
end

--- Kills it with SIGKILL and waits for its end. True when it had ended by itself before, and well; raises when it had
--- ended badly.
function Killable:kill()
  os.execute("kill -9 " .. self.pid .. " 2>/dev/null")
  self.pipe:close() -- waits
  local status, output = read(self.base .. ".status"), read(self.base .. ".output")
  os.execute("rm -f " .. self.base .. "*")
  if status == "137\n" then
    return false
  elseif status ~= "0\n" then
    error("ended with " .. tostring(status) .. output, 2)
  end
  return true
end

--- Starts a Lua script that is going to be killed.
function M.lua_process(script)
  local base = os.tmpname()
  local command = ("LUA_PATH=%s LUA_CPATH=%s exec %s -e %s"):format(M.quote(package.path), M.quote(package.cpath),
    M.interpreter(), M.quote(script))
  local pipe = assert(io.popen(("exec 2>/dev/null; ( %s ) > %s.output 2>&1 & echo $!; wait $!; "
    .. "echo $? > %s.part; mv %s.part %s.status"):format(command, base, base, base, base)))
  return setmetatable({ base = base, pipe = pipe, pid = assert(pipe:read "*l") }, Killable)
end

return M
