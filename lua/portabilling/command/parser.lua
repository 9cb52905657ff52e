--- What the program understands; argparse makes help, usage and completion of it.
local argparse = require "argparse"

local M = {}

local ATTRIBUTES = "path=text, path:=json or path=@file: bill_status=O, account_info.i_customer=17, "
  .. "service_features[1].flag_value=Y"

local function one_call(command)
  command:option("--from", "a JSON file with what is sent (-: the standard input)", nil)
  command:option("--output -o", "table, csv, ndjson or json"):choices { "table", "csv", "ndjson", "json" }
  command:option("--timeout", "seconds for the call"):convert(tonumber)
  command:option("--check", "hold what is sent against what is known of the method"):choices { "error", "hint", "off" }
  command:flag("--dry-run", "show the request instead of sending it")
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
  command:option("--fields", "only these fields of each record, with commas between")
  command:option("--columns", "columns of a table or CSV, with commas between: paths of fields")
  command:option("--max", "at most so many records"):convert(tonumber)
  command:option("--page-size", "records asked for at once"):convert(tonumber)
  command:flag("--last-month", "from_date and to_date of the month before this one")
  command:flag("--yesterday", "from_date and to_date of the day before this one")
  command:option("--zone", "where days begin: UTC (default), local or such as +13:00")
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

--- The parser.
---@return table
function M.new()
  local parser = argparse("portabilling", "PortaBilling on the command line.",
    "Where the server is, and who logs in, says a profile (~/.config/portabilling/config) or the environment: "
    .. "PORTABILLING_URL, PORTABILLING_LOGIN and PORTABILLING_TOKEN.\n"
    .. "Exit status: 0 done, 1 refused or not found, 2 usage or configuration, 3 log-in, 4 connection or answer, "
    .. "5 some of many failed, 6 a change whose outcome is not known, 130 interrupted.")
  parser:command_target "command"
  parser:require_command(true)
  parser:flag("--version", "print the version and exit")
  parser:option("--profile -p", "the profile to use instead of the default one")
  parser:flag("--json-errors", "errors as a JSON object on the standard error output")

  of_list(record_command(parser, "list", "All records that match: filters as path=text."))
  local export = record_command(parser, "export", "All records that match, in a file that appears when it is whole.")
  of_list(export)
  export:option("--to", "the file; its ending (.csv, .ndjson, .json) tells its format"):count(1)

  record_command(parser, "get", "One record, by its keys."):option("--fields", "only these, with commas between")
  record_command(parser, "create", "A new record.")
  record_command(parser, "update", "Changes of a record.")
  record_command(parser, "delete", "A record is deleted, or terminated.")

  local call = parser:command("call", "Any method.")
  of_change(call)
  call:argument("service", "such as Tariff")
  call:argument("record", "the method, such as rerate_xdrs")
  call:argument("attributes", ATTRIBUTES):args "*"
  one_call(call)
  local download = parser:command("download", "A file, into another or to the standard output.")
  download:argument("service", "such as Invoice")
  download:argument("record", "the method, such as get_invoice_info")
  download:argument("attributes", ATTRIBUTES):args "*"
  one_call(download)
  download:option("--to", "where to; it appears there when it is whole")

  local import = parser:command("import", "A record for each row of a CSV file; run again, it goes on where it ended.")
  of_change(import)
  of_pace(import)
  import:argument("service", "such as Account")
  import:argument("record", "such as account")
  import:argument("file", "CSV; its first line names the fields, or --map does")
  import:option("--operation", "create (default), update or delete", "create"):choices { "create", "update", "delete" }
  import:option("--map", "a file of lines path = Column, or path = =text for what is the same in each row")
  import:option("--set", "path=text: the same in each row"):count "*"
  import:flag("--check", "only tell what is wrong, in all rows; nothing is sent"):target "only_check"
  import:flag("--dry-run", "frame the requests, and send none")
  import:option("--journal", "where each row's fate is kept: a file (default FILE.journal) or none")
  import:flag("--retry-failed", "send rows again that an earlier run saw refused, though they were not corrected")
  import:option("--concurrency", "calls in flight, 8 by default"):convert(tonumber)
  import:option("--encoding", "utf-8 (default), latin-1 or windows-1252")
  import:option("--delimiter", "between the cells; found by itself otherwise")

  local describe = parser:command("describe", "What there is, and what a method takes and answers.")
  describe:argument("service"):args "?"
  describe:argument("record", "or a method"):args "?"
  describe:argument("operation", "create, get, update, delete or list"):args "?"
  local methods = parser:command("methods", "Methods that have to do with some words.")
  methods:argument("words"):args "+"
  local compare = parser:command("compare", "What an upgrade changes, and where programs meet it.")
  compare:argument("old", "the description before it, as saved from /doc/api/AdminInterface.json")
  compare:argument("new", "the one after it")
  compare:argument("programs", "Lua files"):args "*"
  local types = parser:command("types", "Types for editors (LuaCATS).")
  types:argument("file", "a server's own description; without it, of what is built in"):args "?"
  types:option("--to", "the directory"):count(1)
  local docs = parser:command("docs", "Reference pages, to be opened in a browser.")
  docs:argument("file", "a server's own description; without it, of what is built in"):args "?"
  docs:option("--to", "the directory"):count(1)

  parser:command("login", "Log in, unless the session that is kept will do.")
  parser:command("whoami", "Who this is, and where.")
  parser:command("logout", "End the session that is kept.")
  local profile = parser:command("profile", "The profiles; or a new one, which is asked for.")
  profile:argument("action", "list or add"):args "?":choices { "list", "add" }
  profile:argument("name", "of the new one"):args "?"
  local completion = parser:command("completion", "A script for a shell that completes commands, records and fields.")
  completion:argument("shell", "bash, zsh or fish"):choices { "bash", "zsh", "fish" }
  return parser
end

return M
