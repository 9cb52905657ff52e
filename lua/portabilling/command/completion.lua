--- What may stand next in a command line: commands, options, services, records, fields and their values. Shells ask for it
--- (portabilling --complete LINE), with what stands before the cursor.
local pb = require "portabilling"

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

local FISH = [==[
complete -c portabilling -a '(portabilling --complete (commandline -cp) 2>/dev/null)'
]==]

M.SCRIPTS = { bash = BASH, zsh = ZSH, fish = FISH }

-- Operations whose words name a service and a record.
local OPERATIONS = { list = "list", export = "list", get = "get", create = "create", update = "update",
  delete = "delete", import = "create", describe = false }
local METHODS = { call = true, download = true }

local function beginning(candidates, text)
  local found = {}
  for _, candidate in ipairs(candidates) do
    if candidate:sub(1, #text) == text then
      found[#found + 1] = candidate
    end
  end
  return found
end

local function command_names(parser)
  local names = {}
  for _, command in ipairs(parser._commands) do
    names[#names + 1] = command._name
  end
  table.sort(names)
  return names
end

local function option_names(parser, name)
  local names = {}
  local function add(of)
    for _, option in ipairs(of._options) do
      for _, alias in ipairs(option._aliases) do
        if alias:sub(1, 2) == "--" then
          names[#names + 1] = alias
        end
      end
    end
  end
  add(parser)
  for _, command in ipairs(parser._commands) do
    if command._name == name then
      add(command)
    end
  end
  table.sort(names)
  return names
end

local function records(service, operation)
  local ok, all = pcall(pb.records, service)
  local names = {}
  for _, record in ipairs(ok and all or {}) do
    if not operation or record.operations[operation] then
      names[#names + 1] = record.record
    end
  end
  return names
end

local function methods(service)
  local ok, told = pcall(pb.describe, service)
  local names = {}
  for _, record in ipairs(ok and told.records or {}) do
    for _, method in pairs(record.operations) do
      names[#names + 1] = method
    end
  end
  for _, method in ipairs(ok and told.methods or {}) do
    names[#names + 1] = method
  end
  table.sort(names)
  return names
end

-- The fields that may come next in a path: those of the object that it is in. An object's own name ends with a dot.
local function paths(fields, text)
  local prefix, of = text:match "^(.*%.)[^.]*$" or "", fields
  for name in prefix:gmatch "([^.%[]+)[^.]*%." do
    of = of and of[name] and of[name].fields
  end
  local names = {}
  for _, field in ipairs(of or {}) do
    if not field.read_only then
      names[#names + 1] = prefix .. field.name .. (field.kind == "object" and field.fields and "." or "=")
    end
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

--- Candidates for the last word of a line; of a word with =, what may stand behind it.
---@param parser table argparse's
---@param line string what stands before the cursor
---@return string[]
function M.candidates(parser, line)
  local words = {}
  for word in line:gmatch "%S+" do
    words[#words + 1] = word
  end
  local last = line:find "%s$" and "" or table.remove(words) or ""
  table.remove(words, 1) -- the program
  local plain = {}
  for _, word in ipairs(words) do
    if word:sub(1, 1) ~= "-" then
      plain[#plain + 1] = word
    end
  end
  local command, service, record = plain[1], plain[2], plain[3]
  if last:sub(1, 1) == "-" then
    return beginning(option_names(parser, command), last)
  elseif not command then
    return beginning(command_names(parser), last)
  elseif OPERATIONS[command] == nil and not METHODS[command] then
    return {}
  elseif not service then
    return beginning(pb.services(), last)
  elseif not record then
    return beginning(METHODS[command] and methods(service) or records(service, OPERATIONS[command] or nil), last)
  elseif command == "import" then
    return {}
  elseif command == "describe" then
    return plain[4] and {} or beginning({ "create", "delete", "get", "list", "update" }, last)
  end
  local ok, told = pcall(pb.describe, service, record, OPERATIONS[command] or nil)
  return ok and told.params and attribute(told.params, last) or {}
end

return M
