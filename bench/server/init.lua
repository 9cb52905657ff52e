--- The benchmark's server: one nginx worker with TLS, verified against a private authority.
local process = require "bench.process"
local shell = require "portabilling.sandbox.shell"
local support = require "support.server"

local M = {}

-- Session tickets are off, so that every new connection is a full, verified handshake. "fresh" ends the connection
-- after each answer.
local HTTP = [[
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_tickets off;
  keepalive_requests 100000000;
  keepalive_timeout 300s;
  client_body_buffer_size 64k;
  map $request_body $has_account { '~"account_info": *\{' 1; }
  init_by_lua_block { require "bench.server.answers" }
]]

local LOCATIONS = [[
  location ~ ^/(fast|slow|waiting|step)/(\d+)/rest/(\w+/\w+)$ {
    content_by_lua_block { require("bench.server.answers").answer() }
  }
  location ~ ^/(fresh)/(\d+)/rest/(\w+/\w+)$ {
    keepalive_timeout 0;
    content_by_lua_block { require("bench.server.answers").answer() }
  }
]]

-- A file of authorities as large as a system's own: what a client has to parse in real life.
local function ca_store(server)
  local text, source = shell.read_file(server.ca_file), shell.authorities()
  if source then
    text = assert(shell.read_file(source)) .. "\n" .. text
  end
  local path = server.directory .. "/store.pem"
  assert(shell.write_file(path, text))
  local _, certificates = text:gsub("%-%-%-%-%-BEGIN CERTIFICATE", "")
  return path, certificates, source
end

--- Starts it. url(speed, count): base URL of a list of so many records; cpu(): seconds its worker has used, or nil where
--- the system does not tell.
---@return table server { url, cpu, stop, ca_file, store, certificates }
function M.start()
  local running = support.start { http = HTTP, locations = LOCATIONS }
  local worker = process.worker(running)
  local server = { ca_file = running.ca_file, stop = running.stop, port = running.port }
  server.store, server.certificates = ca_store(running)
  function server.url(speed, count)
    return ("%s/%s/%d"):format(running.url, speed, count)
  end
  function server.cpu()
    return process.cpu(worker)
  end
  return server
end

return M
