--- The program `portabilling`: what is known of PortaBilling, and what is in it, from a shell.
local M = {}

local OF_RECORDS = "portabilling.command.records"
local MODULES = { login = "sessions", whoami = "sessions", logout = "sessions", profile = "sessions",
  compare = "knowledge", types = "knowledge", docs = "knowledge", import = "import" }

local function say(text)
  io.stderr:write("portabilling: ", text, "\n")
end

local function tell(args, err)
  err.where = nil -- this program's own
  if args.json_errors then
    io.stderr:write(require("portabilling").encode(err:totable()), "\n")
  else
    say(tostring(err))
  end
end

-- The standard output, or a file, takes no more. Who closed a pipe has what he wanted.
local function unwritten(message, file)
  if not file and message:find("pipe", 1, true) then
    return 0
  end
  say(("%s could not be written: %s"):format(file or "the output", message))
  return 4
end

-- What a command raised, as an exit status.
local function failed(args, raised)
  local error_object = require "portabilling.error"
  local status = require "portabilling.command.status"
  if error_object.is_error(raised) then
    tell(args, raised)
    return status.of(raised, false)
  elseif type(raised) == "table" and raised.usage then
    say(raised.usage)
    return status.USAGE
  elseif type(raised) == "table" and raised.unwritten then
    return unwritten(raised.unwritten, raised.file)
  elseif require("portabilling.support.interrupt").is(raised) then
    say(tostring(raised))
    return status.INTERRUPTED
  end
  -- A misspelt name, an option that does not go there: raised as a text that begins with the place in this program.
  say((tostring(raised):gsub("^%S+:%d+: ", "")))
  return status.USAGE
end

local function run(args)
  local module = MODULES[args.command]
  if (args.profile or args.rate) and (not module or module == "import") then
    require("portabilling").connect { profile = args.profile, rate = args.rate }
  end
  if args.command == "completion" then
    io.write(require("portabilling.command.completion").SCRIPTS[args.shell])
    return 0
  end
  local commands = require(module and "portabilling.command." .. module or OF_RECORDS)
  local status, err = commands[args.command](args)
  if err then
    tell(args, err)
  end
  return status
end

--- Runs a command.
---@param words string[] the command line
---@return integer status for the shell
function M.main(words)
  if words[1] == "--version" then
    print("portabilling " .. require("portabilling.support.version"))
    return 0
  end
  local found, parser = pcall(require, "portabilling.command.parser")
  if not found then
    say(parser:find("'argparse'", 1, true) and "it needs the Lua module argparse (Debian: lua-argparse)" or parser)
    return 2
  end
  if words[1] == "--complete" then
    print(table.concat(require("portabilling.command.completion").candidates(parser.new(), words[2] or ""), "\n"))
    return 0
  end
  local ok, args = parser.new():pparse(words)
  if not ok then
    say(args .. "\nportabilling --help tells what there is")
    return 2
  end
  local done, status = pcall(run, args)
  if not done then
    status = failed(args, status)
  end
  local flushed, message = io.stdout:flush()
  if not flushed and status == 0 then
    return unwritten(tostring(message))
  end
  return status
end

return M
