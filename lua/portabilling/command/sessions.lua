--- Commands about who logs in where: login, whoami, logout, profile.
local file = require "portabilling.file"
local pb = require "portabilling"
local profiles = require "portabilling.config.profile"
local status = require "portabilling.command.status"

local M = {}

local function usage(message)
  error({ usage = message }, 0)
end

-- The client that the profile or the environment makes.
local function client_of(args)
  return pb.connect { profile = args.profile }
end

local function told(client)
  return ("%s at %s"):format(client.settings.login or "a session's owner", client.settings.url)
end

--- Logs in, unless the session that is kept will do.
function M.login(args)
  local client = client_of(args)
  local ok, session = client:login()
  if not ok then
    return status.of(session), session
  end
  print(("logged in as %s%s"):format(told(client), session.expires_at
    and os.date(", until %Y-%m-%d %H:%M:%S", math.floor(session.expires_at)) or ""))
  return status.OK
end

--- Who this is, asked of the server.
function M.whoami(args)
  local client = client_of(args)
  local alive, err = client:ping()
  if err then
    return status.of(err), err
  end
  print(told(client) .. (alive and "" or "; the session that was kept is over"))
  return status.OK
end

--- Ends the session that is kept.
function M.logout(args)
  local client = client_of(args)
  local ended, err = client:logout()
  if err then
    return status.of(err), err
  end
  print(ended and "logged out" or "there was no session any more")
  return status.OK
end

-- ---- profiles ----

-- A line that is typed; a secret one is not shown.
local function ask(question, secret)
  local watched = file.terminal(0) ~= nil
  if watched then
    io.stderr:write(question, ": ")
  end
  local hidden = secret and watched
  if hidden then
    os.execute "stty -echo"
  end
  local ok, line = pcall(io.read, "*l")
  if hidden then
    os.execute "stty echo"
    io.stderr:write "\n"
  end
  if not ok then
    error(line, 0) -- Ctrl-C
  end
  line = line and line:match "^%s*(.-)%s*$"
  return line ~= "" and line or nil
end

local function add(args)
  local values = { url = ask "URL, such as https://billing.example.com", login = ask "login" }
  if not values.url or not values.login then
    usage "a profile has a URL and a login"
  end
  values.token = ask("API token (nothing: a password, or a command that prints the token)", true)
  values.password = not values.token and ask("password (nothing: a command that prints the token)", true) or nil
  if not values.token and not values.password then
    values.token_command = ask "command that prints the token, such as pass show billing"
  end
  values.ca_file = ask "file with the certificate authority (nothing: the system's)"
  local path, message = profiles.add(args.name, values)
  if not path then
    usage(message)
  end
  io.stderr:write(("profile %s is in %s\n"):format(args.name, path))
end

--- Profiles: list and add.
function M.profile(args)
  if args.action == "add" then
    if not args.name then
      usage "profile add: its name is missing"
    end
    add(args)
    return status.OK
  end
  local names, message = profiles.names()
  if message then
    usage(message)
  end
  for _, name in ipairs(names) do
    print(name)
  end
  return status.OK
end

return M
