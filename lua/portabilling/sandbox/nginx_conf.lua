--- The configuration of the sandbox's nginx.

local shell = require "portabilling.sandbox.shell"

local M = {}

local template = [[
$modules
daemon on;
master_process off; # one process: the records live in its memory
pid "$directory/nginx.pid";
error_log "$directory/error.log" warn;
pcre_jit on;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path "$directory/body";
  proxy_temp_path "$directory/proxy";
  fastcgi_temp_path "$directory/fastcgi";
  uwsgi_temp_path "$directory/uwsgi";
  scgi_temp_path "$directory/scgi";
  client_max_body_size 16m;
  client_body_buffer_size 16m;
  keepalive_timeout 75s;
  keepalive_requests 1000000;
  tcp_nodelay on;
  server_tokens off;
  gzip on;
  gzip_comp_level 1;
  gzip_min_length 1000;
  gzip_types application/json;
  ssl_certificate "$cert_file";
  ssl_certificate_key "$key_file";
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_cache shared:sandbox:1m;
  lua_package_path "$lua_path";
  lua_ssl_trusted_certificate "$trusted";
  lua_ssl_verify_depth 5;
  lua_socket_log_errors off; # a receiver of events that is not there is no news of the server's
  $resolver
  init_worker_by_lua_block { require("portabilling.sandbox.server").init([=[$directory]=]) }
$servers
  server {
    listen 127.0.0.1:$control;
    location / { content_by_lua_block { require("portabilling.sandbox.control").handle() } }
  }
}
]]

local server = [[
  server {
    listen $host:$port ssl;
    location / { content_by_lua_block { require("portabilling.sandbox.server").handle("$realm") } }
    location /espf/ { content_by_lua_block { require("portabilling.sandbox.espf").handle("$realm") } }
    location /doc/ { content_by_lua_block { require("portabilling.sandbox.doc").handle("$realm") } }
  }]]

local function fill(text, values)
  return (text:gsub("%$([%a_]+)", function(name)
    return values[name] -- what is not ours stays
  end))
end

-- The system's name servers, for receivers of events: nginx does not find them by itself.
local function resolver()
  local addresses = {}
  for address in (shell.read_file("/etc/resolv.conf") or ""):gmatch("nameserver%s+(%S+)") do
    if address:find("^%d+%.%d+%.%d+%.%d+$") then
      addresses[#addresses + 1] = address
    elseif address:find("^[%x:]+$") then
      addresses[#addresses + 1] = "[" .. address .. "]"
    end
  end
  return #addresses > 0 and "resolver " .. table.concat(addresses, " ") .. ";" or ""
end

-- The authorities that receivers of events are verified against.
local function trusted(options)
  return options.trusted_file or shell.authorities() or options.cert_file
end

M.realms = { "admin", "reseller", "customer", "account" }

--- Write the configuration.
---@param options { directory: string, host: string, ports: table<string, integer>, modules: string,
---  cert_file: string, key_file: string, lua_path: string, trusted_file?: string }
---@return string
function M.make(options)
  local servers, loads = {}, {}
  for i, realm in ipairs(M.realms) do
    servers[i] = fill(server, { host = options.host, port = ("%d"):format(options.ports[realm]), realm = realm })
  end
  for i, name in ipairs { "ndk_http_module.so", "ngx_http_lua_module.so" } do
    loads[i] = ('load_module "%s/%s";'):format(options.modules, name)
  end
  return fill(template, {
    modules = table.concat(loads, "\n"), directory = options.directory, cert_file = options.cert_file,
    key_file = options.key_file, lua_path = options.lua_path, servers = table.concat(servers, "\n"),
    trusted = trusted(options), resolver = resolver(),
    control = ("%d"):format(options.ports.control),
  })
end

return M
