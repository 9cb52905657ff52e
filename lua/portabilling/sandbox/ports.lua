--- The sandbox's ports: one for each realm, and one for the control channel, which is on loopback whatever the host.

local socket = require "socket"

local urls = require "portabilling.support.url"

local M = {}

M.names = { "admin", "reseller", "customer", "account", "control" }

--- The ports around that of the administrators, as in real installations.
---@param base integer
---@return table<string, integer>
function M.at(base)
  return { admin = base, reseller = base - 1, customer = base + 1, account = base + 2, control = base + 3 }
end

--- Could these be ports?
---@param ports table<string, any>
---@return boolean? ok
---@return string? message
function M.check(ports)
  local taken = {}
  for _, name in ipairs(M.names) do
    local port = ports[name]
    if not urls.is_port(port) then
      return nil, ("the %s port must be a number from 1 to 65535, not %s"):format(name, tostring(port))
    elseif taken[port] then
      return nil, ("the %s and %s ports must not be the same"):format(taken[port], name)
    end
    taken[port] = name
  end
  return true
end

--- Ask the system for ports that are free now. All are held until the last is known, so that they differ.
---@return table<string, integer>? ports
---@return string? message
function M.free()
  local held, ports = {}, {}
  for _, name in ipairs(M.names) do
    local server, message = socket.bind("127.0.0.1", 0)
    if not server then
      return nil, "no free port: " .. message
    end
    held[#held + 1] = server
    local _, port = server:getsockname()
    ports[name] = tonumber(port)
  end
  for _, server in ipairs(held) do
    server:close()
  end
  return ports
end

--- Can a server listen at these ports now?
---@param host string
---@param ports table<string, integer>
---@return boolean? ok
---@return string? message
function M.available(host, ports)
  local busy = {}
  for _, name in ipairs(M.names) do
    local address = name == "control" and "127.0.0.1" or host:match("^%[(.*)%]$") or host
    local server, message = socket.bind(address, ports[name])
    if server then
      server:close()
    elseif message:lower():find("already in use", 1, true) then
      busy[#busy + 1] = ("%d (%s)"):format(ports[name], name)
    else
      return nil, ("cannot listen at %s, port %d: %s"):format(address, ports[name], message)
    end
  end
  if #busy > 0 then
    return nil, ("port %s: Address already in use; end the program that listens there, or choose others with --port")
      :format(table.concat(busy, ", "))
  end
  return true
end

return M
