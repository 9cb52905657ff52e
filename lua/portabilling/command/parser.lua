--- What the program understands; argparse makes help, usage and completion of it.
local argparse = require "argparse"
local examples = require "portabilling.command.examples"

local M = {}

local ATTRIBUTES = "path=text, path:=json or path=@file: bill_status=O, account_info.i_customer=17, "
  .. "service_features[1].flag_value=Y"

local FORMATS = { "table", "csv", "ndjson", "json" }

local function one_call(command)
  command:option("--from", "a JSON file with what is sent (-: the standard input)", nil)
  command:option("--timeout", "seconds for the call"):convert(tonumber)
  command:option("--check", "hold what is sent against what is known of the method"):choices { "error", "hint", "off" }
  command:flag("--dry-run", "show the request instead of sending it")
end

local function one_answer(command)
  command:option("--output -o", "table, csv, ndjson or json"):choices(FORMATS)
end

-- Where something goes: --to was its name once.
local function to_file(command, help)
  return command:option("--output -o --to", help):target "to"
end

-- What changes something, and may have to be confirmed.
local CHANGES = { create = true, update = true, delete = true }
local function of_change(command)
  command:flag("--yes -y", "do not ask, where the profile wants changes confirmed (confirm = true)")
end

local function of_pace(command)
  command:option("--rate", "calls a second, at most"):convert(tonumber)
end

local function of_list(command)
  of_pace(command)
  command:option("--output -o", "a format (table, csv, ndjson or json), or a file, whose ending (.csv, .ndjson, .json) "
    .. "tells its format; both may be given"):argname "<format or file>":count "*".suggested = FORMATS
  command:option("--to", "a file, whatever its name"):argname "<file>"
  command:option("--fields", "only these fields of each record, with commas between")
  command:option("--columns", "columns of a table or CSV, with commas between: paths of fields, such as "
    .. "name,service_features[1].name")
  command:option("--max", "at most so many records"):convert(tonumber)
  command:option("--page-size", "records asked for at once"):convert(tonumber)
  command:flag("--last-month", "from_date and to_date of the month before this one")
  command:flag("--yesterday", "from_date and to_date of the day before this one")
  command:option("--since", "from_date: a date or date and time, such as 2026-10-01 or '2026-10-01 08:30'")
  command:option("--until", "to_date, itself not counted; without it, now")
  command:option("--zone", "where these days begin: UTC (default), local or such as +13:00")
  command:option("--delimiter", "between the cells of CSV")
  command:flag("--bom", "CSV that says it is UTF-8, for Excel")
  command:flag("--no-header", "CSV without the columns' names")
end

local function record_command(parser, name, summary)
  local command = parser:command(name, summary)
  command:argument("service", "such as Account")
  command:argument("record", "such as account")
  command:argument("attributes", ATTRIBUTES):args "*"
  one_call(command)
  if CHANGES[name] then
    of_change(command)
  end
  return command
end

-- Takes whatever is said of a command that is not asked for.
local NOBODY = setmetatable({}, { __index = function()
  return function(self) return self end
end })

-- Makes of the commands only this one: all of them take longer than most calls do. False: there is none of the name.
local function make_only(parser, name)
  local found = false
  function parser:command(...)
    if ... == name then
      found = true
      return getmetatable(self).__index.command(self, ...)
    end
    return NOBODY
  end
  return function() return found end
end

--- The words as argparse understands them, in which an option takes a value or does not.
---@param words string[]
---@return string[]
function M.words(words)
  local known = {}
  for i, word in ipairs(words) do
    known[i] = word == "--check=server" and "--check-server" or word
  end
  return known
end

