--- A real nginx for one spec: TLS with its own CA, plain HTTP beside it, answers written in Lua.

local certificate = require "portabilling.sandbox.certificate"
local shell = require "portabilling.sandbox.shell"
local socket = require "socket"

local M = {}

local function free_port()
  local probe = assert(socket.bind("127.0.0.1", 0))
  local _, port = probe:getsockname()
  probe:close()
  return math.floor(tonumber(port))
end

-- Around a configuration that somebody else wrote, such as the README's: what only says where things are, and the port.
local function around(configuration)
  local http = [[
  access_log off;
  client_body_temp_path $DIR/body;
  proxy_temp_path $DIR/proxy;
  fastcgi_temp_path $DIR/fastcgi;
  uwsgi_temp_path $DIR/uwsgi;
  scgi_temp_path $DIR/scgi;
  lua_package_path '$LUA_PATH;;';
  lua_package_cpath '$LUA_CPATH;;';]]
  return [[
include /etc/nginx/modules-enabled/10-mod-http-ndk.conf;
include /etc/nginx/modules-enabled/50-mod-http-lua.conf;
worker_processes $WORKERS;
$MAIN
$USER
pid $DIR/nginx.pid;
error_log $DIR/error.log $LEVEL;
events { worker_connections 512; }
]] .. configuration:gsub("\nhttp {\n", function(line) return line .. http .. "\n" end)
    :gsub("listen %d+;", "listen 127.0.0.1:$PLAIN_PORT;")
end

local CONFIGURATION = [[
include /etc/nginx/modules-enabled/10-mod-http-ndk.conf;
include /etc/nginx/modules-enabled/50-mod-http-lua.conf;
worker_processes $WORKERS;
$MAIN
daemon on;
$USER
pid $DIR/nginx.pid;
error_log $DIR/error.log $LEVEL;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path $DIR/body;
  proxy_temp_path $DIR/proxy;
  fastcgi_temp_path $DIR/fastcgi;
  uwsgi_temp_path $DIR/uwsgi;
  scgi_temp_path $DIR/scgi;
  client_max_body_size 100m;
  lua_shared_dict counters 1m;
  lua_package_path '$LUA_PATH;;';
  lua_package_cpath '$LUA_CPATH;;';
  $HTTP
  server {
    listen 127.0.0.1:$TLS_PORT ssl$LISTEN;
    listen 127.0.0.1:$PLAIN_PORT$LISTEN;
    ssl_certificate $CERT;
    ssl_certificate_key $KEY;
    $LOCATIONS
  }
}
]]

--- Where LuaJIT, which is what nginx runs, finds what this Lua finds.
---@param paths string
function M.luajit_paths(paths)
  -- nginx itself has no sanitizers, so its modules must have none either.
  return (paths:gsub(";;", ";"):gsub("/lua5%.4/%?%.so", "/luajit/?.so"):gsub("/asan/luajit/", "/luajit/")
    :gsub("/5%.4/", "/5.1/"))
end

--- Start nginx. Ports are free ones on 127.0.0.1; everything lives in a temporary directory.
---@param options { locations?: string, configuration?: string, environment?: table, http?: string, main?: string,
---  certificate?: table, workers?: integer, listen?: string, level?: string }
---  configuration: of somebody else, to be used as it is; environment: further variables for nginx;
---  locations: nginx configuration inside the server block; http: inside the http block; main: outside of it;
---  certificate: options of sandbox.certificate.make; workers: default 1; listen: further words of the listen directives;
---  level: of the error log, default "warn"
---@return table server { url, plain_url, port, plain_port, ca_file, directory, stop = function, log = function,
---  signal = function }
function M.start(options)
  local directory = assert(shell.temporary_directory())
  local files = assert(certificate.make(directory, options.certificate))
  local server = { directory = directory, ca_file = files.ca_file }
  local started, output
  local text = options.configuration and around(options.configuration) or CONFIGURATION
  local command = { "env" }
  for name, value in pairs(options.environment or {}) do
    command[#command + 1] = name .. "=" .. value
  end
  for _, word in ipairs { "nginx", "-e", directory .. "/error.log", "-c", directory .. "/nginx.conf" } do
    command[#command + 1] = word
  end
  for _ = 1, 5 do -- another process may take a port between our look and nginx's bind
    server.port, server.plain_port = free_port(), free_port()
    local values = {
      DIR = directory, CERT = files.cert_file, KEY = files.key_file,
      LUA_PATH = M.luajit_paths(package.path),
      LUA_CPATH = M.luajit_paths(package.cpath), MAIN = options.main or "",
      WORKERS = tostring(options.workers or 1), LISTEN = options.listen and " " .. options.listen or "",
      LEVEL = options.level or "warn",
      -- Where root runs the specs, the workers too: nobody else gets into its temporary directories.
      USER = select(2, shell.run "id -u") == "0\n" and "user root;" or "",
      HTTP = options.http or "", LOCATIONS = options.locations or "", TLS_PORT = server.port,
      PLAIN_PORT = server.plain_port,
    }
    assert(shell.write_file(directory .. "/nginx.conf", (text:gsub("%$([A-Z_]+)", values))))
    started, output = shell.run(shell.command(command))
    if started then
      break
    end
  end
  assert(started, output)
  server.url = ("https://127.0.0.1:%d"):format(server.port)
  server.plain_url = ("http://127.0.0.1:%d"):format(server.plain_port)

  -- The guard ends nginx when told to, or when this process is gone for whatever reason.
  local pid = assert(shell.read_file(directory .. "/nginx.pid")):match("%d+")
  local script = "trap '' INT; read _; kill $1; while [ -e $2/nginx.pid ] && kill -0 $1; do sleep 0.02; done; rm -rf $2"
  local guard = assert(io.popen(shell.command { "sh", "-c", script, "guard", pid, directory } .. " 2>/dev/null", "w"))
  --- What nginx has logged so far.
  function server.log()
    return shell.read_file(directory .. "/error.log")
  end
  --- Sends its master a signal, such as "HUP".
  function server.signal(name)
    assert(shell.run(shell.command { "kill", "-s", name, pid }))
  end
  function server.stop()
    if guard then
      guard:write("stop\n")
      guard:close()
      guard = nil
    end
  end
  return server
end

return M
