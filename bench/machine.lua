--- What the figures were taken on.
local shell = require "portabilling.sandbox.shell"

local M = {}

local function first_line(command)
  local ok, output = shell.run(command)
  return ok and output:match "^[^\n]+" or nil
end

local function from(path, pattern)
  return (shell.read_file(path) or ""):match(pattern)
end

--- How many processes want to run, on average over the last minute. The benchmark alone accounts for up to 2.
function M.load()
  return from("/proc/loadavg", "^%S+") or "?"
end

--- Lines of Markdown.
---@param peers table[]
---@param server table
---@return string
function M.describe(peers, server)
  local memory = tonumber(from("/proc/meminfo", "MemTotal:%s*(%d+)"))
  local lines = {
    ("- %s; %s cores, shared by the client and the server; %s"):format(
      from("/proc/cpuinfo", "model name%s*:%s*([^\n]+)") or first_line "uname -m" or "?", first_line "nproc" or "?",
      memory and ("%.0f GiB of memory"):format(memory / 1048576) or "memory unknown"),
    ("- %s; Linux %s"):format(from("/etc/os-release", 'PRETTY_NAME="([^"]+)"') or "unknown system",
      first_line "uname -r" or "?"),
    ("- server: %s, one worker, TLS; CA store of %d certificates for `connect`"):format(
      first_line "nginx -v" or "nginx", server.certificates),
  }
  for _, peer in ipairs(peers) do
    lines[#lines + 1] = ("- %s: %s"):format(peer.title, peer.found and peer.found.version or peer.missing)
  end
  return table.concat(lines, "\n")
end

return M
