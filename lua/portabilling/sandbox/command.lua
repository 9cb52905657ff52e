--- The sandbox's command line.

local json = require "portabilling.sandbox.json"
local ports = require "portabilling.sandbox.ports"
local settings_text = require "portabilling.sandbox.settings_text"
local shell = require "portabilling.sandbox.shell"

local M = {}

local REALMS = { "admin", "reseller", "customer", "account" }

local usage = [[
usage: main.lua [--size SIZE] [--seed N] [--port N] [--directory DIR] [--strict] [--events URL] [--json]
       main.lua [--size SIZE] [--seed N] [--strict] --exec COMMAND [ARGUMENT ...]

Starts a PortaBilling look-alike and prints how to reach it; Ctrl-C ends it.

  --size SIZE      small (120 customers), medium (2000), large (1000000), or a number of customers
  --seed N         another number makes other records (default 1)
  --port N         port of the administrator realm; resellers get N - 1, customers N + 1, accounts N + 2, the control
                   channel N + 3 (default 18443 where these are free, else any free ports)
  --directory DIR  keep certificates, configuration and log there, in an empty directory or that of an earlier start,
                   instead of in a temporary one; the authority (ca.pem) stays the same from one start to the next
  --strict         refuse what strict servers do: properties that the method does not have (they are ignored else, and
                   told here, once each), add_account without bill_status, "params": []
  --events URL     send changes as provisioning events to URL; basic authorization goes into it (login:password@)
  --events-header 'NAME: VALUE'
                   instead of basic authorization
  --events-speed N repeat N times faster than the real server (300 s until it stops waiting, then 60 s)
  --events-ca FILE authorities (PEM) that an https receiver is verified against, instead of the system's
  --json           print how to reach it as one line of JSON instead: url, logins, ca_file, control_url, control_key
  --exec COMMAND   run the command with PORTABILLING_URL, _LOGIN, _TOKEN and _CA_FILE in its environment, then end the
                   sandbox and exit with the command's status

While it runs, it is told by its control channel what to do, in JSON, with the key that is printed at the start:

  curl -H "Authorization: Bearer $PORTABILLING_SANDBOX_CONTROL_KEY" -H 'Content-Type: application/json' \
    -d '{"latency": 0.2}' "$PORTABILLING_SANDBOX_CONTROL/set"

  POST /set            change settings (below); answers all of them
  POST /inject         make the next calls go wrong: {"action": "fault", "method": "Account/add_account", "after": 2,
                       "times": 1}; actions: fault (faultcode, faultstring), status (status, headers, body), slow
                       (seconds), drop_before, drop_after, truncate, body (body), expire
  POST /expire         end all sessions: {"what": "sessions"}, or only their access tokens: "access_tokens"
  GET  /requests       the last 200 requests, their secrets starred
  GET  /stats          counts since the start
  GET  /logins         who can log in, for each realm;  GET /one-time-passwords: what create_otp would have sent
  POST /deny           take rights away: {"deny": ["Read Customers", "Update Accounts.blocked"], "login": ...}
  GET  /events         what became of the events;  POST /events {"url": ...}: send them there from now on;
                       POST /events/settle {"seconds": 30}: answer when none is waiting any more
  POST /clear          forget counts and requests;  POST /reset: forget every change and setting, too

The settings, as they are at the start (doc/sandbox.md tells more, with examples):

]]

