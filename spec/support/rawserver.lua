--- A TCP server that misbehaves on order, as a process of its own: it counts the complete HTTP requests it has
--- read and treats the n-th one as the n-th step of its script says (the last step repeats).
---
--- Steps: { "answer" }        200 with the request's number as the body, connection kept
---        { "drop" }          closed without a byte
---        { "reset" }         the same, with a TCP reset
---        { "hang" }          never answered
---        { "raw", bytes }    these bytes, then closed
---        { "cut", bytes }    these bytes, then a TCP reset
---        { "keep", bytes }   these bytes, connection kept for the next request
---        { "trickle", bytes, more }  these bytes, then one of `more` every 50 ms, for ever
---        { "stay", bytes }   these bytes, connection left open
---        { "endless", bytes, more }  these bytes, then `more` for as long as the client takes it
---        { "later", bytes }  these bytes, once release() is called; connection kept
---
--- As a module: rawserver.start(steps) -> { url, port, count(), connections(), open(), last(), release(), stop() }.
--- open(): connections that are open now; they are closed when somebody sends it "CUT" and a line end. last(): the head
--- of the request that came last.

local socket = require "socket"

local M = {}

local function hex(s)
  return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

local function unhex(s)
  return (s:gsub("%x%x", function(h) return string.char(tonumber(h, 16)) end))
end

local function ask(port, what)
  local client = assert(socket.connect("127.0.0.1", port))
  client:send(what .. "\n")
  local line = client:receive("*l")
  client:close()
  return line
end

--- A step: this JSON as the answer, connection kept.
---@param body string
---@param status string? "200 OK" without
---@return string[] step
function M.json(body, status)
  return { "keep", ("HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
    :format(status or "200 OK", #body, body) }
end

---@param steps string[][]
---@return table server
function M.start(steps)
  local words = {}
  for _, step in ipairs(steps) do
    words[#words + 1] = step[1] .. ":" .. hex(step[2] or "") .. ":" .. hex(step[3] or "")
  end
  local path = assert(package.searchpath("support.rawserver", package.path))
  local script = os.tmpname() -- a megabyte of header does not fit on a command line
  local file = assert(io.open(script, "wb"))
  assert(file:write(table.concat(words, " ")))
  file:close()
  local process = assert(io.popen(("exec lua5.4 %s serve %s </dev/null"):format(path, script)))
  local port = tonumber(process:read("*l"))
  os.remove(script)
  assert(port, "the raw server did not start")
  local server = { port = port, url = ("http://127.0.0.1:%d"):format(port) }
  function server.count()
    return tonumber(ask(port, "COUNT"))
  end
  function server.connections()
    return tonumber(ask(port, "CONNECTIONS"))
  end
  function server.last()
    return unhex(ask(port, "LAST"))
  end
  function server.open()
    return tonumber(ask(port, "OPEN"))
  end
  function server.release()
    ask(port, "RELEASE")
  end
  function server.stop()
    if process then
      ask(port, "STOP")
      process:close()
      process = nil
    end
  end
  return server
end

---- the process ----

local IDLE_LIMIT = 120 -- seconds; then whoever started it is gone

local function serve(script)
  local steps = {}
  local file = assert(io.open(script, "rb"))
  for word in file:read("*a"):gmatch("%S+") do
    local name, bytes, more = word:match("^(%a+):(%x*):(%x*)$")
    steps[#steps + 1] = { name = name, bytes = unhex(bytes), more = unhex(more) }
  end
  file:close()
  local listener = assert(socket.bind("127.0.0.1", 0))
  local _, port = listener:getsockname()
  print(math.floor(port))
  io.stdout:flush()

  local clients, buffers, floods, trickles, held = { listener }, {}, {}, {}, {}
  local requests, connections, stopped, last = 0, 0, false, ""

  local function forget(client)
    for i, other in ipairs(clients) do
      if other == client then
        table.remove(clients, i)
        break
      end
    end
    buffers[client], floods[client], trickles[client], held[client] = nil, nil, nil, nil
    client:close()
  end

  local function treat(client)
    requests = requests + 1
    local step = steps[math.min(requests, #steps)]
    if step.name == "answer" then
      local body = tostring(requests)
      client:send(("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"):format(#body, body))
    elseif step.name == "drop" then
      forget(client)
    elseif step.name == "reset" then
      client:setoption("linger", { on = true, timeout = 0 })
      forget(client)
    elseif step.name == "raw" then
      client:send(step.bytes)
      forget(client)
    elseif step.name == "cut" then
      client:send(step.bytes)
      client:setoption("linger", { on = true, timeout = 0 })
      forget(client)
    elseif step.name == "trickle" then
      client:send(step.bytes)
      client:settimeout(0)
      trickles[client] = step.more
    elseif step.name == "stay" or step.name == "keep" then
      client:send(step.bytes)
    elseif step.name == "later" then
      held[client] = step.bytes
    elseif step.name == "endless" then
      client:send(step.bytes)
      client:settimeout(0)
      floods[client] = step.more
    end
  end

  local control = {
    COUNT = function() return requests end,
    CONNECTIONS = function() return connections end,
    LAST = function() return hex(last) end,
    OPEN = function() return #clients - 2 end, -- without the listener and this one
    RELEASE = function()
      for client, bytes in pairs(held) do
        held[client] = nil
        client:send(bytes)
      end
      return 0
    end,
    CUT = function(asker)
      for i = #clients, 1, -1 do
        if clients[i] ~= listener and clients[i] ~= asker then
          forget(clients[i])
        end
      end
      return 0
    end,
    STOP = function()
      stopped = true
      return 0
    end,
  }

  local function hear(client)
    local data, failure, part = client:receive(65536)
    data = data or part
    if failure == "closed" and data == "" then
      return forget(client)
    end
    buffers[client] = buffers[client] .. data
    local order = buffers[client]:match("^(%u+)\n")
    if order then
      connections = connections - 1 -- this one is not the client's
      client:send(control[order](client) .. "\n")
      return forget(client)
    end
    while buffers[client] do
      local head, rest = buffers[client]:match("^(.-\r\n\r\n)(.*)$")
      local length = head and tonumber(head:lower():match("\ncontent%-length:%s*(%d+)") or 0)
      if not head or #rest < length then
        return
      end
      buffers[client], last = rest:sub(length + 1), head
      treat(client)
    end
  end

  while not stopped do
    local writers = {}
    for client in pairs(floods) do
      writers[#writers + 1] = client
    end
    local readable, writable, failure = socket.select(clients, writers, next(trickles) and 0.05 or IDLE_LIMIT)
    if failure == "timeout" and not next(trickles) then
      return
    end
    for client, more in pairs(trickles) do
      client:send(more)
    end
    for _, client in ipairs(readable) do
      if client == listener then
        local new = listener:accept()
        new:settimeout(0)
        clients[#clients + 1], buffers[new] = new, ""
        connections = connections + 1
      else
        hear(client)
      end
    end
    for _, client in ipairs(writable) do
      local _, why = client:send(floods[client] or "")
      if why and why ~= "timeout" then
        forget(client)
      end
    end
  end
end

if ... == "serve" then
  serve((select(2, ...)))
end

return M
