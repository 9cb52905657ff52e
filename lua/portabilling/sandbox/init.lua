--- Starts and steers a PortaBilling look-alike: nginx with TLS, one port per realm.
---
---   local sandbox = require "portabilling.sandbox"
---   local s = assert(sandbox.start { size = "small" })
---   print(s.url.admin, s.login, s.token, s.ca_file)
---   s:stop()

local socket = require "socket"

local certificate = require "portabilling.sandbox.certificate"
local controls = require "portabilling.sandbox.controls"
local event_target = require "portabilling.sandbox.events.target"
local json = require "portabilling.sandbox.json"
local nginx_conf = require "portabilling.sandbox.nginx_conf"
local plain = require "portabilling.support.plain"
local ports = require "portabilling.sandbox.ports"
local seed_sizes = require("portabilling.sandbox.seed").sizes
local settings = require "portabilling.sandbox.settings"
local shell = require "portabilling.sandbox.shell"

local M = {}

---@class portabilling.Sandbox
---@field url table<"admin"|"reseller"|"customer"|"account", string> base URLs, one per realm
---@field login string login of an administrator
---@field token string its API token
---@field password string its password
---@field logins table<string, table> login, password, token (and i_user, i_customer, i_account) for each realm, and
---  must_change: an administrator whose password has expired; tied: one of a single environment, who must not send
---  i_env at login
---@field ca_file string the authority that signed the server's certificate (PEM)
---@field directory string where its files are
---@field control_url string the control channel, and
---@field control_key string what it asks for as Authorization: Bearer KEY; the functions of this object send it
local Sandbox = setmetatable({}, { __index = controls.Sandbox })
Sandbox.__index = Sandbox

-- The programs and modules needed, or what to install.
local function find_nginx()
  local program = shell.first_file {
    "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/local/nginx/sbin/nginx", "/usr/bin/nginx",
  }
  if not program then
    return nil, "sandbox: nginx was not found; on Debian: apt-get install nginx libnginx-mod-http-lua"
  end
  local _, built = shell.run(shell.quote(program) .. " -V")
  local modules = built:match("%-%-modules%-path=(%S+)") or "/usr/lib/nginx/modules"
  if not shell.first_file { modules .. "/ngx_http_lua_module.so" } then
    return nil, ("sandbox: nginx has no Lua module in %s; on Debian: apt-get install libnginx-mod-http-lua"):format(
      modules)
  end
  return program, modules
end

-- package.path entries of the directory this module was loaded from, for nginx's own Lua.
local function lua_path()
  local search = package.searchpath
  local found = search and search("portabilling.sandbox.server", package.path)
  if not found then
    return nil, "sandbox: portabilling.sandbox.server is not on package.path"
  end
  local root = shell.absolute((found:gsub("portabilling/sandbox/server%.lua$", "")))
  return root .. "?.lua;" .. root .. "?/init.lua;;"
end

-- A directory that somebody named may hold what is his: only an empty one is taken, which gets this mark, or one that
-- has it. One with a key for the control channel is of a release that made no mark.
local OWN_MARK = ".portabilling-sandbox"
local MARK_TEXT = "A PortaBilling sandbox keeps its files in this directory, and writes over those of earlier starts.\n"

local function take_directory(path)
  local mark = path .. "/" .. OWN_MARK
  local options = json.decode(shell.read_file(path .. "/options.json") or "")
  local ours = shell.read_file(mark) ~= nil or type(options) == "table" and type(options.control_key) == "string"
  local _, first = shell.run("ls -A -- " .. shell.quote(path) .. " | head -n 1")
  if first ~= "" and not ours then
    return nil, ("the directory %s holds files that are not a sandbox's (%s): name an empty one, leave --directory "
      .. "out, or, if they may be written over, put a file %s into it"):format(path, first:match "[^\n]*", OWN_MARK)
  end
  local made, message = shell.write_file(mark, MARK_TEXT)
  return made and path, message
end

-- The whole path of a directory that somebody named.
local function existing_directory(name)
  if name == "" then
    return nil, "an empty name is no directory: name one, or leave --directory out"
  end
  local ok, output = shell.run("CDPATH= cd -- " .. shell.quote(name) .. " && test -w . && pwd -P")
  if ok then
    return take_directory((output:gsub("\n$", "")))
  end
  local is_one = shell.run(shell.command { "test", "-d", name })
  return nil, is_one and ("the directory %s cannot be written to"):format(name)
    or ("there is no directory %s: make it first, or leave --directory out"):format(name)