local function parse(arguments)
  local options, at = { events = {} }, 1
  local function value(name)
    at = at + 1
    return arguments[at] or error(name .. " needs a value", 0)
  end
  local function number(name)
    local text = value(name)
    return tonumber(text:match("^%d+$")) or error(name .. " needs a number, not " .. text, 0)
  end
  local events = options.events
  while arguments[at] do
    local name = arguments[at]
    if name == "--help" or name == "-h" then
      options.help = true
    elseif name == "--json" then
      options.json = true
    elseif name == "--size" then
      local text = value(name)
      options.size = tonumber(text) or text
    elseif name == "--seed" then
      options.seed = number(name)
    elseif name == "--port" then
      options.port = number(name)
    elseif name == "--strict" then
      options.settings = { strict = true, unknown = "refuse" }
    elseif name == "--directory" then
      options.directory = value(name)
    elseif name == "--events" then
      events.url = value(name)
    elseif name == "--events-header" then
      events.header, events.value = value(name):match("^([^:%s]+):%s*(.-)%s*$")
      if not events.header then
        error(name .. " needs 'NAME: VALUE'", 0)
      end
    elseif name == "--events-speed" then
      events.speed = number(name)
    elseif name == "--events-ca" then
      events.ca_file = value(name)
    elseif name == "--exec" then
      value(name)
      options.exec = {}
      for i = at, #arguments do
        options.exec[#options.exec + 1] = arguments[i]
      end
      return options
    else
      error("unknown argument " .. name, 0)
    end
    at = at + 1
  end
  return options
end

local function help()
  local path = package.searchpath("portabilling.sandbox.settings", package.path)
  return usage .. settings_text.plain(assert(shell.read_file(path)))
end

-- The default client of the library reads the first four, and who steers the sandbox needs two more; the others are for
-- programs that look further.
local function environment(sandbox)
  local list = {
    { "PORTABILLING_URL", sandbox.url.admin },
    { "PORTABILLING_LOGIN", sandbox.login },
    { "PORTABILLING_TOKEN", sandbox.token },
    { "PORTABILLING_CA_FILE", sandbox.ca_file },
    { "PORTABILLING_SANDBOX_CONTROL", sandbox.control_url },
    { "PORTABILLING_SANDBOX_CONTROL_KEY", sandbox.control_key },
  }
  for _, realm in ipairs { "reseller", "customer", "account" } do
    local login = sandbox.logins[realm] -- a world of one customer has no reseller
    local prefix = "PORTABILLING_SANDBOX_" .. realm:upper()
    for _, pair in ipairs { { "_URL", sandbox.url[realm] }, { "_LOGIN", login and login.login },
      { "_PASSWORD", login and login.password } } do
      list[#list + 1] = pair[2] and { prefix .. pair[1], pair[2] }
    end
  end
  return list
end

local function export(pair)
  return ("export %s=%s"):format(pair[1], shell.quote(pair[2]))
end

local function execute(sandbox, command)
  local lines = { "unset PORTABILLING_PASSWORD" }
  for i, pair in ipairs(environment(sandbox)) do
    lines[i + 1] = export(pair)
  end
  -- in a file, because everybody can read the arguments of a program
  local path = sandbox.directory .. "/environment"
  assert(shell.write_private_file(path, table.concat(lines, "\n") .. "\n"))
  -- Ctrl-C ends the command; this process is not interrupted while it waits, and cleans up after it
  return shell.execute((". %s && exec %s"):format(shell.quote(path), shell.command(command)))
end

-- The same for programs that start it.
local function show_json(sandbox)
  io.write(json.encode {
    url = sandbox.url, logins = sandbox.logins, ca_file = sandbox.ca_file, control_url = sandbox.control_url,
    control_key = sandbox.control_key, directory = sandbox.directory,
  }, "\n")
  io.flush()
end

local function show(sandbox)
  local lines = { "PortaBilling sandbox", "" }
  local function line(name, text)
    lines[#lines + 1] = ("  %-12s %s"):format(name, text)
  end
  for _, realm in ipairs(REALMS) do
    local login = sandbox.logins[realm]
    line(realm, sandbox.url[realm])
    if login then
      line("", ("login %s  password %s  token %s"):format(login.login, login.password, login.token))
    end
  end
  line("reference", sandbox.url.admin .. "/doc/api/ in a browser: what it takes and answers")
  line("CA file", sandbox.ca_file)
  line("control", sandbox.control_url)
  local events = sandbox:events()
  if events and events.url then
    line("events to", events.url)
  end
  line("error log", sandbox.directory .. "/error.log")
  lines[#lines + 1] = ""
  local exports = environment(sandbox)
  for i = 1, 6 do
    lines[#lines + 1] = export(exports[i])
  end
  lines[#lines + 1] = "\nCtrl-C ends it.\n"
  io.write(table.concat(lines, "\n"))
  io.flush()
end

--- Run the command line.
---@param arguments string[]
---@param launcher table the module portabilling.sandbox
---@return integer status of the process
function M.run(arguments, launcher)
  local ok, options = pcall(parse, arguments)
  if ok and next(options.events) and not options.events.url then
    ok, options = false, "--events-... says how events are sent, and --events URL where to: it is missing"
  end
  if not ok then
    io.stderr:write("sandbox: ", tostring(options), "\n", usage)
    return 2
  elseif options.help then
    io.write(help())
    return 0
  end
  local wanted
  if options.port then
    wanted = ports.at(options.port)
  elseif not options.exec and ports.available("127.0.0.1", ports.at(18443)) then
    wanted = ports.at(18443)
  end
  local sandbox, message = launcher.start {
    size = options.size, seed = options.seed, directory = options.directory, ports = wanted,
    events = options.events, settings = options.settings,
  }
  if not sandbox then
    io.stderr:write(message, "\n")
    return 1
  end
  local status, ignored = 0, sandbox.directory .. "/ignored.txt" -- see ignored.lua
  if options.exec then
    status = execute(sandbox, options.exec)
    io.stderr:write(shell.read_file(ignored) or "")
  else
    if options.json then
      show_json(sandbox)
    else
      show(sandbox)
    end
    local process = sandbox.process
    -- until Ctrl-C ends the loop, or nginx ends (where nobody collects it, its remains stay as a zombie); what is
    -- ignored of requests is shown as it comes
    shell.execute(("exec 3<%s; while grep -qs '^State:[[:space:]]*[^ZX]' /proc/%d/status; do cat <&3 >&2; sleep 1; "
      .. "done; cat <&3 >&2"):format(shell.quote(ignored), process))
    if not shell.process_start(process) then
      io.stderr:write("sandbox: nginx has ended by itself; see ", sandbox.directory, "/error.log\n")
      return 1
    end
    io.write(options.json and "" or "\nstopped\n")
  end
  sandbox:stop()
  return status
end

return M
