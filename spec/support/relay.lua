--- A TCP relay in front of a real server, as a process of its own: it counts the connections on which a client has
--- said something, and treats the n-th as the n-th step of its script says (the last step repeats).
---
--- Steps: "pass"   bytes go both ways
---        "drop"   closed when the client's first bytes (a TLS hello) have come
---        "reset"  the same, with a TCP reset
---        "hang"   never answered
---        "cut-N"  bytes go both ways until the server has sent N; then closed, in the middle of what TLS makes of them
---        "proxy"  an HTTP proxy: opens the tunnel that is asked for (to the target, whatever was asked), then passes on
---        "forbid", "authenticate" an HTTP proxy that refuses, with 403 or 407
---
--- As a module: relay.start(target_port, steps) -> { port, url, connections(), cut(), stop() }.

local socket = require "socket"

local M = {}

local function ask(port, what)
  local client = assert(socket.connect("127.0.0.1", port))
  client:send(what .. "\n")
  local line = client:receive("*l")
  client:close()
  return tonumber(line)
end

---@param target integer port on 127.0.0.1
---@param steps string[]
---@return table relay cut() closes what is open, at both ends, and returns when that is done
function M.start(target, steps)
  local path = assert(package.searchpath("support.relay", package.path))
  local process = assert(io.popen(("exec env -u LUA_PATH -u LUA_CPATH lua5.4 %s serve %d %s </dev/null"):format(path,
    target, table.concat(steps, " "))))
  local port = assert(tonumber(process:read("*l")), "the relay did not start")
  local relay = { port = port, url = ("https://127.0.0.1:%d"):format(port) }
  function relay.connections()
    return ask(port, "CONNECTIONS")
  end
  --- 1 once a proxy was given credentials.
  function relay.credentials()
    return ask(port, "CREDENTIALS")
  end
  function relay.cut()
    ask(port, "CUT")
  end
  function relay.stop()
    if process then
      ask(port, "STOP")
      process:close()
      process = nil
    end
  end
  return relay
end

---- the process ----

local IDLE_LIMIT = 120 -- seconds; then whoever started it is gone

local function serve(target, steps)
  local listener = assert(socket.bind("127.0.0.1", 0))
  local _, port = listener:getsockname()
  print(math.floor(port))
  io.stdout:flush()

  -- peers: other end of a passed connection; false: nothing was said yet; true: said, and left hanging
  -- allowed: how many bytes may still come from this server
  local sockets, peers, allowed = { listener }, {}, {}
  local connections, credentials, stopped = 0, 0, false

  local function watch(client, peer)
    client:settimeout(0)
    sockets[#sockets + 1], peers[client] = client, peer
  end

  local function forget(client)
    local peer = peers[client]
    if peer == nil then
      return
    end
    for i, other in ipairs(sockets) do
      if other == client then
        table.remove(sockets, i)
        break
      end
    end
    peers[client], allowed[client] = nil, nil
    client:close()
    if type(peer) == "userdata" then
      forget(peer)
    end
  end

  local function pass_on(client, data)
    client:settimeout(10)
    client:send(data)
    client:settimeout(0)
  end

  local orders = {
    CONNECTIONS = function() return connections end,
    CREDENTIALS = function() return credentials end,
    CUT = function()
      for client, peer in pairs(peers) do
        if type(peer) == "userdata" then
          client:close()
        end
      end
      sockets, peers = { listener }, {}
      return 0
    end,
    STOP = function()
      stopped = true
      return 0
    end,
  }

  local function begin(client, data)
    local order = orders[data:match("^(%u+)\n")]
    if order then
      client:send(order() .. "\n")
      return forget(client)
    end
    connections = connections + 1
    local step = steps[math.min(connections, #steps)]
    local most = tonumber(step:match "^cut%-(%d+)$")
    if step == "pass" or most then
      local server = assert(socket.connect("127.0.0.1", target))
      watch(server, client)
      peers[client], allowed[server] = server, most
      pass_on(server, data)
    elseif step == "hang" then
      peers[client] = true
    elseif step == "proxy" and data:find "^CONNECT [^ ]+ HTTP/1.1\r\n.*\r\n\r\n$" then
      local server = assert(socket.connect("127.0.0.1", target))
      watch(server, client)
      peers[client] = server
      credentials = data:match "Proxy%-Authorization: Basic (%S+)" and 1 or credentials
      client:send "HTTP/1.1 200 Connection established\r\n\r\n"
    elseif step == "forbid" or step == "authenticate" then
      client:send(("HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n"):format(
        step == "forbid" and "403 Forbidden" or "407 Proxy Authentication Required"))
      forget(client)
    else
      if step == "reset" then
        client:setoption("linger", { on = true, timeout = 0 })
      end
      forget(client)
    end
  end

  local function hear(client)
    local data, failure, part = client:receive(65536)
    data = data or part
    if data ~= "" then
      if not peers[client] then
        begin(client, data)
      elseif peers[client] ~= true then
        local most = allowed[client]
        pass_on(peers[client], most and data:sub(1, most) or data)
        allowed[client] = most and most - #data
        if most and most <= #data then
          forget(client)
        end
      end
    elseif failure == "closed" then
      forget(client)
    end
  end

  while not stopped do
    local readable, _, failure = socket.select(sockets, nil, IDLE_LIMIT)
    if failure == "timeout" then
      return
    end
    for _, client in ipairs(readable) do
      if client == listener then
        watch(listener:accept(), false)
      elseif peers[client] ~= nil then
        hear(client)
      end
    end
  end
end

if ... == "serve" then
  serve(tonumber((select(2, ...))), { select(3, ...) })
end

return M
