--- The few things the sandbox's launcher needs from the operating system and plain Lua lacks:
--- commands with properly quoted arguments, temporary directories, files, process ids.

local M = {}

--- Quote one argument for the POSIX shell.
---@param argument string|number
---@return string
function M.quote(argument)
  return "'" .. tostring(argument):gsub("'", "'\\''") .. "'"
end

--- Quote a list of arguments and join them into one command.
---@param arguments (string|number)[]
---@return string
function M.command(arguments)
  local quoted = {}
  for i = 1, #arguments do
    quoted[i] = M.quote(arguments[i])
  end
  return table.concat(quoted, " ")
end

--- Exit status of os.execute, whose results differ between Lua 5.1 and later versions.
---@param command string
---@return integer status 0 is success; 128 + n when signal n ended the command
function M.execute(command)
  local ok, how, code = os.execute(command)
  if ok == true then
    return 0
  end
  if type(ok) == "number" then -- Lua 5.1: the raw wait status
    return ok % 256 == 0 and math.floor(ok / 256) or 128 + ok % 128
  end
  return how == "signal" and 128 + code or code or 1
end

--- Run a command and take everything it says.
---@param command string
---@return boolean ok exit status 0
---@return string output standard output and standard error together
function M.run(command)
  local pipe = assert(io.popen("{ " .. command .. "\n} 2>&1; echo \"=$?\"", "r"))
  local output = pipe:read("*a")
  pipe:close()
  local text, status = output:match("^(.*)=(%d+)\n$")
  return status == "0", text or output
end

--- Make a fresh private directory.
---@return string? directory
---@return string? message
function M.temporary_directory()
  local ok, output = M.run("mktemp -d \"${TMPDIR:-/tmp}/portabilling-sandbox.XXXXXXXX\"")
  if not ok then
    return nil, "cannot make a temporary directory: " .. output
  end
  return (output:gsub("\n$", ""))
end

--- A path that means the same in other directories.
---@param path string
---@return string
function M.absolute(path)
  if path:sub(1, 1) == "/" then
    return path
  end
  local _, here = M.run("pwd")
  return here:gsub("\n$", "") .. "/" .. path
end

--- The first of these files that is there and can be read.
---@param paths string[]
---@return string? path
function M.first_file(paths)
  for _, path in ipairs(paths) do
    local file = io.open(path, "rb")
    if file then
      file:close()
      return path
    end
  end
end

--- The file of the authorities that the system trusts.
---@return string? path
function M.authorities()
  return M.first_file { "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem" }
end

---@param path string
---@return string? text
---@return string? message
function M.read_file(path)
  local file, message = io.open(path, "rb")
  if not file then
    return nil, message
  end
  local text = file:read("*a")
  file:close()
  return text
end

---@param path string
---@param text string
---@return boolean? ok
---@return string? message
function M.write_file(path, text)
  local file, message = io.open(path, "wb")
  if not file then
    return nil, message
  end
  local ok, failure = file:write(text)
  file:close()
  if not ok then
    return nil, failure
  end
  return true
end

--- Write a file that nobody else can read, whatever was there before.
---@param path string
---@param text string
---@return boolean? ok
---@return string? message
function M.write_private_file(path, text)
  local made, output = M.run(("umask 077; rm -f -- %s; set -C; : > %s"):format(M.quote(path), M.quote(path)))
  if not made then
    return nil, output
  end
  return M.write_file(path, text)
end

--- Bytes as hexadecimal digits.
---@param bytes string
---@return string
function M.hex(bytes)
  return (bytes:gsub(".", function(c)
    return ("%02x"):format(c:byte())
  end))
end

--- Something that nobody can guess.
---@return string? key 48 hexadecimal digits
---@return string? message
function M.random_key()
  local file, message = io.open("/dev/urandom", "rb")
  if not file then
    return nil, message
  end
  local bytes = file:read(24)
  file:close()
  return M.hex(bytes)
end

--- The id of this Lua process (the parent of the shell that answers).
---@return integer
function M.process_id()
  local pipe = assert(io.popen("echo $PPID", "r"))
  local id = tonumber(pipe:read("*l"))
  pipe:close()
  return id
end

--- The moment a process started, which together with its id names it for good (ids are reused).
---@param id integer
---@return string? start nil when there is no such process, or only its remains (a zombie)
function M.process_start(id)
  local text = M.read_file(("/proc/%d/stat"):format(id))
  local rest = text and text:match("^.*%) (.*)$")
  if not rest or rest:sub(1, 1) == "Z" then
    return nil
  end
  local n = 2
  for field in rest:gmatch("%S+") do
    n = n + 1
    if n == 22 then
      return field
    end
  end
end

return M
