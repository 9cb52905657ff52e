--- What may stand next in a command line: commands, options and their values, services, records, fields and theirs. Shells
--- ask for it (portabilling --complete LINE), with what stands before the cursor.
local known = require "portabilling.command.known"

local M = {}

local BASH = [==[
_portabilling() {
  local IFS=$'\n'
  COMPREPLY=($(portabilling --complete "${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
  [[ ${COMPREPLY[0]} == *[=.] ]] && compopt -o nospace
}
complete -o default -F _portabilling portabilling
]==]

local ZSH = [==[
#compdef portabilling
_portabilling() {
  local -a found
  found=(${(f)"$(portabilling --complete "$LBUFFER" 2>/dev/null)"})
  compset -P '*='
  compadd -Q -S '' -a found || _files
}
compdef _portabilling portabilling
]==]

-- What is completed of a word with = is what stands behind it; fish wants the whole word.
local FISH = [==[
function __portabilling_complete
  set -l before (string match -r '^.*=' -- (commandline -ct))
  for found in (portabilling --complete (commandline -cp) 2>/dev/null)
    echo "$before$found"
  end
end
complete -c portabilling -a '(__portabilling_complete)'
]==]

M.SCRIPTS = { bash = BASH, zsh = ZSH, fish = FISH }

local beginning = known.beginning

-- What a command does with a record; check says it in its first word.
local OPERATIONS = { list = "list", export = "list", get = "get", create = "create", update = "update",
  delete = "delete", import = "create" }
local METHODS = { call = true, download = true }

local function command_of(parser, word)
  for _, command in ipairs(parser._commands) do
    for _, alias in ipairs(command._aliases) do
      if alias == word then
        return command
      end
    end
  end
end

local function option_of(parser, command, word)
  for _, of in ipairs { parser, command } do
    for _, option in ipairs(of._options) do
      for _, alias in ipairs(option._aliases) do
        if alias == word then
          return option
        end
      end
    end
  end
end

local function command_names(parser)
  local names = {}
  for _, command in ipairs(parser._commands) do
    names[#names + 1] = command._name
  end
  table.sort(names)
  return names
end

local function option_names(parser, command)
  local names = {}
  for _, of in ipairs { parser, command } do
    for _, option in ipairs(of._options) do
      for _, alias in ipairs(option._aliases) do
        if alias:sub(1, 2) == "--" then
          names[#names + 1] = alias
        end
      end
    end
  end
  table.sort(names)
  return names
end

---@class portabilling.command.Line what stands before the word that is completed
---@field command table? argparse's
---@field option table? whose value comes next
---@field plain string[] words behind the command that are no options
---@field given table<string, string> argument -> its word, such as service

local function read(parser, words)
  local line = { plain = {}, given = {} }
  for _, word in ipairs(words) do
    if line.option then
      line.option = nil
    elseif word:sub(1, 1) == "-" then
      local option = option_of(parser, line.command, word)
      line.option = option and option._maxargs > 0 and option or nil
    elseif not line.command then
      line.command = command_of(parser, word)
      if not line.command then
        return nil
      end
    else
      line.plain[#line.plain + 1] = word
    end
  end
  for i, argument in ipairs(line.command and line.command._arguments or {}) do
    line.given[argument._name] = line.plain[i]
  end
  return line
end

-- The operation that the line is about; nil: a method is called by its name, or nothing is done to a record.
local function operation_of(line)
  local operation = line.given.operation or OPERATIONS[line.command._name]
  return operation ~= "call" and operation or nil
end

local function params_of(line)
  local service, record = line.given.service, line.given.record
  return service and record and known.params(service, record, operation_of(line)) or nil
end

-- The fields that may come next in a path: those of the object that it is in. An object's own name ends with a dot.
local function paths(fields, text)
  local prefix, of = text:match "^(.*%.)[^.]*$" or "", fields
  for name in prefix:gmatch "([^.%[]+)[^.]*%." do
    of = of and of[name] and of[name].fields
  end
  local names = {}
  for i, field in ipairs(known.sendable(of)) do
    names[i] = prefix .. field.name .. (field.kind == "object" and field.fields and "." or "=")
  end
  table.sort(names)
  return beginning(names, text)
end

local function values(fields, path, text)
  local field
  for name in path:gmatch "[^.]+" do
    field = fields and fields[name:match "^[^%[]*"]
    fields = field and field.fields
  end
  return beginning(field and field.values or {}, text)
end

local function attribute(fields, word)
  local path, value = word:match "^([^=]+)=(.*)$"
  if path then
    return values(fields, path, value)
  end
  return paths(fields, word)
end

-- The last of several with commas between.
local function of_several(names, text)
  local before, last = text:match "^(.*,)([^,]*)$"
  local found = beginning(names, last or text)
  for i, name in ipairs(found) do
    found[i] = (before or "") .. name
  end
  return found
end

local function value_of(line, option, text)
  local name, given = option._name, line.given
  if option._choices or option.suggested then
    return beginning(option._choices or option.suggested, text)
  elseif name == "--profile" then
    return beginning((require("portabilling.config.profile").names()), text)
  elseif name == "--fields" or name == "--columns" then
    return given.record and of_several(known.fields(given.service, given.record), text) or {}
  elseif name == "--set" then
    return attribute(params_of(line), text)
  end
  return {} -- files, numbers
end

local function word_of(line, argument, text)
  local name, service = argument._name, line.given.service
  if argument._choices then
    return beginning(argument._choices, text)
  elseif name == "service" then
    return beginning(known.services(), text)
  elseif name == "record" then
    local operation, command = operation_of(line), line.command._name
    if METHODS[command] or line.given.operation == "call" then
      return beginning(known.methods(service), text)
    end
    return beginning(known.records(service, operation), text)
  elseif name == "attributes" then
    return attribute(params_of(line), text)
  end
  return {}
end

-- The argument that comes next; the last may be several words.
local function next_argument(line)
  local arguments = line.command._arguments
  local argument = arguments[#line.plain + 1]
  local last = arguments[#arguments]
  return argument or last and last._maxargs == math.huge and last or nil
end

--- Candidates for the last word of a line; of a word with =, what may stand behind it.
---@param parser table argparse's
---@param text string what stands before the cursor
---@return string[]
function M.candidates(parser, text)
  local words = {}
  for word in text:gmatch "%S+" do
    words[#words + 1] = word
  end
  local last = text:find "%s$" and "" or table.remove(words) or ""
  table.remove(words, 1) -- the program
  local line = read(parser, words)
  if not line then
    return {}
  elseif line.option then
    return value_of(line, line.option, last)
  elseif last:sub(1, 1) == "-" then
    local name, value = last:match "^(%-%-[^=]+)=(.*)$"
    local option = name and option_of(parser, line.command, name)
    if name then
      return option and value_of(line, option, value) or {}
    end
    return beginning(option_names(parser, line.command), last)
  elseif not line.command then
    return beginning(command_names(parser), last)
  end
  local argument = next_argument(line)
  return argument and word_of(line, argument, last) or {}
end

return M