end

-- The process of a sandbox that runs in this directory. A pid file may also be what one that was killed has left behind.
local function running_in(directory)
  local process = (shell.read_file(directory .. "/nginx.pid") or ""):match("%d+")
  local command = process and shell.read_file(("/proc/%s/cmdline"):format(process))
  return command and command:find("\0" .. directory .. "\0", 1, true) and process
end

local function tail(path)
  local text = shell.read_file(path) or ""
  return #text > 2000 and "..." .. text:sub(-2000) or text
end

local function check_options(options)
  local allowed = {
    size = true, seed = true, settings = true, directory = true, host = true, ports = true, today = true, watch = true,
    events = true,
  }
  for name in pairs(options) do
    if not allowed[name] then
      return nil, "sandbox: unknown option " .. tostring(name)
    end
  end
  local size = options.size or "small"
  if not seed_sizes[size] and not (type(size) == "number" and size >= 1 and size <= 10000000 and size % 1 == 0) then
    return nil, ("sandbox: size must be small, medium, large or a number of customers, not %s"):format(tostring(size))
  end
  if options.today and not tostring(options.today):match("^%d%d%d%d%-%d%d%-%d%d$") then
    return nil, "sandbox: today must be a date (YYYY-MM-DD)"
  end
  local events = options.events or {}
  local _, wrong_events = event_target.new(events)
  local _, wrong_ports = ports.check(options.ports or ports.at(2))
  if wrong_events or wrong_ports then
    return nil, "sandbox: " .. (wrong_events or wrong_ports)
  elseif events.ca_file and not shell.first_file { events.ca_file } then
    return nil, "sandbox: events: there is no file " .. events.ca_file
  end
  return settings.apply(settings.new(), options.settings or {})
end

local function remove_directory(self)
  if self.own_directory then
    shell.run(shell.command { "rm", "-rf", "--", self.directory })
  end
end

-- Start nginx once with the given ports. It goes to the background when it has bound them all.
local function launch(self, program, modules, files, path)
  local directory = self.directory
  assert(shell.write_file(directory .. "/nginx.conf", nginx_conf.make {
    directory = directory, host = self.host, ports = self.ports, modules = modules, cert_file = files.cert_file,
    key_file = files.key_file, lua_path = path, trusted_file = self.events_ca_file,
  }))
  -- whatever is preloaded into this process (a sanitizer, say) is not meant for nginx
  return shell.run("env -u LD_PRELOAD " .. shell.command {
    program, "-e", directory .. "/error.log", "-p", directory, "-c", directory .. "/nginx.conf" })
end

-- nginx says it in many lines, several times; what a user can do about it, in one.
local function why_not_started(self, output)
  local fine, message = ports.available(self.host, self.ports)
  if not fine then
    return message
  end
  local reason = output:match("%[emerg%] ([^\n]+)") or output .. tail(self.directory .. "/error.log")
  return "nginx did not start: " .. reason
end

-- Wait until the server answers. Connecting fails at once until it listens, and then waits for the answer.
local function wait_ready(self)
  local deadline = socket.gettime() + 30
  local logins, message
  repeat
    logins, message = controls.ask(self, "GET", "/logins")
    if logins then
      return logins
    end
    socket.sleep(0.01)
  until socket.gettime() > deadline
  return nil, message
end

