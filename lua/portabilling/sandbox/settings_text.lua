--- What settings.lua says of each setting, for --help and doc/sandbox.md: read from its own lines, so that a setting is
--- described where it is defined and nowhere else.

local json = require "portabilling.sandbox.json"
local settings = require "portabilling.sandbox.settings"
local tables = require "portabilling.support.tables"

local M = {}

local function choices_of(name)
  local words = tables.sorted_keys(settings.choices[name] or {})
  return words[1] and table.concat(words, ", ") or nil
end

--- Read them.
---@param source string the text of settings.lua
---@return { name: string, default: string, about: string, choices: string? }[] in the order of the file
function M.read(source)
  local list, last = {}, nil
  for line in source:match("M%.defaults = {\n(.-)\n}"):gmatch "[^\n]+" do
    local name, about = line:match "^  ([%w_]+) = .-,%s*%-%-%s*(.*)$"
    name = name or line:match "^  ([%w_]+) = "
    if name then
      last = { name = name, about = about or "", choices = choices_of(name) }
      last.default = json.encode(settings.defaults[name])
      list[#list + 1] = last
    elseif last then
      last.about = last.about .. " " .. assert(line:match "^%s*%-%-%s*(.*)$", line)
    end
  end
  return list
end

local function wrapped(text, indent, width)
  local lines, line = {}, ""
  for word in text:gmatch "%S+" do
    if #line + #word + 1 > width then
      lines[#lines + 1] = line
      line = word
    else
      line = line == "" and word or line .. " " .. word
    end
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n" .. (" "):rep(indent))
end

--- As text for --help.
---@param source string
---@return string
function M.plain(source)
  local lines = {}
  for _, one in ipairs(M.read(source)) do
    local about = one.about .. (one.choices and " (" .. one.choices .. ")" or "")
    lines[#lines + 1] = ("  %-37s %s"):format(one.name .. " = " .. one.default, wrapped(about, 40, 78))
  end
  return table.concat(lines, "\n") .. "\n"
end

--- As rows of a table in Markdown.
---@param source string
---@return string
function M.markdown(source)
  local lines = { "| setting | at the start | what it does |", "|---|---|---|" }
  for _, one in ipairs(M.read(source)) do
    local about = one.about .. (one.choices and "; one of " .. one.choices or "")
    lines[#lines + 1] = ("| `%s` | `%s` | %s |"):format(one.name, one.default, (about:gsub("|", "\\|")))
  end
  return table.concat(lines, "\n") .. "\n"
end

return M
