--- The manual page, made of what the parser knows: commands, arguments, options, examples.
local examples = require "portabilling.command.examples"
local version = require "portabilling.support.version"

local M = {}

-- As roff takes it: no line may begin as a request, and a hyphen of a command is to be copied as it is.
local function plain(text)
  text = text:gsub("\\", "\\e"):gsub("%-", "\\-")
  return (("\n" .. text):gsub("\n([.'])", "\n\\&%1"):sub(2))
end

local function bold(text)
  return "\\fB" .. plain(text) .. "\\fR"
end

local function italic(text)
  return "\\fI" .. plain(text) .. "\\fR"
end

-- What stands for the value of an option or argument: its choices, or its name.
local function value_of(element)
  return element._choices and table.concat(element._choices, " | ") or element._name:gsub("^%-+", ""):gsub("_", "-")
end

local function option_label(option)
  local names = {}
  for i, alias in ipairs(option._public_aliases) do
    names[i] = bold(alias)
  end
  local label = table.concat(names, ", ")
  return option._maxargs > 0 and label .. " " .. italic(value_of(option)) or label
end

local function argument_label(argument)
  local label = italic(value_of(argument))
  if argument._maxargs == math.huge then
    label = label .. " ..."
  end
  return argument._minargs == 0 and "[" .. label .. "]" or label
end

local function items(out, elements, label_of)
  for _, element in ipairs(elements) do
    local description = element._description or ""
    if element._default then
      description = ("%s (default: %s)"):format(description, tostring(element._default))
    end
    out[#out + 1] = ".TP\n" .. label_of(element) .. "\n" .. plain(description ~= "" and description or element._name)
  end
end

local function synopsis(command)
  local words = { bold("portabilling " .. command._name) }
  for _, argument in ipairs(command._arguments) do
    words[#words + 1] = argument_label(argument)
  end
  return table.concat(words, " ") .. " [" .. italic "options" .. "]"
end

local function command_section(out, command)
  out[#out + 1] = (".SS %s\n%s\n.PP\n%s"):format(plain(command._name), synopsis(command),
    plain(command._summary or command._description or ""))
  items(out, command._arguments, argument_label)
  items(out, command._options, option_label)
  local lines = {}
  for i, line in ipairs(examples[command._name] or {}) do
    lines[i] = plain(line)
  end
  out[#out + 1] = (".PP\nExamples:\n.PP\n.RS\n.nf\n%s\n.fi\n.RE"):format(table.concat(lines, "\n"))
end

--- The page, in roff.
---@param parser table argparse's
---@return string
function M.text(parser)
  local out = {
    ('.TH PORTABILLING 1 "" "lua\\-portabilling %s" "User Commands"'):format(plain(version)),
    ".SH NAME\nportabilling \\- PortaBilling on the command line",
    ".SH SYNOPSIS\n" .. bold "portabilling" .. " [" .. italic "options" .. "] " .. italic "command" .. " ...",
    ".SH DESCRIPTION\n" .. plain(parser._description),
  }
  for line in (parser._epilog .. "\n"):gmatch "([^\n]+)\n" do
    out[#out + 1] = ".PP\n" .. plain(line)
  end
  out[#out + 1] = ".SH OPTIONS"
  items(out, parser._options, option_label)
  out[#out + 1] = ".SH COMMANDS"
  for _, command in ipairs(parser._commands) do
    command_section(out, command)
  end
  out[#out + 1] = ".SH FILES"
  for _, item in ipairs { { "~/.config/portabilling/config", "Profiles: where servers are, and who logs in." },
    { "~/.cache/portabilling/", "Sessions, and what servers tell of their API. It may be removed." },
    { "~/.local/state/portabilling/history", "Lines that were typed in the shell, but for those with a secret." } } do
    out[#out + 1] = ".TP\n" .. italic(item[1]) .. "\n" .. plain(item[2])
  end
  return table.concat(out, "\n") .. "\n"
end

--- Prints it.
function M.man()
  io.stdout:write(M.text(require("portabilling.command.parser").new()))
  return 0
end

return M