--- Start a sandbox and wait until it answers.
---@param options? { size?: "small"|"medium"|"large"|integer, seed?: integer, settings?: table, directory?: string,
---  host?: string, ports?: table<string, integer>, today?: string, watch?: boolean, events?: table }
---  size: 120, 2000 or 1000000 customers, or a number; seed (default 1): another one makes other records; settings: see
---  settings.lua; directory: an existing one, empty or an earlier sandbox's, to use instead of a temporary one (it is
---  then kept, and the certificate authority in it is used again); host (default
---  127.0.0.1): address to listen on; ports: admin, reseller, customer, account and control (default: free ones);
---  today: the date that generated records refer to (default: today); watch = false: do not end by itself when this
---  process ends; events: where changes are told, see events/target.lua
---@return portabilling.Sandbox? sandbox
---@return string? message
function M.start(options)
  local unreadable
  options, unreadable = plain.read(options or {})
  if not options then
    return nil, "sandbox: options: " .. unreadable
  end
  local fine, complaint = check_options(options)
  if not fine then
    return nil, complaint
  end
  local program, modules = find_nginx()
  if not program then
    return nil, modules
  end
  local path, missing = lua_path()
  if not path then
    return nil, missing
  end
  local directory, message
  if options.directory then
    directory, message = existing_directory(options.directory)
  else
    directory, message = shell.temporary_directory()
  end
  if not directory then
    return nil, "sandbox: " .. message
  end
  local other = running_in(directory)
  if other then
    return nil, ("sandbox: another sandbox (process %s) runs in %s; end it, or choose another directory"):format(other,
      directory)
  end
  local self = setmetatable({
    directory = directory, own_directory = not options.directory, host = options.host or "127.0.0.1",
    events_ca_file = options.events and options.events.ca_file and shell.absolute(options.events.ca_file),
  }, Sandbox)
  local function fail(text)
    self:stop()
    return nil, text
  end
  if options.ports then
    local available, taken = ports.available(self.host, options.ports)
    if not available then
      return fail("sandbox: " .. taken)
    end
  end

  local names, ips = { "localhost" }, { "127.0.0.1", "::1" }
  if self.host:match("^[%d%.]+$") and self.host ~= "127.0.0.1" then
    ips[#ips + 1] = self.host
  end
  local files, failure = certificate.renew(directory, { names = names, ips = ips })
  if not files then
    return fail("sandbox: " .. failure)
  end
  local ok, key_failure = certificate.make_rsa_key(directory .. "/jwt.key")
  if not ok then
    return fail("sandbox: " .. key_failure)
  end
  self.ca_file = files.ca_file
  self.control_key, message = shell.random_key()
  if not self.control_key then
    return fail("sandbox: " .. message)
  end
  os.remove(directory .. "/nginx.pid") -- of one that was killed
  local me = shell.process_id()
  assert(shell.write_private_file(directory .. "/options.json", json.encode {
    size = options.size or "small", seed = options.seed or 1, today = options.today or os.date("!%Y-%m-%d"),
    settings = options.settings or {}, events = options.events or {}, control_key = self.control_key,
    parent = options.watch ~= false
      and { id = me, start = shell.process_start(me), remove_directory = self.own_directory } or nil,
  }))

  local started, output
  for _ = 1, options.ports and 1 or 5 do -- another program may take a free port before nginx does
    self.ports, message = options.ports, nil
    if not self.ports then
      self.ports, message = ports.free()
    end
    if not self.ports then
      return fail("sandbox: " .. message)
    end
    started, output = launch(self, program, modules, files, path)
    if started or not output:find("Address already in use", 1, true) then
      break
    end
  end
  if not started then
    return fail("sandbox: " .. why_not_started(self, output))
  end
  self.control_url = ("http://127.0.0.1:%d"):format(self.ports.control)
  local logins
  logins, message = wait_ready(self)
  self.process = tonumber((shell.read_file(directory .. "/nginx.pid") or ""):match("%d+")) -- written by now
  if not logins then
    return fail(message .. "\n" .. tail(directory .. "/error.log"))
  end
  self.logins = logins
  self.login, self.token, self.password = logins.admin.login, logins.admin.token, logins.admin.password
  self.url = {}
  local host = self.host == "127.0.0.1" and "localhost" or self.host
  for _, realm in ipairs(nginx_conf.realms) do
    self.url[realm] = ("https://%s:%d"):format(host, self.ports[realm])
  end
  return self
end

--- Stop the server, wait until it has ended, and remove its temporary directory. May be called again.
function Sandbox:stop()
  local process = self.process
  if process and shell.process_start(process) then
    shell.run(("kill -TERM %d"):format(process))
    local deadline = socket.gettime() + 5
    while shell.process_start(process) do
      if socket.gettime() > deadline then
        shell.run(("kill -KILL %d"):format(process))
      end
      socket.sleep(0.005)
    end
  end
  self.process = nil
  remove_directory(self)
end

--- The command line: see main.lua.
---@param arguments string[]
---@return integer status
function M.main(arguments)
  return require("portabilling.sandbox.command").run(arguments, M)
end

return M
