--- The program `portabilling`: what is known of PortaBilling, and what is in it, from a shell.
local M = {}

local OF_RECORDS = "portabilling.command.records"
local MODULES = { login = "sessions", whoami = "sessions", logout = "sessions", profile = "sessions",
  compare = "knowledge", types = "knowledge", docs = "knowledge", ["save-api"] = "save_api", import = "import",
  list = "lists", export = "lists", check = "check", shell = "shell", sandbox = "sandbox", man = "manual" }
-- Those whose profile is the default client's.
local CONNECTED = { import = true, lists = true, check = true }

local function say(text)
  local found, terminal = pcall(require, "portabilling.command.terminal")
  local name = found and terminal.outstanding("31", "portabilling:", terminal.ERRORS) or "portabilling:"
  io.stderr:write(name, " ", text, "\n")
end

-- What the command line needs of a failure that is no error object. sent is told where it is certain.
local function failure(kind, code, message, sent)
  return { kind = kind, code = code, message = message, sent = sent }
end

-- An error object, or a table like one: as a line, or as JSON; options are called as they are typed.
local function tell(args, err)
  err.where = nil -- this program's own
  local wording = require "portabilling.command.wording"
  if not args.json_errors then
    return say(wording.of(getmetatable(err) and tostring(err) or err.message, args.command))
  end
  local shown = getmetatable(err) and err:totable() or err
  for _, name in ipairs { "message", "advice" } do
    shown[name] = shown[name] and wording.of(shown[name], args.command)
  end
  io.stderr:write(require("portabilling").encode(shown), "\n")
end

-- The standard output, or a file, takes no more. Who closed a pipe has what he wanted.
local function unwritten(args, message, file)
  if not file and message:find("pipe", 1, true) then
    return 0
  end
  tell(args, failure("cancelled", "NOT_WRITTEN", ("%s could not be written: %s"):format(file or "the output", message)))
  return 4
end

-- What a command raised, as an exit status. is_unknown: it is known to have left a change's outcome unknown.
local function failed(args, raised, is_unknown)
  local error_object = require "portabilling.error"
  local interrupt = require "portabilling.support.interrupt"
  local status = require "portabilling.command.status"
  if error_object.is_error(raised) then
    tell(args, raised)
    return status.of(raised, status.CHANGES[args.command])
  elseif type(raised) == "table" and raised.usage then
    tell(args, failure("config", "USAGE", raised.usage, "no"))
    return status.USAGE
  elseif type(raised) == "table" and raised.unwritten then
    return unwritten(args, raised.unwritten, raised.file)
  elseif type(raised) == "table" and raised.raised then -- what was known before that comes first
    failed(args, raised.raised, raised.status == status.UNKNOWN)
    return raised.status
  elseif interrupt.is(raised) then
    is_unknown = is_unknown or interrupt.leaves_unknown(raised)
    tell(args, failure("cancelled", "INTERRUPTED", raised:match "^interrupted: .*" or "interrupted",
      is_unknown and "unknown" or nil))
    return is_unknown and status.UNKNOWN or status.INTERRUPTED
  end
  -- A misspelt name, an option that does not go there: raised as a text that begins with the place in this program.
  tell(args, failure("config", "USAGE", (tostring(raised):gsub("^%S+:%d+: ", "")), "no"))
  return status.USAGE
end

local function run(args)
  require("portabilling.file").outlive_readers() -- who closes a pipe has what he wanted, and that is told by the status
  local module = MODULES[args.command]
  if (args.profile or args.rate) and (not module or CONNECTED[module]) then
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

-- What can be said of the words before they are understood: whether errors are to be objects.
local function early_args(words)
  local args = {}
  for _, word in ipairs(words) do
    args.json_errors = args.json_errors or word == "--json-errors"
  end
  return args
end

-- known.args: what was understood of the words so far.
local function go(words, known)
  local found, parser = pcall(require, "portabilling.command.parser")
  if not found then
    error({ usage = parser:find("'argparse'", 1, true) and "it needs the Lua module argparse (Debian: lua-argparse)"
      or parser }, 0)
  end
  if words[1] == "--complete" then
    print(table.concat(require("portabilling.command.completion").candidates(parser.new(), words[2] or ""), "\n"))
    return 0
  end
  local ok, args = parser.new(words[1]):pparse(parser.words(words))
  if not ok then
    error({ usage = args .. "\nportabilling --help tells what there is" }, 0)
  end
  known.args = args
  return run(args)
end

--- Runs a command.
---@param words string[] the command line
---@return integer status for the shell
function M.main(words)
  if words[1] == "--version" then
    print("portabilling " .. require("portabilling.support.version"))
    return 0
  end
  local known = { args = early_args(words) }
  local done, status = pcall(go, words, known)
  if not done then
    status = failed(known.args, status)
  end
  local flushed, message = io.stdout:flush()
  if not flushed and status == 0 then
    return unwritten(known.args, tostring(message))
  end
  return status
end

return M