--- The parser.
---@param only string? a command, where others are not needed
---@return table
function M.new(only)
  local parser = argparse("portabilling", "PortaBilling on the command line.",
    "Where the server is, and who logs in, says a profile (~/.config/portabilling/config) or the environment: "
    .. "PORTABILLING_URL, PORTABILLING_LOGIN and PORTABILLING_TOKEN.\n"
    .. "Exit status: 0 done, 1 refused or not found, 2 usage or configuration, 3 log-in, 4 connection or answer, "
    .. "5 some of many failed, 6 a change whose outcome is not known, 130 interrupted.")
  local is_found = only and make_only(parser, only)
  parser:command_target "command"
  parser:require_command(true)
  parser:flag("--version", "print the version and exit")
  parser:option("--profile -p", "the profile to use instead of the default one")
  parser:flag("--json-errors", "errors as a JSON object on the standard error output")

  of_list(record_command(parser, "list", "All records that match: filters as path=text."))
  local export = record_command(parser, "export", "All records that match, in a file that appears when it is whole.")
  of_list(export)
  export:flag("--resume", "go on where an export of the same words was broken off; where none was, begin")

  local get = record_command(parser, "get", "One record, by its keys.")
  get:option("--fields", "only these, with commas between")
  one_answer(get)
  one_answer(record_command(parser, "create", "A new record."))
  one_answer(record_command(parser, "update", "Changes of a record."))
  one_answer(record_command(parser, "delete", "A record is deleted, or terminated."))

  local call = parser:command("call", "Any method.")
  of_change(call)
  call:argument("service", "such as Tariff")
  call:argument("record", "the method, such as rerate_xdrs")
  call:argument("attributes", ATTRIBUTES):args "*"
  one_call(call)
  one_answer(call)
  local download = parser:command("download", "A file, into another or to the standard output.")
  download:argument("service", "such as Invoice")
  download:argument("record", "the method, such as get_invoice_info")
  download:argument("attributes", ATTRIBUTES):args "*"
  one_call(download)
  to_file(download, "the file; it appears there when it is whole")

  local import = parser:command("import", "A record for each row of a CSV file; run again, it goes on where it ended.")
  of_change(import)
  of_pace(import)
  import:argument("service", "such as Account")
  import:argument("record", "such as account")
  import:argument("file", "CSV; its first line names the fields, or --map does")
  import:option("--operation", "create (default), update or delete", "create"):choices { "create", "update", "delete" }
  import:option("--map", "a file of lines path = Column, or path = =text for what is the same in each row")
  import:option("--set", "path=text: the same in each row"):count "*"
  import:flag("--check", "only tell what is wrong, in all rows, by what is known here; nothing is sent")
    :target "only_check"
  import:flag("--check-server", "or --check=server: the same, and the server looks at new accounts or customers, "
    .. "too; nothing is stored")
  import:flag("--dry-run", "frame the requests, and send none")
  import:option("--journal", "where each row's fate is kept: a file (default FILE.journal) or none")
  import:flag("--retry-failed", "send rows again that an earlier run saw refused, though they were not corrected")
  import:flag("--resend-unknown", "send rows again of which nobody knows whether they were done")
  import:option("--max-failures", "go on until so many rows in a row failed, 100 by default"):convert(tonumber)
  import:option("--concurrency", "calls in flight, 8 by default"):convert(tonumber)
  import:option("--encoding", "utf-8 (default), latin-1 or windows-1252")
  import:option("--delimiter", "between the cells; found by itself otherwise")

  local check = parser:command("check", "Hold what would be sent against what is known; nothing is sent.")
  check:argument("operation", "what would be done"):choices { "create", "update", "delete", "get", "list", "call" }
  check:argument("service", "such as Account")
  check:argument("record", "such as account; for call: the method")
  check:argument("attributes", ATTRIBUTES):args "*"
  check:option("--from", "a JSON file with what would be sent (-: the standard input)")

  local describe = parser:command("describe", "What there is, and what a method takes and answers.")
  describe:argument("service", "such as Account"):args "?"
  describe:argument("record", "or a method"):args "?"
  describe:argument("operation", "what is done"):args "?":choices { "create", "get", "update", "delete", "list" }
  local methods = parser:command("methods", "Methods that have to do with some words.")
  methods:argument("words", "of names, services, fields or descriptions"):args "+"
  local compare = parser:command("compare", "What an upgrade changes, and where programs meet it.")
  compare:argument("old", "the description before it, as saved from /doc/api/AdminInterface.json")
  compare:argument("new", "the one after it")
  compare:argument("programs", "Lua files"):args "*"
  local types = parser:command("types", "Types for editors (LuaCATS).")
  types:argument("file", "a server's own description; without it, of what is built in"):args "?"
  to_file(types, "the directory"):count(1)
  local docs = parser:command("docs", "Reference pages, to be opened in a browser.")
  docs:argument("file", "a server's own description; without it, of what is built in"):args "?"
  to_file(docs, "the directory"):count(1)

  local save = parser:command("save-api", "What the server itself tells of its API, in a file.")
  to_file(save, "the file; without it, <Realm>Interface.json in this directory")

  parser:command("login", "Log in, unless the session that is kept will do.")
  parser:command("whoami", "Who this is, and where.")
  parser:command("logout", "End the session that is kept.")
  local profile = parser:command("profile", "The profiles; or a new one, which is asked for.")
  profile:argument("action", "list or add"):args "?":choices { "list", "add" }
  profile:argument("name", "of the new one"):args "?"

  parser:command("shell", "Lua, line by line, with pb connected.")
  local sandbox = parser:command("sandbox", "A PortaBilling look-alike, until Ctrl-C or for one command.")
  sandbox:argument("program", "behind --: a command that finds the sandbox in its environment"):args "*"
  sandbox:option("--size", "small (120 customers), medium (2000), large (1000000), or a number of customers")
  sandbox:option("--seed", "another number makes other records")
  sandbox:option("--port", "of the administrator realm")
  sandbox:option("--directory", "an empty one, to keep certificates and log in")
  sandbox:flag("--strict", "refuse what strict servers do")
  sandbox:option("--events", "a URL that changes are sent to as provisioning events")
  sandbox:option("--events-header", "'NAME: VALUE' that is sent with them")
  sandbox:option("--events-speed", "so many times faster than the real server repeats them")
  sandbox:option("--events-ca", "authorities (PEM) that their receiver is verified against")
  sandbox:flag("--json", "print how to reach it as one line of JSON")
  local completion = parser:command("completion", "A script for a shell that completes commands, records and fields.")
  completion:argument("shell", "which one"):choices { "bash", "zsh", "fish" }
  parser:command("man", "The manual page, in roff.")

  for _, command in ipairs(parser._commands) do
    command:epilog("Examples:\n   " .. table.concat(examples[command._name], "\n   "))
  end
  return is_found and not is_found() and M.new() or parser
end

return M
