--- How long a location takes to answer: probe.lua PORT PATH SECONDS. A request every 2 ms on one connection, whenever the
--- one before was answered: times count from when a request was due, so that no stall hides the requests that it held up.
--- Prints "p50 p99 greatest count", in seconds.
local socket = require "socket"

local port, path, seconds = arg[1], arg[2], tonumber(arg[3])
local EVERY = 0.002

local connection = assert(socket.connect("127.0.0.1", port))
connection:settimeout(30)
connection:setoption("tcp-nodelay", true)
local request = ("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"):format(path)

local function ask()
  assert(connection:send(request))
  local length
  assert(assert(connection:receive "*l"):find "^HTTP/1.1 200")
  repeat
    local line = assert(connection:receive "*l")
    length = length or tonumber(line:match "^Content%-Length: (%d+)")
  until line == ""
  assert(connection:receive(length))
end

local times = {}
local began = socket.gettime()
for i = 1, math.floor(seconds / EVERY) do
  local due = began + i * EVERY
  local early = due - socket.gettime()
  if early > 0 then
    socket.sleep(early)
    due = math.max(due, socket.gettime()) -- that the system woke this program late is not the server's fault
  end
  ask()
  times[i] = socket.gettime() - due
end
table.sort(times)
local function quantile(q)
  return times[math.max(1, math.ceil(q * #times))]
end
print(("%.6f %.6f %.6f %d"):format(quantile(0.5), quantile(0.99), times[#times], #times))
