--- What the system tells of an nginx worker (Linux's /proc).
local shell = require "portabilling.sandbox.shell"

local M = {}

--- The id of the only worker of an nginx.
---@param server table as of support.server
---@return string? id nil where the system does not tell
function M.worker(server)
  local master = assert(shell.read_file(server.directory .. "/nginx.pid")):match "%d+"
  for _ = 1, 100 do
    local children = shell.read_file(("/proc/%s/task/%s/children"):format(master, master)) or ""
    if children:match "%d+" then
      return children:match "%d+"
    end
    shell.run "sleep 0.02"
  end
end

--- Seconds that a process has computed so far, by a clock of 10 ms.
---@param id string?
---@return number?
function M.cpu(id)
  local stat = id and shell.read_file("/proc/" .. id .. "/stat")
  -- After the name in brackets: the state, ten numbers, then these two in hundredths of a second.
  local user, system = (stat or ""):match("%) %a" .. (" %-?%d+"):rep(10) .. " (%d+) (%d+)")
  return user and (user + system) / 100 or nil
end

--- Bytes of a process that are in memory now.
---@param id string?
---@return number?
function M.resident(id)
  local status = id and shell.read_file("/proc/" .. id .. "/status")
  local kilobytes = (status or ""):match "VmRSS:%s*(%d+)"
  return kilobytes and kilobytes * 1024 or nil
end

return M
