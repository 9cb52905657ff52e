--- An nginx whose locations use the client, in front of a sandbox or another server: what an operator would set up. And a
--- plain HTTP client for it that can have many requests under way.
local server = require "support.server"
local socket = require "socket"

local M = {}

local Answer = {}
Answer.__index = Answer

--- Waits for the answer: its body, and its status.
function Answer:read()
  local text = self.connection:receive "*a" or ""
  self.connection:close()
  local status, body = text:match "^HTTP/1%.%d (%d+).-\r\n\r\n(.*)$"
  return body, tonumber(status)
end

--- Goes away without waiting for it.
function Answer:leave()
  self.connection:close()
end

--- Was the client built for LuaJIT? (Not by `make check-asan`, for one.)
function M.available()
  return package.searchpath("portabilling.core", server.luajit_paths(package.cpath)) ~= nil
end

--- Starts it. options: as of support.server; ca_file: what lua_ssl_trusted_certificate names (nothing: not set); dicts:
--- lua_shared_dict directives.
---@return table app as of support.server, with get(path), ask(path), ask_all(path, n)
function M.start(options)
  local http = { options.http or "", options.dicts or "" }
  if options.ca_file then
    http[#http + 1] = ("lua_ssl_trusted_certificate %s;"):format(options.ca_file)
  end
  local own = { http = table.concat(http, "\n") }
  for name, value in pairs(options) do
    own[name] = own[name] or value
  end
  local app = server.start(own)

  --- Sends a request; :read() gets the answer.
  function app.ask(path)
    local connection = assert(socket.connect("127.0.0.1", app.plain_port))
    connection:settimeout(60)
    assert(connection:send(("GET %s HTTP/1.0\r\nHost: app\r\n\r\n"):format(path)))
    return setmetatable({ connection = connection }, Answer)
  end
  --- Body and status.
  function app.get(path)
    return app.ask(path):read()
  end
  --- So many at once: the bodies.
  function app.ask_all(path, n)
    local asked, bodies = {}, {}
    for i = 1, n do
      asked[i] = app.ask(path)
    end
    for i = 1, n do
      bodies[i] = asked[i]:read()
    end
    return bodies
  end
  return app
end

--- Waits until done() gives something, and returns that. Raises when it takes more than 10 seconds.
function M.await(done, what)
  for _ = 1, 1000 do
    local result = done()
    if result then
      return result
    end
    socket.sleep(0.01)
  end
  error("in vain: " .. (what or "awaited"), 2)
end

--- The text that makes a client in nginx, as Lua source: options as for pb.new, written out.
function M.client(options)
  local parts = {}
  for name, value in pairs(options) do
    parts[#parts + 1] = ("%s = %s"):format(name, type(value) == "string" and ("%q"):format(value) or tostring(value))
  end
  return ('require("portabilling").new { %s }'):format(table.concat(parts, ", "))
end

return M
