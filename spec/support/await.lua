-- Waits for what another process brings about.
local socket = require "socket"

--- Returns when the condition holds; raises when it does not within a minute.
---@param condition fun(): boolean?
return function(condition)
  local deadline = socket.gettime() + 60
  while not condition() do
    assert(socket.gettime() < deadline, "it does not happen")
    socket.sleep(0.01)
  end
end
