--- What the library says, in the words of the command line: its options, and calls that it advises, as they are typed.
local M = {}

-- The options of a command, as the library calls them -> as they are typed.
local function options_of(command)
  local found = {}
  local function add(of)
    for _, option in ipairs(of._options) do
      for _, alias in ipairs(option._aliases) do
        local name = alias:match "^%-%-(.+)$"
        if name then
          found[name:gsub("-", "_")] = alias
        end
      end
    end
  end
  local there, parser = pcall(require, "portabilling.command.parser") -- argparse may be missing
  parser = there and parser.new() or { _options = {}, _commands = {} }
  add(parser)
  for _, one in ipairs(parser._commands) do
    if one._name == command then
      add(one)
    end
  end
  return found
end

local function word(name, value)
  local plain = name .. "=" .. value:gsub('^"(.*)"$', "%1")
  return plain:find "^[%w_.=@+:/-]+$" and plain or "'" .. plain:gsub("'", "'\\''") .. "'"
end

-- pb.get("Account", "account", { id = "17" }), as a command.
local function as_command(operation, service, record, filters)
  local words = { "portabilling", operation, service, record }
  for name, value in (filters:match "^{ *(.-) *}$" .. ", "):gmatch "([%w_]+) = (.-), " do
    words[#words + 1] = word(name, value)
  end
  return table.concat(words, " ")
end

local of, options

--- A text that names the library's options, as one that names those of the command.
---@param text string
---@param command string? nil: none was understood
---@return string
function M.of(text, command)
  if not options or of ~= command then
    of, options = command, options_of(command)
  end
  text = text:gsub('pb%.(%l+)%("(%w+)", "([%w_]+)", (%b{})%)', as_command)
  text = text:gsub("^[%a._]+: option '([%a_]+)'", options)
  text = text:gsub('([%a_]+) = "([^"%s]*)"', function(name, value)
    return options[name] and options[name] .. " " .. value
  end)
  text = text:gsub("([%a_]+) = true", options)
  return (text:gsub("%f[%w_-](%a+_[%a_]+)%f[^%w_]", options))
end

return M
