--- One delivery of an event: an HTTP POST over a cosocket, inside nginx. Only what a sender of events needs: it looks at
--- the status, and never uses a connection twice.

local shell = require "portabilling.sandbox.shell"

local M = {}

local MAX_DRAIN = 65536

-- Cosockets do not look into this file, so localhost would not be found.
local function from_hosts_file(name)
  for text in (shell.read_file("/etc/hosts") or ""):gmatch("[^\n]+") do
    local address, names = text:gsub("#.*", ""):match("^%s*(%d+%.%d+%.%d+%.%d+)%s+(.*)$")
    for each in (names or ""):gmatch("%S+") do
      if each:lower() == name:lower() then
        return address
      end
    end
  end
end

local function authorization(target)
  if target.header then
    return ("%s: %s\r\n"):format(target.header, target.value)
  elseif target.login then
    return ("Authorization: Basic %s\r\n"):format(ngx.encode_base64(target.login .. ":" .. target.password))
  end
  return ""
end

-- Read what follows the status, so that the receiver does not see the connection reset.
local function drain(socket)
  socket:settimeout(1000)
  local taken = 0
  repeat
    local data = socket:receiveany(8192)
    taken = taken + #(data or "")
  until not data or taken > MAX_DRAIN
end

--- Send it.
---@param target table see target.lua
---@param body string
---@return integer? status
---@return string? message
function M.send(target, body)
  local deadline = ngx.now() + target.timeout / target.speed
  local socket = ngx.socket.tcp()
  local function step(name, ...)
    ngx.update_time()
    socket:settimeout(math.max(1, (deadline - ngx.now()) * 1000))
    local result, message = socket[name](socket, ...)
    if not result then
      socket:close()
      return nil, name .. ": " .. tostring(message)
    end
    return result
  end
  local ok, message = step("connect", from_hosts_file(target.host) or target.host, target.port)
  if ok and target.tls then
    ok, message = step("sslhandshake", nil, target.host, target.verify)
  end
  if ok then
    ok, message = step("send", {
      "POST ", target.path, " HTTP/1.1\r\nHost: ", target.host_header, "\r\nDate: ", ngx.http_time(ngx.time()),
      "\r\nContent-Type: application/json\r\nContent-Length: ", tostring(#body), "\r\n", authorization(target),
      "User-Agent: portabilling-sandbox\r\nConnection: close\r\n\r\n", body,
    })
  end
  local first
  if ok then
    first, message = step("receive", "*l")
  end
  if not first then
    return nil, message
  end
  local status = tonumber(first:match("^HTTP/%d%.%d (%d%d%d)"))
  if status then
    drain(socket)
  end
  socket:close()
  return status, not status and "not an HTTP answer" or nil
end

return M
